"""What people decided stands in the tables and on the pages, and the machine's own beside it."""

from dataclasses import replace

import pytest
from html_reports import HOSTILE
from reviewed_calls import WEIGHTS, call, review, verdict

from speechqa.evaluation import agreement
from speechqa.export import for_agent, report_tables, write_html
from speechqa.records import Report
from speechqa.review import reviewed
from speechqa.scoring import agent_rows


def table(report, name):
    found = report_tables(report)[name]
    return [dict(zip(found.header, row, strict=True)) for row in found.rows]


def made(*said):
    calls = (reviewed(call("a"), said, WEIGHTS), call("b", verdict()))
    return Report(calls, agent_rows(calls), (), agreement=agreement(calls))


@pytest.fixture
def decided():
    appeal = review(kind="appeal", value="", reason="I did", number=1)
    answer = review(kind="answer", value="", reason="You did", about=appeal.digest, number=2)
    return made(appeal, answer, review(item="notice", value="met", machine="not_met", number=3))


def test_verdicts_hold_both(decided):
    rows = {(row["call_id"], row["item"]): row for row in table(decided, "verdicts")}
    notice, untouched = rows["a", "notice"], rows["b", "greeting"]
    assert (notice["verdict"], notice["machine_verdict"], notice["points"]) == ("met", "not_met", 3.0)
    assert (notice["confidence"], notice["machine_confidence"]) == (1.0, 0.9)
    assert (notice["reviewed_by"], notice["review_reason"]) == ("Olga", "heard it")
    assert (untouched["machine_verdict"], untouched["reviewed_by"]) == ("met", None)


def test_calls_hold_both_scores(decided):
    first, second = table(decided, "calls")
    assert (first["score"], first["machine_score"], first["machine_passed"]) == (100.0, 25.0, False)
    assert (first["reviewed_items"], second["reviewed_items"]) == (1, 0)
    assert second["score"] == second["machine_score"]


def test_the_log_tells_what_counts(decided):
    rows = table(decided, "reviews")
    assert [(row["kind"], row["in_force"], row["answers"]) for row in rows] == [
        ("appeal", None, None),
        ("answer", None, 1),
        ("decision", True, None),
    ]
    again = made(review(value="not_met"), review(value="met", number=2), review(value="", number=3))
    assert [(row["value"], row["in_force"], row["why_not"]) for row in table(again, "reviews")] == [
        ("not_met", False, "decided again since"),
        ("met", False, "decided again since"),
        ("withdrawn", False, ""),
    ]


def test_tables_of_review_are_there_once_somebody_reviewed(decided):
    assert {"reviews", "agreement"} <= report_tables(decided).keys()
    assert not {"reviews", "agreement"} & report_tables(made()).keys()


def test_an_agents_folder_holds_no_ratings_and_no_figures_of_the_team():
    report = for_agent(made(review(kind="rating"), review(number=2)), "anna")
    assert [row["kind"] for row in table(report, "reviews")] == ["decision"]
    assert report.agreement == ()


def test_the_report_shows_people_and_machine_and_escapes_what_they_wrote(tmp_path):
    appeal = review(kind="appeal", value="", reason=HOSTILE, author=HOSTILE, number=1)
    report = made(appeal, review(item="notice", value="met", reason=HOSTILE, author=HOSTILE, number=2))
    write_html(report, tmp_path)
    page = next((tmp_path / "report" / "calls").glob("a-*.html")).read_text(encoding="utf-8")
    for text in ("decided by a person", "the machine says", "Appeal", "Not answered yet"):
        assert text in page
    assert "<img" not in page
    team = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "machine and people" in team
    assert "How far machine and people agree" in team


def test_equal_reports_with_reviews_give_the_same_tables(decided):
    assert report_tables(decided) == report_tables(replace(decided))
