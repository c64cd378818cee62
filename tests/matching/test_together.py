"""Phrases found together are found as they are alone, and looking for less finds the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from speechqa import matching
from speechqa.lang import get
from speechqa.records import Transcript, Turn, Word

CASES = Path(__file__).parent / "cases"
LANGUAGES = ("en", "ru", "de", "pl")
COMPANY = "Fernhollow"
MODES = ("close", "verbatim", "loose", "inflected")


def rows(language):
    """Every seventh case: phrases, and what was said."""
    lines = (CASES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    found = [line.split(" | ")[1:] for line in lines if line and not line.startswith("#")][::7]
    return list(dict.fromkeys(phrase for phrase, _ in found)), [text for _, text in found]


def transcript(text):
    words = tuple(Word(word, 400 * i, 400 * i + 300) for i, word in enumerate(text.split()))
    return Transcript("", words[-1].end_ms, (Turn("agent", 0, words[-1].end_ms, words),), "test")


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_compiled_together_are_found_as_alone(language):
    tools, values = get(language), (("company", (COMPANY,)),)
    phrases, texts = rows(language)
    together = matching.compile_phrases(tuple(phrases), tools, values)
    assert list(together) == phrases
    for text in texts:
        said = transcript(text)
        for phrase in phrases:
            alone = matching.compile_phrase(phrase, tools, dict(values))
            for mode in MODES:
                stream, other = matching.index(said, tools), matching.index(said, tools)
                assert matching.find(together[phrase], stream, mode=mode) == matching.find(
                    alone, other, mode=mode
                )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_nearest_is_the_same_when_less_is_not_asked_for(language):
    tools, values = get(language), (("company", (COMPANY,)),)
    phrases, texts = rows(language)
    together = matching.compile_phrases(tuple(phrases), tools, values)
    streams = [matching.index(transcript(text), tools) for text in texts]
    for phrase in together.values():
        for stream in streams:
            any_near = matching.nearest(phrase, stream)
            asked = any_near if any_near and any_near.similarity >= 0.5 else None
            assert matching.nearest(phrase, stream, least=0.5) == asked


def test_a_refused_phrase_is_left_out_of_those_compiled_together():
    assert list(matching.compile_phrases(("hello", "{nobody} knows"), get("en"))) == ["hello"]


def test_what_is_forgotten_is_found_again(monkeypatch):
    """Memory is bounded: with room for hardly a word the answers are the same."""
    tools = get("de")
    phrases, texts = rows("de")
    values = (("company", (COMPANY,)),)
    usual = matching.compile_phrases(tuple(phrases), tools, values)
    monkeypatch.setattr("speechqa.matching.inventory._MOST_WORDS", 3)
    monkeypatch.setattr("speechqa.matching.inventory._MOST_PAIRS", 3)
    small = matching.compile_phrases.__wrapped__(tuple(phrases), tools, values)
    for text in texts:
        stream = matching.index(transcript(text), tools)
        for phrase in phrases:
            assert matching.find(small[phrase], stream) == matching.find(usual[phrase], stream)
