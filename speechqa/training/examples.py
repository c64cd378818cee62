"""Owns labelled calls as the classifier learns from them, also as a recogniser might write them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.checks.examples import garble
from speechqa.records import Transcript, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speechqa.records import CallType, Direction, Outcome, Speaker, Stage

# Times of a call that was never spoken: even, without pauses that would part sentences.
_WORD_MS, _SPOKEN_MS, _TURN_MS = 400, 300, 600
_MISHEARD = 0.1  # share of words: about what Whisper base gets wrong on the telephone
_SEED = 2
_OPENING, _END = 3, 5  # turns that a shortened call keeps
_MARKS = str.maketrans("", "", ".,!?;:…")


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A call and what people say of it. ``parent`` is the call type of ``label``.

    ``outcome`` and ``stage`` are None where nobody said, and outside negotiations. Calls of one ``group`` are
    alike, and never stand on both sides of a trial. ``weight`` is how much the call counts for call types.
    """

    call_id: str
    group: str
    transcript: Transcript
    direction: Direction | None
    label: str
    parent: CallType
    outcome: Outcome | None = None
    stage: Stage | None = None
    weight: float = 1.0


def written(language: str, turns: Iterable[tuple[Speaker, str]]) -> Transcript:
    """A transcript of a call that is known as text only."""
    found: list[Turn] = []
    at = 0
    for speaker, text in turns:
        words = []
        for word in text.split():
            words.append(Word(word, at, at + _SPOKEN_MS))
            at += _WORD_MS
        if words:
            found.append(Turn(speaker, words[0].start_ms, words[-1].end_ms, tuple(words)))
            at += _TURN_MS
    return Transcript(language=language, duration_ms=at, turns=tuple(found), backend="text")


def short_and_misheard(call: Labelled) -> Labelled:
    """The call told in few turns, as a poor recogniser writes it.

    A long call keeps its opening and its end, so that length tells nothing: what decides an outcome stands at
    the end. A word in ten is wrong, all in lower case, without marks.
    """
    turns = call.transcript.turns
    if len(turns) > _OPENING + _END:
        turns = turns[:_OPENING] + turns[-_END:]
    return replace(call, transcript=_misheard(replace(call.transcript, turns=turns)))


def _misheard(transcript: Transcript) -> Transcript:
    language = transcript.language
    turns = [
        (
            turn.speaker,
            garble(turn.text, language, strength=_MISHEARD, seed=_SEED).lower().translate(_MARKS),
        )
        for turn in transcript.turns
    ]
    return written(language, turns)
