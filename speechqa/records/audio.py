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
    how much its header promises beyond what could be decoded.
    """

    channels: tuple[Channel, ...]
    sample_rate: int
    duration_ms: int
    source_rate: int
    codec: str
    warnings: tuple[str, ...] = ()
    lost_ms: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time on one speaker's side."""

    speaker: Speaker
    start_ms: int
    end_ms: int
