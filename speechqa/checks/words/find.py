"""Owns finding the terms of word lists in a transcript: whole words only, inflections included."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks import speakers
from speechqa.checks.lexicon import Lexicon, Tokens, compile_terms, scan
from speechqa.checks.spoken import SpokenTurn, spoken
from speechqa.checks.words import base
from speechqa.checks.words.lists import Term, WordList, WordLists
from speechqa.records import PROFANITY, PROFANITY_UNSURE, WordHit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speechqa.records import Transcript, Turn, Word

# A word the recogniser masked itself: "f***", "s**t", "х**", "f*cking".
_MASKED = re.compile(r"[^\W\d_]+(?:\*{2,}[^\W\d_]*|\*[^\W\d_]+)", re.UNICODE)
_EDGES = re.compile(r"^[^\w*]+|[^\w*]+$", re.UNICODE)
_NO_LETTERS = re.compile(r"[\W\d_]+", re.UNICODE)
_MASKED_SEVERITY = 2
# Word confidence is roughly the chance that the word is right. Nobody is blamed for swearing
# on a chance of three in ten that it was another word.
BLAME_CONFIDENCE = 0.7
# Words less sure than this were hardly heard at all: they are no hits on any list, see asr/trust.py.
HEARD_CONFIDENCE = 0.3
_CACHE = 100_000


@dataclass(frozen=True, slots=True)
class _Span:
    """A possible hit on tokens ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    term: str
    severity: int
    rank: int  # a list's own terms before dictionary words on the same place


@dataclass(frozen=True, slots=True, eq=False)
class _Compiled:
    terms: Lexicon
    exceptions: Lexicon
    sounds: tuple[tuple[re.Pattern[str], Term], ...]


@dataclass(frozen=True, slots=True)
class _TurnTokens:
    """A turn's tokens; ``owner`` is each token's word, ``sounds`` each word's bare letters."""

    tokens: Tokens
    owner: tuple[int, ...]
    sounds: tuple[str, ...]


def find_words(transcript: Transcript, lists: WordLists) -> tuple[WordHit, ...]:
    """All hits of the lists of the transcript's language, both speakers, in time order.

    In one list hits don't overlap: the longest term at a place wins. Words that were hardly heard
    are no hits. None for a language without lists. Where speakers aren't told apart reliably, nobody
    is named.
    """
    own = lists.of(transcript.language)
    if not own:
        return ()
    language = lang.get(transcript.language)
    hits: list[WordHit] = []
    for turn, said in zip(transcript.turns, spoken(transcript, language), strict=True):
        tokens = _tokens(turn, said)
        for word_list in own:
            spans = (span for span in _spans(word_list, turn, tokens) if _was_heard(span, turn, tokens))
            hits.extend(_hit(span, word_list, turn, tokens) for span in spans)
    if not speakers.told_apart(transcript):
        hits = [replace(hit, speaker="unknown") for hit in hits]
    return tuple(sorted(hits, key=lambda hit: (hit.start_ms, hit.end_ms, hit.list, hit.term)))


def _tokens(turn: Turn, said: SpokenTurn) -> _TurnTokens:
    return _TurnTokens(said.tokens, said.owner, tuple(_sound(word.text) for word in turn.words))


