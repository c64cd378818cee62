"""Owns doubt about a name that wasn't found: unsure words that sound like it may be it, misheard.

Recognisers know few names of companies and write down what sounds like them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from speechqa.checks.items.channels import may_be
from speechqa.matching import sound_likeness
from speechqa.records import PhraseHit, WordAddress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speechqa.checks.items.places import Limit
    from speechqa.checks.items.search import Finder
    from speechqa.records import Speaker, Word
    from speechqa.scripts.values import Item

# On spoken calls 16 of 17 names that came out as other words were among these, and 6 of 125 others.
LIKENESS = 0.6
SURE = 0.9
# Letters of a name: shorter ones sound like too much else.
_SHORTEST = 4
# One word may have been heard as several, so a name may stand for one word more than it has.
_MORE_WORDS = 1
_SLOT = re.compile(r"\{(\w+)\}")


class _Window(NamedTuple):
    """Neighbouring words of one turn."""

    turn: int
    first: int
    words: tuple[Word, ...]

    @property
    def confidence(self) -> float:
        """Mean of the words' confidences; words of unknown confidence count as certain."""
        known = (1.0 if word.confidence is None else word.confidence for word in self.words)
        return sum(known) / len(self.words)


def misheard(
    item: Item, finder: Finder, limits: Sequence[Limit], chosen: Sequence[PhraseHit]
) -> PhraseHit | None:
    """Unsure words where a missing phrase's name may have been said; its ``phrase`` is that name.

    None when nothing sounds like it, and when what sounds more like it was recognised without doubt.
    """
    said = {hit.phrase for hit in chosen}
    slots = {slot for phrase in item.phrases if phrase not in said for slot in _SLOT.findall(phrase)}
    names = _long(name for slot in sorted(slots) for name in finder.values.get(slot, ()))
    unsure = _likest(item, finder, limits, names, sure=False)
    if unsure is None:
        return None
    sure = _likest(item, finder, limits, names, sure=True)
    return unsure if sure is None or sure.similarity < unsure.similarity else None


def _long(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if sum(map(str.isalpha, name)) >= _SHORTEST]


def _likest(
    item: Item, finder: Finder, limits: Sequence[Limit], names: Sequence[str], *, sure: bool
) -> PhraseHit | None:
    """The permitted stretch that sounds most like one of the names, the earliest of equals."""
    found = (
        hit
        for name in names
        for window in _windows(item, finder, len(name.split()) + _MORE_WORDS)
        if (window.confidence >= SURE) is sure
        and (hit := _alike(window, name, finder.transcript.turns[window.turn].speaker))
    )
    placed = [hit for hit in found if all(limit.allows(hit) for limit in limits)]
    return max(placed, key=lambda hit: (hit.similarity, -hit.start_ms), default=None)


def _windows(item: Item, finder: Finder, most: int) -> Iterator[_Window]:
    for number, turn in enumerate(finder.transcript.turns):
        if may_be(turn.speaker, item.speaker):
            for size in range(1, most + 1):
                for first in range(len(turn.words) - size + 1):
                    yield _Window(number, first, turn.words[first : first + size])


def _alike(window: _Window, name: str, speaker: Speaker) -> PhraseHit | None:
    likeness = sound_likeness(" ".join(word.text for word in window.words), name)
    if likeness < LIKENESS:
        return None
    first, last = window.words[0], window.words[-1]
    places = (
        WordAddress(window.turn, window.first),
        WordAddress(window.turn, window.first + len(window.words) - 1),
    )
    return PhraseHit(name, speaker, *places, first.start_ms, last.end_ms, likeness, likeness)
