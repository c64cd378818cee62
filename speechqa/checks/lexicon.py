"""Owns finding listed terms in tokens: whole words, contiguous, by lemma or by exact form.

Used by the word lists and by the call-type cues. A term is written as people write it.
``=`` in front takes every word of it in exactly this form; the cue files may also use
``a|b`` (either word), ``<n>`` (a number) and ``..`` (up to three words in between).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from speechqa.lang import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_CACHE = 200_000
GAP_TOKENS = 3  # words that ".." may stand for; more would leave the clause
ElementKind = Literal["lemma", "exact", "number", "gap"]


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a term: ``keys`` are lemmas or exact forms, empty for numbers and gaps."""

    kind: ElementKind
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tokens:
    """Normalised tokens with the lemmas of each."""

    texts: tuple[str, ...]
    lemmas: tuple[frozenset[str], ...]
    language: Language

    @classmethod
    def of(cls, texts: Sequence[str], language: Language) -> Tokens:
        """The tokens with their lemma sets looked up."""
        return cls(tuple(texts), tuple(language.lemmas(text) for text in texts), language)


@dataclass(frozen=True, slots=True)
class Found:
    """A term's place: tokens ``start`` to ``end`` (exclusive); ``key`` is the term's number."""

    key: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Terms indexed by the lemma or form of their first word."""

    patterns: tuple[tuple[Element, ...], ...]
    by_lemma: dict[str, list[int]] = field(default_factory=dict)
    by_form: dict[str, list[int]] = field(default_factory=dict)
    by_number: list[int] = field(default_factory=list)


def compile_terms(terms: Iterable[str], language: Language) -> Lexicon:
    """A lexicon whose keys are the positions of ``terms``; a term without words never matches."""
    lexicon = Lexicon(tuple(_elements(term, language) for term in terms))
    for key, elements in enumerate(lexicon.patterns):
        if not elements:
            continue
        first = elements[0]
        if first.kind == "number":
            lexicon.by_number.append(key)
        index = lexicon.by_form if first.kind == "exact" else lexicon.by_lemma
        for word in sorted(first.keys):
            index.setdefault(word, []).append(key)
    return lexicon


def scan(lexicon: Lexicon, tokens: Tokens) -> Iterator[Found]:
    """All places of all terms, by start then by term; overlapping ones included."""
    for start, text in enumerate(tokens.texts):
        keys = _beginning(lexicon, text, tokens.language)
        if lexicon.by_number and tokens.language.number_at(tokens.texts, start):
            keys = tuple(sorted({*keys, *lexicon.by_number}))
        for key in keys:
            end = _end(lexicon.patterns[key], tokens, start)
            if end is not None:
                yield Found(key, start, end)


def _end(elements: Sequence[Element], tokens: Tokens, start: int) -> int | None:
    """Where a term ends that may begin at ``start``; its first word, where it is one, was looked up."""
    if elements[0].kind == "number":
        return _match(elements, tokens, start)
    behind = start + 1
    if len(elements) == 1:
        return behind
    second = elements[1]
    # Most terms are told apart by their second word.
    if second.kind == "lemma" and (
        behind >= len(tokens.texts) or second.keys.isdisjoint(tokens.lemmas[behind])
    ):
        return None
    return _match(elements[1:], tokens, behind)


# Calls use the same words over and over.
@lru_cache(maxsize=_CACHE)
def _beginning(lexicon: Lexicon, text: str, language: Language) -> tuple[int, ...]:
    """The terms that begin with this word, in order."""
    keys = set(lexicon.by_form.get(text, ()))
    for lemma in language.lemmas(text):
        keys.update(lexicon.by_lemma.get(lemma, ()))
    return tuple(sorted(keys))


def _elements(term: str, language: Language) -> tuple[Element, ...]:
    kind: ElementKind = "lemma"
    if term.startswith("="):
        kind, term = "exact", term[1:]
    found: list[Element] = []
    for part in term.split():
        if part == "<n>":
            found.append(Element("number"))
        elif part == "..":
            found.append(Element("gap"))
        elif "|" in part:
            found.append(_either(part.split("|"), kind, language))
        else:
            found.extend(_element(token, kind, language) for token in language.tokens(part))
    return tuple(found)


def _either(words: Sequence[str], kind: ElementKind, language: Language) -> Element:
    keys = [_element(token, kind, language).keys for word in words for token in language.tokens(word)]
    return Element(kind, frozenset().union(*keys))


def _element(token: str, kind: ElementKind, language: Language) -> Element:
    return Element(kind, language.lemmas(token) if kind == "lemma" else frozenset((token,)))


def _match(elements: Sequence[Element], tokens: Tokens, position: int) -> int | None:
    """Where the match of ``elements`` at ``position`` ends, None when it doesn't match."""
    for index, element in enumerate(elements):
        if element.kind == "gap":
            rest = elements[index + 1 :]
            ends = (_match(rest, tokens, position + skip) for skip in range(GAP_TOKENS + 1))
            return next((end for end in ends if end is not None), None)
        # The usual case, without a call for each word.
        if element.kind == "lemma" and position < len(tokens.texts):
            length = int(not element.keys.isdisjoint(tokens.lemmas[position]))
        else:
            length = _length(element, tokens, position)
        if not length:
            return None
        position += length
    return position


def _length(element: Element, tokens: Tokens, position: int) -> int:
    """How many tokens a number or an exact form takes at ``position``, 0 when it doesn't fit there."""
    if position >= len(tokens.texts):
        return 0
    if element.kind == "number":
        number = tokens.language.number_at(tokens.texts, position)
        return number[1] if number else 0
    return int(tokens.texts[position] in element.keys)
