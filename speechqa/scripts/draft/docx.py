"""Owns reading Word files (.docx) into blocks: bounded, without entities, without what is hidden.

A .docx is a zip of XML parts (ECMA-376): paragraphs ``w:p`` hold text ``w:t``; ``w:pStyle`` names a style
whose English name stands in styles.xml whatever the program's language; ``w:numPr`` makes a list entry.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from speechqa.errors import ScriptError
from speechqa.scripts.draft.text import clean
from speechqa.scripts.draft.values import Block

MAX_PART_BYTES = 20_000_000
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_LEVEL = re.compile(r"(?:heading|title)\s*(\d?)")
_HEADING_LETTERS = 80
_MAX_LEVEL = 8


def blocks(raw: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of a .docx file's bytes; numbers count paragraphs with text. Raises ``ScriptError``."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            styles = _Styles(_part(archive, "word/styles.xml")) if _has(archive, "word/styles.xml") else None
            document = _part(archive, "word/document.xml")
        body = _Body(styles.names if styles else {})
        _parse(document, body.start, body.end, body.text)
    except KeyError as error:
        raise ScriptError(f"{name}: is no Word file; save it as .docx or .txt") from error
    except (
        zipfile.BadZipFile,
        expat.ExpatError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        raise ScriptError(
            f"{name}: is damaged or protected ({error}); save it anew as .docx or .txt"
        ) from error
    except _RefusedError as error:
        raise ScriptError(f"{name}: {error}; save it anew as .docx or .txt") from error
    return tuple(body.blocks)


class _RefusedError(Exception):
    """Something that no script needs and that could exhaust the machine."""


def _has(archive: zipfile.ZipFile, part: str) -> bool:
    return part in archive.namelist()


def _part(archive: zipfile.ZipFile, part: str) -> bytes:
    # What the archive says about sizes may be a lie, so what comes out is counted.
    with archive.open(part) as stream:
        content = stream.read(MAX_PART_BYTES + 1)
    if len(content) > MAX_PART_BYTES:
        raise _RefusedError("unpacks to more than 20 MB of text")
    return content


def _parse(
    content: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.buffer_text = True
    parser.Parse(content, True)


def _refuse(*_declared: object) -> None:
    # Entities can multiply without end, and Word writes none.
    raise _RefusedError("declares XML entities, which Word never does")


class _Styles:
    """``names``: the English name of each style by its id."""

    def __init__(self, content: bytes) -> None:
        self.names: dict[str, str] = {}
        self._style = ""
        _parse(content, self._start)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _W + "style":
            self._style = attributes.get(_W + "styleId", "")
        elif tag == _W + "name" and self._style:
            self.names.setdefault(self._style, attributes.get(_W + "val", "").casefold())


@dataclass(slots=True)
class _Paragraph:
    texts: list[str] = field(default_factory=list)
    style: str = ""
    level: int | None = None
    outline: int | None = None
    bold_runs: int = 0
    runs: int = 0


class _Body:
    """Collects blocks while the parser walks the document."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.blocks: list[Block] = []
        self._styles = styles
        self._paragraphs: list[_Paragraph] = []
        self._bold = False
        self._in_text = False
        self._hidden = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _FALLBACK:
            self._hidden += 1  # the same text again, for old programs
        if self._hidden or not tag.startswith(_W):
            return
        name, value = tag.removeprefix(_W), attributes.get(_W + "val", "")
        if name == "p":
            self._paragraphs.append(_Paragraph())
        elif self._paragraphs:
            self._inside(self._paragraphs[-1], name, value)

    def _inside(self, paragraph: _Paragraph, name: str, value: str) -> None:
        if name == "pStyle":
            paragraph.style = self._styles.get(value, value).casefold()
        elif name == "ilvl":
            paragraph.level = _number(value)
        elif name == "numId":
            # Number 0 takes a paragraph out of its style's list.
            paragraph.level = None if value == "0" else paragraph.level or 0
        elif name == "outlineLvl":
            paragraph.outline = _number(value)
        elif name == "r":
            self._bold = False
        elif name == "b":
            self._bold = value not in {"0", "false", "none"}
        elif name == "t":
            self._in_text = True
        elif name in {"tab", "br", "cr"}:
            paragraph.texts.append(" ")

    def end(self, tag: str) -> None:
        if tag == _FALLBACK:
            self._hidden -= 1
        if self._hidden:
            return
        if tag == _W + "t":
            self._in_text = False
        elif tag == _W + "p" and self._paragraphs:
            self._add(self._paragraphs.pop())

    def text(self, text: str) -> None:
        if self._in_text and self._paragraphs and not self._hidden:
            paragraph = self._paragraphs[-1]
            paragraph.texts.append(text)
            if text.strip():
                paragraph.runs += 1
                paragraph.bold_runs += self._bold

    def _add(self, paragraph: _Paragraph) -> None:
        text = clean("".join(paragraph.texts))
        if not text:
            return
        number = len(self.blocks) + 1
        level = _heading_level(paragraph, text)
        if level is not None:
            self.blocks.append(Block("heading", text.rstrip(": "), number, level))
        elif paragraph.level is not None or paragraph.style.startswith("list"):
            self.blocks.append(Block("entry", text, number, paragraph.level or 0))
        else:
            self.blocks.append(Block("text", text, number))


def _heading_level(paragraph: _Paragraph, text: str) -> int | None:
    """How deep a heading lies, None for what is none. A short line all in bold is one."""
    named = _LEVEL.match(paragraph.style)
    if named:
        return int(named[1] or 1) - 1
    if paragraph.outline is not None and paragraph.outline <= _MAX_LEVEL:
        return paragraph.outline
    bold = paragraph.runs > 0 and paragraph.bold_runs == paragraph.runs
    return 1 if bold and paragraph.level is None and len(text) <= _HEADING_LETTERS else None


def _number(value: str) -> int:
    return min(int(value), _MAX_LEVEL + 1) if value.isdecimal() and len(value) < len("1000") else 0
