"""Owns the values of the recogniser: words, turns, what was left out or not heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from speechqa.records.audio import ChannelQuality, Span, Speaker
from speechqa.records.second_look import PhraseSound

# How speakers were told apart: each had a channel (or the source named them), or a voice; "none": not at all.
SpeakerSource = Literal["channel", "voice", "none"]

# A day of dense talk with word times is about 15 MB.
MAX_TRANSCRIPT_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word; ``confidence`` is 0..1, None where the source gives none."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted utterance; ``text`` is the words joined by blanks."""

    speaker: Speaker
    start_ms: int
    end_ms: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words joined by single blanks."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class RemovedText:
    """Recogniser output kept out of judgement, with the reason, so it can be audited."""

    speaker: Speaker
    start_ms: int
    end_ms: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said: turns in time order, both speakers together.

    ``asr_confidence`` is the mean word confidence 0..1, None without word confidences.
    ``unheard`` are stretches with speech-like energy but no trusted words, and what is
    missing of a recording that was cut off: rules that look there answer ``cannot_tell``.
    ``model`` and ``model_hash`` are "" for transcripts from elsewhere.
    ``speaker_confidence`` is the chance 0..1 that agent and customer are told apart rightly,
    None where nothing speaks against the channels. ``quality`` has an entry a channel.
    ``second_look`` is what was learnt when phrases that the words lack were looked for in the sound.
    ``waiting`` are stretches of music or ring tones, None where nobody listened for them.
    """

    language: str
    duration_ms: int
    turns: tuple[Turn, ...]
    backend: str
    model: str = ""
    model_hash: str = ""
    asr_confidence: float | None = None
    language_confidence: float | None = None
    removed: tuple[RemovedText, ...] = ()
    unheard: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()
    speaker_source: SpeakerSource = "channel"
    speaker_confidence: float | None = None
    quality: tuple[ChannelQuality, ...] = ()
    second_look: tuple[PhraseSound, ...] = ()
    waiting: tuple[Span, ...] | None = None

    @property
    def word_count(self) -> int:
        """How many words all turns hold together."""
        return sum(len(turn.words) for turn in self.turns)
