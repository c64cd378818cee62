"""Owns the stretches of a recording that must not be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speechqa.records import PersonalData, Transcript

# Word times are this exact; between two words of one item nothing else can be said in the time below.
_MARGIN_MS = 150
_BRIDGE_MS = 500


def silenced(transcript: Transcript, found: Iterable[PersonalData]) -> tuple[tuple[int, int], ...]:
    """(start_ms, end_ms) in time order, disjoint: the words found, 150 ms around, and short gaps between.

    For all channels: a voice is heard on the other side's, too.
    """
    words = sorted(
        (max(0, word.start_ms - _MARGIN_MS), word.end_ms + _MARGIN_MS)
        for each in found
        for word in (transcript.turns[at.turn].words[at.word] for at in each.words)
    )
    joined: list[tuple[int, int]] = []
    for start, end in words:
        if joined and start - joined[-1][1] <= _BRIDGE_MS - 2 * _MARGIN_MS:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
