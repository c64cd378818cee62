"""Owns numbers that a phrase names: written in digits or words, as a price, a day or a time of day.

"from 9 to 18" is "from nine to six", "24,90 Euro" is "24 Euro 90", "the 20th of May" is "20 May":
what counts is the value, and what kind of thing it is the value of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.lang import Language

Kind: TypeAlias = Literal["exact", "scale", "hour", "day"]

_ROUNDING = 1e-6
_HALF_DAY = 12
_LAST_HOUR = 24
_LAST_DAY = 31
_CENTS = 100
_RANGE_REACH = 3  # tokens from the first end of a range to "to"


class Amount(NamedTuple):
    """A number a phrase asks for.

    ``exact``: this value. ``scale``: any number told in thousands, say, of which ``value`` is the size.
    ``hour``: a time of day, on a clock of 12 hours or of 24. ``day``: a day of a month.
    """

    value: float
    kind: Kind = "exact"


class Told(NamedTuple):
    """A number in a row of words: ``end`` is behind it; ``tail`` where its cents stand, or -1."""

    value: float
    start: int
    end: int
    tail: int = -1


def amount_at(tokens: Sequence[str], i: int, language: Language) -> tuple[Amount, Told] | None:
    """What a phrase asks for by the number at ``i``; None where there is none, or only the word "one"."""
    time = language.time_at(tokens, i)
    if time:
        return Amount(time[0], "hour"), Told(time[0], i, i + time[1])
    day = language.ordinal_at(tokens, i)
    if day and _beside_month(tokens, i, i + day[1], language):
        return Amount(day[0], "day"), Told(day[0], i, i + day[1])
    told = number_at(tokens, i, language)
    if told is None or (told.value == 1 and not tokens[i][0].isdigit()):
        return None
    if told.value <= _LAST_DAY and _beside_month(tokens, i, told.end, language):
        return Amount(told.value, "day"), told
    if _is_hour(tokens, told, language):
        return Amount(told.value, "hour"), told
    return Amount(told.value), told


def number_at(tokens: Sequence[str], i: int, language: Language) -> Told | None:
    """The number at ``i``, with the cents behind its currency: "24 euros 90"."""
    number = language.number_at(tokens, i)
    if number is None:
        return None
    end = i + number[1]
    told = Told(number[0], i, end)
    whole = number[0] == int(number[0])
    if whole and end + 1 < len(tokens) and language.lemmas(tokens[end]) & language.numbers.currencies:
        cents = language.number_at(tokens, end + 1)
        if cents and cents[1] == 1 and cents[0] in range(1, _CENTS):
            return Told(number[0] + cents[0] / _CENTS, i, end, end + 1)
    return told


def told_in(tokens: Sequence[str], kind: Kind, language: Language) -> Iterator[Told]:
    """All numbers of a row of words that may be of this kind, in order."""
    i = 0
    while i < len(tokens):
        told = _read(tokens, i, kind, language)
        if told:
            yield told
            if told.tail >= 0:  # "24 euros, 90 …" may be two numbers
                yield Told(int(told.value), told.start, told.end)
        i = max(i + 1, told.end if told else 0)


def _read(tokens: Sequence[str], i: int, kind: Kind, language: Language) -> Told | None:
    if kind == "hour":
        time = language.time_at(tokens, i) or language.hour_at(tokens, i)
        return Told(time[0], i, i + time[1]) if time else None
    if kind == "day":
        day = language.ordinal_at(tokens, i)
        if day:
            return Told(day[0], i, i + day[1])
    told = number_at(tokens, i, language)
    if told is None or kind != "scale" or _scaled(tokens[i : told.end], language):
        return told
    return told if tokens[told.end - 1].isdigit() else None


def _scaled(tokens: Sequence[str], language: Language) -> bool:
    names = {name for token in tokens for name in language.lemmas(token) | {token}}
    compound = language.numbers.compound
    together = compound is not None and any(compound(token) is not None for token in tokens)
    return together or bool(names & (language.numbers.scales.keys() | language.numbers.hundred))


def likeness(wanted: Amount, told: Told) -> float:
    """1 where the number is the one asked for, a little less on another clock, 0 for another number."""
    if wanted.kind == "scale":
        return float(told.value >= wanted.value and told.value % wanted.value in (0.0, told.value % 1))
    if abs(wanted.value - told.value) < _ROUNDING:
        return 1.0
    if wanted.kind == "hour" and abs(abs(wanted.value - told.value) - _HALF_DAY) < _ROUNDING:
        return float(_HALF_DAY < max(wanted.value, told.value) < _LAST_HOUR)
    return 0.0


def _beside_month(tokens: Sequence[str], start: int, end: int, language: Language) -> bool:
    months, joiners = language.dates.months, language.dates.joiners
    behind = end + 1 if end < len(tokens) and tokens[end] in joiners else end  # "the second of May"
    near = [*tokens[behind : behind + 1], *tokens[max(0, start - 1) : start]]
    return any(language.lemmas(token) & months for token in near)


def _is_hour(tokens: Sequence[str], told: Told, language: Language) -> bool:
    """True for a number that the words around it show to be a time of day."""
    clock = language.clock
    if told.value != int(told.value) or told.value > _LAST_HOUR:
        return False
    before = tokens[told.start - 1] if told.start else ""
    behind = tokens[told.end] if told.end < len(tokens) else ""
    if behind in clock.marks:
        return before in clock.at | clock.until or _closes_range(tokens, told, language)
    counted = behind and behind not in language.light_words and behind not in clock.until
    counted = counted and not language.lemmas(behind) & language.dates.anchors
    if counted:
        return False
    return before in clock.at or _closes_range(tokens, told, language) or _opens_range(tokens, told, language)


def _opens_range(tokens: Sequence[str], told: Told, language: Language) -> bool:
    for k in range(told.end, min(told.end + _RANGE_REACH, len(tokens) - 1)):
        if tokens[k] in language.clock.until:
            other = language.hour_at(tokens, k + 1)
            return other is not None and _is_hour(tokens, Told(other[0], k + 1, k + 1 + other[1]), language)
    return False


def _closes_range(tokens: Sequence[str], told: Told, language: Language) -> bool:
    if not told.start or tokens[told.start - 1] not in language.clock.until:
        return False
    first = range(max(0, told.start - 1 - _RANGE_REACH), told.start - 1)
    return any(language.hour_at(tokens, k) for k in first)
