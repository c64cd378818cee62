"""Owns reading plain text (also Markdown) into blocks: headings, list entries, paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speechqa.scripts.draft.values import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKDOWN = re.compile(r"(#{1,6})\s+(.*)")
_ENTRY = re.compile(r"(\s*)(?:[-*•–—▪◦·+]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[A-Za-zА-Яа-я][.)])\s+(\S.*)")
_UNDERLINE = re.compile(r"\s*(=|-|_|\*){3,}\s*")
_QUOTES = "\"“”„«»‘’'"
_HEADING_LETTERS = 80
_HEADING_WORDS = 5
_INDENT = 2


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text; numbers are line numbers."""
    lines = [clean(line.expandtabs(4), keep_indent=True) for line in text.splitlines()]
    found: list[Block] = []
    for number, line in enumerate(lines, start=1):
        if line.strip() and not _UNDERLINE.fullmatch(line):
            found.append(_block(lines, number, line))
    return tuple(found)


def clean(text: str, *, keep_indent: bool = False) -> str:
    """The text without control characters, blanks evened out."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    indent = len(plain) - len(plain.lstrip()) if keep_indent else 0
    return " " * indent + " ".join(plain.split())


def _block(lines: Sequence[str], number: int, line: str) -> Block:
    bare = line.strip()
    marked = _MARKDOWN.fullmatch(bare)
    if marked and marked[2].rstrip(" #"):
        return Block("heading", marked[2].rstrip(" #"), number, len(marked[1]) - 1)
    underlined = number < len(lines) and _UNDERLINE.fullmatch(lines[number]) is not None
    if underlined or _shouted(bare):
        return Block("heading", bare, number)
    entry = _ENTRY.fullmatch(line)
    if entry:
        return Block("entry", entry[2], number, len(entry[1]) // _INDENT)
    if _stands_alone(lines, number, bare):
        return Block("heading", bare.rstrip(": "), number, 1)
    return Block("text", bare, number)


def _stands_alone(lines: Sequence[str], number: int, bare: str) -> bool:
    """True for a short line without quotes that ends in a colon, or starts a paragraph without any sign."""
    if len(bare) > _HEADING_LETTERS or any(char in _QUOTES for char in bare):
        return False
    if bare.endswith(":"):
        return True
    free = number == 1 or not lines[number - 2].strip()
    words = len(bare.split())
    return free and words <= _HEADING_WORDS and ":" not in bare and bare[-1] not in ".?!…,"


def _shouted(line: str) -> bool:
    """True for a short line in capitals."""
    letters = [char for char in line if char.isalpha()]
    return len(letters) > _INDENT and line.isupper() and len(line) <= _HEADING_LETTERS
