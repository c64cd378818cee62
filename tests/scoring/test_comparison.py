import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judged_calls import judged, judged_call, judged_calls

from speechqa.scoring import LEAST_CALLS, Agent, compare_pair, compare_teams

ANN, BOB = Agent("north", "ann"), Agent("north", "bob")
signs = st.text("+-? ", min_size=3, max_size=3)
some_calls = st.lists(
    st.tuples(signs, st.sampled_from(["inbound", "outbound", None])), min_size=1, max_size=25
)


def made(agent, found):
    return [
        judged_call(agent, each, call_id=f"{agent}{index:03}", direction=direction)
        for index, (each, direction) in enumerate(found)
    ]


def row(rows, indicator, name="", script="sales"):
    [found] = [each for each in rows if (each.indicator, each.name, each.script) == (indicator, name, script)]
    return found


def whole(rows):
    return row(rows, "score", script="")


@settings(max_examples=40, deadline=None)
@given(some_calls, some_calls)
def test_swapping_the_agents_flips_every_sign(first, second):
    calls = made("ann", first) + made("bob", second)
    there, back = compare_pair(calls, ANN, BOB), compare_pair(calls, BOB, ANN)
    back_by = {(each.indicator, each.script, each.direction, each.name): each for each in back}
    assert len(there) == len(back_by)
    for each in there:
        other = back_by[each.indicator, each.script, each.direction, each.name]
        assert each.difference == pytest.approx(-other.difference, abs=1e-9)
        assert (each.low is None) == (other.low is None)
        if each.low is not None:
            assert (each.low, each.high) == pytest.approx((-other.high, -other.low), abs=1e-6)
        assert (each.small, each.recognition_differs) == (other.small, other.recognition_differs)
        assert {each.finding, other.finding} in (
            {"ahead", "behind"}, {"open"}, {"too_few"}, {"recognition_differs"},
        )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(some_calls)
def test_the_same_work_done_alike_is_no_growth_zone(found):
    for each in compare_teams(made("ann", found) + made("bob", found)):
        assert each.difference == 0
        assert each.gap_pct == 0
        assert not each.growth_zone
        assert each.finding in {"open", "too_few"}


@settings(max_examples=40, deadline=None)
@given(some_calls, some_calls)
def test_what_could_not_be_judged_counts_for_nothing(first, second):
    calls = made("ann", first) + made("bob", second)
    opened = [
        replace(
            call,
            analysis=replace(
                call.analysis,
                verdicts=(*call.analysis.verdicts, judged("z", "cannot_tell", weight=5, critical=True)),
            ),
        )
        for call in calls
    ]
    before, after = compare_pair(calls, ANN, BOB), compare_pair(opened, ANN, BOB)
    figures = [
        (each.name, each.value, each.other_value, each.low, each.calls, each.gap_pct) for each in before
    ]
    assert figures == [
        (each.name, each.value, each.other_value, each.low, each.calls, each.gap_pct) for each in after
    ]


@settings(max_examples=25, deadline=None)
@given(some_calls, some_calls, st.randoms())
def test_the_order_of_calls_changes_nothing(first, second, chance):
    calls = made("ann", first) + made("bob", second)
    mixed = list(calls)
    chance.shuffle(mixed)
    assert compare_teams(mixed) == compare_teams(calls)


def test_only_like_calls_are_compared():
    calls = [
        *judged_calls("ann", *["++"] * 12, direction="inbound"),
        *judged_calls("bob", *["--"] * 12, direction="outbound"),
    ]
    assert compare_teams(calls) == ()
    unknown = [*judged_calls("ann", "++", direction=None), *judged_calls("bob", "--", direction="inbound")]
    assert compare_teams(unknown) == ()
    other_script = [*judged_calls("ann", "++"), *judged_calls("bob", "--", script="service")]
    assert compare_teams(other_script) == ()
    other_team = [*judged_calls("ann", "++"), *judged_calls("bob", "--", team="south")]
    assert compare_teams(other_team) == ()


