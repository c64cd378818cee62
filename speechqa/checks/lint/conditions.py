"""Owns the warning about items that can never apply or never be met, whatever is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks.lint.places import SHORT_CALL_S, disjoint, meets_up_to_s
from speechqa.checks.lint.warning import Warned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speechqa.scripts import Item, Script, Within


def check(script: Script) -> Iterator[Warned]:
    """A warning for each ``applies_to``, ``when``, ``within``, ``after`` and ``before`` that can't hold."""
    if _other_language(script.applies_to.language, script.language):
        yield Warned(
            ("", "applies_to"),
            f"'applies_to' wants calls in {_either(script.applies_to.language)}, the script is in "
            f"'{script.language}': it fits no call; remove 'language' there",
        )
    for item in script.items:
        yield from _when(item, script)
        yield from _reply(item)
        yield from _order(item, script)


def _when(item: Item, script: Script) -> Iterator[Warned]:
    when, scope = item.when, script.applies_to
    if when is None:
        return
    if _other_language(when.language, script.language):
        text = f"'when' wants calls in {_either(when.language)}, the script is in '{script.language}'"
        yield Warned((item.id, "language"), f"{text}: the item never applies; remove the condition")
    for field, wanted, given in (
        ("direction", when.direction, scope.direction),
        ("call_type", when.call_type, scope.call_type),
    ):
        if disjoint(wanted, given):
            text = f"'when' wants {field} {_either(wanted)}, the script's 'applies_to' {_either(given)}"
            yield Warned((item.id, field), f"{text}: the item never applies; change one of them")


def _reply(item: Item) -> Iterator[Warned]:
    """A reply has at least one turn before it."""
    within, when = item.within, item.when
    if within is None or when is None or when.reply_within_ms is None:
        return
    others = when.agent_says if item.speaker == "customer" else when.customer_says
    if others and (within.edge, within.unit, within.amount) == ("first", "turns", 1):
        text = "is an answer, and the first turn of a call answers nothing; widen 'within'"
        yield Warned((item.id, "within"), text)


def _order(item: Item, script: Script) -> Iterator[Warned]:
    after, before = script.item(item.after), script.item(item.before)
    if after is not None and after.kind == "must_not_say" and item.kind != "must_not_say":
        text = f"'after' names '{after.id}', which must not be said: it can be met only by breaking that"
        yield Warned((item.id, "after"), f"{text}; name another item")
    for field, earlier, later, other in (("after", after, item, after), ("before", item, before, before)):
        if earlier is None or later is None or other is None:
            continue
        limit = _possible_up_to_s(earlier.within, later.within)
        if limit < SHORT_CALL_S:
            calls = f"in calls over {limit:g} s" if limit else "in any call"
            text = f"'{field}: {other.id}' can't hold {calls}: "
            text += f"{_where(earlier)} comes behind {_where(later)}; change 'within' of one of them"
            yield Warned((item.id, field), text)


def _possible_up_to_s(earlier: Within | None, later: Within | None) -> float:
    """The longest call in which something may be said in one part and then in the other; inf for all."""
    if earlier is None or later is None or (earlier.edge, later.edge) != ("last", "first"):
        return float("inf")
    limit = meets_up_to_s(earlier, later)
    return float("inf") if limit is None else limit


def _where(item: Item) -> str:
    within = item.within
    if within is None:
        return f"'{item.id}'"
    unit = {"seconds": "s", "percent": "%", "turns": "turns"}[within.unit]
    return f"'{item.id}' ({within.edge} {within.amount:g} {unit})"


def _other_language(wanted: Iterable[str], language: str) -> bool:
    return disjoint([code.casefold().split("-")[0] for code in wanted], [language.split("-", maxsplit=1)[0]])


def _either(values: Iterable[str]) -> str:
    return " or ".join(f"'{value}'" for value in values)
