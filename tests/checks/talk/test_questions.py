"""Questions: by their marks, and by how they open where there are none."""

import json
import re
from pathlib import Path

import pytest

from speechqa import lang
from speechqa.checks.talk.questions import asks, count_questions
from speechqa.records import Transcript, Turn, Word


def said(speaker, start, text):
    words = tuple(Word(word, start + 300 * i, start + 300 * i + 280) for i, word in enumerate(text.split()))
    return Turn(speaker, start, words[-1].end_ms, words)


def call(*turns, language="en"):
    return Transcript(language, 0, turns, "replay")


def test_marks_are_counted_where_there_are_any():
    made = call(
        said("agent", 0, "Hello. How can I help? And what size?"),
        said("customer", 5000, "“Do you have blue?” I asked. How nice of you."),
    )
    assert (count_questions(made, "agent"), count_questions(made, "customer")) == (2, 1)


def sentences(code):
    """All sentences of the dialogues, each with its mark."""
    for path in sorted((Path(__file__).parents[2] / "data" / "dialogues" / code).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            for spoken in json.loads(line)["turns"]:
                yield from re.findall(r"[^.?!]+[.?!]", spoken["text"])


QUESTIONS = {
    "en": ["okay so what size do you need", "are you the decision maker", "in which town do you live",
           "can i have your postcode", "um when would suit you", "that is the blue one isn't it"],
    "de": ["welche Größe brauchen Sie denn", "und wann passt es Ihnen", "haben Sie die Rechnung da",
           "um wie viel Uhr soll er kommen", "könnten Sie das wiederholen",
           "passt es Ihnen gerade", "und wofür brauchen Sie es", "das ist der blaue oder"],
}  # fmt: skip
STATEMENTS = {
    "en": [
        "i will send it today",
        "we have what you need",
        "the price is nine euros",
        "that is when i called",
    ],
    "de": [
        "ich schicke es Ihnen heute",
        "wir haben alles da",
        "der Preis ist neun Euro",
        "dann mache ich das so",
        "nehmen Sie bitte Platz",
    ],
}


@pytest.mark.parametrize("code", QUESTIONS)
def test_without_marks_the_opening_tells(code):
    language = lang.get(code)
    for text in QUESTIONS[code]:
        assert asks(language.tokens(text), language), text
    for text in STATEMENTS[code]:
        assert not asks(language.tokens(text), language), text


def test_without_marks_pauses_part_sentences():
    made = call(said("agent", 0, "i see"), said("agent", 2000, "what size do you need"))
    joined = Turn("agent", 0, 3500, made.turns[0].words + made.turns[1].words)
    assert count_questions(call(joined), "agent") == 1


def test_languages_that_ask_by_intonation_need_marks():
    plain = call(said("agent", 0, "какой размер вам нужен"), language="ru")
    assert count_questions(plain, "agent") is None
    marked = call(said("agent", 0, "Какой размер вам нужен?"), language="ru")
    assert count_questions(marked, "agent") == 1
    assert count_questions(plain, "customer") == 0, "who says nothing asks nothing"


def test_the_openings_are_right_often_enough():
    """Sentences of the dialogues with their marks taken away."""
    for code, least_precision, least_recall in (("en", 0.85, 0.75), ("de", 0.75, 0.55)):
        language = lang.get(code)
        found = [
            (sentence.endswith("?"), asks(language.tokens(sentence), language))
            for sentence in sentences(code)
        ]
        right = sum(truth and told for truth, told in found)
        assert right / sum(told for _, told in found) >= least_precision, code
        assert right / sum(truth for truth, _ in found) >= least_recall, code
