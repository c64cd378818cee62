"""Owns the facts of a whole recording, gathered block by block: length, peaks, what the channels share."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from speechqa.audio.stream import length_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.audio.stream import Block

_SIGNAL_PEAK = 1e-4  # -80 dB of full scale: below one step of 8-bit telephone audio
_SAME_ENERGY_RATIO = 1e-4  # difference 40 dB below the signal: the same sound after lossy coding


class Seal:
    """Length in samples and checksum of all blocks added: equal for equal sound, cut into equal blocks."""

    def __init__(self) -> None:
        self.length = 0
        self.checksum = 0

    def add(self, block: Block) -> None:
        """Takes the next block into account."""
        import numpy as np

        self.length += length_of(block)
        data = block.to_bytes(8, "little") if isinstance(block, int) else np.ascontiguousarray(block).data
        self.checksum = zlib.crc32(data, self.checksum)

    def fits(self, other: Seal) -> bool:
        """True when the other saw the same sound."""
        return (self.length, self.checksum) == (other.length, other.checksum)


class Survey:
    """Peak and energy of each channel, what two channels share, and the seal of the whole."""

    def __init__(self) -> None:
        self.seal = Seal()
        self._peaks: NDArray[np.float32] | None = None
        self._products: NDArray[np.float64] | None = None  # of each channel with each, summed over time

    @property
    def length(self) -> int:
        """How many samples a channel has."""
        return self.seal.length

    def add(self, block: Block) -> None:
        """Takes the next block into account."""
        import numpy as np

        self.seal.add(block)
        if isinstance(block, int):
            return
        exact = block.astype(np.float64)  # sums over hours would lose what decides
        peaks, products = np.abs(block).max(axis=1), exact @ exact.T
        self._peaks = peaks if self._peaks is None else np.maximum(self._peaks, peaks)
        self._products = products if self._products is None else self._products + products

    def has_signal(self, channel: int) -> bool:
        """True when the channel holds more than digital noise."""
        return self._peaks is not None and float(self._peaks[channel]) > _SIGNAL_PEAK

    def energy(self, channel: int) -> float:
        """The sum of the channel's squared samples."""
        return 0.0 if self._products is None else float(self._products[channel, channel])

    def is_same(self, one: int, other: int) -> bool:
        """True when both channels hold the same sound; two silent ones don't."""
        if self._products is None:
            return False
        both = self.energy(one) + self.energy(other)
        return both - 2 * float(self._products[one, other]) < _SAME_ENERGY_RATIO * both
