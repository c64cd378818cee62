"""Owns who is compared with whom: each agent with the best of the team, or two agents by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from speechqa.records import CallResult, Comparison
from speechqa.scoring.beside import (
    GROWTH_GAP_PCT,
    LEAST_CALLS,
    SCORE,
    Beside,
    ByWork,
    DrawnSamples,
    beside,
    compared,
    keys,
    measured,
)
from speechqa.scoring.samples import Agent, Key, Samples, Work, samples

# An agent's own figures of something, and those of who is compared.
_Board = dict[tuple[Work, Key], list[Agent]]


def compare_teams(calls: Iterable[CallResult]) -> tuple[Comparison, ...]:
    """Every agent beside the best team mate: over all like calls, then for each kind of work.

    By team, agent, script and direction: score, sections, items. The best is taken among mates with
    enough calls that were heard as well, where there are such. No rows of agents without a mate at like work.
    """
    found = samples(calls)
    drawn = DrawnSamples()
    rows: list[Comparison] = []
    for team in sorted({agent.team for agent in found}):
        mates = {agent: by_work for agent, by_work in found.items() if agent.team == team}
        board = _board(mates)
        for agent, by_work in mates.items():
            whole = furthest_ahead(agent, mates)
            if whole is not None:
                rows.append(compared(whole, drawn, whole=True))
            rows += [
                compared(best, drawn)
                for work, sample in by_work.items()
                for key in keys(sample)
                if (best := _best(agent, mates, board[work, key], work, key)) is not None
            ]
    return tuple(rows)


def compare_pair(
    calls: Iterable[CallResult], agent: Agent, other: Agent, *, script: str = ""
) -> tuple[Comparison, ...]:
    """Two agents beside each other, in the order of ``compare_teams``; empty without like calls.

    ``script`` leaves out work by other scripts.
    """
    found = samples(calls)
    own, theirs = (
        {work: sample for work, sample in found.get(each, {}).items() if script in {"", work.script}}
        for each in (agent, other)
    )
    drawn = DrawnSamples()
    whole = beside(own, theirs, SCORE)
    rows = [compared(whole, drawn, whole=True)] if whole else []
    for work, sample in own.items():
        for key in keys(sample):
            pair = beside({work: sample}, theirs, key)
            if pair is not None:
                rows.append(compared(pair, drawn))
    return tuple(rows)


class Gap(NamedTuple):
    """How far an agent is behind the best, in % of the best (None without a mate), and whether that counts.

    ``growth_zone`` is None where a gap over 25 % must not be held against the agent: the calls are too few,
    or were heard too differently.
    """

    pct: float | None
    growth_zone: bool | None


NO_GAP = Gap(None, growth_zone=False)


def gaps(calls: Iterable[CallResult]) -> dict[Agent, Gap]:
    """The gap of each agent with a team mate at like work, see ``compare_teams``."""
    found = samples(calls)
    teams: dict[str, Samples] = defaultdict(dict)
    for agent, by_work in found.items():
        teams[agent.team][agent] = by_work
    known = {agent: furthest_ahead(agent, teams[agent.team]) for agent in found}
    return {agent: Gap(best.gap_pct, _growth_zone(best)) for agent, best in known.items() if best}


def _growth_zone(best: Beside) -> bool | None:
    if best.gap_pct <= GROWTH_GAP_PCT:
        return False
    return None if best.small or best.recognition_differs else True


def furthest_ahead(agent: Agent, mates: Samples) -> Beside | None:
    """The agent beside the mate who is furthest ahead in the score over like work, see ``compare_teams``."""
    pairs = [beside(mates[agent], mates[mate], SCORE) for mate in mates if mate != agent]
    ranked = sorted(
        (pair for pair in pairs if pair is not None),
        key=lambda pair: (pair.small, pair.value - pair.other_value, -pair.other_calls),
    )
    alike = (pair for pair in ranked if not pair.small and not pair.recognition_differs)
    return next(alike, ranked[0] if ranked else None)


def _board(mates: Samples) -> _Board:
    """Of each kind of work and each thing: who has it, with enough calls first, the best first."""
    board: _Board = defaultdict(list)
    for agent, by_work in mates.items():
        for work, sample in by_work.items():
            for key in keys(sample):
                board[work, key].append(agent)
    for (work, key), agents in board.items():
        agents.sort(key=lambda agent: _rank(mates[agent], work, key))
    return board


def _rank(by_work: ByWork, work: Work, key: Key) -> tuple[bool, float, int]:
    value, count = measured(by_work[work], key) or (0.0, 0)
    return count < LEAST_CALLS, -value, -count


def _best(agent: Agent, mates: Samples, ranked: Iterable[Agent], work: Work, key: Key) -> Beside | None:
    """The agent beside the best mate in one thing at one kind of work."""
    first: Beside | None = None
    for pair in _pairs(agent, mates, ranked, work, key):
        first = first or pair
        if pair.small:
            break
        if not pair.recognition_differs:
            return pair
    return first


def _pairs(agent: Agent, mates: Samples, ranked: Iterable[Agent], work: Work, key: Key) -> Iterator[Beside]:
    own = {work: mates[agent][work]}
    for mate in ranked:
        pair = beside(own, mates[mate], key) if mate != agent else None
        if pair is not None:
            yield pair
