"""Order of items where the one that comes first was said in other words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from speechqa.checks.items import judge
from speechqa.meaning import Meaning
from speechqa.records import CallClass, Recording, Verdict
from speechqa.scripts import Item, Script

from .test_wants import call

NEEDS = Item(
    "needs",
    "Asks at least two questions about the need",
    "s",
    "at_least",
    ("how many people work there", "what do you use at the moment", "when do you need it"),
    count=2,
)
PRICE = Item("price", "Names the price", "s", "say", ("it costs {number} pounds a month",), after="needs")
FIRST, SECOND = "How many staff have you got?", "And by what date should it be running?"
NAMED = "It costs 80 pounds a month."


def verdict(meaning: Meaning | None, *said: str, items: tuple[Item, ...] = (NEEDS, PRICE)) -> Verdict:
    """The last item's verdict."""
    lines = [line for text in said for line in (("agent", text), ("customer", "let me think"))]
    script, heard = Script("s", "1", "en", "t", items), call("en", *lines)
    recording, kind = Recording("p", "f", "h", "c", language="en"), CallClass("negotiation", 1.0)
    return judge(script, heard, recording=recording, call_class=kind, meaning=meaning)[-1]


def test_what_follows_answers_given_in_other_words_is_met(meaning: Meaning) -> None:
    assert verdict(meaning, FIRST, SECOND, NAMED).verdict == "met"


def test_in_other_words_it_follows_as_well(meaning: Meaning) -> None:
    found = verdict(meaning, FIRST, SECOND, "You'd pay eighty pounds monthly.")
    assert (found.verdict, found.grounds) == ("met", "other_words")


def test_what_comes_before_them_isnt_credited(meaning: Meaning) -> None:
    assert verdict(meaning, NAMED, "Lovely weather, isn't it.", FIRST, SECOND).verdict != "met"


def test_the_first_time_counts_in_whichever_words(meaning: Meaning) -> None:
    again = ("What do you use at the moment?", "When do you need it?")
    assert verdict(meaning, FIRST, SECOND, NAMED, *again).verdict == "met"


def test_an_order_that_isnt_sure_blames_nobody(meaning: Meaning) -> None:
    perhaps = ("How big is the firm?", "Is that for now?")
    found = verdict(meaning, *perhaps, NAMED, "What do you use at the moment?", "When do you need it?")
    assert found.verdict == "cannot_tell"
    assert found.reason.startswith("Said, but whether 'needs' came before can't be told: ")
    assert found.points == found.max_points == 0


@pytest.mark.parametrize("kind", ["say", "all_of"])
def test_an_item_of_any_kind_perhaps_came_before(meaning: Meaning, kind: str) -> None:
    first = Item("needs", "Asks for the staff", "s", kind, ("how many people work there",))  # type: ignore[arg-type]  # a kind
    items = (first, PRICE)
    late = "How many people work there?"
    blamed = verdict(meaning, NAMED, late, items=items)
    assert (blamed.verdict, blamed.grounds) == ("not_met", "discounted")
    assert verdict(meaning, "And your team, how big is it?", NAMED, late, items=items).verdict != "not_met"


def test_without_a_comparison_by_sense_words_alone_tell_the_order() -> None:
    word_items = (replace(NEEDS, phrases=("how many staff", "by what date")), PRICE)
    assert verdict(None, FIRST, SECOND, NAMED, items=word_items).verdict == "met"
    assert verdict(None, FIRST, NAMED, SECOND, items=word_items).verdict == "not_met"
