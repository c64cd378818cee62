"""Owns what to coach: the items that cost each agent most, with calls to listen to."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from speechqa.records import CallResult, Clip, CoachingPoint, Verdict
from speechqa.scoring.samples import Agent

MOST_POINTS = 3  # what one talk can take up


class _Rule(NamedTuple):
    script: str
    item: str


@dataclass(frozen=True, slots=True)
class _Judged:
    """A verdict that says something of the agent, and its call."""

    call_id: str
    verdict: Verdict

    @property
    def lost(self) -> float:
        return self.verdict.max_points - self.verdict.points


_ByRule = Mapping[_Rule, Sequence[_Judged]]


def coaching_points(
    calls: Iterable[CallResult], titles: Mapping[tuple[str, str], str]
) -> tuple[CoachingPoint, ...]:
    """At most three items for each agent, the dearest first; by team, agent and rank.

    Only ``not_met`` costs: an item left open costs nothing and is never a point. Of equally dear items
    critical ones come first, then those missed more often. ``titles`` are those of the items, by script and
    item id.
    """
    agents = _by_agent(calls)
    return tuple(
        point for agent, rules in sorted(agents.items()) for point in _points(agent, rules, agents, titles)
    )


def _by_agent(calls: Iterable[CallResult]) -> dict[Agent, dict[_Rule, list[_Judged]]]:
    found: dict[Agent, dict[_Rule, list[_Judged]]] = defaultdict(lambda: defaultdict(list))
    for call in calls:
        if call.analysis is None or not call.recording.agent:
            continue
        own = found[Agent(call.recording.team, call.recording.agent)]
        for verdict in call.analysis.verdicts:
            if verdict.verdict in {"met", "not_met"}:
                rule = _Rule(call.analysis.script, verdict.item)
                own[rule].append(_Judged(call.recording.call_id, verdict))
    return found


def _points(
    agent: Agent, rules: _ByRule, agents: Mapping[Agent, _ByRule], titles: Mapping[tuple[str, str], str]
) -> Iterator[CoachingPoint]:
    missed = {
        rule: [each for each in found if each.verdict.verdict == "not_met"] for rule, found in rules.items()
    }
    dearest = sorted((rule for rule in rules if missed[rule]), key=lambda rule: _dear(rule, missed[rule]))
    for rank, rule in enumerate(dearest[:MOST_POINTS], start=1):
        yield CoachingPoint(
            agent=agent.name,
            team=agent.team,
            rank=rank,
            script=rule.script,
            item=rule.item,
            title=titles.get(rule, rule.item),
            points_lost=math.fsum(each.lost for each in missed[rule]),
            missed=len(missed[rule]),
            judged=len(rules[rule]),
            worst=_clip(missed[rule]),
            best=_clip(_met(rules[rule])),
            example=_example(agent, rule, agents),
        )


def _dear(rule: _Rule, missed: Sequence[_Judged]) -> tuple[float, bool, int, _Rule]:
    lost = math.fsum(each.lost for each in missed)
    return -round(lost, 9), not any(each.verdict.critical for each in missed), -len(missed), rule


def _met(found: Iterable[_Judged]) -> list[_Judged]:
    return [each for each in found if each.verdict.verdict == "met"]


def _clip(found: Iterable[_Judged]) -> Clip | None:
    """The surest of the verdicts that can be listened to, else the surest; None without any."""
    ranked = sorted(
        found, key=lambda each: (each.verdict.start_ms is None, -each.verdict.confidence, each.call_id)
    )
    if not ranked:
        return None
    first, verdict = ranked[0], ranked[0].verdict
    return Clip(first.call_id, verdict.start_ms, verdict.end_ms, verdict.quote)


def _example(agent: Agent, rule: _Rule, agents: Mapping[Agent, _ByRule]) -> Clip | None:
    """How a team mate says it: of the one who meets the item most often, where that can be listened to."""
    heard = []
    for mate, rules in agents.items():
        found = rules.get(rule, ()) if mate.team == agent.team and mate != agent else ()
        told = [each for each in _met(found) if each.verdict.start_ms is not None]
        if told:
            # One success of one call is no better than nine of ten: as if one more had been missed.
            heard.append((-len(_met(found)) / (len(found) + 1), mate, told))
    return _clip(min(heard, key=lambda each: each[:2])[2]) if heard else None
