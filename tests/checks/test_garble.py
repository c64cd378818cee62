import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa import lang
from speechqa.checks.examples import garble

LANGUAGES = st.sampled_from(["en", "ru", "de", "pl", "xx"])
SPOKEN = {
    "en": "hello I should mention that this call is being recorded for training it is twenty five pounds",
    "ru": "здравствуйте хочу предупредить что разговор записывается стоимость двадцать пять рублей",
    "de": "guten Morgen ich möchte sagen dass wir das Gespräch aufzeichnen es kostet fünfundzwanzig Euro",
    "pl": "dzień dobry chciałbym uprzedzić że rozmowa jest nagrywana to kosztuje dwadzieścia pięć złotych",
}  # fmt: skip
TEXTS = st.one_of(st.sampled_from(sorted(SPOKEN.values())), st.text(max_size=60))
STRENGTHS = st.floats(0, 1)


@settings(deadline=None)
@given(TEXTS, LANGUAGES, STRENGTHS, st.integers())
def test_the_same_arguments_give_the_same_text_and_never_none(text, language, strength, seed):
    heard = garble(text, language, strength=strength, seed=seed)
    assert heard == garble(text, language, strength=strength, seed=seed)
    assert bool(heard) == bool(text.split())


@settings(deadline=None)
@given(TEXTS, LANGUAGES, st.integers())
def test_without_strength_nothing_changes(text, language, seed):
    assert garble(text, language, strength=0, seed=seed) == " ".join(text.split())


@settings(deadline=None)
@given(st.sampled_from(sorted(SPOKEN)), STRENGTHS, st.integers(), st.booleans())
def test_denials_are_neither_lost_nor_made(language, strength, seed, denied):
    known = lang.get(language)
    words = SPOKEN[language].split()
    if denied:
        words.insert(3, {"en": "never", "ru": "не", "de": "nicht", "pl": "nie"}[language])
    heard = garble(" ".join(words), language, strength=strength, seed=seed)
    assert sum(token in known.negations for token in known.tokens(heard)) == denied


@pytest.mark.parametrize("language", sorted(SPOKEN))
def test_more_strength_is_more_errors_and_numbers_turn_into_digits(language):
    text = SPOKEN[language]
    kept = [
        sum(word in garble(text, language, strength=strength, seed=seed).split() for word in text.split())
        for strength in (0.1, 0.6)
        for seed in range(20)
    ]
    assert sum(kept[:20]) > sum(kept[20:])
    assert any("25" in garble(text, language, strength=0.01, seed=seed) for seed in range(20))


def test_another_process_hears_the_same():
    code = """
from speechqa.checks.examples import garble
print(garble("this call is being recorded", "en", strength=0.9, seed=3))
"""
    run = [sys.executable, "-c", code]
    once, twice = (
        subprocess.run(run, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    )
    assert once == twice
    assert once


def test_a_number_word_before_a_dash_is_heard():
    """The dictionary was asked about the empty token that a dash leaves."""
    assert garble("it costs a – well, guess", "en", strength=0.01).split()
