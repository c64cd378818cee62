"""Verdicts where the mood of what was said is plain, and where it isn't, in four languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .test_told import verdict

RECORDED = {
    "en": "this call is recorded",
    "ru": "разговор записывается",
    "de": "das Gespräch wird aufgezeichnet",
    "pl": "rozmowa jest nagrywana",
}
# What an agent opens with, and asks right behind, as a recogniser without punctuation writes it.
OPENINGS = {
    "en": ("hello sam speaking", "good morning"),
    "ru": ("здравствуйте говорит анна", "добрый день"),
    "de": ("guten tag mein name ist weber", "guten tag"),
    "pl": ("dzień dobry mówi dagmara", "z tej strony dagmara"),
}
QUESTIONS = {
    "en": ("how can I help", "what is your name", "is that all right"),
    "ru": ("чем могу помочь", "что вас интересует", "как вас зовут"),
    "de": ("wie kann ich helfen", "wie ist ihr name", "was kann ich für sie tun"),
    "pl": ("w czym pomóc", "jak się pan nazywa", "czy mogę prosić o nazwisko"),
}


@pytest.mark.parametrize(
    ("code", "phrase", "said"),
    [
        ("de", "spreche ich mit Frau {name}", "Spreche ich mit Frau Wilmsen, die uns geschrieben hat?"),
        ("de", "passt es Ihnen gerade", "Passt es Ihnen gerade?"),
        ("de", "störe ich gerade", "Störe ich gerade oder haben Sie kurz Zeit?"),
        ("ru", "с кем я говорю", "Скажите, пожалуйста, с кем я говорю?"),
        ("ru", "по каким дням вам удобно", "По каким дням вам удобно?"),
        ("pl", "z kim rozmawiam", "Dzień dobry, a z kim rozmawiam?"),
        ("en", "who am I speaking to", "And who am I speaking to, please?"),
    ],
)
def test_a_phrase_that_asks_is_fulfilled_by_asking(code: str, phrase: str, said: str) -> None:
    assert verdict(code, phrase, said).verdict == "met"


@pytest.mark.parametrize(
    ("code", "phrase", "said"),
    [
        ("pl", "dzień dobry", "Dzień dobry, biuro Siedem Stron, mówi Norbert. W czym mogę pomóc?"),
        ("ru", "здравствуйте", "Здравствуйте, говорите с Арсением."),
        ("pl", "rozmowa jest nagrywana", "Rozmowa jest nagrywana, mówi Norbert."),
        ("de", "hier ist Frau {name}", "Hier ist Frau Wilmsen, die Ihnen geschrieben hat."),
        ("de", "die Preise sind Schätzungen", "Ich muss Ihnen dazu noch sagen: Die Preise sind Schätzungen."),
        ("ru", "записываю вас на {date}", "записываю вас ну ничего на завтра"),
    ],
)
def test_a_name_said_beside_it_makes_no_report(code: str, phrase: str, said: str) -> None:
    assert verdict(code, phrase, said).verdict == "met"


@pytest.mark.parametrize(
    ("code", "phrase", "said"),
    [
        ("pl", "rozmowa jest nagrywana", "dagmara mówi rozmowa jest nagrywana"),
        ("ru", "разговор записывается", "анна говорит разговор записывается"),
        ("de", "das Gespräch wird aufgezeichnet", "weber sagt das gespräch wird aufgezeichnet"),
        ("en", "it's {number} pounds a week", "a fifty would be twenty six pounds a week if that's the one"),
        ("en", "this call is recorded", "is this call recorded"),
        ("en", "fifty foot is enough", "Would you say fifty foot is enough, or more?"),
    ],
)
def test_where_the_mood_is_not_sure_nobody_is_blamed(code: str, phrase: str, said: str) -> None:
    assert verdict(code, phrase, said).verdict == "cannot_tell"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "Is this call recorded?"),
        ("en", "if this call is recorded we tell you"),
        ("ru", "если разговор записывается мы об этом скажем"),
        ("de", "Wird das Gespräch aufgezeichnet?"),
        ("pl", "czy rozmowa jest nagrywana"),
    ],
)
def test_a_plain_question_or_condition_tells_nothing(code: str, said: str) -> None:
    assert verdict(code, RECORDED[code], said).verdict == "not_met"


@given(st.data())
def test_a_question_right_behind_a_statement_never_makes_it_missed(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(sorted(RECORDED)))
    opening, question = (data.draw(st.sampled_from(table[code])) for table in (OPENINGS, QUESTIONS))
    mark = data.draw(st.sampled_from(("", "?")))
    found = verdict(code, RECORDED[code], f"{opening} {RECORDED[code]} {question}{mark}".lower())
    assert found.verdict == "met" or (mark and found.verdict == "cannot_tell")


@pytest.mark.parametrize(
    ("code", "phrase", "said"),
    [
        ("de", "wir garantieren das Zertifikat", "Garantieren kann Ihnen das Zertifikat niemand, leider."),
        ("de", "der Preis bleibt gleich", "Wer hat gesagt, der Preis bleibt gleich? Das sage ich nicht."),
    ],
)
def test_a_forbidden_thing_denied_behind_it_is_not_said(code: str, phrase: str, said: str) -> None:
    assert verdict(code, phrase, said, "must_not_say").verdict == "met"


@pytest.mark.parametrize(
    ("code", "phrase", "said"),
    [
        ("en", "you have to decide now", "then you decide there is no rush"),
        ("ru", "можно и без ремней", "ремни накинут и на ходу не скачут"),
    ],
)
def test_part_of_a_forbidden_phrase_fails_nobody(code: str, phrase: str, said: str) -> None:
    assert verdict(code, phrase, said, "must_not_say").verdict != "not_met"
