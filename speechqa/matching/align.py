"""Owns local alignment: the best way to lay a phrase's elements over a stretch of a line.

Elements are laid one after the other, best few ways kept. A way's cost is what it leaves
out, hears badly, inserts and moves; the way with the highest similarity wins.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from speechqa.matching import limits
from speechqa.matching.spots import joined, may_be_name, spots
from speechqa.matching.stream import Line, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.lang import Language
    from speechqa.matching.limits import Limits
    from speechqa.matching.phrase import Element

_SLOTS = ("name", "any")
_Pick: TypeAlias = tuple[int, int, Spot]  # first element, number of elements, where


@dataclass(frozen=True, slots=True)
class Alignment:
    """A phrase laid over a line: ``first`` to ``last`` (inclusive), ``mask`` the matched tokens as bits."""

    first: int
    last: int
    mask: int
    similarity: float
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    cost: float
    end: int
    mask: int
    picks: tuple[_Pick, ...]


@dataclass(frozen=True, slots=True)
class _Task:
    """A variant of a phrase with the spots of its elements in one line."""

    elements: tuple[Element, ...]
    weights: tuple[float, ...]
    spots: tuple[tuple[Spot, ...], ...]
    pairs: tuple[tuple[Spot, ...], ...]
    line: Line
    language: Language
    bounds: Limits
    lemmas: frozenset[str]


def alignments(
    elements: tuple[Element, ...], line: Line, language: Language, bounds: Limits
) -> list[Alignment]:
    """All good ways ``elements`` lie over ``line``, possibly overlapping."""
    task = _task(elements, line, language, bounds)
    required = [k for k, part in enumerate(elements) if part.content or part.kind in ("number", "date")]
    present = [k for k in required if task.spots[k] or task.pairs[k] or (k and task.pairs[k - 1])]
    allowed = _may_miss(elements, bounds)
    if len(required) - len(present) > allowed or not present:
        return []
    anchors = sorted(present, key=lambda k: (len(task.spots[k]) + len(task.pairs[k]), k))[: allowed + 1]
    found: dict[tuple[int, int], Alignment] = {}
    reach = 2 * len(elements) + bounds.gap + limits.ANY_WORDS * any(part.kind == "any" for part in elements)
    seen: set[int] = set()
    for k in anchors:
        pairs = task.pairs[k] + (task.pairs[k - 1] if k else ())
        for spot in (*task.spots[k], *pairs):
            if spot.start in seen:
                continue
            seen.add(spot.start)
            best = _align(task, *_window(line, spot, reach))
            if best and best.similarity >= bounds.threshold:
                found.setdefault((best.first, best.last), best)
    return list(found.values())


def _task(elements: tuple[Element, ...], line: Line, language: Language, bounds: Limits) -> _Task:
    strict = sum(not part.optional for part in elements) == 1 and not any(part.proper for part in elements)
    return _Task(
        elements,
        tuple(part.weight(bounds.function_weight) for part in elements),
        tuple(spots(part, line, language, bounds, strict=strict) for part in elements),
        (*(_joined(left, right, line) for left, right in itertools.pairwise(elements)), ()),
        line,
        language,
        bounds,
        frozenset(lemma for part in elements for lemma in part.lemmas),
    )


def _joined(left: Element, right: Element, line: Line) -> tuple[Spot, ...]:
    plain = left.kind == right.kind == "word" and left.content and right.content
    return joined(left, right, line) if plain else ()


def _may_miss(elements: Sequence[Element], bounds: Limits) -> int:
    content = sum(part.content for part in elements)
    return min(bounds.missing, content - 1) if content >= bounds.missing_from else 0


def _window(line: Line, spot: Spot, reach: int) -> tuple[int, int]:
    low, high = max(0, spot.start - reach), min(len(line.tokens), spot.end + reach)
    here = line.segments[spot.start]
    while line.segments[low] != here:
        low += 1
    while line.segments[high - 1] != here:
        high -= 1
    return low, high


def _align(task: _Task, low: int, high: int) -> Alignment | None:
    ways: list[list[_Way]] = [[] for _ in range(len(task.elements) + 2)]
    ways[0] = [_Way(0.0, -1, 0, ())]
    for k in range(len(task.elements)):
        kept = sorted(ways[k], key=lambda way: (way.cost, way.end))[: limits.BEAM]
        for way in kept:
            ways[k + 1].append(_Way(way.cost + _skip_cost(task, k), way.end, way.mask, way.picks))
            for spot in _choices(task, k, way, low, high):
                ways[k + 1] += _taken(task, way, (k, 1, spot))
            for spot in _inside(task.pairs[k], low, high):
                ways[k + 2] += _taken(task, way, (k, 2, spot))
    final = sorted(ways[len(task.elements)], key=lambda way: (way.cost, way.end))[: limits.BEAM]
    results = [result for way in final if (result := _judge(task, way))]
    return max(results, key=lambda result: (result.similarity, result.first - result.last), default=None)


def _skip_cost(task: _Task, k: int) -> float:
    return task.weights[k] * (1.5 if task.elements[k].content else 1.0) + (
        0.01 if task.elements[k].optional else 0
    )


def _inside(found: tuple[Spot, ...], low: int, high: int) -> Iterable[Spot]:
    for i in range(bisect_left(found, low, key=lambda spot: spot.start), len(found)):
        if found[i].end > high:
            break
        yield found[i]


def _choices(task: _Task, k: int, way: _Way, low: int, high: int) -> Iterable[Spot]:
    kind = task.elements[k].kind
    if kind not in _SLOTS or (way.end < 0 and kind == "name"):
        return _inside(task.spots[k], low, high)
    return _slot(task, kind, way.end, high) if way.end >= 0 else ()


def _slot(task: _Task, kind: str, start: int, high: int) -> Iterable[Spot]:
    """Fillings of a {name} or {any} slot right after what was matched so far."""
    line, language = task.line, task.language
    while start < high and line.tokens[start] in language.fillers and kind == "name":
        start += 1
    most = limits.NAME_WORDS if kind == "name" else limits.ANY_WORDS
    for length in range(1, most + 1):
        end = start + length
        if end > high or (kind == "name" and not may_be_name(line.tokens[end - 1], language)):
            return
        yield Spot(start, end, 1.0, ((1 << length) - 1) << start)


def _taken(task: _Task, way: _Way, pick: _Pick) -> tuple[_Way, ...]:
    """``way`` with ``pick`` added; nothing where it can't be."""
    k, count, spot = pick
    move = None if way.mask & spot.mask else _move_cost(task, way, spot)
    if move is None:
        return ()
    weight = sum(task.weights[k : k + count])
    # A slot filled with more words is as good: a tie goes to the longer filling.
    bonus = 0.001 * (spot.end - spot.start) if task.elements[k].kind in _SLOTS else 0.0
    bonus += 0.01 if task.elements[k].optional else 0.0
    cost = way.cost + weight * (1 - spot.similarity) + move - bonus
    return (_Way(cost, spot.end, way.mask | spot.mask, (*way.picks, pick)),)


