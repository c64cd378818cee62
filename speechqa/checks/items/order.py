"""Owns when another item was fulfilled, by its words or by sense: what ``after`` and ``before`` go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks.items import other_words, several
from speechqa.checks.items.search import fulfilling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.search import Finder
    from speechqa.checks.items.sense import Sensed
    from speechqa.records import PhraseHit
    from speechqa.scripts.values import Item


def begun(item: Item, finder: Finder) -> tuple[PhraseHit, ...]:
    """The hits that fulfilled another item, whenever they came; () when it wasn't fulfilled.

    Order is about what was said, so a hit by a speaker nobody knows counts too. The earliest
    hit of each phrase is taken.
    """
    hits = _said(item, finder)
    if not hits and item.match != "verbatim" and item.kind in {"say", "at_least"}:
        first = finder.sense.earliest(item) if finder.sense else None
        hits = [first] if first else []
    if item.kind in {"say", "must_not_say"}:
        return tuple(hits[:1])
    chosen = fulfilling(item, hits)
    return chosen if len(chosen) == item.count else ()


def done(item: Item, finder: Finder) -> tuple[PhraseHit, ...]:
    """The hits by which another item was likely fulfilled first, in time order; () when it never was.

    Whether it was, is for its own verdict to say: what follows it needs no more than that it is likely.
    """
    hits = begun(item, finder)
    if finder.sense is None or item.match == "verbatim" or item.kind != "at_least":
        return hits
    return _answered(item, finder) or hits


def _answered(item: Item, finder: Finder) -> tuple[PhraseHit, ...]:
    """The first hits that are likely enough of the answers an item wants, in words or in others."""
    said, answers = _answers(item, finder)
    told = sorted([*said, *(each.hit for each in answers)], key=_moment)
    for count in range(item.count, len(told) + 1):
        last = _moment(told[count - 1])
        so_far = [each for each in answers if _moment(each.hit) <= last]
        wanted = item.count - sum(_moment(hit) <= last for hit in said)
        if _enough(item, so_far, wanted, finder) >= other_words.LIKELY:
            return tuple(told[:count])
    return ()


def perhaps_before(item: Item, finder: Finder, moment_ms: int) -> tuple[float, PhraseHit | None]:
    """How likely another item was fulfilled by what began before ``moment_ms`` (0..1), and its last part."""
    if finder.sense is None or item.match == "verbatim":
        return 0.0, None
    if item.kind == "all_of":
        return _all_before(item, finder, moment_ms)
    if item.kind != "at_least":
        return finder.sense.before(item, moment_ms)
    said, answers = _answers(item, finder)
    earlier = [each for each in answers if each.hit.start_ms < moment_ms]
    wanted = item.count - sum(hit.start_ms < moment_ms for hit in said)
    hits = [*said, *(each.hit for each in earlier)]
    return _enough(item, earlier, wanted, finder), max(hits, key=_moment, default=None)


def _all_before(item: Item, finder: Finder, moment_ms: int) -> tuple[float, PhraseHit | None]:
    """The same for an item of which every phrase is wanted: the least likely one decides."""
    said = {hit.phrase: hit for hit in _said(item, finder) if hit.start_ms < moment_ms}
    each = [
        (1.0, said[phrase]) if phrase in said else finder.sense.before(item, moment_ms, (phrase,))
        for phrase in item.phrases
        if finder.sense is not None
    ]
    return min(each, key=lambda found: found[0], default=(0.0, None))


def _answers(item: Item, finder: Finder) -> tuple[tuple[PhraseHit, ...], tuple[Sensed, ...]]:
    """What was said by words of an item that wants several answers; and in others, in time order."""
    said = fulfilling(item, _said(item, finder))
    if finder.sense is None or item.match == "verbatim":
        return said, ()
    unsaid = other_words.unsaid(item, finder.sense, (), said)
    return said, tuple(sorted(other_words.answers(item, unsaid, finder), key=lambda each: _moment(each.hit)))


def _enough(item: Item, answers: Sequence[Sensed], wanted: int, finder: Finder) -> float:
    if wanted <= 0:
        return 1.0
    if finder.sense is None or len(answers) < wanted:
        return 0.0
    chances = [each.chance for each in answers]
    return several.fulfilled(chances, wanted, finder.sense.several, other_words.questions(item, finder))


def _said(item: Item, finder: Finder) -> list[PhraseHit]:
    """The earliest hit of each phrase that was said, in time order."""
    earliest: dict[str, PhraseHit] = {}
    for candidate in finder.candidates(item):
        if candidate.fate in {"counts", "unsure"}:
            earliest.setdefault(candidate.hit.phrase, candidate.hit)
    return sorted(earliest.values(), key=_moment)


def _moment(hit: PhraseHit) -> tuple[int, int]:
    return hit.start_ms, hit.end_ms
