"""Owns trying a classifier on calls it wasn't trained on: cross-validation, and the temperatures it gives."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.checks.call_type.decide import by_fact, chances_of, likeliest_type
from speechqa.checks.call_type.model import OUTCOMES
from speechqa.checks.call_type.weigh import detect, raw_scores
from speechqa.training.figures import Guess
from speechqa.training.fit import SEEDS, fit_model, truth_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.checks.call_type.model import CallTypeModel, Side
    from speechqa.training.fit import Classes
    from speechqa.training.prepare import Prepared

    Rows = NDArray[np.float32]

FOLDS = 5


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Scores (calls, classes) of calls by models that hadn't seen their groups: by words, and by sense."""

    calls: tuple[Prepared, ...]
    words: Rows
    sense: Rows | None


def fold_of(group: str) -> int:
    """Which fold a group belongs to, the same on every machine."""
    return int(hashlib.sha256(group.encode("utf-8")).hexdigest(), 16) % FOLDS


def cross_validate(
    calls: Sequence[Prepared], others: Sequence[Prepared], classes: Classes, *, meaning: str
) -> tuple[HeldOut, HeldOut]:
    """The scores of calls, and of ``others``, misheard copies, by models that hadn't seen their groups."""
    every = (*calls, *others)
    rows: list[tuple[Rows, Rows | None]] = [(_blank(classes), _blank(classes))] * len(every)
    for fold in range(FOLDS):
        learnt = [each for each in every if fold_of(each.call.group) != fold]
        tried = [place for place, each in enumerate(every) if fold_of(each.call.group) == fold]
        if not learnt or not tried:
            continue
        # One net will do here: several agree more, so the chances promised are rather too small.
        model = fit_model(learnt, classes, meaning=meaning, seeds=SEEDS[:1])
        for place in tried:
            sense = _scores(model.sense, every[place]) if model.sense is not None else None
            rows[place] = (_scores(model.words, every[place]), sense)
    return _held_out(calls, rows[: len(calls)]), _held_out(others, rows[len(calls) :])


def _blank(classes: Classes) -> Rows:
    import numpy as np

    return np.zeros(classes.heads[-1].stop, np.float32)


def _held_out(calls: Sequence[Prepared], rows: Sequence[tuple[Rows, Rows | None]]) -> HeldOut:
    import numpy as np

    words = np.array([by_words for by_words, _ in rows], np.float32)
    sense = [by_sense for _, by_sense in rows if by_sense is not None]
    return HeldOut(tuple(calls), words, np.array(sense, np.float32) if len(sense) == len(rows) else None)


def _scores(side: Side, call: Prepared) -> Rows:
    if side.net is None or call.alone is None:
        return raw_scores(side, dict(call.words) | dict(call.cues), None, None)
    return raw_scores(side, call.cues, call.pooled, detect(side.net, call.alone))


def guesses(
    model: CallTypeModel, tried: HeldOut, *, by_sense: bool
) -> tuple[list[Guess], list[Guess], list[Guess]]:
    """What held-out calls were taken for: (labels, call types, outcomes of those that negotiate).

    As ``classify`` decides: where nobody talks, or colleagues do, no score is asked.
    """
    side = model.sense if by_sense else model.words
    scored = tried.sense if by_sense else tried.words
    if side is None or scored is None:
        return [], [], []
    labels: list[Guess] = []
    types: list[Guess] = []
    outcomes: list[Guess] = []
    for call, row in zip(tried.calls, scored, strict=True):
        labelled, code = call.call, call.call.transcript.language
        found = chances_of(row, side, model)
        fact = by_fact(labelled.transcript, labelled.direction)
        kind, sure, label = fact or likeliest_type(found, model)
        labels.append(Guess(labelled.call_id, code, labelled.label, label or kind, sure))
        types.append(Guess(labelled.call_id, code, labelled.parent, kind, sure))
        if labelled.outcome is not None:
            chance, outcome = max(zip(found.outcomes, OUTCOMES, strict=True))
            outcomes.append(Guess(labelled.call_id, code, labelled.outcome, outcome, chance))
    return labels, types, outcomes


def with_temperatures(model: CallTypeModel, tried: HeldOut, classes: Classes) -> CallTypeModel:
    """The model, as sure as the trial says it may be."""
    sense = model.sense
    if sense is not None and tried.sense is not None:
        sense = replace(sense, temperatures=_temperatures(tried.sense, tried.calls, classes))
    words = replace(model.words, temperatures=_temperatures(tried.words, tried.calls, classes))
    return replace(model, words=words, sense=sense)


def _temperatures(scores: Rows, calls: Sequence[Prepared], classes: Classes) -> tuple[float, float, float]:
    """For each head the temperature under which the truth is likeliest (Guo, Pleiss, Sun et al. 2017)."""
    import numpy as np

    found = []
    for number, (names, head) in enumerate(zip(classes.names, classes.heads, strict=True)):
        truths = [truth_of(call.call)[number] for call in calls]
        which = [place for place, truth in enumerate(truths) if truth is not None]
        if not which:
            found.append(1.0)
            continue
        right = np.array([names.index(str(truths[place])) for place in which])
        values = scores[which][:, head].astype(np.float64)
        tried = np.geomspace(0.2, 5, 120)
        found.append(float(min(tried, key=lambda each: _surprise(values / each, right))))
    return found[0], found[1], found[2]


def _surprise(values: NDArray[np.float64], right: NDArray[np.int64]) -> float:
    """The mean of how unlikely the truth was, in nats."""
    import numpy as np

    shifted = values - values.max(1, keepdims=True)
    total = np.log(np.exp(shifted).sum(1))
    return float((total - shifted[np.arange(len(right)), right]).mean())
