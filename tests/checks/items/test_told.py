"""Verdicts of what is told, denied, asked or said in one word, in four languages."""

from __future__ import annotations

import pytest

from speechqa.checks.items import judge
from speechqa.records import CallClass, Recording, Transcript, Turn, Verdict, Word
from speechqa.scripts import Item, Script

GUARANTEE = {
    "en": "we guarantee income",
    "ru": "мы гарантируем доход",
    "de": "wir garantieren Ihnen Gewinn",
    "pl": "gwarantujemy zysk",
}


def verdict(code: str, phrase: str, said: str, kind: str = "say") -> Verdict:
    words = tuple(Word(word, 400 * i, 400 * i + 300) for i, word in enumerate(said.split()))
    turn = Turn("agent", 0, words[-1].end_ms, words)
    transcript = Transcript(code, turn.end_ms + 5000, (Turn("customer", 0, 0, ()), turn), "test")
    item = Item("i", "t", "s", kind, (phrase,))  # type: ignore[arg-type]  # a table's column
    script = Script("s", "1", code, "t", (item,))
    recording = Recording("p", "f", "h", "c", language=code)
    return judge(script, transcript, recording=recording, call_class=CallClass("negotiation", 1.0))[0]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "my colleague said we guarantee income"),
        ("en", "our director says that we guarantee income to everybody"),
        ("ru", "мой коллега сказал что мы гарантируем доход"),
        ("ru", "директор говорит мы гарантируем доход"),
        ("de", "mein Kollege sagt, dass wir Ihnen Gewinn garantieren"),
        ("de", "der Chef hat gesagt, wir garantieren Ihnen Gewinn"),
        ("pl", "kolega mówi że gwarantujemy zysk"),
        ("pl", "kierownik powiedział, że gwarantujemy panu zysk"),
    ],
)
def test_a_forbidden_thing_told_as_others_words_is_for_a_person_to_judge(code: str, said: str) -> None:
    found = verdict(code, GUARANTEE[code], said, "must_not_say")
    assert found.verdict == "cannot_tell"
    assert found.reason.startswith("Said as others' words")
    assert found.quote


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "we don't guarantee income"),
        ("en", "my colleague said we guarantee income but that is not true"),
        ("en", "my colleague never said that we guarantee income"),
        ("en", "who told you that we guarantee income?"),
        ("en", "you say that we guarantee income"),
        ("en", "if we guarantee income"),
        ("ru", "мы не гарантируем доход"),
        ("ru", "коллега сказал что мы гарантируем доход, но это неправда"),
        ("ru", "кто вам сказал что мы гарантируем доход"),
        ("ru", "якобы мы гарантируем доход"),
        ("de", "wir garantieren Ihnen keinen Gewinn"),
        ("de", "mein Kollege sagt, dass wir Ihnen Gewinn garantieren, aber das stimmt nicht"),
        ("de", "wer hat Ihnen gesagt, dass wir Ihnen Gewinn garantieren"),
        ("pl", "nie gwarantujemy zysku"),
        ("pl", "kolega mówi że gwarantujemy zysk ale to nieprawda"),
        ("pl", "kto panu powiedział że gwarantujemy zysk"),
    ],
)
def test_what_is_denied_doubted_or_asked_is_no_forbidden_thing(code: str, said: str) -> None:
    assert verdict(code, GUARANTEE[code], said, "must_not_say").verdict == "met"


@pytest.mark.parametrize(("code", "phrase"), list(GUARANTEE.items()))
def test_a_forbidden_thing_in_quotation_marks_is_for_a_person_to_judge(code: str, phrase: str) -> None:
    assert verdict(code, phrase, phrase, "must_not_say").verdict == "not_met"
    assert verdict(code, phrase, f'"{phrase}"', "must_not_say").verdict == "cannot_tell"


@pytest.mark.parametrize(
    ("code", "phrase", "said", "expected"),
    [
        ("en", "no fees", "there aren't any fees.", "met"),
        ("en", "there is a fee", "There are no fees.", "not_met"),
        ("ru", "без комиссии", "Комиссии нет.", "met"),
        ("ru", "взимается комиссия", "Никакой комиссии не взимается.", "not_met"),
        ("de", "ohne Gebühren", "Gebühren fallen keine an.", "met"),
        ("de", "es fallen Gebühren an", "Es fallen keine Gebühren an.", "not_met"),
        ("pl", "bez opłat", "Opłat nie ma.", "met"),
        ("pl", "pobieramy opłatę", "Żadnych opłat nie pobieramy.", "not_met"),
        ("en", "hello", "Hello?", "met"),
        ("ru", "здравствуйте", "Здрасте.", "met"),
        ("de", "hallo", "Hallo?", "met"),
        ("pl", "halo", "Halo?", "met"),
        ("ru", "товар можно вернуть", "Можно ли вернуть товар?", "not_met"),
        ("ru", "можно вам перезвонить", "Можно ли вам завтра перезвонить?", "met"),
        ("pl", "można oddać towar", "Czy można oddać towar?", "not_met"),
        ("pl", "czy mogę prosić o pana nazwisko", "Mogę prosić o pana nazwisko?", "met"),
        ("de", "darf ich Sie zurückrufen", "Darf ich Sie morgen zurückrufen?", "met"),
        ("de", "Sie dürfen kostenlos stornieren", "Dürfen Sie kostenlos stornieren?", "not_met"),
        ("en", "may I take your name", "Could I take your name, please?", "met"),
        ("en", "you can cancel the order", "Can you cancel the order?", "not_met"),
    ],
)
def test_what_is_meant_decides(code: str, phrase: str, said: str, expected: str) -> None:
    assert verdict(code, phrase, said).verdict == expected


@pytest.mark.parametrize(
    ("code", "phrase", "said"),
    [
        ("en", "this call is recorded", "this call is recorded uh this call is not recorded"),
        ("ru", "разговор записывается", "разговор записывается э разговор не записывается"),
        ("de", "wir speichern Ihre Daten", "wir speichern Ihre Daten äh wir speichern Ihre Daten nicht"),
        ("pl", "rozmowa jest nagrywana", "rozmowa jest nagrywana yyy rozmowa nie jest nagrywana"),
    ],
)
def test_what_is_denied_right_after_is_for_a_person_to_judge(code: str, phrase: str, said: str) -> None:
    assert verdict(code, phrase, said).verdict == "cannot_tell"
    assert verdict(code, phrase, said, "must_not_say").verdict == "cannot_tell"
