"""Owns the growing decoded signal: bounded, and cheap where it is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BLOCK_SAMPLES = 1 << 19  # joined this often: large blocks go back to the system when freed


class TapeFullError(Exception):
    """The signal is longer than allowed."""


class Tape:
    """Collects decoded samples of all channels, held within -1..1; silence costs no memory until it is read.

    ``limit`` is the number of samples a channel may have.
    """

    def __init__(self, channels: int, limit: int) -> None:
        self.channels = channels
        self.length = 0
        self._limit = limit
        self._blocks: list[NDArray[np.float32] | int] = []
        self._loose: list[NDArray[np.float32]] = []
        self._loose_length = 0

    def append(self, samples: NDArray[np.float32]) -> None:
        """Adds samples of shape (channels, n); raises TapeFullError past the limit."""
        count = samples.shape[1]
        self._grow(count)
        if samples.any():
            self._loose.append(samples)
            self._loose_length += count
            if self._loose_length >= _BLOCK_SAMPLES:
                self._join()
        else:
            self._add_silence(count)

    def silence(self, count: int) -> None:
        """Adds ``count`` silent samples; raises TapeFullError past the limit."""
        self._grow(count)
        self._add_silence(count)

    def take(self) -> NDArray[np.float32]:
        """All samples, shape (channels, length); the tape is empty afterwards."""
        import numpy as np

        self._join()
        # zeros() hands out untouched pages, so long silences stay free.
        out = np.zeros((self.channels, self.length), dtype=np.float32)
        at = 0
        self._blocks.reverse()
        while self._blocks:
            block = self._blocks.pop()
            if isinstance(block, int):
                at += block
            else:
                out[:, at : at + block.shape[1]] = block
                at += block.shape[1]
        self.length = 0
        return out

    def _grow(self, count: int) -> None:
        if self.length + count > self._limit:
            raise TapeFullError
        self.length += count

    def _add_silence(self, count: int) -> None:
        self._join()
        if self._blocks and isinstance(self._blocks[-1], int):
            self._blocks[-1] += count
        else:
            self._blocks.append(count)

    def _join(self) -> None:
        import numpy as np

        if self._loose:
            block = np.concatenate(self._loose, axis=1)
            # Damaged packets decode to anything, even to no number.
            np.nan_to_num(block, copy=False, posinf=1.0, neginf=-1.0)
            self._blocks.append(np.clip(block, -1.0, 1.0, out=block))
            self._loose = []
            self._loose_length = 0
