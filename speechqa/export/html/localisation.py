"""Owns the words of the pages themselves, in each language that they can be shown in.

Calls stay in the language they were held in, and reasons of verdicts in English; only labels change.
"""

from __future__ import annotations

import json
import tomllib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, get_args

from speechqa.export.material import LabelLanguage

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: tuple[LabelLanguage, ...] = get_args(LabelLanguage)


@lru_cache(maxsize=len(LANGUAGES))
def labels(language: LabelLanguage) -> Mapping[str, str]:
    """The labels of a language by key; every language has the same keys (a test compares them)."""
    file = resources.files(__package__) / "labels" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def script() -> str:
    """JavaScript that hands every language's labels to the pages."""
    every = {language: labels(language) for language in LANGUAGES}
    return f"window.SPEECHQA_LABELS={json.dumps(every, ensure_ascii=True, sort_keys=True)};\n"
