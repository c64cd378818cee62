"""Owns the stretch of signal being collected: of fixed size, and free of cost where it is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.audio.stream import Block


class Tape:
    """Room for ``size`` samples a channel; silence and what was never filled costs no memory.

    ``rows`` says which channels of the blocks are kept, in order.
    """

    def __init__(self, rows: Sequence[int], size: int) -> None:
        import numpy as np

        self._rows = list(rows)
        # zeros() hands out untouched pages.
        self._samples = np.zeros((len(self._rows), size), dtype=np.float32)
        self.length = 0

    @property
    def samples(self) -> NDArray[np.float32]:
        """What was collected, shape (rows, length), without a copy."""
        return self._samples[:, : self.length]

    @property
    def is_full(self) -> bool:
        """True when nothing more fits."""
        return self.length == self._samples.shape[1]

    def carry(self, samples: NDArray[np.float32]) -> None:
        """Takes samples of the kept channels alone, shape (rows, n): what another tape left over."""
        self._samples[:, self.length : self.length + samples.shape[1]] = samples
        self.length += samples.shape[1]

    def add(self, block: Block) -> Block:
        """Takes what fits of the block; the rest comes back (0 when nothing is left)."""
        room = self._samples.shape[1] - self.length
        if isinstance(block, int):
            taken = min(block, room)
            self.length += taken
            return block - taken
        taken = min(block.shape[1], room)
        for row, source in enumerate(self._rows):
            self._samples[row, self.length : self.length + taken] = block[source, :taken]
        self.length += taken
        return block[:, taken:] if taken < block.shape[1] else 0


class Hold:
    """All channels of a recording while it is short enough: ``size`` samples for two, fewer for more."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._tape: Tape | None = None
        self._silent = 0  # at the start, before the number of channels is known
        self._is_over = False

    def add(self, block: Block) -> None:
        """Keeps the block, or drops everything when it is too much."""
        if self._is_over:
            return
        if self._tape is None:
            if isinstance(block, int):
                self._silent += block
                self._is_over = self._silent > self._size
                return
            channels = block.shape[0]
            self._tape = Tape(range(channels), self._size * 2 // max(channels, 2))
            self._drop_if(self._tape.add(self._silent))
        if self._tape is not None:
            self._drop_if(self._tape.add(block))

    def take(self, rows: Sequence[int]) -> NDArray[np.float32] | None:
        """The samples of the channels wanted, None when the recording was too long."""
        import numpy as np

        if self._is_over:
            return None
        if self._tape is None:
            return np.zeros((len(rows), self._silent), dtype=np.float32)
        samples = self._tape.samples
        return samples if len(rows) == len(samples) else samples[list(rows)]

    def _drop_if(self, rest: Block) -> None:
        if not isinstance(rest, int) or rest:
            self._is_over = True
            self._tape = None
