"""Owns calibration: how often verdicts as sure as this one were right when people checked them."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from speechqa.records.findings import Grounds

# The verdicts that say something of an agent; only they are calibrated.
Decision = Literal["met", "not_met"]
DECISIONS: tuple[Decision, ...] = ("met", "not_met")
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """From the chance ``least`` on: ``decided`` labelled verdicts, of which ``wrong`` were wrong."""

    least: float
    decided: int
    wrong: int

    @property
    def wrong_share(self) -> float:
        """The share wrong to reckon with: as if the next one were wrong, too.

        So few labels promise little (conformal risk control: Angelopoulos, Bates, Fisch, Lei, Schuster 2022).
        """
        return (self.wrong + 1) / (self.decided + 1)


@dataclass(frozen=True, slots=True)
class Curve:
    """How sure one verdict may be taken to be, learnt from ``labels`` of them.

    ``knots`` are (raw confidence, chance of being right), rising in both; between them lie straight lines,
    before and after them it is flat. ``steps`` come from calls the chances weren't learnt from. A verdict
    with a chance below ``least`` doesn't stand.
    """

    knots: tuple[tuple[float, float], ...]
    steps: tuple[Step, ...] = ()
    labels: int = 0
    least: float = 0.0

    def chance(self, confidence: float) -> float:
        """The chance that a verdict of this raw confidence is right, with three decimals."""
        after = bisect_right(self.knots, confidence, key=lambda knot: knot[0])
        if after in {0, len(self.knots)}:
            return round(self.knots[min(after, len(self.knots) - 1)][1], _DECIMALS)
        (left, low), (right, high) = self.knots[after - 1], self.knots[after]
        return round(low + (high - low) * (confidence - left) / (right - left), _DECIMALS)

    def least_for(self, wrong_at_most: float) -> float | None:
        """The least chance from which on at most this share is wrong; None if labels can't promise it."""
        fit = [step.least for step in self.steps if step.wrong_share <= wrong_at_most]
        return min(fit, default=None)

    @property
    def best_wish(self) -> float:
        """The smallest share of wrong verdicts that these labels can promise."""
        return min((step.wrong_share for step in self.steps), default=1.0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Curves by decision and grounds, learnt from verdicts of ``engine``.

    Under the grounds "" is the curve over all grounds of a decision, for those that have none of their
    own. ``meaning`` tells whether items were compared by sense, too.
    """

    curves: Mapping[tuple[Decision, Grounds], Curve]
    meaning: bool = False
    engine: str = ""

    def curve(self, decision: Decision, grounds: Grounds = "") -> Curve:
        """The curve of a decision reached on these grounds, or of all of its kind."""
        return self.curves.get((decision, grounds)) or self.curves[decision, ""]

    def of(self, decision: Decision) -> tuple[Curve, ...]:
        """All curves of a decision."""
        return tuple(curve for (each, _), curve in self.curves.items() if each == decision)

    @property
    def digest(self) -> str:
        """Changes whenever a verdict could: the chances and from where on verdicts stand."""
        decisive = [[*key, curve.knots, curve.least] for key, curve in sorted(self.curves.items())]
        return hashlib.sha256(json.dumps(decisive).encode("ascii")).hexdigest()[:16]
