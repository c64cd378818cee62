"""Owns who sits on which channel: mono, stereo, mono saved as stereo, more than two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.errors import AudioError
from speechqa.records import Channel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.records import Speaker

_SIGNAL_PEAK = 1e-4  # -80 dB of full scale: below one step of 8-bit telephone audio
_SAME_ENERGY_RATIO = 1e-4  # difference 40 dB below the signal: the same sound after lossy coding
_STEREO = 2
_BLOCK = 1 << 20


def arrange(
    samples: NDArray[np.float32], channel_map: tuple[Speaker, ...], name: str
) -> tuple[tuple[Channel, ...], tuple[str, ...]]:
    """The channels with their speakers, then warnings; AudioError when more than two carry sound.

    ``samples`` has the shape (channels, n); ``channel_map`` names two speakers, left first.
    """
    if samples.shape[0] > _STEREO:
        return _arrange_many(samples, channel_map, name)
    if samples.shape[0] == 1:
        return (Channel("unknown", samples[0]),), ()
    left, right = samples
    if _same_sound(left, right):
        return (Channel("unknown", left),), ("both channels hold the same sound: treated as one",)
    if len(channel_map) != _STEREO:
        raise AudioError(
            f"{name} has two channels but channels are set for {len(channel_map)}: name two speakers"
        )
    channels = tuple(Channel(who, side) for who, side in zip(channel_map, (left, right), strict=True))
    return channels, _silence_warnings(channels)


def _arrange_many(
    samples: NDArray[np.float32], channel_map: tuple[Speaker, ...], name: str
) -> tuple[tuple[Channel, ...], tuple[str, ...]]:
    count = samples.shape[0]
    heard = [i for i in range(count) if _has_signal(samples[i])]
    if len(heard) > _STEREO:
        raise AudioError(f"{name} has sound on {len(heard)} of {count} channels: export it with one or two")
    kept = heard or [0]
    channels, warnings = arrange(samples[kept].copy(), channel_map, name)  # a copy frees the silent ones
    listed = " and ".join(str(i + 1) for i in kept)
    return channels, (
        f"{count} channels, of which only {listed} carr{'y' if len(kept) > 1 else 'ies'} sound",
        *warnings,
    )


def _same_sound(left: NDArray[np.float32], right: NDArray[np.float32]) -> bool:
    import numpy as np

    energy = difference = 0.0
    for start in range(0, len(left), _BLOCK):  # in pieces: hours of audio need no second copy
        one, other = left[start : start + _BLOCK], right[start : start + _BLOCK]
        energy += float(np.dot(one, one)) + float(np.dot(other, other))
        apart = one - other
        difference += float(np.dot(apart, apart))
    return difference < _SAME_ENERGY_RATIO * energy


def _silence_warnings(channels: tuple[Channel, ...]) -> tuple[str, ...]:
    silent = [channel.speaker for channel in channels if not _has_signal(channel.samples)]
    if len(silent) == len(channels):
        return ("both channels are silent",)
    return tuple(f"the {speaker}'s channel is silent: only one side was recorded" for speaker in silent)


def _has_signal(samples: NDArray[np.float32]) -> bool:
    return bool(samples.size) and max(float(samples.max()), -float(samples.min())) > _SIGNAL_PEAK
