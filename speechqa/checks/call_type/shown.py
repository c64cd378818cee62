"""Owns which pieces of a call are shown for what it was taken for, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks.call_type.weigh import parts
from speechqa.records import ClassCue

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.checks.call_type.named import CallView
    from speechqa.checks.call_type.pieces import Piece
    from speechqa.checks.call_type.weigh import Weighed
    from speechqa.records import Transcript

_LEAST = 0.15  # of the strongest piece's weight: weaker ones didn't decide
_MOST_WORDS = 30  # of a quote
_FEWEST_WORDS = 3  # shorter pieces tell a person nothing unless nothing else speaks


def shown(
    transcript: Transcript, call: Weighed, direction: NDArray[np.float32], value: str, *, most: int
) -> tuple[ClassCue, ...]:
    """The pieces that add most to ``direction``, the strongest first, none over another one."""
    found = call.view.pieces
    weights = parts(call, direction).tolist()
    ranked = sorted(range(len(found)), key=lambda number: (-weights[number], number))
    cues: list[ClassCue] = []
    for number in _apart(found, ranked):
        weight = weights[number]
        if weight <= 0 or (cues and weight < _LEAST * cues[0].weight) or len(cues) == most:
            break
        cues.append(_cue(transcript, found[number], value, weight))
    return tuple(cues)


def machine_cue(transcript: Transcript, view: CallView) -> tuple[ClassCue, ...]:
    """What a machine said where one is heard; nothing where nobody talked."""
    said = next((cue for cue in view.cues if cue.group == "machine"), None)
    if said is None:
        return ()
    piece = next(
        each for each in view.pieces if each.whole and each.turn == said.turn and each.end > said.word
    )
    return (_cue(transcript, piece, "other", 1.0),)


def _apart(found: tuple[Piece, ...], ranked: list[int]) -> Iterator[int]:
    """The numbers in order, without pieces that share words with one before, or are too short to read."""
    taken: list[Piece] = []
    for number in ranked:
        piece = found[number]
        if piece.end - piece.first < _FEWEST_WORDS and len(found) > _FEWEST_WORDS:
            continue
        if any(
            each.turn == piece.turn and each.first < piece.end and piece.first < each.end for each in taken
        ):
            continue
        taken.append(piece)
        yield number


def _cue(transcript: Transcript, piece: Piece, value: str, weight: float) -> ClassCue:
    words = transcript.turns[piece.turn].words[piece.first : piece.end]
    text = " ".join(word.text for word in words[:_MOST_WORDS])
    return ClassCue(
        value=value,
        weight=round(weight, 3),
        speaker=piece.speaker,
        turn=piece.turn,
        start_ms=words[0].start_ms,
        end_ms=max(words[0].end_ms, words[-1].end_ms),
        quote=f"{text} …" if len(words) > _MOST_WORDS else text,
    )
