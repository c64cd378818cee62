"""Owns how alike names sound, whatever their spelling or alphabet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CACHE = 100_000
_CYRILLIC = dict(zip("абвгдежзийклмнопрстуфхцчшщыэюя", "abvgdessiiklmnoprstufkssssieua", strict=True))
# Sounds that recognisers take for each other, in any of the languages.
_GROUPS = (
    ("sch|sh|cz|sz|rz|ch|c(?=[eiy])|š|z|ß", "s"),
    ("ck|c|q|g", "k"),
    ("ph|v|w|ł", "f"),
    ("th|d", "t"),
    ("b", "p"),
    ("x", "ks"),
    ("y|j", "i"),
    ("h", ""),
)


@lru_cache(maxsize=_CACHE)
def sound(text: str) -> str:
    """The text as roughly any ear hears it: one sign a group of like sounds, nothing doubled, no blanks."""
    plain = re.sub(r"[\W_]+", "", text.lower().replace("ё", "е"))
    letters = "".join(_CYRILLIC.get(letter, letter) for letter in plain if letter not in "ьъ")
    letters = "".join(
        each for each in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(each)
    )
    for pattern, sign in _GROUPS:
        letters = re.sub(pattern, sign, letters)
    return re.sub(r"(.)\1+", r"\1", letters)


def sound_likeness(one: str, other: str) -> float:
    """How alike two texts sound, 0..1."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(sound(one), sound(other))
