"""Owns where names stand in words: said and written, invented, or put for words that sound alike. Pure.

A name is written right when its letters are, with blanks anywhere ("Cold harbour" is "Coldharbour").
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from labelled import plain

# One word may have been heard as several, so a name may stand for one word more than it has.
_MORE_WORDS = 1

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


@dataclass(frozen=True, slots=True)
class Spoken:
    """One side's words of one turn, and how sure the recogniser was of each, 0..1."""

    words: tuple[str, ...]
    confidences: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """When words give way to a name: they sound so alike, and are in the mean less sure than that."""

    likeness: float
    confidence: float


def count(name: str, text: str) -> int:
    """How many times the name stands in the text, whole words, blanks inside it anywhere."""
    return len(re.findall(rf"(?<!\w){r' ?'.join(plain(name).replace(' ', ''))}(?!\w)", plain(text)))


def found(names: Iterable[str], truth: str, heard: str) -> tuple[int, int, int]:
    """How many names were said, how many of those are written, and how many more are written than said."""
    said = written = more = 0
    for name in dict.fromkeys(map(plain, names)):
        spoken, there = count(name, truth), count(name, heard)
        said += spoken
        written += min(spoken, there)
        more += max(there - spoken, 0)
    return said, written, more


@functools.cache
def sound(text: str) -> str:
    """The text as roughly any ear hears it: one sign a group of like sounds, nothing doubled, no blanks."""
    letters = "".join(_CYRILLIC.get(letter, letter) for letter in plain(text) if letter not in " ьъ")
    letters = "".join(
        each for each in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(each)
    )
    for pattern, sign in _GROUPS:
        letters = re.sub(pattern, sign, letters)
    return re.sub(r"(.)\1+", r"\1", letters)


def likeness(one: str, other: str) -> float:
    """How alike two texts sound, 0..1."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(sound(one), sound(other))


def corrected(spoken: Spoken, names: Sequence[str], limits: Limits) -> str:
    """The words, unsure ones replaced by the name they sound like most, if enough; left to right."""
    out: list[str] = []
    start = 0
    while start < len(spoken.words):
        alike, size, name = max(_candidates(spoken, start, names, limits), default=(0.0, 1, ""))
        out.append(name if alike else spoken.words[start])
        start += size
    return " ".join(out)


def _candidates(
    spoken: Spoken, start: int, names: Sequence[str], limits: Limits
) -> Iterable[tuple[float, int, str]]:
    """(likeness, words, name) of what may stand for the words from ``start`` on."""
    for name in names:
        for size in range(1, len(name.split()) + _MORE_WORDS + 1):
            words = spoken.words[start : start + size]
            confidences = spoken.confidences[start : start + size]
            if len(words) < size or sum(confidences) >= size * limits.confidence:
                continue
            alike = likeness(" ".join(words), name)
            if alike >= limits.likeness:
                yield alike, size, name
