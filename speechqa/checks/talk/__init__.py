"""Owns the talk figures of a call: who talked how long, silence, hold, interruptions, pace, questions.

Definitions and where they come from: docs/talk.md. What the recording can't tell is None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.speakers import told_apart
from speechqa.checks.talk.floor import interruptions, runs
from speechqa.checks.talk.hold import holds
from speechqa.checks.talk.sides import Side, measure_side
from speechqa.checks.talk.spans import Interval, length, of_speaker, pauses, union, without
from speechqa.records import TalkMetrics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.records import Transcript

# What may be missing of the talk, or belong to nobody, for a side's figures to be told.
MOST_UNKNOWN = 0.1
# A pause this long may have been a hold, where nobody listened for music.
MAY_BE_HOLD_MS = 10_000
_NOWHERE: Interval = (0, 0)


@dataclass(frozen=True, slots=True)
class _Timeline:
    """When who was heard; ``unheard`` is speech without trusted words, and sound that is lost."""

    duration: int
    agent: list[Interval]
    customer: list[Interval]
    unknown: list[Interval]
    unheard: list[Interval]

    @property
    def talk(self) -> list[Interval]:
        """When anybody is heard talking."""
        return union([*self.agent, *self.customer, *self.unknown])

    @property
    def silence(self) -> list[Interval]:
        """When nobody talks, understood or not."""
        return pauses([*self.talk, *self.unheard], self.duration)


def measure(transcript: Transcript) -> TalkMetrics:
    """The call's talk figures: times in milliseconds, pace in words a minute, counts.

    Figures of one side are None where agent and customer can't be told apart; overlap and interruptions also
    where both sit on one channel, because a recogniser hears only one of two voices.
    """
    line = _timeline(transcript)
    held = holds(transcript, line.talk, line.silence)
    silence, hold = _longest(line.silence), _longest(held)
    hold_known = bool(held) or transcript.waiting is not None or _size(silence) < MAY_BE_HOLD_MS
    known = _told_apart(transcript, line)
    agent, customer = _sides(transcript, line, held) if known else (Side(), Side())
    breaks = interruptions(transcript.turns)
    seen = known and transcript.speaker_source == "channel"
    return TalkMetrics(
        agent_talk_ms=agent.talk_ms,
        customer_talk_ms=customer.talk_ms,
        silence_ms=length(line.silence),
        longest_silence_ms=_size(silence),
        longest_silence_start_ms=silence[0] if line.silence else None,
        overlap_ms=_overlap(line) if seen else None,
        interruptions=sum(breaks) if seen else None,
        interruptions_agent=breaks[0] if seen else None,
        interruptions_customer=breaks[1] if seen else None,
        agent_wpm=agent.wpm,
        customer_wpm=customer.wpm,
        agent_talk_share=_share(line) if known else None,
        hold_ms=length(held) if hold_known else None,
        longest_hold_ms=_size(hold) if hold_known else None,
        longest_hold_start_ms=hold[0] if held else None,
        longest_monologue_agent_ms=agent.monologue_ms,
        longest_monologue_agent_start_ms=agent.monologue_start_ms,
        longest_monologue_customer_ms=customer.monologue_ms,
        longest_monologue_customer_start_ms=customer.monologue_start_ms,
        questions_agent=agent.questions,
        questions_customer=customer.questions,
        response_delay_agent_ms=agent.delay_ms,
        response_delay_agent_p90_ms=agent.delay_p90_ms,
        response_delay_customer_ms=customer.delay_ms,
        response_delay_customer_p90_ms=customer.delay_p90_ms,
    )


def _timeline(transcript: Transcript) -> _Timeline:
    ends = [word.end_ms for turn in transcript.turns for word in turn.words]
    duration = max([transcript.duration_ms, 0, *ends])
    waiting = union([(span.start_ms, span.end_ms) for span in transcript.waiting or ()])
    unheard = [(span.start_ms, min(span.end_ms, duration)) for span in transcript.unheard]
    return _Timeline(
        duration=duration,
        agent=of_speaker(transcript.turns, "agent"),
        customer=of_speaker(transcript.turns, "customer"),
        unknown=of_speaker(transcript.turns, "unknown"),
        # Singing on hold is no speech that went unheard.
        unheard=without([span for span in unheard if span[0] < span[1]], waiting),
    )


def _told_apart(transcript: Transcript, line: _Timeline) -> bool:
    return told_apart(transcript) and length(line.unknown) <= MOST_UNKNOWN * length(line.talk)


def _sides(transcript: Transcript, line: _Timeline, held: Sequence[Interval]) -> tuple[Side, Side]:
    floor = runs(transcript)
    blurred = union([*held, *line.unheard])
    return (
        measure_side(transcript, "agent", talk=line.agent, floor=floor, blurred=blurred),
        measure_side(transcript, "customer", talk=line.customer, floor=floor, blurred=blurred),
    )


def _overlap(line: _Timeline) -> int:
    both = [*line.agent, *line.customer]
    return length(both) - length(union(both))


def _share(line: _Timeline) -> float | None:
    """The agent's part of both sides' talk, 0..1; None without talk, or where too much went unheard."""
    agent, customer = length(line.agent), length(line.customer)
    if not agent + customer or length(line.unheard) > MOST_UNKNOWN * (agent + customer):
        return None
    return agent / (agent + customer)


def _longest(spans: Sequence[Interval]) -> Interval:
    """The longest stretch, of equal ones the first; an empty one where there is none."""
    return max(spans, key=lambda span: (_size(span), -span[0]), default=_NOWHERE)


def _size(span: Interval) -> int:
    return span[1] - span[0]
