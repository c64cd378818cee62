"""Owns where a long recording is divided: between words, into parts of similar length."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from speechqa.audio.formats import SAMPLE_RATE
from speechqa.audio.levels import framed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

FRAME = SAMPLE_RATE // 50
"""Cuts lie on multiples of this many samples (20 ms), so that times stay whole milliseconds."""

_STRETCH = 30 * SAMPLE_RATE  # searched for a pause: few talk longer without breath on both sides
_WINDOW = 31  # frames weighed round a cut, 0.6 s: the length of a pause between turns


def next_stretch(left: int, part: int) -> tuple[int, int]:
    """Between which samples the next cut should fall, (start, limit); ``left`` > ``part``.

    What is left is shared out evenly, so that the last part is no scrap: at least a third of ``part``.
    """
    even = left / math.ceil(left / part)
    stretch = min(_STRETCH, part // 4) // FRAME * FRAME
    limit = int(min(part, even + stretch / 2)) // FRAME * FRAME
    return limit - stretch, limit


def quietest(samples: NDArray[np.float32], energies: Sequence[float]) -> int:
    """The sample where all channels together are quietest; the latest of equals.

    ``energies`` are those of the whole channels: a loud line's noise must not hide a soft voice.
    """
    import numpy as np

    loudness = np.zeros(samples.shape[1] // FRAME)
    for row, energy in zip(samples, energies, strict=True):
        frames = framed(row, FRAME)
        if energy > 0:
            loudness += np.einsum("ij,ij->i", frames, frames, dtype=np.float64) / energy
    # The middle weighs most: a short gap beats soft speech, and of a long pause the middle wins.
    around = np.convolve(loudness, np.hanning(min(_WINDOW, len(loudness)) + 2)[1:-1], mode="valid")
    at = len(around) - 1 - int(np.argmin(around[::-1]))
    return (at + (min(_WINDOW, len(loudness)) + 1) // 2) * FRAME
