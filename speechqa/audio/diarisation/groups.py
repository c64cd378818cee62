"""Owns sorting voice prints into two voices, and how sure that is.

Two-means on the sphere from fixed starts, then a two-state chain over time (forward-backward), so
that a short unclear stretch goes with what is round it. No randomness; memory grows with the
number of stretches only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.audio.diarisation.stretches import Stretch

_ROUNDS = 30
_SMOOTHINGS = 3
# Log-odds for one more unit of cosine towards one voice, a second of speech. The encoder was
# trained with 71; the telephone is harder. 8 to 20 were tried on 16 calls mixed down to mono: 0.7 to 0.1 % of
# the words wrong.
_SHARPNESS = 20.0
_LEAST_S, _MOST_S = 0.2, 2.0  # what a short and a long stretch weigh
# Mean cosine within the groups less the mean between them. Measured: one person's speech cut in
# two 0.02 to 0.08 (32 halves of calls), two people 0.11 to 0.30 (16 calls).
_GAP_MIDDLE = 0.095
_GAP_SCALE = 0.012
# A group smaller than this may be a cough or a beep: no second speaker is made of it.
_LEAST_GROUP = 2
_LEAST_GROUP_S = 1.0
UNDECIDED = 0.5


@dataclass(frozen=True, slots=True)
class Voices:
    """Which of two voices, 0 or 1, speaks in each stretch; 0 is the first to speak.

    ``confidence`` is the chance 0.5..1 of each label, given that there are two voices;
    ``chance_of_two`` is the chance 0..1 of that. Where one voice was found all labels are 0.
    """

    labels: tuple[int, ...]
    confidence: tuple[float, ...]
    chance_of_two: float

    @property
    def two(self) -> bool:
        """Whether there are rather two voices than one."""
        return self.chance_of_two > UNDECIDED


def tell_apart(prints: NDArray[np.float32], stretches: Sequence[Stretch]) -> Voices:
    """The voices of ``stretches``, whose ``prints`` have shape (stretches, numbers), each of length 1.

    Raises ValueError when there aren't as many prints as stretches.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # it has no type hints

    with threadpool_limits(limits=1, user_api="blas"):
        return _told_apart(prints, stretches)


def _told_apart(prints: NDArray[np.float32], stretches: Sequence[Stretch]) -> Voices:
    if len(prints) != len(stretches):
        raise ValueError(f"{len(prints)} voice prints for {len(stretches)} stretches")
    weights = _weights(stretches)
    second = _two_means(prints, weights)
    if second is None:
        return Voices((0,) * len(stretches), (1.0,) * len(stretches), 0.0)
    chance = _chance_of_two(prints, weights, second)
    likely = _smoothed(prints, weights, second, stretches)
    if likely[0] > UNDECIDED:  # the first to speak is voice 0
        likely = [1 - each for each in likely]
    labels = tuple(int(each > UNDECIDED) for each in likely)
    confidence = tuple(round(max(each, 1 - each), 3) for each in likely)
    if not any(labels):
        return Voices(labels, confidence, 0.0)
    return Voices(labels, confidence, round(chance, 3))


def _weights(stretches: Sequence[Stretch]) -> NDArray[np.float64]:
    import numpy as np

    seconds = np.array([each.end_ms - each.start_ms for each in stretches], dtype=np.float64) / 1000
    return np.clip(seconds, _LEAST_S, _MOST_S)


def _two_means(prints: NDArray[np.float32], weights: NDArray[np.float64]) -> NDArray[np.bool_] | None:
    """Who belongs to the second group, by the best of four fixed starts; None if nothing splits."""
    best: tuple[float, NDArray[np.bool_]] | None = None
    for start in _starts(prints, weights):
        second = _settled(prints, weights, start)
        if second is None:
            continue
        fit = sum(float(_length(_sum(prints, weights, group))) for group in (second, ~second))
        if best is None or fit > best[0] + 1e-9:
            best = fit, second
    return None if best is None else best[1]


def _starts(prints: NDArray[np.float32], weights: NDArray[np.float64]) -> list[NDArray[np.bool_]]:
    import numpy as np

    if len(prints) < 2:  # noqa: PLR2004 - one stretch is one voice
        return []
    centred = prints - np.average(prints, axis=0, weights=weights)
    first = _widest(centred * weights[:, None] ** 0.5)
    rest = centred - np.outer(centred @ first, first)
    second = _widest(rest * weights[:, None] ** 0.5)
    longest = int(np.argmax(weights))
    nearness = prints @ prints[longest]
    farthest = int(np.argmin(nearness))
    return [
        centred @ first > 0,
        rest @ second > 0,
        np.arange(len(prints)) % 2 == 1,  # people take turns
        prints @ prints[farthest] > nearness,
    ]


