import pytest

from speechqa.evaluation import JudgedCall, Label, Labels, Rate, evaluate
from speechqa.evaluation.figures import belief
from speechqa.records import CallAnalysis, CallClass, TalkMetrics, Verdict

TALK = TalkMetrics(0, 0, 0, 0, 0, 0, None)


def call(call_id, language="en", call_type="negotiation", **verdicts):
    """A call judged by the script ``s``; each verdict is (value, confidence) or a value."""
    judged = []
    for item, given in verdicts.items():
        value, sure = given if isinstance(given, tuple) else (given, 0.9)
        judged.append(Verdict("Opening", item, value, sure, 0, 1, quote=f"about {item}"))
    analysis = CallAnalysis(CallClass(call_type, 0.9), TALK, tuple(judged), script="s")
    return JudgedCall(call_id, language, "engine", analysis)


def labels(*rows):
    """Labels of (call, item, value) or (call, item, value, rater)."""
    found = [
        Label(row[0], "verdict", row[2], row[1], rater=row[3] if len(row) > 3 else "", line=line)
        for line, row in enumerate(rows, 2)
    ]
    return Labels(tuple(found))


def overall(found):
    [figures] = [each for each in found.groups if each.group == "overall"]
    return figures


def test_precision_recall_and_coverage_by_hand():
    calls = [
        call("a", x=("met", 0.9), y=("not_met", 0.8)),
        call("b", x=("met", 0.6), y="cannot_tell"),
    ]
    said = labels(("a", "x", "met"), ("a", "y", "not_met"), ("b", "x", "not_met"), ("b", "y", "not_met"))

    figures = overall(evaluate(said, calls))

    met, missed = figures.decisions
    assert figures.n == 4
    assert figures.decided == Rate(3, 4)
    assert (met.precision, met.recall) == (Rate(1, 2), Rate(1, 1))
    assert (missed.precision, missed.recall) == (Rate(1, 1), Rate(1, 3))
    assert missed.f1 == 0.5
    assert figures.belief.brier == pytest.approx((0.1**2 + 0.2**2 + 0.6**2) / 3)
    assert figures.belief.ece == pytest.approx((0.1 + 0.2 + 0.6) / 3)


def test_where_people_cannot_tell_nothing_is_right_or_wrong_but_it_is_shown():
    found = evaluate(labels(("a", "x", "cannot_tell"), ("a", "y", "met")), [call("a", x="not_met", y="met")])
    figures = overall(found)
    assert (figures.n, figures.unsure) == (1, 1)
    assert figures.decisions[1].precision == Rate(0, 0)
    assert [(each.kind, each.pair.verdict.item) for each in found.disagreements] == [("people_unsure", "x")]


def test_what_people_say_does_not_apply_is_a_wrong_met_and_a_right_not_applicable():
    said = labels(("a", "x", "not_applicable"), ("a", "y", "not_applicable"))
    figures = overall(evaluate(said, [call("a", x="met", y="not_applicable")]))
    assert figures.decisions[0].precision == Rate(0, 1)
    assert figures.decided == Rate(2, 2)


def test_languages_and_items_have_figures_of_their_own():
    calls = [call("a", x="met"), call("b", "de", x="met", y="not_met")]
    found = evaluate(labels(("a", "x", "met"), ("b", "x", "met"), ("b", "y", "not_met")), calls)
    names = [(each.group, each.name, each.n) for each in found.groups]
    assert names == [
        ("overall", "all items", 3), ("language", "de", 2), ("language", "en", 1),
        ("item", "s: x", 2), ("item", "s: y", 1),
    ]  # fmt: skip


def test_labels_that_fit_nothing_are_listed_with_the_reason():
    said = Labels(
        (
            Label("a", "verdict", "met", "x", line=2),
            Label("a", "verdict", "met", "z", line=3),
            Label("gone", "verdict", "met", "x", line=4),
            Label("bad", "verdict", "met", "x", line=5),
            Label("a", "verdict", "met", "x", script="other", line=6),
        )
    )
    found = evaluate(said, [call("a", x="met"), JudgedCall("bad", problem="the call failed: no sound")])
    assert [(each.label.line, each.why) for each in found.unmatched] == [
        (3, "the script s has no such item"),
        (4, "no such call in the store"),
        (5, "the call failed: no sound"),
        (6, "the call was judged by the script s"),
    ]
    assert len(found.pairs) == 1


def test_several_people_count_as_one_and_a_split_is_no_truth():
    said = labels(
        ("a", "x", "met", "eva"), ("a", "x", "not_met", "jan"), ("a", "x", "met", "kim"),
        ("a", "y", "met", "eva"), ("a", "y", "not_met", "jan"),
    )  # fmt: skip
    found = evaluate(said, [call("a", x="met", y="met")])
    assert [(pair.human, pair.split) for pair in found.pairs] == [("met", False), ("cannot_tell", True)]
    assert found.raters == Rate(1, 4)


def test_wrong_verdicts_come_first_and_right_ones_are_not_listed():
    calls = [call("a", x="cannot_tell", y="met"), call("b", x="not_met", y="met")]
    said = labels(("a", "x", "met"), ("a", "y", "met"), ("b", "x", "met"), ("b", "y", "met"))
    found = evaluate(said, calls)
    assert [(each.kind, each.pair.call_id) for each in found.disagreements] == [
        ("wrong", "b"),
        ("left_open", "a"),
    ]
    assert found.disagreements[0].pair.verdict.quote == "about x"


def test_kinds_of_calls_are_compared_too():
    said = Labels((Label("a", "call_type", "navigation", line=2), Label("b", "call_type", "other", line=3)))
    found = evaluate(said, [call("a"), call("b", call_type="other")])
    [kind] = found.kinds
    assert (kind.aspect, kind.accuracy) == ("call_type", Rate(1, 2))
    assert [(each.call_id, each.human, each.machine) for each in kind.differing] == [
        ("a", "navigation", "negotiation")
    ]


def test_the_order_of_the_table_changes_no_figure():
    rows = [(f"c{i}", "x", ("met", "not_met")[i % 2]) for i in range(9)]
    calls = [call(f"c{i}", x=("met", "not_met", "cannot_tell")[i % 3]) for i in range(9)]
    one, other = evaluate(labels(*rows), calls), evaluate(labels(*reversed(rows)), calls[::-1])
    assert (one.groups, one.pairs, one.disagreements) == (other.groups, other.pairs, other.disagreements)


def test_full_belief_in_what_is_right_is_no_error():
    assert (belief([(1.0, True), (0.0, False)]).ece, belief([(1.0, True)]).brier) == (0, 0)
    assert belief([]).ece is None
