"""What the words of a stretch tell: denied, asked, supposed."""

from __future__ import annotations

import pytest

from speechqa import lang
from speechqa.meaning.units import asked, signs
from speechqa.records import Transcript, Turn, Word


def said(text: str) -> Transcript:
    words = tuple(Word(word, 300 * i, 300 * i + 280) for i, word in enumerate(text.split()))
    return Transcript("en", words[-1].end_ms, (Turn("agent", 0, words[-1].end_ms, words),), "test")


@pytest.mark.parametrize(
    ("text", "end", "asks"),
    [
        ("I'll ring you on Friday, all right?", 5, False),
        ("I'll ring you on Friday, all right?", 7, True),
        ("shall I ring you on Friday?", 6, True),
        ("shall I ring you on Friday?", 3, True),
        ("I'll ring you on Friday. All right?", 5, False),
        ("I'll ring you on Friday", 5, False),
    ],
)
def test_a_tag_behind_a_clause_makes_no_question_of_it(text: str, end: int, *, asks: bool) -> None:
    assert asked(said(text), (0, 0, end)) is asks


@pytest.mark.parametrize(
    ("code", "text", "asks"),
    [
        ("en", "What you've asked for is forty-four pounds.", False),
        ("en", "what you asked for is forty-four pounds", True),
        ("en", "What did you ask for?", True),
        ("en", "is it recorded", True),
        ("ru", "Спасибо, что нашли время.", False),
        ("ru", "по какому адресу нужна поверка", True),
        ("pl", "na jakiego dostawcę pan czeka", True),
        ("de", "Was ich noch sagen wollte.", False),
    ],
)
def test_a_question_word_asks_unless_a_full_stop_says_otherwise(code: str, text: str, *, asks: bool) -> None:
    assert signs(text, lang.get(code)).asks is asks


@pytest.mark.parametrize(
    ("code", "text", "supposes"),
    [
        ("en", "we record the call if you like", False),
        ("en", "if we recorded the call", True),
        ("en", "if you cancel on Monday you may lose your place", True),
        ("de", "wenn Sie möchten zeichnen wir auf", False),
        ("de", "wenn wir aufzeichnen", True),
        ("ru", "если хотите запишем вас на среду", False),
        ("ru", "если бы мы записывали", True),
        ("pl", "ile lat ma kierowca jeśli można", False),
        ("pl", "gdybyśmy nagrywali jeśli tak będzie", True),
    ],
)
def test_a_wish_supposes_nothing(code: str, text: str, *, supposes: bool) -> None:
    assert signs(text, lang.get(code)).conditional is supposes


@pytest.mark.parametrize(
    ("code", "text", "denies"),
    [
        ("en", "we record the calls, don't worry", False),
        ("en", "we don't record the calls, don't worry", True),
        ("de", "das Gespräch wird aufgezeichnet, keine Angst", False),
        ("ru", "у нас запись идёт, не пугайтесь", False),
        ("ru", "запись не идёт, не пугайтесь", True),
        ("pl", "Proszę się nie dziwić, nagrywamy rozmowę.", False),
        ("pl", "Proszę się nie dziwić, nie nagrywamy rozmowy.", True),
    ],
)
def test_who_calms_denies_nothing(code: str, text: str, *, denies: bool) -> None:
    assert signs(text, lang.get(code)).denies is denies
