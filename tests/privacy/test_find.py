"""What is found: the labelled sentences, and one case for each way of telling a number."""

import importlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import call

from speechqa.privacy import find
from speechqa.records import Transcript

ROOT = Path(__file__).resolve().parents[2]


def found(language, *lines):
    transcript = call(language, *lines)
    return [
        (each.kind, " ".join(transcript.turns[at.turn].words[at.word].text for at in each.words))
        for each in find(transcript)
    ]


@pytest.mark.parametrize("language", ["en", "ru", "de", "pl"])
def test_the_labelled_sentences(language, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    privacy = importlib.import_module("privacy")
    examples = list(privacy.read_examples(ROOT / "tests/data/privacy" / f"{language}.txt"))
    plain = [example for example in examples if not example.truth]
    assert len(examples) >= 60
    assert len(plain) >= len(examples) * 0.45
    tally = privacy.Tally()
    privacy.measure(iter(examples), tally)
    right, wrong, missed = (sum(part.values()) for part in (tally.right, tally.wrong, tally.missed))
    assert wrong == 0, tally.notes
    assert right / (right + missed) >= 0.97, tally.notes


@pytest.mark.parametrize(
    ("language", "lines", "expected"),
    [
        ("en", ["my mobile is double oh four four double seven double zero nine double zero one eight seven"],
         "phone"),
        ("de", ["meine Nummer ist null eins sieben eins dreimal die acht neun zwei vier fünf"], "phone"),
        ("ru", ["мой телефон восемь девятьсот двенадцать дважды пять сорок три двадцать один"], "phone"),
        ("pl", ["mój telefon pięćset dwanaście trzysta dwa razy pięć osiemset"], "phone"),
        ("en", ["card number four zero one two triple eight eight triple eight eight one double eight one"],
         "card"),
        ("fr", ["4111 1111 1111 1111"], "card"),
        ("fr", ["ecrivez à anna@example.com"], "email"),
    ],
)  # fmt: skip
def test_ways_to_tell_a_number(language, lines, expected):
    assert [kind for kind, _ in found(language, *lines)] == [expected]


def test_a_number_goes_on_over_turns_and_is_known_when_read_back():
    got = found(
        "en",
        "my number is oh seven seven double oh",
        "A: okay",
        "nine hundred one two three",
        "A: one two three",
    )
    assert got == [
        ("phone", "oh seven seven double oh nine hundred one two three"),
        ("phone", "one two three"),
    ]


def test_a_long_aside_parts_numbers():
    got = found(
        "en",
        "my number is oh seven seven double oh",
        "A: sorry the line is very bad today could you wait",
        "four",
    )
    assert got == []


def test_what_announces_a_number_decides_what_it_is():
    digits = "four five zero zero one two three four five six"
    assert found("en", f"my phone number is {digits}") == [("phone", digits)]
    assert found("en", f"the order number is {digits}") == []
    assert found("en", "A: your phone number is on the order", f"the order number is {digits}") == []


def test_a_zero_opens_another_number():
    assert found("pl", "telefon sześć zero dwa trzy jeden jeden pięć pięć osiem")[0][0] == "phone"


def test_agents_own_names_stay_and_the_customers_do_not():
    got = found(
        "de",
        "A: mein Name ist Svenja Holm.",
        "Guten Tag Frau Holm, mein Name ist Jonas Pohl.",
        "A: Danke, Herr Pohl.",
    )
    assert got == [("name", "Jonas Pohl."), ("name", "Pohl.")]


def test_a_name_is_found_again_in_another_case():
    got = found("pl", "Nazywam się Anna Malinowska.", "A: Dobrze, zapiszę na Malinowską.")
    assert got == [("name", "Anna Malinowska."), ("name", "Malinowską.")]


def test_ten_thousand_words_take_no_time():
    import time

    started = time.process_time()
    find(call("en", *["five oh at dot M for my number is"] * 1500))
    assert time.process_time() - started < 5


TALK = """my number is oh double five 0171 +49 at dot com M for Mike name Anna Mrs born May 12.05.1980 card
4111 @ . ? é «а» собака ät małpa ул. Lindenweg 7"""
words = st.sampled_from(sorted(TALK.split()))


@given(
    st.lists(st.lists(words, min_size=1, max_size=12), max_size=6),
    st.sampled_from(["en", "de", "ru", "pl", "xx"]),
)
def test_any_talk_can_be_searched_and_no_word_belongs_to_two(lines, language):
    transcript = call(language, *(" ".join(line) for line in lines))
    got = find(transcript)
    places = [(at.turn, at.word) for each in got for at in each.words]
    assert len(places) == len(set(places))
    assert all(transcript.turns[turn].words[word] for turn, word in places)
    assert got == find(transcript)


def test_no_words_no_data():
    assert find(Transcript("en", 0, (), "replay")) == ()
