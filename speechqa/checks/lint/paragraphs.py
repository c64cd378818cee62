"""Owns transcripts made of texts: one turn a text, so far apart that no phrase runs over two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.records import Speaker, Transcript, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD_MS = 400
_PAUSE_MS = 60_000


def as_turns(texts: Sequence[str], language: str, speaker: Speaker) -> Transcript:
    """The texts as turns of one speaker, the number of a turn being that of its text."""
    turns: list[Turn] = []
    start = 0
    for text in texts:
        words = tuple(
            Word(word, start + i * _WORD_MS, start + (i + 1) * _WORD_MS)
            for i, word in enumerate(text.split())
        )
        end = start + len(words) * _WORD_MS
        turns.append(Turn(speaker, start, end, words))
        start = end + _PAUSE_MS
    return Transcript(language=language, duration_ms=start, turns=tuple(turns), backend="phrases")
