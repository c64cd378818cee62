"""Owns when something is due: the day and time named in a stretch of talk, and the date that makes.

Nothing is worked out that could be meant otherwise: "next Friday" is two different days to different
people, so its date stays unknown; a weekday that contradicts the day of the month does too.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from speechqa.checks.commitments.days import Mark, marks_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.commitments.heard import HeardTurn

_TOGETHER = 3  # words between the parts of one date
_WEEK = 7
_HALF_DAY = 12
_DAWN = 7  # "at three" is in the afternoon: nobody calls for three in the morning
_MONTHS = 12
_MINUTES = 60
_ANCHORS = frozenset({"weekday", "day", "date", "delta", "end", "soon"})


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: as said, ISO date and HH:MM or "", and the tokens that tell it."""

    text: str
    date: str
    time: str
    start: int
    end: int
    keys: frozenset[tuple[str, float]]

    @property
    def day_named(self) -> bool:
        """Whether a day is named, not only a time of day."""
        return any(kind in _ANCHORS for kind, _ in self.keys)


def due_in(  # noqa: PLR0913 (where to look, and from when)
    heard: HeardTurn, start: int, end: int, *, near: int, started_at: str, parts: bool = False
) -> Due | None:
    """The day or time named between two tokens, the fullest, of those the nearest to token ``near``.

    With ``parts`` a part of the day ("in the morning") is enough.
    """
    groups = _groups(marks_in(heard, start, end))
    telling = _ANCHORS | {"time", "part"} if parts else _ANCHORS | {"time"}
    named = [group for group in groups if any(mark.kind in telling for mark in group)]
    if not named:
        return None
    group = max(named, key=lambda each: (_fullness(each), -abs(each[0].start - near)))
    first, last = _opening(heard, group[0].start, start), group[-1].end
    words = heard.words(first, last)
    moment = _moment(started_at, heard.turn.words[words[-1]].end_ms)
    day, hours = _day(group, moment), _hours(group)
    if moment and (late := _minutes(group)):
        exact = moment + timedelta(minutes=late)
        day, hours = exact.date(), exact.hour + exact.minute / _MINUTES
    return Due(
        text=" ".join(heard.turn.words[word].text for word in words).strip(" ,.?!;:–—"),
        date=day.isoformat() if day else "",
        time=_clock(hours),
        start=first,
        end=last,
        keys=frozenset((mark.kind, mark.value) for mark in group if mark.kind != "part"),
    )


def joined(day: Due, time: Due) -> Due:
    """The day of one and the time of the other, told in two sentences."""
    return replace(day, text=f"{day.text} … {time.text}", time=time.time, keys=day.keys | time.keys)


def contradict(first: Due, second: Due) -> bool:
    """Whether two are different days or times; a day and a time of day may belong together."""
    kinds = {kind for kind, _ in first.keys} & {kind for kind, _ in second.keys}
    return any(
        {value for kind, value in first.keys if kind == each}.isdisjoint(
            value for kind, value in second.keys if kind == each
        )
        for each in kinds
    )


def _groups(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Marks that stand together; another day begins another group."""
    groups: list[list[Mark]] = []
    for mark in marks:
        again = (
            groups and mark.kind in {"weekday", "day"} and any(one.kind == mark.kind for one in groups[-1])
        )
        if groups and not again and mark.start - groups[-1][-1].end <= _TOGETHER:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def _fullness(group: Sequence[Mark]) -> int:
    kinds = {mark.kind for mark in group}
    return 2 * bool(kinds & _ANCHORS) + ("time" in kinds)


def _opening(heard: HeardTurn, first: int, limit: int) -> int:
    """Where the expression begins with the small words before it ("by", "on the")."""
    small = heard.language.dates.joiners | heard.language.clock.at
    small |= {"the", "till", "until", "before", "by", "до", "к", "bis", "spätestens", "do"}
    small -= {"and", "и", "i", "of", "der", "die", "das"}
    while first > limit and heard.tokens[first - 1] in small and first - 1 not in heard.commas:
        first -= 1
    return first


def _moment(started_at: str, end_ms: int) -> datetime | None:
    try:
        return datetime.fromisoformat(started_at) + timedelta(milliseconds=end_ms)
    except (ValueError, OverflowError):
        return None


def _of(group: Sequence[Mark], kind: str) -> list[float]:
    return [mark.value for mark in group if mark.kind == kind]


def _day(group: Sequence[Mark], moment: datetime | None) -> date | None:
    """The date that is meant; None where it can't be told for sure."""
    if moment is None or _of(group, "soon") or _of(group, "every"):
        return None
    today = moment.date()
    try:
        found = [_one(mark, today) for mark in group if mark.kind in _ANCHORS - {"weekday"}]
        weekdays = {int(value) for value in _of(group, "weekday")}
        if len(weekdays) > 1 or len(set(found)) > 1:
            return None
        if not found:
            return _next(weekdays.pop(), today) if weekdays else None
        fits = found[0] is not None and (not weekdays or found[0].weekday() in weekdays)
        return found[0] if fits else None
    except (ValueError, OverflowError):
        return None


def _one(mark: Mark, today: date) -> date | None:
    if mark.kind == "day":
        return today + timedelta(days=mark.value)
    if mark.kind == "end":
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    if mark.kind == "date":
        found = _of_month(int(mark.value) % 100, int(mark.value) // 100, today)
        return found if found and mark.unit in {"", f"{found.year % 100:02d}"} else None
    if mark.unit == "month":
        return _months_on(today, int(mark.value))
    days = {"day": 1, "week": _WEEK}.get(mark.unit)
    return today + timedelta(days=days * mark.value) if days else None


def _next(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % _WEEK + 1)


def _of_month(day: int, month: int, today: date) -> date | None:
    """The next such day from today on; ``month`` is 0 where only the day was said."""
    for ahead in range(_MONTHS + 1):
        year, number = divmod(today.month - 1 + ahead, _MONTHS)
        if month and number + 1 != month:
            continue
        if day <= calendar.monthrange(today.year + year, number + 1)[1]:
            found = date(today.year + year, number + 1, day)
            if found >= today:
                return found
    return None


def _months_on(today: date, months: int) -> date:
    year, number = divmod(today.month - 1 + months, _MONTHS)
    last = calendar.monthrange(today.year + year, number + 1)[1]
    return date(today.year + year, number + 1, min(today.day, last))


def _minutes(group: Sequence[Mark]) -> float:
    """How many minutes ahead, where that is how it was said ("in two hours")."""
    sizes = {"hour": _MINUTES, "minute": 1}
    return next(
        (mark.value * sizes[mark.unit] for mark in group if mark.kind == "delta" and mark.unit in sizes), 0
    )


def _hours(group: Sequence[Mark]) -> float | None:
    """Hours on a clock of 24; of a stretch of time its end, by which the thing must be done."""
    times = _of(group, "time")
    parts = {mark.unit for mark in group if mark.kind == "part"}
    if not times:
        return float(_HALF_DAY) if "noon" in parts else None
    hours = times[-1]
    if hours < _HALF_DAY and parts & {"afternoon", "evening"}:
        return hours + _HALF_DAY
    early = "morning" in parts or any(mark.unit == "am" for mark in group)
    return hours + _HALF_DAY if 0 < hours < _DAWN and not early else hours


def _clock(hours: float | None) -> str:
    if hours is None:
        return ""
    minutes = round(hours * _MINUTES)
    return f"{minutes // _MINUTES % 24:02d}:{minutes % _MINUTES:02d}"
