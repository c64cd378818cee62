"""Owns the geometry of the pictures: numbers for inline SVG, drawn by the templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 1000.0  # units across a picture; the page scales them


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a lane: where it starts and how wide it is, in units of ``WIDTH``."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Point:
    """A week of a trend: place in units (y grows downwards), and what it stands for."""

    x: float
    y: float
    week: str
    mean: float
    count: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A line over weeks; ``path`` are its points as SVG writes them."""

    points: tuple[Point, ...]
    path: str
    height: float


def bars(spans: Iterable[tuple[int, int]], duration_ms: int) -> tuple[Bar, ...]:
    """The spans as bars over the whole call; never narrower than can be seen."""
    return tuple(_bar(start, end, max(duration_ms, 1)) for start, end in spans)


def place(at_ms: int, duration_ms: int) -> float:
    """Where a moment lies on a lane, in units of ``WIDTH``."""
    return round(WIDTH * min(max(at_ms / max(duration_ms, 1), 0.0), 1.0), 2)


def _bar(start: int, end: int, duration_ms: int) -> Bar:
    x = place(start, duration_ms)
    return Bar(x, max(round(place(end, duration_ms) - x, 2), 1.0))


def trend(weeks: Sequence[tuple[str, float, int]], *, height: float = 160.0, margin: float = 30.0) -> Trend:
    """The line of (week, mean score 0..100, calls) in order; weeks are spaced evenly."""
    step = (WIDTH - 2 * margin) / max(len(weeks) - 1, 1)
    room = height - 2 * margin
    points = tuple(
        Point(round(margin + index * step, 2), round(margin + room * (1 - mean / 100), 2), week, mean, count)
        for index, (week, mean, count) in enumerate(weeks)
    )
    return Trend(points, " ".join(f"{point.x},{point.y}" for point in points), height)
