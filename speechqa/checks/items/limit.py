"""Owns ``Limit``: one condition on where in a call something must be said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.meaning import Unit
    from speechqa.records import PhraseHit

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Limit:
    """One condition on the place of a hit.

    A hit fits when it begins (or, ``by_end``, ends) in one of ``intervals`` (ms, tolerance included)
    and, where ``turns`` is given, in a turn of that range. ``inside`` and ``outside`` complete
    "Not found …" and "Said at 0:41, …". ``never``: nothing can fit, ``outside`` tells why. ``follows``
    is the item that must come before, "" where none must; ``replies_to`` is the talk that it must reply to.
    """

    intervals: tuple[Interval, ...]
    inside: str
    outside: str
    by_end: bool = False
    turns: range | None = None
    never: bool = False
    follows: str = ""
    replies_to: tuple[PhraseHit, ...] = ()

    def allows(self, hit: PhraseHit | Unit) -> bool:
        """True when the hit, or stretch, is at a place this limit permits."""
        if self.turns is not None:
            return (hit.last.turn if self.by_end else hit.first.turn) in self.turns
        moment = hit.end_ms if self.by_end else hit.start_ms
        return any(start <= moment <= end for start, end in self.intervals)
