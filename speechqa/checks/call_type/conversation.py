"""Owns the question whether two people talk at all, or a machine, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks.call_type.evidence import collect, turns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.call_type.evidence import Said
    from speechqa.records import Transcript, Turn

_FEWEST_WORDS = 5  # in the whole call; fewer is a "hello?" into silence
_FEWEST_UNKNOWN = 15  # words where the speakers can't be told apart
_TALK_AFTER_MACHINE = 4  # turns: less after the tone is a message left, not a talk


def is_conversation(transcript: Transcript) -> bool:
    """Whether both sides speak to each other; false for voicemail, phone menus and silence."""
    return talk_in(transcript, collect(transcript))


def has_machine(transcript: Transcript) -> bool:
    """Whether a voicemail greeting or phone menu is heard."""
    return bool(turns_of(collect(transcript), "machine"))


def talk_in(transcript: Transcript, said: tuple[Said, ...]) -> bool:
    """``is_conversation`` for cues already collected."""
    turns = [turn for turn in transcript.turns if turn.words]
    words = sum(len(turn.words) for turn in turns)
    if words < _FEWEST_WORDS:
        return False
    speakers = {turn.speaker for turn in turns}
    machine = turns_of(said, "machine")
    if "unknown" in speakers:
        return words >= _FEWEST_UNKNOWN and not machine
    if speakers != {"agent", "customer"}:
        return False
    if not machine:
        return True
    return _exchanges(transcript.turns[machine[-1] + 1 :]) >= _TALK_AFTER_MACHINE


def _exchanges(turns: Sequence[Turn]) -> int:
    """How many stretches of one speaker the turns make up."""
    speakers = [turn.speaker for turn in turns if turn.words]
    return sum(1 for index, speaker in enumerate(speakers) if not index or speaker != speakers[index - 1])
