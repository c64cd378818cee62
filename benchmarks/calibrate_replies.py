"""Calibrates items that must reply to something ("when the customer says …"), and writes it into the card.

Run after ``calibrate_meaning.py``: ``python benchmarks/calibrate_replies.py`` (extras as there). It learns
from the replies in ``tests/data/dialogues`` that words didn't find, where what they reply to was heard;
figures come from scripts that the calibration hasn't seen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import dialogue_items
import numpy as np
from calibrate_meaning import LEAST_MET, MOST_MISSED
from dialogue_items import Labelled

from speechqa.checks.items import other_words, queries, replies
from speechqa.checks.items.findings import found_for
from speechqa.checks.items.search import fulfilling
from speechqa.scripts.values import Item


@dataclass(frozen=True)
class Reply:
    """Chances of the likeliest stretch in time, and of the likeliest said at once; the truth."""

    script: str
    likeliest: float
    at_once: float
    met: bool


def main() -> int:
    """0 when the card was written."""
    return dialogue_items.calibrate("replies", must_reply, unsaid, fitted, cross_validated)


def must_reply(item: Item) -> bool:
    """True for the items that are calibrated here."""
    return item.kind == "say" and item.match != "verbatim" and queries.must_reply(item)


def unsaid(each: Labelled) -> Iterator[Reply]:
    """The item as a ``Reply``, unless words alone fulfil it or there was nothing to reply to."""
    item, finder, limits = each.item, each.finder, each.limits
    said = fulfilling(item, found_for(item, finder, limits).hits("counts"))
    if said or finder.sense is None or not replies.replied_to(limits):
        return
    sensed = other_words.unsaid(item, finder.sense, limits, ())
    best = other_words.best(sensed, 1)
    at_once = replies.first(item, sensed, limits, finder.transcript)
    if best:
        yield Reply(each.script, best[0].chance, at_once, each.met)


def fitted(found: Sequence[Reply]) -> list[float]:
    """Bias and weights of a logistic regression of the truth on both log-odds."""
    from sklearn.linear_model import LogisticRegression

    values = [[replies.odds(each.likeliest), replies.odds(each.at_once)] for each in found]
    model = LogisticRegression(C=1.0).fit(values, [each.met for each in found])
    return [round(float(value), 4) for value in (model.intercept_[0], *model.coef_[0])]


def cross_validated(found: Sequence[Reply]) -> dict[str, str]:
    """Right and given verdicts of scripts the calibration hasn't seen."""
    chances = np.zeros(len(found))
    for name in {each.script for each in found}:
        weights = fitted([each for each in found if each.script != name])
        for i, each in enumerate(found):
            if each.script == name:
                chances[i] = replies.answered(each.likeliest, each.at_once, weights)
    truth = np.array([each.met for each in found])
    met, missed = chances >= LEAST_MET, chances <= MOST_MISSED
    return {
        "replies_met": f"{(truth & met).sum()} right of {met.sum()} given, {truth.sum()} there",
        "replies_not_met": f"{(~truth & missed).sum()} right of {missed.sum()} given, {(~truth).sum()} there",
    }


if __name__ == "__main__":
    sys.exit(main())
