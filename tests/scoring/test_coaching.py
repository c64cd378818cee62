from dataclasses import replace

from judged_calls import judged, judged_call, judged_calls

from speechqa.records import Clip
from speechqa.scoring import coaching_points
from speechqa.scripts import Item, Within


def item(name, title="", within=None):
    return Item(id=name, title=title or name, section="Opening", kind="say", phrases=("x",), within=within)


def call(agent, number, *verdicts, **options):
    return judged_call(agent, verdicts, call_id=f"{agent}{number}", **options)


def test_the_three_dearest_items_by_points_lost():
    calls = [
        call(
            "ann", number,
            judged("a", "not_met", weight=1), judged("b", "not_met", weight=5), judged("c", "met"),
            judged("d", "not_met", weight=3), judged("e", "not_met", weight=2),
        )
        for number in range(2)
    ]  # fmt: skip
    found = coaching_points(calls, {("sales", "b"): item("b", "Names the price")})
    assert [(each.rank, each.item, each.points_lost, each.missed, each.judged) for each in found] == [
        (1, "b", 10.0, 2, 2), (2, "d", 6.0, 2, 2), (3, "e", 4.0, 2, 2),
    ]  # fmt: skip
    assert [each.title for each in found] == ["Names the price", "d", "e"]


def test_what_could_not_be_judged_costs_nothing_and_is_no_clip():
    calls = judged_calls("ann", "?", " ", "+")
    assert coaching_points(calls, {}) == ()
    more = [*judged_calls("bob", "-?", "+?"), *calls]
    [point] = coaching_points(more, {})
    assert (point.agent, point.item, point.missed, point.judged) == ("bob", "a", 1, 2)


def test_the_unknown_agent_is_nobody_to_coach():
    assert coaching_points(judged_calls("", "-"), {}) == ()


def test_the_surest_clips_that_can_be_heard():
    calls = [
        call("ann", 1, judged("a", "not_met", confidence=0.99)),
        call("ann", 2, judged("a", "not_met", at=5_000, confidence=0.7)),
        call("ann", 3, judged("a", "not_met", at=7_000, confidence=0.8)),
        call("ann", 4, judged("a", "met", at=9_000, confidence=0.6)),
        call("ann", 5, judged("a", "met", at=1_000, confidence=0.9)),
    ]
    [point] = coaching_points(calls, {})
    assert point.worst == Clip("ann3", 7_000, 8_000, "a not_met")
    assert point.best == Clip("ann5", 1_000, 2_000, "a met")
    assert point.example is None


def test_of_what_is_missing_one_hears_where_it_belongs():
    calls = [call("ann", 1, judged("a", "not_met"))]

    def heard(within):
        [point] = coaching_points(calls, {("sales", "a"): item("a", within=within)})
        return point.worst.start_ms, point.worst.end_ms

    assert heard(Within("first", 15, "seconds")) == (0, 15_000)
    assert heard(Within("last", 10, "seconds")) == (50_000, 60_000)
    assert heard(Within("first", 20, "percent")) == (0, 12_000)
    assert heard(Within("first", 500, "seconds")) == (0, 60_000)
    assert heard(Within("first", 3, "turns")) == (None, None)
    assert heard(None) == (None, None)


def test_the_example_is_of_the_mate_who_meets_it_most_often():
    calls = [
        call("ann", 1, judged("a", "not_met")),
        call("bob", 1, judged("a", "met", at=1_000, confidence=1.0)),
        *[call("cid", number, judged("a", "met", at=2_000, confidence=0.8)) for number in range(9)],
        call("cid", 9, judged("a", "not_met")),
        *[call("dan", number, judged("a", "met", at=3_000), team="south") for number in range(20)],
        *[call("eva", number, judged("a", "met", at=3_000), script="other") for number in range(20)],
    ]
    points = {each.agent: each for each in coaching_points(calls, {})}
    assert points["ann"].example == Clip("cid0", 2_000, 3_000, "a met")
    assert points["cid"].example == Clip("bob1", 1_000, 2_000, "a met")


def test_critical_items_come_first_among_the_equally_dear():
    calls = [call("ann", 1, judged("a", "not_met"), judged("b", "not_met", critical=True))]
    assert [each.item for each in coaching_points(calls, {})] == ["b", "a"]


def test_the_order_of_calls_changes_nothing():
    calls = judged_calls("ann", "--+", "+--", "-+-") + judged_calls("bob", "+++", "-++")
    assert coaching_points(calls[::-1], {}) == coaching_points(calls, {})
    again = [replace(each) for each in calls]
    assert coaching_points(again, {}) == coaching_points(calls, {})
