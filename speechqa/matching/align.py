"""Owns local alignment: the best ways to lay a phrase's elements over stretches of a line.

Content words, question words and slots are laid one after the other, the best few ways
kept; ``fit`` then fills in the small words and weighs each way.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING

from speechqa.matching import limits
from speechqa.matching.fit import fit
from speechqa.matching.laying import SLOTS, Alignment, Pick, Task, Way
from speechqa.matching.spots import joined, named, spots
from speechqa.matching.stream import Line, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.lang import Language
    from speechqa.matching.limits import Limits
    from speechqa.matching.phrase import Element


def alignments(
    elements: tuple[Element, ...], line: Line, language: Language, bounds: Limits
) -> list[Alignment]:
    """All good ways ``elements`` lie over ``line``, possibly overlapping."""
    task = _task(elements, line, language, bounds)
    heard = {
        k: _heard(task, k) for k, part in enumerate(elements) if part.required and part.kind not in SLOTS
    }
    present = [k for k, places in heard.items() if places]
    if len(heard) - len(present) > task.may_miss or not present:
        return []
    found: dict[tuple[int, int], Alignment] = {}
    reach = 2 * len(elements) + bounds.gap + limits.ANY_WORDS * any(part.kind == "any" for part in elements)
    needed = len(heard) - task.may_miss
    for anchor, start in _anchors(task, present, heard):
        low, high = _window(line, start, reach)
        if sum(_within(places, low, high) for places in heard.values()) < needed:
            continue
        best = _align(task, low, high, (anchor, start))
        if best and best.similarity >= bounds.threshold:
            found.setdefault((best.first, best.last), best)
    return list(found.values())


def _heard(task: Task, k: int) -> list[int]:
    """Where element ``k`` was heard, alone or joined with a neighbour, in order."""
    places = [*task.spots[k], *task.pairs[k], *(task.pairs[k - 1] if k else ())]
    return sorted({spot.start for spot in places})


def _anchors(task: Task, present: Sequence[int], heard: dict[int, list[int]]) -> list[tuple[int, int]]:
    """The rarest elements, each with a place where it was heard; every hit holds at least one of them."""
    rarest = sorted(present, key=lambda k: (len(heard[k]), k))[: task.may_miss + 1]
    return [(k, start) for k in rarest for start in heard[k]]


def _within(places: Sequence[int], low: int, high: int) -> bool:
    i = bisect_left(places, low)
    return i < len(places) and places[i] < high


def _task(elements: tuple[Element, ...], line: Line, language: Language, bounds: Limits) -> Task:
    strict = sum(not part.optional for part in elements) == 1 and not any(part.proper for part in elements)
    found = tuple(spots(part, line, language, bounds, strict=strict) for part in elements)
    content = sum(part.content for part in elements)
    return Task(
        elements=elements,
        weights=_weights(elements, bounds),
        spots=found,
        starts=tuple([spot.start for spot in places] for places in found),
        pairs=(*(_joined(left, right, line) for left, right in itertools.pairwise(elements)), ()),
        line=line,
        language=language,
        bounds=bounds,
        lemmas=frozenset(lemma for part in elements for lemma in part.lemmas),
        frame=_is_frame(elements),
        may_miss=min(bounds.missing, content - 1) if content >= bounds.missing_from else 0,
    )


def _is_frame(elements: tuple[Element, ...]) -> bool:
    """True for a phrase of several elements, none of them a content word of its own."""
    own = (part.kind == "word" and not (part.light or part.proper or part.optional) for part in elements)
    small = sum(part.light and not part.optional for part in elements)
    return bool(small) and sum(not part.optional for part in elements) > 1 and not any(own)


def _weights(elements: tuple[Element, ...], bounds: Limits) -> tuple[float, ...]:
    """Each element's share of the phrase; function words together count less than what they serve."""
    plain = [part.weight(bounds.function_weight) for part in elements]
    small = [not (part.content or part.question) and part.kind == "word" for part in elements]
    served = sum(weight for weight, function in zip(plain, small, strict=True) if not function)
    light = sum(weight for weight, function in zip(plain, small, strict=True) if function)
    several = sum(part.content or part.kind not in ("word", "negation") for part in elements) > 1
    most = served * (limits.MOST_FUNCTION_SEVERAL if several else limits.MOST_FUNCTION_ONE)
    factor = min(1.0, most / light) if light and bounds.loose_endings else 1.0
    return tuple(
        weight * factor if function else weight for weight, function in zip(plain, small, strict=True)
    )


def _joined(left: Element, right: Element, line: Line) -> tuple[Spot, ...]:
    plain = left.kind == right.kind == "word" and left.content and right.content
    return joined(left, right, line) if plain else ()


