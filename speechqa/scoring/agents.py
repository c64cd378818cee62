"""Owns the agents table: scorecards to one row for each agent."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from speechqa.records import PROFANITY, PROFANITY_UNSURE, AgentRow
from speechqa.scoring.comparison import NO_GAP, Gap, gaps
from speechqa.scoring.intervals import interval
from speechqa.scoring.samples import Agent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.records import CallAnalysis, CallResult


def agent_rows(results: Sequence[CallResult]) -> tuple[AgentRow, ...]:
    """One row for each agent of each team, by team and name; an unknown agent is ``""``.

    Shares and rates are 0..1; a failed call counts among ``calls`` only.
    """
    calls: dict[tuple[str, str], list[CallResult]] = defaultdict(list)
    for result in results:
        calls[result.recording.team, result.recording.agent].append(result)
    behind = gaps(results)
    return tuple(
        _row(team, agent, calls[team, agent], behind.get(Agent(team, agent), NO_GAP))
        for team, agent in sorted(calls)
    )


def _row(team: str, agent: str, calls: list[CallResult], behind: Gap) -> AgentRow:
    cards = [call.scorecard for call in calls if call.scorecard is not None]
    scores = [card.score for card in cards if card.score is not None]
    passes = [card.passed for card in cards if card.passed is not None]
    analyses = [call.analysis for call in calls if call.analysis is not None]
    low, high = interval(scores)
    negotiations = sum(analysis.call_class.call_type == "negotiation" for analysis in analyses)
    return AgentRow(
        agent=agent,
        team=team,
        calls=len(calls),
        scored=len(scores),
        score_mean=_mean(scores),
        score_low=low,
        score_high=high,
        pass_rate=_mean(passes),
        critical_failures=sum(card.critical_failures for card in cards),
        negotiation_share=negotiations / len(analyses) if analyses else None,
        stopwords_per_1000=_stopwords_per_1000(analyses),
        profanity=sum(_agent_hits(analysis, profanity=True) for analysis in analyses),
        gap_to_best_pct=behind.pct,
        growth_zone=behind.growth_zone,
        agent_talk_share_mean=_known_mean(analysis.talk.agent_talk_share for analysis in analyses),
        agent_wpm_mean=_known_mean(analysis.talk.agent_wpm for analysis in analyses),
        hold_mean_ms=_known_mean(analysis.talk.hold_ms for analysis in analyses),
        interruptions_agent_mean=_known_mean(analysis.talk.interruptions_agent for analysis in analyses),
        questions_agent_mean=_known_mean(analysis.talk.questions_agent for analysis in analyses),
        longest_monologue_agent_mean_ms=_known_mean(
            analysis.talk.longest_monologue_agent_ms for analysis in analyses
        ),
        response_delay_agent_mean_ms=_known_mean(
            analysis.talk.response_delay_agent_ms for analysis in analyses
        ),
    )


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def _known_mean(values: Iterable[float | None]) -> float | None:
    """The mean of what is known."""
    return _mean([value for value in values if value is not None])


def _stopwords_per_1000(analyses: Iterable[CallAnalysis]) -> float | None:
    """The agent's own stop words (profanity apart) for 1000 words of the agent's.

    The agent's words are pace times talking time; calls without a measured pace count on neither side.
    """
    words = hits = 0.0
    for analysis in analyses:
        pace = analysis.talk.agent_wpm
        if pace is not None:
            words += pace * (analysis.talk.agent_talk_ms or 0) / 60_000
            hits += _agent_hits(analysis, profanity=False)
    return 1000 * hits / words if words > 0 else None


def _agent_hits(analysis: CallAnalysis, *, profanity: bool) -> int:
    lists = [
        hit.list for hit in analysis.word_hits if hit.speaker == "agent" and hit.list != PROFANITY_UNSURE
    ]
    return sum((name == PROFANITY) == profanity for name in lists)
