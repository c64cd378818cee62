"""Owns the place in a call at which a commitment was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.records import Commitment, Transcript


def place_of(commitment: Commitment, transcript: Transcript) -> tuple[int, int] | None:
    """(turn, word) at which its quote begins; None where the transcript is another call's.

    Words are compared, not times alone: both sides may speak at once.
    """
    for number, turn in enumerate(transcript.turns):
        if not turn.start_ms <= commitment.start_ms <= turn.end_ms:
            continue
        for first, word in enumerate(turn.words):
            if word.start_ms == commitment.start_ms:
                said = " ".join(each.text for each in turn.words[first:])
                if said.startswith(commitment.what):
                    return number, first
    return None
