"""Owns boards: agents ranked by one figure on like calls, in one team and one stretch of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from speechqa.records import CallResult, Place, Standing
from speechqa.scoring.beside import keys, measured
from speechqa.scoring.contests import Contest, Period
from speechqa.scoring.intervals import interval, wilson
from speechqa.scoring.recognition import heard_differently
from speechqa.scoring.samples import Key, Sample, Work, samples

_DAY = len("2026-01-31")
_MONTH = len("2026-01")


@dataclass(frozen=True, slots=True)
class _Board:
    """The samples of agents who stand side by side."""

    contest: Contest
    team: str
    work: Work
    key: Key
    period: str
    samples: tuple[Sample, ...]


def leaderboard(calls: Iterable[CallResult], contest: Contest) -> tuple[Place, ...]:
    """The places on every board of a contest: by team, script, direction, figure, time (latest first), place.

    Equal figures (at two decimals) share a place, and the next one is as many further down. Not ranked, and
    last on the board: who has under ``min_calls`` calls with the figure, and whose calls were heard better or
    worse than those of more than half of the others. ``cannot_tell`` counts for nothing. A board of one has
    no winner. Calls without a date stand on boards of all time only.
    """
    return tuple(place for board in _boards(calls, contest) for place in _places(board))


def period_of(started_at: str, period: Period) -> str:
    """The ISO week (2026-W05) or month (2026-01) of a call's start; "" for all time, or where it isn't
    known.
    """
    if period == "all":
        return ""
    try:
        day = date.fromisoformat(started_at[:_DAY])
    except ValueError:
        return ""
    if period == "month":
        return day.isoformat()[:_MONTH]
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _boards(calls: Iterable[CallResult], contest: Contest) -> Iterator[_Board]:
    by_period: dict[str, list[CallResult]] = defaultdict(list)
    for call in calls:
        period = period_of(call.recording.started_at, contest.period)
        if (period or contest.period == "all") and contest.team in {"", call.recording.team}:
            by_period[period].append(call)
    found: dict[tuple[str, Work, Key, str], list[Sample]] = defaultdict(list)
    for period in sorted(by_period, reverse=True):
        for agent, by_work in samples(by_period[period]).items():
            for work, sample in by_work.items():
                for key in keys(sample) if _fits(work, contest) else ():
                    if key.indicator == contest.by and contest.name in {"", key.name}:
                        found[agent.team, work, key, period].append(sample)
    order = {where: index for index, where in enumerate(found)}
    for where in sorted(found, key=lambda each: (*each[:3], order[each])):
        yield _Board(contest, *where, tuple(found[where]))


def _fits(work: Work, contest: Contest) -> bool:
    return contest.script in {"", work.script} and contest.direction in {"", work.direction}


def _places(board: _Board) -> list[Place]:
    standing = _standings(board)
    shown = [_unranked(board, sample, standing[sample.agent.name]) for sample in board.samples]
    ranked = sorted(
        (place for place in shown if not place.standing),
        key=lambda place: (-round(place.value, 2), -place.calls, place.agent),
    )
    values = [round(place.value, 2) for place in ranked]
    wins = board.contest.places if len(ranked) > 1 else 0
    at = [values.index(value) + 1 for value in values]
    return [
        *(
            replace(place, place=number, winner=number <= wins)
            for place, number in zip(ranked, at, strict=True)
        ),
        # By name: the order of those without a place must not look like one.
        *(replace(place, badges=()) for place in shown if place.standing),
    ]


def _standings(board: _Board) -> Mapping[str, Standing]:
    """Why an agent isn't ranked, "" for who is."""
    enough = [each for each in board.samples if _count(each, board.key) >= board.contest.min_calls]
    found: dict[str, Standing] = {each.agent.name: "too_few" for each in board.samples}
    for own in enough:
        others = [each for each in enough if each is not own]
        differing = sum(heard_differently(own, other, board.key) for other in others)
        found[own.agent.name] = "recognition_differs" if 2 * differing > len(others) else ""
    return found


def _count(sample: Sample, key: Key) -> int:
    return (measured(sample, key) or (0.0, 0))[1]


def _unranked(board: _Board, sample: Sample, standing: Standing) -> Place:
    value, count = measured(sample, board.key) or (0.0, 0)
    low, high = _interval(sample, board.key)
    return Place(
        contest=board.contest.id,
        team=board.team,
        script=board.work.script,
        direction=board.work.direction,
        indicator=board.key.indicator,
        name=board.key.name,
        period=board.period,
        place=None,
        agent=sample.agent.name,
        calls=count,
        value=value,
        low=low,
        high=high,
        standing=standing,
        badges=_badges(board.contest, sample, value),
    )


def _interval(sample: Sample, key: Key) -> tuple[float, float] | tuple[None, None]:
    if key.indicator == "item":
        met, judged, _ = sample.items[key.name]
        low, high = wilson(met, judged)
        return 100 * low, 100 * high
    values: Sequence[float] = sample.scores if key.indicator == "score" else sample.sections[key.name]
    return interval(values)


def _badges(contest: Contest, sample: Sample, value: float) -> tuple[str, ...]:
    critical = sum(call.critical_failures for call in sample.calls)
    return tuple(
        badge.title
        for badge in contest.badges
        if value >= badge.at_least
        and (badge.critical_failures is None or critical <= badge.critical_failures)
    )
