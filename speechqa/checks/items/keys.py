"""Owns what decides an item's verdict besides the call: the item, those it names, and the script's values."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa.records import Same

if TYPE_CHECKING:
    from speechqa.scripts.values import Item, Script

_SCRIPTS = 64


def verdict_keys(script: Script, call: str) -> tuple[str, ...]:
    """For each item a digest of all that decides its verdict, ``call`` being that of all but the script."""
    return tuple(
        hashlib.sha256(f"{call} {digest}".encode()).hexdigest()[:32] for digest in _digests(Same(script))
    )


@lru_cache(maxsize=_SCRIPTS)  # the same few scripts for each call of an archive
def _digests(script: Same[Script]) -> tuple[str, ...]:
    whole = script.value
    return tuple(
        _digest([whole.language, sorted(whole.values), item.id, *map(_content, _with_named((item,), whole))])
        for item in whole.items
    )


@lru_cache(maxsize=_SCRIPTS)  # an edit leaves the same few to be judged in each call
def needed(script: Same[Script], ids: tuple[str, ...]) -> tuple[Item, ...]:
    """The items of these ids with those they name in ``after`` and ``before``; one object for all calls."""
    whole = script.value
    found = _with_named(tuple(item for item in whole.items if item.id in ids), whole)
    return whole.items if len(found) == len(whole.items) else found


def _with_named(chosen: tuple[Item, ...], script: Script) -> tuple[Item, ...]:
    """Those chosen, those they name, and for a number all that ask for one: a sum is the likeliest's."""
    names = {name for item in chosen for name in (item.id, item.after, item.before)}
    rivals = any(map(_asks_number, chosen))
    return tuple(item for item in script.items if item.id in names or (rivals and _asks_number(item)))


def _asks_number(item: Item) -> bool:
    said = (*item.when.customer_says, *item.when.agent_says) if item.when else ()
    return any("{number}" in phrase for phrase in (*item.phrases, *said))


def _content(item: Item) -> dict[str, object]:
    """What of an item decides its verdict: examples are for who writes scripts, the rest see ``weighed``."""
    plain = replace(item, examples_met=(), examples_not_met=(), section="", weight=0.0, critical=False)
    return asdict(plain)


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
