"""Owns reading a written script into blocks, whatever the file holds; sizes are bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.errors import ScriptError
from speechqa.scripts.draft import docx, text

if TYPE_CHECKING:
    from pathlib import Path

    from speechqa.scripts.draft.values import Block

# A written script has some pages; a novel is a wrong file.
MAX_BYTES = 20_000_000
MAX_LETTERS = 200_000


def read(path: Path) -> tuple[Block, ...]:
    """The blocks of a .docx file, or of a text file in UTF-8.

    Raises:
        ScriptError: not readable, too large, another kind of file, or without text.
    """
    name = path.as_posix()
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ScriptError(f"{name}: can't be read ({error.strerror}); check the path") from error
    if len(raw) > MAX_BYTES:
        raise ScriptError(f"{name}: is larger than 20 MB; remove pictures or split it")
    if path.suffix.lower() in {".doc", ".odt", ".rtf", ".pdf"}:
        raise ScriptError(f"{name}: {path.suffix} files can't be read; save it as .docx or .txt")
    blocks = docx.blocks(raw, name) if raw.startswith(b"PK") else text.blocks(_decoded(raw, name))
    if sum(len(block.text) for block in blocks) > MAX_LETTERS:
        raise ScriptError(f"{name}: holds over {MAX_LETTERS} letters; split it")
    if not blocks:
        raise ScriptError(f"{name}: has no text; is it the right file?")
    return blocks


def _decoded(raw: bytes, name: str) -> str:
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        decoded = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ScriptError(f"{name}: is neither .docx nor UTF-8 text; save it as one of them") from error
    if "\0" in decoded:
        raise ScriptError(f"{name}: is no text; save it as .docx or .txt")
    return decoded
