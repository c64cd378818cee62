"""Owns figures from verdicts: a call's score, the agents table, fair comparison, coaching, boards."""

from __future__ import annotations

from speechqa.scoring.agents import agent_rows
from speechqa.scoring.beside import GROWTH_GAP_PCT, LEAST_CALLS
from speechqa.scoring.cards import score
from speechqa.scoring.coaching import coaching_points
from speechqa.scoring.comparison import compare_pair, compare_teams
from speechqa.scoring.contest_files import read_contests
from speechqa.scoring.contests import Badge, Contest, Period
from speechqa.scoring.intervals import interval, newcombe, t_975, wilson
from speechqa.scoring.leaderboard import leaderboard, period_of
from speechqa.scoring.samples import Agent

__all__ = [
    "GROWTH_GAP_PCT",
    "LEAST_CALLS",
    "Agent",
    "Badge",
    "Contest",
    "Period",
    "agent_rows",
    "coaching_points",
    "compare_pair",
    "compare_teams",
    "interval",
    "leaderboard",
    "newcombe",
    "period_of",
    "read_contests",
    "score",
    "t_975",
    "wilson",
]
