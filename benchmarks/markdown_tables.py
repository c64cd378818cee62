"""Owns Markdown tables. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Nothing; prints a Markdown table."""
    for line in lines(header, rows):
        print(line)


def lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table; a bar or a line's end in a cell can't break it."""
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in row) + " |"
