"""What a phrase wants beyond likeness, and what takes a verdict from words that only resemble it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from speechqa import lang
from speechqa.checks.items import finder_for, judge, wants
from speechqa.meaning import Meaning
from speechqa.records import CallClass, PhraseHit, Recording, Transcript, Turn, Verdict, Word, WordAddress
from speechqa.scripts import Item, Script

from .test_told import verdict

VALUES = (("company", ("Pfotenschutz Versicherung", "Автошкола «Третья передача»")),)


def call(code: str, *lines: tuple[str, str]) -> Transcript:
    turns, at = [], 0
    for speaker, text in lines:
        words = tuple(Word(w, at + 300 * i, at + 300 * i + 280) for i, w in enumerate(text.split()))
        turns.append(Turn(speaker, at, words[-1].end_ms, words))  # type: ignore[arg-type]  # a speaker
        at = words[-1].end_ms + 500
    return Transcript(code, at, tuple(turns), "test")


def lacks(code: str, phrase: str, said: str) -> bool:
    item = Item("i", "t", "s", "say", (phrase,))
    transcript = call(code, ("agent", said), ("customer", "x"))
    finder = finder_for(Script("s", "1", code, "t", (item,), values=VALUES), transcript, None, None)
    last = len(said.split()) - 1
    hit = PhraseHit(
        phrase=phrase,
        speaker="agent",
        first=WordAddress(0, 0),
        last=WordAddress(0, last),
        start_ms=0,
        end_ms=1000,
        similarity=1.0,
        confidence=1.0,
    )
    return wants.lacking(item, finder, hit)


LACKING = [
    ("en", "the course costs {number} pounds", "That makes three."),
    ("en", "it's {number} pounds a week", "Four hundred."),
    ("en", "the total is {number} pounds", "We take a deposit of ninety pounds."),
    ("de", "das macht {number} Euro", "Die Anzahlung beträgt hundert Euro."),
    ("ru", "полная стоимость {number} рублей", "Первый взнос четыре тысячи рублей."),
    ("pl", "razem {number} złotych", "Zaliczka to czterysta złotych."),
    ("ru", "стоимость {number} рублей", "на восемнадцать кресел"),
    ("pl", "rata wyniesie {number} złotych", "oprocentowanie mamy dziewięć procent"),
    ("de", "die Miete beträgt {number} Euro im Jahr", "auf 21 Cent, alles zusammen."),
    ("pl", "za dzień płaci pani {number} złotych", "Pełen miesiąc to tysiąc osiemset złotych."),
    ("en", "the rent is {number} pounds a week", "it's four hundred pounds a month"),
    ("de", "auch Medikamente sind versichert", "Pfotenschutz Versicherung"),
    ("ru", "обучение состоит из теории и вождения", "Автошкола «Третья передача»"),
    ("pl", "zapraszam na lekcję próbną {date}", "do usłyszenia w poniedziałek."),
    ("de", "ich kann Ihnen {date} anbieten", "dann bis donnerstag auf wiederhören"),
    ("de", "spreche ich mit Frau {name}", "Stefanie Lauf, ich rufe vom Hausruf an."),
]


@pytest.mark.parametrize(("code", "phrase", "said"), LACKING)
def test_what_lacks_the_thing_itself_is_no_other_wording(code: str, phrase: str, said: str) -> None:
    assert lacks(code, phrase, said)


@pytest.mark.parametrize(
    ("code", "phrase", "said"),
    [
        ("en", "the course costs {number} pounds", "you'd be looking at forty quid"),
        ("en", "the excess is {number} pounds", "The excess stays put, that's three hundred."),
        ("ru", "стоимость {number} рублей", "выходит тысяч девять с половиной"),
        ("pl", "rata wyniesie {number} złotych", "płaci pan czterysta"),
        ("de", "die Miete beträgt {number} Euro", "zwölftausend für alles"),
        ("de", "hier ist {company}", "Pfotenschutz Versicherung"),
        ("pl", "zapraszam na lekcję próbną {date}", "widzimy się na zajęciach we wtorek, do widzenia"),
        ("ru", "{number} рублей в год", "семнадцать тысяч за двенадцать месяцев"),
        ("pl", "doba kosztuje {number} złotych", "za dzień płaci się u nas trzysta złotych"),
        ("en", "the rent is {number} pounds a week", "four hundred pounds all in"),
        ("en", "come and see us on {date}", "saturday at eleven in the morning"),
        ("de", "spreche ich mit Frau {name}", "Sind Sie die Frau Wilmsen?"),
        ("ru", "вы говорите с {name}", "Это Ирина?"),
    ],
)
def test_what_names_the_thing_lacks_nothing(code: str, phrase: str, said: str) -> None:
    assert not lacks(code, phrase, said)


def test_a_bare_number_is_no_price_by_sense(meaning: Meaning) -> None:
    item = Item("i", "Says what the course costs", "s", "say", ("the course costs {number} pounds",))
    said = call(
        "en", ("agent", "Hello."), ("customer", "Two of us and my sister."), ("agent", "That makes three.")
    )
    found = judge(
        Script("s", "1", "en", "t", (item,)),
        said,
        recording=Recording("p", "f", "h", "c", language="en"),
        call_class=CallClass("negotiation", 1.0),
        meaning=meaning,
    )[0]
    assert found.verdict != "met"


def test_a_statement_is_no_asking_of_leave() -> None:
    asked = "darf ich das Gespräch aufzeichnen"
    assert verdict("de", asked, "das gespräch wird aufgezeichnet nur damit sie's wissen").verdict != "met"
    assert verdict("de", asked, "darf ich das gespräch aufzeichnen").verdict == "met"


def test_who_is_there_is_not_whether_they_can_talk() -> None:
    asked = "czy może pan teraz rozmawiać"
    assert verdict("pl", asked, "dzień dobry czy rozmawiam z panem zenkiem").verdict != "met"
    assert verdict("pl", asked, "czy może pan rozmawiać").verdict == "met"


def test_a_price_is_that_of_the_item_it_fits_best(meaning: Meaning) -> None:
    items = (
        Item(
            "a",
            "Names the excess",
            "s",
            "say",
            ("the excess is {number} pounds", "you pay the first {number} pounds of a claim"),
        ),
        Item(
            "b",
            "Names the premium",
            "s",
            "say",
            ("the premium is {number} pounds", "it's {number} pounds for the year"),
        ),
    )
    said = call(
        "en",
        ("agent", "Hello there."),
        ("customer", "What does it come to?"),
        ("agent", "For the year you'd be at a hundred and forty quid."),
    )
    found = judge(
        Script("s", "1", "en", "t", items),
        said,
        recording=Recording("p", "f", "h", "c", language="en"),
        call_class=CallClass("negotiation", 1.0),
        meaning=meaning,
    )
    assert found[0].verdict != "met"
    assert found[1].verdict == "met"


@pytest.mark.parametrize(
    ("said", "by", "expected"),
    [
        ("Здравствуйте! Это Павел Андреевич?", "words", "met"),
        ("Здравствуйте! Это Павел, я насчёт договора.", "words", "cannot_tell"),
        ("алло это павел андреевич", "words", "cannot_tell"),
        ("алло это павел андреевич меня зовут лариса насчёт договора", "words", "met"),
        ("Здравствуйте! Меня зовут Павел, я насчёт договора.", "words", "not_met"),
        ("Здравствуйте! Меня зовут Павел, я насчёт договора.", "sense", "cannot_tell"),
    ],
)
def test_ones_own_name_is_not_whom_one_speaks_to(said: str, by: str, expected: str, meaning: Meaning) -> None:
    phrases = ("я разговариваю с {name}", "вы {name}", "это {name}")
    item = Item("i", "Убеждается, что говорит с нужным человеком", "s", "say", phrases)
    found = judge(
        Script("s", "1", "ru", "t", (item,)),
        call("ru", ("agent", said), ("customer", "да слушаю")),
        recording=Recording("p", "f", "h", "c", language="ru"),
        call_class=CallClass("negotiation", 1.0),
        meaning=meaning if by == "sense" else None,
    )[0]
    assert found.verdict == expected


def test_a_number_told_once_is_not_two_things(meaning: Meaning) -> None:
    phrases = ("umowa na {number} miesięcy", "okres wypowiedzenia {number} dni")
    both = Item("i", "Podaje czas umowy i wypowiedzenia", "s", "all_of", phrases, count=2)

    def given(said: str) -> str:
        return judge(
            Script("s", "1", "pl", "t", (both,)),
            call("pl", ("agent", said), ("customer", "dobrze")),
            recording=Recording("p", "f", "h", "c", language="pl"),
            call_class=CallClass("negotiation", 1.0),
            meaning=meaning,
        )[0].verdict

    once = "umowa jest na dwadzieścia cztery miesiące."
    assert given(once) != "met"
    assert given(f"{once[:-1]}, a wypowiedzieć może pan z wyprzedzeniem 30 dni") == "met"


def forbidden(code: str, phrase: str, asked: str, answer: str) -> Verdict:
    item = Item("i", "t", "s", "must_not_say", (phrase,))
    return judge(
        Script("s", "1", code, "t", (item,)),
        call(code, ("agent", "hello"), ("customer", asked), ("agent", answer), ("customer", "fine")),
        recording=Recording("p", "f", "h", "c", language=code),
        call_class=CallClass("negotiation", 1.0),
    )[0]


@pytest.mark.parametrize(
    ("code", "phrase", "asked", "yes", "no"),
    [
        (
            "de",
            "das geht auch ohne Rechnung",
            "und das geht auch ohne Rechnung?",
            "ja klar geht das",
            "ja nein das machen wir nicht",
        ),
        (
            "en",
            "they will never come back",
            "and they will never come back?",
            "yes absolutely",
            "yes but I can't promise that",
        ),
        ("ru", "скидка только сегодня", "скидка только сегодня?", "да конечно", "да нет что вы"),
        ("pl", "gwarantujemy zysk", "czyli gwarantujecie zysk?", "tak oczywiście", "nie, tego nie możemy"),
    ],
)
def test_agreeing_to_a_forbidden_thing_is_for_a_person_to_hear(
    code: str, phrase: str, asked: str, yes: str, no: str
) -> None:
    agreed = forbidden(code, phrase, asked, yes)
    assert (agreed.verdict, agreed.speaker, agreed.quote) == ("cannot_tell", "agent", yes)
    assert forbidden(code, phrase, asked, no).verdict == "met"


def test_what_was_not_found_is_never_certainly_unsaid() -> None:
    item = Item("i", "t", "s", "must_not_say", ("we guarantee income",))
    for match in ("close", "verbatim"):
        found = judge(
            Script("s", "1", "en", "t", (replace(item, match=match),)),  # type: ignore[arg-type]  # a mode
            call("en", ("agent", "hello there"), ("customer", "hi")),
            recording=Recording("p", "f", "h", "c", language="en"),
            call_class=CallClass("negotiation", 1.0),
        )[0]
        assert found.verdict == "met"
        assert found.confidence < 1


@pytest.mark.parametrize(
    ("code", "phrase", "said", "met"),
    [
        ("ru", "меня зовут {name}", "здравствуйте меня завут марина", True),
        ("ru", "меня зовут {name}", "здравствуйте меня завут", False),
        ("pl", "nazywam się {name}", "nazywan się ola", True),
        ("pl", "nazywam się {name}", "nazywan się", False),
    ],
)
def test_the_words_beside_a_name_may_be_misspelt(code: str, phrase: str, said: str, met: bool) -> None:  # noqa: FBT001 - a table's column
    assert (verdict(code, phrase, said).verdict == "met") is met
    assert lang.get(code).code == code


def test_a_price_for_any_of_the_times_asked_for_is_one() -> None:
    item = Item("i", "t", "s", "say", ("{number} pounds a week", "{number} pounds a month"))

    def other_rate(said: str) -> bool:
        return wants._other_rate(item, lang.get("en"), lang.get("en").tokens(said))

    assert not other_rate("forty pounds a week")
    assert not other_rate("a hundred and sixty pounds a month")
    assert other_rate("two thousand pounds a year")
