"""Owns the figures of the team's and the agents' pages, counted from the calls shown."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speechqa.records import AgentRow, CallResult, Verdict

FEW = 10  # below so many scored calls a mean is mostly chance
MOST_COSTLY = 5
MOST_TOPICS = 12


# Verdicts by item, then by agent.
_ByItem = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Cell:
    """How an agent fares with an item: met of those judged, and how many could not be judged."""

    met: int
    judged: int
    open: int

    @property
    def share(self) -> float | None:
        """Met of judged, None where nothing was judged."""
        return self.met / self.judged if self.judged else None

    @property
    def shade(self) -> str:
        """The colour class: "h0" (never met) to "h10" (always), "" where nothing was judged."""
        return "" if self.share is None else f"h{round(10 * self.share)}"


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Items of one script down, agents across; ``rows`` are (item's title, a cell for each agent)."""

    script: str
    agents: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Costly:
    """An item and the points it cost in all calls together."""

    script: str
    item: str
    title: str
    points: float
    missed: int


def judged(calls: Iterable[CallResult]) -> Iterator[tuple[CallResult, Verdict]]:
    """Every verdict with its call."""
    for call in calls:
        for verdict in call.analysis.verdicts if call.analysis else ():
            yield call, verdict


def heat_maps(calls: Sequence[CallResult], titles: Mapping[tuple[str, str], str]) -> tuple[HeatMap, ...]:
    """A map for each script, in the order of its items; like is compared with like."""
    verdicts: dict[str, _ByItem] = {}
    for call, verdict in judged(calls):
        script = call.analysis.script if call.analysis else ""
        item = verdicts.setdefault(script, {}).setdefault(verdict.item, {})
        item.setdefault(call.recording.agent, []).append(verdict.verdict)
    return tuple(_heat_map(script, items, titles) for script, items in sorted(verdicts.items()))


def _heat_map(script: str, items: _ByItem, titles: Mapping[tuple[str, str], str]) -> HeatMap:
    agents = tuple(sorted({agent for by_agent in items.values() for agent in by_agent}))
    rows = tuple(
        (titles.get((script, item), item), tuple(_cell(by_agent.get(agent, ())) for agent in agents))
        for item, by_agent in items.items()
    )
    return HeatMap(script, agents, rows)


def _cell(verdicts: Sequence[str]) -> Cell:
    met, missed = verdicts.count("met"), verdicts.count("not_met")
    return Cell(met, met + missed, verdicts.count("cannot_tell"))


def costly(calls: Sequence[CallResult], titles: Mapping[tuple[str, str], str]) -> tuple[Costly, ...]:
    """The items that cost most points, dearest first; only ``not_met`` costs."""
    points: dict[tuple[str, str], float] = defaultdict(float)
    missed: Counter[tuple[str, str]] = Counter()
    for call, verdict in judged(calls):
        if verdict.verdict == "not_met" and call.analysis:
            key = (call.analysis.script, verdict.item)
            points[key] += verdict.max_points - verdict.points
            missed[key] += 1
    ranked = sorted(points, key=lambda key: (-points[key], -missed[key], key))[:MOST_COSTLY]
    return tuple(Costly(*key, titles.get(key, key[1]), points[key], missed[key]) for key in ranked)


def weeks(calls: Iterable[CallResult]) -> tuple[tuple[str, float, int], ...]:
    """(ISO week, mean score, calls) in order of time; calls without a time or a score are left out."""
    scores: dict[str, list[float]] = defaultdict(list)
    for call in calls:
        week = _week(call.recording.started_at)
        if week and call.scorecard and call.scorecard.score is not None:
            scores[week].append(call.scorecard.score)
    return tuple((week, math.fsum(found) / len(found), len(found)) for week, found in sorted(scores.items()))


def _week(started_at: str) -> str:
    try:
        year, week, _ = datetime.fromisoformat(started_at).isocalendar()
    except ValueError:
        return ""
    return f"{year}-W{week:02d}"


def topics(calls: Iterable[CallResult]) -> tuple[tuple[str, int], ...]:
    """(topic, calls) of the most frequent topics."""
    found = Counter(topic for call in calls if call.analysis for topic in call.analysis.call_class.topics)
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_TOPICS])


def outcomes(calls: Iterable[CallResult]) -> tuple[tuple[str, int], ...]:
    """(outcome, calls) of the negotiations, most frequent first."""
    classes = [call.analysis.call_class for call in calls if call.analysis]
    found = Counter(each.outcome for each in classes if each.call_type == "negotiation")
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def attention(agents: Iterable[AgentRow]) -> tuple[AgentRow, ...]:
    """Who needs a look first: critical failures and growth zones, the gravest first."""
    standing_out = [row for row in agents if row.agent and (row.critical_failures or row.growth_zone)]
    return tuple(
        sorted(standing_out, key=lambda row: (-row.critical_failures, -(row.gap_to_best_pct or 0), row.agent))
    )
