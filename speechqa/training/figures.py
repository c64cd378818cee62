"""Owns the figures of a trial: agreement, confusion, how far chances can be believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_BINS = 10


@dataclass(frozen=True, slots=True)
class Guess:
    """What a call was taken for, how sure, and what people say."""

    call_id: str
    language: str
    truth: str
    found: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of ``n`` guesses: share right, macro-F1 over the true classes, and expected calibration error.

    ``ece`` is over ten bins of equal width (Naeini, Cooper, Hauskrecht 2015); all are None of no guess.
    """

    n: int
    accuracy: float | None
    macro_f1: float | None
    ece: float | None


def agreement(guesses: Sequence[Guess]) -> Agreement:
    """The figures of some guesses."""
    if not guesses:
        return Agreement(0, None, None, None)
    right = sum(each.truth == each.found for each in guesses)
    scores = [f1(guesses, name) for name in sorted({each.truth for each in guesses})]
    return Agreement(len(guesses), right / len(guesses), sum(scores) / len(scores), _ece(guesses))


def f1(guesses: Sequence[Guess], name: str) -> float:
    """The harmonic mean of precision and recall of one class."""
    both = sum(each.truth == name == each.found for each in guesses)
    either = sum(each.truth == name for each in guesses) + sum(each.found == name for each in guesses)
    return 2 * both / either if either else 0.0


def confusion(guesses: Sequence[Guess], classes: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """How often each class (row) was taken for each (column)."""
    counts = Counter((each.truth, each.found) for each in guesses)
    return tuple(tuple(counts[truth, found] for found in classes) for truth in classes)


def _ece(guesses: Sequence[Guess]) -> float:
    bins: dict[int, list[Guess]] = {}
    for each in guesses:
        bins.setdefault(min(int(each.confidence * _BINS), _BINS - 1), []).append(each)
    away = (
        abs(sum(each.confidence for each in held) - sum(each.truth == each.found for each in held))
        for held in bins.values()
    )
    return sum(away) / len(guesses)
