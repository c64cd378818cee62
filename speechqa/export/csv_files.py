r"""Owns the CSV form of a report: the tables and ``summary.json``.

UTF-8, comma, ``\n`` line ends, a header row; cells as in ``cells``. With ``excel``: a byte
order mark, and for locales that write a decimal comma that comma and the separator ``;``,
because their Excel would read 12.5 as a date.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from speechqa.export.cells import format_cell
from speechqa.export.material import DEFAULT_OPTIONS, NO_MATERIAL, ExportOptions, Material
from speechqa.export.summary import summary_json
from speechqa.export.tables import report_tables
from speechqa.export.whole_files import write_together

if TYPE_CHECKING:
    from pathlib import Path

    from speechqa.export.tables import Table
    from speechqa.records import Report

# Languages whose usual locales write a decimal comma and so separate cells by a semicolon.
# fmt: off
_COMMA_LANGUAGES = frozenset((
    "be", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "hr", "hu", "it", "kk", "lt",
    "lv", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk",
))
# fmt: on
# Locales of these languages that write a decimal point.
_POINT_LOCALES = frozenset(("de_ch", "de_li", "it_ch", "es_mx", "es_us"))


def write_csv(
    report: Report,
    out: Path,
    *,
    options: ExportOptions = DEFAULT_OPTIONS,
    material: Material = NO_MATERIAL,  # noqa: ARG001 - tables hold all that this format shows
) -> tuple[Path, ...]:
    """The files written into the folder ``out``: all of them, each whole, or none.

    The locale (as ``de_DE.UTF-8`` or ``de-DE``) chooses the separator for Excel; without ``excel`` it changes
    nothing. Equal reports give equal bytes. Raises
    ``SettingsError`` if the folder can't be written.
    """
    files = {f"{name}.csv": encoded(table, options) for name, table in report_tables(report).items()}
    files["summary.json"] = summary_json(report).encode("utf-8")
    return write_together(out, files)


def encoded(table: Table, options: ExportOptions) -> bytes:
    """The table as a CSV file."""
    semicolon = options.excel and _writes_decimal_comma(options.locale_name)
    mark = "\ufeff" if options.excel else ""
    return (mark + table_csv(table, semicolon=semicolon)).encode("utf-8")


def table_csv(table: Table, *, semicolon: bool = False) -> str:
    """The table as CSV text."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if semicolon else ",", lineterminator="\n")
    writer.writerow(table.header)
    for row in table.rows:
        writer.writerow(
            format_cell(value, column.kind, decimal_comma=semicolon)
            for value, column in zip(row, table.columns, strict=True)
        )
    return text.getvalue()


def _writes_decimal_comma(locale_name: str) -> bool:
    name = locale_name.partition(".")[0].partition("@")[0].replace("-", "_").casefold()
    return name.partition("_")[0] in _COMMA_LANGUAGES and name not in _POINT_LOCALES
