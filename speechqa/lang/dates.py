"""Owns days in speech: "tomorrow", "the twentieth of May", «через три дня» to a stretch of tokens."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa.lang.numbers import Lemmas, NumberWords, number_at, ordinal

if TYPE_CHECKING:
    from collections.abc import Sequence

_WRITTEN = re.compile(r"\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|\d{4}")
_WHOLE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_LONGEST = 9
_CACHE = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class DateWords:
    """A language's date words, by lemma or as spoken.

    ``anchors`` make a date by themselves (weekdays, months, "tomorrow"); ``units``
    (day, week) need a number or one of ``pointers`` (next, this) beside them;
    ``joiners`` may stand before and between; ``weak_anchors`` ("may") are months
    only behind a number or an ordinal. ``months`` are those of a year. ``phrases`` are fixed expressions.
    """

    anchors: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    weak_anchors: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()


def date_at(
    tokens: Sequence[str],
    i: int,
    *,
    dates: DateWords,
    numbers: NumberWords,
    lemmas: Lemmas,
) -> int | None:
    """Length in tokens of the longest day named from ``tokens[i]`` on; None when none is."""
    kinds: list[str] = []
    best, j = None, i
    for phrase in dates.phrases:
        if phrase[0] == tokens[i] and tuple(tokens[i : i + len(phrase)]) == phrase:
            best = len(phrase)
    while j < min(len(tokens), i + _LONGEST):
        kind, length = _kind(tokens, j, dates, numbers, lemmas)
        if not kind and tokens[j] in dates.weak_anchors and {"number", "ordinal"} & set(kinds):
            kind, length = "anchor", 1
        if not kind or (kind == "ordinal" and "ordinal" in kinds) or (kind == "unit" and "unit" in kinds):
            break
        kinds.append(kind)
        j += length
        if kind != "joiner" and _is_date(kinds):
            best = max(best or 0, j - i)
    return best


def _kind(
    tokens: Sequence[str],
    j: int,
    dates: DateWords,
    numbers: NumberWords,
    lemmas: Lemmas,
) -> tuple[str, int]:
    kind = _own_kind(tokens[j], dates, numbers, lemmas)
    if kind:
        return kind, 1
    found = number_at(tokens, j, numbers, lemmas)
    if found:
        return "number", found[1]
    return ("number", 1) if _WRITTEN.fullmatch(tokens[j]) else ("", 0)


@lru_cache(maxsize=_CACHE)
def _own_kind(token: str, dates: DateWords, numbers: NumberWords, lemmas: Lemmas) -> str:
    """What a word is in a date whatever stands beside it; "" for numbers and for other words."""
    names = lemmas(token) | {token}
    if names & dates.anchors or _WHOLE.fullmatch(token):
        return "anchor"
    if ordinal(token, numbers, lemmas) is not None:
        return "ordinal"
    listed = (("unit", dates.units), ("pointer", dates.pointers), ("joiner", dates.joiners))
    return next((kind for kind, listed_words in listed if names & listed_words), "")


def _is_date(kinds: Sequence[str]) -> bool:
    if "anchor" in kinds or "ordinal" in kinds:
        return True
    beside = {("number", "unit"), ("pointer", "unit"), ("unit", "pointer")}
    return any(pair in beside for pair in itertools.pairwise(kinds))
