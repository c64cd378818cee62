import pytest

from speechqa.evaluation import Counts, Rate
from speechqa.scoring import wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_published_for_the_score_method(part, whole, low, high):
    # The four examples of Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    assert wilson(part, whole) == pytest.approx((low, high), abs=1e-4)


def test_nothing_counted_means_anything_is_possible():
    assert wilson(0, 0) == (0.0, 1.0)
    assert str(Rate(0, 0)) == "- (0/0)"
    assert Rate(0, 0).value is None


def test_a_rate_stands_beside_its_counts_and_interval():
    assert str(Rate(29, 29)) == "1.00 (29/29; 0.88-1.00)"


def test_cannot_tell_costs_recall_and_no_precision():
    counts = Counts(
        [("met", "met"), ("met", "cannot_tell"), ("not_met", "met"), ("not_met", "not_met")],
    )

    assert counts.precision("met") == Rate(1, 2)
    assert counts.recall("met") == Rate(1, 2)
    assert counts.precision("not_met") == Rate(1, 1)
    assert counts.taken("not_met", "met") == Rate(1, 2)
    assert counts.found("cannot_tell") == Rate(1, 4)
    assert counts.accuracy() == Rate(2, 4)
    assert counts.f1("met") == 0.5
    assert counts.f1("not_met") == pytest.approx(2 / 3)
    assert counts.f1("not_applicable") is None


def test_kappa_is_the_published_one():
    # Fleiss, Levin, Paik 2003, Statistical Methods for Rates and Proportions, table 18.1: 0.676.
    table = {
        ("psychotic", "psychotic"): 75, ("psychotic", "neurotic"): 1, ("psychotic", "organic"): 4,
        ("neurotic", "psychotic"): 5, ("neurotic", "neurotic"): 4, ("neurotic", "organic"): 1,
        ("organic", "organic"): 10,
    }  # fmt: skip
    counts = Counts(pair for pair, n in table.items() for _ in range(n))
    assert counts.kappa() == pytest.approx(0.676, abs=5e-4)


def test_kappa_of_one_class_cannot_be_told():
    assert Counts([("met", "met")] * 9).kappa() is None
    assert Counts([]).kappa() is None
