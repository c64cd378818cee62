"""Owns the parts that a day or time is told in: weekdays, dates, spans ("in two days"), times of day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.matching.amounts import amount_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.checks.commitments.heard import Cue, HeardTurn

_WRITTEN = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?")
_LAST_DAY = 31
_MONTHS = 12
_LAST_HOUR = 24
_HUNDRED = 100
_REACH = 3  # tokens from "in" to the unit
_EVENINGS = frozenset({"abend", "morgen", "mittag", "nachmittag", "vormittag", "tag"})
_DAY_FORMS = {"ru": ("ого", "его"), "pl": ("ego",), "de": ("ten", "sten"), "en": ("st", "nd", "rd", "th")}
_GREETING = frozenset({"good", "guten", "schönen", "dobry", "добрый", "доброе"})
_NO_TOMORROW = frozenset({"am", "guten", "gutn", "diesen", "jeden"})  # "am Morgen" is a time of day


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a date: tokens ``start`` to ``end`` (exclusive).

    ``kind`` tells what ``value`` is: a ``weekday`` (0 is Monday), a ``day`` ahead, a ``date`` (100 × month,
    or 0, + day; ``unit`` is the end of its year, if told), a ``delta`` in ``unit``, a ``time`` in hours; a
    ``part`` of the day, an ``end`` of a month, ``soon`` and ``every`` have none.
    """

    kind: str
    value: float
    start: int
    end: int
    unit: str = ""


def marks_in(heard: HeardTurn, start: int, end: int) -> list[Mark]:
    """The parts named between two tokens, in order; of overlapping ones the longest."""
    found = [*_listed(heard, start, end), *_spans(heard, start, end), *_read(heard, start, end)]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda each: (each.start - each.end, each.start, each.kind)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda each: each.start)


def _listed(heard: HeardTurn, start: int, end: int) -> Iterator[Mark]:
    for cue in heard.of("weekday", "day", "part", "end", "soon", "every", start=start, end=end):
        if cue.role in {"weekday", "day"}:
            before = heard.tokens[cue.start - 1] if cue.start else ""
            if not (heard.language.code == "de" and cue.what == "1" and before in _NO_TOMORROW):
                yield Mark(cue.role, float(cue.what), cue.start, cue.end)
        elif not _greets(heard, cue.start) and (cue.what != "noon" or not _after(heard, cue.start)):
            kind = "soon" if (cue.role, cue.what) == ("end", "week") else cue.role
            yield Mark(kind, 0, cue.start, cue.end, cue.what)


def _greets(heard: HeardTurn, place: int) -> bool:
    return place > 0 and heard.tokens[place - 1] in _GREETING


def _after(heard: HeardTurn, place: int) -> bool:
    return place > 0 and heard.tokens[place - 1] in {"after", "nach", "после", "po"}


def _spans(heard: HeardTurn, start: int, end: int) -> Iterator[Mark]:
    """Spans of time ahead: "in two days", "within half an hour", «через час», "w ciągu godziny"."""
    for opening in heard.of("within", start=start, end=end):
        for unit in heard.of("unit", "many", start=opening.end, end=min(end, opening.end + _REACH + 2)):
            value = _count(heard, opening.end, unit)
            if value is not None:
                name = "hour" if unit.role == "many" else unit.what
                yield Mark("delta", value, opening.start, unit.end, name)
                break


def _count(heard: HeardTurn, first: int, unit: Cue) -> float | None:
    """How many of the unit are told from token ``first`` on, nothing else between; 1 where none is told."""
    if unit.role == "many":  # «полчаса», "kwadrans" are spans by themselves
        return (
            float(unit.what)
            if unit.start == first and heard.tokens[first] in {"полчаса", "kwadrans"}
            else None
        )
    if unit.start == first:
        return 1.0
    for many in heard.of("many", start=first, end=unit.start):
        if many.start == first and unit.start - many.end <= 1:
            return float(many.what)
    number = heard.language.number_at(heard.tokens, first)
    return number[0] if number and first + number[1] == unit.start else None


def _read(heard: HeardTurn, start: int, end: int) -> Iterator[Mark]:
    place = start
    while place < end:
        mark = _written(heard, place) or _time(heard, place, end) or _date(heard, place, end)
        if mark is not None and mark.end <= end:
            yield mark
        place = mark.end if mark else place + 1


def _written(heard: HeardTurn, place: int) -> Mark | None:
    """A date in figures, day first: 12.05., 12/5/2026. Hours ("14.30 Uhr") were shown to be such."""
    found = _WRITTEN.fullmatch(heard.tokens[place])
    if not found or not (0 < int(found[1]) <= _LAST_DAY and 0 < int(found[2]) <= _MONTHS):
        return None
    amount = amount_at(heard.tokens, place, heard.language)
    hour = amount is not None and amount[0].kind == "hour"
    if hour or any(heard.of("money", start=place + 1, end=place + 2)):
        return None
    year = found[3] or ""
    return Mark("date", _HUNDRED * int(found[2]) + int(found[1]), place, place + 1, year[-2:])


