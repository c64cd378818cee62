"""Owns what may fill a slot of a phrase: numbers, dates, names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa.lang import Language
from speechqa.matching.amounts import likeness, told_in
from speechqa.matching.instead import rejected
from speechqa.matching.stream import Line, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.matching.amounts import Amount
    from speechqa.matching.inventory import Sought

_CACHE = 100_000


def slot_spots(item: Sought, line: Line, language: Language) -> tuple[Spot, ...]:
    """Where a slot may be filled, in order; nothing for {any}, which fits anywhere."""
    key = item.amount or item.kind
    found = line.memo.get(key)
    if not isinstance(found, tuple):
        amount = item.amount
        spots = _filling(item.kind, line, language) if amount is None else _told(amount, line, language)
        found = line.memo[key] = tuple(spots)
    return found


def _told(wanted: Amount, line: Line, language: Language) -> Iterator[Spot]:
    """Where a number is told that a phrase names."""
    told = line.memo.get((wanted.kind, "told"))
    if not isinstance(told, tuple):
        told = line.memo[wanted.kind, "told"] = tuple(told_in(line.tokens, wanted.kind, language))
    for one in told:
        similarity = likeness(wanted, one)
        if similarity:
            cents = 1 << one.tail if one.tail >= 0 else 0
            mask = ((1 << (one.end - one.start)) - 1) << one.start
            yield Spot(one.start, one.end, similarity, mask | cents)


def _filling(kind: str, line: Line, language: Language) -> Iterator[Spot]:
    """What fills a slot, less what another value takes the place of."""
    replaced = rejected(line, language).values()
    for spot in _find(kind, line, language):
        if not any(spot.start in value for value in replaced):
            yield spot


def _find(kind: str, line: Line, language: Language) -> Iterator[Spot]:
    if kind == "name":
        yield from (Spot(i, i + 1, 1.0, 1 << i) for i in range(len(line.tokens)) if named(line, i, language))
    elif kind in ("number", "date"):
        i = 0
        while i < len(line.tokens):
            length = _number(line, i, language) if kind == "number" else language.date_at(line.tokens, i) or 0
            if length:
                yield Spot(i, i + length, 1.0, ((1 << length) - 1) << i)
            i += max(1, length)


def _number(line: Line, i: int, language: Language) -> int:
    number = language.number_at(line.tokens, i)
    return number[1] if number else 0


def named(line: Line, i: int, language: Language) -> bool:
    """True when token ``i`` may be part of a person's name, with a capital where the line has them."""
    if not may_be_name(line.tokens[i], language):
        return False
    return i in line.capitals if line.cased else language.grammar.name(line.tokens[i])


@lru_cache(maxsize=_CACHE)
def may_be_name(token: str, language: Language) -> bool:
    """True when ``token`` may be part of a person's name: no small word, no number."""
    small = (
        token in language.function_words
        or token in language.fillers
        or token in language.negations
        or token in language.answers
        or token in language.question_words
        or token in language.adverbs
        or token in language.grammar.no_names
        or language.lemmas(token) <= language.dates.anchors
    )
    return not small and len(token) > 1 and not token[0].isdigit() and language.number_at((token,), 0) is None
