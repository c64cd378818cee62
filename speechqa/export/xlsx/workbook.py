"""Owns putting a workbook together: which sheets there are, in which order, and its bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from speechqa.errors import SettingsError
from speechqa.export.material import DEFAULT_OPTIONS, NO_MATERIAL, ExportOptions, Material
from speechqa.export.tables import Table, report_tables
from speechqa.export.whole_files import check_folder, write_whole
from speechqa.export.xlsx.front import write_front
from speechqa.export.xlsx.limits import EXCEL, Limits, parts
from speechqa.export.xlsx.links import Row, pages
from speechqa.export.xlsx.sheets import Book, write_sheet
from speechqa.export.xlsx.styles import make_styles

if TYPE_CHECKING:
    from pathlib import Path

    from speechqa.records import Report

_NAMES = {"agents": "Agents", "calls": "Calls", "verdicts": "Verdicts", "hits": "Words"}
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - any fixed time: equal reports give equal bytes


def write_xlsx(
    report: Report,
    out: Path,
    *,
    options: ExportOptions = DEFAULT_OPTIONS,  # noqa: ARG001 - Excel shows numbers in its user's way itself
    material: Material = NO_MATERIAL,  # noqa: ARG001 - tables hold all that this format shows
) -> tuple[Path, ...]:
    """``report.xlsx`` in the folder ``out``, whole or not at all.

    Agents and call ids link to their pages where ``out`` holds an HTML report. Raises ``SettingsError`` if
    the file can't be written.
    """
    check_folder(out)
    content = workbook(report, pages(out))
    return (write_whole(out / "report.xlsx", content),)


def workbook(report: Report, known_pages: frozenset[str], *, limits: Limits = EXCEL) -> bytes:
    """The bytes of the workbook; pages as ``links.pages`` gives them."""
    from xlsxwriter.exceptions import XlsxWriterException

    try:
        # Rows wait on disk, not in memory; the folder is the user's alone and gone at once.
        with tempfile.TemporaryDirectory(prefix="speechqa-") as folder:
            return _bytes(report, known_pages, limits, folder)
    except (OSError, XlsxWriterException) as error:
        raise SettingsError(
            f"report.xlsx can't be made: {error}. There must be space left in {tempfile.gettempdir()}."
        ) from error


def _bytes(report: Report, known_pages: frozenset[str], limits: Limits, folder: str) -> bytes:
    from xlsxwriter import Workbook

    made = BytesIO()
    with Workbook(made, {"constant_memory": True, "tmpdir": folder}) as book:
        book.use_zip64()
        book.set_properties({"title": "Scorecards", "created": _CREATED})
        into = Book(book, make_styles(book), limits, known_pages)
        front = book.add_worksheet("Summary")
        for name, table, rows in _sheets(report, into):
            write_sheet(into, book.add_worksheet(name), table, rows)
        write_front(into, front, report)
    return made.getvalue()


def _sheets(report: Report, into: Book) -> Iterator[tuple[str, Table, tuple[Row, ...]]]:
    """(name, table, rows) of each sheet: those of ``_NAMES``, then every other table that isn't empty."""
    tables = report_tables(report)
    others = [name for name, table in tables.items() if name not in _NAMES and table.rows]
    for name in (*_NAMES, *others):
        title = _NAMES.get(name, name.replace("_", " ").capitalize())
        split = list(parts(tables[name].rows, into.limits.rows))
        if len(split) > 1:
            into.lost.split.append(title)
        for number, rows in enumerate(split, start=1):
            yield (title if number == 1 else f"{title} {number}"), tables[name], rows
