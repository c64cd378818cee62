"""Owns telling a channel's own speech from the other side's, leaking into it by echo or crosstalk.

A leak is the same speech, fainter and at most a little later: its loudness moves as the other's does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.asr.speech import level_db

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.records import Audio

# Measured on telephone calls with the other side mixed in 20 and 30 dB down, 80 pieces of leak and 70
# of own speech: leaks correlated with 0.48 to 0.97, own speech at this level difference with 0.3 at most.
_LIKENESS = 0.45
_FRAME_MS = 20
_MOST_DELAY_MS = 300
_FEWEST_FRAMES = 20
_FLOOR_DB = -90.0


def own_speech(
    audio: Audio, pieces: Sequence[Sequence[tuple[int, int]]], *, crosstalk_db: float
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each channel its pieces without those that are only the other side leaking in."""
    return tuple(
        tuple(
            (start, end)
            for start, end in own
            if not is_bleed(audio, index, start, end, crosstalk_db=crosstalk_db)
        )
        for index, own in enumerate(pieces)
    )


def is_bleed(audio: Audio, index: int, start_ms: int, end_ms: int, *, crosstalk_db: float) -> bool:
    """Whether what sounds in a channel between two times is another's speech, at least so much fainter."""
    per_ms = audio.sample_rate // 1000
    own = audio.channels[index].samples[start_ms * per_ms : end_ms * per_ms]
    for at, other in enumerate(audio.channels):
        if at == index:
            continue
        theirs = other.samples[start_ms * per_ms : end_ms * per_ms]
        fainter = level_db(theirs) - level_db(own) >= crosstalk_db
        if fainter and likeness(own, theirs, audio.sample_rate) >= _LIKENESS:
            return True
    return False


def likeness(own: NDArray[np.float32], other: NDArray[np.float32], rate: int) -> float:
    """The correlation -1..1 of both loudness curves, ``own`` up to 300 ms later; 0 if too short."""
    a, b = _loudness(own, rate), _loudness(other, rate)
    found = [
        _correlation(a[lag:], b[: len(b) - lag])
        for lag in range(_MOST_DELAY_MS // _FRAME_MS + 1)
        if len(a) - lag >= _FEWEST_FRAMES
    ]
    return max(found, default=0.0)


def _loudness(samples: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    import numpy as np

    size = rate * _FRAME_MS // 1000
    frames = samples[: len(samples) // size * size].reshape(-1, size).astype(np.float64)
    decibels = 10 * np.log10(np.mean(np.square(frames), axis=1) + 1e-12)
    return np.asarray(np.maximum(decibels, _FLOOR_DB))


def _correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    import numpy as np

    count = min(len(a), len(b))
    a, b = a[:count] - a[:count].mean(), b[:count] - b[:count].mean()
    size = float(np.sqrt(np.sum(a * a) * np.sum(b * b)))
    return float(np.sum(a * b)) / size if size > 0 else 0.0
