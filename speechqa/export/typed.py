"""Owns raw values as true types, for the formats that have them: JSON, workbooks, Parquet, SQL.

Times are seconds, exact to the millisecond; other figures are as they were worked out, unrounded; flags are
booleans. What isn't known is None: the empty text stands for that in the records.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from speechqa.export.cells import clean

if TYPE_CHECKING:
    from speechqa.export.columns import Kind, Value

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def typed(value: Value, kind: Kind) -> Value:
    """``value`` as text, number or boolean by its kind; None where it isn't known or is no number."""
    if value is None:
        return None
    if isinstance(value, str):
        return clean(value) or None
    if not math.isfinite(value):
        return None
    if kind == "flag":
        return bool(value)
    if kind == "ms":
        return round(value) / 1000
    return round(value) if kind == "integer" else float(value) + 0.0  # no minus zero


def moment(text: str) -> datetime | date | None:
    """The time or the day that ISO 8601 text names; None where it is neither.

    A time with an offset from UTC keeps it; a day has no time of day.
    """
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else datetime.fromisoformat(text)
    except ValueError:
        return None


def clock_time(text: str) -> datetime | None:
    """What the clock showed where the time was taken, without its offset; a day alone is its midnight."""
    found = moment(text)
    if isinstance(found, datetime):
        return found.replace(tzinfo=None)
    return datetime(found.year, found.month, found.day) if found else None  # noqa: DTZ001 - a clock's own time
