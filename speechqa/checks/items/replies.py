"""Owns how likely a reply answers what it must ("when the customer says …") in other words than the script's.

What is said at once tells more than what comes later: who passes over an objection says something else first.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.limit import Limit
    from speechqa.checks.items.sense import Sensed
    from speechqa.records import PhraseHit, Transcript
    from speechqa.scripts.values import Item

# A turn of fewer words is a sign of listening ("mhm, right"), not yet the reply.
_LEAST_WORDS = 3
_MOST_ODDS = 4.0


def replied_to(limits: Sequence[Limit]) -> tuple[PhraseHit, ...]:
    """The talk that an item must reply to in time; () where it needn't."""
    return next((limit.replies_to for limit in limits if limit.replies_to), ())


def first(item: Item, sensed: Sequence[Sensed], limits: Sequence[Limit], transcript: Transcript) -> float:
    """The chance of the likeliest stretch in the first turns that reply, 0..1."""
    turns = {_first_turn(item, hit, transcript) for hit in replied_to(limits)}
    return max((each.chance for each in sensed if each.hit.first.turn in turns), default=0.0)


def answered(likeliest: float, at_once: float, weights: Sequence[float]) -> float:
    """The chance that the reply answers, given the likeliest stretch in time and the one said at once.

    A logistic regression on their log-odds; ``weights`` are its bias and slopes.
    """
    bias, of_likeliest, of_first = weights
    return 1 / (1 + math.exp(-(bias + of_likeliest * odds(likeliest) + of_first * odds(at_once))))


def odds(chance: float) -> float:
    """Log-odds, bounded: of a first turn in which nothing is like an answer no more is known than that."""
    bounded = min(max(chance, 1e-4), 1 - 1e-4)
    return min(max(math.log(bounded / (1 - bounded)), -_MOST_ODDS), _MOST_ODDS)


def _first_turn(item: Item, trigger: PhraseHit, transcript: Transcript) -> int | None:
    """The number of the turn that replies to ``trigger``: the first that is more than a sign of listening."""
    turns = transcript.turns
    return next(
        (
            i
            for i in range(trigger.last.turn + 1, len(turns))
            if item.speaker in {"anyone", turns[i].speaker} and len(turns[i].words) >= _LEAST_WORDS
        ),
        None,
    )
