"""Owns the values of sound: decoded channels, stretches of time, who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# "unknown": the recording can't tell who speaks (one channel, not diarised).
Speaker = Literal["agent", "customer", "unknown"]


@dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """One channel of a recording: mono float32 samples in -1..1 at ``Audio.sample_rate``."""

    speaker: Speaker
    samples: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """A decoded recording, channels kept apart and resampled to 16 kHz.

    ``warnings`` holds sentences for people: what is odd about this file. ``lost_ms`` is
    how much its header promises beyond what could be decoded. ``start_ms`` is where a part
    of a long recording begins.
    """

    channels: tuple[Channel, ...]
    sample_rate: int
    duration_ms: int
    source_rate: int
    codec: str
    warnings: tuple[str, ...] = ()
    lost_ms: int = 0
    start_ms: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time on one speaker's side."""

    speaker: Speaker
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class ChannelQuality:
    """How well one channel was recorded and recognised; None where there is nothing to measure.

    ``speech_ms`` is what the voice detector took for speech. ``level_db`` is the speech level in
    decibels of full scale, ``snr_db`` its distance to the noise between. ``clipped`` is the share
    0..1 of speech samples at the limit, ``bandwidth_hz`` the highest frequency with speech energy,
    ``word_confidence`` the mean word confidence 0..1.
    """

    speaker: Speaker
    speech_ms: int
    level_db: float | None = None
    snr_db: float | None = None
    clipped: float | None = None
    bandwidth_hz: int | None = None
    word_confidence: float | None = None
