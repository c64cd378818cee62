"""Figures of trials, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.training.figures import Guess, agreement, confusion


def guess(truth, found, confidence=0.5):
    return Guess("c", "en", truth, found, confidence)


def test_figures_worked_out_by_hand():
    guesses = [guess("a", "a", 0.9), guess("a", "b", 0.9), guess("b", "b", 0.2), guess("b", "b", 0.2)]
    found = agreement(guesses)
    assert found.accuracy == 0.75
    # a: precision 1, recall 1/2, F1 2/3; b: precision 2/3, recall 1, F1 4/5.
    assert found.macro_f1 == pytest.approx((2 / 3 + 4 / 5) / 2)
    # Two at 0.9, one right: off by 0.4; two at 0.2, both right: off by 0.8.
    assert found.ece == pytest.approx((2 * 0.4 + 2 * 0.8) / 4)
    assert confusion(guesses, ("a", "b")) == ((1, 1), (0, 2))


def test_no_guess_has_no_figures():
    found = agreement([])
    assert (found.n, found.accuracy, found.macro_f1, found.ece) == (0, None, None, None)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("abc"), st.floats(0, 1)), min_size=1))
def test_figures_are_shares_and_confusion_counts_all(said):
    guesses = [guess(*each) for each in said]
    found = agreement(guesses)
    assert 0 <= found.accuracy <= 1
    assert 0 <= found.macro_f1 <= 1
    assert 0 <= found.ece <= 1
    assert sum(map(sum, confusion(guesses, "abc"))) == len(guesses)
