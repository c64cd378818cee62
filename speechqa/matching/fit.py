"""Owns the last step of alignment: small words filled in, a way of laying a phrase weighed."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING

from speechqa.matching import limits
from speechqa.matching.enough import enough
from speechqa.matching.laying import Alignment

if TYPE_CHECKING:
    from speechqa.matching.laying import Task, Way
    from speechqa.matching.stream import Line, Spot

_ROUNDING = 1e-9
_EDGE = 3  # tokens before and behind the content words where small words are looked for


def fit(task: Task, way: Way, low: int, high: int) -> Alignment | None:
    """``way`` with its small words filled in from tokens ``low`` to ``high``; None when that isn't enough."""
    filled, mask = _fill(task, way, low, high)
    heard = 0.0
    done = set(filled)
    weights = task.plan.weights
    for k, count, spot in way.picks:
        heard += (weights[k] if count == 1 else sum(weights[k : k + count])) * spot.similarity
        done.update(range(k, k + count))
    heard += sum(task.plan.weights[k] * spot.similarity for k, spot in filled.items())
    placed = {i: spot for k, count, spot in way.picks for i in range(k, k + count)} | filled
    if not enough(task, placed, mask):
        return None
    missing = tuple(part.text for k, part in enumerate(task.elements) if k not in done and not part.optional)
    first, last = (mask & -mask).bit_length() - 1, mask.bit_length() - 1
    similarity = heard / task.plan.total - _inserted(task, mask, first, last) - _moved(task, way)
    return Alignment(first, last, mask, max(0.0, similarity), missing)


def most(task: Task, way: Way) -> float:
    """A similarity that ``fit`` doesn't exceed: all small words heard, nothing put in between."""
    weights = task.plan.weights
    laid = 0.0
    for k, count, spot in way.picks:
        laid += (weights[k] if count == 1 else sum(weights[k : k + count])) * spot.similarity
    return (laid + task.spare) / task.plan.total - _moved(task, way) + _ROUNDING


def _fill(task: Task, way: Way, low: int, high: int) -> tuple[dict[int, Spot], int]:
    """Spots of the small words between and beside those already laid, with all tokens used."""
    placed: dict[int, Spot] = {k: spot for k, _, spot in way.picks}
    filled: dict[int, Spot] = {}
    mask = way.mask
    first, last = (mask & -mask).bit_length() - 1, mask.bit_length() - 1
    head = way.picks[0][0]
    small = task.small
    for k in [k for k in reversed(small) if k < head] + [k for k in small if k > head]:
        before = max((spot.end for i, spot in placed.items() if i < k), default=None)
        after = min((spot.start for i, spot in placed.items() if i > k), default=None)
        if before is None:
            end = first if after is None else after
            start = _edge(task.line, end, -1)
        else:
            start, end = before, _edge(task.line, before, 1) if after is None else after
        spot = _free(task, k, max(low, start), min(high, end), mask, backwards=before is None)
        spot = spot or _free(task, k, first, last + 1, mask, backwards=False)
        if spot:
            placed[k] = filled[k] = spot
            mask |= spot.mask
    return filled, mask


def _edge(line: Line, position: int, step: int) -> int:
    """How far small words belong to the phrase: ``_EDGE`` words on from ``position``, fillers not counted."""
    limit = 0 if step < 0 else len(line.tokens)
    edge, here = position, line.words_before(position)
    while edge != limit and abs(line.words_before(edge + step) - here) <= _EDGE:
        edge += step
    return edge


def _free(task: Task, k: int, start: int, end: int, mask: int, *, backwards: bool) -> Spot | None:  # noqa: PLR0913 (a range and its use)
    if start >= end:
        return None
    first, last = bisect_left(task.starts[k], start), bisect_left(task.starts[k], end)
    if first == last:
        return None
    places = range(last - 1, first - 1, -1) if backwards else range(first, last)
    free = (task.spots[k][i] for i in places)
    return next((spot for spot in free if not spot.mask & mask and spot.end <= end), None)


def _inserted(task: Task, mask: int, first: int, last: int) -> float:
    """What words between the matched ones cost; fillers and repetitions are free."""
    line, language, bounds = task.line, task.language, task.plan.bounds
    heavy = line.heavy_before[last + 1] - line.heavy_before[first]
    light = line.light_before[last + 1] - line.light_before[first]
    for i in range(first, last + 1) if heavy or light else ():
        token = line.tokens[i]
        if mask >> i & 1 or language.lemmas(token) & task.plan.lemmas:
            heavy -= line.heavy_before[i + 1] - line.heavy_before[i]
            light -= line.light_before[i + 1] - line.light_before[i]
    borders = sum(line.ends_clause[first:last])
    many = max(0, heavy + light - limits.FEW_INSERTED) * limits.MANY_INSERTED
    return heavy * bounds.insertion + light * bounds.light_insertion + many + borders * bounds.border


def _moved(task: Task, way: Way) -> float:
    if len(way.picks) < 2:  # noqa: PLR2004 (nothing to change places with)
        return 0.0
    starts = [spot.start for _, _, spot in way.picks]
    moves = sum(b < a for a, b in itertools.pairwise(starts))
    return moves * (task.plan.bounds.reorder or 0.0)
