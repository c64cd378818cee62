"""Owns the checks that look at several fields of a script at once.

They work on the raw tree, so that they report even where the shape is wrong elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from speechqa.scripts.problems import did_you_mean, shown

if TYPE_CHECKING:
    from speechqa.scripts.yaml_tree import Location, Tree

RULE_FIELDS = ("say", "all_of", "at_least", "must_not_say")
# Fields that may be left out, but not left empty: an empty one is a slip, not a wish.
_OPTIONAL_FIELDS = frozenset(
    {*RULE_FIELDS, "within", "after", "before", "when", "not", "examples"}
    | {"customer_says", "agent_says", "reply_within", "call_type", "direction", "language", "met", "not_met"}
)
BUILT_IN_SLOTS = ("name", "number", "date", "any")
_SLOT = re.compile(r"\{([^{}]*)\}")
_OPTIONAL = re.compile(r"\([^()]*\)")

Found = Iterator[tuple["Location", str]]


@dataclass(frozen=True, slots=True)
class RawItem:
    """An item as written, with its place in the tree."""

    location: Location
    fields: dict[str, Any]

    @property
    def id(self) -> str:
        """The item's id, "" when missing or not text."""
        value = self.fields.get("id")
        return value if isinstance(value, str) else ""


def check(data: Tree) -> Found:
    """(location, sentence) of everything wrong between the fields of a script's raw tree."""
    if not isinstance(data, dict):
        return
    items = raw_items(data)
    values = data.get("values")
    names = [name for name in values if isinstance(name, str)] if isinstance(values, dict) else []
    for name in names:
        if name in BUILT_IN_SLOTS:
            yield ("values", name), f"'{name}' is a built-in slot; choose another name for this value"
    yield from _duplicates(items)
    for item in items:
        yield from _empty(item.location, item.fields)
        yield from _rule(item)
        yield from _when(item)
        yield from _phrases(item, names)
        yield from _unfilled(
            item, [name for name in names if isinstance(values, dict) and values[name] == []]
        )
        yield from _order(item, items)
    yield from _cycles(items)


def raw_items(data: Tree) -> list[RawItem]:
    """All items of the raw tree that are mappings, in order."""
    sections = data.get("sections") if isinstance(data, dict) else None
    found = []
    for i, section in enumerate(sections if isinstance(sections, list) else []):
        items = section.get("items") if isinstance(section, dict) else None
        for j, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, dict):
                found.append(RawItem(("sections", i, "items", j), item))
    return found


def _empty(location: Location, fields: dict[str, Any]) -> Found:
    for name, value in fields.items():
        if value is None and name in _OPTIONAL_FIELDS:
            yield (*location, name), f"field '{name}' is empty; fill it or remove the line"
        elif name in {"when", "examples"} and isinstance(value, dict):
            yield from _empty((*location, name), value)


def _duplicates(items: list[RawItem]) -> Found:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            yield (*item.location, "id"), "another item of this script has the same id; rename one"
        seen.update({item.id} - {""})


def _rule(item: RawItem) -> Found:
    given = [name for name in RULE_FIELDS if name in item.fields]
    if not given:
        yield item.location, f"says nothing to look for; add one of {', '.join(RULE_FIELDS)}"
    if len(given) > 1:
        yield (
            (*item.location, given[1]),
            f"has {' and '.join(given)}; keep one and make the other its own item",
        )
    at_least = item.fields.get("at_least")
    if not isinstance(at_least, dict):
        return
    phrases, count = at_least.get("of"), at_least.get("count")
    if not (isinstance(count, str) and count.isdecimal() and isinstance(phrases, list)):
        return
    different = len({str(phrase) for phrase in phrases})
    if int(count) > different:
        place = (*item.location, "at_least", "count")
        yield place, f"asks for {int(count)} of {different} phrases; lower 'count' or add phrases"


def _when(item: RawItem) -> Found:
    when = item.fields.get("when")
    if (
        isinstance(when, dict)
        and "reply_within" in when
        and not {"customer_says", "agent_says"} & when.keys()
    ):
        place = (*item.location, "when", "reply_within")
        yield place, "'reply_within' needs 'customer_says' or 'agent_says' to count from; add one"


