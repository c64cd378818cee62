"""Farewells: whatever ends a call fulfils a phrase that does no more."""

from __future__ import annotations

import pytest

from speechqa import matching
from speechqa.lang import get
from speechqa.records import Transcript, Turn, Word


def turn(text: str, start_ms: int) -> Turn:
    words = tuple(
        Word(word, start_ms + 350 * i, start_ms + 350 * i + 300) for i, word in enumerate(text.split())
    )
    return Turn("agent", start_ms, words[-1].end_ms, words)


def said(code: str, phrase: str, text: str, *, mode: str = "close", freely: bool = True) -> list[str]:
    """The words of each hit."""
    language = get(code)
    turns = tuple(turn(line, 20_000 * i) for i, line in enumerate(text.split(" | ")))
    stream = matching.index(Transcript(code, turns[-1].end_ms, turns, "test"), language)
    found = matching.compile_phrase(phrase, language)
    hits = matching.find(found, stream, mode=mode, any_farewell=freely)  # type: ignore[arg-type]  # a mode
    return [
        " ".join(word.text for word in turns[hit.first.turn].words[hit.first.word : hit.last.word + 1])
        for hit in hits
        if not hit.negated
    ]


@pytest.mark.parametrize(
    ("code", "phrase", "text", "words"),
    [
        ("en", "goodbye", "right then see you on Monday", "see you on"),
        ("en", "bye for now", "thanks a lot, take care", "take care"),
        ("en", "have a good day", "have a lovely weekend", "have a lovely weekend"),
        ("de", "auf Wiederhören", "Prima, tschüss!", "tschüss!"),
        ("de", "einen schönen Tag noch", "dann schönes Wochenende", "schönes Wochenende"),
        ("ru", "до свидания", "спасибо вам, до связи", "до связи"),
        ("ru", "всего доброго", "Хорошего вам вечера!", "Хорошего вам вечера!"),
        ("pl", "do widzenia", "dziękuję, miłego dnia", "miłego dnia"),
        ("pl", "do usłyszenia", "to pa", "pa"),
        ("pl", "dziękuję za rozmowę", "Wykreślam ten numer. Dziękuję ci bardzo, pa!", "Dziękuję"),
        ("en", "thank you for your time", "lovely, thanks, take care", "thanks,"),
        ("ru", "спасибо за уделённое время", "благодарю, всего доброго", "благодарю,"),
        ("de", "vielen Dank für Ihren Anruf", "danke, auf Wiederhören", "danke,"),
    ],
)
def test_any_words_of_farewell_count(code: str, phrase: str, text: str, words: str) -> None:
    assert said(code, phrase, text) == [words]


@pytest.mark.parametrize(
    ("code", "phrase", "text"),
    [
        ("en", "have a good day", "goodbye then"),  # who only parts wishes nothing
        ("en", "thank you for your time", "goodbye then"),
        ("ru", "спасибо за разговор", "нет, спасибо, до свидания"),
        ("ru", "спасибо за разговор", "Вы бы хоть раз спасибо сказали."),
        ("en", "thank you for calling", "you might say thank you for once"),
        ("en", "thank you for the order", "thanks, bye"),
        ("ru", "созвонимся", "до свидания"),  # the next time is asked for
        ("en", "see you tomorrow", "goodbye then"),
        ("en", "goodbye {name}", "see you soon"),
        ("en", "goodbye", "I can see you have an account"),
        ("ru", "до свидания", "пока нет, подождите"),
        ("pl", "miłego dnia", "do widzenia"),
    ],
)
def test_other_words_do_not(code: str, phrase: str, text: str) -> None:
    assert said(code, phrase, text) == []


def test_only_the_last_turns_end_a_call() -> None:
    assert said("en", "goodbye", "see you then | and the price | anything else") == []
    assert said("en", "goodbye", "see you then | bye") == ["see you then", "bye"]


def test_the_wording_itself_and_what_is_forbidden_are_taken_literally() -> None:
    assert said("de", "tschüss", "auf Wiederhören", mode="verbatim") == []
    assert said("de", "ciao", "auf Wiederhören", freely=False) == []
