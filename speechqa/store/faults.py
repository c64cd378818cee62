"""Owns the mapping of database errors to ``StoreError`` with what to do."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from speechqa.errors import StoreError
from speechqa.store.codec import PayloadError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PRIMARY_CODE = 0xFF  # SQLite's extended codes carry the primary code in the low byte

# SQLite primary result codes, https://sqlite.org/rescode.html
_ADVICE = {
    sqlite3.SQLITE_NOTADB: "is some other kind of file, not a store. Give another path (--store).",
    sqlite3.SQLITE_CORRUPT: (
        "is damaged. Put back a copy from your backup, or move the file away and run again."
    ),
    sqlite3.SQLITE_READONLY: (
        "can't be written. Make the file and its folder writable, or give another path (--store)."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "can't be opened. Make the file and its folder readable and writable, or give another path (--store)."
    ),
    sqlite3.SQLITE_PERM: "can't be opened: no permission. Give another path (--store).",
    sqlite3.SQLITE_FULL: "can't grow: the disk is full. Free some space and run again; what is done is kept.",
    sqlite3.SQLITE_BUSY: "is held by another program for too long. Close that program and run again.",
    sqlite3.SQLITE_LOCKED: "is held by another program for too long. Close that program and run again.",
    sqlite3.SQLITE_IOERR: "can't be read or written: the disk reports an error. Check it, then run again.",
}


@contextmanager
def mapped_faults(shown: str) -> Iterator[None]:
    """Turn database errors inside the block into ``StoreError`` about the store ``shown``."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"The store {shown} {_describe(error)}") from error
    except PayloadError as error:
        raise StoreError(
            f"The store {shown} holds a value this program can't read ({error}). It was written by a newer "
            "speechqa, then upgrade; or it is damaged, then put back a copy from your backup."
        ) from error


def _describe(error: Exception) -> str:
    original = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(original, "sqlite_errorcode", None)
    if code is not None and code & _PRIMARY_CODE in _ADVICE:
        return _ADVICE[code & _PRIMARY_CODE]
    first_line = str(original).strip().partition("\n")[0] or type(original).__name__
    return f"failed: {first_line}. Check --store: is the place right, does its server run, may you use it?"
