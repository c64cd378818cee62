"""Owns the score of a call: its verdicts to points."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from speechqa.records import Scorecard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.records import Verdict


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
