from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.lang import get

CODES = ("en", "ru", "de", "pl")


@pytest.mark.parametrize(
    ("code", "text", "hours", "length"),
    [
        ("en", "half past two", 2.5, 3),
        ("en", "quarter to three", 2.75, 3),
        ("en", "half two", 2.5, 2),
        ("de", "halb drei", 2.5, 2),
        ("de", "viertel nach zwei", 2.25, 3),
        ("de", "vierzehn Uhr dreißig", 14.5, 3),
        ("de", "14.30 Uhr", 14.5, 1),
        ("ru", "полтретьего", 2.5, 1),
        ("ru", "половине третьего", 2.5, 2),
        ("ru", "без четверти три", 2.75, 3),
        ("ru", "четырнадцать часов тридцать минут", 14.5, 3),
        ("pl", "wpół do trzeciej", 2.5, 3),
        ("pl", "kwadrans po drugiej", 2.25, 3),
        ("pl", "za kwadrans trzecia", 2.75, 3),
    ],
)
def test_time(code, text, hours, length):
    language = get(code)
    assert language.time_at(language.tokens(text), 0) == (hours, length)


@pytest.mark.parametrize(
    ("code", "text", "at", "hours"),
    [
        ("en", "at two thirty", 1, 2.5),
        ("en", "by twenty two fifteen", 1, 22.25),
        ("ru", "в четырнадцать тридцать", 1, 14.5),
        ("pl", "o czternastej trzydzieści", 1, 14.5),
        ("de", "um 14.30", 1, 14.5),
    ],
)
def test_time_behind_its_preposition(code, text, at, hours):
    language = get(code)
    found = language.time_at(language.tokens(text), at)
    assert found is not None
    assert found[0] == hours


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "half of them"),
        ("en", "nine five"),
        ("de", "halb so teuer"),
        ("ru", "половина суммы"),
        ("pl", "wpół"),
    ],
)
def test_no_time(code, text):
    language = get(code)
    assert language.time_at(language.tokens(text), 0) is None


@given(st.sampled_from(CODES), st.integers(0, 23), st.integers(0, 59))
def test_what_a_clock_shows_is_a_time(code, hour, minute):
    language = get(code)
    found = language.time_at(language.tokens(f"{hour}:{minute:02d}"), 0)
    assert found == (hour + minute / 60, 1)


@pytest.mark.parametrize(
    ("code", "text", "day", "length"),
    [
        ("en", "20th", 20, 1),
        ("en", "twenty first", 21, 2),
        ("ru", "двадцать первого", 21, 2),
        ("ru", "20-го", 20, 1),
        ("de", "einundzwanzigsten", 21, 1),
        ("pl", "dwudziestego pierwszego", 21, 2),
        ("pl", "trzydziestego", 30, 1),
    ],
)
def test_ordinal(code, text, day, length):
    language = get(code)
    assert language.ordinal_at(language.tokens(text), 0) == (day, length)
