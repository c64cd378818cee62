from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.records import (
    CallAnalysis,
    CallClass,
    CallResult,
    CallType,
    Recording,
    TalkMetrics,
    Verdict,
    VerdictValue,
    WordHit,
)
from speechqa.scoring import LEAST_CALLS, agent_rows, interval, score, t_975

VALUES: tuple[VerdictValue, ...] = ("met", "not_met", "cannot_tell", "not_applicable")


def verdict(value: VerdictValue, weight: float = 1.0, *, critical: bool = False) -> Verdict:
    return Verdict(
        section="s",
        item="i",
        verdict=value,
        confidence=1.0,
        points=weight if value == "met" else 0.0,
        max_points=weight if value in {"met", "not_met"} else 0.0,
        critical=critical,
    )


def call(
    agent: str,
    *verdicts: Verdict,
    team: str = "t",
    script: str = "sales",
    call_type: CallType = "negotiation",
    hits: tuple[WordHit, ...] = (),
    wpm: float | None = 120.0,
) -> CallResult:
    recording = Recording("p", "f", "h", "c", agent=agent, team=team)
    analysis = CallAnalysis(
        call_class=CallClass(call_type, 0.9),
        talk=TalkMetrics(60_000, 30_000, 0, 0, 0, 0, wpm),
        verdicts=verdicts,
        word_hits=hits,
        script=script,
    )
    return CallResult(recording, "scored", analysis=analysis, scorecard=score(verdicts, 50))


def scored(agent: str, percent: int, *, team: str = "t", script: str = "sales") -> CallResult:
    return call(agent, verdict("met", percent), verdict("not_met", 100 - percent), team=team, script=script)


verdicts = st.lists(
    st.builds(verdict, st.sampled_from(VALUES), st.floats(0, 1000, allow_nan=False), critical=st.booleans()),
    max_size=12,
)


@given(verdicts, st.floats(0, 100))
def test_score_stays_in_range_and_passing_needs_it(found: list[Verdict], mark: float) -> None:
    card = score(found, mark)
    assert card.score is None or 0 <= card.score <= 100
    if card.passed:
        assert card.critical_failures == 0
        assert card.score is not None
        assert card.score >= mark


@given(verdicts, st.sampled_from(["cannot_tell", "not_applicable"]), st.floats(0, 10), st.integers(0, 12))
def test_neutral_verdicts_change_nothing(
    found: list[Verdict], neutral: VerdictValue, weight: float, place: int
) -> None:
    more = [*found[:place], verdict(neutral, weight, critical=True), *found[place:]]
    assert score(more, 50) == score(found, 50)


@given(verdicts, st.data())
def test_fulfilling_one_more_item_never_lowers_the_score(found: list[Verdict], data: st.DataObject) -> None:
    missed = [index for index, one in enumerate(found) if one.verdict == "not_met"]
    if not missed:
        return
    index = data.draw(st.sampled_from(missed))
    better = list(found)
    better[index] = replace(found[index], verdict="met", points=found[index].max_points)
    before, after = score(found, 50), score(better, 50)
    assert (after.score is None) == (before.score is None)
    assert after.score is None or before.score is None or after.score >= before.score
    assert after.critical_failures <= before.critical_failures


def test_no_applicable_item_has_no_score() -> None:
    card = score([verdict("not_applicable"), verdict("cannot_tell", critical=True)], 0)
    assert (card.score, card.passed, card.critical_failures) == (None, None, 0)


def test_critical_miss_fails_whatever_the_score() -> None:
    card = score([verdict("met", 99), verdict("not_met", 1, critical=True)], 50)
    assert (card.score, card.passed, card.critical_failures) == (99.0, False, 1)


def test_pass_mark_is_reached_in_spite_of_fractions() -> None:
    assert score([verdict("met", 0.1), verdict("met", 0.2), verdict("met", 0.7)], 100).passed


@pytest.mark.parametrize(
    ("freedom", "value"), [(1, 12.706), (9, 2.262), (31, 2.0395), (60, 2.0003), (1000, 1.9623)]
)
def test_student_t_against_tables(freedom: int, value: float) -> None:
    assert t_975(freedom) == pytest.approx(value, abs=1e-3)


