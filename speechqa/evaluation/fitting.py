"""Owns learning a calibration from labelled verdicts, and how good it is on calls it hasn't seen.

The map from raw confidence to the chance of being right is isotonic: it may only rise (Barlow and others
1972). scikit-learn (extra ``evaluate``) fits it; the middles of its level stretches are the knots, so that
surer verdicts stay surer (centred isotonic regression: Oron and Flournoy 2017).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from speechqa.errors import SettingsError
from speechqa.evaluation.figures import Belief, belief
from speechqa.evaluation.joining import Pair
from speechqa.records import DECISIONS, Calibration, Curve, Decision, Grounds, RawVerdict, Step

# With fewer labels the map says more of chance than of the machine.
LEAST_LABELS = 30
# Grounds with fewer labels take the map of all grounds. So many, all right, promise one wrong in twenty.
LEAST_OF_GROUNDS = 20
# A level stretch of fewer, at an end above all, is two or three verdicts' luck: it joins its neighbour.
LEAST_OF_LEVEL = 10
LEAST_CALLS = 10
_FOLDS = 10
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Checked:
    """A decision before any calibration, and whether people say the same."""

    call_id: str
    decision: Decision
    confidence: float
    right: bool
    grounds: Grounds = ""


@dataclass(frozen=True, slots=True)
class WishFigures:
    """What a wish comes to: ``kept`` of ``given`` decisions stand, ``by_grounds`` (grounds, kept, given).

    ``labels_needed`` is the least number of labels, all of them right, that can promise the wish.
    ``unseen_kept`` and ``unseen_wrong`` are of calls that what is kept wasn't learnt from.
    """

    decision: Decision
    wish: float
    given: int
    kept: int
    by_grounds: tuple[tuple[Grounds, int, int], ...]
    unseen_kept: int
    unseen_wrong: int
    labels_needed: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibration, how far decisions of unseen calls can be believed before and after it, and wishes."""

    calibration: Calibration
    calls: int
    before: tuple[tuple[Decision, Belief], ...]
    after: tuple[tuple[Decision, Belief], ...]
    wishes: tuple[WishFigures, ...]


def checked(pairs: Iterable[Pair]) -> tuple[Checked, ...]:
    """The decisions among the pairs that people could check, as they were before any calibration."""
    found = []
    for pair in pairs:
        raw = pair.verdict.raw or RawVerdict(pair.verdict.verdict, pair.verdict.confidence)
        decision = next((each for each in DECISIONS if each == raw.verdict), None)
        if decision is not None and pair.human != "cannot_tell":
            right, grounds = pair.human == decision, pair.verdict.grounds
            found.append(Checked(pair.call_id, decision, raw.confidence, right, grounds))
    return tuple(found)


def fit(
    labelled: Sequence[Checked], wishes: Sequence[float], *, meaning: bool = False, engine: str = ""
) -> Fitted:
    """The calibration these decisions of ``engine`` teach, and what each wish comes to.

    ``meaning`` tells whether it compares by sense. Belief is of calls that weren't learnt from. Raises
    ``SettingsError`` when there are too few, or scikit-learn is missing.
    """
    _check_enough(labelled)
    calibration = Calibration(_curves(labelled), meaning, engine)
    tried = {each: _tried([one for one in labelled if one.decision == each]) for each in DECISIONS}
    return Fitted(
        calibration=calibration,
        calls=len({one.call_id for one in labelled}),
        before=tuple(
            (each, belief([(one.confidence, one.right) for one, _ in tried[each]])) for each in DECISIONS
        ),
        after=tuple(
            (each, belief([(curve.chance(one.confidence), one.right) for one, curve in tried[each]]))
            for each in DECISIONS
        ),
        wishes=tuple(
            _wish_figures(each, wish, calibration, tried[each])
            for each in DECISIONS
            for wish in sorted(set(wishes))
        ),
    )


def _check_enough(labelled: Sequence[Checked]) -> None:
    for decision in DECISIONS:
        here = [one for one in labelled if one.decision == decision]
        calls = len({one.call_id for one in here})
        if len(here) < LEAST_LABELS or calls < LEAST_CALLS:
            raise SettingsError(
                f"--calibrate: people checked {len(here)} {decision} verdicts in {calls} calls; at least "
                f"{LEAST_LABELS} in {LEAST_CALLS} calls are needed. Label more calls"
            )


def _curves(labelled: Sequence[Checked]) -> dict[tuple[Decision, Grounds], Curve]:
    """A curve for each decision among the labels, and for those of its grounds that have labels enough."""
    decisions = Counter((one.decision, one.grounds) for one in labelled)
    curves: dict[tuple[Decision, Grounds], Curve] = {}
    for decision in DECISIONS:
        mine = [one for one in labelled if one.decision == decision]
        if mine:
            curves[decision, ""] = fit_curve(mine)
        for (each, grounds), count in sorted(decisions.items()):
            if each == decision and grounds and count >= LEAST_OF_GROUNDS:
                curves[decision, grounds] = fit_curve([one for one in mine if one.grounds == grounds])
    return curves


