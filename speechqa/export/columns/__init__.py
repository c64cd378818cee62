"""Owns the columns of every table, in the order of the public contract."""

from __future__ import annotations

from speechqa.export.columns.calls import (
    CALLS,
    CLASSES,
    COMMITMENTS,
    FAILURES,
    HELD,
    HITS,
    PERSONAL_DATA,
    QUALITY,
    REVIEWS,
    VERDICTS,
)
from speechqa.export.columns.column import Column, Kind, Value
from speechqa.export.columns.figures import (
    AGENTS,
    AGREEMENT,
    CLIP_FILES,
    COACHING,
    COMPARISON,
    DISCOVERED_TOPICS,
    DISCOVERED_WEEKS,
    LEADERBOARD,
    TOPIC_MENTIONS,
    TOPICS,
)

__all__ = [
    "AGENTS",
    "AGREEMENT",
    "CALLS",
    "CLASSES",
    "CLIP_FILES",
    "COACHING",
    "COMMITMENTS",
    "COMPARISON",
    "DISCOVERED_TOPICS",
    "DISCOVERED_WEEKS",
    "FAILURES",
    "HELD",
    "HITS",
    "LEADERBOARD",
    "PERSONAL_DATA",
    "QUALITY",
    "REVIEWS",
    "TOPICS",
    "TOPIC_MENTIONS",
    "VERDICTS",
    "Column",
    "Kind",
    "Value",
]
