"""Owns the linear part of the classifier: logistic regression over features by name and pooled vectors.

There are many more features than calls, so it is solved among the calls (the row space), which is exact for a
quadratic penalty and quick: the Cholesky factor of the rows' inner products has the same inner products, and
stands in their place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array  # type: ignore[import-untyped] # it has no type hints

    Rows = NDArray[np.float32]

_ROUNDING = 1e-7  # of a row's mean square: keeps the factor real where calls repeat each other
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


def matrix(calls: Sequence[Mapping[str, float]], names: Mapping[str, int]) -> csr_array:
    """A row a call, a column a name; nearly all of it is nought, and not kept."""
    import numpy as np
    from scipy.sparse import csr_array

    found = [
        (row, names[name], value)
        for row, call in enumerate(calls)
        for name, value in call.items()
        if name in names
    ]
    lines, places, values = zip(*found, strict=True) if found else ((), (), ())
    where = (np.array(lines, np.int64), np.array(places, np.int64))
    return csr_array((np.array(values, np.float32), where), shape=(len(calls), len(names)))


def inner_products(rows: csr_array | Rows) -> NDArray[np.float64]:
    """The inner products of all rows with each other (rows, rows)."""
    import numpy as np

    wide = rows.astype(np.float64)
    found = wide @ wide.T
    return found if isinstance(found, np.ndarray) else found.toarray()


def fit(  # noqa: PLR0913 - what is learnt, and from what
    rows: csr_array | Rows,
    products: NDArray[np.float64],
    truth: Sequence[str],
    classes: Sequence[str],
    weights: Sequence[float],
    *,
    cost: float,
) -> Fitted:
    """Logistic regression of ``truth`` on ``rows``; calls count by ``weights``, ``cost`` is sklearn's C.

    ``products`` are the rows' ``inner_products``, which several fits of the same calls share.
    """
    import numpy as np
    from scipy.linalg import cholesky, solve_triangular  # type: ignore[import-untyped] # as above
    from sklearn.linear_model import LogisticRegression

    met = Counter(truth)
    bias = np.full(len(classes), _NEVER, np.float32)
    found = np.zeros((rows.shape[1], len(classes)), np.float32)
    if len(met) < 2:  # noqa: PLR2004 - one class alone needs no weights
        bias[[classes.index(name) for name in met]] = 0
        return Fitted(found, bias)
    own = max(_ROUNDING * float(products.diagonal().mean()), np.finfo(float).tiny)
    factor = cholesky(products + own * np.eye(len(products)), lower=True)
    machine = LogisticRegression(C=cost, max_iter=300, tol=1e-4)
    machine.fit(factor, list(truth), sample_weight=np.asarray(weights))
    inner, constant = machine.coef_, machine.intercept_
    if len(met) == 2:  # noqa: PLR2004 - one row stands for both
        inner, constant = np.concatenate([-inner, inner]) / 2, np.concatenate([-constant, constant]) / 2
    places = [classes.index(str(name)) for name in machine.classes_]
    shares = solve_triangular(factor, inner.T, trans="T", lower=True)
    found[:, places] = rows.T @ shares.astype(np.float32)
    bias[places] = constant
    return Fitted(found, bias)
