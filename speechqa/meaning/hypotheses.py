"""Owns a script's phrase as a sentence that may follow from what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.meaning.call import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speechqa.lang import Language

# "It is 30" doesn't entail "it is 20": where a phrase takes any value, so does the sentence.
_ANY: Mapping[str, Mapping[str, str]] = {
    "en": {"number": "a certain amount", "date": "on a certain day", "name": "a certain name"},
    "ru": {"number": "определённая сумма", "date": "в определённый день", "name": "определённое имя"},
    "de": {
        "number": "ein bestimmter Betrag",
        "date": "an einem bestimmten Tag",
        "name": "ein bestimmter Name",
    },
    "pl": {"number": "pewna kwota", "date": "pewnego dnia", "name": "pewne imię"},
}


def hypothesis(phrase: str, said: str, language: Language, values: Mapping[str, Sequence[str]]) -> str:
    """The phrase with what was ``said`` in its slots: a number, and of the values the one that was named."""
    filled = {name: (text,) for name, text in _ANY.get(language.code, {}).items()}
    named = numbers(said, language)
    if named:
        filled["number"] = (f"{named[0]:g}",)
    heard = said.casefold()
    own = {
        name: sorted(each, key=lambda value: value.casefold() not in heard) for name, each in values.items()
    }
    return plain(phrase, language.code, {**filled, **own})


def numbers(text: str, language: Language) -> tuple[float, ...]:
    """The numbers that a text names, in digits or words, in its order."""
    tokens = language.tokens(text)
    found = []
    i = 0
    while i < len(tokens):
        number = language.number_at(tokens, i)
        if number is not None:
            found.append(number[0])
        i += number[1] if number is not None and number[1] else 1
    return tuple(found)
