"""Owns what is missing where other words than a script's can't be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.meaning.encoders import installed
from speechqa.meaning.space import MODEL_FILE

if TYPE_CHECKING:
    from pathlib import Path


def lacking(folder: Path) -> str:
    """What ``load_meaning`` found missing for the space in ``folder``, and what to do about it."""
    if not installed():
        return "the extra 'meaning' isn't installed: pip install 'speechqa[meaning]'"
    if not (folder / MODEL_FILE).is_file():
        return f"{folder / MODEL_FILE} is missing: restore the folder, or see the setting 'meaning'"
    return f"{folder} was trained for another encoder: restore the folder, or train it again"
