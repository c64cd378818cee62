"""Owns where names stand in words: said and written, invented, or put for words that sound alike. Pure.

A name is written right when its letters are, with blanks anywhere ("Cold harbour" is "Coldharbour").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from labelled import plain

from speechqa.matching import sound_likeness

# One word may have been heard as several, so a name may stand for one word more than it has.
_MORE_WORDS = 1


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
            alike = sound_likeness(" ".join(words), name)
            if alike >= limits.likeness:
                yield alike, size, name
