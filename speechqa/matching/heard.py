"""Owns ``Heard``: where each element of an inventory was heard in a line, and how well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.matching import limits
from speechqa.matching.slots import slot_spots
from speechqa.matching.stream import Line, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.lang import Language
    from speechqa.matching.inventory import Inventory, Sought


class Heard:
    """An inventory's elements in one line; ``exact``: by the phrase's own words, not by others like them.

    ``places`` has an entry for each element that was heard at all: tokens with one similarity. Spots are
    made when they are asked for.
    """

    def __init__(self, inventory: Inventory, line: Line, language: Language, *, exact: bool) -> None:
        self._inventory, self._line, self._language = inventory, line, language
        fitting = inventory.fits(line.forms.keys())
        self._fits = {form: fits[exact] for form, fits in fitting.items()}
        self._split: dict[int, list[tuple[int, float]]] = {}
        self._spots: dict[int, tuple[Spot, ...]] = {}
        self._starts: dict[int, list[int]] = {}
        self._merged: dict[tuple[int, ...], list[int]] = {}
        self._best: dict[tuple[int, ...], float] = {}
        self.places: dict[int, list[tuple[tuple[int, ...], float]]] = {}
        for form, fits in self._fits.items():
            tokens = line.forms[form]
            for i, similarity in fits.items():
                self.places.setdefault(i, []).append((tokens, similarity))
        self._add_others()

    def spots(self, i: int) -> tuple[Spot, ...]:
        """Where element ``i`` was heard, in order."""
        found = self._spots.get(i)
        if found is None:
            item = self._inventory.items[i]
            worded = item.kind in ("word", "negation")
            found = self._words(i) if worded else slot_spots(item, self._line, self._language)
            self._spots[i] = found
        return found

    def starts(self, i: int) -> list[int]:
        """Where each of ``spots(i)`` starts."""
        found = self._starts.get(i)
        if found is None:
            found = self._starts[i] = [spot.start for spot in self.spots(i)]
        return found

    def merged(self, items: tuple[int, ...]) -> list[int]:
        """Where one of ``items`` starts, in order and each place once."""
        found = self._merged.get(items)
        if found is None:
            found = self._merged[items] = sorted({start for i in items for start in self.starts(i)})
        return found

    def best(self, items: tuple[int, ...]) -> float:
        """The highest similarity with which one of ``items`` was heard; 0 where none was."""
        found = self._best.get(items)
        if found is None:
            found = max((spot.similarity for i in items for spot in self.spots(i)), default=0.0)
            self._best[items] = found
        return found

    def _add_others(self) -> None:
        """Nothing; puts down what doesn't follow from one word alone."""
        line, inventory = self._line, self._inventory
        if line.denials:
            for i in inventory.negations:
                self.places.setdefault(i, []).append((tuple(line.denials), limits.OTHER_NEGATION))
        for i, at, similarity in self._splits():
            self._split.setdefault(i, []).append((at, similarity))
            self.places.setdefault(i, [])
        for i in inventory.slots:
            if slot_spots(inventory.items[i], line, self._language):
                self.places[i] = []

    def _splits(self) -> Iterator[tuple[int, int, float]]:
        """Where a word was heard as two ("fern hollow"): element, first token, similarity."""
        for pair, fits in self._inventory.splits(self._line.pairs.keys()).items():
            for at in self._line.pairs[pair]:
                for i, similarity in fits.items():
                    if similarity > max(self._alone(i, at), self._alone(i, at + 1)):
                        yield i, at, similarity

    def _alone(self, i: int, at: int) -> float:
        """How well token ``at`` alone is element ``i``."""
        similarity = self._fits.get(self._line.form_at[at], {}).get(i, 0.0)
        denies = at in self._line.denials and i in self._inventory.negations
        return max(similarity, limits.OTHER_NEGATION) if denies else similarity

    def _words(self, i: int) -> tuple[Spot, ...]:
        best: dict[int, float] = {}
        for tokens, similarity in self.places.get(i, ()):
            for at in tokens:
                best[at] = max(similarity, best.get(at, 0.0))
        item = self._inventory.items[i]
        found = [Spot(at, at + 1, similarity, self._mask(at, item)) for at, similarity in best.items()]
        found += [Spot(at, at + 2, similarity, 3 << at) for at, similarity in self._split.get(i, ())]
        return tuple(sorted(found, key=lambda spot: (spot.start, spot.end, -spot.similarity)))

    def _mask(self, at: int, item: Sought) -> int:
        """The bit of token ``at``, with that of its particle apart."""
        line = self._line
        if (
            item.joined
            or at not in line.particles
            or any(at in line.apart.get(name, ()) for name in item.lemmas)
        ):
            return 1 << at
        return 1 << at | 1 << line.particles[at]


def heard_in(line: Line, inventory: Inventory, language: Language, *, exact: bool) -> Heard:
    """The inventory in the line, looked up once."""
    found = line.memo.get((inventory, exact))
    if not isinstance(found, Heard):
        found = line.memo[inventory, exact] = Heard(inventory, line, language, exact=exact)
    return found
