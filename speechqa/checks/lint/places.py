"""Owns which places and calls two items can share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from speechqa.scripts import Item, Within

WHOLE_PERCENT = 100.0
# What holds in calls up to this long only is hardly meant so.
SHORT_CALL_S = 120.0


def never_together(one: Item, other: Item) -> bool:
    """True when no call, speaker or usual place lets both items count for the same words."""
    if "anyone" not in (one.speaker, other.speaker) and one.speaker != other.speaker:
        return True
    if one.within and other.within and apart(one.within, other.within):
        return True
    return bool(one.when and other.when) and _different_calls(one, other)


def apart(one: Within, other: Within) -> bool:
    """True when two parts of a call lie at different ends and don't meet in usual calls."""
    if one.edge == other.edge:
        return False
    limit = meets_up_to_s(one, other)
    return limit is None or limit < SHORT_CALL_S


def meets_up_to_s(one: Within, other: Within) -> float | None:
    """The longest call in seconds in which a first and a last part of it meet; None where turns hide it.

    0 when they meet in no call, inf when they do in all.
    """
    units = {one.unit, other.unit}
    if units == {"percent"}:
        return float("inf") if one.amount + other.amount > WHOLE_PERCENT else 0.0
    if units == {"seconds"}:
        return one.amount + other.amount
    if units == {"seconds", "percent"}:
        share = one if one.unit == "percent" else other
        span = other if share is one else one
        rest = 1 - share.amount / WHOLE_PERCENT
        return span.amount / rest if rest > 0 else float("inf")
    return None


def disjoint(one: Collection[str], other: Collection[str]) -> bool:
    """True when both ask for something and nothing fulfils both."""
    return bool(one) and bool(other) and not set(one) & set(other)


def _different_calls(one: Item, other: Item) -> bool:
    first, second = one.when, other.when
    if first is None or second is None:
        return False
    return (
        disjoint(first.direction, second.direction)
        or disjoint(first.call_type, second.call_type)
        or disjoint(first.language, second.language)
    )
