"""Owns the arithmetic of points: verdicts to a call's score, scorecards to the agents table."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from speechqa.records import PROFANITY, PROFANITY_UNSURE, AgentRow, Scorecard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.records import CallAnalysis, CallResult, Verdict

# SPEC: growth zone is a gap over 25 %.
GROWTH_GAP_PCT = 25.0
MIN_FOR_INTERVAL = 2

# 97.5 % points of Student's t for 1..30 degrees of freedom (NIST/SEMATECH e-Handbook of
# Statistical Methods, table 1.3.6.7.2); beyond that the expansion below is exact to 4 digits.
_T975 = (
    *(12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281),
    *(2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860),
    *(2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423),
)
_Z975 = 1.959963984540054


def score(verdicts: Sequence[Verdict], pass_mark: float) -> Scorecard:
    """The scorecard of a call: 100 · points / possible points of the met and not_met items.

    ``score`` and ``passed`` are None when no item with points applied. A ``not_met`` critical
    item fails the call whatever the score.
    """
    judged = [verdict for verdict in verdicts if verdict.verdict in {"met", "not_met"}]
    critical = sum(verdict.critical and verdict.verdict == "not_met" for verdict in judged)
    possible = math.fsum(verdict.max_points for verdict in judged)
    if possible <= 0:
        return Scorecard(score=None, passed=False if critical else None, critical_failures=critical)
    earned = math.fsum(verdict.points for verdict in judged)
    # Rounded so that 1/3 + 2/3 of the points reach a pass mark of 100.
    value = round(min(100.0, max(0.0, 100.0 * earned / possible)), 6)
    return Scorecard(score=value, passed=value >= pass_mark and critical == 0, critical_failures=critical)


def agent_rows(results: Sequence[CallResult]) -> tuple[AgentRow, ...]:
    """One row for each agent of each team, by team and name; an unknown agent is ``""``.

    Shares and rates are 0..1; a failed call counts among ``calls`` only.
    """
    calls: dict[tuple[str, str], list[CallResult]] = defaultdict(list)
    for result in results:
        calls[result.recording.team, result.recording.agent].append(result)
    gaps = _gaps(calls)
    return tuple(_row(team, agent, calls[team, agent], gaps[team, agent]) for team, agent in sorted(calls))


def _row(team: str, agent: str, calls: list[CallResult], gap: float | None) -> AgentRow:
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
        gap_to_best_pct=gap,
        growth_zone=gap is not None and gap > GROWTH_GAP_PCT,
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


def interval(scores: Sequence[float]) -> tuple[float, float] | tuple[None, None]:
    """The mean's 95 % interval by Student's t, kept within 0..100; (None, None) below two scores."""
    count = len(scores)
    if count < MIN_FOR_INTERVAL:
        return None, None
    mean = math.fsum(scores) / count
    variance = math.fsum((value - mean) ** 2 for value in scores) / (count - 1)
    half = t_975(count - 1) * math.sqrt(variance / count)
    return max(0.0, mean - half), min(100.0, mean + half)


def t_975(freedom: int) -> float:
    """The 97.5 % point of Student's t distribution.

    Above 30 degrees of freedom by Cornish and Fisher's expansion (Abramowitz and Stegun 26.7.5).
    """
    if freedom <= len(_T975):
        return _T975[freedom - 1]
    z, n = _Z975, float(freedom)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / n + second / n**2 + third / n**3


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


# Scores of an agent's calls by script.
_ScriptScores = dict[str, list[float]]


def _gaps(calls: dict[tuple[str, str], list[CallResult]]) -> dict[tuple[str, str], float | None]:
    """How far each agent is behind the best of the team on the same work, in % of the best.

    Two agents are compared on the scripts both were scored with, and only there: the mean over
    these scripts of each one's mean score, so that neither a mix of easy and hard scripts nor
    the number of calls decides. The gap is the largest over all team mates, 0 for the best.
    None without a team mate on the same work, and for the unknown agent, who is no person.
    """
    scores = {key: _by_script(results) for key, results in calls.items()}
    gaps: dict[tuple[str, str], float | None] = {}
    for team, agent in calls:
        mates = [key for key in calls if key[0] == team and key[1] not in {"", agent}]
        behind = [_behind(scores[team, agent], scores[mate]) for mate in mates] if agent else []
        known = [gap for gap in behind if gap is not None]
        gaps[team, agent] = max(0.0, *known) if known else None
    return gaps


def _by_script(results: Iterable[CallResult]) -> _ScriptScores:
    scores: _ScriptScores = defaultdict(list)
    for result in results:
        if (
            result.analysis is not None
            and result.scorecard is not None
            and result.scorecard.score is not None
        ):
            scores[result.analysis.script].append(result.scorecard.score)
    return dict(scores)


def _behind(own: _ScriptScores, mate: _ScriptScores) -> float | None:
    shared = sorted(own.keys() & mate.keys())
    if not shared:
        return None
    mine = math.fsum(math.fsum(own[script]) / len(own[script]) for script in shared)
    best = math.fsum(math.fsum(mate[script]) / len(mate[script]) for script in shared)
    return 100 * (best - mine) / best if best > 0 else 0.0