def fit_curve(labelled: Sequence[Checked]) -> Curve:
    """The curve of decisions of one kind, with what is wrong from each chance on.

    The steps are counted on the labels that the chances were learnt from. That flatters little, as chances
    keep the order of raw confidence, which knows no label; ``Step.wrong_share`` reckons with the rest.
    """
    curve = Curve(_knots(labelled), labels=len(labelled))
    return replace(curve, steps=_steps((curve.chance(one.confidence), one.right) for one in labelled))


def _knots(labelled: Sequence[Checked]) -> tuple[tuple[float, float], ...]:
    """(confidence, chance) at the middle of each level stretch, both rising, none surer than labels allow."""
    regression = _isotonic(len(labelled))
    ordered = sorted(one.confidence for one in labelled)
    regression.fit([one.confidence for one in labelled], [float(one.right) for one in labelled])
    levels = zip(
        ordered, (round(float(level), _DECIMALS) for level in regression.predict(ordered)), strict=True
    )
    stretches = [list(stretch) for _, stretch in groupby(levels, key=lambda each: each[1])]
    return tuple(
        (_mean([confidence for confidence, _ in stretch]), _mean([level for _, level in stretch]))
        for stretch in _joined(stretches)
    )


def _joined(stretches: list[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    """The stretches, those with few labels joined to the next, or at the end to the one before."""
    found: list[list[tuple[float, float]]] = []
    for stretch in stretches:
        if found and len(found[-1]) < LEAST_OF_LEVEL:
            found[-1] += stretch
        else:
            found.append(stretch)
    if len(found) > 1 and len(found[-1]) < LEAST_OF_LEVEL:
        found[-2:] = [found[-2] + found[-1]]
    return found


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), _DECIMALS)


def _isotonic(labels: int):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- scikit-learn is optional, and untyped
    try:
        from sklearn.isotonic import IsotonicRegression
    except ImportError as error:
        raise SettingsError(
            "--calibrate needs scikit-learn: pip install 'speechqa[evaluate]', then run again"
        ) from error
    # Laplace's rule of succession: n right of n leave a chance of 1 in n + 2 for the next one to be wrong.
    return IsotonicRegression(y_min=1 / (labels + 2), y_max=(labels + 1) / (labels + 2))


def _tried(labelled: Sequence[Checked]) -> list[tuple[Checked, Curve]]:
    """Each decision with a curve, steps and all, learnt from other calls."""
    return [
        (one, known.curve(one.decision, one.grounds))
        for fold, others in _folds(labelled)
        for known in [Calibration(_curves(others))]
        for one in fold
    ]


def _folds(labelled: Sequence[Checked]) -> list[tuple[list[Checked], list[Checked]]]:
    """(some calls' decisions, those of all others), ten times or as often as there are calls."""
    # By a hash of the id: what is held out together doesn't depend on names that sort by day or agent.
    calls = sorted({one.call_id for one in labelled}, key=lambda each: hashlib.sha256(each.encode()).digest())
    number = {call: place % _FOLDS for place, call in enumerate(calls)}
    return [
        (
            [one for one in labelled if number[one.call_id] == fold],
            [one for one in labelled if number[one.call_id] != fold],
        )
        for fold in range(min(_FOLDS, len(calls)))
    ]


def _steps(seen: Iterable[tuple[float, bool]]) -> tuple[Step, ...]:
    """How many were given and wrong from a chance on, least first; each promises more than those before."""
    steps: list[Step] = []
    decided = wrong = 0
    for chance, same in groupby(sorted(seen, reverse=True), key=lambda each: each[0]):
        outcomes = [right for _, right in same]
        decided, wrong = decided + len(outcomes), wrong + outcomes.count(False)
        steps.append(Step(chance, decided, wrong))
    better: list[Step] = []
    for step in reversed(steps):
        if not better or step.wrong_share < better[-1].wrong_share:
            better.append(step)
    return tuple(better)


def _wish_figures(
    decision: Decision, wish: float, known: Calibration, tried: Sequence[tuple[Checked, Curve]]
) -> WishFigures:
    labelled = [one for one, _ in tried]
    given = Counter(one.grounds for one in labelled)
    kept = Counter(one.grounds for one in labelled if _stands(one, known.curve(decision, one.grounds), wish))
    unseen = [one.right for one, curve in tried if kept[one.grounds] and _stands(one, curve, wish)]
    return WishFigures(
        decision=decision,
        wish=wish,
        given=len(tried),
        kept=kept.total(),
        by_grounds=tuple((each, kept[each], count) for each, count in sorted(given.items())),
        unseen_kept=len(unseen),
        unseen_wrong=unseen.count(False),
        labels_needed=_labels_needed(wish),
    )


def _stands(one: Checked, curve: Curve, wish: float) -> bool:
    least = curve.least_for(wish)
    return least is not None and curve.chance(one.confidence) >= least


def _labels_needed(wish: float) -> int:
    """The least n with 1 of n + 1 within the wish; 0 where no number is enough."""
    return -(-round((1 - wish) * 1e9) // round(wish * 1e9)) if wish > 0 else 0
