"""Owns how alike names sound, whatever their spelling or alphabet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CACHE = 100_000
_ROUNDING = 1e-6
_CYRILLIC = dict(zip("абвгдежзийклмнопрстуфхцчшщыэюя", "abvgdessiiklmnoprstufkssssieua", strict=True))
# Sounds that recognisers take for each other, in any of the languages. An earlier spelling goes before a
# later one that begins like it.
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
_SPELLINGS = re.compile("|".join(f"({spellings})" for spellings, _ in _GROUPS))
_SIGNS = ("", *(sign for _, sign in _GROUPS))
_LETTERS = str.maketrans({**_CYRILLIC, "ь": "", "ъ": "", "ё": "e"})
_BLANKS, _DOUBLED = re.compile(r"[\W_]+"), re.compile(r"(.)\1+")


@lru_cache(maxsize=_CACHE)
def sound(text: str) -> str:
    """The text as roughly any ear hears it: one sign a group of like sounds, nothing doubled, no blanks."""
    letters = _BLANKS.sub("", text.lower()).translate(_LETTERS)
    if not letters.isascii():
        letters = "".join(
            each for each in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(each)
        )
    spelt = _SPELLINGS.sub(lambda found: _SIGNS[found.lastindex or 0], letters)
    return _DOUBLED.sub(r"\1", spelt)


def sound_likeness(one: str, other: str) -> float:
    """How alike two texts sound, 0..1."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(sound(one), sound(other))


def alike_sounds(
    heard: Sequence[str], names: Sequence[str], *, least: float
) -> Iterator[tuple[int, int, float]]:
    """Triples (place in ``names``, place in ``heard``, likeness): what sounds like a name by ``least``."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    sounds, wanted = [sound(text) for text in heard], [sound(name) for name in names]
    score = Levenshtein.normalized_similarity
    # The table is quick and rounds; what it finds is compared exactly.
    table = process.cdist(wanted, sounds, scorer=score, score_cutoff=least - _ROUNDING)
    for column, row in zip(*(places.tolist() for places in table.nonzero()), strict=True):
        likeness = score(sounds[row], wanted[column])
        if likeness >= least:
            yield column, row, likeness
