"""Owns the classifier's sum: features times weights, and what each piece adds to it.

Everything adds up: a call's score for a class is what its pieces say for it and a rest that no piece says
(its direction). So the pieces that decided can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.checks.call_type import sense as senses
from speechqa.checks.call_type.named import by_cues, by_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.checks.call_type.model import Net, Side
    from speechqa.checks.call_type.named import CallView, Feature
    from speechqa.checks.call_type.sense import Sense

    Rows = NDArray[np.float32]

SHARPNESS = 3.0  # how much more a detector's strongest pieces count than the others
MEAN_LOUD = 3.0  # how loud its mean is beside that
_MOST = 30.0  # beyond it exponentials would overflow


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A call ready to be scored by one side of the model.

    ``sense`` and what the detectors made of it are None where words alone judge.
    """

    side: Side
    view: CallView
    named: Mapping[str, Feature]
    sense: Sense | None
    detected: Detected | None


@dataclass(frozen=True, slots=True, eq=False)
class Detected:
    """What detectors found: ``strongest`` and ``mean`` (detectors,) over the call, and from each piece.

    ``said`` (pieces, detectors) is what a piece gives, ``loud`` how it counts among the strongest.
    """

    strongest: Rows
    mean: Rows
    said: Rows
    loud: Rows


def weigh(side: Side, view: CallView, sense: Sense | None) -> Weighed:
    """The call's features as the side wants them."""
    if sense is None or side.net is None:
        return Weighed(side, view, by_words(view) | by_cues(view), None, None)
    return Weighed(side, view, by_cues(view), sense, detect(side.net, senses.alone(sense, view)))


def scores(call: Weighed) -> Rows:
    """The score of each class before any temperature."""
    named = {name: feature.value for name, feature in call.named.items()}
    pooled = None if call.sense is None else senses.pooled(call.sense, call.view)
    return raw_scores(call.side, named, pooled, call.detected)


def raw_scores(
    side: Side, named: Mapping[str, float], pooled: Rows | None, detected: Detected | None
) -> Rows:
    """``scores`` of a call given in numbers: features by name, pooled vector, what was detected."""
    import numpy as np

    known = [(side.names[name], value) for name, value in named.items() if name in side.names]
    values = np.array([value for _, value in known], np.float32)
    found: Rows = side.bias + values @ side.weights[[row for row, _ in known]]
    if pooled is not None and detected is not None and side.pooled is not None and side.net is not None:
        found = found + pooled @ side.pooled
        found = found + detected.strongest @ side.net.strongest + detected.mean @ side.net.mean
    return np.asarray(found, np.float32)


def parts(call: Weighed, direction: Rows) -> Rows:
    """What each piece adds to ``scores(…) @ direction``; ``direction`` has a number a class."""
    import numpy as np

    found = np.zeros(len(call.view.pieces), np.float32)
    shares = call.side.weights @ direction
    for name, feature in call.named.items():
        row = call.side.names.get(name)
        if row is not None and feature.owners:
            np.add.at(found, list(feature.owners), feature.value * shares[row] / len(feature.owners))
    net, heard = call.side.net, call.detected
    if call.sense is not None and call.side.pooled is not None and net is not None and heard is not None:
        found += senses.pooled_parts(call.sense, call.view, call.side.pooled @ direction)
        found += (heard.loud * heard.said) @ (net.strongest @ direction)
        found += heard.said @ (net.mean @ direction) * MEAN_LOUD / max(len(heard.said), 1)
    return found


def detect(net: Net, rows: Rows) -> Detected:
    """What the detectors find in a call's pieces, a row each."""
    import numpy as np

    said = np.maximum(rows @ net.weights + net.bias, 0)
    if not len(said):
        nothing = np.zeros(len(net.bias), np.float32)
        return Detected(nothing, nothing, said, said)
    loud = np.exp(np.minimum(SHARPNESS * said, _MOST))
    loud /= loud.sum(0)
    return Detected((loud * said).sum(0), said.mean(0) * MEAN_LOUD, said, loud)


def chances(values: Rows, temperature: float) -> Rows:
    """Softmax of the scores at a temperature."""
    import numpy as np

    powers = np.exp((values - values.max()) / temperature)
    found: Rows = powers / powers.sum()
    return found
