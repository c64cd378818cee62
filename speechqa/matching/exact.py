"""Owns matching without errors, for word lists: contiguous words, each equal by lemma or as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.matching import limits
from speechqa.matching.amounts import Amount, likeness, told_in
from speechqa.matching.laying import Alignment
from speechqa.matching.slots import may_be_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speechqa.lang import Language
    from speechqa.matching.elements import Element
    from speechqa.matching.stream import Line

_LONGEST_NUMBER = 14  # tokens


def exact(elements: tuple[Element, ...], line: Line, language: Language) -> list[Alignment]:
    """All places where ``elements`` stand word for word in any inflection."""
    found = []
    for start in _starts(elements, line, language):
        end = max(_ends(elements, 0, start, line, language), default=-1)
        if end > start and line.segments[start] == line.segments[end - 1]:
            found.append(Alignment(start, end - 1, ((1 << (end - start)) - 1) << start, 1.0, ()))
    return found


def _starts(elements: tuple[Element, ...], line: Line, language: Language) -> Iterable[int]:
    head = elements[0]
    if head.optional or head.kind not in ("word", "negation"):
        return range(len(line.tokens))
    fitting = (
        places
        for form, places in line.forms.items()
        if head.lemmas & (form.whole or language.lemmas(form.token))
    )
    return sorted(i for places in fitting for i in places)


def _ends(elements: tuple[Element, ...], k: int, at: int, line: Line, language: Language) -> Iterable[int]:
    """Positions right behind the phrase when its elements from ``k`` on stand at ``at``."""
    if k == len(elements):
        yield at
        return
    if elements[k].optional:
        yield from _ends(elements, k + 1, at, line, language)
    for length in _lengths(elements[k], at, line, language):
        yield from _ends(elements, k + 1, at + length, line, language)


def _lengths(element: Element, at: int, line: Line, language: Language) -> Iterable[int]:
    if at >= len(line.tokens):
        return ()
    if element.kind == "number":
        taken = _number(line.tokens, at, element.amount, language)
        return (taken,) if taken else ()
    if element.kind == "date":
        length = language.date_at(line.tokens, at)
        return (length,) if length else ()
    if element.kind == "any":
        return range(1, min(limits.ANY_WORDS, len(line.tokens) - at) + 1)
    if element.kind == "name":
        return [n for n in range(1, limits.NAME_WORDS + 1) if _names(line.tokens[at : at + n], n, language)]
    return (1,) if element.lemmas & language.lemmas(line.tokens[at]) else ()


def _number(tokens: tuple[str, ...], at: int, wanted: Amount | None, language: Language) -> int:
    """How many tokens the number asked for takes from ``at`` on; 0 where it doesn't stand there."""
    if wanted is None:
        number = language.number_at(tokens, at)
        return number[1] if number else 0
    told = next(told_in(tokens[at : at + _LONGEST_NUMBER], wanted.kind, language), None)
    return told.end if told and not told.start and told.tail < 0 and likeness(wanted, told) else 0


def _names(tokens: tuple[str, ...], count: int, language: Language) -> bool:
    return len(tokens) == count and all(may_be_name(token, language) for token in tokens)
