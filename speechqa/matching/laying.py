"""Owns the values of alignment: a phrase's task in a line, the ways of laying it, what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from speechqa.matching.stream import Line, Spot

if TYPE_CHECKING:
    from speechqa.lang import Language
    from speechqa.matching.limits import Limits
    from speechqa.matching.phrase import Element

SLOTS = ("name", "any")  # filled by what follows, not looked up
Pick: TypeAlias = tuple[int, int, Spot]  # first element, number of elements, where


@dataclass(frozen=True, slots=True)
class Alignment:
    """A phrase laid over a line: ``first`` to ``last`` (inclusive), ``mask`` the matched tokens as bits."""

    first: int
    last: int
    mask: int
    similarity: float
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Elements laid so far: where the last one ends, tokens used, content words missed."""

    cost: float
    end: int
    mask: int
    missed: int
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A variant of a phrase with the spots of its elements in one line."""

    elements: tuple[Element, ...]
    weights: tuple[float, ...]
    spots: tuple[tuple[Spot, ...], ...]
    starts: tuple[list[int], ...]
    pairs: tuple[tuple[Spot, ...], ...]
    line: Line
    language: Language
    bounds: Limits
    lemmas: frozenset[str]
    may_miss: int
    frame: bool = False
