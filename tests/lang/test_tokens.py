from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.lang import LANGUAGES, get

TEXTS = st.text(max_size=60)
CODES = st.sampled_from([*LANGUAGES, "xx"])


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Isn't this  call recorded?", ("is", "not", "this", "call", "recorded")),
        ("en", "we dont, we can’t, we cannot", ("we", "do", "not", "we", "can", "not", "we", "can", "not")),
        ("en", "theyre here and im late", ("they", "are", "here", "and", "i", "am", "late")),
        ("en", "the customer's name, it's Ann", ("the", "customer", "name", "it", "is", "ann")),
        ("en", "£2,499.50 or 12%", ("2499.50", "pound", "or", "12", "percent")),
        ("ru", "Ещё что-то, полё-вой", ("еще", "что", "то", "поле", "вой")),
        ("de", "Geht's ins Büro, zum Beispiel?", ("geht", "es", "ins", "büro", "zum", "beispiel")),
        ("de", "2.499,50 €", ("2499.50", "euro")),
        ("pl", "Żółta łódź", ("żółta", "łódź")),
        ("xx", "Bon-jour", ("bon", "jour")),
        ("en", "", ()),
        ("en", "... -- !", ()),
    ],
)
def test_tokens(code, text, expected):
    assert get(code).tokens(text) == expected


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "recorded", "recording"),
        ("en", "children", "child"),
        ("de", "aufgezeichnet", "aufzeichnen"),
        ("de", "aufzuzeichnen", "aufzeichnen"),
        ("de", "gespräche", "gesprächs"),
        ("de", "straße", "strasse"),
        ("ru", "разговоров", "разговор"),
        ("ru", "записывается", "записываются"),
        ("ru", "двадцатого", "двадцатый"),
        ("pl", "nagrywana", "nagrywamy"),
        ("pl", "rozmowę", "rozmów"),
        ("pl", "zł", "złotych"),
    ],
)
def test_same_lemma(code, one, other):
    language = get(code)
    assert language.lemmas(one) & language.lemmas(other)


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "called", "calm"),
        ("en", "price", "prize"),
        ("de", "aufzeichnen", "auszeichnen"),
        ("ru", "записать", "описать"),
        ("ru", "договор", "разговор"),
        ("pl", "nagrywać", "wygrywać"),
    ],
)
def test_other_lemma(code, one, other):
    language = get(code)
    assert not language.lemmas(one) & language.lemmas(other)


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("ru", "выставить", "выставлять"),
        ("pl", "wystawić", "wystawiać"),
        ("pl", "mogę", "moge"),
        ("de", "liefern", "lieferung"),
    ],
)
def test_kin(code, one, other):
    language = get(code)
    assert language.kin(one) & language.kin(other)


@pytest.mark.parametrize(
    ("code", "expected"), [("EN", "en"), ("pl-PL", "pl"), ("de_AT", "de"), ("fr", ""), ("", "")]
)
def test_get(code, expected):
    assert get(code).code == expected


@given(CODES, TEXTS)
def test_tokens_of_tokens_are_themselves(code, text):
    language = get(code)
    tokens = language.tokens(text)
    assert all(token and not any(ch.isspace() for ch in token) for token in tokens)
    assert language.tokens(text) == tokens


@given(CODES, TEXTS)
def test_every_token_has_a_lemma_and_numbers_end_inside(code, text):
    language = get(code)
    tokens = language.tokens(text)
    for i, token in enumerate(tokens):
        assert language.lemmas(token)
        number, day = language.number_at(tokens, i), language.date_at(tokens, i)
        assert number is None or 1 <= number[1] <= len(tokens) - i
        assert day is None or 1 <= day <= len(tokens) - i


def test_word_sets_hold_tokens():
    for language in LANGUAGES.values():
        for name in (
            "negations",
            "fillers",
            "question_words",
            "function_words",
            "answers",
            "trailing_negations",
        ):
            for word in getattr(language, name):
                assert language.tokens(word) == (word,), (language.code, name, word)
        for idiom in language.neutral_negations:
            assert language.tokens(" ".join(idiom)) == idiom, (language.code, idiom)