def _move_cost(task: _Task, way: _Way, spot: Spot) -> float | None:
    """Cost of going from the last matched word to ``spot``; None when that is too far."""
    if way.end < 0:
        return 0.0
    line, bounds = task.line, task.bounds
    if spot.start >= way.end:
        heavy = line.heavy_before[spot.start] - line.heavy_before[way.end]
        light = line.light_before[spot.start] - line.light_before[way.end]
        if heavy + light > bounds.gap:
            return None
        return heavy * bounds.insertion + light * bounds.light_insertion
    if bounds.reorder is None:
        return None
    heavy = line.heavy_before[way.end] - line.heavy_before[spot.end]
    return None if heavy > bounds.gap + len(task.elements) else bounds.reorder + heavy * bounds.insertion / 2


def _judge(task: _Task, way: _Way) -> Alignment | None:
    if not way.picks:
        return None
    heard = 0.0
    done: set[int] = set()
    for k, count, spot in way.picks:
        heard += sum(task.weights[k : k + count]) * spot.similarity
        done.update(range(k, k + count))
    missing = [k for k, part in enumerate(task.elements) if k not in done and not part.optional]
    content = sum(
        task.elements[k].content or task.elements[k].kind in ("number", "date", "name", "any")
        for k in missing
    )
    slots = sum(task.elements[k].kind in ("number", "date", "name", "any") for k in missing)
    if content > _may_miss(task.elements, task.bounds) or slots:
        return None
    first, last = (way.mask & -way.mask).bit_length() - 1, way.mask.bit_length() - 1
    similarity = heard / sum(task.weights) - _inserted(task, way, first, last) - _moved(task, way)
    return Alignment(
        first, last, way.mask, max(0.0, similarity), tuple(task.elements[k].text for k in missing)
    )


def _inserted(task: _Task, way: _Way, first: int, last: int) -> float:
    """What words between the matched ones cost; fillers and repetitions are free."""
    line, language, bounds, cost = task.line, task.language, task.bounds, 0.0
    for i in range(first, last + 1):
        token = line.tokens[i]
        if way.mask >> i & 1 or token in language.fillers or language.lemmas(token) & task.lemmas:
            continue
        cost += bounds.light_insertion if token in language.function_words else bounds.insertion
    return cost


def _moved(task: _Task, way: _Way) -> float:
    starts = [spot.start for _, _, spot in way.picks]
    moves = sum(b < a for a, b in itertools.pairwise(starts))
    return moves * (task.bounds.reorder or 0.0)
