"""The queue tells what is worth a human's time, most pressing first; what was decided leaves it."""

from reviewed_calls import WEIGHTS, call, review, verdict

from speechqa.review import queue, raters, reviewed
from speechqa.review.raters import knows_verdicts

DAY = "2026-02-03"


def only(*calls, sample=0):
    return queue(calls, day=DAY, sample=sample)


def test_what_is_sure_and_passed_asks_for_nobody():
    assert only(call("a", verdict(), verdict("offer"))) == ()


def test_each_reason_is_named_with_its_items():
    made = call(
        "a",
        verdict(value="met", confidence=0.55),
        verdict("notice", "not_met", critical=True),
        verdict("offer", "cannot_tell"),
        sure=0.5,
    )
    [task] = only(made)
    assert task.why == ("critical", "near_threshold", "cannot_tell", "call_type")
    assert task.items == ("notice", "greeting", "offer")


def test_a_score_near_the_pass_mark_is_worth_a_look_until_somebody_decided_something():
    near = call("a", verdict(), verdict("notice"), pass_mark=97.0)
    assert [task.why for task in only(near)] == [("near_threshold",)]
    assert only(reviewed(near, [review(value="met")], WEIGHTS)) == ()


def test_what_was_decided_leaves_the_queue_and_comes_back_when_withdrawn():
    made = call("a", verdict(), verdict("notice", "not_met", critical=True))
    decided = [review(item="notice", value="not_met")]
    assert only(made)[0].why == ("critical",)
    assert only(reviewed(made, decided, WEIGHTS)) == ()
    withdrawn = [*decided, review(item="notice", value="", number=2)]
    assert only(reviewed(made, withdrawn, WEIGHTS))[0].why == ("critical",)


def test_an_appeal_comes_first_until_it_is_answered():
    appeal = review("b", kind="appeal", value="")
    asked = reviewed(call("b", verdict(), verdict("offer")), [appeal], WEIGHTS)
    found = only(call("a"), asked)
    assert [(task.call.recording.call_id, task.why[0]) for task in found] == [
        ("b", "appeal"),
        ("a", "critical"),
    ]
    answer = review("b", kind="answer", value="", about=appeal.digest, number=2)
    assert only(reviewed(call("b", verdict(), verdict("offer")), [appeal, answer], WEIGHTS)) == ()


def test_the_sample_is_by_the_day_and_the_same_whatever_the_order():
    calls = [call(f"c{n}", verdict(), verdict("offer")) for n in range(40)]
    chosen = {
        day: {task.call.recording.call_id for task in queue(calls, day=day, sample=5)}
        for day in ("2026-02-03", "2026-02-04")
    }
    assert [len(ids) for ids in chosen.values()] == [5, 5]
    assert chosen["2026-02-03"] != chosen["2026-02-04"]
    again = queue(calls[::-1], day="2026-02-03", sample=5)
    assert {task.call.recording.call_id for task in again} == chosen["2026-02-03"]


def test_a_sampled_call_is_done_when_two_people_rated_it():
    made = call("a", verdict(), verdict("offer"))
    one = [review(kind="rating"), review(kind="rating", item="offer", number=2)]
    both = [*one, review(kind="rating", author="Piotr", number=3)]
    assert raters(reviewed(made, both, WEIGHTS)) == ("Olga", "Piotr")
    assert len(only(reviewed(made, one, WEIGHTS), sample=1)) == 1
    assert only(reviewed(made, both, WEIGHTS), sample=1) == ()


def test_who_decided_something_of_a_call_cannot_rate_it_blind():
    decided = reviewed(call(), [review()], WEIGHTS)
    assert knows_verdicts(decided, "Olga")
    assert not knows_verdicts(decided, "Piotr")
