"""Owns numbers in speech: digits or words, in any inflection, to a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_N = TypeVar("_N", int, float)
_CACHE = 100_000
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_LONGEST = 14
_HUNDRED = 100
_LARGEST_ATOM = 999
_FIRST_TENS = 20
_LARGEST_FRACTION = 99
_GROUP = 3  # digits written together in "2 499"
_GROUP_CENTS = re.compile(r"\d{3}\.\d{2}")  # the last of them in "2 499.00"
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|го|е|ого|му)")
_LAST_DAY = 31


Lemmas: TypeAlias = "Callable[[str], frozenset[str]]"


@dataclass(frozen=True, slots=True, eq=False)
class NumberWords:
    """A language's number words, keyed by lemma.

    ``atoms`` add up inside a group (1..999); ``hundred`` multiplies what stands before
    it; ``scales`` close a group. ``halves`` are word sequences meaning "and a half"
    after a number; ``wholes`` are words with a value of their own that may be followed by
    a scale ("полтора"). ``joiners`` may stand inside. ``ones`` count as 1 only before a
    hundred or a scale ("a hundred"). ``pairs``: "two forty nine" is 249.
    ``compound`` reads numbers written as one word. ``hours`` are ordinals that name an hour behind
    one of ``before_hours`` ("do trzynastej"). ``currencies`` are lemmas of what prices are told in,
    ``prices`` of words that tell a number beside them is one, ``advances`` of what is a part of it only.
    """

    atoms: Mapping[str, int] = field(default_factory=dict)
    hundred: frozenset[str] = frozenset()
    scales: Mapping[str, int] = field(default_factory=dict)
    halves: tuple[tuple[str, ...], ...] = ()
    wholes: Mapping[str, float] = field(default_factory=dict)
    joiners: frozenset[str] = frozenset()
    ones: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
    pairs: bool = False
    ordinals: Mapping[str, int] = field(default_factory=dict)
    compound: Callable[[str], int | None] | None = None
    hours: Mapping[str, int] = field(default_factory=dict)
    before_hours: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()
    prices: frozenset[str] = frozenset()
    advances: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Reading:
    """A number half read: closed groups, the open group, and the largest atom that may follow."""

    total: float = 0
    group: float = 0
    room: int = _LARGEST_ATOM
    scale: int = 10**12
    seen: bool = False

    def add(self, value: int, *, pairs: bool) -> bool:
        """Take an atom; False when it can't continue this number."""
        if value <= self.room:
            self.group += value
        elif pairs and value in range(10, _HUNDRED) and self.group in range(1, _HUNDRED) and not self.total:
            self.group = self.group * _HUNDRED + value
        else:
            return False
        self.room = _room_after(value)
        self.seen = True
        return True

    def hundred(self) -> bool:
        if self.group >= _HUNDRED:
            return False
        self.group = (self.group or 1) * _HUNDRED
        self.room, self.seen = _HUNDRED - 1, True
        return True

    def close(self, scale: int) -> bool:
        if scale >= self.scale:
            return False
        self.total += (self.group or 1) * scale
        self.group, self.room, self.scale, self.seen = 0, _LARGEST_ATOM, scale, True
        return True

    def start(self, value: float) -> bool:
        """Take a value that stands for itself and only lets a hundred or a scale follow."""
        if self.seen:
            return False
        self.group, self.seen, self.room = value, True, 0
        return True


def _room_after(value: int) -> int:
    """The largest atom that may follow ``value``: 99 after hundreds, 9 after tens, else none."""
    if value >= _HUNDRED and value % _HUNDRED == 0:
        return _HUNDRED - 1
    return 9 if value >= _FIRST_TENS and value % 10 == 0 else 0


def number_at(tokens: Sequence[str], i: int, words: NumberWords, lemmas: Lemmas) -> tuple[float, int] | None:
    """Value and length of the longest number that starts at ``tokens[i]``; None when none does."""
    if not may_begin(tokens[i], words, lemmas):
        return None
    reading, best, j = _Reading(), None, i
    while j < min(len(tokens), i + _LONGEST):
        step = _take(tokens, j, reading, words, lemmas)
        if step is None:
            break
        j += step
        if tokens[j - 1] not in words.joiners and reading.seen:
            best = (reading.total + reading.group, j - i)
    return best


@lru_cache(maxsize=_CACHE)
def may_begin(token: str, words: NumberWords, lemmas: Lemmas) -> bool:
    """False when no number starts with ``token``, whatever follows it."""
    if _DIGITS.fullmatch(token) or token in words.ones:
        return True
    names = lemmas(token) | {token}
    tables = (words.scales, words.wholes, words.atoms)
    if names & words.hundred or any(name in table for table in tables for name in names):
        return True
    return words.compound is not None and words.compound(token) is not None


