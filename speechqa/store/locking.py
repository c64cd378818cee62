"""Owns the lock that keeps two runs from working on one store.

A lock of the operating system (or of the PostgreSQL server), so it goes away with the
process that held it, also after ``kill -9``.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from speechqa.errors import LockedError, StoreError
from speechqa.store.places import make_folder, parse_place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from speechqa.store.places import Place

# A number of our own for PostgreSQL's advisory locks, one for each database.
RUN_LOCK = 0x53514C31


@contextmanager
def lock(url_or_path: str | Path) -> Iterator[None]:
    """Hold the store for this process while the block runs.

    A file store is locked by ``<store>.lock`` beside it. Raises ``LockedError`` at once,
    naming the holder when known, if another run holds it; ``StoreError`` if the lock
    can't be made.
    """
    place = parse_place(url_or_path)
    with _server_lock(place) if place.path is None else _file_lock(place.path):
        yield


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock_path = path.with_name(path.name + ".lock")
    try:
        make_folder(path.parent)
        held = FileLock(lock_path, timeout=0, mode=0o600)
        held.acquire()
    except Timeout as error:
        raise LockedError(_held(str(path), _read_holder(lock_path))) from error
    except OSError as error:
        raise StoreError(
            f"The store {path} can't be locked: {error.strerror or error}. "
            "Give a store in a folder you may write to (--store)."
        ) from error
    try:
        _write_holder(lock_path, str(os.getpid()))
        yield
    finally:
        _write_holder(lock_path, "")
        held.release()


def _held(shown: str, holder: str) -> str:
    who = f"Another run (process {holder})" if holder else "Another run"
    return f"{who} holds the store {shown}. Wait until it ends, or give another store (--store)."


def _read_holder(lock_path: Path) -> str:
    with suppress(OSError):
        text = lock_path.read_bytes()[:32].decode("ascii", "replace").strip()
        return text if text.isdecimal() else ""
    return ""


def _write_holder(lock_path: Path, text: str) -> None:
    # A courtesy for the message only: where it can't be written, the lock holds all the same.
    with suppress(OSError):
        lock_path.write_text(text, encoding="ascii")


@contextmanager
def _server_lock(place: Place) -> Iterator[None]:
    from sqlalchemy import create_engine, text
    from sqlalchemy.pool import NullPool

    from speechqa.store.faults import mapped_faults

    arguments = {"connect_timeout": 10, "application_name": f"speechqa run {os.getpid()}"}
    engine = create_engine(place.url, connect_args=arguments, poolclass=NullPool)
    # Autocommit: a session lock needs no transaction, and an open one would hold back the server's clean-up.
    with mapped_faults(place.shown):
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        with mapped_faults(place.shown):
            if not connection.execute(
                text("SELECT pg_try_advisory_lock(:key)"), {"key": RUN_LOCK}
            ).scalar_one():
                raise LockedError(_held(place.shown, _server_holder(connection)))
        yield
    finally:
        connection.close()  # ends the session, and the lock with it


def _server_holder(connection: Connection) -> str:
    """The holder's process id and machine, "" when the server doesn't tell."""
    from sqlalchemy import text

    row = connection.execute(
        text(
            "SELECT a.application_name, host(a.client_addr) FROM pg_locks l "
            "JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory' AND l.granted "
            "AND l.classid = 0 AND l.objid = :key AND l.database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())"
        ),
        {"key": RUN_LOCK},
    ).first()
    if row is None:
        return ""
    return f"{(row[0] or '').rpartition(' ')[2]} on {row[1] or 'this machine'}"
