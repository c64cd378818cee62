"""Owns near misses: what came nearest to a phrase that was not found, and when it is too close to call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from speechqa.checks.items.places import Limit
    from speechqa.checks.items.search import Finder
    from speechqa.records import PhraseHit
    from speechqa.scripts.values import Item

# Below this nothing in a near miss is worth showing to an agent who disputes.
WORTH_SHOWING = 0.5
TOO_CLOSE = 0.95


@dataclass(frozen=True, slots=True)
class Near:
    """The best near miss; ``too_close``: a hair below a hit, so neither said nor unsaid."""

    hit: PhraseHit
    too_close: bool


def nearest_miss(item: Item, finder: Finder, limits: Sequence[Limit], said: Collection[str]) -> Near | None:
    """The nearest miss of the item's phrases that weren't ``said``, at a permitted place, or None."""
    best: PhraseHit | None = None
    for phrase in item.phrases:
        hit = None if phrase in said else finder.nearest(phrase, item.speaker)
        fits = hit is not None and not hit.negated and all(limit.allows(hit) for limit in limits)
        if hit is not None and fits and (best is None or hit.similarity > best.similarity):
            best = hit
    if best is None or best.similarity < WORTH_SHOWING:
        return None
    return Near(best, best.similarity >= TOO_CLOSE)
