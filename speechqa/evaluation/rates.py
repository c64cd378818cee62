"""Owns rates of small counts and how far they can be trusted. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from speechqa.scoring import wilson

# The two-sided 95 % point of the normal distribution.
Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Rate:
    """``part`` of ``whole``; as text ``0.91 (31/34; 0.77-0.97)``: rate, counts, 95 % interval."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95 % interval."""
        return wilson(self.part, self.whole)

    def __str__(self) -> str:
        if self.value is None:
            return "- (0/0)"
        low, high = self.interval
        return f"{self.value:.2f} ({self.part}/{self.whole}; {low:.2f}-{high:.2f})"


class Counts:
    """How often each class was labelled and found."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Counts pairs of (label, found)."""
        self.pairs = Counter(pairs)

    def precision(self, value: str) -> Rate:
        """Share of those found that were labelled so."""
        return Rate(self.pairs[value, value], self._sum(found=value))

    def recall(self, value: str) -> Rate:
        """Share of those labelled that were found."""
        return self.taken(value, value)

    def taken(self, label: str, found: str) -> Rate:
        """Share of one label that was taken for ``found``."""
        return Rate(self.pairs[label, found], self._sum(label=label))

    def found(self, value: str) -> Rate:
        """Share of all that was found to be ``value``."""
        return Rate(self._sum(found=value), self.pairs.total())

    def accuracy(self) -> Rate:
        """Share of all found as labelled."""
        return Rate(sum(n for (said, got), n in self.pairs.items() if said == got), self.pairs.total())

    def f1(self, value: str) -> float | None:
        """Harmonic mean of precision and recall, None where the class was neither labelled nor found."""
        either = self._sum(label=value) + self._sum(found=value)
        return 2 * self.pairs[value, value] / either if either else None

    def kappa(self) -> float | None:
        """Agreement beyond chance (Cohen 1960): 1 is full, 0 chance's; None where all are of one class."""
        n = self.pairs.total()
        agreed = sum(count for (said, got), count in self.pairs.items() if said == got)
        classes = sorted({said for said, _ in self.pairs} | {got for _, got in self.pairs})
        by_chance = sum(self._sum(label=each) * self._sum(found=each) for each in classes)
        if n * n == by_chance:
            return None
        return (n * agreed - by_chance) / (n * n - by_chance)

    def _sum(self, *, label: str | None = None, found: str | None = None) -> int:
        return sum(
            n for (said, got), n in self.pairs.items() if label in {None, said} and found in {None, got}
        )
