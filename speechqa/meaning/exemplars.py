"""Owns likeness to what was learnt from: the nearest exemplars of each act that matters to some items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.meaning.exact import products
from speechqa.meaning.space import EXEMPLAR_STEPS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.meaning.space import Space

_COMPARED = 3  # the nearest exemplars, of which the mean is taken


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Exemplars of some acts, laid out for the nearest of each group to be found fast.

    A group holds what fulfils an act, or what doesn't. ``rows`` has the first exemplar of every
    group, then the second of those that have one, and so on: ``layers`` says of how many.
    Rows are whole numbers, ``EXEMPLAR_STEPS`` times an exemplar.
    ``places`` (2, acts) tells where an act's two groups stand among them, ``compared`` how many
    exemplars of each group count.
    """

    rows: NDArray[np.float64]
    layers: tuple[int, ...]
    places: NDArray[np.int64]
    compared: NDArray[np.float32]


def grouped(acts: NDArray[np.int64], space: Space) -> Groups:
    """The exemplars of ``acts``, by their numbers in ``space``."""
    import numpy as np

    members = [
        np.flatnonzero((space.exemplar_acts == act) & (space.counter == counter))
        for counter in (False, True)
        for act in acts
    ]
    by_size = sorted(range(len(members)), key=lambda i: -len(members[i]))
    longest = len(members[by_size[0]])
    layers = [[members[i][n] for i in by_size if n < len(members[i])] for n in range(longest)]
    chosen = space.exemplars[np.array([row for layer in layers for row in layer], np.int64)]
    return Groups(
        rows=np.rint(chosen.astype(np.float64) * EXEMPLAR_STEPS),
        layers=tuple(len(layer) for layer in layers),
        places=np.argsort(by_size).reshape(2, len(acts)),
        compared=np.array([min(len(members[i]), _COMPARED) for i in by_size], np.float32),
    )


def nearest(groups: Groups, senses: NDArray[np.float64]) -> NDArray[np.float32]:
    """Mean likeness of each unit to the nearest exemplars of each group, shape (groups, units)."""
    import numpy as np

    likeness = products(groups.rows, senses)
    shape = (len(groups.compared), len(senses))
    best = np.full((_COMPARED, *shape), -np.inf, np.float32)
    lower, lowest = np.empty(shape, np.float32), np.empty(shape, np.float32)
    start = 0
    for size in groups.layers:
        one, (first, second, third) = likeness[start : start + size], best[:, :size]
        # What one place gives up is offered to the next.
        given, left = lower[:size], lowest[:size]
        np.minimum(first, one, out=given)
        np.maximum(first, one, out=first)
        np.minimum(second, given, out=left)
        np.maximum(second, given, out=second)
        np.maximum(third, left, out=third)
        start += size
    best[np.isneginf(best)] = 0
    means: NDArray[np.float32] = best[::-1].sum(0) / (
        EXEMPLAR_STEPS * np.maximum(groups.compared, 1)[:, None]
    )
    return means
