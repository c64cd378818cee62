"""What speaks for and against a verdict, as the person who disputes it sees it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from speechqa.checks.explain import explain
from speechqa.checks.items import judge
from speechqa.checks.items.other_words import LIKELY, LIKELY_FORBIDDEN
from speechqa.meaning import encoders, load_meaning
from speechqa.records import (
    CallClass,
    PhraseSound,
    Recording,
    RemovedText,
    Span,
    Transcript,
    Turn,
    Word,
)
from speechqa.scripts import Item, Script, When, Within, load_library

RECORDING = Recording("p", "f", "h", "c", direction="inbound", language="en")
NEGOTIATION = CallClass("negotiation", 0.9)
NOTICE = Item("notice", "Says that the call is recorded", "Opening", "say", ("this call is recorded",))
HELLO = (0.0, "customer", "Hello there.")


def call(*lines, language="en", **more):
    """A call of (second, speaker, text), 400 ms a word."""
    turns = []
    for start_s, speaker, text in lines:
        start = round(start_s * 1000)
        words = tuple(
            Word(w, start + 400 * i, start + 400 * (i + 1), 0.9) for i, w in enumerate(text.split())
        )
        turns.append(Turn(speaker, start, words[-1].end_ms, words))
    return Transcript(language, 120_000, tuple(turns), "test", **more)


def told(item, transcript, *others, meaning=None):
    """The verdict on an item and its evidence."""
    script = Script("s", "1", transcript.language, "t", (item, *others))
    given = {"recording": RECORDING, "call_class": NEGOTIATION, "meaning": meaning}
    verdict = judge(script, transcript, **given)[0]
    return verdict, explain(item, script, transcript, **given)


def changed(item, **fields):
    return replace(item, **fields)


def test_a_hit_has_its_words_their_place_and_the_turn_round_them():
    said = call(HELLO, (3, "agent", "Just so you know, this call is being recorded, okay."))
    verdict, evidence = told(NOTICE, said)
    [phrase] = evidence.phrases
    [hit] = phrase.hits
    assert (verdict.verdict, verdict.phrase, verdict.missing) == ("met", "this call is recorded", ())
    assert (hit.counts, hit.why, hit.said.speaker) == (True, "counts", "agent")
    assert (hit.said.before, hit.said.text, hit.said.after) == (
        "Just so you know,",
        "this call is being recorded,",
        "okay.",
    )
    assert [row.mark for row in hit.pairings if row.asked] == ["same"] * 4
    assert phrase.nearest is None
    assert evidence.senses == ()  # words were enough


def test_a_negated_hit_names_the_word_that_cancels_it():
    verdict, evidence = told(NOTICE, call(HELLO, (3, "agent", "Well. This call is not recorded at all.")))
    [hit] = evidence.phrases[0].hits
    assert verdict.verdict == "not_met"
    assert (hit.counts, hit.why, hit.cause) == (False, "negated", "not")
    assert ("", "not", "denial") in [(row.asked, row.said, row.mark) for row in hit.pairings]


def test_a_condition_names_its_word():
    _, evidence = told(NOTICE, call(HELLO, (3, "agent", "I will tell you if this call is recorded.")))
    [hit] = evidence.phrases[0].hits
    assert not hit.counts
    assert "if" in hit.cause


def test_a_decoy_is_shown_with_its_words():
    item = changed(NOTICE, not_=("last call is recorded",), phrases=("call is recorded",))
    _, evidence = told(item, call(HELLO, (3, "agent", "Your last call is recorded here.")))
    [hit] = evidence.phrases[0].hits
    assert hit.why == "cancelled by the decoy 'last call is recorded'"
    assert hit.cause == "'last call is recorded' at 0:03"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ((3, "customer", "This call is recorded, right."), "said by the customer, not the agent"),
        ((60, "agent", "This call is recorded."), "Said at 1:00, after the first 30 s"),
    ],
)
def test_the_wrong_speaker_and_the_wrong_place(line, why):
    item = changed(NOTICE, within=Within("first", 30, "seconds"))
    verdict, evidence = told(item, call(HELLO, (1, "agent", "Yes, who is it?"), line))
    [hit] = evidence.phrases[0].hits
    assert verdict.verdict == "not_met"
    assert (hit.counts, hit.why) == (False, why)
    assert evidence.where == ("in the first 30 s",)
    assert evidence.window == ((0, 31_000),)


def test_a_miss_shows_the_nearest_thing_said_and_what_is_missing():
    item = changed(NOTICE, phrases=("the delivery of your order is free of charge",))
    said = call(HELLO, (3, "agent", "The delivery of an order is on the page."))
    verdict, evidence = told(item, said)
    near = evidence.phrases[0].nearest
    assert verdict.verdict != "met"
    assert verdict.phrase == item.phrases[0]
    assert evidence.senses is None  # nothing to compare by sense with
    assert "free" in verdict.missing
    assert near is not None
    assert not near.counts
    assert {row.asked for row in near.pairings if row.mark == "missing"} >= {"free", "charge"}
    assert "too unlike" in near.why


def test_legal_text_said_too_freely_is_shown_as_its_nearest():
    item = changed(NOTICE, match="verbatim", phrases=("this call is recorded for training purposes",))
    said = call(HELLO, (3, "agent", "For purposes of training we are recording this call."))
    _, evidence = told(item, said)
    assert evidence.senses is None
    assert evidence.phrases[0].nearest is not None


def test_what_must_not_be_said():
    item = changed(NOTICE, kind="must_not_say", phrases=("we guarantee delivery", "never again"))
    verdict, evidence = told(item, call(HELLO, (3, "agent", "Friday, we guarantee delivery.")))
    assert (verdict.verdict, verdict.phrase) == ("not_met", "we guarantee delivery")
    assert evidence.phrases[0].hits[0].counts
    assert not evidence.phrases[1].hits


def test_each_phrase_of_several_has_its_own_evidence():
    item = changed(NOTICE, kind="all_of", phrases=("my name is {name}", "how can I help"), count=2)
    _, evidence = told(item, call(HELLO, (3, "agent", "Good day, my name is Anna Berg.")))
    assert [bool(each.hits) for each in evidence.phrases] == [True, False]
    assert evidence.phrases[0].hits[0].pairings[-1].mark == "name"


def test_the_best_hit_comes_first_and_the_others_are_kept():
    item = changed(NOTICE, within=Within("last", 60, "seconds"))
    said = call(HELLO, (3, "agent", "This call is recorded."), (90, "agent", "This call is recorded."))
    _, evidence = told(item, said)
    assert [hit.counts for hit in evidence.phrases[0].hits] == [True, False]


def test_what_fulfilled_the_condition_and_why_it_does_not_apply():
    item = changed(NOTICE, when=When(customer_says=("too expensive",), reply_within_ms=30_000))
    price = (3, "agent", "That is ninety pounds.")
    _, applies = told(item, call(HELLO, price, (6, "customer", "That is too expensive.")))
    assert [said.text for said in applies.triggers] == ["too expensive."]
    assert "within 30 s after" in applies.where[0]
    verdict, refused = told(item, call(HELLO, price, (6, "customer", "That is fine.")))
    assert verdict.verdict == "not_applicable"
    assert refused.refusal == verdict.reason
    assert refused.triggers == ()


def test_what_was_not_heard_in_the_window_is_told():
    span = Span("agent", 5_000, 9_000)
    removed = RemovedText("agent", 10_000, 12_000, "Thank you for watching", "invented")
    other = RemovedText("customer", 10_000, 12_000, "uh", "invented")
    sound = PhraseSound("this call is recorded", (span,), span, "this coal is", 12.0, -0.5, None, "perhaps")
    said = call(
        HELLO,
        (3, "agent", "Yes?"),
        unheard=(span, Span("customer", 1, 900)),
        removed=(removed, other),
        second_look=(sound,),
    )
    _, evidence = told(NOTICE, said)
    assert evidence.unheard == (span,)
    assert evidence.removed == (removed,)
    assert evidence.sounds == (sound,)
    assert "could not be recognised" in evidence.doubt


@pytest.mark.skipif(not encoders.installed(), reason="needs the extra 'meaning'")
def test_a_miss_shows_what_comes_nearest_by_sense_and_why_it_is_not_credited():
    meaning = load_meaning(Path(__file__).parents[2] / "models" / "meaning")
    said = call(
        HELLO,
        (3, "agent", "Good morning, what can I do for you?"),
        (8, "customer", "Do you store what I say?"),
        (12, "agent", "No, this conversation is not being taped by us."),
        (20, "customer", "Fine, I need two desks."),
    )
    verdict, evidence = told(NOTICE, said, meaning=meaning)
    assert verdict.verdict != "met"
    assert evidence.senses
    assert not any(each.counts for each in evidence.senses)
    assert any("denied" in each.why for each in evidence.senses)
    chances = [round(each.chance, 2) for each in evidence.senses]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.skipif(not encoders.installed(), reason="needs the extra 'meaning'")
def test_a_forbidden_thing_counts_by_sense_only_where_the_verdict_was_left_open_for_it():
    root = Path(__file__).parents[2]
    meaning = load_meaning(root / "models" / "meaning")
    library = load_library(root / "scripts_library").get("en-inbound-sales")
    item = next(item for item in library.items if item.id == "no_false_promise")
    chances = []
    for said in (
        "You have my personal assurance it arrives.",
        "It will be fine.",
        "It should arrive on Friday.",
    ):
        verdict, evidence = told(item, call(HELLO, (3, "agent", said)), meaning=meaning)
        assert any(each.counts for each in evidence.senses) is (verdict.verdict == "cannot_tell"), said
        chances.append(max(each.chance for each in evidence.senses))
    # The second is likely, as elsewhere counts, and not as likely as what must not be said has to be.
    assert chances[0] >= LIKELY_FORBIDDEN > chances[1] >= LIKELY > chances[2]


@pytest.mark.skipif(not encoders.installed(), reason="needs the extra 'meaning'")
@pytest.mark.parametrize(
    ("said", "value", "counts"),
    [
        ("Well, you can be sure that no one of them ever returns", "cannot_tell", True),
        ("Well, I can't promise that none of them ever returns", "met", False),
    ],
)
def test_a_disclaimed_promise_is_shown_and_counts_for_nothing(said, value, counts):
    meaning = load_meaning(Path(__file__).parents[2] / "models" / "meaning")
    phrases = ("they will never come back", "you'll never see another one")
    item = Item("i", "Never promises that the pests will not come back", "s", "must_not_say", phrases)
    verdict, evidence = told(item, call(HELLO, (3, "agent", said)), meaning=meaning)
    assert verdict.verdict == value
    assert any(each.counts for each in evidence.senses) is counts


@pytest.mark.skipif(not encoders.installed(), reason="needs the extra 'meaning'")
def test_a_reply_is_told_to_be_weighed_with_what_was_said_at_once():
    meaning = load_meaning(Path(__file__).parents[2] / "models" / "meaning")
    item = Item(
        "i",
        "Answers the price objection",
        "s",
        "say",
        ("that includes the service visit",),
        when=When(customer_says=("too expensive",), reply_within_ms=30_000),
    )
    said = call(
        HELLO,
        (3, "agent", "That is ninety pounds."),
        (6, "customer", "That is too expensive."),
        (9, "agent", "Well, everybody says so."),
    )
    verdict, evidence = told(item, said, meaning=meaning)
    assert verdict.verdict != "met"
    assert any("with what was said at once it would have to be 0.75" in each.why for each in evidence.senses)
