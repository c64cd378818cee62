"""Owns the talk figures of a call: who talked how long, silence, overlap, interruptions, pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.records import TalkMetrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.records import Speaker, Transcript, Turn

Interval = tuple[int, int]  # start and end in milliseconds

BRIDGE_MS = 1000  # shorter gaps inside a turn are breath, not silence (a turn ends after about 1 s)
YIELD_MS = 1500  # the interrupted one falls silent within this time
LEAST_OVERLAP_MS = 250  # word times are not better than this; less may be a mere change of turns
BACKCHANNEL_WORDS = 2  # "mm-hm", "yes of": listening, not taking the floor
LEAST_TALK_MS = 5000  # below this a pace is chance
MS_PER_MINUTE = 60_000
_OTHER: dict[Speaker, Speaker] = {"agent": "customer", "customer": "agent"}


def measure(transcript: Transcript) -> TalkMetrics:
    """The call's talk figures, in milliseconds; pace in words a minute.

    Talk of speakers the recording can't tell apart counts as sound (no silence), but for
    neither agent nor customer. Silence includes the start and the end of the call.
    """
    ends = [word.end_ms for turn in transcript.turns for word in turn.words]
    duration = max([transcript.duration_ms, 0, *ends])
    agent = _spans(transcript.turns, "agent")
    customer = _spans(transcript.turns, "customer")
    sound = _union([*agent, *customer, *_spans(transcript.turns, "unknown")])
    pauses = _pauses(sound, duration)
    agent_talk = _length(agent)
    return TalkMetrics(
        agent_talk_ms=agent_talk,
        customer_talk_ms=_length(customer),
        silence_ms=sum(pauses),
        longest_silence_ms=max(pauses, default=0),
        overlap_ms=_length(agent) + _length(customer) - _length(_union([*agent, *customer])),
        interruptions=_interruptions(transcript.turns),
        agent_wpm=_pace(transcript.turns, agent_talk),
    )


def _spans(turns: Iterable[Turn], speaker: Speaker) -> list[Interval]:
    """When the speaker talks: disjoint, in order; short gaps inside a turn are bridged."""
    spans: list[Interval] = []
    for turn in turns:
        if turn.speaker == speaker:
            spans.extend(_turn_spans(turn))
    return _union(spans)


def _turn_spans(turn: Turn) -> list[Interval]:
    words = [(max(0, word.start_ms), word.end_ms) for word in turn.words]
    return _union([word for word in words if word[0] < word[1]], bridge=BRIDGE_MS)


def _union(spans: Sequence[Interval], *, bridge: int = 0) -> list[Interval]:
    """Disjoint intervals that cover the same time, and gaps shorter than ``bridge`` too."""
    merged: list[Interval] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] < max(bridge, 1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _length(spans: Iterable[Interval]) -> int:
    return sum(end - start for start, end in spans)


def _pauses(sound: Sequence[Interval], duration: int) -> list[int]:
    """Lengths of the silent stretches between 0 and ``duration``."""
    starts = [0, *(end for _, end in sound)]
    ends = [*(start for start, _ in sound), duration]
    return [end - start for start, end in zip(starts, ends, strict=True) if end > start]


def _interruptions(turns: Iterable[Turn]) -> int:
    """How often one breaks into the other's running turn (of their earlier turns, the last to end)."""
    running: dict[Speaker, Turn] = {}
    count = 0
    for turn in sorted(turns, key=lambda one: one.start_ms):
        other = running.get(_OTHER[turn.speaker]) if turn.speaker in _OTHER else None
        count += other is not None and _breaks_into(turn, other)
        before = running.get(turn.speaker)
        if before is None or turn.end_ms > before.end_ms:
            running[turn.speaker] = turn
    return count


def _breaks_into(turn: Turn, other: Turn) -> bool:
    """Whether ``turn`` starts while ``other`` runs, takes the floor, and ``other`` gives way."""
    if len(turn.words) <= BACKCHANNEL_WORDS:
        return False
    overlap = other.end_ms - turn.start_ms
    started_inside = other.start_ms < turn.start_ms < other.end_ms
    return started_inside and LEAST_OVERLAP_MS <= overlap <= YIELD_MS and turn.end_ms > other.end_ms


def _pace(turns: Iterable[Turn], agent_talk_ms: int) -> float | None:
    if agent_talk_ms < LEAST_TALK_MS:
        return None
    words = sum(len(turn.words) for turn in turns if turn.speaker == "agent")
    return round(words * MS_PER_MINUTE / agent_talk_ms, 1)
