"""What the sound is asked before an agent is failed, and what its answer changes: never into met."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa import lang
from speechqa.checks.items import judge, questions
from speechqa.checks.items.second_look import doubtful_places, spoken, turned
from speechqa.records import CallClass, PhraseSound, Recording, Span, Transcript, Turn, Word
from speechqa.scripts import Item, Script, When, Within

RECORDING = Recording("p", "f", "h", "c", direction="inbound", language="en")
NEGOTIATION = CallClass("negotiation", 0.9)
NOTICE = Item(
    id="notice",
    title="Says that the call is recorded",
    section="Opening",
    kind="say",
    phrases=("this call is recorded", "the call is being recorded"),
    not_=("is not recorded",),
    match="verbatim",
    weight=3.0,
    critical=True,
)
BOTH = replace(NOTICE, id="both", kind="all_of", phrases=("legal cover", "courtesy car"), count=2, not_=())
NEVER = replace(NOTICE, id="never", kind="must_not_say", phrases=("we guarantee delivery",))


def turn(start_s, speaker, text):
    """A turn of 400 ms a word; the recogniser is unsure of words with a "?" in front."""
    at = round(start_s * 1000)
    words = tuple(
        Word(word.lstrip("?"), at + 400 * i, at + 400 * (i + 1), 0.3 if word[0] == "?" else 0.95)
        for i, word in enumerate(text.split())
    )
    return Turn(speaker, at, at + 400 * len(words), words)


CALL = Transcript(
    "en",
    60_000,
    (
        turn(0, "customer", "hello I need a table for my office please"),
        turn(5, "agent", "good morning what can I do for you today ?score ?is ?for you of course"),
        turn(20, "customer", "?sure ?enough then tell me about it"),
        turn(30, "agent", "we have many tables in stock and they are made of oak"),
    ),
    "test",
)
GARBLED = Span("agent", 8000, 10_400)


def sound(phrase="this call is recorded", place=GARBLED, hearing="said", evidence=16.0, heard="score is for"):
    return PhraseSound(phrase, (place,), place, heard, evidence, 0.0, None, hearing)


def judged(item, *sounds, call=CALL, values=()):
    script = Script("s", "1", "en", "t", (item,), values=values)
    told = replace(call, second_look=sounds)
    (verdict,) = judge(script, told, recording=RECORDING, call_class=NEGOTIATION)
    return verdict


def asked(*items, call=CALL, values=()):
    script = Script("s", "1", "en", "t", items, values=values)
    verdicts = judge(script, call, recording=RECORDING, call_class=NEGOTIATION)
    return questions(script, call, verdicts, recording=RECORDING, call_class=NEGOTIATION)


# -- what is asked -------------------------------------------------------------


def test_what_nobody_found_is_asked_where_words_are_doubtful():
    (question,) = asked(NOTICE)
    assert question.phrases == NOTICE.phrases
    assert question.places == (GARBLED,)
    decoys = dict(question.decoys)["this call is recorded"]
    assert decoys == (
        "this not call is recorded",
        "this call not is recorded",
        "this call is not recorded",
        "is not recorded",
    )


def test_the_weightiest_items_are_asked_first():
    light = replace(NOTICE, id="light", critical=False, weight=1.0, phrases=("have a nice day",))
    heavy = replace(light, id="heavy", weight=2.0, phrases=("thank you for calling",))
    order = [question.phrases[0] for question in asked(light, heavy, NOTICE)]
    assert order == ["this call is recorded", "thank you for calling", "have a nice day"]


@pytest.mark.parametrize(
    "item",
    [
        replace(NOTICE, phrases=("what can I do for you",)),  # met
        replace(NOTICE, within=Within("last", 20, "seconds")),  # nothing doubtful there
        replace(NOTICE, phrases=("we have many tables",), within=Within("first", 10, "seconds")),  # misplaced
        replace(NOTICE, when=When(customer_says=("too expensive",))),  # doesn't apply
        replace(NOTICE, phrases=("{name}", "bye")),  # nothing to look for
        NEVER,
    ],
)
def test_nothing_is_asked_without_need(item):
    assert asked(item) == ()


def test_a_reply_is_looked_for_where_it_had_to_be():
    at_once = replace(NOTICE, when=When(customer_says=("need a table",), reply_within_ms=9000))
    assert asked(at_once)[0].places == (GARBLED,)
    assert asked(replace(at_once, when=replace(at_once.when, reply_within_ms=1000))) == ()


def test_speech_without_words_is_the_most_doubtful():
    call = replace(CALL, unheard=(Span("agent", 40_000, 42_000), Span("customer", 44_000, 49_000)))
    places = doubtful_places(call, "agent", ((0, 60_000),))
    assert places == (Span("agent", 40_000, 42_000), GARBLED)
    assert doubtful_places(call, "agent", ((41_000, 41_500), (50_000, 60_000))) == (
        Span("agent", 41_000, 41_500),
    )


def test_one_doubtful_word_hides_no_phrase():
    call = replace(CALL, turns=(turn(0, "agent", "good ?morning what can I do for ?you today"),))
    assert doubtful_places(call, "agent", ((0, 60_000),)) == ()


def test_there_is_no_sound_behind_the_end():
    call = replace(CALL, unheard=(Span("agent", 55_000, 90_000),))
    assert doubtful_places(call, "agent", ((0, 90_000),))[0] == Span("agent", 55_000, 60_000)


spans = st.builds(
    lambda speaker, start, length: Span(speaker, start, start + length),
    st.sampled_from(["agent", "customer", "unknown"]),
    st.integers(0, 70_000),
    st.integers(1, 9000),
)


@given(st.lists(spans, max_size=5), st.tuples(st.integers(0, 60_000), st.integers(1, 60_000)))
def test_places_lie_inside_and_apart(unheard, window):
    low, length = window
    found = doubtful_places(replace(CALL, unheard=tuple(unheard)), "anyone", ((low, low + length),))
    assert all(low <= each.start_ms < each.end_ms <= min(low + length, 60_000) for each in found)
    for speaker in ("agent", "customer", "unknown"):
        own = sorted((each.start_ms, each.end_ms) for each in found if each.speaker == speaker)
        assert all(end < start for (_, end), (start, _) in itertools.pairwise(own))


@pytest.mark.parametrize(
    ("phrase", "texts"),
    [
        ("this call is recorded", ("this call is recorded",)),
        ("this call is (now) recorded", ("this call is recorded",)),
        ("thank you for calling {company}", ("thank you for calling Acme", "thank you for calling Acme Ltd")),
        ("my name is {name}", ("my name is",)),
        ("{name} from {company} speaking", ("from Acme speaking", "from Acme Ltd speaking")),
        ("it costs {number} euros a month", ("euros a month",)),
        ("hello", ()),
        ("{any}", ()),
    ],
)
def test_phrases_are_looked_for_as_they_may_be_said(phrase, texts):
    assert spoken(phrase, {"company": ["Acme", "Acme Ltd"]}) == texts


@pytest.mark.parametrize(
    ("language", "phrase", "opposite"),
    [
        ("en", "this call is not recorded", ("this call is recorded",)),
        ("ru", "звонок записывается", ("звонок не записывается",)),
        ("de", "wird aufgezeichnet", ("wird nicht aufgezeichnet",)),
        ("pl", "rozmowa jest nagrywana", ("rozmowa nie jest nagrywana", "rozmowa jest nie nagrywana")),
        ("fr", "appel enregistré", ()),
    ],
)
def test_the_opposite_of_a_phrase(language, phrase, opposite):
    assert turned(phrase, lang.get(language)) == opposite


# -- what the answer changes ----------------------------------------------------


def test_what_the_sound_may_hold_is_left_open_and_the_reason_says_where():
    assert judged(NOTICE).verdict == "not_met"
    found = judged(NOTICE, sound())
    assert (found.verdict, found.points, found.max_points) == ("cannot_tell", 0.0, 0.0)
    assert found.reason == (
        "Not found, but the sound at 0:08 may hold 'this call is recorded' "
        "(the recogniser wrote 'score is for')"
    )
    assert (found.speaker, found.start_ms, found.end_ms) == ("agent", 8000, 10_400)
    assert judged(NOTICE, sound(hearing="perhaps", evidence=7.0)).verdict == "cannot_tell"
    assert judged(NOTICE, sound(heard="")).reason.endswith("(the recogniser wrote nothing)")


@pytest.mark.parametrize(
    "told",
    [
        sound(hearing="not heard", evidence=2.0),
        sound("have a nice day"),
        sound(place=Span("customer", 8000, 10_400)),
        sound(place=Span("agent", 40_000, 42_000)),
    ],
)
def test_other_answers_change_nothing(told):
    item = replace(NOTICE, within=Within("first", 30, "seconds"))
    assert judged(item, told) == judged(item)


def test_of_several_phrases_as_many_must_be_heard_as_are_missing():
    assert judged(BOTH, sound("legal cover")).verdict == "not_met"
    assert judged(BOTH, sound("legal cover"), sound("courtesy car")).verdict == "cannot_tell"
    one_said = replace(CALL, turns=(*CALL.turns, turn(50, "agent", "there is a courtesy car")))
    assert judged(BOTH, sound("legal cover"), call=one_said).verdict == "cannot_tell"
    one_of = replace(BOTH, kind="at_least", count=1)
    assert judged(one_of, sound("legal cover")).verdict == "cannot_tell"


def test_any_value_of_a_slot_may_be_heard():
    item = replace(NOTICE, phrases=("thank you for calling {company}",))
    values = (("company", ("Acme", "Acme Ltd")),)
    assert judged(item, sound("thank you for calling Acme Ltd"), values=values).verdict == "cannot_tell"


heard = st.sampled_from(["this call is recorded", "legal cover", "courtesy car", "we guarantee delivery"])
answers = st.builds(sound, heard, spans, st.sampled_from(["said", "perhaps", "not heard"]), st.floats(-5, 30))


@given(st.lists(answers, max_size=4), st.sampled_from([NOTICE, BOTH, NEVER]))
def test_no_answer_makes_an_item_met_or_failed(told, item):
    before, after = judged(item), judged(item, *told)
    assert after == before or (before.verdict, after.verdict) == ("not_met", "cannot_tell")
