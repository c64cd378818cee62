"""Owns opening a database: connection settings, the schema check, migrations at need."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, inspect, text

from speechqa.errors import StoreError
from speechqa.store.faults import mapped_faults
from speechqa.store.places import prepare_file
from speechqa.store.schema import APPLICATION_ID, SCHEMA

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from speechqa.store.places import Place

# How long a writer waits for another one. Transactions are short: one call each.
BUSY_MS = 30_000
_RETRY_S = 0.02  # between two tries where SQLite itself does not wait
# A number of our own for PostgreSQL's advisory locks, so that two programs migrate one after the other.
MIGRATION_LOCK = 0x53514D31
# SQLite: execution option naming how a transaction begins.
BEGIN_OPTION = "speechqa_begin"


def open_engine(place: Place, *, create: bool) -> Engine:
    """An engine on a store of the current schema. Raises ``StoreError``."""
    if place.path is not None:
        if not create and not place.path.exists():
            raise _missing(place)
        prepare_file(place.path)
    engine = _connectable(place)
    try:
        with mapped_faults(place.shown):
            _bring_up_to_date(engine, place, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def writer(engine: Engine) -> Engine:
    """The same engine for writing transactions: SQLite takes the write lock at once.

    A transaction that reads first and writes later can fail at once when another
    writer came between; one that begins as a writer waits its turn.
    """
    return engine.execution_options(**{BEGIN_OPTION: "BEGIN IMMEDIATE"})


def reader(engine: Engine) -> Engine:
    """The same engine for reading: all queries of one transaction see one state of the store."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    return engine  # SQLite in WAL mode always reads so


def _connectable(place: Place) -> Engine:
    if place.path is None:
        # pool_pre_ping: an unattended run must survive a restart of the server.
        arguments = {"connect_timeout": 10, "application_name": "speechqa"}
        return create_engine(place.url, connect_args=arguments, pool_pre_ping=True)
    engine = create_engine(place.url, connect_args={"timeout": BUSY_MS / 1000})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a driver's connection has no common type
    """Make SQLite safe: real transactions, foreign keys, WAL, nothing committed is ever lost."""
    connection.isolation_level = None  # the driver must not begin transactions behind our back
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}").close()
    _switch_to_wal(connection)
    for pragma in (
        # FULL: a commit survives power loss too, not only the death of the process, as with
        # NORMAL. One flush a call costs milliseconds where recognising it costs seconds.
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Turn WAL on, waiting as long as any writer waits.

    SQLite doesn't wait by itself here: while another program begins to write a new store (not
    yet in WAL), the switch fails at once, whatever the busy timeout.
    """
    deadline = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_S)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN_OPTION, "BEGIN"))


def _bring_up_to_date(engine: Engine, place: Place, *, create: bool) -> None:
    """Check that the store is ours, of this schema and writable; build or migrate it if not yet."""
    # Beginning as a writer finds out now, not after an hour, that a file can't be written.
    with writer(engine).begin() as connection:
        found = _schema_found(connection)
        if found == SCHEMA:
            return
        _refuse_foreign(connection, found, place)
        if found is None and not create:
            raise _missing(place)
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        _migrate(connection, place)


def _missing(place: Place) -> StoreError:
    return StoreError(
        f"There is no store at {place.shown}. Use speechqa run to make one, or give another (--store)."
    )


def _schema_found(connection: Connection) -> str | None:
    """The store's schema, None when it has none yet; asked without Alembic, which is slow to import."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _refuse_foreign(connection: Connection, found: str | None, place: Place) -> None:
    """Raise ``StoreError`` for another program's database: never add tables to it."""
    if connection.dialect.name != "sqlite":
        return  # on a server, sharing a database is usual
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = set(inspect(connection).get_table_names())
    if application != APPLICATION_ID and (found is not None or application or tables):
        raise StoreError(
            f"The store {place.shown} is a database of another program. Give another path (--store)."
        )


def _migrate(connection: Connection, place: Place) -> None:
    """Run the missing migrations, all in the transaction of ``connection``: all or none."""
    from alembic import command
    from alembic.config import Config
    from alembic.script.revision import ResolutionError
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "speechqa.store:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        if not isinstance(error.__cause__, ResolutionError):
            raise StoreError(f"The store {place.shown} can't be migrated: {error}.") from error
        raise StoreError(
            f"The store {place.shown} was made by a newer speechqa (its schema is not known here). "
            "Upgrade speechqa, or give another store (--store)."
        ) from error
