"""Owns the values of a second look at the sound: what is asked, and what the sound told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from speechqa.records.audio import Span

# "said": every word has a sound, and nothing else that was tried fits better; "perhaps": it may be so.
Hearing = Literal["said", "perhaps", "not heard"]


@dataclass(frozen=True, slots=True)
class SoundQuestion:
    """Whether one of ``phrases`` may have been said at one of ``places``, the most doubtful first.

    ``phrases`` are plain words; ``decoys`` gives with a phrase what must not pass for it.
    """

    phrases: tuple[str, ...]
    places: tuple[Span, ...]
    decoys: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class PhraseSound:
    """How a phrase fits the sound of ``sought`` at the place where it fits best.

    ``heard`` is what the recogniser writes there. ``evidence`` is the logarithm of how many times likelier
    the phrase is over this sound than over silence, all tokens together; ``weakest`` is the least of a single
    token. ``over_decoys`` is the phrase's mean log-probability a token minus that of its likeliest decoy,
    None where none was tried.
    """

    phrase: str
    sought: tuple[Span, ...]
    place: Span
    heard: str
    evidence: float
    weakest: float
    over_decoys: float | None = None
    hearing: Hearing = "not heard"
