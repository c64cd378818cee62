"""Owns what a column is: its name and the kind of its values.

Rows hold raw values (milliseconds, numbers, text, None); each format turns them into
cells by the column's kind, so all formats agree on what a column is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# ms: milliseconds, shown as seconds · share: 0..1 · score: 0..100 or a percentage ·
# rate: per minute, per thousand, decibels · points: as small as can be · flag: true or false ·
# time: ISO 8601 text of a time or a day, with or without an offset
Kind = Literal["text", "integer", "ms", "share", "score", "rate", "points", "flag", "time"]
Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the header and what kind of value it holds."""

    name: str
    kind: Kind = "text"
