"""Owns the search for what comes closest to a phrase, the most promising places first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.matching import limits
from speechqa.matching.align import Opening, lay, openings, task_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from speechqa.lang import Language
    from speechqa.matching.laying import Alignment, Task
    from speechqa.matching.phrase import Phrase
    from speechqa.matching.stream import Line
    from speechqa.records import WordAddress

_DECIMALS = 4
_ROUNDING = 1e-4


class _Search:
    """The openings of one variant in one line; each is laid at most once."""

    def __init__(self, task: Task) -> None:
        self.line = task.line
        self.openings: list[Opening] = list(openings(task))
        self._task = task
        self._laid: dict[int, Alignment | None] = {}

    def lay(self, number: int, least: float = limits.NEAREST.threshold) -> Alignment | None:
        """The best alignment from an opening; None when it is below ``least``."""
        if number not in self._laid:
            found = lay(self._task, self.openings[number], least=least)
            if found is None and least > limits.NEAREST.threshold:
                return None  # something less may be there
            self._laid[number] = found
        return self._laid[number]

    def first(self, number: int, least: float) -> tuple[int, Alignment] | None:
        """The first opening that leads to the words that this one leads to, and what it makes of them."""
        found = self.lay(number, least)
        if found is None:
            return None
        for earlier in range(number):
            if found.first <= self.openings[earlier].start <= found.last:
                other = self.lay(earlier)
                if other and (other.first, other.last) == (found.first, found.last):
                    return earlier, other
        return number, found


def closest(
    phrase: Phrase,
    lines: Sequence[Line],
    language: Language,
    *,
    taken: Collection[tuple[WordAddress, WordAddress]],
    least: float,
) -> tuple[Line, Alignment] | None:
    """The alignment most like ``phrase`` and its line, the earliest of equals; None below ``least``.

    ``taken`` are first and last words of what isn't asked for.
    """
    searches = [
        _Search(task)
        for line in lines
        for variant in phrase.variants
        if (task := task_in(variant, line, language, limits.NEAREST, least=least))
    ]
    order = sorted(
        (-opening.most, number, at)
        for number, search in enumerate(searches)
        for at, opening in enumerate(search.openings)
    )
    best: tuple[tuple[float, int, int, int], Line, Alignment] | None = None
    for most, number, at in order:
        asked = best[0][0] if best else least
        if round(-most, _DECIMALS) < asked:
            break
        line, found = (
            searches[number].line,
            searches[number].first(at, max(limits.NEAREST.threshold, asked - _ROUNDING)),
        )
        if found is None or (line.addresses[found[1].first], line.addresses[found[1].last]) in taken:
            continue
        start_ms = line.words[found[1].first].start_ms
        rank = (round(found[1].similarity, _DECIMALS), -start_ms, -number, -found[0])
        if best is None or rank > best[0]:
            best = rank, line, found[1]
    return best[1:] if best and best[0][0] >= least else None
