"""Owns the JSON form of a report: ``report.json``, every table as a list of objects, and ``summary.json``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from speechqa.export.material import DEFAULT_OPTIONS, NO_MATERIAL, ExportOptions, Material
from speechqa.export.summary import summary_json
from speechqa.export.tables import report_tables
from speechqa.export.typed import typed
from speechqa.export.whole_files import write_together

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from speechqa.export.tables import Table
    from speechqa.records import Report


def write_json(
    report: Report,
    out: Path,
    *,
    options: ExportOptions = DEFAULT_OPTIONS,  # noqa: ARG001 - JSON is the same everywhere
    material: Material = NO_MATERIAL,  # noqa: ARG001 - tables hold all that this format shows
) -> tuple[Path, ...]:
    """``report.json`` and ``summary.json`` in the folder ``out``, both or none.

    Raises ``SettingsError`` if the folder can't be written.
    """
    files = {"report.json": report_json(report), "summary.json": summary_json(report).encode("utf-8")}
    return write_together(out, files)


def report_json(report: Report) -> bytes:
    """``report.json`` in UTF-8: an object a line; columns in their order, null where nothing is known."""
    # As bytes line by line: text of a large store would take twice the memory and more.
    return b"{\n" + b",\n".join(map(_table, report_tables(report).values())) + b"\n}\n"


def _table(table: Table) -> bytes:
    lines = b",\n".join(_objects(table))
    return json.dumps(table.name).encode() + (b": [\n" + lines + b"\n]" if lines else b": []")


def _objects(table: Table) -> Iterator[bytes]:
    for row in table.rows:
        cells = {
            column.name: typed(value, column.kind) for column, value in zip(table.columns, row, strict=True)
        }
        yield json.dumps(cells, ensure_ascii=False, allow_nan=False).encode("utf-8")
