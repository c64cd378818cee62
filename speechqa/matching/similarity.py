"""Owns how alike two words sound on paper; the only user of RapidFuzz.

RapidFuzz compares one word with another, never a phrase with a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.matching import limits

if TYPE_CHECKING:
    from collections.abc import Sequence


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


def opposite(one: str, other: str, prefixes: Sequence[str]) -> bool:
    """True when one word is the other with a negating prefix ("possible", "impossible")."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer.startswith(prefix) and longer[len(prefix) :][:4] == shorter[:4] for prefix in prefixes)
