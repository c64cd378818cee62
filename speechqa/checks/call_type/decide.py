"""Owns what a call is taken for: type, outcome and stage by their chances, and the pieces that decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.call_type import sense as senses
from speechqa.checks.call_type.conversation import talk_in
from speechqa.checks.call_type.evidence import collect
from speechqa.checks.call_type.model import OUTCOMES, STAGES, TYPES
from speechqa.checks.call_type.named import view
from speechqa.checks.call_type.shown import machine_cue, shown
from speechqa.checks.call_type.weigh import chances, scores, weigh
from speechqa.records import CallClass, OutcomeChance

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.checks.call_type.evidence import Said
    from speechqa.checks.call_type.model import CallTypeModel, Side
    from speechqa.checks.call_type.named import CallView
    from speechqa.checks.call_type.weigh import Weighed
    from speechqa.meaning import CallMeaning
    from speechqa.records import CallType, Commitment, Direction, Outcome, Stage, Transcript

    Rows = NDArray[np.float32]

_SURE = 0.95  # confidence where the type follows from a fact, not from words
_TYPE_CUES, _OUTCOMES_SHOWN = 3, 3
_LIKELY = 0.02  # less likely outcomes aren't worth telling
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each label, outcome and stage is, in the model's order, each 0..1 and one together."""

    labels: tuple[float, ...]
    outcomes: tuple[float, ...]
    stages: tuple[float, ...]


def classify(
    transcript: Transcript,
    *,
    direction: Direction | None,
    model: CallTypeModel,
    call: CallMeaning | None = None,
    promises: Sequence[Commitment] | None = None,
) -> CallClass:
    """The kind of a call with its probability 0..1; outcome and stage for negotiations only.

    ``direction`` is None when unknown; internal calls are always ``other``. ``call`` are the transcript's
    vectors of the kind ``model.meaning`` names; without them words alone judge.
    ``promises`` are its commitments found without a date of the call, None where they are still to be found.
    """
    signs = senses.known_signs(call) if call is not None else None
    seen = view(transcript, direction=direction, known=signs, promises=promises)
    fact = _fact(transcript, seen.cues, direction)
    if fact is not None:
        return CallClass(*fact[:2], cues=machine_cue(transcript, seen))
    weighed = _weighed(model, call, seen)
    known = weighed.side.knows(seen.language)
    values = scores(weighed)
    # Words of a language it never learnt tell it nothing, so nothing is likelier than anything else.
    found = chances_of(values if known or weighed.sense else 0 * values, weighed.side, model)
    call_type, confidence, label = likeliest_type(found, model)
    review = confidence < model.review or not known
    cues = shown(transcript, weighed, _against(found.labels, model, call_type), call_type, most=_TYPE_CUES)
    kinds = tuple(round(chance, _DECIMALS) for chance in type_chances(found, model).values())
    if call_type != "negotiation":
        return CallClass(call_type, confidence, label=label, chances=kinds, review=review, cues=cues)
    outcomes = _outcomes(transcript, weighed, found, model)
    return CallClass(
        call_type,
        confidence,
        outcomes[0].outcome,
        _stage(found, outcomes[0].outcome),
        label=label,
        chances=kinds,
        review=review or outcomes[0].chance < model.unsure,
        outcomes=outcomes,
        cues=cues,
    )


def _weighed(model: CallTypeModel, call: CallMeaning | None, seen: CallView) -> Weighed:
    if model.sense is None or call is None:
        return weigh(model.words, seen, None)
    return weigh(model.sense, seen, senses.sense_of(call, seen))


def by_fact(transcript: Transcript, direction: Direction | None) -> tuple[CallType, float, str] | None:
    """(type, confidence, "") where a fact decides: nobody talks to anybody, or colleagues do; else None."""
    return _fact(transcript, collect(transcript), direction)


def _fact(
    transcript: Transcript, said: tuple[Said, ...], direction: Direction | None
) -> tuple[CallType, float, str] | None:
    if direction == "internal" or not talk_in(transcript, said):
        return "other", _SURE, ""
    return None


def chances_of(values: Rows, side: Side, model: CallTypeModel) -> Chances:
    """The chances of all classes by the scores that one side of the model gave."""
    found = [
        chances(values[head], temperature)
        for head, temperature in zip(model.heads, side.temperatures, strict=True)
    ]
    labels, outcomes, stages = (tuple(float(chance) for chance in each) for each in found)
    return Chances(labels, outcomes, stages)


def type_chances(found: Chances, model: CallTypeModel) -> dict[CallType, float]:
    """How likely each call type is: its own label's and its sub-types' chances together."""
    return {
        kind: sum(
            chance for chance, parent in zip(found.labels, model.parents, strict=True) if parent == kind
        )
        for kind in TYPES
    }


def likeliest_type(found: Chances, model: CallTypeModel) -> tuple[CallType, float, str]:
    """(call type, its confidence, its likeliest sub-type or ""); what isn't sure enough is ``other``."""
    kinds = type_chances(found, model)
    best = max(kinds, key=lambda kind: kinds[kind])
    if kinds[best] < model.unsure:
        best = "other"
    own = [
        (chance, label)
        for chance, label, parent in zip(found.labels, model.labels, model.parents, strict=True)
        if parent == best
    ]
    label = max(own, key=lambda each: each[0])[1]
    return best, round(kinds[best], _DECIMALS), "" if label == best else label


def _outcomes(
    transcript: Transcript, call: Weighed, found: Chances, model: CallTypeModel
) -> tuple[OutcomeChance, ...]:
    ranked = sorted(zip(found.outcomes, OUTCOMES, strict=True), key=lambda each: -each[0])
    likely = [each for each in ranked if each[0] >= _LIKELY][:_OUTCOMES_SHOWN]
    return tuple(
        OutcomeChance(
            outcome,
            round(chance, _DECIMALS),
            next(iter(shown(transcript, call, _for_outcome(found, model, outcome), outcome, most=1)), None),
        )
        for chance, outcome in likely
    )


def _stage(found: Chances, outcome: Outcome) -> Stage:
    """The likeliest stage that goes with the outcome: a final refusal closes, nothing else does."""
    if outcome == "refusal":
        return "closed"
    open_ones = [
        (chance, stage) for chance, stage in zip(found.stages, STAGES, strict=True) if stage != "closed"
    ]
    return max(open_ones, key=lambda each: each[0])[1]


def _against(found: tuple[float, ...], model: CallTypeModel, kind: CallType) -> Rows:
    """A direction over all classes: for a call type, against what else it could be, the likelier the more."""
    import numpy as np

    direction = np.zeros(model.heads[2].stop, np.float32)
    mine = np.array([parent == kind for parent in model.parents])
    chance = np.array(found, np.float32) + np.float32(1e-6)
    direction[model.heads[0]] = np.where(
        mine, chance / chance[mine].sum(), -chance / max(float(chance[~mine].sum()), 1e-9)
    )
    return direction


def _for_outcome(found: Chances, model: CallTypeModel, outcome: Outcome) -> Rows:
    import numpy as np

    direction = np.zeros(model.heads[2].stop, np.float32)
    chance = np.array(found.outcomes, np.float32) + np.float32(1e-6)
    mine = np.array([each == outcome for each in OUTCOMES])
    direction[model.heads[1]] = np.where(mine, 1, -chance / float(chance[~mine].sum()))
    return direction
