"""Owns the values of an explanation: what was found for an item, what came near, what couldn't be heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.matching import Pairing
    from speechqa.records import PhraseSound, RemovedText, Span, Speaker


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of the call; ``before`` and ``after`` are the speaker's words round it in the same turns."""

    speaker: Speaker
    start_ms: int
    end_ms: int
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """A place where a phrase was said, or nearly.

    ``counts``: it is credited (for what must not be said: held against the speaker); ``why`` tells
    that, or why it isn't. ``cause`` are the words that cancel it, "" where none do. ``pairings`` has the
    phrase's words beside the words said.
    """

    said: Said
    similarity: float
    confidence: float
    counts: bool
    why: str
    cause: str
    pairings: tuple[Pairing, ...]


@dataclass(frozen=True, slots=True)
class PhraseEvidence:
    """A phrase with its hits, the best first; ``nearest`` is what came nearest where there is none."""

    phrase: str
    hits: tuple[Found, ...] = ()
    nearest: Found | None = None


@dataclass(frozen=True, slots=True)
class Sense:
    """A stretch that may say a phrase in other words, with the chance 0..1 that it does."""

    phrase: str
    said: Said
    chance: float
    counts: bool
    why: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for and against an item in one call.

    ``where`` are the limits of its place in words, ``window`` the stretches (ms) they leave.
    ``triggers`` are what its condition was fulfilled by, ``refusal`` why it does not apply. ``senses`` is
    None where nothing was compared by sense. ``unheard`` (speech without words) and ``removed``
    (recogniser output kept out of judgement) are those in the window; ``doubt`` says what is wrong with
    the hearing there, "" when it was good enough. ``sounds`` are second looks at the sound.
    """

    where: tuple[str, ...]
    window: tuple[tuple[int, int], ...]
    triggers: tuple[Said, ...]
    refusal: str
    phrases: tuple[PhraseEvidence, ...]
    senses: tuple[Sense, ...] | None
    unheard: tuple[Span, ...]
    removed: tuple[RemovedText, ...]
    doubt: str
    sounds: tuple[PhraseSound, ...]
