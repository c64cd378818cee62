"""Owns putting a classifier together: by words alone, and by sense, from the same labelled calls."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.call_type.model import OUTCOMES, STAGES, CallTypeModel, Net, Side
from speechqa.training import linear
from speechqa.training.net import train_net

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array  # type: ignore[import-untyped] # it has no type hints

    from speechqa.records import CallType
    from speechqa.training.examples import Labelled
    from speechqa.training.linear import Fitted
    from speechqa.training.prepare import Prepared

    Rows = NDArray[np.float32]

# Chosen in cross-validation: docs/call-types.md.
_COST_WORDS, _COST_SENSE = 2.0, 0.1
_NAMED, _NAMED_NET = 2.0, 0.25  # how loud named features are beside pooled vectors, beside detectors
SEEDS = (0, 1, 2)
_LEAST_GROUPS = 2  # a word that only calls of one trade know says nothing of others
_MOST_NAMES = 9000  # by words; keeps the model small
UNSURE, REVIEW = 0.45, 0.7
_PLAIN = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Classes:
    """The labels with their call types, in the model's order."""

    labels: tuple[str, ...]
    parents: tuple[CallType, ...]

    @property
    def heads(self) -> tuple[slice, slice, slice]:
        """Places of labels, outcomes and stages among all classes."""
        first, second = len(self.labels), len(self.labels) + len(OUTCOMES)
        return slice(0, first), slice(first, second), slice(second, second + len(STAGES))

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The classes of each head."""
        return self.labels, OUTCOMES, STAGES


def fit_model(
    calls: Sequence[Prepared], classes: Classes, *, meaning: str = "", seeds: Sequence[int] = SEEDS
) -> CallTypeModel:
    """A classifier without temperatures: they come from calls it wasn't trained on (``trial``).

    ``meaning`` names the vectors of the calls, "" where they have none; there is a net for each of ``seeds``.
    The same calls give the same model.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # it has no type hints

    heard = [call for call in calls if call.cues]
    with threadpool_limits(limits=1):  # sums come out in one order on every machine
        words = _by_words(heard, classes)
        sense = _by_sense(heard, classes, seeds) if meaning else None
    return CallTypeModel(
        labels=classes.labels,
        parents=classes.parents,
        words=words,
        sense=sense,
        meaning=meaning if sense else "",
        unsure=UNSURE,
        review=REVIEW,
        digest="",
    )


def _by_words(calls: Sequence[Prepared], classes: Classes) -> Side:
    import numpy as np

    texts = [dict(call.words) | dict(call.cues) for call in calls]
    names = linear.vocabulary(texts, _groups(calls), _LEAST_GROUPS)
    weights, bias = _heads(linear.matrix(texts, names), calls, classes, _COST_WORDS)
    loudest = np.abs(weights).max(1)
    kept = sorted(np.argsort(-loudest, kind="stable")[:_MOST_NAMES].tolist())
    ordered = list(names)
    return Side({ordered[place]: row for row, place in enumerate(kept)}, weights[kept], bias, _PLAIN)


def _by_sense(calls: Sequence[Prepared], classes: Classes, seeds: Sequence[int]) -> Side | None:
    import numpy as np

    pooled = [call.pooled for call in calls if call.pooled is not None]
    pieces = [call.alone for call in calls if call.alone is not None]
    if len(pooled) != len(calls) or len(pieces) != len(calls):
        return None
    names = linear.vocabulary([call.cues for call in calls], _groups(calls), _LEAST_GROUPS)
    named = linear.matrix([call.cues for call in calls], names).toarray()
    loud = np.float32(_NAMED) * named
    weights, bias = _heads(
        np.concatenate([loud, np.array(pooled, np.float32)], axis=1), calls, classes, _COST_SENSE
    )
    weights[: len(names)] *= np.float32(_NAMED)
    truth, share = _truth(calls, classes)
    quiet = np.float32(_NAMED_NET) * named
    nets = [train_net(pieces, quiet, truth, share, classes.heads, seed=seed) for seed in seeds]
    # Half the say is the regression's, half the nets' together: the mean of what each would score.
    part = np.float32(0.5 / len(nets))
    return Side(
        names=names,
        weights=weights[: len(names)] / 2 + sum(net.named for net in nets) * part * np.float32(_NAMED_NET),
        bias=bias / 2 + sum(net.constant for net in nets) * part,
        temperatures=_PLAIN,
        pooled=weights[len(names) :] * np.float32(0.5),
        net=Net(
            weights=np.concatenate([net.weights for net in nets], axis=1),
            bias=np.concatenate([net.bias for net in nets]),
            strongest=np.concatenate([net.strongest for net in nets]) * part,
            mean=np.concatenate([net.mean for net in nets]) * part,
        ),
    )


def _groups(calls: Sequence[Prepared]) -> list[str]:
    return [call.call.group for call in calls]


def truth_of(call: Labelled) -> tuple[str, str | None, str | None]:
    """The right class of each head; None where nobody said."""
    return call.label, call.outcome, call.stage


def _shares(calls: Sequence[Prepared]) -> list[float]:
    """How much each call counts for call types: all three count alike, however rare in the corpus."""
    weight: defaultdict[str, float] = defaultdict(float)
    for call in calls:
        weight[call.call.parent] += call.call.weight
    even = sum(weight.values()) / len(weight)
    return [call.call.weight * even / weight[call.call.parent] for call in calls]


def _heads(
    rows: csr_array | Rows, calls: Sequence[Prepared], classes: Classes, cost: float
) -> tuple[Rows, Rows]:
    """Weights and constants of all classes, each head learnt from the calls that have it."""
    import numpy as np

    found: list[Fitted] = []
    shares = _shares(calls)
    products = linear.inner_products(rows)
    for number, names in enumerate(classes.names):
        truths = [truth_of(call.call)[number] for call in calls]
        which = [place for place, truth in enumerate(truths) if truth is not None]
        weights = [shares[place] if number == 0 else 1.0 for place in which]
        told = [str(truths[place]) for place in which]
        among = products[np.ix_(which, which)]
        found.append(linear.fit(rows[which], among, told, names, weights, cost=cost))
    return (
        np.concatenate([each.weights for each in found], axis=1),
        np.concatenate([each.bias for each in found]),
    )


def _truth(calls: Sequence[Prepared], classes: Classes) -> tuple[Rows, Rows]:
    """1 for each right class (calls, classes), and how much each call counts for each head (calls, heads)."""
    import numpy as np

    truth = np.zeros((len(calls), classes.heads[-1].stop), np.float32)
    share = np.zeros((len(calls), len(classes.heads)), np.float32)
    shares = _shares(calls)
    for row, call in enumerate(calls):
        told = zip(truth_of(call.call), classes.names, classes.heads, strict=True)
        for number, (name, names, head) in enumerate(told):
            if name is not None:
                truth[row, head.start + names.index(name)] = 1
                share[row, number] = shares[row] if number == 0 else 1.0
    return truth, share
