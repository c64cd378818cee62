"""Owns what speechqa knows about languages: one file a language, and a neutral fall-back.

A new language is one file with a ``LANGUAGE`` and one line here.
"""

from __future__ import annotations

from speechqa.lang import de, en, neutral, pl, ru
from speechqa.lang.language import Language

LANGUAGES: dict[str, Language] = {
    "en": en.LANGUAGE,
    "ru": ru.LANGUAGE,
    "de": de.LANGUAGE,
    "pl": pl.LANGUAGE,
}


def get(code: str) -> Language:
    """The language for a code such as "en" or "pt-BR"; the neutral one for codes nobody registered."""
    return LANGUAGES.get(code.strip().lower().replace("_", "-").split("-")[0], neutral.LANGUAGE)


__all__ = ["LANGUAGES", "Language", "get"]