def _time(heard: HeardTurn, place: int, end: int) -> Mark | None:
    found = amount_at(heard.tokens, place, heard.language)
    if found and found[0].kind == "hour":
        return _halved(heard, Mark("time", found[0].value, place, found[1].end))
    hour = heard.language.hour_at(heard.tokens, place)
    if hour is None or not 0 < hour[0] <= _LAST_HOUR:
        return None
    behind = place + hour[1]
    day_before = any(cue.end == place for cue in heard.of("weekday", "day"))
    counted = any(heard.of("unit", "month", "money", start=behind, end=behind + 1))
    counted = counted or (behind < end and heard.tokens[behind] not in heard.language.light_words)
    marked = behind < end and heard.tokens[behind] in heard.language.clock.marks
    until = place > 1 and heard.tokens[place - 1] in heard.language.clock.until
    closes = until and heard.language.hour_at(heard.tokens, place - 2) is not None
    if marked or closes or _shown(heard, place, behind) or (day_before and not counted):
        return _halved(heard, Mark("time", hour[0], place, behind))
    return None


def _halved(heard: HeardTurn, mark: Mark) -> Mark:
    """An hour with what is said behind it of the half of the day ("3 pm") or of nothing more ("3 Uhr")."""
    behind = heard.tokens[mark.end : mark.end + 1]
    last = behind[0] if behind and behind[0] in heard.language.clock.marks else heard.tokens[mark.end - 1]
    end = mark.end + (bool(behind) and behind[0] in heard.language.clock.marks)
    half = last.replace(".", "") if last.replace(".", "") in {"am", "pm"} else ""
    value = mark.value + 12 if half == "pm" and mark.value < 12 else mark.value  # noqa: PLR2004 (half a day)
    return Mark("time", value, mark.start, end, half)


def _shown(heard: HeardTurn, place: int, behind: int) -> bool:
    """Whether an hour stands behind a day ("Thursday at two works") or in "between eight and ten"."""
    if any(heard.of("unit", "month", "money", start=behind, end=behind + 1)):
        return False
    if any(cue.end <= place <= cue.end + _REACH for cue in heard.of("between")):
        return True
    at = place > 1 and heard.tokens[place - 1] in heard.language.clock.at
    return at and any(cue.end == place - 1 for cue in heard.of("weekday", "day"))


def _date(heard: HeardTurn, place: int, end: int) -> Mark | None:
    """A day of a month: "the twelfth", "12 May", «двадцатого», "am vierzehnten"."""
    language, tokens = heard.language, heard.tokens
    found = language.ordinal_at(tokens, place)
    number = language.number_at(tokens, place)
    if found is None and number and number[0] == int(number[0]):
        found = (int(number[0]), number[1])
    if found is None or not 0 < found[0] <= _LAST_DAY:
        return None
    behind = place + found[1]
    step = behind + 1 if behind < end and tokens[behind] == "of" else behind
    month = next((cue for cue in heard.of("month", start=step, end=step + 1)), None)
    if month:
        return Mark("date", _HUNDRED * int(month.what) + found[0], place, month.end)
    before = next((cue for cue in heard.of("month") if cue.end == place or cue.end == place - 1), None)
    if before and language.code == "en":
        return Mark("date", _HUNDRED * int(before.what) + found[0], before.start, behind)
    if _bare_day(heard, place, behind, end):
        return Mark("date", found[0], place, behind)
    return None


def _bare_day(heard: HeardTurn, place: int, behind: int, end: int) -> bool:
    """Whether a number without a month is a day of one: an ordinal that counts nothing named behind it."""
    tokens, code = heard.tokens, heard.language.code
    before = tokens[place - 1] if place else ""
    weekday = any(cue.end == place - 1 for cue in heard.of("weekday"))
    if code == "de" and before in {"den", "dem"} and weekday:
        return True
    hour = before in heard.language.numbers.before_hours - {"do", "na", "od"}
    ordinal = heard.language.ordinal_at(tokens, place) is not None
    if hour or not ordinal or _counts(heard, behind, end):
        return False
    if code == "en":
        opened = place == 1 or tokens[place - 2] in heard.language.dates.joiners | {"till"}
        return before == "the" and (weekday or opened)
    if code == "de" and before not in {"am", "den", "dem", "der", "zum", "bis"}:
        return False
    return tokens[behind - 1].endswith(_DAY_FORMS.get(code, ()))


def _counts(heard: HeardTurn, behind: int, end: int) -> bool:
    """Whether what stands behind an ordinal is counted by it: "the first lesson", "am ersten Abend"."""
    if behind >= end or behind - 1 in heard.commas:
        return False
    word = heard.tokens[behind]
    if word == "числа":
        return False
    if heard.language.code == "de" and word in _EVENINGS:
        return True
    small = heard.language.light_words | heard.language.dates.joiners
    return word not in small and not any(heard.of("weekday", "part", start=behind, end=behind + 1))
