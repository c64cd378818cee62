"""The table to fill in comes back as what people decided; every fault is told with line and column."""

import csv
import io

import pytest
from reviewed_calls import WEIGHTS, call, review, verdict

from speechqa.errors import ReviewError
from speechqa.export import table_csv
from speechqa.review import read_review_table, review_table, reviewed

DAY = "2026-02-03"


def filled(path, calls, fill, *, blind=False, semicolon=False):
    """The table with cells filled in: (call id, item) to columns."""
    text = table_csv(review_table(calls, {}, day=DAY, blind=blind), semicolon=semicolon)
    separator = ";" if semicolon else ","
    rows = list(csv.DictReader(io.StringIO(text), delimiter=separator))
    for row in rows:
        row.update(fill.get((row["call_id"], row["item"]), {}))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_most_pressing_call_comes_first_and_nothing_is_left_out():
    calls = [call("a", verdict(), verdict("offer")), call("b")]
    table = review_table(calls, {("sales", "greeting"): "Greets"}, day=DAY)
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    places = [f"{row['call_id']} {row['item']}".strip() for row in rows]
    assert places == ["b", "b greeting", "b notice", "b offer", "a", "a greeting", "a offer"]
    assert rows[1]["title"] == "Greets"
    assert "critical" in rows[2]["why"]
    assert table.header[-4:] == ("review_verdict", "review_reason", "appeal", "answer")


@pytest.mark.parametrize("semicolon", [False, True])
def test_what_was_filled_in_comes_back(tmp_path, semicolon):
    calls = [call("a"), call("b")]
    path = filled(
        tmp_path / "r.csv",
        calls,
        {
            ("a", "notice"): {"review_verdict": "met", "review_reason": "said at the end"},
            ("b", ""): {"review_verdict": "other", "review_reason": "=a machine spoke"},
            ("b", "greeting"): {"appeal": "too strict"},
        },
        semicolon=semicolon,
    )
    sheet = read_review_table(path, calls, reviewer="Olga")
    assert [(each.call_id, each.item, each.kind, each.value, each.reason) for _, each in sheet.entries] == [
        ("a", "notice", "decision", "met", "said at the end"),
        ("b", "", "decision", "other", "=a machine spoke"),
        ("b", "greeting", "appeal", "", "too strict"),
    ]
    assert sheet.empty == 5


def test_reading_twice_gives_the_same_entries(tmp_path):
    path = filled(tmp_path / "r.csv", [call()], {("a", "greeting"): {"review_verdict": "met"}})
    one = read_review_table(path, [call()], reviewer="Olga")
    decided = reviewed(call(), [each for _, each in one.entries], WEIGHTS)
    assert read_review_table(path, [decided], reviewer="Olga") == one


def test_names_that_spreadsheets_would_run_are_found_again(tmp_path):
    calls = [call("=1+1"), call("-b; =c")]
    path = filled(
        tmp_path / "r.csv",
        calls,
        {("'=1+1", "greeting"): {"review_verdict": "met"}, ("-b; '=c", "greeting"): {"review_verdict": "met"}}
        | {(key, "greeting"): {"review_verdict": "met"} for key in ("'-b; '=c",)},
    )
    found = read_review_table(path, calls, reviewer="Olga").entries
    assert {each.call_id for _, each in found} == {"=1+1", "-b; =c"}


def test_blind_tables_hold_nothing_of_the_machine_and_come_back_as_ratings(tmp_path):
    calls = [call(f"c{n}", verdict("greeting", "not_met", 0.77, quote="psst")) for n in range(9)]
    table = review_table(calls, {}, day=DAY, blind=True)
    assert len({row[0] for row in table.rows}) == 5
    text = table_csv(table)
    for secret in ("not_met", "0.77", "psst", "negotiation", "confidence", "why"):
        assert secret not in text
    path = filled(
        tmp_path / "r.csv",
        calls,
        {(each.recording.call_id, "greeting"): {"review_verdict": "met"} for each in calls},
        blind=True,
    )
    entries = read_review_table(path, calls, reviewer="Olga").entries
    assert {(each.kind, each.value) for _, each in entries} == {("rating", "met")}


def test_an_answer_goes_to_the_appeal_that_waits(tmp_path):
    appeal = review(kind="appeal", value="", reason="I said it")
    asked = reviewed(call(), [appeal], WEIGHTS)
    path = filled(tmp_path / "r.csv", [asked], {("a", "greeting"): {"answer": "you did"}})
    [(_, made)] = read_review_table(path, [asked], reviewer="Olga").entries
    assert (made.kind, made.about) == ("answer", appeal.digest)
    answered = reviewed(call(), [appeal, made], WEIGHTS)
    assert read_review_table(path, [answered], reviewer="Olga").entries == ((3, made),)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("zz,greeting,met,,", "line 2, column call_id: no call 'zz' in the store"),
        ("a,nothing,met,,", "line 2, column item: the script sales has no item 'nothing'"),
        ("a,greeting,fine,,", "line 2, column review_verdict: 'fine' must be one of"),
        ("a,greeting,not_met,,", "line 2, column review_reason: the machine says met"),
        ("a,greeting,,because,", "line 2, column review_verdict: a reason without a verdict"),
        ("a,greeting,met,,no", "line 2, column answer: no appeal on this item waits"),
        ("a,greeting,met,,\na,greeting,not_met,x,", "lines 2 and 3, column review_verdict: two verdicts"),
    ],
)
def test_every_fault_is_told_with_line_and_column(tmp_path, row, says):
    path = tmp_path / "r.csv"
    path.write_text(f"call_id,item,review_verdict,review_reason,answer\n{row}\n", encoding="utf-8")
    with pytest.raises(ReviewError) as caught:
        read_review_table(path, [call()], reviewer="Olga")
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


def test_another_table_is_refused(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("call_id,verdict\na,met\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="no column item and review_verdict"):
        read_review_table(path, [call()], reviewer="Olga")


def test_a_replaced_recording_and_another_script_are_told(tmp_path):
    for column, value in (("audio_sha256", "other"), ("script", "other")):
        path = filled(
            tmp_path / "r.csv", [call()], {("a", "greeting"): {"review_verdict": "met", column: value}}
        )
        with pytest.raises(ReviewError, match=f"column {column}: "):
            read_review_table(path, [call()], reviewer="Olga")
