"""Owns transcripts of a few lines for tests: "A: …" is the agent's, other lines are the customer's."""

from __future__ import annotations

from speechqa.records import Transcript, Turn, Word

WORD_MS = 400


def call(language: str, *lines: str) -> Transcript:
    """A transcript with a word every 0.4 s."""
    turns, at = [], 0
    for line in lines:
        speaker = "agent" if line.startswith("A: ") else "customer"
        words = []
        for text in line.removeprefix("A: ").split():
            words.append(Word(text, at, at + WORD_MS - 50))
            at += WORD_MS
        turns.append(Turn(speaker, words[0].start_ms, words[-1].end_ms, tuple(words)))
    return Transcript(language, at, tuple(turns), "replay")
