import pytest

from speechqa import lang


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "called", "calls"),
        ("en", "were", "is"),
        ("ru", "записывается", "записываться"),
        ("ru", "рублей", "рубль"),
        ("de", "gesprochen", "sprechen"),
        ("de", "Verträge", "Vertrag"),
        ("pl", "umowy", "umowa"),
        ("pl", "nagrywana", "nagrywać"),
    ],
)
def test_forms_of_one_word_share_a_lemma(code, one, other):
    language = lang.get(code)
    assert language.lemmas(*language.tokens(one)) & language.lemmas(*language.tokens(other))


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [("en", "record", "report"), ("ru", "цена", "ценник"), ("de", "Preis", "Reise"), ("pl", "cena", "scena")],
)
def test_other_words_share_none(code, one, other):
    language = lang.get(code)
    assert not language.lemmas(*language.tokens(one)) & language.lemmas(*language.tokens(other))


def test_polish_past_endings_are_no_verb_of_their_own():
    polish = lang.get("pl")
    assert polish.lemmas("kupiłem") == {"kupić"}
    assert not polish.lemmas("kupiłem") & polish.lemmas("jest")
    assert polish.lemmas("byłem") & polish.lemmas("jest")
