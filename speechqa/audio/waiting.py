"""Owns telling music and ring tones from speech and noise: what a caller hears who is kept waiting.

A note or tone stays at its pitch; a voice glides, and noise has no pitch. So the spectra of neighbouring
moments are compared, the slow shape of each taken away first: alike means steady lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.audio.levels import as_samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.records import Channel

    Floats = NDArray[np.float64]

Millis = tuple[int, int]

_FRAME_MS = 128
_BAND_HZ = (300, 3400)  # the telephone's; mains hum lies below
_LEAST_DB = -50.0  # softer is no music for a listener
# Bins of 7.8 Hz: the slow shape of a spectrum is its mean over 250 Hz.
_SHAPE_BINS = 33
# How alike neighbouring spectra are: tones 0.9 on average, made-up music 0.6 to 0.8, also through GSM coding,
# 16 channels of speech 0.1 to 0.3, noise 0. Of speech under 16 % of the pairs are above 0.5.
_ALIKE = 0.5
_BLOCK_FRAMES = 16
_AT_ONCE = 4096
_MOSTLY = 0.5
# Ring tones pause up to 5 s between two rings (ITU-T E.180), bars of music less.
_BRIDGE_MS = 5_500
_SHORTEST_MS = 3_000  # shorter is a signal, such as the beep of a recorder


def waiting_spans(channel: Channel | NDArray[np.float32], rate: int) -> tuple[Millis, ...]:
    """Stretches of music or ring tones of 3 s and more, (start_ms, end_ms) in time order.

    Exact to about a quarter of a second. Speech over music may belong to a stretch: leave out where
    words are.
    """
    size = rate * _FRAME_MS // 1000
    lines = _lines(as_samples(channel), rate, size)
    joined: list[Millis] = []
    for start, end in ((i * _FRAME_MS, (i + 1) * _FRAME_MS) for i in _steady(lines)):
        if joined and start - joined[-1][1] <= _BRIDGE_MS:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(span for span in joined if span[1] - span[0] >= _SHORTEST_MS)


def _lines(samples: NDArray[np.float32], rate: int, size: int) -> Floats:
    """A row a frame: its spectrum without the slow shape, of mean 0 and length 1; zeros where it is soft."""
    import numpy as np

    frames = samples[: len(samples) // size * size].reshape(-1, size)
    low, high = (round(hz * size / rate) for hz in _BAND_HZ)
    window = np.hanning(size)
    least = 10 ** (_LEAST_DB / 10) * size * float(np.sum(window**2)) / 2
    found = np.zeros((len(frames), high - low))
    for first in range(0, len(frames), _AT_ONCE):  # an hour needs no second copy
        own = slice(first, first + _AT_ONCE)
        spectra = np.abs(np.fft.rfft(frames[own] * window, axis=1))[:, low:high]
        loud = np.sum(spectra**2, axis=1) > least
        found[own][loud] = _without_shape(spectra[loud])
    return found


def _without_shape(spectra: Floats) -> Floats:
    """Each row's logarithm above its moving mean, soft below it, scaled to mean 0 and length 1."""
    import numpy as np

    half = _SHAPE_BINS // 2
    levels = np.log(spectra + 1e-9)
    sums = np.cumsum(np.pad(levels, ((0, 0), (half + 1, half)), mode="edge"), axis=1)
    above = levels - (sums[:, _SHAPE_BINS:] - sums[:, :-_SHAPE_BINS]) / _SHAPE_BINS
    # Lines stand out upwards; how deep the noise between them goes tells nothing.
    plain = np.log1p(np.exp(above))
    plain -= plain.mean(axis=1, keepdims=True)
    return np.asarray(plain / (np.linalg.norm(plain, axis=1, keepdims=True) + 1e-12))


def _steady(lines: Floats) -> list[int]:
    """Numbers of the frames whose lines are those of a neighbour, among mostly such frames."""
    import numpy as np

    if len(lines) < 2:  # noqa: PLR2004 - nothing to compare
        return []
    beside = np.sum(lines[1:] * lines[:-1], axis=1) > _ALIKE
    steady = np.append(beside, False) | np.append(False, beside)
    kernel = np.ones(_BLOCK_FRAMES)
    around = np.convolve(steady, kernel)[_BLOCK_FRAMES // 2 :][: len(lines)]
    loud = np.convolve(lines.any(axis=1), kernel)[_BLOCK_FRAMES // 2 :][: len(lines)]
    return [int(i) for i in np.flatnonzero(steady & (around > _MOSTLY * loud))]
