"""Owns how alike two words sound on paper.

RapidFuzz compares one word with another, never a phrase with a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.matching import limits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


_SHORTEST_STEM = 4  # letters after a prefix
_CELLS = 1_000_000  # comparisons at a time: what a table of them takes in memory is bounded
_ROUNDING = 1e-6


def alike(
    words: Sequence[str], heard: Sequence[str], *, least: Sequence[float]
) -> Iterator[tuple[int, int, float]]:
    """Triples (place in ``heard``, place in ``words``, similarity): what may be a word misheard.

    ``least`` is the smallest similarity, up to 1, that counts for each of ``words``.
    """
    if not words:
        return
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    score = Levenshtein.normalized_similarity
    cutoff = min(least) - _ROUNDING
    rows = max(1, _CELLS // len(words))
    for start in range(0, len(heard), rows):
        some = heard[start : start + rows]
        # The table is quick and rounds; what it finds is compared exactly.
        table = process.cdist(some, words, scorer=score, score_cutoff=cutoff)
        for row, column in zip(*(places.tolist() for places in table.nonzero()), strict=True):
            similarity = score(words[column], some[row], score_cutoff=least[column])
            if similarity and len(some[row]) >= limits.SHORTEST_GARBLED:
                yield start + row, column, similarity


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
