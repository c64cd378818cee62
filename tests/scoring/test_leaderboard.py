import pytest
from hypothesis import given
from hypothesis import strategies as st
from judged_calls import judged_call, judged_calls

from speechqa.scoring import Badge, Contest, leaderboard, period_of

ANY = Contest(min_calls=2)
calls_of = st.dictionaries(
    st.sampled_from(["ann", "bob", "cid", "dan"]),
    st.lists(st.text("+-?", min_size=2, max_size=2), min_size=1, max_size=8),
    min_size=1,
)


def shown(places):
    return [(place.place, place.agent, place.standing) for place in places]


def test_equal_figures_share_a_place():
    calls = [
        *judged_calls("ann", "+-", "++"),
        *judged_calls("bob", "++", "+-"),
        *judged_calls("cid", "--", "+-"),
        *judged_calls("dan", "++", "++"),
    ]
    assert shown(leaderboard(calls, ANY)) == [(1, "dan", ""), (2, "ann", ""), (2, "bob", ""), (4, "cid", "")]


def test_too_few_calls_are_no_place_whatever_the_figure():
    calls = [*judged_calls("zoe", "++"), *judged_calls("ann", "+-", "+-"), *judged_calls("bob", "--")]
    found = leaderboard(calls, ANY)
    assert shown(found) == [(1, "ann", ""), (None, "bob", "too_few"), (None, "zoe", "too_few")]


def test_who_was_heard_otherwise_than_most_is_not_ranked():
    good, bad = ["+-", "++"] * 6, ["--", "+-"] * 6
    calls = [
        *judged_calls("ann", *good),
        *judged_calls("bob", *good),
        *judged_calls("cid", *bad, confidence=0.6),
    ]
    assert shown(leaderboard(calls, ANY)) == [
        (1, "ann", ""), (1, "bob", ""), (None, "cid", "recognition_differs"),
    ]  # fmt: skip


def test_a_board_for_each_team_script_and_direction():
    calls = [
        *judged_calls("ann", "++", "++"),
        *judged_calls("bob", "++", "++", team="south"),
        *judged_calls("cid", "++", "++", script="other"),
        *judged_calls("dan", "++", "++", direction="outbound"),
        *judged_calls("eva", "++", "++", direction=None),
    ]
    found = leaderboard(calls, ANY)
    assert len({(each.team, each.script, each.direction) for each in found}) == 5
    assert {each.place for each in found} == {1}
    only = leaderboard(calls, Contest(min_calls=2, team="north", script="sales", direction="outbound"))
    assert shown(only) == [(1, "dan", "")]


@given(calls_of)
def test_laws_of_a_board(signs):
    calls = [call for agent, each in signs.items() for call in judged_calls(agent, *each)]
    found = leaderboard(calls, ANY)
    assert found == leaderboard(calls[::-1], ANY)
    ranked = [each for each in found if each.place is not None]
    for each in ranked:
        assert each.place == 1 + sum(round(other.value, 2) > round(each.value, 2) for other in ranked)
        assert each.calls >= 2
        assert each.low is None or each.low <= each.value <= each.high
    opened = [*calls, *(judged_call(agent, "??", call_id=f"{agent}~") for agent in signs)]
    assert figures(leaderboard(opened, ANY)) == figures(found), "what is left open counts for nothing"


def figures(places):
    return {each.agent: (each.value, each.low, each.high, each.calls) for each in places}


def test_winners_and_badges():
    contest = Contest(
        id="m", places=2, min_calls=2,
        badges=(Badge("Fifty", 50), Badge("Clean", 0, critical_failures=0), Badge("All", 100)),
    )  # fmt: skip
    calls = [
        *judged_calls("ann", "++", "++"), *judged_calls("bob", "+-", "+-"),
        *judged_calls("cid", "--", "--"), *judged_calls("dan", "++"),
    ]  # fmt: skip
    found = leaderboard(calls, contest)
    assert [(each.agent, each.winner, each.badges) for each in found] == [
        ("ann", True, ("Fifty", "Clean", "All")),
        ("bob", True, ("Fifty", "Clean")),
        ("cid", False, ("Clean",)),
        ("dan", False, ()),
    ]
    alone = leaderboard(judged_calls("ann", "++", "++"), contest)
    assert [(each.place, each.winner) for each in alone] == [(1, False)]


def test_periods():
    calls = [
        judged_call("ann", "+", call_id="1", started_at="2025-12-29T10:00:00"),
        judged_call("ann", "+", call_id="2", started_at="2026-01-01"),
        judged_call("ann", "+", call_id="3", started_at="2026-02-01T00:00:00+03:00"),
        judged_call("ann", "+", call_id="4", started_at=""),
    ]

    def boards(period):
        return [(each.period, each.calls) for each in leaderboard(calls, Contest(period=period, min_calls=1))]

    assert boards("week") == [("2026-W05", 1), ("2026-W01", 2)]
    assert boards("month") == [("2026-02", 1), ("2026-01", 1), ("2025-12", 1)]
    assert boards("all") == [("", 4)]


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "2026-02-30T10:00"])
def test_no_period_without_a_date(text):
    assert period_of(text, "week") == period_of(text, "month") == ""


def test_boards_of_items_have_figures_in_per_cent():
    calls = [*judged_calls("ann", "+-", "++", "?+"), *judged_calls("bob", "--", "+-", "+-")]
    found = leaderboard(calls, Contest(by="item", min_calls=2))
    assert [(each.name, each.agent, each.value, each.calls) for each in found] == [
        ("a", "ann", 100.0, 2),
        ("a", "bob", pytest.approx(66.67, abs=0.01), 3),
        ("b", "ann", pytest.approx(66.67, abs=0.01), 3),
        ("b", "bob", 0.0, 3),
    ]
    only = leaderboard(calls, Contest(by="item", name="b", min_calls=2))
    assert {each.name for each in only} == {"b"}
