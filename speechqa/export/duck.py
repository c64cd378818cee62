"""Owns the tables of a report in DuckDB (extra ``parquet``), with true types.

text is VARCHAR, whole numbers BIGINT, times in seconds and other figures DOUBLE, flags BOOLEAN, points in
time TIMESTAMP, NULL where nothing is known. A column ``<name>_at`` is the clock's time where the call was;
``<name>_at_iso`` beside it is what the other formats show, with its offset from UTC if there is one.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from speechqa.errors import SettingsError
from speechqa.export.typed import clock_time, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb
    import numpy as np

    from speechqa.export.columns import Column, Value
    from speechqa.export.tables import Table

_SQL_TYPES = {"text": "VARCHAR", "integer": "BIGINT", "flag": "BOOLEAN"}  # the others are DOUBLE
_NUMPY_TYPES = {"integer": "int64", "flag": "bool"}  # the others are float64
# One thread: sums of floats and the order of groups must not hang on how work was shared out.
_SETTINGS = {
    "threads": "1",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",  # else a table's name could read a variable of this program
}


def connect(tables: Iterable[Table], *, needed_by: str) -> duckdb.DuckDBPyConnection:
    """A database in memory that holds ``tables``.

    Raises ``SettingsError`` when DuckDB isn't installed; ``needed_by`` says what wanted it.
    """
    try:
        import duckdb
    except ImportError as error:
        raise SettingsError(
            f"{needed_by} needs DuckDB: pip install 'speechqa[parquet]', then run again"
        ) from error
    database = duckdb.connect(":memory:", config=dict(_SETTINGS))
    for table in tables:
        _load(database, table)
    return database


def identifier(name: str) -> str:
    """``name`` as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _load(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = list(_columns(table))
    name = identifier(table.name)
    database.execute(
        f"CREATE TABLE {name} ({', '.join(f'{identifier(c)} {kind}' for c, kind, _ in columns)})"
    )
    if table.rows:
        database.register("loaded", {column: values for column, _, values in columns})
        database.execute(f"INSERT INTO {name} SELECT * FROM loaded")  # noqa: S608 - quoted by `identifier`
        database.unregister("loaded")


def _columns(table: Table) -> Iterator[tuple[str, str, np.ndarray[Any, Any]]]:
    """(name, SQL type, values) of each column."""
    cells = zip(*table.rows, strict=True) if table.rows else [()] * len(table.columns)
    for column, values in zip(table.columns, cells, strict=True):
        if column.kind == "time":
            yield column.name, "TIMESTAMP", _times(values)
            yield f"{column.name}_iso", "VARCHAR", _texts(values)
        elif column.kind == "text":
            yield column.name, "VARCHAR", _texts(values)
        else:
            yield column.name, _SQL_TYPES.get(column.kind, "DOUBLE"), _numbers(values, column)


def _texts(values: Sequence[Value]) -> np.ndarray[Any, Any]:
    import numpy as np

    known = functools.cache(lambda value: typed(value, "text"))  # names and reasons come again and again
    made = np.empty(len(values), dtype=object)
    made[:] = [known(value) for value in values]
    return made


def _numbers(values: Sequence[Value], column: Column) -> np.ndarray[Any, Any]:
    import numpy as np

    made = [typed(value, column.kind) for value in values]
    return np.ma.masked_array(
        np.array([each or 0 for each in made], dtype=_NUMPY_TYPES.get(column.kind, "float64")),
        mask=[each is None for each in made],
    )


def _times(values: Sequence[Value]) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.array([clock_time(str(value or "")) for value in values], dtype="datetime64[us]")
