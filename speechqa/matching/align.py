"""Owns local alignment: the best ways to lay a phrase's elements over stretches of a line.

Content words, question words and slots are laid one after the other, the best few ways
kept; ``fit`` then fills in the small words and weighs each way.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from speechqa.matching import limits
from speechqa.matching.fit import fit, most
from speechqa.matching.heard import heard_in
from speechqa.matching.laying import Alignment, Pick, Task, Way, plan_for
from speechqa.matching.particles import REACH
from speechqa.matching.screen import held_in
from speechqa.matching.slots import named
from speechqa.matching.stream import Line, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speechqa.lang import Language
    from speechqa.matching.limits import Limits
    from speechqa.matching.phrase import Variant

_COST_AND_END = itemgetter(0, 1)  # of a way
_ROUNDING = 1e-4  # similarities are rounded to four decimals


class Opening(NamedTuple):
    """Element ``k`` held at token ``start``, the others looked for from ``low`` to before ``high``.

    ``most`` is a similarity that no alignment there exceeds.
    """

    most: float
    k: int
    start: int
    low: int
    high: int


def alignments(variant: Variant, line: Line, language: Language, bounds: Limits) -> list[Alignment]:
    """All good ways ``variant`` lies over ``line``, possibly overlapping."""
    task = task_in(variant, line, language, bounds, least=bounds.threshold)
    if task is None:
        return []
    found: dict[tuple[int, int], Alignment] = {}
    for opening in openings(task):
        if opening.most < bounds.threshold:
            continue
        best = lay(task, opening, least=bounds.threshold)
        if best:
            found.setdefault((best.first, best.last), best)
    return list(found.values())


def task_in(variant: Variant, line: Line, language: Language, bounds: Limits, *, least: float) -> Task | None:
    """What there is to do in ``line``; None when too little was heard for a similarity of ``least``."""
    inventory = variant.inventory
    if variant not in held_in(line, inventory, bounds, language, least=least):
        return None
    heard = heard_in(line, inventory, language, exact=bounds.exact)
    plan = plan_for(variant, bounds)
    spots = tuple(map(heard.spots, variant.items))
    # Words that weren't heard anywhere need no looking for.
    small = tuple(k for k in plan.small if spots[k])
    return Task(
        plan=plan,
        elements=variant.elements,
        spots=spots,
        starts=tuple(map(heard.starts, variant.items)),
        pairs=tuple(() if i is None else heard.spots(i) for i in variant.pairs),
        small=small,
        spare=sum(plan.weights[k] for k in small),
        heard=heard,
        line=line,
        language=language,
    )


def openings(task: Task) -> Iterator[Opening]:
    """Where to begin: the rarest elements, one of which every hit holds, at each of their places."""
    plan, line, heard = task.plan, task.line, task.heard
    needed = [
        (heard.merged(asked.items), asked.share * heard.best(asked.items), asked.k) for asked in plan.needed
    ]
    helpful = [
        (heard.starts(asked.items[0]), asked.share * heard.best(asked.items)) for asked in plan.helpful
    ]
    present = [(places, k) for places, _, k in needed if places]
    rarest = sorted(present, key=lambda each: (len(each[0]), each[1]))[: plan.may_miss + 1]
    # A particle may stand behind the window, and small words between it and its verb.
    behind = REACH if line.particles else 0
    for places, k in rarest:
        for start in places:
            low, high = _window(line, start, plan.reach)
            missed, best_case = 0, plan.given + _ROUNDING
            for others, share, _ in needed:
                if _within(others, low, high):
                    best_case += share
                else:
                    missed += 1
            if missed <= plan.may_miss:
                best_case += sum(share for others, share in helpful if _within(others, low, high + behind))
                yield Opening(best_case, k, start, low, high)


def _within(places: Sequence[int], low: int, high: int) -> bool:
    i = bisect_left(places, low)
    return i < len(places) and places[i] < high


def _window(line: Line, start: int, reach: int) -> tuple[int, int]:
    low, high = max(0, start - reach), min(len(line.tokens), start + 1 + reach)
    here = line.segments[start]
    while line.segments[low] != here:
        low += 1
    while line.segments[high - 1] != here:
        high -= 1
    return low, high


def lay(task: Task, opening: Opening, *, least: float) -> Alignment | None:
    """The best way to lay the phrase from ``opening``; None when its similarity is below ``least``."""
    best = None
    for way in _ways(task, opening)[: limits.FITTED]:
        if way.picks and most(task, way) >= (best.similarity if best else least):
            found = fit(task, way, opening.low, opening.high)
            if found and (best is None or found.similarity > best.similarity):
                best = found
    return best if best and best.similarity >= least else None


def _ways(task: Task, opening: Opening) -> list[Way]:
    """The cheapest ways to lay what is laid first, with one element held at its place."""
    count, _, held, start, low, high = len(task.elements), *opening
    ways: list[list[Way]] = [[] for _ in range(count + 2)]
    ways[0] = [Way(0.0, -1, 0, 0, ())]
    for k in range(count):
        if not task.plan.laid[k]:
            ways[k + 1] += ways[k]
            continue
        if not ways[k]:
            continue
        for way in _cheapest(ways[k]):
            if k != held:
                ways[k + 1] += _skipped(task, way, k)
            for spot in _choices(task, k, way, low, high):
                if k != held or spot.start == start:
                    ways[k + 1] += _taken(task, way, (k, 1, spot))
            for spot in task.pairs[k]:
                if spot.start == start or (low <= spot.start < high and held not in (k, k + 1)):
                    ways[k + 2] += _taken(task, way, (k, 2, spot))
    return _cheapest(ways[count])


def _cheapest(ways: list[Way]) -> list[Way]:
    if len(ways) < 2:  # noqa: PLR2004 (nothing to choose)
        return ways
    return sorted(ways, key=_COST_AND_END)[: limits.BEAM]


def _skipped(task: Task, way: Way, k: int) -> tuple[Way, ...]:
    """``way`` without element ``k``; nothing where it can't do without."""
    plan = task.plan
    missed = way.missed + plan.counted[k]
    if missed > plan.may_miss or plan.told[k]:
        return ()
    return (Way(way.cost + 1.5 * plan.weights[k], way.end, way.mask, missed, way.picks),)


def _choices(task: Task, k: int, way: Way, low: int, high: int) -> Iterable[Spot]:
    if task.plan.filled[k] and way.end >= 0:
        return _slot(task, task.elements[k].kind, way.end, high)
    starts = task.starts[k]
    return task.spots[k][bisect_left(starts, low) : bisect_left(starts, high)]


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
        or language.lemmas(line.tokens[start]) & task.plan.lemmas
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
    weights = task.plan.weights
    weight = weights[k] if count == 1 else sum(weights[k : k + count])
    # A slot filled with more words is as good: a tie goes to the longer filling.
    bonus = 0.001 * (spot.end - spot.start) if task.plan.filled[k] else 0.0
    cost = way.cost + weight * (1 - spot.similarity) + move - bonus
    return (Way(cost, spot.end, way.mask | spot.mask, way.missed, (*way.picks, pick)),)


def _move_cost(task: Task, way: Way, k: int, spot: Spot) -> float | None:
    """Cost of going from the last matched word to ``spot``; None when that is too far."""
    if way.end < 0:
        return 0.0
    line, bounds = task.line, task.plan.bounds
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
