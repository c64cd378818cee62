"""Owns the Parquet form of a report (extra ``parquet``): a file for each table, typed as in ``duck``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.errors import SettingsError
from speechqa.export.duck import connect, identifier
from speechqa.export.material import DEFAULT_OPTIONS, NO_MATERIAL, ExportOptions, Material
from speechqa.export.summary import summary_json
from speechqa.export.tables import report_tables
from speechqa.export.whole_files import check_folder, write_together

if TYPE_CHECKING:
    import duckdb

    from speechqa.records import Report


def write_parquet(
    report: Report,
    out: Path,
    *,
    options: ExportOptions = DEFAULT_OPTIONS,  # noqa: ARG001 - Parquet is the same everywhere
    material: Material = NO_MATERIAL,  # noqa: ARG001 - tables hold all that this format shows
) -> tuple[Path, ...]:
    """The files in the folder ``out``, one for each table and ``summary.json``: all of them, or none.

    Raises ``SettingsError`` if DuckDB isn't installed or the folder can't be written.
    """
    check_folder(out)
    files = {**_parquet_files(report), "summary.json": summary_json(report).encode("utf-8")}
    return write_together(out, files)


def _parquet_files(report: Report) -> dict[str, bytes]:
    tables = report_tables(report)
    database = connect(tables.values(), needed_by="export parquet")
    import duckdb

    try:
        return {f"{name}.parquet": _parquet(database, name) for name in tables}
    except (OSError, duckdb.Error) as error:
        raise SettingsError(
            f"Parquet files can't be made: {error}. There must be space left in {tempfile.gettempdir()}."
        ) from error
    finally:
        database.close()


def _parquet(database: duckdb.DuckDBPyConnection, table: str) -> bytes:
    # DuckDB writes to a path only; the folder is the user's alone and gone at once.
    with tempfile.TemporaryDirectory(prefix="speechqa-") as folder:
        path = Path(folder) / "table.parquet"
        database.table(identifier(table)).write_parquet(str(path), compression="zstd")
        return path.read_bytes()
