"""Owns where a sentence lies in the trained space, and which acts it is likely to be by that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.meaning.space import Space


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Vectors (n, width + topics) in the trained space, ``meant`` (n, 2) beside them."""

    vectors: NDArray[np.float32]
    meant: NDArray[np.float32]


def place(raw: NDArray[np.float32], space: Space) -> Placed:
    """An encoder's vectors in the trained space."""
    import numpy as np

    centred = raw - space.mean
    vectors = np.asarray(centred @ space.projection, np.float32)
    return Placed(vectors, np.asarray(centred @ space.probe + space.offset, np.float32))


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of length one; zero rows stay."""
    import numpy as np

    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)


def likely_acts(senses: NDArray[np.float32], space: Space, warmth: float = 1.0) -> NDArray[np.float32]:
    """Chance of each act for each row (n, acts), as if every act were as likely beforehand."""
    import numpy as np

    away = (senses**2).sum(1, keepdims=True) - 2 * senses @ space.centroids.T + (space.centroids**2).sum(1)
    odds = np.exp(-warmth * (away - away.min(1, keepdims=True)) / 2)
    chances: NDArray[np.float32] = odds / odds.sum(1, keepdims=True)
    return chances
