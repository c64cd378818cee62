"""Owns writing files whole or not at all, private to the user."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_whole(target: Path, content: bytes) -> Path:
    """``target``, now holding ``content``; see :func:`write_together`."""
    return write_together(target.parent, {target.name: content})[0]


def write_together(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """The paths written: every file of ``files`` (name to content) in ``folder``.

    All contents are on disk before the first old file is replaced, so a full disk or a
    crash leaves each file either old or new. Files get mode 0600, new folders 0700.
    Raises ``SettingsError`` saying what is in the way.
    """
    try:
        return _write_all(folder, files)
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else str(folder)
        raise SettingsError(
            f"Results can't be written to {folder}: {where}: {error.strerror or error}. "
            "Give a folder you may write to, with space left (--out)."
        ) from error


def check_folder(folder: Path) -> None:
    """Nothing when files can be written to ``folder`` later; nothing is made.

    Raises ``SettingsError`` saying what is in the way, before hours of work rather than after them.
    """
    nearest = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
    if not nearest.is_dir():
        raise SettingsError(f"Results can't be written: {nearest} is a file. Give a folder (--out).")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise SettingsError(
            f"Results can't be written to {folder}: {nearest} is not writable. "
            "Give a folder you may write to (--out)."
        )


def put_in_place(part: Path, target: Path) -> None:
    """Nothing; the finished folder ``part`` takes the place of ``target``. Raises ``OSError``."""
    old = target.with_name(f".{target.name}.old")
    clear(old)
    if target.exists():
        target.rename(old)
    part.rename(target)
    clear(old)


def clear(folder: Path) -> None:
    """Nothing; the folder is gone with all in it. Raises ``OSError``."""
    if folder.exists():
        shutil.rmtree(folder)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    _make_folder(folder)
    targets = tuple(folder / name for name in files)
    for target in targets:
        if target.is_dir():
            raise SettingsError(
                f"Results can't be written: {target} is a folder. Remove it, or give another folder (--out)."
            )
    staged: list[Path] = []
    try:
        for name, content in files.items():
            staged.append(_stage(folder, name, content))
        for temporary, target in zip(staged, targets, strict=True):
            temporary.replace(target)
    finally:
        for temporary in staged:
            temporary.unlink(missing_ok=True)
    _sync_folder(folder)
    return targets


def _make_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"Results can't be written: {folder} is a file. Give a folder (--out).")
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def _stage(folder: Path, name: str, content: bytes) -> Path:
    """A temporary file beside the target with ``content`` safely on disk; mkstemp makes it 0600."""
    handle, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Path(temporary)


def _sync_folder(folder: Path) -> None:
    # Some systems can't open or flush folders; the files themselves are flushed already.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
