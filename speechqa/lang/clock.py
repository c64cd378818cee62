"""Owns times of day in speech: "half past two", "halb drei", «полтретьего», "14:30" to hours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speechqa.lang.numbers import Lemmas, NumberWords, number_at, ordinal
from speechqa.lang.tokenise import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WRITTEN = re.compile(r"(\d{1,2}):(\d{2})")
_POINTED = re.compile(r"(\d{1,2})\.(\d{2})")
_LAST_HOUR = 24
_LAST_MINUTE = 59
_LEAST_BARE_MINUTES = 10  # "two thirty" is a time, "nine five" two numbers
_HOUR_WORDS = 2  # "twenty two"


@dataclass(frozen=True, slots=True, eq=False)
class ClockWords:
    """A language's words for times, all as spoken.

    ``before`` are idioms that stand before an hour, with the hours they add to it ("half past": 0.5);
    ``wholes`` are times in one word. ``marks`` stand behind an hour ("Uhr", "pm"), those of them that say
    no more are ``hours``; ``at`` stand before an hour, ``until`` between the two ends of a range.
    """

    before: Mapping[tuple[str, ...], float] = field(default_factory=dict)
    wholes: Mapping[str, float] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    hours: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()


def time_at(
    tokens: Sequence[str], i: int, *, clock: ClockWords, numbers: NumberWords, lemmas: Lemmas
) -> tuple[float, int] | None:
    """Hours and length of a time from ``tokens[i]`` on that is more than a bare hour; None for others."""
    if tokens[i] in clock.wholes:
        return clock.wholes[tokens[i]], 1
    for idiom, added in clock.before.items():
        if tokens[i] != idiom[0] or tuple(tokens[i : i + len(idiom)]) != idiom:
            continue
        for hour, length in _hours(tokens, i + len(idiom), numbers, lemmas, ordinals=True):
            return hour + added, len(idiom) + length
    shown = i > 0 and tokens[i - 1] in clock.at | clock.until
    marked = i + 1 < len(tokens) and tokens[i + 1] in clock.marks
    written = _WRITTEN.fullmatch(tokens[i]) or (_POINTED.fullmatch(tokens[i]) if shown or marked else None)
    if written:
        hour, minutes = int(written[1]), int(written[2])
        return (hour + minutes / 60, 1) if hour <= _LAST_HOUR and minutes <= _LAST_MINUTE else None
    for hour, length in _hours(tokens, i, numbers, lemmas, ordinals=False):
        found = _with_minutes(tokens, i + length, clock, numbers, lemmas, shown=shown)
        if found:
            return hour + found[0] / 60, length + found[1]
    return None


def _with_minutes(  # noqa: PLR0913 (where, and what it takes to read there)
    tokens: Sequence[str], j: int, clock: ClockWords, numbers: NumberWords, lemmas: Lemmas, *, shown: bool
) -> tuple[int, int] | None:
    """Minutes said behind an hour, and the tokens they take with the mark before them."""
    marked = j < len(tokens) and tokens[j] in clock.marks
    if j + marked >= len(tokens) or not (marked or shown):
        return None
    found = number_at(tokens, j + marked, numbers, lemmas)
    if found is None or found[0] != int(found[0]) or not found[0] <= _LAST_MINUTE:
        return None
    if not marked and found[0] < _LEAST_BARE_MINUTES:
        return None
    return int(found[0]), found[1] + marked


def hour_at(tokens: Sequence[str], i: int, numbers: NumberWords, lemmas: Lemmas) -> tuple[int, int] | None:
    """A bare hour, 0 to 24, and its length in tokens; None where no such number starts at ``tokens[i]``."""
    found = number_at(tokens, i, numbers, lemmas)
    if found is not None:
        whole = found[0] == int(found[0]) and found[0] <= _LAST_HOUR
        return (int(found[0]), found[1]) if whole else None
    hour = numbers.hours.get(tokens[i]) if i and tokens[i - 1] in numbers.before_hours else None
    return None if hour is None else (hour, 1)


def _hours(
    tokens: Sequence[str], i: int, numbers: NumberWords, lemmas: Lemmas, *, ordinals: bool
) -> list[tuple[int, int]]:
    """The hours that may be read at ``i``, longest first; minutes behind them are no part."""
    found = []
    for length in range(min(_HOUR_WORDS, len(tokens) - i), 0, -1):
        read = number_at(tokens[i : i + length], 0, numbers, lemmas)
        if read and read[1] == length and read[0] == int(read[0]) and read[0] <= _LAST_HOUR:
            found.append((int(read[0]), length))
    if not found and i < len(tokens):
        named = numbers.hours.get(tokens[i])
        if named is None and ordinals:
            named = ordinal(tokens[i], numbers, lemmas)
        if named is not None and named <= _LAST_HOUR:
            found.append((named, 1))
    return found


def _idioms(text: str) -> dict[tuple[str, ...], float]:
    """Idioms of a list such as "half past: 0.5, quarter to: -0.25"."""
    pairs = (entry.split(":") for entry in text.split(","))
    return {tuple(idiom.split()): float(added) for idiom, added in pairs}


ENGLISH = ClockWords(
    before=_idioms("half past: 0.5, quarter past: 0.25, quarter to: -0.25, half: 0.5"),
    hours=words("o'clock hours"),
    marks=words("o'clock am pm a.m p.m hours"),
    at=words("at from by before after around about till until"),
    until=words("to till until"),
)

GERMAN = ClockWords(
    before=_idioms("halb: -0.5, viertel nach: 0.25, viertel vor: -0.25, dreiviertel: -0.25"),
    hours=frozenset(("uhr",)),
    marks=frozenset(("uhr",)),
    at=words("um ab von gegen bis vor nach"),
    until=frozenset(("bis",)),
)

_RUSSIAN_HOURS = (
    "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого "
    "двенадцатого"
)

RUSSIAN = ClockWords(
    before=_idioms(
        """
        половина: -0.5, половине: -0.5, половину: -0.5, половины: -0.5, четверть: -0.75,
        без четверти: -0.25, без пятнадцати: -0.25
        """
    ),
    wholes={"пол" + hour: i + 0.5 for i, hour in enumerate(_RUSSIAN_HOURS.split())},
    hours=words("час часа часов"),
    marks=words("час часа часов утра вечера дня ночи"),
    at=words("в к ко до с со около после"),
    until=frozenset(("до",)),
)

POLISH = ClockWords(
    before=_idioms("wpół do: -0.5, kwadrans po: 0.25, za kwadrans: -0.25, za piętnaście: -0.25"),
    hours=words("godzina godziny godzinie"),
    marks=words("godzina godziny godzinie rano wieczorem"),
    at=words("o od do po przed na około koło godzina godzinie godziny godzinę"),
    until=frozenset(("do",)),
)
