"""Owns the values of agents beside each other: comparisons, what to coach, places on a board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Indicator = Literal["score", "section", "item"]
# "open": the calls don't tell who is better; "too_few" and "recognition_differs": it must not be asked of
# them.
Finding = Literal["ahead", "behind", "open", "too_few", "recognition_differs"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of ``comparison.csv``: an agent beside another on like calls, in one indicator.

    Figures are 0..100: mean scores, or the percentage of judged calls in which an item was met. ``script``
    and ``direction`` say which calls are like ("" where the direction isn't known); both are "" in the row
    over all like calls, a ``score`` of ``parts`` kinds of them. ``name`` is the section or item. ``low`` and
    ``high`` are the 95 % interval of ``difference`` (agent minus other), None where it can't be had.
    ``gap_pct`` is how far the agent is behind in % of the other's figure, 0 for who isn't behind. ``items``
    are those that make the gap, the dearest first.
    """

    agent: str
    team: str
    other: str
    indicator: Indicator
    script: str
    direction: str
    name: str
    calls: int
    other_calls: int
    value: float
    other_value: float
    difference: float
    low: float | None
    high: float | None
    gap_pct: float
    finding: Finding
    growth_zone: bool
    small: bool
    recognition_differs: bool
    items: tuple[str, ...] = ()
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Clip:
    """A place in a call to listen to; the times are None where nothing was said that could be heard."""

    call_id: str
    start_ms: int | None
    end_ms: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class CoachingPoint:
    """One row of ``coaching.csv``: an item that costs an agent points, and what to listen to.

    ``rank`` 1 is the dearest. ``missed`` of ``judged`` calls missed it. ``worst`` and ``best`` are the
    agent's own calls, ``example`` a team mate's; None where there is none.
    """

    agent: str
    team: str
    rank: int
    script: str
    item: str
    title: str
    points_lost: float
    missed: int
    judged: int
    worst: Clip | None
    best: Clip | None
    example: Clip | None


Standing = Literal["", "too_few", "recognition_differs"]


@dataclass(frozen=True, slots=True)
class Place:
    """One row of ``leaderboard.csv``: an agent's place on a board of like calls.

    ``contest`` is "" for the usual boards. ``period`` is a week (2026-W05), a month (2026-01) or "" for all
    time. ``place`` is None for who isn't ranked, ``standing`` says why. Figures and interval are 0..100.
    ``badges`` are titles of badges earned.
    """

    contest: str
    team: str
    script: str
    direction: str
    indicator: Indicator
    name: str
    period: str
    place: int | None
    agent: str
    calls: int
    value: float
    low: float | None
    high: float | None
    standing: Standing
    winner: bool = False
    badges: tuple[str, ...] = ()
