"""Owns the one pass over a call's words: each turn's tokens with their lemmas, made once for all checks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from speechqa.checks.lexicon import Tokens
from speechqa.records import Same, Transcript

if TYPE_CHECKING:
    from speechqa.lang import Language
    from speechqa.records import Turn

_CALLS = 4  # calls come one after the other; a few are asked about twice


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn's tokens; ``owner`` has for each token the place of its word in ``turn.words``."""

    tokens: Tokens
    owner: tuple[int, ...]


def spoken(transcript: Transcript, language: Language) -> tuple[SpokenTurn, ...]:
    """The tokens of each turn, in order, word by word; made once a call, however many checks ask.

    For whatever scans a call for terms: ``scan(lexicon, turn.tokens)`` for each of these turns.
    """
    return _spoken(Same(transcript), language)


@lru_cache(maxsize=_CALLS)
def _spoken(transcript: Same[Transcript], language: Language) -> tuple[SpokenTurn, ...]:
    return tuple(_turn(turn, language) for turn in transcript.value.turns)


def _turn(turn: Turn, language: Language) -> SpokenTurn:
    found = [language.tokens(word.text) for word in turn.words]
    texts = [token for tokens in found for token in tokens]
    owner = tuple(index for index, tokens in enumerate(found) for _ in tokens)
    return SpokenTurn(Tokens.of(texts, language), owner)
