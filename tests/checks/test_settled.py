from dataclasses import replace

import pytest

from speechqa.checks.commitments import find_commitments
from speechqa.checks.settled import settled
from speechqa.records import CallClass, OutcomeChance, Transcript, Turn, Word

SALE = CallClass(
    "negotiation",
    0.9,
    "sale_agreed",
    "delivery",
    outcomes=(OutcomeChance("sale_agreed", 0.7), OutcomeChance("invoice_issued", 0.2)),
)


def call(*said, language="en"):
    turns, at = [], 0
    for number, text in enumerate(said):
        words = tuple(Word(w, at + 300 * i, at + 300 * i + 250) for i, w in enumerate(text.split()))
        turns.append(Turn(("agent", "customer")[number % 2], at, words[-1].end_ms, words))
        at = words[-1].end_ms + 400
    return Transcript(language, at, tuple(turns), "test")


def settle(found, heard):
    return settled(found, heard, find_commitments(heard, started_at=""))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Right, I'll send you the invoice today."),
        ("de", "Gut, ich schicke Ihnen heute die Rechnung."),
        ("ru", "Хорошо, сегодня вышлю вам счёт."),
        ("pl", "Dobrze, wyślę panu dziś fakturę."),
    ],
)
def test_a_promised_invoice_is_the_outcome(language, text):
    found = settle(SALE, call("Hello", "I take the two desks.", text, "Thanks.", language=language))
    assert (found.outcome, found.stage) == ("invoice_issued", "payment")
    assert [each.outcome for each in found.outcomes] == ["invoice_issued", "sale_agreed"]
    assert sum(each.chance for each in found.outcomes) <= 1
    assert found.outcomes[0].cue.quote in text
    assert found.outcomes[0].cue.turn == 2


@pytest.mark.parametrize(
    "text",
    [
        "I can't send you an invoice.",
        "I sent you the invoice last week.",
        "If you order today I could send an invoice.",
        "Shall I send the invoice?",
    ],
)
def test_no_promise_settles_nothing(text):
    assert settle(SALE, call("Hello", "I take the two desks.", text, "No, leave it.")) == SALE


def test_other_calls_have_no_outcome():
    support = replace(SALE, call_type="other", outcome="none", stage=None, outcomes=())
    assert settle(support, call("Hello", "Hi", "I'll send you the invoice today.", "Thanks.")) == support
