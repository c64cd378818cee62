"""Owns what counts: the latest decision of a person goes before the machine's verdict, while its item exists.

Blind ratings never count: they measure how far people and machine agree, and a measurement that changed
what it measures would be none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from speechqa import scoring
from speechqa.records import Appeal, CallReview, Decided, Lapsed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speechqa.records import CallAnalysis, CallResult, CallType, Review, Verdict, VerdictValue

    # What an item can earn, by script id and item id.
    Weights = Mapping[tuple[str, str], float]


def reviewed(call: CallResult, said: Sequence[Review], weights: Weights) -> CallResult:
    """The call with what people said of it; verdicts, kind of call and score as they decided.

    ``said`` is everything said of this call, oldest first. ``weights`` tell what items earn that the machine
    left open. Applied to a call without reviews, gives the call itself.
    """
    if not said:
        return call
    last = {(each.script, each.item): each for each in said if each.kind == "decision"}
    standing = [each for each in last.values() if each.value]
    lapsed = tuple(Lapsed(each, why) for each in standing if (why := _lapse(call, each)))
    in_force = {each.item: each for each in standing if not _lapse(call, each)}
    analysis, card = call.analysis, call.scorecard
    review = CallReview(
        decided=_decided(analysis, in_force),
        appeals=_appeals(call, said),
        lapsed=lapsed,
        log=tuple(said),
        machine_class=analysis.call_class if analysis else None,
        machine_score=card.score if card else None,
        machine_passed=card.passed if card else None,
    )
    if analysis is None or not in_force:
        return replace(call, review=review)
    decided = _as_decided(analysis, in_force, weights)
    card = scoring.score(decided.verdicts, decided.pass_mark) if card else None
    return replace(call, analysis=decided, scorecard=card, review=review)


def _lapse(call: CallResult, review: Review) -> str:
    """Why a decision doesn't apply to the call as it is today; "" when it does."""
    analysis = call.analysis
    if review.audio != call.recording.content_hash:
        return "the recording was replaced by another one"
    if analysis is None:
        return "the call has no results"
    if not review.item:
        return ""
    if review.script != analysis.script:
        return f"the call is now judged by {analysis.script or 'no script'}"
    if all(verdict.item != review.item for verdict in analysis.verdicts):
        return "the script has no such item any more"
    return ""


def _decided(analysis: CallAnalysis | None, in_force: Mapping[str, Review]) -> tuple[Decided, ...]:
    """In the order of the script, what concerns the whole call first."""
    if analysis is None:
        return ()
    whole = (Decided(in_force[""]),) if "" in in_force else ()
    items = (Decided(in_force[each.item], each) for each in analysis.verdicts if each.item in in_force)
    return (*whole, *items)


def _appeals(call: CallResult, said: Sequence[Review]) -> tuple[Appeal, ...]:
    """Objections to this very recording, with what was answered."""
    audio = call.recording.content_hash
    return tuple(
        Appeal(each, tuple(one for one in said if one.kind == "answer" and one.about == each.digest))
        for each in said
        if each.kind == "appeal" and each.audio == audio
    )


def _as_decided(analysis: CallAnalysis, in_force: Mapping[str, Review], weights: Weights) -> CallAnalysis:
    verdicts = tuple(
        _overruled(each, in_force[each.item], weights.get((analysis.script, each.item), 0.0))
        if each.item in in_force
        else each
        for each in analysis.verdicts
    )
    return replace(_kind_decided(analysis, in_force.get("")), verdicts=verdicts)


def _overruled(verdict: Verdict, review: Review, weight: float) -> Verdict:
    """The verdict as a person gave it; evidence and reason stay the machine's, the confidence is full."""
    value = cast("VerdictValue", review.value)
    possible = (verdict.max_points or weight) if value in {"met", "not_met"} else 0.0
    return replace(
        verdict,
        verdict=value,
        confidence=1.0,
        points=possible if value == "met" else 0.0,
        max_points=possible,
    )


def _kind_decided(analysis: CallAnalysis, review: Review | None) -> CallAnalysis:
    """The analysis with the kind of call as a person says; outcome and stage are a negotiation's alone."""
    if review is None or review.value == analysis.call_class.call_type:
        return analysis
    kind = replace(analysis.call_class, call_type=cast("CallType", review.value), confidence=1.0)
    if review.value != "negotiation":
        kind = replace(kind, outcome="none", stage=None)
    return replace(analysis, call_class=kind)
