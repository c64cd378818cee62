"""Owns the stream of decoded sound: clean blocks of a useful size, bounded in length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from speechqa.audio.formats import SAMPLE_RATE
from speechqa.audio.sniff import shown
from speechqa.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    import numpy as np
    from numpy.typing import NDArray

    Block: TypeAlias = NDArray[np.float32] | int
    """Samples at 16 kHz of shape (channels, n), or the length of a silence on all channels."""

    Pieces: TypeAlias = Generator[Block, None, "Outcome"]
    """What a decoder gives: blocks of any size, then what it knows at the end."""

_BLOCK_SAMPLES = 1 << 16  # 4 s: codec frames of 20 ms would make each step behind pay for its call


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands when all is decoded: how the file was encoded, what it announced, what was odd.

    ``channels`` counts all of the file. ``promised_s`` is the length the container announces,
    None when it announces none. ``holes`` are the stretches (start, end), in samples, where
    silence stands for sound that is missing or damaged.
    """

    channels: int
    source_rate: int
    codec: str
    promised_s: float | None
    warnings: tuple[str, ...] = ()
    holes: tuple[tuple[int, int], ...] = ()


def length_of(block: Block) -> int:
    """How many samples a channel of the block has."""
    return block if isinstance(block, int) else block.shape[1]


class Stream:
    """The blocks of one decoding, joined to some seconds each and held within -1..1.

    Iterate once; ``outcome`` is there afterwards. Raises AudioError past ``max_seconds``.
    """

    def __init__(self, pieces: Pieces, path: str, *, max_seconds: float) -> None:
        self._pieces = pieces
        self._path = path
        self._max_seconds = max_seconds
        self._outcome: Outcome | None = None

    @property
    def outcome(self) -> Outcome:
        """What the decoder told at its end; RuntimeError before the last block was taken."""
        if self._outcome is None:
            raise RuntimeError("the outcome is known after the last block")
        return self._outcome

    def __iter__(self) -> Iterator[Block]:
        loose: list[NDArray[np.float32]] = []
        count = length = 0
        for piece in self._told():
            length += length_of(piece)
            if length > self._max_seconds * SAMPLE_RATE:
                hours = f"{self._max_seconds / 3600:g} hours"
                raise AudioError(f"{shown(self._path)} is longer than {hours}: split it first")
            if not isinstance(piece, int):
                loose.append(piece)
                count += piece.shape[1]
            if loose and (isinstance(piece, int) or count >= _BLOCK_SAMPLES):
                yield _cleaned(loose)
                loose, count = [], 0
            if isinstance(piece, int):
                yield piece
        if loose:
            yield _cleaned(loose)

    def _told(self) -> Iterator[Block]:
        self._outcome = yield from self._pieces

    def close(self) -> None:
        """Ends the decoding, whatever is left of it."""
        self._pieces.close()


def _cleaned(pieces: list[NDArray[np.float32]]) -> Block:
    import numpy as np

    block: NDArray[np.float32] = np.concatenate(pieces, axis=1)
    low, high = float(block.min()), float(block.max())
    if low == high == 0:
        return int(block.shape[1])
    if not -1 <= low <= high <= 1:  # true for NaN, too: damaged packets decode to anything
        np.nan_to_num(block, copy=False, posinf=1.0, neginf=-1.0)
        np.clip(block, -1.0, 1.0, out=block)
    return block
