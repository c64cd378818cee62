"""Owns holding verdicts against what people say: figures of agreement, and calibrations learnt from it.

``evaluate`` compares, ``fit`` learns how far confidence can be believed; ``checks.calibration`` applies that.
"""

from __future__ import annotations

from speechqa.evaluation.agreement import Basis, agreement, kappa_interval, machine_verdicts
from speechqa.evaluation.calibration_file import calibration_text, read_calibration
from speechqa.evaluation.figures import (
    Belief,
    DecisionFigures,
    Disagreement,
    Evaluation,
    Figures,
    KindFigures,
    evaluate,
)
from speechqa.evaluation.fitting import Checked, Fitted, WishFigures, checked, fit
from speechqa.evaluation.from_reviews import review_labels
from speechqa.evaluation.joining import JudgedCall, Pair, Unmatched
from speechqa.evaluation.labels import Label, Labels, read_labels
from speechqa.evaluation.rates import Counts, Rate

__all__ = [
    "Basis",
    "Belief",
    "Checked",
    "Counts",
    "DecisionFigures",
    "Disagreement",
    "Evaluation",
    "Figures",
    "Fitted",
    "JudgedCall",
    "KindFigures",
    "Label",
    "Labels",
    "Pair",
    "Rate",
    "Unmatched",
    "WishFigures",
    "agreement",
    "calibration_text",
    "checked",
    "evaluate",
    "fit",
    "kappa_interval",
    "machine_verdicts",
    "read_calibration",
    "read_labels",
    "review_labels",
]
