"""Owns the linear part of the classifier: logistic regression over features by name and pooled vectors.

There are many more features than calls, so it is solved among the calls (the row space), which is exact for a
quadratic penalty and quick.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float32]

_TINY = 1e-9  # of the largest eigenvalue: below it lies rounding
_NEVER = -30.0  # the score of a class no labelled call has


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Weights (features, classes of one head) and a constant for each class."""

    weights: Rows
    bias: Rows


def vocabulary(calls: Sequence[Mapping[str, float]], groups: Sequence[str], least: int) -> dict[str, int]:
    """Names heard in calls of ``least`` groups or more, sorted, with their places."""
    met: dict[str, set[str]] = {}
    for call, group in zip(calls, groups, strict=True):
        for name in call:
            met.setdefault(name, set()).add(group)
    return {name: place for place, name in enumerate(sorted(n for n in met if len(met[n]) >= least))}


def matrix(calls: Sequence[Mapping[str, float]], names: Mapping[str, int]) -> Rows:
    """A row a call, a column a name."""
    import numpy as np

    found = np.zeros((len(calls), len(names)), np.float32)
    for row, call in enumerate(calls):
        for name, value in call.items():
            place = names.get(name)
            if place is not None:
                found[row, place] = value
    return found


def fit(
    rows: Rows, truth: Sequence[str], classes: Sequence[str], weights: Sequence[float], *, cost: float
) -> Fitted:
    """Logistic regression of ``truth`` on ``rows``; calls count by ``weights``, ``cost`` is sklearn's C."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    met = Counter(truth)
    bias = np.full(len(classes), _NEVER, np.float32)
    found = np.zeros((rows.shape[1], len(classes)), np.float32)
    if len(met) < 2:  # noqa: PLR2004 - one class alone needs no weights
        bias[[classes.index(name) for name in met]] = 0
        return Fitted(found, bias)
    wide = rows.astype(np.float64)
    values, vectors = np.linalg.eigh(wide @ wide.T)
    kept = values > _TINY * values[-1]
    spread = np.sqrt(values[kept])
    machine = LogisticRegression(C=cost, max_iter=300, tol=1e-4)
    machine.fit(vectors[:, kept] * spread, list(truth), sample_weight=np.asarray(weights))
    inner, constant = machine.coef_, machine.intercept_
    if len(met) == 2:  # noqa: PLR2004 - one row stands for both
        inner, constant = np.concatenate([-inner, inner]) / 2, np.concatenate([-constant, constant]) / 2
    places = [classes.index(str(name)) for name in machine.classes_]
    found[:, places] = (wide.T @ (vectors[:, kept] / spread)) @ inner.T
    bias[places] = constant
    return Fitted(found, bias)
