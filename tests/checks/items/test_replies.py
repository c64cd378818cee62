"""Replies in other words: what is said at once tells more than what comes later."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from speechqa.checks.items import judge, replies
from speechqa.checks.items.limit import Limit
from speechqa.checks.items.sense import Sensed
from speechqa.meaning import Meaning
from speechqa.records import CallClass, PhraseHit, Recording, Transcript, Verdict, WordAddress
from speechqa.scripts import Item, Script, When

from .test_wants import call

CHANCE = st.floats(0, 1)
WEIGHTS = (1.0, 0.5, 0.8)
ITEM = Item(
    "price_objection",
    "Answers the price objection with what is included or another way to pay",
    "s",
    "say",
    ("that includes the service visit", "you can pay in two parts"),
    when=When(customer_says=("that is too expensive",), reply_within_ms=30_000),
)
OBJECTION = ("customer", "Oh no, that is too expensive.")


@given(CHANCE, CHANCE, CHANCE)
def test_a_likelier_stretch_never_makes_an_answer_less_likely(one: float, other: float, more: float) -> None:
    answered = replies.answered(one, other, WEIGHTS)
    assert 0 < answered < 1
    assert replies.answered(max(one, more), other, WEIGHTS) >= answered
    assert replies.answered(one, max(other, more), WEIGHTS) >= answered


def trigger(transcript: Transcript, turn: int) -> PhraseHit:
    words = transcript.turns[turn].words
    return PhraseHit(
        phrase="that is too expensive",
        speaker="customer",
        first=WordAddress(turn, 0),
        last=WordAddress(turn, len(words) - 1),
        start_ms=words[0].start_ms,
        end_ms=words[-1].end_ms,
        similarity=1.0,
        confidence=1.0,
    )


def sensed(turn: int, chance: float) -> Sensed:
    at = WordAddress(turn, 0)
    return Sensed(PhraseHit("p", "agent", at, at, 0, 1, chance, chance), chance, guarded=False)


def test_the_first_turn_that_is_more_than_a_sign_of_listening_is_the_reply() -> None:
    heard = call(
        "en",
        OBJECTION,
        ("agent", "mhm right"),
        ("customer", "it is"),
        ("agent", "well it has a service visit with it"),
        ("customer", "I see"),
        ("agent", "you can pay in two parts too"),
    )
    limits = (Limit((), "", ""), Limit(((0, 60_000),), "", "", replies_to=(trigger(heard, 0),)))
    found = (sensed(1, 0.1), sensed(3, 0.6), sensed(5, 0.9))
    assert replies.first(ITEM, found, limits, heard) == 0.6
    assert replies.first(ITEM, found[:1], limits, heard) == 0.0
    assert replies.replied_to(limits) == (trigger(heard, 0),)


def verdict(meaning: Meaning, *lines: tuple[str, str]) -> Verdict:
    script, heard = Script("s", "1", "en", "t", (ITEM,)), call("en", OBJECTION, *lines)
    recording, kind = Recording("p", "f", "h", "c", language="en"), CallClass("negotiation", 1.0)
    return judge(script, heard, recording=recording, call_class=kind, meaning=meaning)[0]


def test_an_answer_at_once_is_credited_in_other_words(meaning: Meaning) -> None:
    found = verdict(meaning, ("agent", "I know, but you could split it and settle half of it next month."))
    assert (found.verdict, found.grounds) == ("met", "other_words")


def test_who_passes_over_the_objection_is_not(meaning: Meaning) -> None:
    found = verdict(meaning, ("agent", "Well, everybody says that."), ("customer", "do they"))
    assert found.verdict == "not_met"
