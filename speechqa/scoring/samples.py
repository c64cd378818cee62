"""Owns the figures of calls, sorted by agent and by like work: the same script and the same direction."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from speechqa.records import CallResult, Indicator, Verdict
from speechqa.scoring.intervals import Summary, summary

_JUDGED = frozenset({"met", "not_met"})


class Agent(NamedTuple):
    """Who: namesakes in two teams are two people."""

    team: str
    name: str


class Work(NamedTuple):
    """Which calls are like; ``direction`` is "" where it isn't known, which is like no other."""

    script: str
    direction: str


class Key(NamedTuple):
    """What is compared: the score, a section or an item."""

    indicator: Indicator
    name: str


@dataclass(frozen=True, slots=True)
class CallFigures:
    """The figures of one judged call.

    ``sections`` are scores 0..100, ``items`` whether met, of those judged; ``lost`` is what each item took
    from the score: the score is 100 minus their sum. ``unjudged`` are the items that were ``cannot_tell``,
    ``section_of`` is the section of each item that applied. None and left out is what isn't known.
    """

    call_id: str
    score: float | None
    sections: dict[str, float]
    items: dict[str, bool]
    section_of: dict[str, str]
    lost: dict[str, float]
    unjudged: frozenset[str]
    confidence: float | None
    snr_db: float | None
    critical_failures: int


@dataclass(frozen=True)
class Sample:
    """The calls of one agent at one kind of work, in the order of their ids."""

    agent: Agent
    work: Work
    calls: tuple[CallFigures, ...]

    @cached_property
    def scores(self) -> tuple[float, ...]:
        """The scores there are."""
        return tuple(call.score for call in self.calls if call.score is not None)

    @cached_property
    def sections(self) -> dict[str, tuple[float, ...]]:
        """The scores of each section."""
        names = sorted({name for call in self.calls for name in call.sections})
        return {
            name: tuple(call.sections[name] for call in self.calls if name in call.sections) for name in names
        }

    @cached_property
    def items(self) -> dict[str, tuple[int, int, int]]:
        """(met, judged, could not be judged) of each item, as ``section_of`` has them."""
        return {name: self._counts(name) for name in self.section_of}

    @cached_property
    def confidence(self) -> Summary | None:
        """The calls' mean word confidence."""
        return summary([call.confidence for call in self.calls if call.confidence is not None])

    @cached_property
    def snr_db(self) -> Summary | None:
        """How far the agent's speech stands above the noise."""
        return summary([call.snr_db for call in self.calls if call.snr_db is not None])

    @cached_property
    def open_shares(self) -> dict[str, Summary | None]:
        """How much of what applied in a call was left open: in each section, and under "" in all of it."""
        shares: dict[str, list[float]] = defaultdict(list)
        for call in self.calls:
            for section in {"", *call.section_of.values()}:
                applied = [item for item, own in call.section_of.items() if section in {"", own}]
                if applied:
                    shares[section].append(sum(item in call.unjudged for item in applied) / len(applied))
        return {section: summary(found) for section, found in shares.items()}

    def _counts(self, name: str) -> tuple[int, int, int]:
        judged = [call.items[name] for call in self.calls if name in call.items]
        return sum(judged), len(judged), sum(name in call.unjudged for call in self.calls)

    @cached_property
    def section_of(self) -> dict[str, str]:
        """The section of each item that applied, in the script's order as far as calls tell it."""
        fullest = sorted(self.calls, key=lambda call: -len(call.section_of))
        found: dict[str, str] = {}
        for call in fullest:
            for item, section in call.section_of.items():
                found.setdefault(item, section)
        return found

    def lost(self, item: str) -> float:
        """How much of its score the item takes from a call in the mean."""
        scored = [call.lost.get(item, 0.0) for call in self.calls if call.score is not None]
        return math.fsum(scored) / len(scored) if scored else 0.0


Samples = dict[Agent, dict[Work, Sample]]


def samples(calls: Iterable[CallResult]) -> Samples:
    """The samples of every known agent; calls without a script or a judged item tell nothing."""
    found: dict[Agent, dict[Work, list[CallFigures]]] = defaultdict(lambda: defaultdict(list))
    for call in calls:
        recording, analysis = call.recording, call.analysis
        if analysis is None or not analysis.script or not recording.agent:
            continue
        work = Work(analysis.script, recording.direction or "")
        found[Agent(recording.team, recording.agent)][work].append(_figures(call, analysis.verdicts))
    return {
        agent: {
            work: Sample(agent, work, tuple(sorted(figures, key=lambda each: each.call_id)))
            for work, figures in sorted(by_work.items())
        }
        for agent, by_work in sorted(found.items())
    }


def _figures(call: CallResult, verdicts: Sequence[Verdict]) -> CallFigures:
    judged = [verdict for verdict in verdicts if verdict.verdict in _JUDGED]
    unjudged = frozenset(verdict.item for verdict in verdicts if verdict.verdict == "cannot_tell")
    possible = math.fsum(verdict.max_points for verdict in judged)
    applied = [verdict for verdict in verdicts if verdict.verdict != "not_applicable"]
    return CallFigures(
        call_id=call.recording.call_id,
        score=call.scorecard.score if call.scorecard else None,
        sections=_sections(judged),
        items={verdict.item: verdict.verdict == "met" for verdict in judged},
        section_of={verdict.item: verdict.section for verdict in applied},
        lost={each.item: 100 * (each.max_points - each.points) / possible for each in judged if possible > 0},
        unjudged=unjudged,
        confidence=call.asr_confidence if applied else None,
        snr_db=_snr_db(call),
        critical_failures=call.scorecard.critical_failures if call.scorecard else 0,
    )


def _sections(judged: Iterable[Verdict]) -> dict[str, float]:
    sections: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in judged:
        sections[verdict.section].append(verdict)
    possible = {name: math.fsum(each.max_points for each in found) for name, found in sections.items()}
    return {
        name: round(100 * math.fsum(each.points for each in found) / possible[name], 6)
        for name, found in sections.items()
        if possible[name] > 0
    }


def _snr_db(call: CallResult) -> float | None:
    """How far the agent's speech stands above the noise."""
    channels = call.sound.channels if call.sound else ()
    known = (each.quality.snr_db for each in channels if each.speaker == "agent" and each.quality)
    return next((snr for snr in known if snr is not None), None)
