"""Owns where a store lives: a file path or a database URL, checked before use."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import URL

_SQLITE = ("sqlite", "sqlite+pysqlite")
_POSTGRES_DRIVERS = ("psycopg", "psycopg2")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store lives. ``path`` is None for a server; ``shown`` holds no password."""

    url: URL
    path: Path | None
    shown: str


def parse_place(url_or_path: str | Path) -> Place:
    """The place meant by a path, ``sqlite:///path`` or ``postgresql://…``.

    Raises ``StoreError`` for another scheme, a broken URL or a missing driver.
    """
    text = os.fspath(url_or_path)
    scheme, mark, _ = text.partition("://")
    if not mark:
        return _file_place(text)
    # Imported late: a path needs no URL parser to be locked.
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            f"The store URL starting with {scheme}:// can't be read. "
            "Write postgresql://user:password@host/database, or the path of a file."
        ) from error
    if scheme in _SQLITE:
        return _file_place(url.database or "")
    if scheme in {"postgres", "postgresql"} or scheme.startswith("postgresql+"):
        return _server_place(url)
    raise StoreError(
        f"A store can't be kept at {scheme}://. Give the path of a file (SQLite) or a postgresql:// URL."
    )


def _file_place(text: str) -> Place:
    from sqlalchemy import URL

    if not text or text == ":memory:":
        raise StoreError("The store needs a file to keep results in; give a path, for example speechqa.db.")
    if "\0" in text:
        raise StoreError(f"{text!r} can't be the path of a store: it contains a NUL character.")
    path = Path(text).expanduser().absolute()
    return Place(url=URL.create("sqlite", database=str(path)), path=path, shown=str(path))


def _server_place(url: URL) -> Place:
    _, _, driver = url.drivername.partition("+")
    wanted = (driver,) if driver else _POSTGRES_DRIVERS
    usable = [name for name in wanted if name in _POSTGRES_DRIVERS and find_spec(name)]
    if not usable:
        raise StoreError(
            "A PostgreSQL store needs a driver, which is not installed. "
            'Install it with: pip install "psycopg[binary]", and write postgresql://… in the URL.'
        )
    url = url.set(drivername=f"postgresql+{usable[0]}")
    return Place(url=url, path=None, shown=url.set(drivername="postgresql").render_as_string())


def prepare_file(path: Path) -> None:
    """Make sure ``path`` can be a store: a regular file, created empty with mode 0600 if missing.

    SQLite gives its ``-wal`` and ``-shm`` files the mode of the main file. Missing
    folders are made with mode 0700. Raises ``StoreError``.
    """
    try:
        make_folder(path.parent)
        _touch_private(path)
        kind = path.stat().st_mode
    except OSError as error:
        raise StoreError(
            f"The store {path} can't be created or opened: {error.strerror or error}. "
            "Give a path in a folder you may write to (--store)."
        ) from error
    if not stat.S_ISREG(kind):
        what = "a folder" if stat.S_ISDIR(kind) else "not a regular file"
        raise StoreError(f"The store {path} is {what}. Give the path of a file (--store).")


def make_folder(folder: Path) -> None:
    """Make ``folder`` and its missing parents, private to the user. Raises ``OSError``."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def _touch_private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
