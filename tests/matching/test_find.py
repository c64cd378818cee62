from __future__ import annotations

import pytest

from speechqa import matching
from speechqa.lang import get
from speechqa.records import Transcript, Turn, Word, WordAddress

EN = get("en")


def turns(*said, confidence=None, pauses=None):
    """A transcript of (speaker, text) pairs; ``pauses`` maps a turn's number to silence before it."""
    made, now = [], 0
    for number, (speaker, text) in enumerate(said):
        now += (pauses or {}).get(number, 200)
        words = tuple(
            Word(word, now + 350 * i, now + 350 * i + 300, confidence) for i, word in enumerate(text.split())
        )
        now = words[-1].end_ms
        made.append(Turn(speaker, words[0].start_ms, now, words))
    return Transcript("en", now, tuple(made), "test")


def find(phrase, transcript, **options):
    return matching.find(matching.compile_phrase(phrase, EN), matching.index(transcript, EN), **options)


def test_runs_over_the_others_uh_huh():
    said = turns(("agent", "just so you know this call"), ("customer", "uh huh"), ("agent", "is recorded"))
    (hit,) = find("this call is recorded", said)
    assert (hit.first, hit.last) == (WordAddress(0, 4), WordAddress(2, 1))
    assert (hit.start_ms, hit.end_ms) == (said.turns[0].words[4].start_ms, said.turns[2].end_ms)


def test_not_over_a_long_pause():
    said = turns(("agent", "thank you for this call"), ("agent", "is recorded"), pauses={1: 7000})
    assert find("this call is recorded", said) == ()


def test_words_of_two_speakers_make_no_phrase():
    assert find("this call is recorded", turns(("agent", "this call"), ("customer", "is recorded"))) == ()


def test_speaker_is_respected():
    said = turns(("customer", "is this call recorded"))
    assert find("this call recorded", said, speaker="agent") == ()
    assert len(find("this call recorded", said, speaker="customer")) == 1
    assert len(find("this call recorded", said, speaker="anyone")) == 1


def test_all_hits_in_time_order():
    said = turns(("agent", "hello"), ("customer", "hello"), ("agent", "hello hello"))
    hits = find("hello", said)
    assert [hit.start_ms for hit in hits] == sorted(hit.start_ms for hit in hits)
    assert len(hits) == 4


def test_confidence_weighs_recognition():
    sure = find("hello there", turns(("agent", "hello there"), confidence=1.0))[0]
    unsure = find("hello there", turns(("agent", "hello there"), confidence=0.3))[0]
    unknown = find("hello there", turns(("agent", "hello there")))[0]
    assert sure.similarity == unsure.similarity == 1.0
    assert unsure.confidence < sure.confidence == unknown.confidence == 1.0


def test_negated_and_affirmed_are_two_hits():
    said = turns(("agent", "this call is not recorded sorry this call is recorded"))
    assert [hit.negated for hit in find("this call is recorded", said)] == [True, False]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("calls are recorded for training purposes", True),
        ("calls are um recorded for training purposes", True),
        ("call are record for training purpose", True),
        ("for training purposes calls are recorded", False),
        ("calls are taped for training purposes", False),
        ("calls are recorded", False),
    ],
)
def test_verbatim(text, found):
    assert (
        bool(find("calls are recorded for training purposes", turns(("agent", text)), mode="verbatim"))
        is found
    )


def test_loose_bears_free_order_and_a_missing_word():
    said = turns(("agent", "what you get is insurance and then also the free support included in it"))
    assert find("free insurance support", said, mode="loose")


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("you must", "you must pay", True),
        ("you must", "you really must pay", False),
        ("problem", "two problems", True),
        ("problem", "problematic", False),
        ("problem", "a probelm", False),
        ("call you {date}", "we call you tomorrow", True),
        ("call (please) me", "call me", True),
        ("call (please) me", "call please me", True),
        ("it costs {number} pounds", "it costs two hundred pounds", True),
    ],
)
def test_inflected(phrase, text, found):
    assert bool(find(phrase, turns(("agent", text)), mode="inflected")) is found


def test_slots_cover_their_words():
    (hit,) = find("my name is {name}", turns(("agent", "hi my name is peter brown and i")))
    assert hit.last == WordAddress(0, 5)
    (hit,) = find("you owe us {number}", turns(("agent", "you owe us nine hundred and ten pounds")))
    assert hit.last == WordAddress(0, 6)


def test_nearest_tells_what_was_missing():
    said = turns(("agent", "this call will be great"), ("customer", "fine"))
    stream = matching.index(said, EN)
    phrase = matching.compile_phrase("this call is recorded", EN)
    assert matching.find(phrase, stream) == ()
    near = matching.nearest(phrase, stream)
    assert near is not None
    assert "recorded" in near.missing
    assert matching.nearest(matching.compile_phrase("purple elephants", EN), stream) is None


def test_a_negation_before_the_other_spoke_is_another_clause():
    said = turns(("agent", "not yet"), ("customer", "okay"), ("agent", "this call is recorded"))
    assert [hit.negated for hit in find("this call is recorded", said)] == [False]


def test_a_negation_left_hanging_governs_the_next_turn():
    said = turns(("agent", "this call is not"), ("customer", "uh huh"), ("agent", "recorded"))
    assert [hit.negated for hit in find("this call is recorded", said)] == [True]


def test_values_fill_placeholders():
    phrase = matching.compile_phrase("{company} speaking", EN, {"company": ["Fern Hollow", "FH"]})
    stream = matching.index(turns(("agent", "hello fernhollow speaking")), EN)
    assert len(matching.find(phrase, stream)) == 1


@pytest.mark.parametrize("text", ["", "...", "(please)", "{company} calling", "word " * 301])
def test_bad_phrases(text):
    with pytest.raises(ValueError, match="phrase|placeholder"):
        matching.compile_phrase(text, EN)


def test_too_many_readings():
    with pytest.raises(ValueError, match="readings"):
        matching.compile_phrase("{a} {b}", EN, {"a": ["x"] * 100, "b": ["y"] * 100})


def test_empty_transcript():
    stream = matching.index(Transcript("en", 0, (), "test"), EN)
    phrase = matching.compile_phrase("hello", EN)
    assert matching.find(phrase, stream) == ()
    assert matching.nearest(phrase, stream) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no words"),
        ("(please)", "no words"),
        ("{company} calling", "placeholder"),
        ("{name}", "only slots"),
        ("{name} {any}", "only slots"),
        ("um well", "only fillers"),
    ],
)
def test_problems_are_told(text, word):
    assert word in matching.problems(text, EN)


@pytest.mark.parametrize("text", ["hello", "this is {name}", "{number}", "no", "(please) hold"])
def test_no_problems(text):
    assert matching.problems(text, EN) == ""


def test_problems_of_values():
    assert "readings" in matching.problems("{a} {b}", EN, {"a": ["x"] * 100, "b": ["y"] * 100})
    assert matching.problems("{a} here", EN, {"a": ["x"]}) == ""


def test_verbatim_bears_its_own_small_words():
    said = turns(("agent", "well how should I then ever know"))
    assert find("how should I then ever know", said, mode="verbatim")
