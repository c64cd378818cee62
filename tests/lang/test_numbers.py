from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.lang import get


@pytest.mark.parametrize(
    ("code", "text", "value", "length"),
    [
        ("en", "nine hundred and ten pounds", 910, 4),
        ("en", "2 499", 2499, 2),
        ("en", "two forty nine", 249, 3),
        ("en", "eleven hundred and fifty", 1150, 4),
        ("en", "a hundred", 100, 2),
        ("en", "two and a half thousand", 2500, 5),
        ("en", "five point seven five", 5.75, 4),
        ("en", "twenty twenty six", 2026, 3),
        ("en", "two hundred and", 200, 2),
        ("en", "five six", 5, 1),
        ("ru", "две с половиной тысячи", 2500, 4),
        ("ru", "двадцати пяти", 25, 2),
        ("ru", "две тысячи четыреста девяносто девять", 2499, 5),
        ("ru", "полторы тысячи рублей", 1500, 2),
        ("ru", "3,5 тысячи", 3500, 2),
        ("de", "vierhundertzwanzig", 420, 1),
        ("de", "zweitausendvierhundertneunundneunzig", 2499, 1),
        ("de", "ein hundert", 100, 2),
        ("de", "fünfundzwanzig euro", 25, 1),
        ("de", "drei komma fünf", 3.5, 3),
        ("pl", "dwa tysiące czterysta", 2400, 3),
        ("pl", "dwóch tysięcy", 2000, 2),
        ("pl", "dwa i pół tysiąca", 2500, 4),
        ("pl", "półtora tysiąca", 1500, 2),
        ("pl", "2 499 zł", 2499, 2),
        ("xx", "15 200", 15200, 2),
    ],
)
def test_number(code, text, value, length):
    language = get(code)
    assert language.number_at(language.tokens(text), 0) == (value, length)


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "a call"), ("en", "and ten"), ("de", "ein gespräch"), ("ru", "рублей"), ("pl", "i pół")],
)
def test_no_number(code, text):
    language = get(code)
    assert language.number_at(language.tokens(text), 0) is None


@given(st.sampled_from(["en", "ru", "de", "pl"]), st.integers(0, 999_999))
def test_every_number_in_words_is_read_back(code, value):
    from num2words import num2words

    language = get(code)
    tokens = language.tokens(num2words(value, lang=code))
    assert language.number_at(tokens, 0) == (value, len(tokens))


@pytest.mark.parametrize(
    ("code", "text", "length"),
    [
        ("en", "tomorrow", 1),
        ("en", "next week", 2),
        ("en", "in three days", 3),
        ("en", "on the twentieth", 3),
        ("en", "the twentieth of may", 4),
        ("en", "by friday", 2),
        ("ru", "завтра", 1),
        ("ru", "через три дня", 3),
        ("ru", "двадцатого мая", 2),
        ("ru", "на следующей неделе", 3),
        ("de", "morgen", 1),
        ("de", "am zwanzigsten mai", 3),
        ("de", "in drei tagen", 3),
        ("de", "am 20. Mai", 3),
        ("pl", "jutro", 1),
        ("pl", "dwudziestego", 1),
        ("pl", "w przyszłym tygodniu", 3),
        ("pl", "za trzy dni", 3),
    ],
)
def test_date(code, text, length):
    language = get(code)
    assert language.date_at(language.tokens(text), 0) == length


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "the call"), ("en", "you may call"), ("ru", "в доме"), ("de", "der preis"), ("pl", "w cenie")],
)
def test_no_date(code, text):
    language = get(code)
    assert language.date_at(language.tokens(text), 0) is None
