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
    from speechqa.matching.stream import Line

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


def holds(phrase: Phrase, line: Line, bounds: Limits, language: Language, *, least: float) -> bool:
    """True when one of the phrase's variants may be in the line."""
    held = held_in(line, phrase.variants[0].inventory, bounds, language, least=least)
    return not held.isdisjoint(phrase.variants)


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

    plans = [plan_for(cast("Variant", variant), bounds) for variant in inventory.variants]
    asked = [(owner, one) for owner, plan in enumerate(plans) for one in (*plan.needed, *plan.helpful)]
    lengths = [len(one.items) for _, one in asked]
    variants = np.empty(len(plans), object)
    variants[:] = inventory.variants
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
