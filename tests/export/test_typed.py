"""Raw values keep their meaning as true types."""

import json
import math
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.export.cells import clean, format_cell
from speechqa.export.typed import clock_time, moment, typed

NUMBERS = ("integer", "ms", "share", "score", "rate", "points")


@given(st.integers(-(10**12), 10**12))
def test_times_are_seconds_exact_to_the_millisecond(milliseconds):
    assert round(typed(milliseconds, "ms") * 1000) == milliseconds
    assert f"{typed(milliseconds, 'ms'):.3f}" == format_cell(milliseconds, "ms")


@given(st.floats(), st.sampled_from(NUMBERS))
def test_a_number_is_a_number_or_nothing(value, kind):
    made = typed(value, kind)
    if not math.isfinite(value):
        assert made is None
    else:
        assert str(made) != "-0.0"
        assert json.loads(json.dumps(made, allow_nan=False)) == made


@given(st.floats(-1e9, 1e9), st.sampled_from(NUMBERS))
def test_a_typed_number_is_the_one_that_csv_shows(value, kind):
    made = typed(value, kind)
    again = made * 1000 if kind == "ms" else made
    assert format_cell(again, kind) == format_cell(value, kind)


@given(st.text())
def test_text_is_clean_and_empty_text_is_nothing(text):
    assert typed(text, "text") == (clean(text) or None)


def test_flags_are_booleans_and_nothing_stays_nothing():
    assert typed(True, "flag") is True
    assert typed(0, "flag") is False
    assert all(typed(None, kind) is None for kind in ("text", "flag", "time", *NUMBERS))


@given(st.datetimes())
def test_a_time_comes_back(when):
    when = when.replace(microsecond=0)
    assert moment(when.isoformat()) == when
    assert clock_time(when.isoformat()) == when


def test_an_offset_is_kept_by_the_moment_and_left_out_by_the_clock():
    zoned = datetime(2026, 3, 29, 2, 30, tzinfo=timezone(timedelta(hours=3)))
    assert moment(zoned.isoformat()) == zoned
    assert clock_time(zoned.isoformat()) == datetime.fromisoformat("2026-03-29T02:30")


def test_a_day_is_no_time():
    found = moment("2026-03-29")
    assert (type(found), found) == (date, date(2026, 3, 29))
    assert clock_time("2026-03-29") == datetime.fromisoformat("2026-03-29")


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "=NOW()", "2026-02-30T10:00:00", "0000-01-01"])
def test_what_is_no_time_is_none(text):
    assert moment(text) is None
    assert clock_time(text) is None
