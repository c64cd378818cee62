from pathlib import Path

import pytest

from speechqa.checks.lint import warnings
from speechqa.scripts import AppliesTo, Item, Script, ScriptLibrary, When, Within, load_library

EXAMPLES = {"examples_met": ("something",), "examples_not_met": ("nothing",)}


def item(name: str, *phrases: str, **fields) -> Item:
    return Item(name, "t", "s", fields.pop("kind", "say"), phrases, **{**EXAMPLES, **fields})


def texts(*items: Item, language: str = "en", **fields) -> list[str]:
    """The warnings, without the file that there isn't."""
    script = Script("x", "1", language, "t", items, **fields)
    return [f"{each.item}: {each.text}" for each in warnings(ScriptLibrary((script,)))]


@pytest.mark.parametrize(
    ("language", "phrase", "why"),
    [
        ("en", "sure", "one short word"),
        ("en", "that is it", "only small words"),
        ("en", "it will be {number}", "wherever {number} stands"),
        ("de", "teuer", "one short word"),
        ("ru", "это так", "only small words"),
        ("pl", "tak", "only small words"),
    ],
)
def test_a_phrase_too_short_to_be_safe_is_told(language, phrase, why):
    (told,) = texts(item("a", phrase), language=language)
    assert why in told
    assert "'within' or 'reply_within'" in told


@pytest.mark.parametrize(
    "fields",
    [
        {"within": Within("first", 15, "seconds")},
        {"within": Within("last", 2, "turns")},
        {"when": When(agent_says=("is the address correct",), reply_within_ms=20_000)},
    ],
)
def test_a_short_phrase_at_a_narrow_place_is_fine(fields):
    assert texts(item("a", "yes", **fields)) == []


@pytest.mark.parametrize("phrase", ["goodbye", "may I take your name", "{company}", "this is {name}"])
def test_phrases_that_tell_are_fine(phrase):
    assert texts(item("a", phrase), values=(("company", ("Larkfield",)),)) == []


def test_a_short_condition_is_told_at_its_place():
    (told,) = texts(item("a", "we can split the payment", when=When(customer_says=("dear",))))
    assert "'dear' is one short word" in told


def test_one_saying_that_counts_for_two_items_is_told_once():
    (told,) = texts(item("a", "thank you for calling"), item("b", "thanks for calling us today"))
    assert "a: 'thank you for calling' is also found in 'thanks for calling us today' of item 'b'" in told
    assert "credited twice" in told


def test_equal_phrases_are_told_at_the_later_item():
    (told,) = texts(item("a", "take care my friend"), item("b", "take care my friend"))
    assert told.startswith("b: ")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"within": Within("first", 15, "seconds")}, {"within": Within("last", 30, "seconds")}),
        ({"within": Within("first", 2, "turns")}, {"within": Within("last", 30, "seconds")}),
        ({"speaker": "customer"}, {}),
        ({"when": When(direction=("inbound",))}, {"when": When(direction=("outbound",))}),
        ({"after": "b"}, {}),
        ({"before": "b"}, {}),
    ],
)
def test_items_that_never_share_a_saying_are_fine(first, second):
    assert texts(item("a", "take care my friend", **first), item("b", "take care my friend", **second)) == []


def test_what_is_asked_for_and_forbidden_is_told():
    (told,) = texts(
        item("a", "we guarantee delivery", kind="must_not_say"), item("b", "we guarantee delivery by Friday")
    )
    assert "who says what that item asks for breaks this one" in told


def test_a_decoy_that_cancels_its_own_phrase_is_told():
    (told,) = texts(item("a", "this call is recorded", not_=("call is recorded",)))
    assert "never counts: the decoy 'call is recorded' cancels it" in told


def test_a_phrase_that_its_item_does_not_find_is_told():
    (told,) = texts(item("a", "if the call is recorded we tell you"), item("b", "{number} and a half"))
    assert told.startswith("b: '{number} and a half' isn't found when it is said as written")


@pytest.mark.parametrize(
    ("fields", "scope", "why"),
    [
        ({"when": When(direction=("outbound",))}, AppliesTo(direction=("inbound",)), "never applies"),
        ({"when": When(call_type=("other",))}, AppliesTo(call_type=("negotiation",)), "never applies"),
        ({"when": When(language=("de",))}, AppliesTo(), "the script is in 'en'"),
        ({}, AppliesTo(language=("de", "pl")), "it fits no call"),
        (
            {
                "when": When(customer_says=("how much is it",), reply_within_ms=1000),
                "within": Within("first", 1, "turns"),
            },
            AppliesTo(),
            "answers nothing",
        ),
    ],
)  # fmt: skip
def test_conditions_that_never_hold_are_told(fields, scope, why):
    (told,) = texts(item("a", "it includes the delivery", **fields), applies_to=scope)
    assert why in told


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (Within("first", 20, "percent"), Within("last", 20, "percent"), "in any call"),
        (Within("first", 15, "seconds"), Within("last", 30, "seconds"), "in calls over 45 s"),
        (Within("first", 50, "percent"), Within("last", 30, "seconds"), "in calls over 60 s"),
        (Within("first", 60, "percent"), Within("last", 60, "percent"), ""),
        (Within("first", 3, "turns"), Within("last", 30, "seconds"), ""),
        (Within("first", 300, "seconds"), Within("last", 300, "seconds"), ""),
    ],
)
def test_an_order_against_the_windows_is_told(first, last, told):
    late, early = item("late", "goodbye for now", within=last), item("early", "lovely weather", within=first)
    after = texts(late, Item(**{name: getattr(early, name) for name in early.__slots__} | {"after": "late"}))
    before = texts(
        Item(**{name: getattr(late, name) for name in late.__slots__} | {"before": "early"}), early
    )
    for found, field in ((after, "after: late"), (before, "before: early")):
        assert len(found) == bool(told)
        assert all(told in text and field in text for text in found)


def test_after_what_is_forbidden_is_told():
    (told,) = texts(
        item("a", "sign it today", kind="must_not_say"), item("b", "take all the time you need", after="a")
    )
    assert "met only by breaking" in told


def test_items_without_examples_are_told():
    told = texts(
        item("a", "lovely weather", examples_met=(), examples_not_met=()),
        item("b", "what is the postcode", examples_not_met=()),
        item("c", "delivery is included", examples_met=()),
    )
    assert [text.split(";")[0] for text in told] == [
        "a: has no examples",
        "b: has no 'not_met' examples",
        "c: has no 'met' examples",
    ]


def test_file_and_line_are_those_of_the_text(tmp_path: Path):
    (tmp_path / "s.yaml").write_text(
        """id: x
version: 1
language: en
title: t
sections:
  - title: s
    items:
      - id: a
        title: t
        say:
          - what can I do for you
          - sure
        examples: {met: [sure], not_met: [no idea]}
""",
        encoding="utf-8",
    )
    (told,) = warnings(load_library(tmp_path))
    assert (told.file, told.line, told.item) == ((tmp_path / "s.yaml").as_posix(), 12, "a")
