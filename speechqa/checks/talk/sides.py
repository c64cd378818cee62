"""Owns the figures of one side of a call."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.talk.floor import longest, response_delays
from speechqa.checks.talk.questions import count_questions
from speechqa.checks.talk.spans import length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.talk.floor import Run
    from speechqa.checks.talk.spans import Interval
    from speechqa.records import Speaker, Transcript

LEAST_TALK_MS = 5000  # below this a pace is chance
LEAST_RESPONSES = 3  # below this a median is chance
MS_PER_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Side:
    """One side's figures, fields as in ``TalkMetrics``; all None for a side that can't be told apart."""

    talk_ms: int | None = None
    wpm: float | None = None
    monologue_ms: int | None = None
    monologue_start_ms: int | None = None
    questions: int | None = None
    delay_ms: int | None = None
    delay_p90_ms: int | None = None


def measure_side(
    transcript: Transcript,
    speaker: Speaker,
    *,
    talk: Sequence[Interval],
    floor: Sequence[Run],
    blurred: Sequence[Interval],
) -> Side:
    """The speaker's figures; ``talk`` is the speaker's own, ``blurred`` where no answer can be timed."""
    run = longest(floor, speaker)
    delays = sorted(response_delays(floor, speaker, blurred))
    enough = len(delays) >= LEAST_RESPONSES
    return Side(
        talk_ms=length(talk),
        wpm=_pace(transcript, speaker, length(talk)),
        monologue_ms=run.end - run.start if run else 0,
        monologue_start_ms=run.start if run else None,
        questions=count_questions(transcript, speaker),
        delay_ms=round(statistics.median(delays)) if enough else None,
        # By nearest rank: a delay that was measured, not one between two.
        delay_p90_ms=delays[-(-9 * len(delays) // 10) - 1] if enough else None,
    )


def _pace(transcript: Transcript, speaker: Speaker, talk_ms: int) -> float | None:
    if talk_ms < LEAST_TALK_MS:
        return None
    words = sum(len(turn.words) for turn in transcript.turns if turn.speaker == speaker)
    return round(words * MS_PER_MINUTE / talk_ms, 1)
