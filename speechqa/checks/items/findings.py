"""Owns ``Findings``: what was found for an item, by place and fate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.items import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.limit import Interval, Limit
    from speechqa.checks.items.search import Candidate, Fate, Finder
    from speechqa.records import PhraseHit
    from speechqa.scripts.values import Item


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for an item: hits at a permitted place by fate, and all others."""

    item: Item
    finder: Finder
    limits: tuple[Limit, ...]
    placed: tuple[Candidate, ...]
    misplaced: tuple[Candidate, ...]

    def hits(self, *fates: Fate) -> list[PhraseHit]:
        """Hits of these fates at a permitted place, in time order."""
        return [candidate.hit for candidate in self.placed if candidate.fate in fates]

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """The stretches where the item had to be said."""
        return places.common(self.limits, self.finder.transcript)

    @property
    def where(self) -> str:
        """Where it had to be said, such as " in the first 30 s"; empty for the whole call."""
        return "".join(f" {limit.inside}" for limit in self.limits if limit.inside)


def found_for(item: Item, finder: Finder, limits: Sequence[Limit]) -> Findings:
    """What was found for ``item``, at places that ``limits`` permit and elsewhere."""
    candidates = finder.candidates(item)
    placed = tuple(c for c in candidates if all(limit.allows(c.hit) for limit in limits))
    return Findings(item, finder, tuple(limits), placed, tuple(c for c in candidates if c not in placed))
