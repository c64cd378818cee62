"""Owns where a script was written: its file, and the line of each item, field and text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from speechqa.scripts.rules import RawItem, raw_items

if TYPE_CHECKING:
    from speechqa.scripts.yaml_tree import Document, Location


@dataclass(frozen=True, slots=True)
class Source:
    """Where a script was written; ``lines`` has a 1-based line for names from the outside in.

    The names are () for the script, then (item,), (item, field), (item, field, text). Fields inside others
    stand by their own name: "of" and "customer_says" beside "say". A field of the script has "" as item.
    """

    script: str
    file: str
    lines: Mapping[tuple[str, ...], int] = field(default_factory=dict, repr=False)

    def line(self, *names: str) -> int:
        """The line of what is named, or of the nearest thing around it."""
        for end in range(len(names), -1, -1):
            if names[:end] in self.lines:
                return self.lines[names[:end]]
        return 1


def locate(script: str, file: str, document: Document) -> Source:
    """The source of a script that passed every check."""
    lines: dict[tuple[str, ...], int] = {(): document.line(("id",))}
    if isinstance(document.data, dict):
        for name in document.data:
            lines["", name] = document.line((name,))
    for item in raw_items(document.data):
        lines[(item.id,)] = document.line((*item.location, "id"))
        _fields(item, item.location, item.fields, document, lines)
    return Source(script, file, lines)


def _fields(
    item: RawItem,
    place: Location,
    fields: dict[str, Any],
    document: Document,
    lines: dict[tuple[str, ...], int],
) -> None:
    for name, value in fields.items():
        at = (*place, name)
        lines.setdefault((item.id, name), document.line(at))
        if isinstance(value, dict):
            _fields(item, at, value, document, lines)
            continue
        for i, text in enumerate(value if isinstance(value, list) else [value]):
            # As the shape reads it: blanks evened out, the first of equal texts kept.
            read = " ".join(str(text).split())
            lines.setdefault((item.id, name, read), document.line((*at, i)))
