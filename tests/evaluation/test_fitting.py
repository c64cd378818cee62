import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("sklearn", reason="needs the extra 'evaluate'")

from speechqa.errors import SettingsError
from speechqa.evaluation import Checked, fit
from speechqa.evaluation.fitting import LEAST_LABELS, LEAST_OF_GROUNDS, fit_curve

# (raw confidence, whether right) of one decision each, two to a call.
outcomes = st.lists(
    st.tuples(st.integers(0, 1000).map(lambda n: n / 1000), st.booleans()), min_size=20, max_size=80
)


def checked(values, decision="not_met"):
    return [Checked(f"c{i // 2}", decision, sure, right) for i, (sure, right) in enumerate(values)]


def simulated(decision, n, *, seed=1):
    """Decisions that are right as often as the square of their confidence."""
    dice = random.Random(seed)
    sure = [round(dice.uniform(0.4, 1.0), 3) for _ in range(n)]
    return checked([(each, dice.random() < each**2) for each in sure], decision)


@given(outcomes)
def test_surer_verdicts_never_get_a_smaller_chance(values):
    curve = fit_curve(checked(values))
    chances = [curve.chance(n / 50) for n in range(51)]
    assert chances == sorted(chances)
    assert all(0 < chance < 1 for chance in chances)


@given(outcomes, st.floats(0, 0.5), st.floats(0, 0.5))
def test_a_more_permissive_wish_never_covers_less(values, one, other):
    curve = fit_curve(checked(values))
    strict, free = (curve.least_for(wish) for wish in sorted((one, other)))
    assert strict is None or (free is not None and free <= strict)


@given(outcomes, st.floats(0, 0.3))
def test_what_a_wish_lets_stand_is_seldom_wrong_on_what_was_learnt_from(values, wish):
    labelled = checked(values)
    curve = fit_curve(labelled)
    least = curve.least_for(wish)
    kept = [one.right for one in labelled if least is not None and curve.chance(one.confidence) >= least]
    assert kept.count(False) <= wish * len(kept)


@given(outcomes)
def test_no_labels_promise_that_nothing_is_wrong(values):
    assert fit_curve(checked(values)).least_for(0.0) is None


def test_the_order_of_labels_changes_nothing():
    labelled = [*simulated("met", 100), *simulated("not_met", 100, seed=2)]
    assert fit(labelled, [0.1]) == fit(labelled[::-1], [0.1])


def test_chances_come_near_the_truth_on_calls_never_seen():
    labelled = [*simulated("met", 600), *simulated("not_met", 600, seed=2)]
    fitted = fit(labelled, [0.1])
    for (_, before), (_, after) in zip(fitted.before, fitted.after, strict=True):
        assert before.ece > 0.15
        assert after.ece < 0.06
        assert after.brier < before.brier
    for wish in fitted.wishes:
        assert wish.unseen_kept > 50
        assert wish.unseen_wrong / wish.unseen_kept < 0.16


@pytest.mark.parametrize("decision", ["met", "not_met"])
def test_too_few_labels_are_refused_with_their_number(decision):
    enough, few = simulated("met", 60), simulated("not_met", LEAST_LABELS - 1)
    labelled = [replace(one, decision=decision) for one in few]
    labelled += [one for one in enough if decision == "not_met"]
    with pytest.raises(SettingsError, match=f"{LEAST_LABELS - 1} {decision} verdicts|0 met"):
        fit(labelled, [0.1])


def test_many_labels_of_few_calls_are_too_few():
    same = [replace(one, call_id="c") for one in simulated("met", 60)]
    with pytest.raises(SettingsError, match="60 met verdicts in 1 calls"):
        fit([*same, *simulated("not_met", 60)], [0.1])


def test_a_wish_tells_how_many_labels_it_needs():
    fitted = fit([*simulated("met", 40), *simulated("not_met", 40)], [0.0, 0.02, 0.05])
    needed = {wish.wish: wish.labels_needed for wish in fitted.wishes}
    assert needed == {0.0: 0, 0.02: 49, 0.05: 19}
    assert [wish.kept for wish in fitted.wishes if wish.wish == 0.02] == [0, 0]


def test_all_right_is_not_certain():
    curve = fit_curve(checked([(0.9, True)] * 48))
    assert curve.chance(0.9) == pytest.approx(49 / 50)


def test_a_few_labels_at_an_end_make_no_level_of_their_own():
    sure = [(0.9, i > 3) for i in range(40)]
    curve = fit_curve(checked([(0.3, False), (0.31, True), *sure]))
    assert curve.chance(0.3) == curve.chance(0.9) == pytest.approx(37 / 42, abs=0.01)


def test_grounds_with_labels_enough_get_a_curve_of_their_own():
    sure = [replace(one, grounds="said", right=True) for one in simulated("not_met", 60)]
    few = [replace(one, grounds="discounted") for one in simulated("not_met", LEAST_OF_GROUNDS - 1)]
    poor = [replace(one, grounds="unsaid") for one in simulated("not_met", 60, seed=3)]
    fitted = fit([*simulated("met", 60), *sure, *few, *poor], [0.05])

    found = fitted.calibration
    assert found.curve("not_met", "said").chance(0.5) > 0.95 > found.curve("not_met", "unsaid").chance(0.5)
    assert found.curve("not_met", "discounted") == found.curve("not_met")
    [wish] = [each for each in fitted.wishes if each.decision == "not_met"]
    assert ("said", 60, 60) in wish.by_grounds
    assert wish.kept == sum(kept for _, kept, _ in wish.by_grounds)
    assert wish.given == 60 + 60 + LEAST_OF_GROUNDS - 1