# Calls use the same words over and over.
@lru_cache(maxsize=_CACHE)
def _sound(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


@lru_cache(maxsize=64)
def _compile(word_list: WordList) -> _Compiled:
    language = lang.get(word_list.language)
    sounds = tuple(
        (_sound_pattern(term.shown), term) for term in word_list.terms if term.text.startswith("~")
    )
    spoken = ("" if term.text.startswith("~") else term.text for term in word_list.terms)
    excepted = (term.text for term in word_list.exceptions)
    return _Compiled(compile_terms(spoken, language), compile_terms(excepted, language), sounds)


def _sound_pattern(sound: str) -> re.Pattern[str]:
    """Fits the sound with every letter as often as written or more."""
    letters = [match.group(0) for match in re.finditer(r"(.)\1*", sound.casefold())]
    return re.compile("".join(f"{re.escape(run[0])}{{{len(run)},}}" for run in letters))


def _spans(word_list: WordList, turn: Turn, turned: _TurnTokens) -> Iterator[_Span]:
    compiled = _compile(word_list)
    possible = list(_listed(word_list, compiled, turned))
    possible.extend(_sounds(compiled, turned))
    if word_list.name == PROFANITY:
        possible.extend(_from_base(word_list, turned.tokens))
        possible.extend(_masked(turn, turned))
    if not possible:
        return
    # An exception that covers a hit starts at most its own length before the hit ends.
    excepted: dict[int, int] = {}
    for found in scan(compiled.exceptions, turned.tokens):
        excepted[found.start] = max(found.end, excepted.get(found.start, 0))
    reach = max((end - start for start, end in excepted.items()), default=0)
    kept = [
        span
        for span in possible
        if all(excepted.get(start, 0) < span.end for start in range(span.end - reach, span.start + 1))
    ]
    yield from _without_overlaps(kept)


def _listed(word_list: WordList, compiled: _Compiled, turned: _TurnTokens) -> Iterator[_Span]:
    for found in scan(compiled.terms, turned.tokens):
        term = word_list.terms[found.key]
        yield _Span(found.start, found.end, term.shown, term.severity, rank=0)


def _sounds(compiled: _Compiled, turned: _TurnTokens) -> Iterator[_Span]:
    if not compiled.sounds:
        return
    for index, sound in enumerate(turned.sounds):
        term = _sounding(compiled, sound)
        if term is not None:
            yield from _whole_word(turned, index, term.shown, term.severity)


# Calls use the same words over and over.
@lru_cache(maxsize=_CACHE)
def _sounding(compiled: _Compiled, sound: str) -> Term | None:
    """The first term that the sound fits."""
    return next((term for pattern, term in compiled.sounds if pattern.fullmatch(sound)), None)


def _from_base(word_list: WordList, tokens: Tokens) -> Iterator[_Span]:
    for index, (text, lemmas) in enumerate(zip(tokens.texts, tokens.lemmas, strict=True)):
        term = text if text in word_list.base else min(lemmas & word_list.base, default="")
        if term:
            yield _Span(index, index + 1, term, base.DEFAULT_SEVERITY, rank=1)


def _masked(turn: Turn, turned: _TurnTokens) -> Iterator[_Span]:
    for index, word in enumerate(turn.words):
        shown = _EDGES.sub("", word.text) if "*" in word.text else ""
        if shown and _MASKED.fullmatch(shown):
            yield from _whole_word(turned, index, shown.casefold(), _MASKED_SEVERITY)


def _whole_word(turned: _TurnTokens, index: int, term: str, severity: int) -> Iterator[_Span]:
    start, end = bisect_left(turned.owner, index), bisect_right(turned.owner, index)
    if start < end:
        yield _Span(start, end, term, severity, rank=0)


def _without_overlaps(spans: Iterable[_Span]) -> list[_Span]:
    """The longest spans first, then those that don't touch them; in order of place."""
    kept: list[_Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda one: (one.start - one.end, one.start, one.rank, one.term)):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda one: one.start)


def _words_of(span: _Span, turn: Turn, turned: _TurnTokens) -> tuple[Word, ...]:
    return turn.words[turned.owner[span.start] : turned.owner[span.end - 1] + 1]


def _was_heard(span: _Span, turn: Turn, turned: _TurnTokens) -> bool:
    known = [w.confidence for w in _words_of(span, turn, turned) if w.confidence is not None]
    return not known or max(known) >= HEARD_CONFIDENCE


def _hit(span: _Span, word_list: WordList, turn: Turn, turned: _TurnTokens) -> WordHit:
    words = _words_of(span, turn, turned)
    return WordHit(
        list=PROFANITY_UNSURE if word_list.name == PROFANITY and _may_be_misheard(words) else word_list.name,
        term=span.term,
        matched=_said([word.text for word in words]),
        severity=span.severity,
        speaker=turn.speaker,
        start_ms=words[0].start_ms,
        end_ms=words[-1].end_ms,
    )


def _may_be_misheard(words: Sequence[Word]) -> bool:
    return any(word.confidence is not None and word.confidence < BLAME_CONFIDENCE for word in words)


def _said(words: Sequence[str]) -> str:
    return _EDGES.sub("", " ".join(words))
