"""Owns the figures of topics: how often each comes up, over all calls, by agent and by week."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from speechqa.records import TopicRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speechqa.checks.topics.values import TopicSets
    from speechqa.records import CallAnalysis, CallResult

_By = Literal["all", "agent", "week"]
_ISO_DAY = len("2026-01-31")


@dataclass(frozen=True, slots=True)
class _Group:
    """Analysed calls that are looked at together."""

    by: _By
    agent: str
    week: str
    calls: tuple[CallResult, ...]


def topic_rows(calls: Sequence[CallResult], topics: TopicSets) -> tuple[TopicRow, ...]:
    """Rows of every topic that a call talks of: over all calls, then by agent, then by week, by name.

    A call counts for each topic it mentions, not only for the few it is chiefly about. Calls without an
    analysis count nowhere. A title is that of the language in which most calls talk of the topic.
    """
    analysed = tuple(call for call in calls if call.analysis is not None)
    titles = _titles(analysed, topics)
    rows = [row for group in _groups(analysed) for row in _rows(group, titles)]
    order = {"all": 0, "agent": 1, "week": 2}
    return tuple(sorted(rows, key=lambda row: (order[row.by], row.agent, row.week, -row.calls, row.topic)))


def iso_week(started_at: str) -> str:
    """The ISO 8601 week of a call's start, as 2026-W05; "" where that isn't known."""
    try:
        year, week, _ = date.fromisoformat(started_at[:_ISO_DAY]).isocalendar()
    except ValueError:
        return ""
    return f"{year:04}-W{week:02}"


def _groups(calls: tuple[CallResult, ...]) -> Iterator[_Group]:
    yield _Group("all", "", "", calls)
    agents: dict[str, list[CallResult]] = defaultdict(list)
    weeks: dict[str, list[CallResult]] = defaultdict(list)
    for call in calls:
        agents[call.recording.agent].append(call)
        weeks[iso_week(call.recording.started_at)].append(call)
    yield from (_Group("agent", agent, "", tuple(own)) for agent, own in agents.items())
    yield from (_Group("week", "", week, tuple(own)) for week, own in weeks.items())


def _rows(group: _Group, titles: dict[str, str]) -> Iterator[TopicRow]:
    mentions: Counter[str] = Counter()
    talked: dict[str, list[CallResult]] = defaultdict(list)
    for call in group.calls:
        own = Counter(one.topic for one in _analysis(call).topic_mentions)
        mentions.update(own)
        for topic in own:
            talked[topic].append(call)
    for topic, calls in talked.items():
        negotiations = sum(_analysis(call).call_class.call_type == "negotiation" for call in calls)
        yield TopicRow(
            topic=topic,
            title=titles[topic],
            by=group.by,
            agent=group.agent,
            week=group.week,
            calls=len(calls),
            share=len(calls) / len(group.calls),
            mentions=mentions[topic],
            score_mean=_mean_score(calls),
            negotiation_share=negotiations / len(calls),
        )


def _analysis(call: CallResult) -> CallAnalysis:
    if call.analysis is None:
        raise ValueError(f"{call.recording.call_id}: has no analysis")
    return call.analysis


def _mean_score(calls: Iterable[CallResult]) -> float | None:
    cards = (call.scorecard for call in calls)
    scores = [card.score for card in cards if card is not None and card.score is not None]
    return math.fsum(scores) / len(scores) if scores else None


def _titles(calls: Iterable[CallResult], topics: TopicSets) -> dict[str, str]:
    languages: dict[str, Counter[str]] = defaultdict(Counter)
    for call in calls:
        for topic in sorted({one.topic for one in _analysis(call).topic_mentions}):
            languages[topic][call.language] += 1
    return {
        topic: topics.title(topic, min(counts, key=lambda code: (-counts[code], code)))
        for topic, counts in languages.items()
    }
