"""Owns putting an example into a whole call, where its item's ``within`` holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa.records import Speaker, Transcript, Turn, Word

if TYPE_CHECKING:
    from speechqa.scripts import Within

# Longer than any window of seconds in use, so that both ends of the call are apart.
_CALL_MS = 2 * 86_400_000
_MOST_TURNS = 1000


def placed(example: Transcript, within: Within) -> Transcript:
    """The example at the end of a long call that ``within`` names, the other side's turns saying nothing."""
    last = within.edge == "last"
    end = max(_CALL_MS, 2 * example.duration_ms)
    shift = end - example.duration_ms if last else 0
    spoken = tuple(_moved(turn, shift) for turn in example.turns)
    quiet = _quiet(within, example, end)
    return replace(example, turns=(*quiet, *spoken) if last else (*spoken, *quiet), duration_ms=end)


def elsewhere(within: Within) -> Within:
    """The same amount at the other end of the call, less where both ends would meet."""
    amount = min(within.amount, 40.0) if within.unit == "percent" else within.amount
    return replace(within, edge="first" if within.edge == "last" else "last", amount=amount)


def _quiet(within: Within, example: Transcript, end: int) -> tuple[Turn, ...]:
    """As many turns without words as keep the two ends of the call apart."""
    if within.unit != "turns" or not example.turns:
        return ()
    speaker: Speaker = "customer" if example.turns[0].speaker == "agent" else "agent"
    count = min(2 * int(within.amount), _MOST_TURNS)
    middle = end // 2
    return tuple(Turn(speaker, middle + i, middle + i + 1, ()) for i in range(count))


def _moved(turn: Turn, shift: int) -> Turn:
    words = tuple(
        Word(word.text, word.start_ms + shift, word.end_ms + shift, word.confidence) for word in turn.words
    )
    return Turn(turn.speaker, turn.start_ms + shift, turn.end_ms + shift, words)
