"""Owns the figures of discovered topics: words as said, share, weeks, trend, the known topic beside it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from speechqa.checks.topics.discover.grams import LONGEST
from speechqa.records import DiscoveredTopic, Trend

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.checks.topics.discover.classes import TopicClass
    from speechqa.checks.topics.discover.grams import Grams
    from speechqa.checks.topics.discover.reading import Corpus

# A known topic covers what comes up beside it: in half of the passages or more, and in a good part of the
# topic's own. "Can you fit a tow bar" is talked of beside installation, which is mostly about other things.
COVERED = 0.5
PART_OF_COVER = 0.2
# 1.96 standard errors between two shares: one in twenty by chance (two-sided test of proportions).
_DIFFERENT = 1.96
_FEWEST_WEEKS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A topic without quotes, and the turns to quote: pairs of a call's id and the turn's index."""

    topic: DiscoveredTopic
    examples: tuple[tuple[str, int], ...]


def described(corpus: Corpus, grams: Grams, found: Sequence[TopicClass], *, language: str) -> Iterator[Found]:
    """The classes as values for people, in the same order."""
    all_weeks = Counter(week for week in corpus.weeks if week)
    for one in found:
        weeks = Counter(corpus.weeks[call] for call in one.calls.tolist() if corpus.weeks[call])
        words, terms = zip(*(_as_said(corpus, grams, gram) for gram in one.grams), strict=True)
        beside, beside_share, covered = _beside(corpus, one)
        topic = DiscoveredTopic(
            language=language,
            words=words,
            terms=tuple(term for term in terms if term),
            calls=len(one.calls),
            share=len(one.calls) / len(corpus.call_ids),
            weeks=tuple((week, weeks[week]) for week in sorted(all_weeks)),
            trend=_trend(weeks, all_weeks),
            beside=beside,
            beside_share=beside_share,
            covered=covered,
            quotes=(),
        )
        yield Found(topic, tuple((corpus.call_ids[call], turn) for call, turn in one.examples))


def _as_said(corpus: Corpus, grams: Grams, gram: int) -> tuple[str, str]:
    """(the n-gram as it is said most, the same as a term of a file, "" where that can't be written)."""
    length = int(grams.lengths[gram])
    first = grams.first[grams.gram == gram]
    said = np.stack([corpus.surface[first + step] for step in range(length)], axis=1)
    forms, counts = np.unique(said, axis=0, return_counts=True)
    best = max(range(len(forms)), key=lambda n: (counts[n], [-number for number in forms[n].tolist()]))
    words = [corpus.surfaces[number] for number in forms[best].tolist()]
    steps = (corpus.place[first + step + 1] - corpus.place[first + step] for step in range(length - 1))
    apart = [bool(np.median(step) > 1) for step in steps]
    return " ".join(words), _term(words, apart)


def _term(words: Sequence[str], apart: Sequence[bool]) -> str:
    """The words with ".." where small words usually stand between; a term may have one such place."""
    if sum(apart) > 1:
        return ""
    joined = [words[0]]
    for gap, word in zip(apart, words[1:LONGEST], strict=True):
        joined.extend(("..", word) if gap else (word,))
    return " ".join(joined)


def _beside(corpus: Corpus, one: TopicClass) -> tuple[str, float, bool]:
    """(the known topic in most of the passages, its share of them, whether it covers them)."""
    here = corpus.known[np.isin(corpus.known[:, 0], one.passages), 1]
    if not len(here):
        return "", 0.0, False
    counts = np.bincount(here, minlength=len(corpus.topics))
    topic = int(counts.argmax())
    share = float(counts[topic]) / len(one.passages)
    part = float(counts[topic]) / np.count_nonzero(corpus.known[:, 1] == topic)
    return corpus.topics[topic], share, share >= COVERED and bool(part >= PART_OF_COVER)


def _trend(weeks: Counter[str], all_weeks: Counter[str]) -> Trend:
    """Whether the later half of the weeks has another share of its calls than the earlier half."""
    order = sorted(all_weeks)
    if len(order) < _FEWEST_WEEKS:
        return "unknown"
    early, late = order[: len(order) // 2], order[len(order) // 2 :]
    before, after = sum(all_weeks[week] for week in early), sum(all_weeks[week] for week in late)
    then, now = sum(weeks[week] for week in early), sum(weeks[week] for week in late)
    pooled = (then + now) / (before + after)
    error = math.sqrt(pooled * (1 - pooled) * (1 / before + 1 / after))
    difference = now / after - then / before
    if error <= 0 or abs(difference) < _DIFFERENT * error:
        return "steady"
    return "rising" if difference > 0 else "falling"
