"""Owns finding topics in a call: each place where one is talked of, and which the call is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks import speakers
from speechqa.checks.lexicon import Lexicon, Tokens, compile_terms, scan
from speechqa.records import TopicMention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from speechqa.checks.topics.values import Topic, TopicSet, TopicSets
    from speechqa.lang import Language
    from speechqa.records import Transcript, Turn, Word

MOST_TOPICS = 5
# Callers say what they want in their first sentences, behind the greetings.
OPENING_TURNS = 6
OPENING_WEIGHT = 2.0
# Words less sure than this were hardly heard at all, as for word lists.
HEARD_CONFIDENCE = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class _Compiled:
    """All terms of a language in one lexicon; ``owner`` and ``shown`` are by the term's number."""

    terms: Lexicon
    owner: tuple[Topic, ...]
    shown: tuple[str, ...]
    exceptions: Lexicon
    exception_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    key: int


def find_topics(transcript: Transcript, topics: TopicSets) -> tuple[TopicMention, ...]:
    """Every place where a topic of the transcript's language is talked of, by time, then by topic.

    A topic's mentions don't overlap: the longest term at a place wins. Words that were hardly heard don't
    count. Where speakers aren't told apart reliably nobody is named, and a topic's ``speaker`` isn't
    asked for. None for a language without topics.
    """
    own = topics.of(transcript.language)
    if own is None:
        return ()
    compiled, language = _compile(own), lang.get(transcript.language)
    apart = speakers.told_apart(transcript)
    found = [
        mention
        for index, turn in enumerate(transcript.turns)
        if turn.words
        for mention in _in_turn(_said(turn, language), index, compiled, apart=apart)
    ]
    return tuple(sorted(found, key=lambda one: (one.start_ms, one.turn, one.topic, one.end_ms)))


def rank(mentions: Iterable[TopicMention]) -> tuple[str, ...]:
    """What a call is about: at most five topic ids, the weightiest first.

    A topic weighs 1 for each turn that talks of it, ``OPENING_WEIGHT`` for each of the call's first
    ``OPENING_TURNS`` turns that does. Of equal ones the more often mentioned comes first, then the name.
    """
    counts: Counter[str] = Counter()
    weights: dict[str, float] = {}
    turns: set[tuple[str, int]] = set()
    for one in mentions:
        counts[one.topic] += 1
        if (one.topic, one.turn) not in turns:
            turns.add((one.topic, one.turn))
            weight = OPENING_WEIGHT if one.turn < OPENING_TURNS else 1.0
            weights[one.topic] = weights.get(one.topic, 0.0) + weight
    ranked = sorted(weights, key=lambda topic: (-weights[topic], -counts[topic], topic))
    return tuple(ranked[:MOST_TOPICS])


@lru_cache(maxsize=16)
def _compile(own: TopicSet) -> _Compiled:
    language = lang.get(own.language)
    terms = [(topic, term) for topic in own.topics for term in topic.terms]
    exceptions = [(topic.id, term) for topic in own.topics for term in topic.not_]
    return _Compiled(
        compile_terms([term for _, term in terms], language),
        tuple(topic for topic, _ in terms),
        tuple(term.lstrip("= ") for _, term in terms),
        compile_terms([term for _, term in exceptions], language),
        tuple(topic for topic, _ in exceptions),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """A turn with its tokens; ``owner`` is each token's word."""

    turn: Turn
    tokens: Tokens
    owner: tuple[int, ...]

    def words(self, span: _Span) -> tuple[Word, ...]:
        return self.turn.words[self.owner[span.start] : self.owner[span.end - 1] + 1]

    def was_heard(self, span: _Span) -> bool:
        known = [word.confidence for word in self.words(span) if word.confidence is not None]
        return not known or max(known) >= HEARD_CONFIDENCE


def _said(turn: Turn, language: Language) -> _Said:
    texts: list[str] = []
    owner: list[int] = []
    for place, word in enumerate(turn.words):
        tokens = language.tokens(word.text)
        texts.extend(tokens)
        owner.extend([place] * len(tokens))
    return _Said(turn, Tokens.of(texts, language), tuple(owner))


def _in_turn(said: _Said, index: int, compiled: _Compiled, *, apart: bool) -> Iterator[TopicMention]:
    by_topic: dict[str, list[_Span]] = {}
    for found in scan(compiled.terms, said.tokens):
        topic = compiled.owner[found.key]
        if topic.speaker == "anyone" or not apart or said.turn.speaker in {topic.speaker, "unknown"}:
            by_topic.setdefault(topic.id, []).append(_Span(found.start, found.end, found.key))
    if not by_topic:
        return
    excepted = _exceptions(compiled, said.tokens)
    for topic_id, spans in by_topic.items():
        for span in _longest(spans, excepted.get(topic_id, {})):
            if said.was_heard(span):
                words = said.words(span)
                yield TopicMention(
                    topic=topic_id,
                    term=compiled.shown[span.key],
                    matched=" ".join(word.text for word in words),
                    speaker=said.turn.speaker if apart else "unknown",
                    turn=index,
                    start_ms=words[0].start_ms,
                    end_ms=words[-1].end_ms,
                )


def _exceptions(compiled: _Compiled, tokens: Tokens) -> dict[str, dict[int, int]]:
    """By topic: the tokens at which exceptions start, with the end of the longest there."""
    ends: dict[str, dict[int, int]] = {}
    for found in scan(compiled.exceptions, tokens):
        of_topic = ends.setdefault(compiled.exception_of[found.key], {})
        of_topic[found.start] = max(found.end, of_topic.get(found.start, 0))
    return ends


def _longest(spans: Iterable[_Span], excepted: Mapping[int, int]) -> list[_Span]:
    """Spans outside exceptions that don't overlap: of two that do the longer one, then the earlier."""
    # An exception that covers a hit starts at most its own length before the hit ends.
    reach = max((end - start for start, end in excepted.items()), default=0)
    taken: set[int] = set()
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda one: (one.start - one.end, one.start, one.key)):
        starts = range(span.end - reach, span.start + 1)
        if any(excepted.get(start, 0) >= span.end for start in starts):
            continue
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return kept
