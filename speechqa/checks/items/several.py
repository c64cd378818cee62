"""Owns how likely it is that enough answers were given where an item wants several ("two questions")."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from speechqa.checks.items.search import overlap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speechqa.checks.items.sense import Sensed
    from speechqa.records import PhraseHit

# So many stretches more than are wanted are looked at: any of them may be one of the answers.
_MORE = 3
# Nor do more questions than that tell anything.
_TELLING = 2
_LEAST = 1e-4


def apart(sensed: Sequence[Sensed], count: int, credible: Callable[[PhraseHit], bool]) -> tuple[Sensed, ...]:
    """The likeliest stretches that may be credited and share no word, a few more than ``count``."""
    found: list[Sensed] = []
    free = (each for each in sensed if not each.guarded)
    for each in sorted(free, key=lambda each: (-each.chance, each.hit.start_ms)):
        if len(found) == count + _MORE:
            break
        if not any(overlap(each.hit, one.hit) for one in found) and credible(each.hit):
            found.append(each)
    return tuple(found)


def fulfilled(
    chances: Sequence[float], count: int, weights: Sequence[float], questions: int | None = None
) -> float:
    """The chance that ``count`` answers were given, by stretches as likely as ``chances``.

    A logistic regression on ``evidence``; ``weights`` are its bias and slopes.
    """
    bias, *slopes = weights
    pairs = zip(slopes, evidence(chances, count, questions), strict=True)
    return 1 / (1 + math.exp(-(bias + sum(slope * value for slope, value in pairs))))


def evidence(
    chances: Sequence[float], count: int, questions: int | None = None
) -> tuple[float, float, float]:
    """How likely enough answers are (log-odds), whether questions are wanted, and how many were asked.

    ``questions`` are all turns that ask something, None where no questions are wanted: whoever asks a lot
    asks about the need, too, in whichever words. A few more than wanted tell no more.
    """
    asked = 0 if questions is None else min(questions, count + _TELLING)
    return odds(chances, count), float(questions is not None), float(asked)


def odds(chances: Sequence[float], count: int) -> float:
    """Log-odds that so many of independent things are true, bounded."""
    chance = min(max(at_least(chances, count), _LEAST), 1 - _LEAST)
    return math.log(chance / (1 - chance))


def at_least(chances: Sequence[float], count: int) -> float:
    """The chance that so many of independent things are true (Poisson binomial distribution)."""
    exactly = [1.0]
    for chance in chances:
        pairs = zip([*exactly, 0.0], [0.0, *exactly], strict=True)
        exactly = [none * (1 - chance) + one * chance for none, one in pairs]
    return 1 - sum(exactly[:count])
