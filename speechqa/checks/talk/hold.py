"""Owns when a caller is kept waiting: music and ring tones between words, and pauses that were announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.talk.hold_words import ASKS, RETURNS
from speechqa.checks.talk.spans import touches, union, without

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speechqa.checks.talk.hold_words import Phrases
    from speechqa.checks.talk.spans import Interval
    from speechqa.records import Transcript

LEAST_MS = 3000  # shorter is a pause for thought, or a signal
ANNOUNCED_MS = 5000  # the pause that "one moment, please" stands for
ASK_REACH_MS = 15_000  # from "please hold" to the pause: "sure, no problem" may come between
RETURN_REACH_MS = 8000  # from the pause to "thanks for waiting"
LONGEST_MS = 600_000  # "thanks for waiting" later than this belongs to another wait


def holds(transcript: Transcript, talk: Sequence[Interval], silence: Sequence[Interval]) -> list[Interval]:
    """Stretches of waiting in time order, disjoint.

    Music counts between the first and the last word only: before it nobody is there yet, and behind it
    tones are a line that closes.
    """
    if not talk:
        return []
    first, last = talk[0][0], talk[-1][1]
    music = [(span.start_ms, span.end_ms) for span in transcript.waiting or ()]
    inside = [(max(start, first), min(end, last)) for start, end in music if start < last and end > first]
    quiet = [pause for pause in silence if pause[0] >= first and pause[1] - pause[0] >= LEAST_MS]
    by_sound = [part for part in without(inside, talk) if part[1] - part[0] >= LEAST_MS]
    return union([*by_sound, *_announced(transcript, quiet)])


def _announced(transcript: Transcript, quiet: Sequence[Interval]) -> list[Interval]:
    """The pauses that words make a wait: from "please hold" to "thanks for waiting", or next to either."""
    if not quiet:
        return []
    asks, returns = _said(transcript, ASKS), _said(transcript, RETURNS)
    found: list[Interval] = []
    answered: set[int] = set()
    for ask in asks:
        back = next((time for time in returns if time > ask), None)
        if back is not None and back - ask <= LONGEST_MS and touches(quiet, ask, back):
            found += [pause for pause in quiet if ask <= pause[0] < back]
            answered.add(back)
        else:
            found += _next(quiet, ask)
    for back in returns:
        if back not in answered:
            found += _before(quiet, back)
    return union(found)


def _next(quiet: Sequence[Interval], ask: int) -> list[Interval]:
    near = [pause for pause in _long(quiet) if 0 <= pause[0] - ask <= ASK_REACH_MS]
    return near[:1]


def _before(quiet: Sequence[Interval], back: int) -> list[Interval]:
    near = [pause for pause in _long(quiet) if 0 <= back - pause[1] <= RETURN_REACH_MS]
    return near[-1:]


def _long(quiet: Sequence[Interval]) -> list[Interval]:
    return [pause for pause in quiet if pause[1] - pause[0] >= ANNOUNCED_MS]


def _said(transcript: Transcript, phrases: Mapping[str, Phrases]) -> list[int]:
    """When one of the language's phrases ends, in time order."""
    language = lang.get(transcript.language)
    wanted = phrases.get(language.code, ())
    times: set[int] = set()
    for turn in transcript.turns:
        spoken = [(token, word.end_ms) for word in turn.words for token in language.tokens(word.text)]
        tokens = [token for token, _ in spoken]
        for phrase in wanted:
            size = len(phrase)
            for i, token in enumerate(tokens):
                if token == phrase[0] and tuple(tokens[i : i + size]) == phrase:
                    times.add(spoken[i + size - 1][1])
    return sorted(times)
