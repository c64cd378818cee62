"""Owns applying a calibration: verdicts get the chance of being right that labelled calls tell.

What is then more often wrong than the user wishes becomes ``cannot_tell``. Pure.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa.checks.items.judging import BLAME_CONFIDENCE
from speechqa.records import DECISIONS, RawVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from speechqa.records import Calibration, Curve, Decision, Verdict


def with_wish(calibration: Calibration, wrong_at_most: Mapping[Decision, float]) -> Calibration:
    """The calibration under which of each decision at most the wished share is wrong, as its labels tell.

    That holds on whatever grounds it was reached, as scripts differ in which are common. Where labels can't
    promise it, none stands. A decision without a wish stands, ``not_met`` only if it is more likely right
    than wrong.
    """
    floors = {"met": 0.0, "not_met": BLAME_CONFIDENCE}
    bounded = {
        (decision, grounds): _bounded(curve, wrong_at_most.get(decision), floor=floors[decision])
        for (decision, grounds), curve in calibration.curves.items()
    }
    return replace(calibration, curves=bounded)


def _bounded(curve: Curve, wish: float | None, *, floor: float) -> Curve:
    least = floor if wish is None else curve.least_for(wish)
    return replace(curve, least=math.inf if least is None else max(floor, least))


def apply(verdicts: Iterable[Verdict], calibration: Calibration) -> tuple[Verdict, ...]:
    """The verdicts with calibrated confidence; those too likely wrong become ``cannot_tell``.

    A verdict that has been calibrated before stays as it is.
    """
    return tuple(_calibrated(verdict, calibration) for verdict in verdicts)


def _calibrated(verdict: Verdict, calibration: Calibration) -> Verdict:
    given = next((each for each in DECISIONS if each == verdict.verdict), None)
    if verdict.raw is not None or given is None:
        return verdict
    curve = calibration.curve(given, verdict.grounds)
    chance = curve.chance(verdict.confidence)
    told = replace(verdict, confidence=chance, raw=RawVerdict(given, verdict.confidence))
    if chance >= curve.least:
        return told
    doubt = f"of {given} as sure as this {100 * chance:.0f} % were right on labelled calls, which is too few"
    return replace(
        told,
        verdict="cannot_tell",
        confidence=round(1 - chance, 3),
        points=0.0,
        max_points=0.0,
        reason=f"{verdict.reason}; {doubt}" if verdict.reason else doubt,
    )
