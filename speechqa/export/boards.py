"""Owns the file of boards: ``leaderboard.csv``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.export.columns import LEADERBOARD
from speechqa.export.csv_files import encoded
from speechqa.export.material import DEFAULT_OPTIONS, ExportOptions
from speechqa.export.tables import Table
from speechqa.export.whole_files import write_together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from speechqa.export.columns import Value
    from speechqa.records import Place


def write_leaderboard(
    places: Sequence[Place], out: Path, *, options: ExportOptions = DEFAULT_OPTIONS
) -> tuple[Path, ...]:
    """``leaderboard.csv`` in the folder ``out``. Raises ``SettingsError`` if it can't be written."""
    table = Table("leaderboard", LEADERBOARD, tuple(map(_row, places)))
    return write_together(out, {"leaderboard.csv": encoded(table, options)})


def _row(place: Place) -> tuple[Value, ...]:
    *cells, badges = (getattr(place, column.name) for column in LEADERBOARD)
    return (*cells, "; ".join(badges))
