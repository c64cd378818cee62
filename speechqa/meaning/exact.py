"""Owns products of vectors that come out alike to the last bit, whatever is multiplied beside them.

A library adds up in an order that hangs on the shape of all it multiplies, and on the processor; then an
item would be judged a little otherwise for its neighbours' sake. Numbers in steps of 2**-23 have products in
steps of 2**-46, and as vectors here are no longer than 1, every sum of them is below 2: double precision
holds it exactly, in any order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

_STEPS = 1 << 23


def stepped(rows: NDArray[np.floating]) -> NDArray[np.float64]:
    """Numbers from -1 to 1, each as the nearest step."""
    import numpy as np

    found: NDArray[np.float64] = np.rint(rows.astype(np.float64) * _STEPS) / _STEPS
    return found


def products(rows: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float32]:
    """The product of each of ``rows`` (n, d) with each of ``others`` (m, d), all in steps: (n, m)."""
    import numpy as np

    return np.asarray(rows @ others.T, np.float32)


def layered(
    columns: Sequence[NDArray[np.floating]], weights: NDArray[np.float32], bias: NDArray[np.float32]
) -> list[NDArray[np.float64]]:
    """Weighted sums of ``columns``, one for each column of ``weights``, added up in one fixed order."""
    import numpy as np

    sums = []
    for number in range(weights.shape[1]):
        total = np.full(columns[0].shape, bias[number], np.float64)
        for column, weight in zip(columns, weights[:, number], strict=True):
            total += column * np.float64(weight)
        sums.append(total)
    return sums
