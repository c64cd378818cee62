"""Owns making a conversation out of words: one speaker's words become turns in time order."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from speechqa.records import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from speechqa.records import Speaker, Word

# Words closer than this are one breath: the other side's words there are overlap, not a turn between.
_BREATH_MS = 150


def build_turns(words: Mapping[Speaker, Sequence[Word]], *, pause_ms: int) -> tuple[Turn, ...]:
    """Turns of all speakers in time order, from each speaker's words in time order.

    A turn ends at a pause of ``pause_ms`` or where the other side says something between
    two words. While both talk at once each side's words stay together.
    """
    turns: list[Turn] = []
    for speaker, own in words.items():
        others = sorted(
            (word.start_ms + word.end_ms) // 2
            for other, said in words.items()
            if other != speaker
            for word in said
        )
        turns += [_turn(speaker, run) for run in _runs(own, others, pause_ms)]
    return tuple(sorted(turns, key=lambda turn: (turn.start_ms, turn.end_ms, turn.speaker)))


def mean_confidence(turns: Iterable[Turn]) -> float | None:
    """The mean of all word confidences, each word counting once; None without any, 4 decimals."""
    known = [word.confidence for turn in turns for word in turn.words if word.confidence is not None]
    return round(sum(known) / len(known), 4) if known else None


def _runs(words: Sequence[Word], others: Sequence[int], pause_ms: int) -> Iterable[list[Word]]:
    if not words:
        return
    run = [words[0]]
    for last, word in pairwise(words):
        gap = word.start_ms - last.end_ms
        if gap >= pause_ms or (gap >= _BREATH_MS and _between(others, last.end_ms, word.start_ms)):
            yield run
            run = []
        run.append(word)
    yield run


def _between(sorted_times: Sequence[int], start: int, end: int) -> bool:
    index = bisect_left(sorted_times, start)
    return index < len(sorted_times) and sorted_times[index] <= end


def _turn(speaker: Speaker, words: list[Word]) -> Turn:
    return Turn(speaker, words[0].start_ms, max(word.end_ms for word in words), tuple(words))
