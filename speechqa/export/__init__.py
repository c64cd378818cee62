"""Owns the files people take away: one module for each format, one table of columns for all.

A new format is one module and one line in ``EXPORTERS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from speechqa.export.answers import answer_csv, answer_json, shown
from speechqa.export.boards import write_leaderboard
from speechqa.export.coaching import write_coaching
from speechqa.export.columns import Column
from speechqa.export.csv_files import table_csv, write_csv
from speechqa.export.discovered import write_discovered
from speechqa.export.html import write_html
from speechqa.export.json_file import write_json
from speechqa.export.material import ExportOptions, LabelLanguage, Material, for_agent
from speechqa.export.parquet import write_parquet
from speechqa.export.querying import Answer, query
from speechqa.export.tables import Table, report_tables
from speechqa.export.whole_files import check_folder, write_together, write_whole
from speechqa.export.xlsx import write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from speechqa.records import Report

__all__ = [
    "EXPORTERS",
    "Answer",
    "Column",
    "ExportOptions",
    "Exporter",
    "LabelLanguage",
    "Material",
    "Table",
    "answer_csv",
    "answer_json",
    "check_folder",
    "for_agent",
    "query",
    "report_tables",
    "shown",
    "table_csv",
    "write_coaching",
    "write_csv",
    "write_discovered",
    "write_html",
    "write_json",
    "write_leaderboard",
    "write_parquet",
    "write_together",
    "write_whole",
    "write_xlsx",
]


class Exporter(Protocol):
    """Writes a report into a folder."""

    def __call__(
        self, report: Report, out: Path, *, options: ExportOptions = ..., material: Material = ...
    ) -> tuple[Path, ...]:
        """The files written. Raises ``SettingsError`` if they can't be."""


EXPORTERS: dict[str, Exporter] = {
    "coaching": write_coaching,
    "csv": write_csv,
    "html": write_html,
    "json": write_json,
    "parquet": write_parquet,
    "xlsx": write_xlsx,
}
