from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.meaning import Space, load_space
from speechqa.meaning.exact import products, stepped
from speechqa.meaning.exemplars import grouped, nearest
from speechqa.meaning.space import EXEMPLAR_STEPS

MODEL = Path(__file__).parents[2] / "models" / "meaning"


@pytest.fixture(scope="module")
def space() -> Space:
    found = load_space(MODEL)
    assert found is not None
    return found


def plainly(space: Space, act: int, senses: np.ndarray, *, counter: bool) -> np.ndarray:
    """The mean likeness to the three nearest, as one would write it down."""
    rows = space.exemplars[(space.exemplar_acts == act) & (space.counter == counter)]
    if not len(rows):
        return np.zeros(len(senses))
    return np.sort(senses @ rows.T, axis=1)[:, -3:].mean(1)  # type: ignore[no-any-return]  # an array


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(1, 5), st.integers(1, 6))
def test_the_nearest_of_each_group_are_found_whatever_their_number(
    space: Space, seed: int, exemplars: int, acts: int, units: int
) -> None:
    dice = np.random.default_rng(seed)
    few = replace(
        space,
        exemplars=dice.integers(-127, 128, (exemplars, 8)).astype(np.float32) / np.float32(EXEMPLAR_STEPS),
        exemplar_acts=dice.integers(0, acts, exemplars),
        counter=dice.random(exemplars) < 0.5,
    )
    senses = dice.normal(size=(units, 8)).astype(np.float32)
    wanted = np.arange(acts)
    groups = grouped(wanted, few)
    found = nearest(groups, senses)
    for counter in (False, True):
        for act in wanted:
            expected = plainly(few, act, senses, counter=counter)
            assert np.allclose(found[groups.places[int(counter), act]], expected, atol=1e-5)


def test_an_act_without_exemplars_is_like_nothing(space: Space) -> None:
    groups = grouped(np.array([0, len(space.acts) + 1]), space)
    found = nearest(groups, space.exemplars[:4])
    assert not found[groups.places[:, 1]].any()
    assert found[groups.places[0, 0]].any()


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 80), st.integers(1, 40), st.integers(1, 300))
def test_a_product_is_the_same_to_the_last_bit_whatever_stands_beside_it(
    seed: int, rows: int, others: int, width: int
) -> None:
    dice = np.random.default_rng(seed)
    one, other = dice.normal(size=(rows, width)), dice.normal(size=(others, width))
    one, other = (stepped(each / np.linalg.norm(each, axis=1, keepdims=True)) for each in (one, other))
    whole = products(one, other)
    row, column = dice.integers(rows), dice.integers(others)
    assert whole[row, column] == products(one[[row]], other[[column]])[0, 0]
    backwards = products(np.ascontiguousarray(one[:, ::-1]), np.ascontiguousarray(other[:, ::-1]))
    assert np.array_equal(whole, backwards)
