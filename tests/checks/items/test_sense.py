"""Comparing all items of a script at once, and telling the likeliest stretches only, changes no verdict."""

from functools import partial
from pathlib import Path

import pytest

from speechqa import scripts
from speechqa.checks.items import judge, queries, sense
from speechqa.checks.items.sense import Sense, likeliest
from speechqa.meaning import Meaning, Unit
from speechqa.records import CallClass, Recording, Same, Transcript, Turn, Word
from speechqa.scripts import Item, Script
from speechqa.scripts.values import When, Within

ROOT = Path(__file__).parents[3]
SAID = (
    ("agent", "Good morning, you have reached Northwind, my name is Ann, what can I do for you?"),
    ("customer", "Hi, I would like to know what the large desk costs, is it in stock?"),
    ("agent", "Before we start: everything on this line is kept on tape. The desk is 240 pounds."),
    ("customer", "That is more than I wanted to spend, to be honest."),
    ("agent", "I see. It comes with five years of warranty and we bring it up to your office at no charge."),
    ("customer", "All right, send me the paperwork then."),
    ("agent", "You will have it by mail within the hour. Anything else on your mind? No? Take care!"),
)


def call() -> Transcript:
    turns, at = [], 0
    for speaker, text in SAID:
        words = tuple(Word(w, at + 300 * i, at + 300 * i + 280) for i, w in enumerate(text.split()))
        turns.append(Turn(speaker, at, words[-1].end_ms, words))  # type: ignore[arg-type]  # a speaker
        at = words[-1].end_ms + 700
    return Transcript("en", at, tuple(turns), "test")


def library() -> tuple[Script, ...]:
    found = scripts.load_library(ROOT / "scripts_library").scripts
    return tuple(script for script in found if script.language == "en")


@pytest.mark.parametrize("script", library(), ids=lambda script: script.id)
def test_leaving_less_likely_stretches_out_changes_no_verdict(
    script: Script, meaning: Meaning, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording, kind = Recording("p", "f", "h", "c", language="en"), CallClass("negotiation", 1.0)
    told = judge(script, call(), recording=recording, call_class=kind, meaning=meaning)
    monkeypatch.setattr(sense, "_TOLD", 1)
    assert judge(script, call(), recording=recording, call_class=kind, meaning=meaning) == told


def test_items_asked_together_are_as_likely_as_alone(meaning: Meaning) -> None:
    said = call()
    heard = meaning.read(said, meaning.describe(said))
    for script in library():
        together = Sense(meaning, heard, "en", dict(script.values), script.items)
        alone = Sense(meaning, heard, "en", dict(script.values))
        for item in script.items:
            ours, theirs = together.item(item), alone.item(item)
            assert ours == theirs
            assert likeliest(ours) is not None


def test_only_who_is_asked_about_is_compared(meaning: Meaning) -> None:
    said = call()
    found = Sense(meaning, meaning.read(said, meaning.describe(said)), "en", {})
    item = Item("a", "", "s", "say", ("that is too expensive",), speaker="customer")
    assert {each.hit.speaker for each in found.item(item)} == {"customer"}
    assert {each.hit.speaker for each in found.condition(("that is too expensive",), "agent")} == {"agent"}


def test_a_plan_asks_for_every_item_and_condition_once() -> None:
    spoken = When(customer_says=("too much",))
    items = (
        Item("a", "A", "s", "say", ("x y",), when=spoken),
        Item("b", "B", "s", "say", ("x y",), when=spoken, within=Within("first", 10, "seconds")),
        Item("c", "C", "s", "all_of", ("p q", "r s"), count=2),
        Item("d", "D", "s", "say", ("legal words",), match="verbatim"),
        Item("e", "E", "s", "must_not_say", ("never", "ever"), speaker="anyone"),
    )
    plans = queries.plans(Same(items), "en", ())
    assert {speaker: len(plan.columns) for speaker, plan in plans.items()} == {
        "customer": 1,
        "agent": 4,
        "anyone": 1,
    }
    assert [query.anywhere for query in plans["agent"].columns] == [True, False, True, True]
    assert queries.plans(Same(items), "en", ()) is plans


def test_a_value_must_be_named_where_every_phrase_asks_for_it() -> None:
    values = (("company", ("Northwind Ltd", "NW")),)
    both = queries.Query(("this is {company}", "{company} here"), "", "agent", (), anywhere=True)
    one = queries.Query(("this is {company}", "hello"), "", "agent", (), anywhere=True)
    assert queries.plan((both, one), "en", values).names == (("northwi", "nw"), ())


@pytest.mark.parametrize(
    ("text", "language", "guarded"),
    [
        ("Good afternoon, cold harbor insurance. It's about your car policy.", "en", True),
        ("Good afternoon, you are talking to Ann. It's about your car policy.", "en", False),
        ("Good afternoon. I'm calling about your car policy.", "en", True),
        ("Guten Tag, hier ist die Versicherung.", "de", False),
    ],
)
def test_where_somebody_must_be_named_a_stretch_without_a_name_is_not_credited(
    meaning: Meaning, text: str, language: str, *, guarded: bool
) -> None:
    item = Item("own_name", "Says their own name", "s", "say", ("my name is {name}", "{name} speaking"))
    said = (text, "Fine.")
    turns, at = [], 0
    for each in said:
        words = tuple(Word(w, at + 300 * i, at + 300 * i + 280) for i, w in enumerate(each.split()))
        turns.append(Turn("agent", at, words[-1].end_ms, words))
        at = words[-1].end_ms + 700
    heard = Transcript(language, at, tuple(turns), "test")
    found = Sense(meaning, meaning.read(heard, meaning.describe(heard)), language, {}).everyone(item)
    whole = [
        each for each in found if each.hit.first.turn == 0 and each.hit.last.word == len(text.split()) - 1
    ]
    assert whole
    assert all(each.guarded for each in whole) == guarded


def test_where_nobody_writes_capitals_a_name_may_be_anywhere(meaning: Meaning) -> None:
    item = Item("own_name", "Says their own name", "s", "say", ("my name is {name}",))
    words = tuple(
        Word(w, 300 * i, 300 * i + 280) for i, w in enumerate(["hi", "you", "are", "talking", "to", "ann"])
    )
    heard = Transcript("en", 3000, (Turn("agent", 0, 2000, words),), "test")
    found = Sense(meaning, meaning.read(heard, meaning.describe(heard)), "en", {}).everyone(item)
    assert not all(each.guarded for each in found)


def is_in(turn: int, unit: Unit) -> bool:
    return unit.first.turn == turn


def test_of_those_that_may_count_the_likeliest_are_told_and_no_others(meaning: Meaning) -> None:
    said = call()
    heard = meaning.read(said, meaning.describe(said))
    for script in library():
        found = Sense(meaning, heard, "en", dict(script.values), script.items)
        for item in script.items:
            everyone = [each for each in found.everyone(item) if each.hit.speaker == item.speaker]
            for turn in {each.hit.first.turn for each in everyone}:
                there = [each for each in everyone if each.hit.first.turn == turn]
                told = found.item(item, fits=partial(is_in, turn))
                assert {each.hit.first.turn for each in told} <= {turn}
                if not queries.for_item(item).anywhere:
                    assert likeliest(told) == likeliest(there)
                    free = [[each for each in some if not each.guarded] for some in (told, there)]
                    assert likeliest(free[0]) == likeliest(free[1])
