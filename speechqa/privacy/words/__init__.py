"""Owns the words of each language that personal data stand beside, or are told with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.privacy.words import de, en, pl, ru
from speechqa.privacy.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

VOCABULARIES: Mapping[str, Vocabulary] = {
    "en": en.VOCABULARY,
    "ru": ru.VOCABULARY,
    "de": de.VOCABULARY,
    "pl": pl.VOCABULARY,
}
NOTHING = Vocabulary()

__all__ = ["NOTHING", "VOCABULARIES", "Vocabulary"]
