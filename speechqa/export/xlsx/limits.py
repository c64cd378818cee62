"""Owns what a workbook can't hold, and how a report is fitted in without losing anything silently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sheet holds: rows below its head, UTF-16 units of a cell's text, links.

    Source: Microsoft, "Excel specifications and limits".
    """

    rows: int = 1_048_575
    text: int = 32_767
    links: int = 65_530


EXCEL = Limits()


@dataclass(slots=True)
class Lost:
    """What didn't fit, counted while sheets are written, to be told on the first one."""

    texts: int = 0
    links: int = 0
    split: list[str] = field(default_factory=list)


def parts(rows: Sequence[_Row], most: int) -> Iterator[tuple[_Row, ...]]:
    """The rows in order, at most ``most`` together; one empty part where there are none."""
    left = iter(rows)
    part = tuple(islice(left, most))
    yield part
    while part := tuple(islice(left, most)):
        yield part


def shortened(text: str, most: int) -> str:
    """``text``, or where it has over ``most`` UTF-16 units its beginning and how long it is in all."""
    if len(text) * 2 <= most or _units(text) <= most:
        return text
    ending = f" … [{len(text)} characters in all]"
    kept = text.encode("utf-16-le")[: 2 * (most - len(ending))]
    return kept.decode("utf-16-le", "ignore") + ending


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
