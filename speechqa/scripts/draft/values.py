"""Owns the values of drafting: what a document is read as, what is planned, what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a document: ``number`` as a person counts lines (or paragraphs), 1-based.

    ``level`` is how deep a heading or list entry lies, 0 outermost.
    """

    kind: Literal["heading", "entry", "text"]
    text: str
    number: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item to be; empty fields are left out. ``left_out`` are sentences that it doesn't ask for."""

    title: str
    kind: Literal["say", "all_of", "must_not_say"]
    phrases: tuple[str, ...]
    customer_says: tuple[str, ...] = ()
    within: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A titled group of planned items."""

    title: str
    items: tuple[PlannedItem, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a document becomes; ``unplaced`` are blocks that name no words to look for."""

    title: str
    sections: tuple[PlannedSection, ...]
    unplaced: tuple[Block, ...]
    uses_company: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A script file in YAML; ``unplaced`` says what of the document is not in it, a line each."""

    id: str
    language: str
    yaml: str
    items: int
    unplaced: tuple[str, ...]
