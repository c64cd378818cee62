"""Owns guessing the language of a written script from its small words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.errors import ScriptError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from speechqa.scripts.draft.values import Block

# Fewer small words, or hardly more than in the next language, may be chance.
LEAST_WORDS = 3
LEAST_LEAD = 1.3


def guess(blocks: Sequence[Block], path: Path) -> str:
    """The code of the language with the most small words in the text. Raises ``ScriptError`` when unsure."""
    text = "\n".join(block.text for block in blocks)
    counts = {
        code: sum(token in language.function_words for token in language.tokens(text))
        for code, language in lang.LANGUAGES.items()
    }
    first, second = sorted(counts, key=lambda code: (-counts[code], code))[:2]
    if counts[first] < LEAST_WORDS or counts[first] < LEAST_LEAD * counts[second]:
        known = ", ".join(sorted(lang.LANGUAGES))
        raise ScriptError(f"{path.as_posix()}: its language can't be told; give --language, one of {known}")
    return first