def _widest(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """About the direction in which ``rows`` differ most, by power iteration from the longest row."""
    import numpy as np

    axis = rows[int(np.argmax(np.square(rows).sum(axis=1)))]
    for _ in range(_ROUNDS):
        length = _length(axis)
        if length == 0:
            break
        axis = rows.T @ (rows @ (axis / length))
    return np.asarray(axis / max(_length(axis), 1e-30))


def _settled(
    prints: NDArray[np.float32], weights: NDArray[np.float64], second: NDArray[np.bool_]
) -> NDArray[np.bool_] | None:
    for _ in range(_ROUNDS):
        if second.all() or not second.any():
            return None
        moved = _lean(prints, weights, second) > 0
        if (moved == second).all():
            break
        second = moved
    return None if second.all() or not second.any() else second


def _lean(
    prints: NDArray[np.float32], weights: NDArray[np.float64], second: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Cosine to the second group's centre less that to the first one's."""
    import numpy as np

    centres = [_sum(prints, weights, group) for group in (~second, second)]
    units = [centre / max(_length(centre), 1e-9) for centre in centres]
    return np.asarray(prints @ (units[1] - units[0]), dtype=np.float64)


def _sum(
    prints: NDArray[np.float32], weights: NDArray[np.float64], group: NDArray[np.bool_]
) -> NDArray[np.float64]:
    import numpy as np

    return np.asarray(weights[group] @ prints[group], dtype=np.float64)


def _length(vector: NDArray[np.float64]) -> float:
    return math.sqrt(float(vector @ vector))


def _chance_of_two(
    prints: NDArray[np.float32], weights: NDArray[np.float64], second: NDArray[np.bool_]
) -> float:
    """The chance 0..1 of two people, from how much nearer the groups' prints are to their own."""
    within = []
    sums = []
    for group in (second, ~second):
        count = int(group.sum())
        total = prints[group].sum(axis=0, dtype="float64")
        sums.append(total / count)
        if count > 1:  # the mean over pairs, without forming the pairs
            within.append((float(total @ total) - count) / (count * (count - 1)))
    if not within:
        return UNDECIDED
    gap = sum(within) / len(within) - float(sums[0] @ sums[1])
    chance = 1 / (1 + math.exp(min((_GAP_MIDDLE - gap) / _GAP_SCALE, 50.0)))
    counts = (int(second.sum()), int((~second).sum()))
    seconds = min(float(weights[second].sum()), float(weights[~second].sum()))
    if min(counts) < _LEAST_GROUP or seconds < _LEAST_GROUP_S:
        return min(chance, UNDECIDED)
    return chance


def _smoothed(
    prints: NDArray[np.float32],
    weights: NDArray[np.float64],
    second: NDArray[np.bool_],
    stretches: Sequence[Stretch],
) -> list[float]:
    """The chance of the second voice, stretch by stretch."""
    import numpy as np

    likely: list[float] = second.astype(float).tolist()
    for _ in range(_SMOOTHINGS):
        if second.all() or not second.any():
            break
        odds = _SHARPNESS * weights * _lean(prints, weights, second)
        likely = _chain(np.clip(odds, -30, 30).tolist(), [each.change for each in stretches])
        second = np.array(likely) > UNDECIDED
    return likely


def _chain(odds: Sequence[float], changes: Sequence[float]) -> list[float]:
    """Posteriors of a two-state chain: ``odds`` are log-odds of state 1, ``changes`` chances to switch
    on the way into a state (Rabiner 1989, forward-backward, normalised at each step).
    """
    one = [1 / (1 + math.exp(-each)) for each in odds]
    ahead = [one[0]]
    for index in range(1, len(one)):
        before = _switched(ahead[-1], changes[index])
        ahead.append(_both(before, one[index]))
    behind = [UNDECIDED]
    for here, change in zip(reversed(one[1:]), reversed(changes[1:]), strict=True):
        behind.append(_switched(_both(behind[-1], here), change))
    return [_both(a, b) for a, b in zip(ahead, reversed(behind), strict=True)]


def _switched(chance: float, change: float) -> float:
    return chance * (1 - change) + (1 - chance) * change


def _both(a: float, b: float) -> float:
    """The chance by two independent witnesses."""
    yes, no = a * b, (1 - a) * (1 - b)
    return yes / (yes + no) if yes + no > 0 else UNDECIDED
