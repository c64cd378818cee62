"""Owns answering SQL over the tables of a report: in memory, read only, without files or network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speechqa.errors import SettingsError
from speechqa.export.duck import connect
from speechqa.export.tables import report_tables

if TYPE_CHECKING:
    import duckdb

    from speechqa.records import Report


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave: a name for each column, no two alike, and rows of Python values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def query(report: Report, sql: str) -> Answer:
    """The answer to one question in SQL (DuckDB's) over the tables of ``report``, typed as in ``duck``.

    Raises ``SettingsError`` when DuckDB isn't installed, or the SQL can't be run or is no question.
    """
    tables = report_tables(report)
    database = connect(tables.values(), needed_by="query")
    try:
        _lock(database)
        return _ask(database, sql, ", ".join(sorted(tables)))
    finally:
        database.close()


def _lock(database: duckdb.DuckDBPyConnection) -> None:
    # Whatever SQL is pasted in: nothing on this machine can be read or written by it but the tables.
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")


def _ask(database: duckdb.DuckDBPyConnection, sql: str, tables: str) -> Answer:
    import duckdb

    try:
        found = database.execute(_question(database, sql))
        return Answer(_unlike(column[0] for column in found.description or ()), tuple(found.fetchall()))
    except duckdb.Error as error:
        raise SettingsError(
            f"{_plainly(str(error))}\n\nTables: {tables}. Columns of one: DESCRIBE calls"
        ) from error


def _question(database: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The one statement of ``sql``, which asks and changes nothing."""
    from duckdb import StatementType

    found = database.extract_statements(sql)
    if not found:
        raise SettingsError('query: there is no SQL in it; for example: speechqa query "FROM agents"')
    if len(found) > 1:
        raise SettingsError(f"query: one question at a time, not {len(found)}; take out the `;` between them")
    # PIVOT is a SELECT in several steps.
    if found[0].type not in {StatementType.SELECT, StatementType.EXPLAIN, StatementType.MULTI}:
        raise SettingsError(
            f"query: {found[0].type.name} is no question; SQL only reads here "
            "(SELECT, FROM, WITH, PIVOT, DESCRIBE, SUMMARIZE)"
        )
    return found[0]


def _plainly(message: str) -> str:
    """DuckDB's message without its class of error and its advice to change settings, which are locked."""
    kind, _, text = message.partition(": ")
    text = "\n\n".join(part for part in text.split("\n\n") if not part.startswith('Use "SET'))
    if kind == "Permission Error":
        return f"query: SQL reads the tables of the store alone, no files and no network. {text}"
    return f"query: {text or kind}"


def _unlike(names: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    """The names, a number behind each that was there before: ``n``, ``n_1``."""
    made: list[str] = []
    for name in names:
        number, unlike = 0, name
        while unlike in made:
            number += 1
            unlike = f"{name}_{number}"
        made.append(unlike)
    return tuple(made)
