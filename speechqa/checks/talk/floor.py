"""Owns who has the floor: runs of one side's talk, interruptions, monologues, response delays."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.talk.spans import BRIDGE_MS, touches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speechqa.checks.talk.spans import Interval
    from speechqa.lang import Language
    from speechqa.records import Speaker, Transcript, Turn, Word

YIELD_MS = 1500  # the interrupted one falls silent within this time
LEAST_OVERLAP_MS = 250  # word times are not better than this; less may be a mere change of turns
BACKCHANNEL_WORDS = 2  # "mm-hm", "yes of": listening, not taking the floor
LAPSE_MS = 3000  # a longer silence of one's own ends a monologue: something else is being done
_OTHER: dict[Speaker, Speaker] = {"agent": "customer", "customer": "agent"}


@dataclass(frozen=True, slots=True)
class Run:
    """Talk of one side until the other takes the floor, or nobody talks for long."""

    speaker: Speaker
    start: int
    end: int


def runs(transcript: Transcript) -> list[Run]:
    """The call as runs in time order; who says a word or two while listening doesn't take the floor."""
    language = lang.get(transcript.language)
    found: list[Run] = []
    for speaker, words in sorted(_utterances(transcript.turns), key=lambda one: one[1][0].start_ms):
        start, end = max(words[0].start_ms, 0), max(word.end_ms for word in words)
        last = found[-1] if found else None
        if last is None:
            found.append(Run(speaker, start, end))
        elif last.speaker == speaker and start - last.end <= LAPSE_MS:
            found[-1] = replace(last, end=max(last.end, end))
        elif last.speaker == speaker or not _listens(words, start, end, last, language):
            found.append(Run(speaker, start, end))
    return found


def _utterances(turns: Iterable[Turn]) -> Iterator[tuple[Speaker, list[Word]]]:
    """Words of one speaker without a pause among them, in the order of the turns."""
    for turn in turns:
        spoken: list[Word] = []
        for word in turn.words:
            if word.end_ms <= word.start_ms:
                continue
            if spoken and word.start_ms - spoken[-1].end_ms >= BRIDGE_MS:
                yield turn.speaker, spoken
                spoken = []
            spoken.append(word)
        if spoken:
            yield turn.speaker, spoken


def _listens(words: Sequence[Word], start: int, end: int, other: Run, language: Language) -> bool:
    """Whether this is said inside the other's talk, or is a backchannel."""
    if end <= other.end:
        return True
    if len(words) > BACKCHANNEL_WORDS:
        return False
    small = language.hesitations | language.fillers
    return start < other.end or all(token in small for word in words for token in language.tokens(word.text))


def longest(floor: Iterable[Run], speaker: str) -> Run | None:
    """The speaker's longest run, of equal ones the first."""
    own = [run for run in floor if run.speaker == speaker]
    return max(own, key=lambda run: (run.end - run.start, -run.start), default=None)


def response_delays(floor: Sequence[Run], speaker: str, blurred: Sequence[Interval]) -> list[int]:
    """Milliseconds from the end of the other side's run to the speaker's answer, 0 where they overlap.

    Left out where something ``blurred`` lies between: a hold, or speech that nobody understood.
    """
    delays = []
    for before, answer in itertools.pairwise(floor):
        if answer.speaker != speaker or before.speaker != _OTHER[answer.speaker]:
            continue
        delay = max(0, answer.start - before.end)
        if not delay or not touches(blurred, before.end, answer.start):
            delays.append(delay)
    return delays


def interruptions(turns: Iterable[Turn]) -> tuple[int, int]:
    """How often the agent breaks into the customer's running turn, and the customer into the agent's.

    Of the other's earlier turns the last to end is the running one.
    """
    running: dict[Speaker, Turn] = {}
    counts: dict[Speaker, int] = {"agent": 0, "customer": 0}
    for turn in sorted(turns, key=lambda one: one.start_ms):
        other = running.get(_OTHER[turn.speaker]) if turn.speaker in _OTHER else None
        if other is not None and _breaks_into(turn, other):
            counts[turn.speaker] += 1
        before = running.get(turn.speaker)
        if before is None or turn.end_ms > before.end_ms:
            running[turn.speaker] = turn
    return counts["agent"], counts["customer"]


def _breaks_into(turn: Turn, other: Turn) -> bool:
    """Whether ``turn`` starts while ``other`` runs, takes the floor, and ``other`` gives way."""
    if len(turn.words) <= BACKCHANNEL_WORDS:
        return False
    overlap = other.end_ms - turn.start_ms
    started_inside = other.start_ms < turn.start_ms < other.end_ms
    return started_inside and LEAST_OVERLAP_MS <= overlap <= YIELD_MS and turn.end_ms > other.end_ms
