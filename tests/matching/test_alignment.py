"""What the search laid over what, as people see it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa import matching
from speechqa.lang import get
from speechqa.records import Transcript, Turn, Word

PHRASES = {
    "en": ["this call is recorded", "we do not guarantee delivery", "your order includes a warranty"],
    "ru": ["разговор записывается", "мы не гарантируем доставку", "в стоимость входит гарантия"],
    "de": ["das Gespräch wird aufgezeichnet", "ich rufe Sie morgen an"],
    "pl": ["rozmowa jest nagrywana", "nie gwarantujemy dostawy"],
}
BETWEEN = {"en": "um really river", "ru": "э очень река", "de": "äh wirklich fluss", "pl": "yyy bardzo rzeka"}


def stream(code, text):
    words = tuple(Word(word, 350 * i, 350 * i + 300, 0.9) for i, word in enumerate(text.split()))
    turn = Turn("agent", 0, words[-1].end_ms, words)
    return matching.index(Transcript(code, words[-1].end_ms, (turn,), "test"), get(code))


def aligned(code, phrase, text, *, mode="close", values=None):
    said, compiled = stream(code, text), matching.compile_phrase(phrase, get(code), values)
    if mode == "nearest":
        return matching.alignment(compiled, said, matching.nearest(compiled, said), mode="nearest")
    (hit,) = matching.find(compiled, said, mode=mode)
    return matching.alignment(compiled, said, hit, mode=mode)


def rows(pairings):
    return [(each.asked, each.said, each.mark) for each in pairings]


@pytest.mark.parametrize(
    ("code", "phrase", "text", "expected"),
    [
        ("en", "this call is recorded", "so this call, um, is not recorded",
         [("this", "this", "same"), ("call", "call", "same"), ("", "um", "filler"), ("is", "is", "same"),
          ("", "not", "denial"), ("recorded", "recorded", "same")]),
        ("en", "I am {name}", "I am Anna Berg",
         [("i", "I", "same"), ("am", "am", "same"), ("{name}", "Anna Berg", "name")]),
        ("en", "that comes to {number} pounds", "that comes to two hundred and forty pounds",
         [("that", "that", "same"), ("comes", "comes", "same"), ("to", "to", "same"),
          ("{number}", "two hundred and forty", "number"), ("pounds", "pounds", "same")]),
        ("ru", "разговор записывается", "разговоры записываются",
         [("разговор", "разговоры", "form"), ("записывается", "записываются", "form")]),
        ("pl", "rozmowa jest nagrywana", "rozmowy są nagrywane",
         [("rozmowa", "rozmowy", "form"), ("jest", "są", "form"), ("nagrywana", "nagrywane", "form")]),
    ],
)  # fmt: skip
def test_each_word_stands_beside_what_was_said_for_it(code, phrase, text, expected):
    assert rows(aligned(code, phrase, text)) == expected


def test_a_verb_and_its_particle_are_one_row():
    found = rows(aligned("de", "ich rufe Sie morgen an", "ich rufe Sie dann morgen wieder an"))
    assert ("rufe", "rufe … an", "same") in found
    assert ("", "wieder", "extra") in found


def test_words_misheard_and_written_apart():
    values = {"company": ["Pellbrook Office Supplies"]}
    found = rows(aligned("en", "{company}", "this is Pell brook Office Suplies", values=values))
    assert found[0] == ("pellbrook", "Pell brook", "apart")
    assert found[2] == ("supplies", "Suplies", "sound")


def test_a_word_said_twice_and_another_of_the_same_sense():
    found = rows(aligned("en", "this call is recorded", "this call is, is taped"))
    assert ("", "is", "repeated") in found
    assert found[-1] == ("recorded", "taped", "synonym")


def test_a_near_miss_shows_what_is_missing_where_it_stands_in_the_phrase():
    found = rows(aligned("en", "what you get for it is the warranty", "the warranty you get", mode="nearest"))
    assert ("warranty", "warranty", "same") in found
    assert any(mark == "missing" for _, _, mark in found)


def test_nothing_stands_beside_words_that_are_no_hit():
    said, compiled = (
        stream("en", "this call is recorded"),
        matching.compile_phrase("we ship today", get("en")),
    )
    (hit,) = matching.find(matching.compile_phrase("call", get("en")), said)
    assert matching.alignment(compiled, said, hit) == ()


@st.composite
def spoken(draw):
    code = draw(st.sampled_from(list(PHRASES)))
    phrase = draw(st.sampled_from(PHRASES[code]))
    words = phrase.split()
    for _ in range(draw(st.integers(0, 3))):
        words.insert(draw(st.integers(0, len(words))), draw(st.sampled_from(BETWEEN[code].split())))
    return code, phrase, " ".join(words)


@settings(max_examples=80, deadline=None)
@given(spoken(), st.sampled_from(["verbatim", "close", "loose"]))
def test_a_hit_is_shown_whole(case, mode):
    """The law: every word of the phrase and every word of the hit stands in just one row."""
    code, phrase, text = case
    said, compiled = stream(code, text), matching.compile_phrase(phrase, get(code))
    for hit in matching.find(compiled, said, mode=mode):
        found = matching.alignment(compiled, said, hit, mode=mode)
        asked = sorted(word for each in found for word in each.asked.split())
        assert len(asked) == len([part for part in compiled.variants[0].elements if not part.optional])
        assert tuple(sorted(e.asked for e in found if e.mark == "missing")) == tuple(sorted(hit.missing))
        heard = sorted(word.lower() for each in found for word in each.said.split() if word != "…")
        words = text.lower().split()[hit.first.word : hit.last.word + 1]
        assert heard == sorted(words)
