"""Owns how well one channel was recorded: speech level, noise, clipping, bandwidth.

The meter keeps histograms and sums only, so a channel of any length costs the same small memory,
and the figures are the same however the channel comes in parts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.records import ChannelQuality

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.records import Speaker

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]

# The ends of the scale of ``snr_db``: beyond them nothing changes for a listener or a recogniser.
LOWEST_SNR_DB = -5.0
HIGHEST_SNR_DB = 50.0

_FRAME_MS = 20
_BLOCK_FRAMES = 500
# Frames softer than this are digital silence: rounding to 16 bits alone makes -98 dB.
_SILENT_DB = -80.0
_STEP_DB = 0.25
_LEVELS = round(-_SILENT_DB / _STEP_DB) + 1
# Active speech is what lies less than this below its own mean level (ITU-T P.56, margin 15.9 dB).
_MARGIN_DB = 15.9
# Noise between speech needs this many frames (0.5 s); with fewer, or with a gate that shuts between
# words, the softest frames inside the speech tell more.
_LEAST_NOISE_FRAMES = 25
_SOFTEST_SHARE = 0.03
# Music on hold is no noise behind the speech: what is 10 dB louder than the softest tenth of speech itself.
_OTHER_SOUND = 10.0
_SOFT_SHARE = 0.1
_AMPLITUDES = 8192
# A flat top is three or more samples in a row, at 8000 Hz, that differ by less than 2 % (one mu-law step
# at the top is 3 %, so equal codes pass). Looked at more finely, resampling has put ripples on it.
_FLAT_RATE = 8000
_FLAT = 0.02
# The limit is a level: flat tops within 3 % of it count, those of natural vowels just below it don't.
_LIMIT_BAND = 0.03
_BELOW_BAND = (0.89, 0.95)
# Ripples overshoot the limit: after heavy clipping the highest peak is twice as high.
_LEAST_LIMIT = 0.45
_BAND_OVER_NOISE = 4.0
_BAND_BELOW_PEAK = 10**-4.5
_SMOOTH_BINS = 5
_TINY = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class _Tally:
    """What is known of the samples so far: in speech and outside, frames by level and mean spectra."""

    speech: Counts
    between: Counts
    flat: Counts
    speech_power: Floats
    between_log: Floats
    speech_samples: int = 0
    peak: float = 0.0


class QualityMeter:
    """Measures one channel that comes in parts, in order."""

    def __init__(self, speaker: Speaker, rate: int) -> None:
        import numpy as np

        self._speaker, self._rate = speaker, rate
        self._tally = _nothing(_frame(rate))
        self._samples = np.zeros(0, dtype=np.float32)
        self._mask = np.zeros(0, dtype=bool)

    def add(self, samples: NDArray[np.float32], speech_spans_ms: Sequence[tuple[int, int]]) -> None:
        """Takes the next part: mono samples in -1..1, and (start, end) of speech in ms from its start."""
        import numpy as np

        spans = np.asarray(speech_spans_ms, dtype=np.int64).reshape(-1, 2) * self._rate // 1000
        size = _frame(self._rate) * _BLOCK_FRAMES
        for start in range(0, len(samples), size):  # piece by piece: an hour needs no second copy
            piece = samples[start : start + size]
            mask = np.zeros(len(piece), dtype=bool)
            near = (spans[:, 0] < start + size) & (spans[:, 1] > start)
            for first, last in np.maximum(spans[near] - start, 0).tolist():
                mask[first:last] = True
            self._take(piece, mask, size)

    def _take(self, samples: NDArray[np.float32], mask: NDArray[np.bool_], size: int) -> None:
        """Counts a whole block when there is one, always the same: sums depend on their order."""
        import numpy as np

        samples, mask = np.concatenate((self._samples, samples)), np.concatenate((self._mask, mask))
        if len(samples) >= size:
            self._tally = _with_block(self._tally, samples[:size], mask[:size], self._rate)
            samples, mask = samples[size:].copy(), mask[size:].copy()
        self._samples, self._mask = samples, mask

    def figures(self, *, source_rate: int) -> ChannelQuality:
        """The figures of all parts so far; ``source_rate`` in Hz is the recording's own.

        ``snr_db`` lies in -5..50. Where nothing but digital silence lies between speech, noise is what
        the softest frames inside the speech hold. All None without speech, ``word_confidence`` always.
        """
        tally = _with_block(self._tally, self._samples, self._mask, self._rate)
        blank = ChannelQuality(self._speaker, tally.speech_samples * 1000 // self._rate)
        if not tally.speech.sum():
            return blank
        noise = _noise_power(tally)
        level = _active_power(tally.speech, noise)
        return replace(
            blank,
            level_db=round(_db(level), 1),
            snr_db=round(min(max(_db(level) - _db(noise), LOWEST_SNR_DB), HIGHEST_SNR_DB), 1),
            clipped=round(_clipped(tally, self._rate), 5),
            bandwidth_hz=_bandwidth(tally, self._rate, source_rate),
        )


def _frame(rate: int) -> int:
    return rate * _FRAME_MS // 1000


def _nothing(frame: int) -> _Tally:
    import numpy as np

    bins = frame // 2 + 1
    return _Tally(
        speech=np.zeros(_LEVELS, dtype=np.int64),
        between=np.zeros(_LEVELS, dtype=np.int64),
        flat=np.zeros(_AMPLITUDES + 1, dtype=np.int64),
        speech_power=np.zeros(bins),
        between_log=np.zeros(bins),
    )


def _with_block(tally: _Tally, samples: NDArray[np.float32], mask: NDArray[np.bool_], rate: int) -> _Tally:
    """The tally with one more block; frames partly in speech count neither as speech nor as pause."""
    import numpy as np

    frame, stride = _frame(rate), max(rate // _FLAT_RATE, 1)
    frames = samples[: len(samples) // frame * frame].reshape(-1, frame)
    spoken = mask[: frames.size].reshape(frames.shape)
    power = np.einsum("ij,ij->i", frames, frames, dtype=np.float64) / frame
    levels = 10 * np.log10(np.maximum(power, 1e-12))
    sounding = levels > _SILENT_DB
    inside, outside = spoken.all(axis=1) & sounding, ~spoken.any(axis=1) & sounding
    return _Tally(
        speech=tally.speech + _histogram(levels[inside]),
        between=tally.between + _histogram(levels[outside]),
        flat=tally.flat + _flat_tops(np.abs(samples[::stride]), mask[::stride]),
        speech_power=tally.speech_power + _spectra(frames[inside]).sum(axis=0),
        between_log=tally.between_log + np.log(_spectra(frames[outside]) + _TINY).sum(axis=0),
        speech_samples=tally.speech_samples + int(np.count_nonzero(mask)),
        peak=max(tally.peak, float(np.max(np.abs(samples), where=mask, initial=0.0))),
    )


def _histogram(levels: Floats) -> Counts:
    """How many frames have each level: a step is 0.25 dB, the first is -80 dB."""
    import numpy as np

    steps = np.clip((levels - _SILENT_DB) / _STEP_DB, 0, _LEVELS - 1).astype(np.int64)
    return np.bincount(steps, minlength=_LEVELS)


def _spectra(frames: NDArray[np.float32]) -> Floats:
    """The power spectrum of each frame."""
    import numpy as np

    bins = np.fft.rfft(frames * np.hanning(frames.shape[1]), axis=1)
    return np.asarray(np.abs(bins) ** 2, dtype=np.float64)


def _powers() -> Floats:
    """The power that each step of the level histogram stands for."""
    import numpy as np

    centres = _SILENT_DB + (np.arange(_LEVELS) + 0.5) * _STEP_DB
    return np.asarray(10 ** (centres / 10), dtype=np.float64)


def _share_below(counts: Counts, share: float) -> float:
    """The power below which this share of the frames lies."""
    import numpy as np

    step = int(np.searchsorted(np.cumsum(counts), share * counts.sum(), side="left"))
    return float(_powers()[min(step, _LEVELS - 1)])


def _noise_power(tally: _Tally) -> float:
    """The noise behind the speech: what lies between it, unless that is another sound altogether."""
    within = _share_below(tally.speech, _SOFTEST_SHARE)
    if tally.between.sum() < _LEAST_NOISE_FRAMES:
        return within
    between = _share_below(tally.between, 0.5)
    if between > _OTHER_SOUND * within:
        return _share_below(tally.speech, _SOFT_SHARE)
    return max(within, between)


def _active_power(counts: Counts, noise: float) -> float:
    """Mean power of active speech with the noise taken out (the idea of ITU-T P.56)."""
    import numpy as np

    clean = np.maximum(_powers() - noise, 0.0)
    level = float(np.sum(counts * clean) / counts.sum())
    for _ in range(10):  # the threshold depends on the level; it settles in a few rounds
        active = counts * (clean >= level * 10 ** (-_MARGIN_DB / 10))
        level = float(np.sum(active * clean) / active.sum()) if active.sum() else level
    return max(level, noise * 10 ** (LOWEST_SNR_DB / 10))


def _flat_tops(amplitudes: NDArray[np.float32], mask: NDArray[np.bool_]) -> Counts:
    """How many samples of speech lie in flat runs, by amplitude."""
    import numpy as np

    level = np.abs(np.diff(amplitudes)) <= _FLAT * amplitudes[:-1]
    run = np.zeros(len(amplitudes), dtype=bool)
    for shift in range(3):  # each run of two level steps holds three samples
        run[shift : len(run) - 2 + shift] |= level[:-1] & level[1:]
    steps = np.minimum(amplitudes[run & mask] * _AMPLITUDES, _AMPLITUDES).astype(np.int64)
    return np.bincount(steps, minlength=_AMPLITUDES + 1)


def _clipped(tally: _Tally, rate: int) -> float:
    """Share of speech samples in flat tops at one level near the peak, whatever that level is."""
    import numpy as np

    counted = np.concatenate(([0], np.cumsum(tally.flat)))
    peak = round(min(tally.peak, 1.0) * _AMPLITUDES)
    limits = np.arange(int(peak * _LEAST_LIMIT), peak + 1)
    found = _between(counted, limits, 1 - _LIMIT_BAND, 1 + _LIMIT_BAND)
    below = _between(counted, limits, *_BELOW_BAND)
    best = int(np.argmax(found))
    seen = tally.speech_samples / max(rate // _FLAT_RATE, 1)
    return max(0, int(found[best] - below[best])) / seen


def _between(counted: Counts, limits: Counts, low: float, high: float) -> Counts:
    """For each limit the samples between two parts of it; ``counted`` tells how many lie below a step."""
    import numpy as np

    first, last = (limits * low).astype(np.int64), (limits * high).astype(np.int64) + 1
    return np.asarray(counted[np.minimum(last, len(counted) - 1)] - counted[first])


def _bandwidth(tally: _Tally, rate: int, source_rate: int) -> int | None:
    """The highest frequency in Hz where speech stands above the noise and not too far below its peak."""
    import numpy as np

    frames = max(int(tally.speech.sum()), 1)
    kernel = np.ones(_SMOOTH_BINS) / _SMOOTH_BINS
    speech = np.convolve(tally.speech_power / frames, kernel, mode="same")
    # The mean of logarithms is hardly moved by the bits of speech that the voice detector missed.
    typical = (
        np.exp(tally.between_log / max(int(tally.between.sum()), 1)) if tally.between.sum() else 0 * speech
    )
    noise = np.convolve(typical, kernel, mode="same")
    strong = (speech > _BAND_OVER_NOISE * noise) & (speech > _BAND_BELOW_PEAK * speech.max())
    found = np.flatnonzero(strong)
    if not len(found):
        return None
    highest = int(found[-1]) * rate / (2 * (len(speech) - 1))
    return round(min(highest, source_rate / 2, rate / 2))


def _db(power: float) -> float:
    import math

    return 10 * math.log10(max(power, 1e-12))
