"""Owns reading ``models/catalogue.toml``: known models, their source and their digests."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from speechqa.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

# A catalogue is a few kilobytes; more is not one.
MAX_CATALOGUE_BYTES = 1_000_000

_Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
_Sha256 = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]
_Part = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z_]\w*:[A-Za-z0-9_][\w.-]*(/[A-Za-z0-9_][\w.-]*)*$")
]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model. ``sha256`` is "" where the catalogue doesn't pin it.

    ``parts`` are the pieces of the file inside installed packages, "package:path", in order.
    """

    name: str
    size: int
    sha256: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One known model: its place on the hub, its files, and a note for people.

    ``extra`` names the extra of this package that carries the model, "" if none does.
    """

    name: str
    repo: str
    revision: str
    languages: Literal["all", "en"]
    note: str
    extra: str
    files: tuple[ModelFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    @property
    def pinned(self) -> bool:
        """Whether the catalogue pins every file's digest."""
        return all(file.sha256 for file in self.files)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The known models, in the order of the file."""

    source: str
    entries: tuple[ModelEntry, ...]

    def get(self, name: str) -> ModelEntry:
        """The entry called ``name``; a ``ModelError`` lists the known names if there is none."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        known = [entry.name for entry in self.entries]
        close = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        raise ModelError(
            f"no model called {name!r} in {self.source}.{hint} Known: {', '.join(known)}; "
            "or give the path of a folder that holds model.bin"
        )


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: _Name
    size: Annotated[int, Field(gt=0)]
    sha256: _Sha256 = ""
    parts: tuple[_Part, ...] = ()


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    repo: Annotated[str, StringConstraints(pattern=r"^[\w.-]+/[\w.-]+$")]
    revision: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
    languages: Literal["all", "en"]
    note: str = ""
    extra: str = ""
    files: Annotated[tuple[_File, ...], Field(min_length=1, max_length=50)]


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid")
    models: dict[_Name, _Model]


def load_catalogue(path: Path) -> Catalogue:
    """The models listed in the TOML file ``path``; a ``ModelError`` if it can't be used."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: the model catalogue can't be read ({error.strerror})") from error
    if len(raw) > MAX_CATALOGUE_BYTES:
        raise ModelError(f"{path}: {len(raw)} bytes is too long for a model catalogue")
    try:
        document = _Document.model_validate(tomllib.loads(raw.decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        raise ModelError(f"{path}: {_problems(error)}") from error
    return Catalogue(source=str(path), entries=tuple(_entry(n, m) for n, m in document.models.items()))


def model_path(name: str, models_dir: Path) -> Path:
    """Where the model ``name`` lies, or would lie, under ``models_dir``."""
    return models_dir / name


def _problems(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(step) for step in problem['loc'])}: {problem['msg']}"
        for problem in error.errors()[:10]
    )


def _entry(name: str, model: _Model) -> ModelEntry:
    files = tuple(ModelFile(f.name, f.size, f.sha256, f.parts) for f in model.files)
    return ModelEntry(
        name=name,
        repo=model.repo,
        revision=model.revision,
        languages=model.languages,
        note=model.note,
        extra=model.extra,
        files=files,
    )
