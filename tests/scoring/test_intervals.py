import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.scoring import newcombe, wilson
from speechqa.scoring.intervals import normal_tail, summary, welch
from speechqa.scoring.resampling import difference_interval, draw

counts = st.integers(1, 200).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


def test_newcombe_against_the_published_examples():
    """Newcombe 1998, table II, method 10, columns (a), (b), (f) and (h)."""
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert newcombe(9, 10, 3, 10) == pytest.approx((0.1705, 0.8090), abs=1e-4)
    assert newcombe(0, 10, 0, 20) == pytest.approx((-0.1611, 0.2775), abs=1e-4)
    assert newcombe(10, 10, 0, 10) == pytest.approx((0.6075, 1.0), abs=1e-4)


@given(counts, counts)
def test_newcombe_holds_the_difference_and_flips(one, other):
    low, high = newcombe(*one, *other)
    difference = one[0] / one[1] - other[0] / other[1]
    assert -1 <= low <= difference + 1e-12
    assert difference - 1e-12 <= high <= 1
    assert newcombe(*other, *one) == pytest.approx((-high, -low))


@given(counts)
def test_wilson_holds_the_share(count):
    low, high = wilson(*count)
    assert 0 <= low <= count[0] / count[1] + 1e-12
    assert count[0] / count[1] - 1e-12 <= high <= 1


def test_welch_of_a_known_sample():
    # Means 3 and 8, variances 2.5 and 10, five each: error √2.5, 5.88 degrees of freedom, taken as 5.
    own, other = summary([1, 2, 3, 4, 5]), summary([4, 6, 8, 10, 12])
    assert welch(own, other) == pytest.approx((-5 - 4.0645, -5 + 4.0645), abs=1e-3)
    assert welch(own, own._replace(mean=4.0, error=0.0)) == pytest.approx((-1 - 1.963, -1 + 1.963), abs=1e-3)
    assert summary([1]) is None


def test_normal_tail():
    assert normal_tail(1.959964) == pytest.approx(0.025, abs=1e-6)


def test_the_bootstrap_covers_the_truth_about_95_times_in_100():
    """Skewed scores in steps of ten, as scorecards give them; Monte Carlo error here is about 1 point."""
    chance = random.Random(11)

    def scores(count, less):
        return [round(10 * chance.betavariate(4, 1.2)) * 10.0 - less for _ in range(count)]

    rounds, hits = 500, 0
    for index in range(rounds):
        [own] = draw([scores(12, 0.0)], f"own {index}")
        [other] = draw([scores(20, 8.0)], f"other {index}")
        low, high = difference_interval([own], [other], [1.0])
        hits += low <= 8.0 <= high
    assert 0.92 <= hits / rounds <= 0.98


def test_draws_hang_on_the_seed_alone():
    columns = [[10.0, 50.0, 90.0, None], [None, 1.0, 2.0, 3.0]]
    first, second = draw(columns, "a"), draw(columns, "a")
    assert [list(each.means) for each in first] == [list(each.means) for each in second]
    assert list(draw(columns, "b")[0].means) != list(first[0].means)
    assert (first[0].count, first[0].mean) == (3, 50.0)
    # As NumPy 2.4 drew them: another release whose stream differs would change everybody's intervals.
    assert [round(float(value), 6) for value in draw([[0.0, 100.0]], "a")[0].means[:6]] == [
        50.0,
        50.0,
        50.0,
        50.0,
        120.710678,
        50.0,
    ]


def test_columns_without_a_figure_have_no_draws():
    assert draw([[None, None], [1.0, 2.0]], "a")[0] is None


def test_no_interval_where_the_draws_say_nothing():
    [one], [same] = draw([[50.0]], "a"), draw([[50.0] * 10], "b")
    [varied] = draw([[50.0, 60.0, 70.0]], "c")
    assert difference_interval([one], [varied], [1.0]) == (None, None)
    assert difference_interval([same], [same], [1.0]) == (None, None)
    assert difference_interval([varied], [same], [1.0]) != (None, None)