def test_who_does_more_of_the_hard_work_looks_no_worse():
    """Simpson's paradox: within each kind of work both are alike, overall they are not."""
    easy, hard = ["++++-"] * 40, ["+----"] * 40
    calls = [
        *judged_calls("ann", *easy[:30]),
        *[replace_id(call, "hard") for call in judged_calls("ann", *hard[:10], script="hard")],
        *judged_calls("bob", *easy[:10]),
        *[replace_id(call, "hard") for call in judged_calls("bob", *hard[:30], script="hard")],
    ]
    found = whole(compare_pair(calls, ANN, BOB))
    assert (found.parts, found.calls, found.other_calls) == (2, 40, 40)
    assert found.difference == pytest.approx(0, abs=1e-9)


def replace_id(call, mark):
    return replace(call, recording=replace(call.recording, call_id=call.recording.call_id + mark))


def test_a_growth_zone_names_the_items_that_make_it():
    calls = [*judged_calls("ann", *["++++"] * 20), *judged_calls("bob", *["+-++", "+--+"] * 10)]
    found = row([each for each in compare_teams(calls) if each.agent == "bob"], "score")
    assert (found.other, found.value, found.other_value) == ("ann", 62.5, 100.0)
    assert (found.gap_pct, found.growth_zone, found.finding) == (37.5, True, "behind")
    assert found.items == ("b", "c")
    assert found.low < -37.5 < found.high < 0
    item = row([each for each in compare_teams(calls) if each.agent == "bob"], "item", "b")
    assert (item.value, item.other_value, item.growth_zone) == (0.0, 100.0, True)
    best = row([each for each in compare_teams(calls) if each.agent == "ann"], "score")
    assert (best.other, best.gap_pct, best.growth_zone, best.finding, best.items) == (
        "bob", 0.0, False, "ahead", (),
    )  # fmt: skip


def test_small_samples_are_said_to_be_small():
    few = LEAST_CALLS - 1
    calls = [*judged_calls("ann", *["++"] * 20), *judged_calls("bob", *["--"] * few)]
    for each in compare_teams(calls):
        assert each.small
        assert each.finding == "too_few"
        assert not each.growth_zone
    assert whole(compare_pair(calls, BOB, ANN)).gap_pct == 100.0


@pytest.mark.parametrize(
    "worse",
    [{"confidence": 0.7}, {"snr_db": 5.0}],
)
def test_a_difference_that_recognition_may_explain_ranks_nobody(worse):
    calls = [*judged_calls("ann", *["++"] * 15), *judged_calls("bob", *["--"] * 15, **worse)]
    for each in compare_teams(calls):
        assert each.recognition_differs
        assert each.finding == "recognition_differs"
        assert not each.growth_zone


def test_items_left_open_far_more_often_rank_nobody():
    calls = [*judged_calls("ann", *["++++"] * 20), *judged_calls("bob", *["--??"] * 20)]
    found = compare_pair(calls, ANN, BOB)
    assert row(found, "score").finding == row(found, "section", "Opening").finding == "recognition_differs"
    assert row(found, "item", "a").finding == "ahead", "this item was judged in every call of both"
    one_item = [
        *judged_calls("ann", *["+" * 12] * 30),
        *judged_calls("bob", *["-" * 11 + "+", "-" * 11 + "?"] * 15),
    ]
    rows = compare_pair(one_item, ANN, BOB)
    assert row(rows, "item", "l").finding == "recognition_differs"
    assert row(rows, "item", "a").finding == "ahead"


def test_the_best_is_sought_among_mates_who_were_heard_as_well():
    calls = [
        *judged_calls("ann", *["++++"] * 15, confidence=0.5),
        *judged_calls("bob", *["+++-"] * 15),
        *judged_calls("cid", *["++--"] * 15),
    ]
    found = whole([each for each in compare_teams(calls) if each.agent == "cid"])
    assert (found.other, found.recognition_differs) == ("bob", False)


def test_chance_alone_is_open():
    chance = random.Random(3)
    alike = ["".join(chance.choice("++-") for _ in range(6)) for _ in range(60)]
    calls = [*judged_calls("ann", *alike[:30]), *judged_calls("bob", *alike[30:])]
    assert whole(compare_pair(calls, ANN, BOB)).finding == "open"


def test_a_script_may_be_asked_for():
    calls = [*judged_calls("ann", "++"), *judged_calls("bob", "--")]
    assert compare_pair(calls, ANN, BOB, script="other") == ()
    assert compare_pair(calls, ANN, BOB, script="sales") == compare_pair(calls, ANN, BOB)
    assert compare_pair(calls, ANN, Agent("north", "nobody")) == ()
