"""What a person decides counts; what the machine said stays known; a decision lapses with its item."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from reviewed_calls import WEIGHTS, call, review, verdict

from speechqa.review import reviewed

VALUES = ("met", "not_met", "cannot_tell", "not_applicable")


def of(result, item):
    return next(each for each in result.analysis.verdicts if each.item == item)


def test_a_call_nobody_spoke_of_stays_as_it_is():
    assert reviewed(call(), (), WEIGHTS) is not None
    assert reviewed(call(), (), WEIGHTS) == call()


def test_an_override_changes_verdict_points_score_and_pass():
    before = call()
    assert (before.scorecard.score, before.scorecard.passed) == (25.0, False)
    after = reviewed(before, [review(item="notice", value="met")], WEIGHTS)
    assert (of(after, "notice").verdict, of(after, "notice").points) == ("met", 3.0)
    assert (after.scorecard.score, after.scorecard.passed, after.scorecard.critical_failures) == (
        100.0,
        True,
        0,
    )
    assert (after.review.machine_score, after.review.machine_passed) == (25.0, False)
    assert after.review.of("notice").verdict == of(before, "notice"), "the machine's own stays"
    assert after.review.of("notice").confirms is False


def test_what_the_machine_left_open_earns_its_items_weight():
    after = reviewed(call(), [review(item="offer", value="not_met")], WEIGHTS)
    assert (of(after, "offer").points, of(after, "offer").max_points) == (0.0, 2.0)
    assert round(after.scorecard.score, 2) == 16.67


def test_a_confirmation_changes_no_score_and_is_known():
    after = reviewed(call(), [review(value="met")], WEIGHTS)
    assert after.scorecard == call().scorecard
    assert after.review.of("greeting").confirms


def test_the_last_decision_counts_whoever_made_it():
    said = [review(value="not_met"), review(value="cannot_tell", number=2, author="Piotr")]
    after = reviewed(call(), said, WEIGHTS)
    assert of(after, "greeting").verdict == "cannot_tell"
    assert after.review.log == tuple(said)


def test_a_withdrawn_decision_gives_the_machines_verdict_back():
    said = [review(value="not_met"), review(value="", number=2)]
    after = reviewed(call(), said, WEIGHTS)
    assert after.analysis == call().analysis
    assert after.scorecard == call().scorecard
    assert after.review.decided == ()


def test_blind_ratings_and_appeals_change_nothing_that_counts():
    said = [review(kind="rating"), review(kind="appeal", value="", number=2)]
    after = reviewed(call(), said, WEIGHTS)
    assert (after.analysis, after.scorecard) == (call().analysis, call().scorecard)
    assert len(after.review.appeals) == 1


def test_a_decision_survives_other_rules_while_its_item_is_there():
    judged_anew = call("a", verdict(value="met", confidence=0.4), verdict("offer"))
    after = reviewed(judged_anew, [review(value="not_met")], WEIGHTS)
    assert of(after, "greeting").verdict == "not_met"
    assert after.review.lapsed == ()


def test_a_decision_lapses_with_its_item_its_script_and_its_recording():
    said = [review(item="notice", value="met")]
    whys = {
        "the script has no such item any more": call("a", verdict()),
        "the call is now judged by other": replace(call(), analysis=replace(call().analysis, script="other")),
        "the call has no results": replace(call(), analysis=None, scorecard=None),
    }
    for why, today in whys.items():
        after = reviewed(today, said, WEIGHTS)
        assert [each.why for each in after.review.lapsed] == [why]
        assert (after.analysis, after.scorecard) == (today.analysis, today.scorecard)
    other = reviewed(call(), [review(item="notice", value="met", audio="another")], WEIGHTS)
    assert [each.why for each in other.review.lapsed] == ["the recording was replaced by another one"]


def test_another_kind_of_call_takes_outcome_and_stage_with_it():
    after = reviewed(call(), [review(item="", value="navigation")], WEIGHTS)
    kind = after.analysis.call_class
    assert (kind.call_type, kind.confidence, kind.outcome, kind.stage) == ("navigation", 1.0, "none", None)
    assert after.review.machine_class == call().analysis.call_class
    assert after.scorecard == call().scorecard


def test_answers_stand_with_their_appeal():
    appeal = review(kind="appeal", value="", reason="I did say it")
    answer = review(kind="answer", value="", reason="you are right", about=appeal.digest, number=2)
    after = reviewed(call(), [appeal, answer], WEIGHTS)
    [found] = after.review.appeals
    assert (found.appeal, found.answers) == (appeal, (answer,))


items = st.sampled_from(["greeting", "notice", "offer", "gone"])
said_lists = st.lists(st.tuples(items, st.sampled_from([*VALUES, ""])), max_size=12)


@given(said_lists)
def test_only_the_last_decision_on_each_item_matters(said):
    made = [review(item=item, value=value, number=n) for n, (item, value) in enumerate(said)]
    last = {item: n for n, (item, _) in enumerate(said)}
    shortened = [each for each in made if last[each.item] == each.number]
    one, other = (reviewed(call(), given, WEIGHTS) for given in (made, shortened))
    assert (one.analysis, one.scorecard) == (other.analysis, other.scorecard)


@given(said_lists)
def test_a_score_is_what_the_verdicts_shown_earn(said):
    made = [review(item=item, value=value, number=n) for n, (item, value) in enumerate(said)]
    after = reviewed(call(), made, WEIGHTS)
    counted = [each for each in after.analysis.verdicts if each.verdict in {"met", "not_met"}]
    possible = sum(each.max_points for each in counted)
    expected = round(100 * sum(each.points for each in counted) / possible, 6) if possible else None
    assert after.scorecard.score == expected
