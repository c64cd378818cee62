"""Owns how an explanation is laid out: labels, wrapping, rows of words below each other, 80 columns wide."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

from speechqa.checks.items.wording import clock
from speechqa.cli.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.checks.explain import Said
    from speechqa.matching import Pairing

Style = Literal["", "head", "good", "bad", "unsure", "faint"]

WIDTH = 80
_LABEL = 10
_ROUND = 90  # characters shown on each side of a hit
_LONGEST = 240  # characters shown of a hit
_MARKS = {"same": "=", "repeated": "again"}


class Line(NamedTuple):
    """A line of text, harmless to show, and its style on a terminal."""

    text: str
    style: Style = ""


def title(text: str) -> Iterator[Line]:
    """An empty line and a heading."""
    yield Line("")
    yield Line(text, "head")


def labelled(label: str, text: str, style: Style = "") -> Iterator[Line]:
    """``text`` behind its label, further lines below its first."""
    indent = max(_LABEL, len(label) + 2)
    rows = textwrap.wrap(plain(text), WIDTH - indent, break_on_hyphens=False) or [""]
    yield Line(f"{label:<{indent}}{rows[0]}".rstrip(), style)
    for row in rows[1:]:
        yield Line(" " * _LABEL + row, style)


def wrapped(text: str, indent: int, style: Style = "") -> Iterator[Line]:
    """``text`` indented, in as many lines as it takes."""
    for row in textwrap.wrap(plain(text), WIDTH - indent, break_on_hyphens=False) or [""]:
        yield Line(" " * indent + row, style)


def aligned(pairings: Sequence[Pairing]) -> Iterator[Line]:
    """Three rows: the script's words, the words said, how they compare; in blocks that fit the width."""
    room = WIDTH - 6 - _LABEL
    block: list[tuple[str, str, str]] = []
    used = 0
    for each in pairings:
        cell = (each.asked or "-", each.said or "-", _MARKS.get(each.mark, each.mark))
        size = max(map(columns, cell)) + 2
        if block and used + size > room:
            yield from _block(block)
            block, used = [], 0
        block.append(cell)
        used += size
    if block:
        yield from _block(block)


def _block(cells: Sequence[tuple[str, str, str]]) -> Iterator[Line]:
    sizes = [max(map(columns, cell)) for cell in cells]
    styles: tuple[Style, Style, Style] = ("", "", "faint")
    for row, (label, style) in enumerate(zip(("script", "said", ""), styles, strict=True)):
        words = (
            cell[row] + " " * (size - columns(cell[row])) for cell, size in zip(cells, sizes, strict=True)
        )
        yield Line(plain(f"      {label:<{_LABEL}}{'  '.join(words)}").rstrip(), style)


def in_context(said: Said) -> str:
    """The words said in brackets, with the rest of their turn as far as that is short."""
    before = said.before if len(said.before) <= _ROUND else "…" + said.before[-_ROUND:]
    after = said.after if len(said.after) <= _ROUND else said.after[:_ROUND] + "…"
    text = said.text if len(said.text) <= _LONGEST else said.text[: _LONGEST - 1] + "…"
    return " ".join(part for part in (before, f"[{text}]", after) if part)


def when(said: Said) -> str:
    """Clock time and speaker."""
    return f"{clock(said.start_ms)} {said.speaker}"


def lower(text: str) -> str:
    """The text with a small first letter, for the middle of a line."""
    return text[:1].lower() + text[1:]


def quoted(phrases: Sequence[str]) -> str:
    """The phrases in quotes, one after the other."""
    return ", ".join(f"'{phrase}'" for phrase in phrases)


def columns(text: str) -> int:
    """Columns of a terminal that ``text`` takes: none for combining marks, two for wide characters."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
