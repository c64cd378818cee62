"""Owns writing one table into one sheet, cell by cell, in rows from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from speechqa.export.typed import moment, typed
from speechqa.export.xlsx.limits import Limits, Lost, shortened
from speechqa.export.xlsx.links import Row, linker, page_link
from speechqa.export.xlsx.styles import Styles, conditions, width

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from speechqa.export.columns import Column, Value
    from speechqa.export.tables import Table

_MEASURED = 500  # rows that decide how wide a column is
_FIRST_YEAR, _LAST_YEAR = 1901, 9999  # before 1901 Excel counts a day that never was


@dataclass(slots=True)
class Book:
    """A workbook being written, with what every sheet of it needs."""

    book: Workbook
    styles: Styles
    limits: Limits
    pages: frozenset[str]
    lost: Lost = field(default_factory=Lost)


def write_sheet(into: Book, sheet: Worksheet, table: Table, rows: Sequence[Row]) -> None:
    """Nothing; ``sheet`` shows ``rows`` of ``table``, with filters, a frozen head and colours."""
    cells = _Cells(into, sheet, linker(table, into.pages))
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.name, into.styles.head)
    for number, row in enumerate(rows, start=1):
        cells.write_row(number, row, table.columns)
    _furnish(into, sheet, table, len(rows))
    for at, column in enumerate(table.columns):
        longest = max((_letters(row[at], column) for row in rows[:_MEASURED]), default=0)
        sheet.set_column(at, at, width(column, longest), into.styles.kinds[column.kind])


def _furnish(into: Book, sheet: Worksheet, table: Table, rows: int) -> None:
    last = len(table.columns) - 1
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, rows, last)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    if rows:
        # Ids and telephone numbers are meant to be text.
        sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{rows + 1}"})
        for at, column in enumerate(table.columns):
            for condition in conditions(into.book, column):
                sheet.conditional_format(1, at, rows, at, condition)


def _letters(value: Value, column: Column) -> int:
    if column.kind == "time":
        return len("2026-01-31 12:00:00")
    return len(value) if isinstance(value, str) else 0


def _no_page(_row: Row) -> str:
    return ""


class _Cells:
    """Writes the cells of one sheet; counts its links."""

    def __init__(self, into: Book, sheet: Worksheet, link: tuple[int, Callable[[Row], str]] | None) -> None:
        self._into, self._sheet = into, sheet
        self._column, self._page = link or (-1, _no_page)
        self._links = 0

    def write_row(self, number: int, row: Row, columns: Sequence[Column]) -> None:
        styles = self._into.styles
        for at, (value, column) in enumerate(zip(row, columns, strict=True)):
            made = typed(value, column.kind)
            if made is None:
                continue
            if isinstance(made, str):
                # LibreOffice garbles a tab in a linked cell; such an id is no id of a real call.
                page = self._page(row) if at == self._column and "\t" not in made else ""
                self._write_text(number, at, made, column, page)
            elif isinstance(made, bool):
                style = styles.flags.get((column.name, made), styles.kinds[column.kind])
                self._sheet.write_boolean(number, at, made, style)
            else:
                self._sheet.write_number(number, at, made, styles.kinds[column.kind])

    def _write_text(self, row: int, at: int, text: str, column: Column, page: str) -> None:
        styles = self._into.styles
        known = moment(text) if column.kind == "time" else None
        if known and _FIRST_YEAR <= known.year <= _LAST_YEAR and not _zoned(known):
            style = styles.kinds["time"] if isinstance(known, datetime) else styles.day
            self._sheet.write_datetime(row, at, known, style)
            return
        fitting = shortened(text, self._into.limits.text)
        self._into.lost.texts += fitting is not text
        if page and self._links < self._into.limits.links:
            self._links += 1
            self._sheet.write_url(row, at, page_link(page, fitting), styles.link)
            return
        self._into.lost.links += bool(page)
        self._sheet.write_string(row, at, fitting, styles.kinds["text"])


def _zoned(known: object) -> bool:
    return isinstance(known, datetime) and known.tzinfo is not None  # Excel knows no zones
