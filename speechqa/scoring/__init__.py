"""Owns figures from verdicts: a call's score, the agents table, fair comparison, coaching, boards."""

from __future__ import annotations

from speechqa.scoring.agents import agent_rows
from speechqa.scoring.beside import GROWTH_GAP_PCT, LEAST_CALLS
from speechqa.scoring.cards import score
from speechqa.scoring.coaching import coaching_points
from speechqa.scoring.comparison import compare_pair, compare_teams
from speechqa.scoring.intervals import interval, newcombe, t_975, wilson
from speechqa.scoring.samples import Agent

__all__ = [
    "GROWTH_GAP_PCT",
    "LEAST_CALLS",
    "Agent",
    "agent_rows",
    "coaching_points",
    "compare_pair",
    "compare_teams",
    "interval",
    "newcombe",
    "score",
    "t_975",
    "wilson",
]
