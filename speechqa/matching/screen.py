"""Owns the first look: which phrases of an inventory a line may hold at all, told of all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from speechqa.matching.heard import heard_in
from speechqa.matching.inventory import Inventory
from speechqa.matching.laying import plan_for
from speechqa.matching.limits import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.lang import Language
    from speechqa.matching.phrase import Phrase, Variant
    from speechqa.matching.stream import Line, WordStream

_ROUNDING = 1e-4  # similarities are rounded to four decimals
_SCREENS = 256  # as many as sets of phrases kept compiled, in a few modes


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """What all variants of an inventory ask for: ``owners`` are numbers of variants.

    An element asked for is there when one of its ``items``, from ``starts`` on, was heard. ``shares`` and
    ``needed`` tell what it counts; ``given``, ``may_miss`` and ``wanted`` have a number a variant.
    """

    variants: NDArray[np.object_]
    items: NDArray[np.int64]
    starts: NDArray[np.int64]
    owners: NDArray[np.int64]
    shares: NDArray[np.float64]
    needed: NDArray[np.bool_]
    given: NDArray[np.float64]
    may_miss: NDArray[np.int64]
    wanted: NDArray[np.int64]


def held_in(
    line: Line, inventory: Inventory, bounds: Limits, language: Language, *, least: float
) -> frozenset[Variant]:
    """The variants of which enough was heard anywhere in ``line`` for a similarity of ``least``."""
    key = (inventory, bounds, least)
    found = line.memo.get(key)
    if not isinstance(found, frozenset):
        heard = heard_in(line, inventory, language, exact=bounds.exact)
        found = line.memo[key] = _held(_screen(inventory, bounds), tuple(heard.places), least)
    return found


def lines_holding(phrase: Phrase, stream: WordStream, bounds: Limits, *, least: float) -> tuple[Line, ...]:
    """The lines that may hold one of the phrase's variants with a similarity of ``least``, in order."""
    inventory = phrase.variants[0].inventory
    key = (inventory, bounds, least)
    held = stream.memo.get(key)
    if held is None:
        held = stream.memo[key] = _by_phrase(stream, inventory, bounds, least)
    return held.get(phrase, ())


def _by_phrase(
    stream: WordStream, inventory: Inventory, bounds: Limits, least: float
) -> dict[object, tuple[Line, ...]]:
    """For each phrase that may be anywhere in the call the lines that may hold it."""
    found: dict[object, list[Line]] = {}
    for line in stream.lines:
        held = held_in(line, inventory, bounds, stream.language, least=least)
        for phrase in {inventory.owners[variant] for variant in held}:
            found.setdefault(phrase, []).append(line)
    return {phrase: tuple(lines) for phrase, lines in found.items()}


def _held(screen: Screen, heard: tuple[int, ...], least: float) -> frozenset[Variant]:
    """Those that miss no more than they may, and could reach ``least`` with all that was heard."""
    import numpy as np

    if not len(screen.items) or not heard:
        return frozenset()
    present = np.zeros(screen.items.max() + 1, bool)
    places = np.array(heard)
    present[places[places < len(present)]] = True
    there = np.logical_or.reduceat(present[screen.items], screen.starts)
    count = len(screen.variants)
    most = screen.given + np.bincount(screen.owners, screen.shares * there, minlength=count)
    missed = np.bincount(screen.owners, screen.needed & ~there, minlength=count)
    enough = (most + 2 * _ROUNDING >= least) & (missed <= screen.may_miss) & (missed < screen.wanted)
    return frozenset(screen.variants[enough].tolist())


@lru_cache(maxsize=_SCREENS)
def _screen(inventory: Inventory, bounds: Limits) -> Screen:
    import numpy as np

    plans = [plan_for(cast("Variant", variant), bounds) for variant in inventory.owners]
    asked = [(owner, one) for owner, plan in enumerate(plans) for one in (*plan.needed, *plan.helpful)]
    lengths = [len(one.items) for _, one in asked]
    variants = np.empty(len(plans), object)
    variants[:] = list(inventory.owners)
    return Screen(
        variants=variants,
        items=np.array([item for _, one in asked for item in one.items], np.int64),
        starts=np.cumsum([0, *lengths[:-1]]),
        owners=np.array([owner for owner, _ in asked], np.int64),
        shares=np.array([one.share for _, one in asked]),
        needed=np.array([one.needed for _, one in asked], bool),
        given=np.array([plan.given for plan in plans]),
        may_miss=np.array([plan.may_miss for plan in plans]),
        wanted=np.array([len(plan.needed) for plan in plans]),
    )