def _phrases(item: RawItem, values: list[str]) -> Found:
    for path, phrase in _texts(item):
        for slot in _SLOT.findall(phrase):
            if slot not in values and slot not in BUILT_IN_SLOTS:
                hint = did_you_mean(slot, [*values, *BUILT_IN_SLOTS])
                yield path, f"{shown(phrase)} uses {{{slot}}}, which 'values' doesn't define; {hint}"
        bare = _SLOT.sub("x", phrase)
        if "{" in bare or "}" in bare:
            yield path, f"{shown(phrase)} has a brace without its partner; write slots like {{number}}"
        if "(" in _OPTIONAL.sub("", bare) or ")" in _OPTIONAL.sub("", bare):
            yield (
                path,
                f"{shown(phrase)} has a bracket without its partner; write optional words like (please)",
            )
        if not _has_content(phrase):
            yield path, f"{shown(phrase)} would match anything; add a word that must be said"


def _unfilled(item: RawItem, empty: list[str]) -> Found:
    """Lists of which nothing is left without the values of which there is none."""
    lists: dict[Location, list[set[str]]] = {}
    for path, phrase in _texts(item):
        if path[-2] != "not":
            lists.setdefault(path[:-1], []).append(set(_SLOT.findall(phrase)) & set(empty))
    at_least = item.fields.get("at_least")
    count = at_least.get("count") if isinstance(at_least, dict) else None
    for path, slots in lists.items():
        filled = sum(not each for each in slots)
        counted = path[-1] == "of" and isinstance(count, str) and count.isdecimal()
        needed = int(count) if counted and isinstance(count, str) else 1
        if filled < min(needed, len(slots)):
            name = min(min(each) for each in slots if each)
            yield path, f"nothing is left to look for: the list '{name}' of 'values' is empty; fill it"


def _has_content(phrase: str) -> bool:
    needed = _OPTIONAL.sub(" ", phrase).replace("{any}", " ")
    return any(char.isalnum() for char in needed) or not any(char.isalnum() for char in phrase)


def _texts(item: RawItem) -> Iterator[tuple[Location, str]]:
    at_least, when = item.fields.get("at_least"), item.fields.get("when")
    places: list[tuple[tuple[str, ...], dict[str, Any]]] = [
        ((name,), item.fields) for name in ("say", "all_of", "must_not_say", "not")
    ]
    if isinstance(at_least, dict):
        places.append((("at_least", "of"), at_least))
    if isinstance(when, dict):
        places += [(("when", "customer_says"), when), (("when", "agent_says"), when)]
    for path, holder in places:
        content = holder.get(path[-1])
        for i, text in enumerate(content if isinstance(content, list) else [content]):
            if isinstance(text, str):
                yield (*item.location, *path, i), text


def _order(item: RawItem, items: list[RawItem]) -> Found:
    known = [other.id for other in items if other.id and other.id != item.id]
    for field in ("after", "before"):
        wanted = item.fields.get(field)
        if not isinstance(wanted, str):
            continue
        if wanted == item.id:
            yield (*item.location, field), f"'{field}' names the item itself; name another item"
        elif wanted not in known:
            yield (
                (*item.location, field),
                f"'{field}' names no item of this script: {shown(wanted)}; " + (did_you_mean(wanted, known)),
            )


def _cycles(items: list[RawItem]) -> Found:
    graph: TopologicalSorter[str] = TopologicalSorter()
    places = {item.id: item.location for item in items}
    for item in items:
        after, before = item.fields.get("after"), item.fields.get("before")
        if isinstance(after, str) and after != item.id:
            graph.add(item.id, after)
        if isinstance(before, str) and before != item.id:
            graph.add(before, item.id)
    try:
        graph.prepare()
    except CycleError as error:
        ring = list(reversed(error.args[1]))
        place = next((places[name] for name in places if name in ring), ())
        yield place, f"'after' and 'before' run in a circle: {' → '.join(ring)}; remove one of them"
