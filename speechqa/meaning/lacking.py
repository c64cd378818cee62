"""Owns what is missing where other words than a script's can't be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.meaning.encoders import installed
from speechqa.meaning.space import MODEL_FILE

if TYPE_CHECKING:
    from pathlib import Path


def lacks(folder: Path) -> str:
    """What ``load_meaning`` found missing, and what to do about it; no path, as summaries hold it."""
    if not installed():
        return "the extra 'meaning' isn't installed; pip install 'speechqa[meaning]'"
    if not (folder / MODEL_FILE).is_file():
        return f"the folder of the setting 'meaning' has no {MODEL_FILE}; restore models/meaning"
    return "the model in the setting 'meaning' was trained for another encoder; restore models/meaning"
