"""What is entered is checked and cleaned the same way, wherever it comes from."""

import pytest
from reviewed_calls import WEIGHTS, call, review

from speechqa.errors import ReviewError
from speechqa.review import Said, entry, reviewed


def test_an_override_is_complete():
    made = entry(
        call(), Said("decision", " Olga  Lind ", "greeting", "Not met", "never\r\nsaid\x00\u202e it")
    )
    assert (made.call_id, made.audio, made.script, made.item) == ("a", "hash-a", "sales", "greeting")
    assert (made.author, made.value, made.machine, made.reason) == (
        "Olga Lind", "not_met", "met", "never\nsaid it"
    )  # fmt: skip
    assert made.digest


def test_a_confirmation_needs_no_reason():
    assert entry(call(), Said("decision", "Olga", "greeting", "met")).value == "met"


def test_the_machines_verdict_stays_the_machines_after_a_decision():
    decided = reviewed(call(), [review(value="not_met")], WEIGHTS)
    assert entry(decided, Said("decision", "Piotr", "greeting", "met")).machine == "met"


def test_withdrawing_is_a_decision_without_value():
    assert entry(call(), Said("decision", "Olga", "greeting", "withdraw")).value == ""


@pytest.mark.parametrize(
    ("said", "field", "says"),
    [
        (Said("decision", "Olga", "greeting", "not_met"), "reason", "the machine says met"),
        (Said("decision", "Olga", "greeting", "not_met", " \n "), "reason", "give the reason"),
        (Said("decision", " ", "greeting", "met"), "author", "Give a name"),
        (Said("decision", "x" * 101, "greeting", "met"), "author", "longer"),
        (Said("decision", "Olga", "greeting", "good"), "value", "'good' must be one of met"),
        (Said("decision", "Olga", "", "met"), "value", "negotiation"),
        (Said("rating", "Olga", "greeting", "withdraw"), "value", "must be one of"),
        (Said("decision", "Olga", "nothing", "met"), "item", "no item 'nothing'"),
        (Said("decision", "Olga", "greeting", "met", "x" * 2001), "reason", "2000"),
        (Said("appeal", "anna", "greeting"), "reason", "without words"),
        (Said("answer", "Olga", "greeting", "", "no", "none"), "about", "no such appeal"),
    ],
)
def test_what_is_wrong_is_told_with_its_field(said, field, says):
    with pytest.raises(ReviewError, match=says) as caught:
        entry(call(), said)
    assert caught.value.field == field
