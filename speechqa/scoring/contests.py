"""Owns the values of contests: what is ranked, over which calls, who wins, which badges there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from speechqa.records import Indicator
from speechqa.scoring.beside import LEAST_CALLS

Period = Literal["week", "month", "all"]


@dataclass(frozen=True, slots=True)
class Badge:
    """Earned by a figure of ``at_least`` (0..100) with at most so many critical failures (None: any
    number).
    """

    title: str
    at_least: float
    critical_failures: int | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """Who does best in one thing. ``id`` is "" for the usual boards, which have no winners.

    ``name`` is the section or item, "" for the score, or for a board of each. ``script``, ``direction`` and
    ``team`` leave out other calls, "" none. ``places`` is how many win.
    """

    id: str = ""
    title: str = ""
    by: Indicator = "score"
    name: str = ""
    script: str = ""
    direction: str = ""
    team: str = ""
    period: Period = "all"
    min_calls: int = LEAST_CALLS
    places: int = 0
    badges: tuple[Badge, ...] = ()
