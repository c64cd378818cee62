"""The first look at all phrases at once lets through whatever is found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa import lang
from speechqa.matching import compile_phrase, compile_phrases, find, index, limits, nearest
from speechqa.matching.screen import lines_holding
from speechqa.records import Transcript, Turn, Word

PHRASES = (
    "this call is recorded",
    "how can I help you",
    "my name is {name}",
    "it costs {number} pounds",
    "your call may be recorded for training",
    "hello",
    "(please) hold the line",
    "we never guarantee income",
)
PLAIN = " ".join(PHRASES).translate(str.maketrans("", "", "{}()"))
WORDS = [*PLAIN.split(), "taped", "um", "twenty", "recordet"]


def said(words: list[str]) -> Transcript:
    spoken = tuple(Word(word, 400 * i, 400 * i + 300) for i, word in enumerate(words))
    return Transcript("en", 60_000, (Turn("agent", 0, spoken[-1].end_ms, spoken),), "test")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_what_is_found_alone_is_found_among_others(words: list[str]) -> None:
    language = lang.get("en")
    together, stream = compile_phrases(PHRASES, language), index(said(words), language)
    for text in PHRASES:
        alone, fresh = compile_phrase(text, language), index(said(words), language)
        for mode in limits.MODES:
            assert find(together[text], stream, mode=mode) == find(alone, fresh, mode=mode)
        assert nearest(together[text], stream, least=0.5) == nearest(alone, fresh, least=0.5)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("this call is recorded today", True), ("nothing of that sort was spoken of", False)],
)
def test_a_line_without_its_words_holds_no_phrase(words: str, *, expected: bool) -> None:
    language = lang.get("en")
    phrase = compile_phrases(PHRASES, language)["this call is recorded"]
    stream = index(said(words.split()), language)
    bounds = limits.MODES["close"]
    held = lines_holding(phrase, stream, bounds, least=bounds.threshold)
    assert held == (stream.lines if expected else ())
