"""Owns training the detectors: small units that look at each piece of a call for what decides.

A call has labels, its sentences have none, so what to look for is learnt from calls (multiple-instance
learning: Dietterich, Lathrop, Lozano-Pérez 1997; pooled softly as in Ilse, Tomczak, Welling 2018, without a
network of its own for attention). Plain numpy, by AdamW (Loshchilov, Hutter 2019); the same seed gives the
same weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.call_type.weigh import MEAN_LOUD, SHARPNESS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float32]

# Chosen in cross-validation: docs/call-types.md.
DETECTORS, EPOCHS = 24, 16
_BATCH, _RATE, _DROPPED, _DECAY = 48, 4e-3, 0.3, 1e-2
_FIRST, _SECOND = 0.9, 0.99
_MOST = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """The weights of a net; ``named`` (features, classes) are of what isn't looked at piece by piece."""

    weights: Rows
    bias: Rows
    strongest: Rows
    mean: Rows
    named: Rows
    constant: Rows


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Calls side by side: all their pieces' rows, where each call's begin, how many each has."""

    rows: Rows
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]
    named: Rows


def train_net(  # noqa: PLR0913 - what is learnt, and from what
    rows: Sequence[Rows],
    named: Rows,
    truth: Rows,
    weights: Rows,
    heads: Sequence[slice],
    *,
    seed: int,
    epochs: int = EPOCHS,
) -> Trained:
    """A trained net. ``rows`` has a matrix a call, ``named`` a row a call, ``truth`` 1 for the right classes.

    ``weights`` (calls, heads) is how much a call counts for each head, 0 where nobody said.
    """
    import numpy as np

    dice = np.random.default_rng(seed)
    held = _begin(rows[0].shape[1], named.shape[1], truth.shape[1], dice)
    first, second = ({name: np.zeros_like(each) for name, each in held.items()} for _ in range(2))
    step = 0
    for epoch in range(epochs):
        rate = _RATE * 0.5 * (1 + np.cos(np.pi * epoch / epochs))
        order = dice.permutation(len(rows))
        for at in range(0, len(rows), _BATCH):
            which = order[at : at + _BATCH]
            batch = _batch([rows[i] for i in which], named[which])
            slopes = _slopes(held, batch, truth=truth[which], weights=weights[which], heads=heads, dice=dice)
            step += 1
            for name, slope in slopes.items():
                first[name] = _FIRST * first[name] + (1 - _FIRST) * slope
                second[name] = _SECOND * second[name] + (1 - _SECOND) * slope**2
                size = np.sqrt(second[name] / (1 - _SECOND**step)) + 1e-8
                decay = 0.0 if name in {"bias", "constant"} else _DECAY
                held[name] -= (rate * (first[name] / (1 - _FIRST**step) / size + decay * held[name])).astype(
                    np.float32
                )
    return Trained(**held)


def _begin(width: int, named: int, classes: int, dice: np.random.Generator) -> dict[str, Rows]:
    import numpy as np

    found = {
        "weights": dice.normal(0, 1 / np.sqrt(width), (width, DETECTORS)),
        "bias": np.zeros(DETECTORS),
        "strongest": dice.normal(0, 0.2, (DETECTORS, classes)),
        "mean": dice.normal(0, 0.2, (DETECTORS, classes)),
        "named": np.zeros((named, classes)),
        "constant": np.zeros(classes),
    }
    return {name: each.astype(np.float32) for name, each in found.items()}


def _batch(rows: Sequence[Rows], named: Rows) -> Batch:
    import numpy as np

    counts = np.array([len(each) for each in rows])
    return Batch(np.concatenate(rows), np.r_[0, np.cumsum(counts)[:-1]], counts, named)


def _slopes(  # noqa: PLR0913 - a batch and what it should have given
    held: dict[str, Rows],
    batch: Batch,
    *,
    truth: Rows,
    weights: Rows,
    heads: Sequence[slice],
    dice: np.random.Generator,
) -> dict[str, Rows]:
    """How the mean cross-entropy of a batch changes with each weight; detectors are dropped at random."""
    import numpy as np

    call_of = np.repeat(np.arange(len(batch.counts)), batch.counts)
    kept = (dice.random((len(batch.counts), DETECTORS)) > _DROPPED) / (1 - _DROPPED)
    raw = batch.rows @ held["weights"] + held["bias"]
    said = (np.maximum(raw, 0) * kept[call_of]).astype(np.float32)
    loud = np.exp(np.minimum(SHARPNESS * said, _MOST))
    loud /= np.add.reduceat(loud, batch.starts)[call_of]
    strongest = np.add.reduceat(loud * said, batch.starts)
    share = (MEAN_LOUD / batch.counts[:, None]).astype(np.float32)
    mean = np.add.reduceat(said, batch.starts) * share
    scores = strongest @ held["strongest"] + mean @ held["mean"] + batch.named @ held["named"]
    wrong = _wrong(scores + held["constant"], truth, weights, heads)
    to_strongest, to_mean = wrong @ held["strongest"].T, wrong @ held["mean"].T
    back = loud * (1 + SHARPNESS * (said - strongest[call_of])) * to_strongest[call_of]
    back = (back + (to_mean * share)[call_of]) * kept[call_of] * (raw > 0)
    found = {
        "weights": batch.rows.T @ back,
        "bias": back.sum(0),
        "strongest": strongest.T @ wrong,
        "mean": mean.T @ wrong,
        "named": batch.named.T @ wrong,
        "constant": wrong.sum(0),
    }
    return {name: slope.astype(np.float32) for name, slope in found.items()}


def _wrong(scores: Rows, truth: Rows, weights: Rows, heads: Sequence[slice]) -> Rows:
    """The slope of the cross-entropy by score, for each head as far as a call counts for it."""
    import numpy as np

    found = np.zeros_like(scores)
    for number, head in enumerate(heads):
        powers = np.exp(scores[:, head] - scores[:, head].max(1, keepdims=True))
        chance = powers / powers.sum(1, keepdims=True)
        found[:, head] = (chance - truth[:, head]) * weights[:, number : number + 1]
    return np.asarray(found / len(scores), np.float32)
