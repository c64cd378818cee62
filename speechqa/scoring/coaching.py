"""Owns what to coach: the items that cost each agent most, with calls to listen to."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from speechqa.records import CallResult, Clip, CoachingPoint, Verdict
from speechqa.scoring.samples import Agent
from speechqa.scripts import Item, Within

MOST_POINTS = 3  # what one talk can take up
_LONGEST_MS = 60_000  # of a clip in which something is missing


# The items of scripts by script id and item id.
Items = Mapping[tuple[str, str], Item]


class _Rule(NamedTuple):
    script: str
    item: str


@dataclass(frozen=True, slots=True)
class _Judged:
    """A verdict that says something of the agent, and its call."""

    call_id: str
    duration_ms: int
    verdict: Verdict

    @property
    def lost(self) -> float:
        return self.verdict.max_points - self.verdict.points


_ByRule = Mapping[_Rule, Sequence[_Judged]]


def coaching_points(calls: Iterable[CallResult], items: Items) -> tuple[CoachingPoint, ...]:
    """At most three items for each agent, the dearest first; by team, agent and rank.

    Only ``not_met`` costs: an item left open costs nothing and is never a point. Of equally dear items
    critical ones come first, then those missed more often. ``items`` are those of the scripts in force.
    """
    agents = _by_agent(calls)
    return tuple(
        point for agent, rules in sorted(agents.items()) for point in _points(agent, rules, agents, items)
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
                own[rule].append(_Judged(call.recording.call_id, call.duration_ms or 0, verdict))
    return found


def _points(
    agent: Agent, rules: _ByRule, agents: Mapping[Agent, _ByRule], items: Items
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
            title=items[rule].title if rule in items else rule.item,
            points_lost=math.fsum(each.lost for each in missed[rule]),
            missed=len(missed[rule]),
            judged=len(rules[rule]),
            worst=_worst(missed[rule], items.get(rule)),
            best=_clip(_met(rules[rule])),
            example=_example(agent, rule, agents),
        )


def _dear(rule: _Rule, missed: Sequence[_Judged]) -> tuple[float, bool, int, _Rule]:
    lost = math.fsum(each.lost for each in missed)
    return -round(lost, 9), not any(each.verdict.critical for each in missed), -len(missed), rule


def _met(found: Iterable[_Judged]) -> list[_Judged]:
    return [each for each in found if each.verdict.verdict == "met"]


def _surest(found: Iterable[_Judged]) -> _Judged | None:
    """The surest of the verdicts that can be listened to, else the surest; None without any."""
    return min(
        found,
        key=lambda each: (each.verdict.start_ms is None, -each.verdict.confidence, each.call_id),
        default=None,
    )


def _clip(found: Iterable[_Judged]) -> Clip | None:
    each = _surest(found)
    verdict = each.verdict if each else None
    return Clip(each.call_id, verdict.start_ms, verdict.end_ms, verdict.quote) if each and verdict else None


def _worst(found: Sequence[_Judged], item: Item | None) -> Clip | None:
    """What was said wrongly, or where what is missing belongs, as far as the script says where that is."""
    each = _surest(found)
    clip = _clip(found)
    if each is None or clip is None or clip.start_ms is not None or item is None or item.within is None:
        return clip
    start_ms, end_ms = _place(item.within, each.duration_ms)
    return Clip(clip.call_id, start_ms, end_ms, clip.quote)


def _place(within: Within, duration_ms: int) -> tuple[int, int] | tuple[None, None]:
    """The part of the call that ``within`` means; None where it counts turns, or the call's length isn't
    known.
    """
    if within.unit == "turns" or not duration_ms:
        return None, None
    share = within.amount / 100 if within.unit == "percent" else 1000 * within.amount / duration_ms
    length = min(round(duration_ms * min(share, 1.0)), _LONGEST_MS)
    return (0, length) if within.edge == "first" else (duration_ms - length, duration_ms)


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
