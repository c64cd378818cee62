"""Owns joining a channel's stretches of speech into full windows, and finding back where they were.

Packing fills a window with one side's speech instead of the other side's turns: that is
faster and leaves no long silence to invent text into.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray


# Packs are made even to within this.
_EVEN_MS = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of speech: where it is in the channel, and where it starts in its pack."""

    start_ms: int
    end_ms: int
    offset_ms: int = 0

    @property
    def length_ms(self) -> int:
        """How long the piece lasts."""
        return self.end_ms - self.start_ms


@dataclass(frozen=True, slots=True)
class Pack:
    """Pieces of one channel in time order, decoded together."""

    channel: int
    pieces: tuple[Piece, ...]

    @property
    def length_ms(self) -> int:
        """How long the packed sound lasts, gaps included."""
        last = self.pieces[-1]
        return last.offset_ms + last.length_ms

    @property
    def speech_ms(self) -> int:
        """How long the pieces last together, without gaps."""
        return sum(piece.length_ms for piece in self.pieces)


def pack(channel: int, spans: Sequence[tuple[int, int]], *, limit_ms: int, gap_ms: int) -> tuple[Pack, ...]:
    """As few packs of at most ``limit_ms`` as hold all spans in order, and these of similar length.

    A span longer than the limit has a pack of its own. Short last windows are what makes
    Whisper loop, and batches of one length waste nothing.
    """
    fullest = _filled(spans, limit_ms, gap_ms)
    evenest, low, high = fullest, 0, limit_ms
    while high - low > _EVEN_MS:  # the smallest limit that needs no more packs
        limit = (low + high) // 2
        groups = _filled(spans, limit, gap_ms)
        if len(groups) > len(fullest):
            low = limit
        else:
            evenest, high = groups, limit
    return tuple(Pack(channel, group) for group in evenest)


def _filled(spans: Sequence[tuple[int, int]], limit_ms: int, gap_ms: int) -> list[tuple[Piece, ...]]:
    """The spans in order as pieces, each group filled as far as ``limit_ms`` lets it."""
    groups: list[tuple[Piece, ...]] = []
    pieces: list[Piece] = []
    offset = 0
    for start, end in spans:
        if pieces and offset + end - start > limit_ms:
            groups.append(tuple(pieces))
            pieces, offset = [], 0
        pieces.append(Piece(start, end, offset))
        offset += end - start + gap_ms
    return [*groups, tuple(pieces)] if pieces else groups


def sound(samples: NDArray[np.float32], packed: Pack, rate: int) -> NDArray[np.float32]:
    """The pack's samples: its pieces in place, silence between them."""
    import numpy as np

    out = np.zeros(packed.length_ms * rate // 1000, dtype=np.float32)
    for piece in packed.pieces:
        part = samples[piece.start_ms * rate // 1000 : piece.end_ms * rate // 1000]
        begin = piece.offset_ms * rate // 1000
        part = part[: len(out) - begin]
        out[begin : begin + len(part)] = part
    return out


def locate(
    packed: Pack, start_ms: int, end_ms: int, energy: Callable[[int, int], float]
) -> tuple[int, int, int]:
    """Index of the piece a word of the pack belongs to, and its start and end in the channel.

    Aligners start a word after a pause too early, so a word over a gap belongs to the piece
    where it sounds loudest: ``energy`` sums the pack's power between two times. The word's
    times are kept inside its piece.
    """
    touched = [
        (max(start_ms, piece.offset_ms), min(end_ms, piece.offset_ms + piece.length_ms), index)
        for index, piece in enumerate(packed.pieces)
    ]
    crossed = [(begin, end, index) for begin, end, index in touched if begin < end]
    if len(crossed) > 1:
        index = max(crossed, key=lambda part: energy(part[0], part[1]))[2]
    else:  # in one piece, or in a gap: the nearest, the later one of two
        index = max(touched, key=lambda part: (part[1] - part[0], part[2]))[2]
    piece = packed.pieces[index]
    shift = piece.start_ms - piece.offset_ms
    start = min(max(start_ms + shift, piece.start_ms), piece.end_ms)
    return index, start, min(max(end_ms + shift, start), piece.end_ms)


def energy_of(samples: NDArray[np.float32], rate: int) -> Callable[[int, int], float]:
    """A function that sums the power of ``samples`` between two times in milliseconds."""
    import numpy as np

    total = np.concatenate([[0.0], np.cumsum(np.square(samples, dtype=np.float64))])

    def between(start_ms: int, end_ms: int) -> float:
        start, end = (min(max(at * rate // 1000, 0), len(total) - 1) for at in (start_ms, end_ms))
        return float(total[end] - total[start])

    return between