def _window(line: Line, start: int, reach: int) -> tuple[int, int]:
    low, high = max(0, start - reach), min(len(line.tokens), start + 1 + reach)
    here = line.segments[start]
    while line.segments[low] != here:
        low += 1
    while line.segments[high - 1] != here:
        high -= 1
    return low, high


def _align(task: Task, low: int, high: int, anchor: tuple[int, int]) -> Alignment | None:
    """The best way to lay the phrase with one element held at its place; None when there is none."""
    count = len(task.elements)
    ways: list[list[Way]] = [[] for _ in range(count + 2)]
    ways[0] = [Way(0.0, -1, 0, 0, ())]
    for k in range(count):
        if not task.elements[k].laid:
            ways[k + 1] += ways[k]
            continue
        for way in _cheapest(ways[k]):
            if k != anchor[0]:
                ways[k + 1] += _skipped(task, way, k)
            for spot in _choices(task, k, way, low, high):
                if k != anchor[0] or spot.start == anchor[1]:
                    ways[k + 1] += _taken(task, way, (k, 1, spot))
            for spot in task.pairs[k]:
                if spot.start == anchor[1] or (low <= spot.start < high and anchor[0] not in (k, k + 1)):
                    ways[k + 2] += _taken(task, way, (k, 2, spot))
    results = [fit(task, way, low, high) for way in _cheapest(ways[count])[: limits.FITTED] if way.picks]
    return max((one for one in results if one), key=lambda result: result.similarity, default=None)


def _cheapest(ways: list[Way]) -> list[Way]:
    return sorted(ways, key=lambda way: (way.cost, way.end))[: limits.BEAM]


def _skipped(task: Task, way: Way, k: int) -> tuple[Way, ...]:
    """``way`` without element ``k``; nothing where it can't do without."""
    missed = way.missed + task.elements[k].required
    if missed > task.may_miss or task.elements[k].slot:
        return ()
    return (Way(way.cost + 1.5 * task.weights[k], way.end, way.mask, missed, way.picks),)


def _choices(task: Task, k: int, way: Way, low: int, high: int) -> Iterable[Spot]:
    kind = task.elements[k].kind
    if kind in SLOTS and way.end >= 0:
        return _slot(task, kind, way.end, high)
    first, last = bisect_left(task.starts[k], low), bisect_left(task.starts[k], high)
    return task.spots[k][first:last]


def _slot(task: Task, kind: str, start: int, high: int) -> Iterable[Spot]:
    """Fillings of a {name} or {any} slot right after what was matched so far."""
    line, language, first = task.line, task.language, start
    small = language.light_words | language.grammar.no_names if kind == "name" else language.fillers
    while start < high and (
        line.tokens[start] in small
        or (
            kind == "name"
            and line.cased
            and start not in line.capitals
            and start - first < limits.TITLE_WORDS
        )
        or language.lemmas(line.tokens[start]) & task.lemmas
    ):
        start += 1
    most = limits.NAME_WORDS if kind == "name" else limits.ANY_WORDS
    for length in range(1, most + 1):
        end = start + length
        if end > high or (kind == "name" and not named(line, end - 1, language)):
            return
        if length > 1 and (line.ends_clause[end - 2] or line.segments[end - 2] != line.segments[end - 1]):
            return
        yield Spot(start, end, 1.0, ((1 << length) - 1) << start)


def _taken(task: Task, way: Way, pick: Pick) -> tuple[Way, ...]:
    """``way`` with ``pick`` added; nothing where it can't be."""
    k, count, spot = pick
    move = None if way.mask & spot.mask else _move_cost(task, way, k, spot)
    if move is None:
        return ()
    weight = sum(task.weights[k : k + count])
    # A slot filled with more words is as good: a tie goes to the longer filling.
    bonus = 0.001 * (spot.end - spot.start) if task.elements[k].kind in SLOTS else 0.0
    cost = way.cost + weight * (1 - spot.similarity) + move - bonus
    return (Way(cost, spot.end, way.mask | spot.mask, way.missed, (*way.picks, pick)),)


def _move_cost(task: Task, way: Way, k: int, spot: Spot) -> float | None:
    """Cost of going from the last matched word to ``spot``; None when that is too far."""
    if way.end < 0:
        return 0.0
    line, bounds = task.line, task.bounds
    if spot.start >= way.end:
        own = max(0, k - way.picks[-1][0] - way.picks[-1][1])  # small words of the phrase's own between
        heavy = line.heavy_before[spot.start] - line.heavy_before[way.end]
        light = line.light_before[spot.start] - line.light_before[way.end]
        return (
            None
            if heavy + light > bounds.gap + own
            else heavy * bounds.insertion + light * bounds.light_insertion
        )
    if bounds.reorder is None:
        return None
    heavy = line.heavy_before[way.end] - line.heavy_before[spot.end]
    return None if heavy > bounds.gap + len(task.elements) else bounds.reorder + heavy * bounds.insertion / 2
