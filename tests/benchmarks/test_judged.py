import importlib
from dataclasses import replace
from pathlib import Path

import pytest

from speechqa.records import Verdict

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def judged(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("judged")


@pytest.fixture
def labelled(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("labelled")


def cells(judged, items):
    return dict(zip(judged.HEADER, judged.row("en", 1, items), strict=True))


def test_what_was_met_is_recalled_apart_by_wording(judged):
    items = [
        judged.Judged("c", "greeting", "met", "met", "script"),
        judged.Judged("c", "name", "met", "not_met", "own"),
        judged.Judged("c", "closing", "met", "met", "own"),
        judged.Judged("c", "no_promise", "met", "met"),
        judged.Judged("c", "notice", "not_met", "met"),
    ]

    row = cells(judged, items)

    assert row["met R, script's words"].startswith("1.00 (1/1;")
    assert row["met R, own words"].startswith("0.50 (1/2;")
    assert row["met R, forbidden and not said"].startswith("1.00 (1/1;")
    assert row["met P"].startswith("0.75 (3/4;")
    assert row["not_met P"].startswith("0.00 (0/1;")
    assert row["not_met taken for met"].startswith("1.00 (1/1;")


def test_wrong_decisions_come_before_what_was_left_open_and_right_ones_are_not_listed(judged):
    items = [
        judged.Judged("b", "open", "met", "cannot_tell", "own", 0.5),
        judged.Judged("b", "right", "met", "met", "script", 0.9),
        judged.Judged("z", "wrong", "met", "not_met", "own", 0.6, "Not found", "nearest"),
    ]

    rows = judged.error_rows(items)

    assert rows == [
        ("z", "wrong", "met", "not_met", "own", "0.60", "Not found", "nearest"),
        ("b", "open", "met", "cannot_tell", "own", "0.50", "", ""),
    ]
    assert {len(row) for row in rows} == {len(judged.ERRORS)}


def test_an_item_without_verdict_is_counted_not_lost(judged, labelled):
    call = labelled.Call(Path("a.wav"), "a", "en", (), verdicts={"greeting": "met"})
    call = replace(call, wordings={"greeting": "own"})

    (only,) = judged.compare(call, ())

    assert (only.given, only.wording, only.wrong) == ("no verdict", "own", True)


def test_verdicts_are_held_against_labels_with_their_reasons(judged, labelled):
    call = labelled.Call(Path("a.wav"), "a", "en", (), verdicts={"greeting": "met"})
    verdict = Verdict("Opening", "greeting", "not_met", 0.6, 0, 1, reason="Not found", quote="hey")

    assert list(judged.compare(call, [verdict])) == [
        judged.Judged("a", "greeting", "met", "not_met", "", 0.6, "Not found", "hey")
    ]
