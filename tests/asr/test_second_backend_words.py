"""Laws of making words of tokens, whatever a model gives."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from speechqa.asr.onnx_words import Token, words_of

TEXTS = st.sampled_from([" ", "а", "б", " до", " к", "го", ",", ".", " ?", "", " «", "е"])
LOGPROBS = st.one_of(st.floats(-50, 0), st.sampled_from([float("nan"), float("-inf"), float("inf"), 3.0]))


@given(st.lists(st.tuples(TEXTS, st.integers(0, 6_000), LOGPROBS), max_size=30), st.integers(0, 10_000))
def test_words_lie_in_order_inside_their_piece(rows, start):
    tokens = [
        Token(text, at, logprob)
        for (text, _, logprob), at in zip(rows, sorted(row[1] for row in rows), strict=True)
    ]
    end = start + 5_000
    words = words_of(tokens, start_ms=start, end_ms=end)
    for word in words:
        assert start <= word.start_ms <= word.end_ms <= end
        assert 0 <= word.confidence <= 1
        assert word.text == word.text.strip() != ""
        assert any(letter.isalnum() for letter in word.text)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(words))
    letters = "".join(letter for token in tokens for letter in token.text if letter.isalnum())
    assert "".join(letter for word in words for letter in word.text if letter.isalnum()) == letters


def spoken(*texts):
    tokens = [Token(text, 100 * index, -0.1) for index, text in enumerate(texts)]
    return [word.text for word in words_of(tokens, start_ms=0, end_ms=9_000)]


def test_letters_and_word_pieces_make_the_same_words():
    assert spoken("д", "а", " ", "н", "е", "т") == ["да", "нет"]
    assert spoken(" да", " не", "т") == ["да", "нет"]


def test_punctuation_belongs_to_the_word_before():
    assert spoken(" Да", ",", " не", "т", " .", " ") == ["Да,", "нет."]
    assert spoken(".", " ,", " да") == ["да"]


def test_confidence_is_the_geometric_mean_of_what_was_spoken():
    tokens = [Token(" д", 0, -0.2), Token("а", 80, -0.4), Token(".", 160, -9.0)]
    assert words_of(tokens, start_ms=0, end_ms=900)[0].confidence == 0.7408
