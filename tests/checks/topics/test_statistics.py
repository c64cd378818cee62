"""Figures of topics: over all calls, by agent, by week."""

import math

from hypothesis import given
from hypothesis import strategies as st

from speechqa.checks.topics import Topic, TopicSet, TopicSets, topic_rows
from speechqa.checks.topics.statistics import iso_week
from speechqa.records import (
    CallAnalysis,
    CallClass,
    CallResult,
    Recording,
    Scorecard,
    TalkMetrics,
    TopicMention,
)

TALK = TalkMetrics(0, 0, 0, 0, 0, 0, None)
TITLES = TopicSets(
    (
        TopicSet("de", (Topic("price", "Preis", ("Preis",)),), "d"),
        TopicSet("en", (Topic("price", "Price", ("price",)),), "e"),
    )
)


def result(
    call_id, topics=(), *, agent="Ann", started_at="2026-01-05", score=None, kind="other", language="en"
):
    recording = Recording("p", "f", "h", call_id, agent=agent, started_at=started_at)
    mentions = tuple(TopicMention(topic, "t", "t", "agent", 0, 0, 1) for topic in topics)
    analysis = CallAnalysis(CallClass(kind, 0.9), TALK, topic_mentions=mentions)
    return CallResult(
        recording, "scored", language=language, analysis=analysis, scorecard=Scorecard(score, None, 0)
    )


def test_rows_over_all_by_agent_and_by_week():
    calls = [
        result("a", ["price", "price", "stock"], score=80.0, kind="negotiation"),
        result("b", ["price"], agent="Ben", started_at="2026-01-12T10:00:00", language="de"),
        result("c", agent="Ben", started_at=""),
        result("d", ["price"], agent="", started_at="soon", score=40.0),
        CallResult(Recording("p", "f", "h", "e"), "failed"),
    ]
    rows = [
        (row.topic, row.by, row.agent, row.week, row.calls, row.share, row.mentions, row.score_mean,
         row.negotiation_share)
        for row in topic_rows(calls, TITLES)
    ]  # fmt: skip
    assert rows == [
        ("price", "all", "", "", 3, 0.75, 4, 60.0, 1 / 3),
        ("stock", "all", "", "", 1, 0.25, 1, 80.0, 1.0),
        ("price", "agent", "", "", 1, 1.0, 1, 40.0, 0.0),
        ("price", "agent", "Ann", "", 1, 1.0, 2, 80.0, 1.0),
        ("stock", "agent", "Ann", "", 1, 1.0, 1, 80.0, 1.0),
        ("price", "agent", "Ben", "", 1, 0.5, 1, None, 0.0),
        ("price", "week", "", "", 1, 0.5, 1, 40.0, 0.0),
        ("price", "week", "", "2026-W02", 1, 1.0, 2, 80.0, 1.0),
        ("stock", "week", "", "2026-W02", 1, 1.0, 1, 80.0, 1.0),
        ("price", "week", "", "2026-W03", 1, 1.0, 1, None, 0.0),
    ]


def test_a_title_is_that_of_most_calls_and_an_unknown_topic_keeps_its_id():
    calls = [result("a", ["price"], language="de"), result("b", ["price", "gone"])]
    assert [(row.topic, row.title) for row in topic_rows(calls, TITLES)[:2]] == [
        ("price", "Preis"),
        ("gone", "gone"),
    ]
    assert topic_rows([*calls, result("c", ["price"])], TITLES)[0].title == "Price"


def test_weeks_are_iso_weeks_and_nonsense_is_unknown():
    assert iso_week("2027-01-01T00:00:00") == "2026-W53"
    assert iso_week("2026-12-28") == "2026-W53"
    assert [iso_week(text) for text in ("", "2026-02-30", "yesterday", "2026")] == [""] * 4


CALLS = st.lists(
    st.tuples(
        st.lists(st.sampled_from("xyz"), max_size=4),
        st.sampled_from(["", "Ann", "Ben"]),
        st.sampled_from(["", "2026-01-05", "2026-01-12"]),
    ),
    max_size=12,
)


@given(CALLS)
def test_groups_add_up_to_the_whole(drawn):
    calls = [
        result(f"c{n}", topics, agent=agent, started_at=week) for n, (topics, agent, week) in enumerate(drawn)
    ]
    rows = topic_rows(calls, TITLES)
    for topic in "xyz":
        own = {
            by: [row for row in rows if row.topic == topic and row.by == by]
            for by in ("all", "agent", "week")
        }
        for figure in ("calls", "mentions"):
            sums = {sum(getattr(row, figure) for row in group) for group in own.values()}
            assert len(sums) == 1
        assert sum(row.calls for row in own["all"]) == sum(topic in topics for topics, _, _ in drawn)
    assert all(0 < row.share <= 1 and math.isfinite(row.share) for row in rows)
