"""Items that want several answers: how likely it is that enough were given."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.checks.items import judge, several
from speechqa.meaning import Meaning
from speechqa.records import CallClass, Recording, Verdict
from speechqa.scripts import Item, Script

from .test_wants import call

CHANCES = st.lists(st.floats(0, 1), max_size=6)
NEEDS = Item(
    "i",
    "Asks at least two questions about the need",
    "s",
    "at_least",
    ("how many people work there", "what do you use at the moment", "when do you need it"),
    count=2,
)


@given(CHANCES, st.integers(0, 7))
def test_it_is_the_sum_over_all_ways_things_may_come_true(chances: list[float], count: int) -> None:
    ways = itertools.product([True, False], repeat=len(chances))
    expected = sum(
        math.prod(p if true else 1 - p for p, true in zip(chances, way, strict=True))
        for way in ways
        if sum(way) >= count
    )
    assert several.at_least(chances, count) == pytest.approx(expected)


QUESTIONS = st.none() | st.integers(0, 9)


@given(CHANCES, st.floats(0, 1), st.integers(1, 4), QUESTIONS)
def test_one_more_stretch_never_makes_it_less_likely(
    chances: list[float], more: float, count: int, asked: int | None
) -> None:
    weights = (0.5, 0.6, -1.8, 0.5)
    assert (
        several.fulfilled([*chances, more], count, weights, asked)
        >= several.fulfilled(chances, count, weights, asked) - 1e-9
    )


@given(CHANCES, st.integers(1, 4), st.integers(0, 9))
def test_one_more_question_never_makes_it_less_likely(chances: list[float], count: int, asked: int) -> None:
    weights = (0.5, 0.6, -1.8, 0.5)
    more, fewer = (several.fulfilled(chances, count, weights, asked + extra) for extra in (1, 0))
    assert more >= fewer
    if asked >= count + 2:
        assert more == fewer


def verdict(meaning: Meaning, *said: str) -> Verdict:
    said_by_two = [line for text in said for line in (("agent", text), ("customer", "let me think"))]
    script, heard = Script("s", "1", "en", "t", (NEEDS,)), call("en", *said_by_two)
    recording, kind = Recording("p", "f", "h", "c", language="en"), CallClass("negotiation", 1.0)
    return judge(script, heard, recording=recording, call_class=kind, meaning=meaning)[0]


def test_two_likely_answers_are_enough_and_both_are_shown(meaning: Meaning) -> None:
    found = verdict(meaning, "How many staff have you got?", "And by what date should it be running?")
    assert found.verdict == "met"
    one, other = "'How many staff have you got?' at 0:00", "'And by what date should it be running?' at 0:03"
    assert found.reason == f"Said in other words: {one}; {other}"


def test_one_answer_is_not(meaning: Meaning) -> None:
    assert verdict(meaning, "How many staff have you got?", "Lovely weather, isn't it.").verdict != "met"
