"""Calibrates items that want several answers ("at least two questions"), and writes it into the card.

Run after ``calibrate_meaning.py``: ``python benchmarks/calibrate_several.py`` (extras as there).
``tests/data/dialogues`` say whether such an item was met. Its judge never learnt from them; figures come from
scripts that the calibration hasn't seen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import dialogue_items
import numpy as np
from calibrate_meaning import MOST_MISSED
from dialogue_items import Labelled

from speechqa.checks.items import other_words, several
from speechqa.checks.items.findings import found_for
from speechqa.checks.items.search import fulfilling
from speechqa.scripts.values import Item


@dataclass(frozen=True)
class Lack:
    """An item of which too few answers were found by words: likely ones, how many are wanted, the truth.

    ``questions`` are the turns that ask, None where no questions are wanted.
    """

    script: str
    chances: tuple[float, ...]
    count: int
    questions: int | None
    met: bool


def main() -> int:
    """0 when the card was written."""
    return dialogue_items.calibrate("several", wants_several, lacking, fitted, cross_validated)


def wants_several(item: Item) -> bool:
    """True for the items that are calibrated here."""
    return item.kind == "at_least" and item.match != "verbatim"


def lacking(each: Labelled) -> Iterator[Lack]:
    """The item as a ``Lack``, unless words alone fulfil it."""
    item, finder, limits = each.item, each.finder, each.limits
    chosen = fulfilling(item, found_for(item, finder, limits).hits("counts"))
    if len(chosen) >= item.count or finder.sense is None:
        return
    found = other_words.answers(item, other_words.unsaid(item, finder.sense, limits, chosen), finder)
    if found:
        chances = tuple(one.chance for one in found)
        questions = other_words.questions(item, finder)
        yield Lack(each.script, chances, item.count - len(chosen), questions, each.met)


def fitted(lacks: Sequence[Lack]) -> list[float]:
    """Bias and slopes of a logistic regression of the truth on the evidence of enough answers."""
    from sklearn.linear_model import LogisticRegression

    evidence = [several.evidence(lack.chances, lack.count, lack.questions) for lack in lacks]
    model = LogisticRegression(C=10.0).fit(evidence, [lack.met for lack in lacks])
    return [round(float(value), 4) for value in (model.intercept_[0], *model.coef_[0])]


def cross_validated(lacks: Sequence[Lack]) -> dict[str, str]:
    """Right and given verdicts of scripts the calibration hasn't seen."""
    chances = np.zeros(len(lacks))
    for name in {lack.script for lack in lacks}:
        weights = fitted([lack for lack in lacks if lack.script != name])
        for i, lack in enumerate(lacks):
            if lack.script == name:
                chances[i] = several.fulfilled(lack.chances, lack.count, weights, lack.questions)
    truth = np.array([lack.met for lack in lacks])
    met, missed = chances >= other_words.LEAST_ENOUGH, chances <= MOST_MISSED
    return {
        "several_met": f"{(truth & met).sum()} right of {met.sum()} given, {truth.sum()} there",
        "several_not_met": f"{(~truth & missed).sum()} right of {missed.sum()} given, {(~truth).sum()} there",
    }


if __name__ == "__main__":
    sys.exit(main())
