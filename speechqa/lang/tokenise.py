"""Owns the step from written text to normalised tokens, shared by all languages."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´′", "'"))
# "20th" and «20-го» stay one word.
_ORDINAL = re.compile(r"\b(\d{1,2})-?(st|nd|rd|th|го|ого|му|е)\b")
_TOKEN = re.compile(r"\d{1,2}(?:st|nd|rd|th|го|ого|му|е)\b|\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_MONEY = re.compile(r"([€$£₽])\s*(\d+(?:[.,]\d+)*)")
_SIGNS = {"€": " euro ", "$": " dollar ", "£": " pound ", "₽": " рубль ", "%": " percent "}
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})")
_MIXED = re.compile(r"(\d{1,3}(?:([.,])\d{3})+)(?!\2)[.,](\d{1,2})")


def split_words(text: str) -> list[str]:
    """Lower-case words and numbers of ``text`` in order; hyphens split, apostrophes stay inside words.

    Numbers come out plain: "2,499" as "2499", "24,90" as "24.90"; dates and clock
    times ("20.05.2026", "14:30") stay as written.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower().replace("ё", "е")
    plain = _ORDINAL.sub(r"\1\2", plain)
    plain = _MONEY.sub(r"\2\1", plain)
    for sign, word in _SIGNS.items():
        plain = plain.replace(sign, word)
    return [_plain_number(word) if word[0].isdigit() else word for word in _TOKEN.findall(plain)]


def _plain_number(text: str) -> str:
    mixed = _MIXED.fullmatch(text)
    if mixed:
        return f"{re.sub('[.,]', '', mixed[1])}.{mixed[3]}"
    if _THOUSANDS.fullmatch(text):
        return re.sub("[.,]", "", text)
    decimal = _DECIMAL.fullmatch(text)
    return f"{decimal[1]}.{decimal[2]}" if decimal else text


def fold(token: str) -> str:
    """``token`` without diacritics, as careless writing has it: "mogę" as "moge", "straße" as "strasse"."""
    plain = token.replace("ł", "l").replace("ß", "ss")
    return "".join(ch for ch in unicodedata.normalize("NFD", plain) if not unicodedata.combining(ch))


def words(text: str) -> frozenset[str]:
    """The words of a list written in one string."""
    return frozenset(text.split())


def groups(*texts: str) -> tuple[frozenset[str], ...]:
    """One set of words for each string."""
    return tuple(words(text) for text in texts)
