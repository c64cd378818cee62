"""Owns doubt about a name that wasn't found: unsure words that sound like it may be it, misheard.

Recognisers know few names of companies and write down what sounds like them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from speechqa.checks.items.channels import Who, may_be
from speechqa.matching import alike_sounds
from speechqa.records import PhraseHit, Same, Transcript, WordAddress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.checks.items.limit import Limit
    from speechqa.checks.items.search import Finder
    from speechqa.records import Word
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
    """``size`` neighbouring words of one turn; ``sure``: they were recognised without doubt."""

    turn: int
    first: int
    size: int
    text: str
    sure: bool


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


def _long(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if sum(map(str.isalpha, name)) >= _SHORTEST)


def _likest(
    item: Item, finder: Finder, limits: Sequence[Limit], names: tuple[str, ...], *, sure: bool
) -> PhraseHit | None:
    """The permitted stretch that sounds most like one of the names, the earliest of equals."""
    found = _alike(Same(finder.transcript), item.speaker, names, sure=sure) if names else ()
    placed = [hit for hit in found if all(limit.allows(hit) for limit in limits)]
    return max(placed, key=lambda hit: (hit.similarity, -hit.start_ms), default=None)


@lru_cache(maxsize=16)  # many items of a script ask for the same names
def _alike(
    transcript: Same[Transcript], who: Who, names: tuple[str, ...], *, sure: bool
) -> tuple[PhraseHit, ...]:
    """All stretches of a speaker that sound like one of the names, name by name, in order."""
    lengths = [len(name.split()) + _MORE_WORDS for name in names]
    windows = [each for each in _windows(transcript, who, max(lengths)) if each.sure is sure]
    found = alike_sounds([window.text for window in windows], names, least=LIKENESS)
    return tuple(
        _hit(transcript.value, windows[row], names[column], likeness)
        for column, row, likeness in sorted(found)
        if windows[row].size <= lengths[column]
    )


@lru_cache(maxsize=8)
def _windows(transcript: Same[Transcript], who: Who, most: int) -> tuple[_Window, ...]:
    """All neighbouring words of the speaker's turns, up to so many of them."""
    return tuple(
        _window(number, first, turn.words[first : first + size])
        for number, turn in enumerate(transcript.value.turns)
        if may_be(turn.speaker, who)
        for size in range(1, most + 1)
        for first in range(len(turn.words) - size + 1)
    )


def _window(turn: int, first: int, words: tuple[Word, ...]) -> _Window:
    # Words of unknown confidence count as certain.
    known = [1.0 if word.confidence is None else word.confidence for word in words]
    sure = sum(known) / len(words) >= SURE
    return _Window(turn, first, len(words), " ".join([word.text for word in words]), sure)


def _hit(transcript: Transcript, window: _Window, name: str, likeness: float) -> PhraseHit:
    turn, end = transcript.turns[window.turn], window.first + window.size - 1
    return PhraseHit(
        phrase=name,
        speaker=turn.speaker,
        first=WordAddress(window.turn, window.first),
        last=WordAddress(window.turn, end),
        start_ms=turn.words[window.first].start_ms,
        end_ms=turn.words[end].end_ms,
        similarity=likeness,
        confidence=likeness,
    )
