"""Owns the chance that one of two voices is the agent: a sum of log-odds over what both say.

Each cue counts for the voice that says it, as in a naive Bayes classifier; a group of cues counts
twice at most for a voice, so that no habit of speech decides alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from speechqa import lang
from speechqa.asr.roles.cues import MACHINE, CueGroup, load
from speechqa.records import Direction

# Utterances looked at from a call's beginning and end: roles show there, and cost stays bounded.
_FIRST, _LAST = 80, 40
_OPENING = 2
_MOST_TOKENS = 120  # of one utterance
_REPEATS = (0.0, 1.0, 1.5)  # what no, one, more cues of a group weigh
# Log-odds for who speaks first with more than a "hello": who is called answers the line.
_FIRST_INBOUND, _FIRST_UNKNOWN, _FIRST_OUTBOUND = 1.5, 0.7, 0.0
_GREETING_TOKENS = 4
# Cues of one call aren't independent: people repeat themselves. Scales the sum to a fair chance.
_SCALE = 0.6
# A voice with more than this share of announcements is a mailbox or a menu.
_MACHINE_SHARE = 0.25
# Above this log-odds nothing more is believed: recordings hold surprises (0.5 %).
_MOST = 5.3

_Said = tuple[int, tuple[str, ...]]  # voice and tokens


@dataclass(frozen=True, slots=True)
class Line:
    """An utterance of voice 0 or 1."""

    voice: Literal[0, 1]
    text: str


def agent_chance(lines: Sequence[Line], language: str, direction: Direction | Literal[""] = "") -> float:
    """The chance 0..1 that voice 0 is the agent and voice 1 the customer; 0.5 when nothing tells.

    ``lines`` are in time order. For a language without cues only who speaks first counts. "internal" calls
    have no customer: they give what the words give, without a guess from who speaks first.
    """
    groups = [group for group in load(language) if not (group.inbound and direction == "outbound")]
    tokens = _spoken([(line.voice, _tokens(line.text, language)) for line in _ends(lines)], groups)
    odds = _first_speaker(tokens, direction)
    for voice, sign in ((0, 1.0), (1, -1.0)):
        own = [words for who, words in tokens if who == voice]
        odds += sign * _evidence(own, groups)
    return 1 / (1 + math.exp(-max(-_MOST, min(_MOST, _SCALE * odds))))


def _ends(lines: Sequence[Line]) -> Sequence[Line]:
    spoken = [line for line in lines if line.text]
    return spoken if len(spoken) <= _FIRST + _LAST else [*spoken[:_FIRST], *spoken[-_LAST:]]


def _tokens(text: str, language: str) -> tuple[str, ...]:
    # A token is hardly ever longer than 20 letters; no utterance may cost more than others.
    return lang.get(language).tokens(text[: 20 * _MOST_TOKENS])[:_MOST_TOKENS]


def _spoken(lines: list[_Said], groups: Sequence[CueGroup]) -> list[_Said]:
    """The lines that people say; none where one side is a machine, which is neither agent nor customer."""
    machine = next((group.pattern for group in groups if group.name == MACHINE), None)
    if machine is None:
        return lines
    kept = [(voice, words) for voice, words in lines if not machine.search(f" {' '.join(words)} ")]
    for voice in (0, 1):
        before = sum(who == voice for who, _ in lines)
        gone = before - sum(who == voice for who, _ in kept)
        if gone > _MACHINE_SHARE * before:
            return []
    return kept


def _evidence(lines: Sequence[tuple[str, ...]], groups: Sequence[CueGroup]) -> float:
    """The log-odds that the voice with these lines is the agent."""
    # Two blanks keep cues from running over the end of an utterance.
    whole = "".join(f" {' '.join(line)} " for line in lines)
    opening = "".join(f" {' '.join(line)} " for line in lines[:_OPENING])
    total = 0.0
    for group in groups:
        found = 0
        for _ in group.pattern.finditer(opening if group.opening else whole):
            found += 1
            if found == len(_REPEATS) - 1:
                break
        total += group.weight * _REPEATS[found]
    return total


def _first_speaker(tokens: Sequence[_Said], direction: str) -> float:
    said = [(voice, len(words)) for voice, words in tokens if words]
    if not said or direction == "internal":
        return 0.0
    voice, length = said[0]
    weight = {"inbound": _FIRST_INBOUND, "outbound": _FIRST_OUTBOUND}.get(direction, _FIRST_UNKNOWN)
    if length < _GREETING_TOKENS and direction != "inbound":
        weight = -1.0  # a bare "hello?" is someone who was called
    return weight if voice == 0 else -weight
