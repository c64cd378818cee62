"""Owns the levels of a channel: its frames, how loud they are, its noise floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.records import Channel

FLOOR_DB = -100.0
"""Stands for digital silence: no level below it is reported."""

_NOISE_PERCENTILE = 10


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
