"""How far people and machine agree: known figures, honest bounds, blind and seen kept apart."""

import random
import statistics
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewed_calls import WEIGHTS, call, review, verdict

from speechqa.evaluation import agreement, kappa_interval, review_labels
from speechqa.evaluation.rates import Counts
from speechqa.review import reviewed

PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40)


def rated(call_id, values, *, machine="met"):
    """A call whose greeting was rated blind by several people."""
    said = [
        review(call_id, value=value, kind="rating", author=f"rater {n}", number=n)
        for n, value in enumerate(values)
    ]
    return reviewed(call(call_id, verdict(value=machine)), said, WEIGHTS)


def row(rows, between, basis, item=""):
    return next(each for each in rows if (each.between, each.basis, each.item) == (between, basis, item))


def test_the_bounds_are_as_wide_as_drawing_the_cases_again_says():
    """The error by formula beside the one by bootstrap, on 200 cases of three classes."""
    cells = [("a", "a", 106), ("a", "b", 10), ("a", "c", 4), ("b", "a", 22), ("b", "b", 28), ("b", "c", 10)]
    cells += [("c", "a", 2), ("c", "b", 12), ("c", "c", 6)]
    pairs = [(one, other) for one, other, count in cells for _ in range(count)]
    lot = random.Random(3)
    again = [Counts(lot.choices(pairs, k=len(pairs))).kappa() for _ in range(2000)]
    low, high = kappa_interval(pairs)
    assert Counts(pairs).kappa() == pytest.approx(3 / 7)
    assert (high - low) / (2 * 1.96) == pytest.approx(statistics.stdev(again), rel=0.12)


def test_full_agreement_of_few_is_not_certain():
    low, high = kappa_interval([("met", "met"), ("not_met", "not_met"), ("met", "met")])
    assert high == 1.0
    assert low < 0.3


@given(PAIRS)
def test_bounds_hold_kappa_and_do_not_hang_on_who_is_first(pairs):
    kappa, (low, high) = Counts(pairs).kappa(), kappa_interval(pairs)
    if kappa is None:
        assert (low, high) == (None, None)
        return
    assert -1 <= low <= kappa + 1e-9
    assert kappa - 1e-9 <= high <= 1
    assert kappa_interval([(other, one) for one, other in pairs]) == pytest.approx((low, high))


def test_the_bounds_cover_the_truth_as_often_as_they_say():
    """Two raters who say what is so in 85 of 100 cases, of two classes alike: kappa is 0.49."""
    lot, covered = random.Random(7), 0
    for _ in range(400):
        truth = [lot.random() < 0.5 for _ in range(60)]
        pairs = [tuple("ab"[so if lot.random() < 0.85 else not so] for _ in range(2)) for so in truth]
        low, high = kappa_interval(pairs)
        covered += low <= 0.49 <= high
    assert covered >= 0.93 * 400


def test_machine_and_people_item_by_item():
    calls = [rated("a", ["met", "met"]), rated("b", ["not_met", "not_met"]), rated("c", ["met", "not_met"])]
    rows = agreement(calls)
    machine = row(rows, "machine_people", "blind")
    assert (machine.n, machine.unsure, machine.decided) == (2, 1, 2)
    assert (machine.agreed, machine.precision_met, machine.recall_met) == (0.5, 0.5, 1.0)
    assert machine.recall_not_met == 0.0
    people = row(rows, "people_people", "blind", "greeting")
    assert (people.n, round(people.agreed, 3)) == (3, 0.667)
    assert people.agreed_low < people.agreed < people.agreed_high
    assert people.precision_met is None


def test_a_decision_counts_among_all_and_not_among_the_blind():
    decided = reviewed(call("a", verdict(value="met")), [review(value="not_met")], WEIGHTS)
    rows = agreement([decided])
    assert row(rows, "machine_people", "all").agreed == 0.0
    assert not [each for each in rows if each.basis == "blind"]
    assert not [each for each in rows if each.between == "people_people"]


def test_the_machines_own_verdict_is_compared_not_the_decided_one():
    decided = reviewed(call("a", verdict(value="met")), [review(value="not_met")], WEIGHTS)
    assert decided.analysis.verdicts[0].verdict == "not_met"
    assert row(agreement([decided]), "machine_people", "all").precision_met == 0.0


def test_what_was_rated_blind_goes_before_what_the_same_person_decided_later():
    said = [review(value="met", kind="rating"), review(value="not_met", number=2)]
    labels = review_labels([reviewed(call("a", verdict()), said, WEIGHTS)], "all")
    assert [(each.item, each.value, each.rater, each.line) for each in labels.rows] == [
        ("greeting", "met", "Olga", 1)
    ]


def test_labels_of_reviews_hold_items_and_kinds_of_call_of_today_alone():
    said = [
        review(value="met"),
        review(item="", value="navigation", number=2),
        review(item="offer", value="met", number=3, script="older"),
        review(item="notice", value="met", number=4, audio="older"),
        review(item="greeting", value="", number=5, author="Piotr"),
    ]
    result = reviewed(call(), said, WEIGHTS)
    labels = review_labels([result], "all")
    assert [(each.aspect, each.item, each.value) for each in labels.rows] == [
        ("verdict", "greeting", "met"),
        ("call_type", "", "navigation"),
    ]
    assert review_labels([result], "blind").rows == ()
    assert labels.sha256 == review_labels([replace(result)], "all").sha256


def test_nobody_reviewed_nothing_is_no_row():
    assert agreement([call()]) == ()
