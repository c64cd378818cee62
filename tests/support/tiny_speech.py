"""Owns a speech of four vowels, made by formula: the same samples on every machine, nobody's recording.

Harmonics under formant curves (Peterson and Barney 1952): a voice detector takes them for a voice.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

RATE = 16_000
VOWEL_MS = 180
FORMANTS = {
    "а": ((730, 90), (1090, 110), (2440, 160)),
    "и": ((270, 60), (2290, 140), (3010, 200)),
    "у": ((300, 60), (870, 90), (2240, 160)),
    "э": ((530, 80), (1840, 120), (2480, 160)),
}
# In the order of the classes: a pause between words, then the vowels.
TOKENS = ("\u2581", *FORMANTS)


def vowel(letter: str, *, pitch: float = 120.0, ms: int = VOWEL_MS) -> NDArray[np.float64]:
    """One vowel at 16 kHz, with soft ends."""
    t = np.arange(RATE * ms // 1000) / RATE
    harmonics = np.arange(pitch, 3_800, pitch)
    weights = sum(
        height / (1 + ((harmonics - centre) / width) ** 2)
        for (centre, width), height in zip(FORMANTS[letter], (1.0, 0.5, 0.25), strict=True)
    )
    phases = 2 * np.pi * np.outer(harmonics, t + 0.0004 * np.sin(2 * np.pi * 4 * t))
    sound = weights @ np.sin(phases)
    ends = np.minimum(1, np.minimum(np.arange(len(t)), np.arange(len(t))[::-1]) / (0.01 * RATE))
    return 0.25 * ends * sound / np.abs(sound).max()


def speech(words: Sequence[str], *, pitch: float = 120.0, gap_ms: int = 250, lead_ms: int = 600) -> Spoken:
    """The words said one after another, with the milliseconds of each."""
    parts, spans, at = [np.zeros(RATE * lead_ms // 1000)], [], lead_ms
    for word in words:
        parts += [vowel(letter, pitch=pitch) for letter in word] + [np.zeros(RATE * gap_ms // 1000)]
        spans.append((at, at + VOWEL_MS * len(word)))
        at += VOWEL_MS * len(word) + gap_ms
    sound = np.concatenate([*parts, np.zeros(RATE * lead_ms // 1000)])
    hiss = np.random.default_rng(len(sound)).normal(0, 3e-4, len(sound))
    return Spoken((sound + hiss).astype(np.float32), tuple(words), tuple(spans))


class Spoken:
    """Sound, the words in it and where each is."""

    def __init__(
        self, samples: NDArray[np.float32], words: tuple[str, ...], spans: tuple[tuple[int, int], ...]
    ) -> None:
        self.samples, self.words, self.spans = samples, words, spans

    def labels(self, step_ms: int, count: int) -> NDArray[np.int64]:
        """The class of each frame of ``step_ms``, by its middle."""
        out = np.zeros(count, dtype=np.int64)
        middles = (np.arange(count) + 0.5) * step_ms
        for word, (start, _) in zip(self.words, self.spans, strict=True):
            for index, letter in enumerate(word):
                begin = start + index * VOWEL_MS
                out[(begin <= middles) & (middles < begin + VOWEL_MS)] = TOKENS.index(letter)
        return out


@cache
def lessons() -> tuple[Spoken, ...]:
    """What the models are fitted on: words of one to four vowels at several pitches."""
    rng = np.random.default_rng(7)
    letters = list(FORMANTS)
    made = []
    for pitch in (100.0, 120.0, 145.0, 180.0, 210.0) * 5:
        words = ["".join(rng.permutation(letters)[: rng.integers(1, 5)]) for _ in range(rng.integers(2, 6))]
        made.append(speech(words, pitch=pitch, lead_ms=int(rng.integers(250, 700))))
    return tuple(made)
