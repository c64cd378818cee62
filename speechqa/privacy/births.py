"""Owns dates of birth: a date near what asks for it, or tells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.privacy.cues import Cue
    from speechqa.privacy.talk import Talk

_REACH = 16  # tokens from the cue to the date
_REACH_BACK = 8  # "am dritten Mai neunzehnhundertachtzig geboren"
_YEARS = range(1900, 2031)
_SHORT_YEARS = range(100)
_WRITTEN = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{4}")
_DAYS = range(1, 32)


def find_births(talk: Talk, cues: Sequence[Cue]) -> Iterator[tuple[int, ...]]:
    """The places of each date of birth."""
    texts = [token.text for token in talk.tokens]
    done = -1
    for cue in cues:
        if cue.kind != "birth":
            continue
        behind = range(max(cue.last + 1, done + 1), min(cue.last + 1 + _REACH, len(texts)))
        before = range(max(cue.first - _REACH_BACK, done + 1), cue.first)
        for place in (*before, *behind):
            end = _date_end(talk, texts, place)
            if end is not None and not place < cue.first < end:
                done = end - 1
                yield tuple(range(place, end))
                break


def _date_end(talk: Talk, texts: Sequence[str], place: int) -> int | None:
    """Where a date that begins at ``place`` ends; None where none begins, or only a weekday does."""
    if _WRITTEN.fullmatch(talk.tokens[place].raw.rstrip(".,!?")):
        return _word_end(talk, place)
    own = _same_turn(talk, texts, place)
    length = talk.language.date_at(own, 0) or 0
    numbers = sum(_has_number(talk, own, i) for i in range(length))
    month = any(talk.language.lemmas(text) & talk.language.dates.months for text in own[:length])
    if not (month and numbers):
        return _numbers_end(talk, own, place)
    return place + _with_year(talk, own, length)


def _same_turn(talk: Talk, texts: Sequence[str], place: int) -> Sequence[str]:
    end = place
    while end < len(texts) and talk.tokens[end].turn == talk.tokens[place].turn:
        end += 1
    return texts[place:end]


def _word_end(talk: Talk, place: int) -> int:
    while not talk.tokens[place].last:
        place += 1
    return place + 1


def _has_number(talk: Talk, texts: Sequence[str], i: int) -> bool:
    return talk.language.number_at(texts, i) is not None or talk.language.ordinal_at(texts, i) is not None


def _with_year(talk: Talk, texts: Sequence[str], length: int) -> int:
    """The date's length with a year behind it, in numbers or ordinals («восьмидесятого года»)."""
    found = talk.language.number_at(texts, length) if length < len(texts) else None
    if found and (found[0] in _YEARS or found[0] in _SHORT_YEARS):
        length += found[1]
    while length < len(texts) and _belongs_to_year(talk, texts[length]):
        length += 1
    return length


def _belongs_to_year(talk: Talk, text: str) -> bool:
    """Whether a word is part of a year said as an ordinal: «тысяча девятьсот восьмидесятого», "roku"."""
    language = talk.language
    names = language.lemmas(text) | {text}
    numbers = language.numbers
    ordinal = any(name.startswith(("десят", "сорок", "девяност")) for name in names) or text.endswith(
        ("десятого", "десятом", "dziesiątego", "dziestego", "dziesiątym", "sotnego")
    )
    known = names & (numbers.ordinals.keys() | numbers.scales.keys() | numbers.atoms.keys() | {"год", "rok"})
    return bool(known) or ordinal


def _numbers_end(talk: Talk, texts: Sequence[str], place: int) -> int | None:
    """The end of a date told in numbers only: day, month, year ("twelve five eighty one"), or a bare year."""
    values: list[float] = []
    at = end = 0
    while at < len(texts) and len(values) < 3:  # noqa: PLR2004 -- day, month, year
        found = talk.language.ordinal_at(texts, at) or talk.language.number_at(texts, at)
        if found is not None:
            values.append(found[0])
            at = end = at + found[1]
        elif values and texts[at] in talk.language.dates.joiners | talk.language.grammar.determiners:
            at += 1
        else:
            break
    if len(values) == 1 and values[0] in _YEARS:
        return place + end
    full = len(values) == 3 and values[0] in _DAYS  # noqa: PLR2004
    return place + end if full and (values[2] in _YEARS or values[2] in _SHORT_YEARS) else None
