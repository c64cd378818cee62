"""Owns the first draft of a script file from a written sales script (.docx or .txt).

``read`` gives the document's blocks, ``plan`` finds sections, items and phrases in them, ``write``
makes YAML.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from speechqa.scripts.draft.language import guess
from speechqa.scripts.draft.plan import plan
from speechqa.scripts.draft.read import read
from speechqa.scripts.draft.values import Draft
from speechqa.scripts.draft.write import write

__all__ = ["Draft", "draft"]


def draft(path: Path, *, language: str = "", refuses: Callable[[str, str], str]) -> Draft:
    """The draft of a written script; loading it raises no ``ScriptError``.

    ``language``: its code, "" to guess it. ``refuses`` says of (phrase, language) why it can't be
    looked for, "" when it can.

    Raises:
        ScriptError: the file can't be read, its language can't be told, or no phrase is in it.
    """
    blocks = read(path)
    code = language or guess(blocks, path)
    planned = plan(blocks, code, lambda phrase: refuses(phrase, code))
    return write(planned, name=path.stem, file=path.name, language=code)
