"""Owns whether a stretch of a call was recognised well enough for silence to mean "not said"."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from speechqa.checks.items import channels
from speechqa.checks.items.channels import Who, may_be
from speechqa.records import Same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speechqa.checks.items.limit import Interval
    from speechqa.records import Span, Transcript, Turn, Word

# Word confidence is roughly the chance that the word is right. At 0.5 a phrase of four
# words keeps three or more of them with a chance of 0.31: not finding it says little.
POOR_CONFIDENCE = 0.5
# Two short words of a phrase take about this long; shorter unheard spots (breath, clicks) hide nothing.
MIN_UNHEARD_MS = 800
# If the phrase was said at all, it was most likely in the heard part while less than this is unheard.
UNHEARD_SHARE = 0.1
# Enough for a greeting and its answer: as much of it may be a conversation. Less is a voice in the
# background, a cough, a crackle.
MUCH_UNHEARD_MS = 8_000
# A greeting, a message, a goodbye are two; from the third on somebody answers.
LEAST_CHANGES = 3


def words_in(transcript: Transcript, who: Who, intervals: Sequence[Interval]) -> Iterator[Word]:
    """The words of a speaker (and of unknown ones) that touch one of the intervals."""
    for turn in transcript.turns:
        if may_be(turn.speaker, who):
            if any(start <= turn.start_ms and turn.end_ms <= end for start, end in intervals):
                yield from turn.words  # a turn holds its words
                continue
            for word in turn.words:
                if any(word.start_ms <= end and word.end_ms >= start for start, end in intervals):
                    yield word


def quality(transcript: Transcript, who: Who, intervals: Sequence[Interval]) -> float:
    """How well the stretch was recognised, 0..1: mean word confidence, share of speech heard, channel.

    Words without confidence count as certain: transcripts from elsewhere are taken at their word.
    """
    stretch = _stretch(Same(transcript), who, tuple(intervals))
    confidence = stretch.confidence
    if confidence is None:
        confidence = transcript.asr_confidence if transcript.asr_confidence is not None else 1.0
    heard = 1 - stretch.unheard_share
    return max(0.0, min(1.0, confidence * heard * channels.trust(transcript, who)))


def doubt(transcript: Transcript, who: Who, intervals: Sequence[Interval]) -> str:
    """Why the stretch can't be judged, as the end of a sentence; "" when it can."""
    stretch = _stretch(Same(transcript), who, tuple(intervals))
    if stretch.longest_unheard_ms >= MIN_UNHEARD_MS and stretch.unheard_share >= UNHEARD_SHARE:
        return f"{stretch.longest_unheard_ms / 1000:.1f} s of speech there could not be recognised"
    if stretch.confidence is not None and stretch.confidence < POOR_CONFIDENCE:
        return f"the words there were recognised too poorly (mean confidence {stretch.confidence:.2f})"
    return channels.noise(transcript, who)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """How a speaker was heard there: mean word confidence (None: not known), what was not heard."""

    confidence: float | None
    longest_unheard_ms: int
    unheard_share: float


@lru_cache(maxsize=128)  # many items of a script ask about the same stretch
def _stretch(transcript: Same[Transcript], who: Who, intervals: tuple[Interval, ...]) -> _Stretch:
    words = list(words_in(transcript.value, who, intervals))
    unheard = _unheard(transcript.value, who, intervals)
    heard = sum(max(0, word.end_ms - word.start_ms) for word in words)
    share = sum(unheard) / (sum(unheard) + heard) if sum(unheard) else 0.0
    return _Stretch(_mean_confidence(words), max(unheard, default=0), share)


def mostly_unheard(transcript: Transcript, who: Who, *, least_ms: int = MUCH_UNHEARD_MS) -> str:
    """Why hardly anything can be said about what ``who`` said, as a sentence; "" when enough was heard.

    So it is with speech played backwards, in a language the recogniser doesn't know, or lost in noise.
    """
    unheard, heard = _unheard_and_heard(Same(transcript), who)
    if unheard < least_ms or unheard <= heard:
        return ""
    what = "was said" if who == "anyone" else f"the {who} said"
    return f"Most of what {what} could not be heard or recognised ({unheard / 1000:.0f} s)"


@lru_cache(maxsize=8)  # many items of a script ask about the same side
def _unheard_and_heard(transcript: Same[Transcript], who: Who) -> tuple[int, int]:
    """How long the side spoke without being heard, and with, in ms."""
    call = transcript.value
    said = (word for turn in call.turns if may_be(turn.speaker, who) for word in turn.words)
    unheard = _covered((s.start_ms, s.end_ms) for s in call.unheard if may_be(s.speaker, who))
    return unheard, sum(max(0, word.end_ms - word.start_ms) for word in said)


def lost_side(transcript: Transcript) -> str:
    """``mostly_unheard`` of the whole call, or of one of its sides; "" when enough was heard of each."""
    sides: tuple[Who, ...] = ("anyone", "agent", "customer")
    return next((why for who in sides if (why := mostly_unheard(transcript, who))), "")


def take_turns(transcript: Transcript) -> bool:
    """Whether agent and customer talk in turn, understood or not, as no voicemail or recording does."""
    unheard = Counter((span.start_ms, span.end_ms) for span in transcript.unheard)
    # What is missing of the recording is missing on every side, and nobody's turn.
    spans = [span for span in transcript.unheard if unheard[span.start_ms, span.end_ms] == 1]
    talk: list[Turn | Span] = [*(turn for turn in transcript.turns if turn.words), *spans]
    order = [each.speaker for each in sorted(talk, key=lambda each: (each.start_ms, each.speaker))]
    changes = sum(one != other for one, other in pairwise(order))
    return {"agent", "customer"} <= set(order) and changes >= LEAST_CHANGES


def _covered(spans: Iterable[Interval]) -> int:
    """How long at least one of the spans lasts, in ms: two speakers at once count once."""
    covered, reached = 0, 0
    for start, end in sorted(spans):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def _mean_confidence(words: Sequence[Word]) -> float | None:
    known = [word.confidence for word in words if word.confidence is not None]
    return math.fsum(known) / len(known) if known else None


def _unheard(transcript: Transcript, who: Who, intervals: Sequence[Interval]) -> list[int]:
    """Lengths in ms of the unheard speech inside the intervals."""
    return [
        max(0, min(span.end_ms, end) - max(span.start_ms, start))
        for span in transcript.unheard
        if may_be(span.speaker, who)
        for start, end in intervals
    ]
