"""Owns how far figures of few calls can be trusted: 95 % intervals of means and shares. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_FOR_INTERVAL = 2

# 97.5 % points of Student's t for 1..30 degrees of freedom (NIST/SEMATECH e-Handbook of
# Statistical Methods, table 1.3.6.7.2); beyond that the expansion below is exact to 4 digits.
_T975 = (
    *(12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281),
    *(2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860),
    *(2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423),
)
_Z975 = 1.959963984540054


def interval(scores: Sequence[float]) -> tuple[float, float] | tuple[None, None]:
    """The mean's 95 % interval by Student's t, kept within 0..100.

    (None, None) below two scores, and where all are the same: how far others may lie from them isn't told.
    """
    count = len(scores)
    if count < MIN_FOR_INTERVAL or min(scores) == max(scores):
        return None, None
    mean = math.fsum(scores) / count
    variance = math.fsum((value - mean) ** 2 for value in scores) / (count - 1)
    half = t_975(count - 1) * math.sqrt(variance / count)
    return max(0.0, mean - half), min(100.0, mean + half)


def t_975(freedom: int) -> float:
    """The 97.5 % point of Student's t distribution.

    Above 30 degrees of freedom by Cornish and Fisher's expansion (Abramowitz and Stegun 26.7.5).
    """
    if freedom <= len(_T975):
        return _T975[freedom - 1]
    z, n = _Z975, float(freedom)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / n + second / n**2 + third / n**3


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Least and greatest share that ``part`` of ``whole`` still fits: the 95 % score interval (Wilson 1927).

    Unlike the plain interval it stays within 0 and 1 and says something when all or none were right.
    """
    if not whole:
        return 0.0, 1.0
    share, weight = part / whole, _Z975 * _Z975 / whole
    centre = (share + weight / 2) / (1 + weight)
    half = _Z975 * math.sqrt(share * (1 - share) / whole + weight / whole / 4) / (1 + weight)
    return max(0.0, centre - half), min(1.0, centre + half)


def newcombe(part: int, whole: int, other_part: int, other_whole: int) -> tuple[float, float]:
    """The 95 % interval of the difference of two shares, first minus other; both wholes are over 0.

    Hybrid score method: Newcombe 1998, "Interval estimation for the difference between independent
    proportions", method 10.
    """
    share, other = part / whole, other_part / other_whole
    (low, high), (other_low, other_high) = wilson(part, whole), wilson(other_part, other_whole)
    difference = share - other
    return (
        max(-1.0, difference - math.hypot(share - low, other_high - other)),
        min(1.0, difference + math.hypot(high - share, other - other_low)),
    )


def mean(values: Sequence[float]) -> float:
    """The mean of at least one value, the same in any order."""
    return math.fsum(values) / len(values)


class Summary(NamedTuple):
    """What comparing means needs of ``n`` values, two or more; ``error`` is the squared standard error."""

    n: int
    mean: float
    error: float


def summary(values: Sequence[float]) -> Summary | None:
    """The summary of values, None below two."""
    count = len(values)
    if count < MIN_FOR_INTERVAL:
        return None
    middle = mean(values)
    error = math.fsum((value - middle) ** 2 for value in values) / (count - 1) / count
    return Summary(count, middle, error)


def welch_freedom(parts: Sequence[tuple[float, int]]) -> int:
    """Degrees of freedom of a sum of means, at least 1.

    ``parts`` are (squared standard error, freedom) of each, not all 0 (Welch 1947; Satterthwaite 1946).
    """
    total = math.fsum(error for error, _ in parts)
    return max(1, int(1 / math.fsum((error / total) ** 2 / freedom for error, freedom in parts)))


def welch(own: Summary, other: Summary) -> tuple[float, float]:
    """The 95 % interval of the difference of two means, own minus other, by Welch 1947."""
    difference = own.mean - other.mean
    error = own.error + other.error
    if error <= 0:
        return difference, difference
    freedom = welch_freedom([(own.error, own.n - 1), (other.error, other.n - 1)])
    half = t_975(freedom) * math.sqrt(error)
    return difference - half, difference + half


def normal_tail(z: float) -> float:
    """The chance that a standard normal value is above ``z``."""
    return math.erfc(z / math.sqrt(2)) / 2
