"""Owns the bootstrap: means of calls drawn again and again from those there are, and intervals from them.

The draws hang on the seed alone: they are made from the raw stream of PCG64, which NumPy keeps the same from
release to release, and sums are of whole numbers, which no order of adding changes.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.scoring.intervals import normal_tail, t_975, welch_freedom

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

DRAWS = 4000
SCALE = 1_000_000  # scores have six decimals: as whole numbers they add up exactly
_BLOCK = 2_000_000  # picks at once


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """The mean of ``count`` calls, its squared standard error (None of one call), and its means when
    redrawn.
    """

    count: int
    mean: float
    error: float | None
    means: Numbers


def draw(columns: Sequence[Sequence[float | None]], seed: str) -> tuple[Draws | None, ...]:
    """For each column of figures, of the same calls in the same order: its draws, None without a figure.

    Calls are drawn, not figures, so all columns are drawn together. Spread is widened by √(n/(n-1)), as
    redrawn means spread less than means do (Hesterberg 2015, "What Teachers Should Know About the
    Bootstrap").
    """
    import numpy as np

    table = np.array(columns, dtype=np.float64).T
    known = ~np.isnan(table)
    whole = np.where(known, np.rint(table * SCALE), 0.0)
    counts = known.sum(axis=0)
    means = whole.sum(axis=0) / np.maximum(counts, 1) / SCALE
    redrawn = np.concatenate([*_redrawn(whole, known.astype(np.float64), means, seed)])
    return tuple(
        _draws(int(counts[i]), float(means[i]), table[known[:, i], i], redrawn[:, i]) if counts[i] else None
        for i in range(len(columns))
    )


def _redrawn(whole: Numbers, known: Numbers, means: Numbers, seed: str) -> list[Numbers]:
    """Blocks of rows of redrawn means, a column for each of the table's."""
    import numpy as np

    calls = len(whole)
    stream = np.random.PCG64(int.from_bytes(hashlib.sha256(seed.encode("utf-8", "replace")).digest()))
    blocks = []
    for start in range(0, DRAWS, max(1, _BLOCK // calls)):
        rows = min(max(1, _BLOCK // calls), DRAWS - start)
        picks = (stream.random_raw(rows * calls) % np.uint64(calls)).astype(np.int64).reshape(rows, calls)
        picks += np.arange(rows)[:, None] * calls
        times = np.bincount(picks.ravel(), minlength=rows * calls).reshape(rows, calls).astype(np.float64)
        there = times @ known
        # Where none of the drawn calls has the figure, the mean stands in for it.
        drawn = (times @ whole) / np.maximum(there, 1) / SCALE
        blocks.append(np.where(there > 0, drawn, means))
    return blocks


def _draws(count: int, mean: float, values: Numbers, redrawn: Numbers) -> Draws:
    if count == 1:
        return Draws(count, mean, None, redrawn)
    error = math.fsum((float(value) - mean) ** 2 for value in values) / (count - 1) / count
    return Draws(count, mean, error, mean + (redrawn - mean) * math.sqrt(count / (count - 1)))


def difference_interval(
    own: Sequence[Draws], others: Sequence[Draws], weights: Sequence[float]
) -> tuple[float, float] | tuple[None, None]:
    """The 95 % interval of the weighted mean of ``own`` minus that of ``others``, kept within -100..100.

    Weights add up to 1. By percentiles (Efron and Tibshirani 1993, chapter 13), further out the fewer calls
    there are, by Student's t with Welch's freedom (Hesterberg 2015). (None, None) where a mean stands on one
    call, or no call differs from another: the draws then say nothing.
    """
    import numpy as np

    parts = []
    for mine, other, weight in zip(own, others, weights, strict=True):
        for each in (mine, other):
            if each.error is None:
                return None, None
            parts.append((weight * weight * each.error, each.count - 1))
    if not any(error > 0 for error, _ in parts):
        return None, None
    drawn = sum(
        weight * (mine.means - other.means) for mine, other, weight in zip(own, others, weights, strict=True)
    )
    tail = normal_tail(t_975(welch_freedom(parts)))
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return max(-100.0, float(low)), min(100.0, float(high))