def _take(tokens: Sequence[str], j: int, reading: _Reading, words: NumberWords, lemmas: Lemmas) -> int | None:
    """Number of tokens the reading took at ``j``; None when the number ends before it."""
    token = tokens[j]
    if _DIGITS.fullmatch(token):
        return _take_digits(tokens, j, reading)
    if reading.seen:
        half = next((half for half in words.halves if tuple(tokens[j : j + len(half)]) == half), None)
        if half:
            reading.group += 0.5
            return len(half)
        if token in words.points:
            return _take_fraction(tokens, j, reading, words, lemmas)
        if token in words.joiners:
            return 1 if tokens[j - 1] not in words.joiners else None
    return 1 if _take_word(tokens, j, reading, words, lemmas) else None


def _take_word(tokens: Sequence[str], j: int, reading: _Reading, words: NumberWords, lemmas: Lemmas) -> bool:
    token = tokens[j]
    names = lemmas(token) | {token}
    if names & words.hundred:
        return reading.hundred()
    scale = _look_up(words.scales, names)
    if scale:
        return reading.close(scale)
    whole = _look_up(words.wholes, names)
    if whole is not None:
        return reading.start(whole)
    if token in words.ones:
        return not reading.seen and _multiplied(tokens, j + 1, words, lemmas) and reading.add(1, pairs=False)
    value = _look_up(words.atoms, names)
    if value is None and words.compound:
        value = words.compound(token)
    if value is None:
        return False
    return reading.start(value) if value > _LARGEST_ATOM else reading.add(value, pairs=words.pairs)


def _look_up(table: Mapping[str, _N], names: frozenset[str]) -> _N | None:
    return next((table[name] for name in sorted(names) if name in table), None)


def _multiplied(tokens: Sequence[str], j: int, words: NumberWords, lemmas: Lemmas) -> bool:
    """True when a hundred or a scale stands at ``j``."""
    return j < len(tokens) and bool((lemmas(tokens[j]) | {tokens[j]}) & (words.hundred | words.scales.keys()))


def _take_digits(tokens: Sequence[str], j: int, reading: _Reading) -> int | None:
    text, used = tokens[j], 1
    if reading.seen:
        return None
    if text.isdecimal() and len(text) <= _GROUP and not text.startswith("0"):
        while j + used < len(tokens) and len(tokens[j + used]) == _GROUP and tokens[j + used].isdecimal():
            text += tokens[j + used]
            used += 1
        if j + used < len(tokens) and _GROUP_CENTS.fullmatch(tokens[j + used]):
            text += tokens[j + used]
            used += 1
    reading.start(float(text) if "." in text else int(text))
    return used


def _take_fraction(
    tokens: Sequence[str],
    j: int,
    reading: _Reading,
    words: NumberWords,
    lemmas: Lemmas,
) -> int | None:
    digits, k = "", j + 1
    while k < len(tokens) and len(digits) < _GROUP:
        value = _look_up(words.atoms, lemmas(tokens[k]) | {tokens[k]})
        if tokens[k].isdecimal():
            digits += tokens[k]
        elif value is not None and value <= _LARGEST_FRACTION:
            digits += str(value)
        else:
            break
        k += 1
    if not digits:
        return None
    reading.group += float(f"0.{digits}")
    return k - j


def ordinal(token: str, words: NumberWords, lemmas: Lemmas) -> int | None:
    """1..31 when ``token`` may be an ordinal for a day ("twentieth", «двадцатого», "20th")."""
    match = _ORDINAL.fullmatch(token)
    if match:
        return int(match[1])
    names = sorted(lemmas(token) | {token})
    return next((words.ordinals[name] for name in names if name in words.ordinals), None)


def ordinal_at(tokens: Sequence[str], i: int, words: NumberWords, lemmas: Lemmas) -> tuple[int, int] | None:
    """1..31 and length of the ordinal from ``tokens[i]`` on, of one word or two («двадцать первого»)."""
    tens = ordinal(tokens[i], words, lemmas) or _look_up(words.atoms, lemmas(tokens[i]) | {tokens[i]})
    if tens in (20, 30) and i + 1 < len(tokens):
        unit = ordinal(tokens[i + 1], words, lemmas)
        if unit is not None and unit < 10 and tens + unit <= _LAST_DAY:  # noqa: PLR2004 (a unit)
            return tens + unit, 2
    one = ordinal(tokens[i], words, lemmas)
    return None if one is None else (one, 1)