def test_interval_of_known_sample_and_its_bounds() -> None:
    assert interval([70, 80, 90]) == pytest.approx((55.16, 100.0), abs=0.01)
    assert interval([70]) == (None, None)
    assert interval([100, 100, 100]) == (None, None), "not 100 to 100: the next may be another"


@given(st.lists(st.floats(0, 100), min_size=2, max_size=50).filter(lambda each: min(each) < max(each)))
def test_interval_holds_the_mean(scores: list[float]) -> None:
    low, high = interval(scores)
    mean = sum(scores) / len(scores)
    assert low is not None
    assert high is not None
    assert 0 <= low <= mean + 1e-9
    assert mean - 1e-9 <= high <= 100


def test_gap_compares_team_mates_on_the_same_script_only() -> None:
    rows = agent_rows(
        [
            scored("ann", 90),
            scored("ann", 70),
            scored("bob", 50),
            scored("bob", 10, script="hard"),
            scored("cid", 100, script="other"),
            scored("dan", 20, team="u"),
            scored("", 100),
        ]
    )
    gaps = {row.agent: (row.gap_to_best_pct, row.growth_zone) for row in rows}
    assert gaps["ann"] == (0.0, False)
    assert gaps["bob"] == (pytest.approx(37.5), None), "one call of each is too few to hold it against bob"
    assert gaps["cid"] == (None, False)
    assert gaps["dan"] == (None, False)
    assert gaps[""] == (None, False)
    assert [(row.team, row.agent) for row in rows] == [
        ("t", ""),
        ("t", "ann"),
        ("t", "bob"),
        ("t", "cid"),
        ("u", "dan"),
    ]


def test_a_gap_of_exactly_a_quarter_is_no_growth_zone() -> None:
    rows = agent_rows([scored("ann", 100), scored("bob", 75)] * LEAST_CALLS)
    assert [(row.gap_to_best_pct, row.growth_zone) for row in rows] == [(0.0, False), (25.0, False)]


def test_a_gap_over_a_quarter_is_a_growth_zone_of_enough_calls_only() -> None:
    calls = [scored("ann", 100), scored("bob", 74)]
    zones = [row.growth_zone for row in agent_rows(calls * LEAST_CALLS)]
    assert zones == [False, True]
    assert [row.growth_zone for row in agent_rows(calls * (LEAST_CALLS - 1))] == [False, None]


def test_one_lucky_call_is_no_yardstick() -> None:
    team = [scored("ann", 80), scored("bob", 70)] * LEAST_CALLS
    rows = {row.agent: row for row in agent_rows([*team, scored("cid", 100)])}
    assert rows["bob"].gap_to_best_pct == pytest.approx(12.5)
    assert rows["cid"].gap_to_best_pct == 0.0


def test_row_counts_words_of_the_agent_only() -> None:
    def hit(name: str, speaker: str) -> WordHit:
        return WordHit(name, "x", "x", 1, speaker, 0, 1)  # type: ignore[arg-type]  # a speaker

    hits = (
        hit("fillers", "agent"),
        hit("fillers", "customer"),
        hit("profanity", "agent"),
        hit("profanity_unsure", "agent"),
    )
    failed = CallResult(Recording("p", "f", "h", "c", agent="ann", team="t"), "failed")
    results = [
        call("ann", verdict("met"), hits=hits),
        call("ann", verdict("not_met", critical=True), call_type="other"),
        call("ann", hits=hits, wpm=None),
        failed,
    ]
    (row,) = agent_rows(results)
    assert (row.calls, row.scored, row.score_mean, row.pass_rate) == (4, 2, 50.0, 0.5)
    assert row.negotiation_share == pytest.approx(2 / 3)
    assert row.stopwords_per_1000 == pytest.approx(1000 / 240)
    assert (row.profanity, row.critical_failures) == (2, 1)


def test_agent_without_scores_has_empty_figures() -> None:
    (row,) = agent_rows([CallResult(Recording("p", "f", "h", "c", agent="ann"), "failed")])
    assert (row.score_mean, row.score_low, row.pass_rate, row.negotiation_share) == (None, None, None, None)
    assert (row.stopwords_per_1000, row.gap_to_best_pct, row.growth_zone) == (None, None, False)
