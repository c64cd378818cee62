"""Owns the evidence: which groups of cues were heard, from whom, in which turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.call_type import cues
from speechqa.checks.lexicon import Tokens, scan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speechqa.checks.call_type.cues import Group
    from speechqa.records import Speaker, Transcript


_BEFORE_HOURS = frozenset({"at", "by", "around", "um", "gegen", "ab", "в", "к", "o", "na", "około"})
_HOURS_IN_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Said:
    """A group of cues heard in a turn."""

    group: str
    turn: int
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was heard, by turn; ``dated`` are turns that name a day, date or hour."""

    said: tuple[Said, ...]
    turns: int
    dated: frozenset[int]

    def turns_of(self, *groups: str, speaker: Speaker | None = None) -> tuple[int, ...]:
        """The turns in which any of the groups was heard (from the speaker), in order."""
        found = {
            one.turn
            for one in self.said
            if one.group in groups and (speaker is None or one.speaker in {speaker, "unknown"})
        }
        return tuple(sorted(found))

    def strength(self, group: str) -> float:
        """0 when never heard, 1 when heard in one turn, towards 2 when in many."""
        return 2.0 * (1.0 - 0.5 ** len(self.turns_of(group)))

    def place(self, turn: int) -> float:
        """Where in the call a turn is: 0 at the start, 1 at the end."""
        return turn / max(self.turns - 1, 1)


def collect(transcript: Transcript) -> Evidence:
    """The evidence in a transcript, in the order of its turns."""
    language = lang.get(transcript.language)
    cue_set = cues.load(transcript.language)
    said: list[Said] = []
    dated: set[int] = set()
    for index, turn in enumerate(transcript.turns):
        tokens = Tokens.of(language.tokens(turn.text), language)
        if _has_date(tokens):
            dated.add(index)
        groups = (cue_set.groups[found.key] for found in scan(cue_set.lexicon, tokens))
        said.extend(Said(name, index, turn.speaker) for name in _heard(groups, turn.speaker))
    return Evidence(tuple(said), len(transcript.turns), frozenset(dated))


def _heard(groups: Iterable[Group], speaker: Speaker) -> list[str]:
    # A recording that can't tell the speakers apart still tells what was talked about.
    names = {
        group.name for group in groups if group.speaker == "anyone" or speaker in {group.speaker, "unknown"}
    }
    return sorted(names)


def _has_date(tokens: Tokens) -> bool:
    return any(
        tokens.language.date_at(tokens.texts, place) or _is_hour(tokens, place)
        for place in range(len(tokens.texts))
    )


def _is_hour(tokens: Tokens, place: int) -> bool:
    """Whether a clock hour stands at ``place``: "at three", "um 10", "в шесть"."""
    if not place or tokens.texts[place - 1] not in _BEFORE_HOURS:
        return False
    number = tokens.language.number_at(tokens.texts, place)
    return number is not None and 0 <= number[0] <= _HOURS_IN_A_DAY
