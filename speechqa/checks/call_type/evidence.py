"""Owns the cues heard in a call: which groups of them, from whom, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.call_type import cues
from speechqa.checks.lexicon import scan
from speechqa.checks.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speechqa.checks.call_type.cues import CueSet
    from speechqa.checks.lexicon import Found
    from speechqa.records import Speaker, Transcript

# Of the groups of cues: how bills come, and what may be one.
_TERMS, _BILLS = "billing_terms", frozenset({"invoice", "invoice_promised"})


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
        for found in _unbilled(scan(cue_set.lexicon, heard.tokens), cue_set):
            group = cue_set.groups[found.key]
            if group.speaker == "anyone" or turn.speaker in {group.speaker, "unknown"}:
                said.append(Said(group.name, index, heard.owner[found.start], turn.speaker))
    return tuple(said)


def _unbilled(heard: Iterable[Found], cue_set: CueSet) -> Iterator[Found]:
    """The cues without the invoices that only tell how one is billed ("I'll send it. Invoices by e-mail")."""
    found = [(each, cue_set.groups[each.key].name) for each in heard]
    terms = [each for each, group in found if group == _TERMS]
    for each, group in found:
        if group not in _BILLS or not any(each.start < one.end and one.start < each.end for one in terms):
            yield each


def turns_of(said: tuple[Said, ...], group: str) -> tuple[int, ...]:
    """The turns in which a group was heard, in order."""
    return tuple(sorted({one.turn for one in said if one.group == group}))
