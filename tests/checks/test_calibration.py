import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.checks import calibration
from speechqa.records import Calibration, Curve, RawVerdict, Step, Verdict

MET = Curve(((0.5, 0.8), (1.0, 0.98)), (Step(0.8, 199, 9), Step(0.9, 149, 2)), 199)
NOT_MET = Curve(((0.4, 0.3), (0.6, 0.6), (0.9, 0.95)), (Step(0.3, 99, 29), Step(0.9, 49, 1)), 99)
SAID = Curve(((1.0, 0.97),), (Step(0.97, 99, 2),), 99)
CURVES = Calibration({("met", ""): MET, ("not_met", ""): NOT_MET, ("not_met", "said"): SAID})

shares = st.integers(0, 1000).map(lambda n: n / 1000)
verdicts = st.builds(
    Verdict,
    section=st.just("s"),
    item=st.just("i"),
    verdict=st.sampled_from(["met", "not_met", "cannot_tell", "not_applicable"]),
    confidence=shares,
    points=st.just(1.0),
    max_points=st.just(1.0),
    reason=st.sampled_from(["", "Not found"]),
)
wishes = st.dictionaries(st.sampled_from(["met", "not_met"]), st.floats(0, 0.6))


def verdict(value, confidence):
    return Verdict("s", "i", value, confidence, 2.0 if value == "met" else 0.0, 2.0, reason="Not found")


def apply(one, **wish):
    [found] = calibration.apply([one], calibration.with_wish(CURVES, wish))
    return found


@given(verdicts, wishes)
def test_applying_twice_is_applying_once(one, wish):
    bounded = calibration.with_wish(CURVES, wish)
    once = calibration.apply([one], bounded)
    assert calibration.apply(once, bounded) == once


@given(st.lists(verdicts), wishes, st.floats(0, 1))
def test_a_more_permissive_wish_never_decides_less(many, wish, factor):
    strict = {decision: share * factor for decision, share in wish.items()}
    kept = [
        {i for i, one in enumerate(calibration.apply(many, calibration.with_wish(CURVES, each)))
         if one.verdict != "cannot_tell"}
        for each in (strict, wish)
    ]  # fmt: skip
    assert kept[0] <= kept[1]


@given(shares, shares)
def test_surer_stays_surer(one, other):
    low, high = (apply(verdict("met", each)).confidence for each in sorted((one, other)))
    assert low <= high


@given(verdicts)
def test_a_wish_for_no_errors_decides_nothing(one):
    if one.verdict != "not_applicable":
        assert apply(one, met=0.0, not_met=0.0).verdict == "cannot_tell"


def test_confidence_becomes_the_chance_of_being_right_and_the_raw_one_is_kept():
    found = apply(verdict("met", 0.75))
    assert (found.verdict, found.confidence) == ("met", 0.89)
    assert found.raw == RawVerdict("met", 0.75)
    assert found.points == 2.0


def test_too_likely_wrong_becomes_cannot_tell_and_costs_nothing():
    found = apply(verdict("not_met", 0.7), not_met=0.05)
    assert found.verdict == "cannot_tell"
    assert (found.points, found.max_points) == (0.0, 0.0)
    assert found.reason == (
        "Not found; of not_met as sure as this 72 % were right on labelled calls, which is too few"
    )
    assert apply(verdict("not_met", 0.9), not_met=0.05).verdict == "not_met"


def test_a_wish_holds_on_each_of_the_grounds():
    missed, said = (replace(verdict("not_met", 0.7), grounds=each) for each in ("unsaid", "said"))
    [left, kept] = calibration.apply([missed, said], calibration.with_wish(CURVES, {"not_met": 0.05}))
    assert (left.verdict, left.grounds) == ("cannot_tell", "unsaid")
    assert (kept.verdict, kept.confidence) == ("not_met", 0.97)


def test_nobody_is_blamed_by_what_is_more_likely_wrong_though_no_wish_was_made():
    assert apply(verdict("not_met", 0.45)).verdict == "cannot_tell"
    assert apply(verdict("not_met", 0.6)).verdict == "not_met"


@pytest.mark.parametrize("value", ["cannot_tell", "not_applicable"])
def test_what_decides_nothing_stays_as_it_is(value):
    one = verdict(value, 0.3)
    assert apply(one, met=0.0, not_met=0.0) == one


def test_an_unreachable_wish_lets_nothing_stand():
    assert calibration.with_wish(CURVES, {"met": 0.001}).curve("met").least == math.inf


def test_the_digest_changes_with_chances_and_with_where_verdicts_stand():
    bounded = calibration.with_wish(CURVES, {"met": 0.05})
    changed = replace(MET, knots=((0.5, 0.7), (1.0, 0.98)))
    other = replace(CURVES, curves={**CURVES.curves, ("met", ""): changed})
    assert len({CURVES.digest, bounded.digest, other.digest}) == 3
    assert calibration.with_wish(CURVES, {"met": 0.06}).digest == bounded.digest
