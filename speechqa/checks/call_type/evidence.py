"""Owns the cues heard in a call: which groups of them, from whom, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.call_type import cues
from speechqa.checks.lexicon import scan
from speechqa.checks.spoken import spoken

if TYPE_CHECKING:
    from speechqa.records import Speaker, Transcript


@dataclass(frozen=True, slots=True)
class Said:
    """A group of cues heard in a turn, from word number ``word`` on."""

    group: str
    turn: int
    word: int
    speaker: Speaker


def collect(transcript: Transcript) -> tuple[Said, ...]:
    """The cues heard, by place; where the sides can't be told apart, what either may say."""
    language = lang.get(transcript.language)
    cue_set = cues.load(transcript.language)
    said: list[Said] = []
    for index, (turn, heard) in enumerate(zip(transcript.turns, spoken(transcript, language), strict=True)):
        for found in scan(cue_set.lexicon, heard.tokens):
            group = cue_set.groups[found.key]
            if group.speaker == "anyone" or turn.speaker in {group.speaker, "unknown"}:
                said.append(Said(group.name, index, heard.owner[found.start], turn.speaker))
    return tuple(said)


def turns_of(said: tuple[Said, ...], group: str) -> tuple[int, ...]:
    """The turns in which a group was heard, in order."""
    return tuple(sorted({one.turn for one in said if one.group == group}))
