"""Cells are exact, stable and never run by a spreadsheet."""

import math
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.export.cells import clean, format_cell, format_seconds, neutralise

risky = st.text(max_size=20) | st.text("=+-@;\t\r\n '\"ab1", max_size=6)
LIVE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd",
    "@SUM(A1)",
    " =1+1",
    '"=1+1"',
    "'=1+1",
    "“=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u00a0\u3000=1",
    "＝1+1",
    "＠SUM(1)",
    "\tplain",
    "\nplain",
    "'\tplain",
    "\rplain",
    "- no, thanks",
    "+44-20-7946",
    "-",
    "+",
    "-5-3",
]
HARMLESS = [
    "",
    "good morning",
    "a=b",
    "+447911123456",
    "+44 7911 123456",
    "-5",
    "-0.5",
    "+12,5",
    "49 (30) 123-45",
    "доброе утро",
    "well - yes",
    "inbound-sales",
    "2025-11-30T00:53:55",
]


@pytest.mark.parametrize("text", LIVE)
def test_a_live_start_is_neutralised(text):
    assert neutralise(text) == f"'{clean(text)}"


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_stays_as_it_is(text):
    assert neutralise(text) == text


@pytest.mark.parametrize(
    ("text", "cell"), [("a;=1+1", "a;'=1+1"), ("a\n=1", "a\n'=1"), ("\t=1", "'\t'=1"), ("a;b;c", "a;b;c")]
)
def test_a_cell_split_at_another_separator_is_harmless_too(text, cell):
    assert neutralise(text) == cell


@given(risky)
def test_no_cell_starts_alive(text):
    cell = neutralise(text)
    start = cell.lstrip(" \"'\u00a0\ufeff\u200b")
    if start[:1] in {*"=+-@＝＋－＠\t\r\n"}:
        assert cell.startswith("'") or all(c in "+-0123456789., " for c in cell)
    assert cell[:1] not in {*"=@\t\r\n"}


@given(st.lists(risky, unique_by=clean, min_size=2, max_size=2))
def test_different_texts_stay_different(texts):
    assert neutralise(texts[0]) != neutralise(texts[1])


@given(st.text(max_size=20))
def test_cleaned_text_is_writable_and_has_no_control_characters(text):
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [("a\r\nb\rc", "a\nb\nc"), ("a\0\x1b[31m", "a\ufffd\ufffd[31m"), ("a\udcff.wav", "a\\udcff.wav")],
)
def test_what_would_break_readers_is_shown_instead(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("value", "kind", "cell"),
    [
        (None, "text", ""),
        (None, "ms", ""),
        (True, "flag", "true"),
        (False, "flag", "false"),
        (0, "integer", "0"),
        (3, "points", "3"),
        (3.0, "points", "3"),
        (0.5, "points", "0.5"),
        (1 / 3, "points", "0.333333"),
        (100, "points", "100"),
        (0.1 + 0.2, "points", "0.3"),
        (-0.0, "points", "0"),
        (-0.0001, "share", "0.000"),
        (-1.5, "score", "-1.50"),
        (1, "share", "1.000"),
        (2 / 3, "score", "0.67"),
        (151.26, "rate", "151.3"),
        (61_005, "ms", "61.005"),
        (0, "ms", "0.000"),
        (math.nan, "score", ""),
        (math.inf, "rate", ""),
    ],
)
def test_numbers_have_one_form(value, kind, cell):
    assert format_cell(value, kind) == cell


def test_a_decimal_comma_changes_numbers_only():
    assert format_cell(0.5, "share", decimal_comma=True) == "0,500"
    assert format_cell("0.5", "text", decimal_comma=True) == "0.5"


def test_hostile_text_costs_no_more_than_other_text():
    started = time.process_time()
    for text in ("\n" * 300_000 + "x", ";=" * 150_000, " " * 300_000 + "="):
        neutralise(text)
    assert time.process_time() - started < 5


@given(st.integers(-(10**15), 10**15))
def test_seconds_are_exact(milliseconds):
    text = format_seconds(milliseconds)
    assert int(text.replace(".", "")) == milliseconds
    assert len(text.partition(".")[2]) == 3
