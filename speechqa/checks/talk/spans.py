"""Owns the arithmetic of stretches of time, and where in them somebody talks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.records import Speaker, Turn

Interval = tuple[int, int]  # start and end in milliseconds

BRIDGE_MS = 1000  # shorter gaps inside a turn are breath, not silence (a turn ends after about 1 s)


def of_speaker(turns: Iterable[Turn], speaker: Speaker) -> list[Interval]:
    """When the speaker talks: disjoint, in order; short gaps inside a turn are bridged."""
    spans: list[Interval] = []
    for turn in turns:
        if turn.speaker == speaker:
            words = [(max(0, word.start_ms), word.end_ms) for word in turn.words]
            spans.extend(union([word for word in words if word[0] < word[1]], bridge=BRIDGE_MS))
    return union(spans)


def union(spans: Sequence[Interval], *, bridge: int = 0) -> list[Interval]:
    """Disjoint intervals that cover the same time, and gaps shorter than ``bridge`` too."""
    merged: list[Interval] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] < max(bridge, 1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def length(spans: Iterable[Interval]) -> int:
    """Milliseconds of disjoint intervals."""
    return sum(end - start for start, end in spans)


def pauses(sound: Sequence[Interval], duration: int) -> list[Interval]:
    """The stretches between 0 and ``duration`` without ``sound``."""
    return without([(0, duration)] if duration else [], union(sound))


def without(spans: Sequence[Interval], holes: Sequence[Interval]) -> list[Interval]:
    """What of ``spans`` lies outside ``holes``, which are disjoint and in order."""
    left: list[Interval] = []
    for start, end in union(spans):
        at = start
        for hole_start, hole_end in holes:
            if hole_end <= at or hole_start >= end:
                continue
            if hole_start > at:
                left.append((at, hole_start))
            at = max(at, hole_end)
        if at < end:
            left.append((at, end))
    return left


def touches(spans: Iterable[Interval], start: int, end: int) -> bool:
    """Whether one of the intervals has time in common with the stretch."""
    return any(first < end and last > start for first, last in spans)
