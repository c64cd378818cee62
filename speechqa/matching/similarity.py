"""Owns how alike two words sound on paper; the only user of RapidFuzz.

RapidFuzz compares one word with another, never a phrase with a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.matching import limits

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


_SHORTEST_STEM = 4  # letters after a prefix


def alike(word: str, others: Sequence[str], *, least: float) -> list[tuple[int, float]]:
    """Positions in ``others`` of words that may be ``word`` misheard, with similarity ``least`` to 1."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    found = process.extract(
        word, others, scorer=Levenshtein.normalized_similarity, score_cutoff=least, limit=None, processor=None
    )
    return sorted(
        (position, score) for other, score, position in found if len(other) >= limits.SHORTEST_GARBLED
    )


def different(one: str, other: str, prefixes: Collection[str]) -> bool:
    """True when the words differ in their verb prefixes only ("recorded" is not "decorded")."""
    common = 0
    while common < min(len(one), len(other)) and one[-1 - common] == other[-1 - common]:
        common += 1
    heads = {
        (one[:-keep], other[:-keep])
        for keep in range(_SHORTEST_STEM, common + 1)
        if one[:-keep] != other[:-keep]
    }
    return any(a in prefixes and b in prefixes for a, b in heads)


def opposite(one: str, other: str, prefixes: Sequence[str]) -> bool:
    """True when one word is the other with a negating prefix ("possible", "impossible")."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer.startswith(prefix) and longer[len(prefix) :][:4] == shorter[:4] for prefix in prefixes)
