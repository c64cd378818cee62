"""Owns how evidence and reasons read: quotes, clock times, short sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.meaning import Unit
    from speechqa.records import PhraseHit, Transcript, Word

MAX_QUOTE = 300


def clock(ms: int) -> str:
    """The time as ``m:ss`` (``h:mm:ss`` from an hour on)."""
    seconds = max(0, ms) // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes}:{seconds % 60:02d}"


def hit_words(transcript: Transcript, hit: PhraseHit | Unit) -> tuple[Word, ...]:
    """The words from the hit's first to its last, those of its speaker only."""
    first, last = hit.first, hit.last
    words: list[Word] = []
    for index in range(first.turn, last.turn + 1):
        turn = transcript.turns[index]
        if turn.speaker == hit.speaker:
            start = first.word if index == first.turn else 0
            end = last.word + 1 if index == last.turn else len(turn.words)
            words += turn.words[start:end]
    return tuple(words)


def quote(transcript: Transcript, hit: PhraseHit) -> str:
    """What was said at the hit, word for word, cut to a readable length."""
    text = " ".join(" ".join(word.text for word in hit_words(transcript, hit)).split()).rstrip(" ,;:")
    return text if len(text) <= MAX_QUOTE else text[: MAX_QUOTE - 1] + "…"


def cited(transcript: Transcript, hit: PhraseHit) -> str:
    """``'…' at m:ss``."""
    return f"'{quote(transcript, hit)}' at {clock(hit.start_ms)}"


def all_cited(transcript: Transcript, hits: Sequence[PhraseHit]) -> str:
    """Where an item was said, as a reason: the time of a single hit, each of several quoted."""
    if len(hits) == 1:
        return f"Said at {clock(hits[0].start_ms)}"
    return "Said: " + "; ".join(cited(transcript, hit) for hit in hits)


def capital(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def seconds(value: float) -> str:
    """A duration as ``30 s``, or ``2 min`` for whole minutes from two on."""
    if value >= 120 and value % 60 == 0:  # noqa: PLR2004 - two minutes
        return f"{value / 60:g} min"
    return f"{value:g} s"
