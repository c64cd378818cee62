"""Owns what an agent's page shows of the agent beside the best of the team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from speechqa.records import Comparison


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what it is of, in words; ``items`` are titles of those that make the gap."""

    row: Comparison
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of like calls; both fields are "" over all of them."""

    script: str
    direction: str
    lines: tuple[Line, ...]


def groups(rows: Iterable[Comparison], titles: Mapping[tuple[str, str], str]) -> tuple[Group, ...]:
    """An agent's comparisons by like calls; the row over all of them only where there are several kinds."""
    made = [
        Group(script, direction, tuple(_line(row, titles) for row in found))
        for (script, direction), found in groupby(rows, key=lambda row: (row.script, row.direction))
    ]
    kinds = [group for group in made if group.script]
    return tuple(made if len(kinds) > 1 else kinds)


def _line(row: Comparison, titles: Mapping[tuple[str, str], str]) -> Line:
    title = titles.get((row.script, row.name), row.name) if row.indicator == "item" else row.name
    return Line(row, title, tuple(titles.get(_item(row.script, each), each) for each in row.items))


def _item(script: str, named: str) -> tuple[str, str]:
    """(script id, item id) of an item named in a row, over several scripts as ``script: item``."""
    own, colon, item = named.partition(": ")
    return (own, item) if colon and not script else (script, named)


def making(rows: Iterable[Comparison], titles: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """For each (team, agent) with a growth zone: the titles of the items that make it."""
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        # The row over all like calls names no script, by which titles are found.
        if row.indicator == "score" and row.growth_zone and row.script:
            line = _line(row, titles)
            found.setdefault((row.team, row.agent), ", ".join(line.items))
    return found
