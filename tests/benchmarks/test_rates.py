import importlib
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def rates(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("rates")


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_published_for_the_score_method(rates, part, whole, low, high):
    # The four examples of Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    assert rates.wilson(part, whole) == pytest.approx((low, high), abs=1e-4)


def test_nothing_counted_means_anything_is_possible(rates):
    assert rates.wilson(0, 0) == (0.0, 1.0)
    assert rates.share(0, 0) == "- (0/0)"


def test_a_rate_stands_beside_its_counts_and_interval(rates):
    assert rates.share(29, 29) == "1.00 (29/29; 0.88-1.00)"


def test_cannot_tell_costs_recall_and_no_precision(rates):
    counts = rates.Counts(
        [("met", "met"), ("met", "cannot_tell"), ("not_met", "met"), ("not_met", "not_met")],
    )

    assert counts.precision("met").startswith("0.50 (1/2;")
    assert counts.recall("met").startswith("0.50 (1/2;")
    assert counts.precision("not_met").startswith("1.00 (1/1;")
    assert counts.taken("not_met", "met").startswith("0.50 (1/2;")
    assert counts.found("cannot_tell").startswith("0.25 (1/4;")
    assert counts.accuracy().startswith("0.50 (2/4;")


def test_a_cell_cannot_break_its_table(rates):
    assert list(rates.lines(("a", "b"), [("x|y", "two\nlines")])) == [
        "| a | b |",
        "|---|---|",
        "| x\\|y | two lines |",
    ]
