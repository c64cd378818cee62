"""Doubt about names that weren't found: what sounds like them is for a person to listen to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from speechqa.checks.items import judge
from speechqa.records import CallClass, Recording, Transcript, Turn, Verdict, Word
from speechqa.scripts import Item, Script, Within

NAMES = {"en": "Coldharbour", "ru": "Ладожский склад", "de": "Brunntal", "pl": "Trzy Wrzosy"}
COMPANY = Item("company", "Names the company", "s", "say", ("{company}",))


def verdict(code: str, said: str, *confidences: float | None, item: Item = COMPANY) -> Verdict:
    words = tuple(
        Word(word, 400 * i, 400 * i + 300, confidence)
        for i, (word, confidence) in enumerate(zip(said.split(), confidences, strict=True))
    )
    turn = Turn("agent", 0, words[-1].end_ms, words)
    transcript = Transcript(code, turn.end_ms + 5000, (Turn("customer", 0, 0, ()), turn), "test")
    script = Script("s", "1", code, "t", (item,), values=(("company", (NAMES[code],)),))
    recording = Recording("p", "f", "h", "c", language=code)
    return judge(script, transcript, recording=recording, call_class=CallClass("negotiation", 1.0))[0]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "hello gold harper here"),
        ("ru", "здравствуйте ладошкин склад слушаю"),
        ("de", "guten Tag Prontal hier"),
        ("pl", "hotel czy wrzos słucham"),
    ],
)
def test_unsure_words_that_sound_like_the_name_are_for_a_person_to_hear(code: str, said: str) -> None:
    found = verdict(code, said, *[0.6] * len(said.split()))
    assert found.verdict == "cannot_tell"
    assert found.reason.startswith(f"Perhaps '{NAMES[code]}', misheard: '")
    assert found.phrase == NAMES[code]


@pytest.mark.parametrize(
    ("said", "confidences"),
    [
        ("hello gold harper here", (0.95, 0.95, 0.95, 0.95)),  # without doubt another name
        ("hello gold harper here", (None, None, None, None)),  # taken at their word
        ("hello sales desk here", (0.6, 0.6, 0.6, 0.6)),  # sounds like nothing
        ("hello golden ardor and Colharbur", (0.9, 0.7, 0.7, 0.9, 0.97)),  # another name, plainly said
    ],
)
def test_other_names_are_no_doubt(said: str, confidences: tuple[float | None, ...]) -> None:
    item = replace(COMPANY, match="verbatim")
    assert verdict("en", said, *confidences, item=item).verdict == "not_met"


def test_only_at_a_permitted_place_and_by_the_right_speaker() -> None:
    said, unsure = "hello " + "there " * 20 + "gold harper", [0.95] * 21 + [0.6, 0.6]
    assert verdict("en", said, *unsure).verdict == "cannot_tell"
    first = replace(COMPANY, within=Within("first", 2, "seconds"))
    assert verdict("en", said, *unsure, item=first).verdict == "not_met"
    assert verdict("en", said, *unsure, item=replace(COMPANY, speaker="customer")).verdict == "not_met"


def test_a_name_that_was_said_needs_no_ear() -> None:
    assert verdict("en", "hello Coldharbour here", 0.6, 0.7, 0.6).verdict == "met"
