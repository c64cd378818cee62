"""Owns near misses: what came nearest to a phrase that was not found, and when it is too close to call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.items.search import overlap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.limit import Limit
    from speechqa.checks.items.search import Finder
    from speechqa.records import PhraseHit
    from speechqa.scripts.values import Item

# Below this nothing in a near miss is worth showing to an agent who disputes.
WORTH_SHOWING = 0.5
# A tenth below what matching takes for said (0.7): on labelled calls most of these were the phrase in other
# words, so "not met" would mostly be wrong, and "met" at times.
TOO_CLOSE = 0.6
# Few agents say what they must not, so the same likeness is weaker evidence of it.
FORBIDDEN_TOO_CLOSE = 0.65


@dataclass(frozen=True, slots=True)
class Near:
    """The best near miss; ``doubtful`` phrases have one so little below a hit that it can't be called."""

    hit: PhraseHit
    doubtful: int = 0

    def may_fulfil(self, missing: int) -> bool:
        """True when what is too close to call would make up for so many missing phrases."""
        return 0 < missing <= self.doubtful


def nearest_miss(
    item: Item, finder: Finder, limits: Sequence[Limit], counted: Sequence[PhraseHit] = ()
) -> Near | None:
    """The nearest miss of an item at a permitted place, away from the hits that ``counted``, or None.

    Where the wording itself is asked for (``verbatim``), other wording is shown but never too close.
    What must not be said is no near miss where a negation stands close by.
    """
    said = {hit.phrase for hit in counted}
    hits = [hit for phrase in item.phrases if phrase not in said for hit in _near(item, finder, phrase)]
    fitting = [
        hit
        for hit in hits
        if hit.similarity >= WORTH_SHOWING
        and hit.first != hit.last
        and not hit.negated
        and not any(overlap(hit, other) for other in counted)
        and not (item.kind == "must_not_say" and finder.denial_near(hit))
        and all(limit.allows(hit) for limit in limits)
    ]
    best = max(fitting, key=lambda hit: (hit.similarity, -hit.start_ms), default=None)
    return None if best is None else Near(best, _doubtful(item, fitting))


def unlikeness(near: Near | None) -> float:
    """1 when nothing resembles the phrase, down to 0.5 for a near miss."""
    return 1.0 if near is None else 1.0 - max(0.0, min(0.5, near.hit.similarity - 0.4))


def _doubtful(item: Item, hits: Sequence[PhraseHit]) -> int:
    """How many different phrases have a miss that is too close to call, the same words counting once."""
    if item.match == "verbatim":
        return 0
    least = FORBIDDEN_TOO_CLOSE if item.kind == "must_not_say" else TOO_CLOSE
    close: list[PhraseHit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.similarity, hit.start_ms, hit.phrase)):
        taken = any(hit.phrase == one.phrase or overlap(hit, one) for one in close)
        if hit.similarity >= least and not taken:
            close.append(hit)
    return len(close)


def _near(item: Item, finder: Finder, phrase: str) -> list[PhraseHit]:
    found = finder.nearest(phrase, item.speaker, least=WORTH_SHOWING)
    hits = [] if found is None else [found]
    if item.match == "verbatim":
        hits += [hit for hit in finder.hits(phrase, "close") if item.speaker in {"anyone", hit.speaker}]
    return hits
