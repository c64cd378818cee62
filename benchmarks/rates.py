"""Owns rates of small counts and how far they can be trusted. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

# The two-sided 95 % point of the normal distribution.
Z95 = 1.959964


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Least and greatest share that ``part`` of ``whole`` still fits: the 95 % score interval (Wilson 1927).

    Unlike the plain interval it stays within 0 and 1 and says something when all or none were right.
    """
    if not whole:
        return 0.0, 1.0
    share_found, weight = part / whole, Z95 * Z95 / whole
    centre = (share_found + weight / 2) / (1 + weight)
    half = Z95 * math.sqrt(share_found * (1 - share_found) / whole + weight / whole / 4) / (1 + weight)
    return max(0.0, centre - half), min(1.0, centre + half)


def share(part: int, whole: int) -> str:
    """``0.91 (31/34; 0.77-0.97)``: rate, counts, 95 % interval; ``- (0/0)`` when there was nothing."""
    if not whole:
        return "- (0/0)"
    low, high = wilson(part, whole)
    return f"{part / whole:.2f} ({part}/{whole}; {low:.2f}-{high:.2f})"


class Counts:
    """How often each class was labelled and found."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Counts pairs of (label, found)."""
        self.pairs = Counter(pairs)

    def precision(self, value: str) -> str:
        """Share of those found that were labelled so."""
        return share(self.pairs[value, value], sum(n for (_, got), n in self.pairs.items() if got == value))

    def recall(self, value: str) -> str:
        """Share of those labelled that were found."""
        return self.taken(value, value)

    def taken(self, label: str, found: str) -> str:
        """Share of one label that was taken for ``found``."""
        return share(self.pairs[label, found], sum(n for (said, _), n in self.pairs.items() if said == label))

    def found(self, value: str) -> str:
        """Share of all that was found to be ``value``."""
        return share(sum(n for (_, got), n in self.pairs.items() if got == value), self.pairs.total())

    def accuracy(self) -> str:
        """Share of all found as labelled."""
        return share(sum(n for (said, got), n in self.pairs.items() if said == got), self.pairs.total())


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Nothing; prints a Markdown table."""
    for line in lines(header, rows):
        print(line)


def lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table; a bar or a line's end in a cell can't break it."""
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in row) + " |"
