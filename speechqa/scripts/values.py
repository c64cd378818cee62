"""Owns the frozen values a script file becomes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from speechqa.records import CallType, Direction

ItemKind = Literal["say", "all_of", "at_least", "must_not_say"]
MatchMode = Literal["verbatim", "close", "loose"]
ItemSpeaker = Literal["agent", "customer", "anyone"]
WindowUnit = Literal["seconds", "turns", "percent"]


@dataclass(frozen=True, slots=True)
class Within:
    """The part of a call an item must be said in: the first or last so much of it."""

    edge: Literal["first", "last"]
    amount: float
    unit: WindowUnit


@dataclass(frozen=True, slots=True)
class When:
    """Conditions that must all hold for an item to apply; empty tuples ask nothing.

    ``reply_within_ms`` is counted from the end of what the customer or agent said.
    """

    customer_says: tuple[str, ...] = ()
    agent_says: tuple[str, ...] = ()
    reply_within_ms: int | None = None
    call_type: tuple[CallType, ...] = ()
    direction: tuple[Direction, ...] = ()
    language: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One rule of a script.

    ``count`` is how many different phrases must be said (1 for ``say``, all for
    ``all_of``); it means nothing for ``must_not_say``. ``not_`` are decoys.
    """

    id: str
    title: str
    section: str
    kind: ItemKind
    phrases: tuple[str, ...]
    count: int = 1
    speaker: ItemSpeaker = "agent"
    within: Within | None = None
    after: str = ""
    before: str = ""
    when: When | None = None
    not_: tuple[str, ...] = ()
    match: MatchMode = "close"
    weight: float = 1.0
    critical: bool = False
    examples_met: tuple[str, ...] = ()
    examples_not_met: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AppliesTo:
    """Which calls a script is for; an empty tuple accepts every call."""

    direction: tuple[str, ...] = ()
    call_type: tuple[str, ...] = ()
    queue: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    team: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A script file's content; ``values`` pairs a placeholder with what it stands for."""

    id: str
    version: str
    language: str
    title: str
    items: tuple[Item, ...]
    applies_to: AppliesTo = AppliesTo()
    pass_mark: float = 80.0
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def sections(self) -> tuple[str, ...]:
        """Section titles in the script's order."""
        return tuple(dict.fromkeys(item.section for item in self.items))

    @property
    def hash(self) -> str:
        """SHA-256 (hex) of the content: the same whatever the comments and the order of keys."""
        content = asdict(self)
        content["values"] = sorted(content["values"])
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def item(self, item_id: str) -> Item | None:
        """The item with this id, or None."""
        return next((item for item in self.items if item.id == item_id), None)
