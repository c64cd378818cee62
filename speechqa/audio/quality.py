"""Owns the quality figures of a channel: level, noise, clipping, bandwidth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.records import Channel

FLOOR_DB = -100.0
"""Stands for digital silence: no level below it is reported."""

_FRAME_S = 0.03
_NOISE_PERCENTILE = 10
_SPEECH_OVER_NOISE_DB = 10.0
_CLIP_LEVEL = 0.98  # mu-law's largest value is 32124/32768 = 0.980
_BANDWIDTH_DROP_DB = 45.0
_FFT = 512


@dataclass(frozen=True, slots=True)
class ChannelQuality:
    """How good a channel sounds. Levels in dB of full scale, a full-scale sine being -3.

    ``speech_db``: mean power of the frames well above the noise; ``noise_db``: the quietest tenth of
    the frames that aren't digital silence; ``snr_db``: their distance, 0 when nothing stands out;
    ``clipped``: share of samples at the rails, 0..1; ``bandwidth_hz``: the highest frequency within
    45 dB of the loudest in the speech frames (about 3400 for the telephone).
    """

    speech_db: float
    noise_db: float
    snr_db: float
    clipped: float
    bandwidth_hz: float


def quality(channel: Channel | NDArray[np.float32], rate: int) -> ChannelQuality:
    """The quality figures of a channel (or of its samples, -1..1) at ``rate`` Hz; never an error."""
    import numpy as np

    samples = as_samples(channel)
    frames = framed(samples, max(int(rate * _FRAME_S), 1))
    levels = frame_levels(frames)
    noise = noise_floor(levels)
    loud = frames[levels >= noise + _SPEECH_OVER_NOISE_DB]
    if not len(loud):  # steady sound: its own level is all there is to tell
        loud = frames[levels > FLOOR_DB]
    speech = _decibel(float(np.mean(np.square(loud, dtype=np.float64)))) if loud.size else FLOOR_DB
    clipped = float(np.mean(np.abs(samples) >= _CLIP_LEVEL)) if samples.size else 0.0
    return ChannelQuality(
        speech_db=round(speech, 1),
        noise_db=round(noise, 1),
        snr_db=round(max(speech - noise, 0.0), 1),
        clipped=round(clipped, 6),
        bandwidth_hz=round(_bandwidth(loud, rate), 0),
    )


def as_samples(channel: Channel | NDArray[np.float32]) -> NDArray[np.float32]:
    """The samples of a channel, or the samples themselves."""
    from speechqa.records import Channel

    return channel.samples if isinstance(channel, Channel) else channel


def framed(samples: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """The samples as rows of ``size``; the last, incomplete row is dropped unless it is the only one."""
    import numpy as np

    if 0 < len(samples) < size:
        return np.pad(samples, (0, size - len(samples))).reshape(1, size)
    return samples[: len(samples) // size * size].reshape(-1, size)


def frame_levels(frames: NDArray[np.float32]) -> NDArray[np.float64]:
    """The level of each row in dB of full scale, not below ``FLOOR_DB``."""
    import numpy as np

    if not len(frames):
        return np.empty(0)
    power = np.einsum("ij,ij->i", frames, frames, dtype=np.float64) / frames.shape[1]
    levels: NDArray[np.float64] = 10 * np.log10(np.maximum(power, 10 ** (FLOOR_DB / 10)))
    return levels


def noise_floor(levels: NDArray[np.float64]) -> float:
    """The level of the quietest tenth of the frames that aren't digital silence, in dB."""
    import numpy as np

    sounding = levels[levels > FLOOR_DB]
    return float(np.percentile(sounding, _NOISE_PERCENTILE)) if len(sounding) else FLOOR_DB


def _decibel(power: float) -> float:
    import math

    return max(10 * math.log10(power), FLOOR_DB) if power > 0 else FLOOR_DB


def _bandwidth(frames: NDArray[np.float32], rate: int) -> float:
    import numpy as np

    if not frames.size:
        return 0.0
    joined = frames.reshape(-1)[: rate * 60]  # a minute of speech tells enough
    pieces = framed(joined, _FFT) * np.hanning(_FFT).astype(np.float32)
    spectrum = np.mean(np.abs(np.fft.rfft(pieces, axis=1)) ** 2, axis=0)
    strong = np.flatnonzero(spectrum >= spectrum.max() * 10 ** (-_BANDWIDTH_DROP_DB / 10))
    return float(strong[-1] * rate / _FFT) if spectrum.max() > 0 else 0.0
