"""Owns the values of topics found in an archive that no file of topics has yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Trend = Literal["rising", "falling", "steady", "unknown"]


@dataclass(frozen=True, slots=True)
class Quote:
    """What was said in a call, with the call's id and the time."""

    call_id: str
    start_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class DiscoveredTopic:
    """Words that are said together in ``calls`` of the calls of a language, ``share`` 0..1 of them.

    ``words`` are words and phrases as said, the most telling first, ``terms`` the same as terms of a
    file of topics. ``weeks`` are ISO weeks with the calls in each that talk of it; calls without a
    date count in none. ``trend`` compares the share of the later weeks with that of the earlier ones.
    ``beside`` is the known topic that is talked of most in the same passages, ``beside_share`` 0..1 in how
    many of them, "" and 0 for none; ``covered`` tells that it is hardly another one.
    """

    language: str
    words: tuple[str, ...]
    terms: tuple[str, ...]
    calls: int
    share: float
    weeks: tuple[tuple[str, int], ...]
    trend: Trend
    beside: str
    beside_share: float
    covered: bool
    quotes: tuple[Quote, ...]
