"""Owns copies of recordings for listening: the whole or a piece, as Opus, with stretches made silent."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speechqa.audio.decode import MAX_SECONDS
from speechqa.audio.formats import SAMPLE_RATE
from speechqa.audio.source import Source
from speechqa.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from numpy.typing import NDArray

    from speechqa.audio.stream import Block

    Samples = NDArray[np.float32]

_PER_MS = SAMPLE_RATE // 1000
_FADE = 10 * _PER_MS  # a hard edge clicks
_RINGING = 20 * _PER_MS  # a codec lets sound ring on, and smears it forward, by a frame
_BIT_RATE = (
    24_000  # a channel; wideband speech is transparent there (RFC 6716, section 2.1.1: 16 to 20 kbit/s)
)
_MOST_CHANNELS = 2  # what players take for left and right
_PIECE = 1 << 16


def write_opus(
    path: str | Path,
    target: Path,
    *,
    start_ms: int = 0,
    end_ms: int | None = None,
    silenced: Sequence[tuple[int, int]] = (),
) -> None:
    """Nothing; ``target`` becomes the recording at ``path`` as Ogg Opus, two channels at most, mode 0600.

    Only from ``start_ms`` to ``end_ms`` (None: to its end), times of the recording. ``silenced`` are
    stretches (start_ms, end_ms) of it that are silent in the copy, and 30 ms on either side.
    Raises ``AudioError`` when it can't be read, or nothing of it lies there.
    """
    source = Source(str(path))
    try:
        blocks = source.stream(max_seconds=MAX_SECONDS)
        first = start_ms * _PER_MS
        last = None if end_ms is None else end_ms * _PER_MS
        _encode(_hushed(_cut(blocks, first, last), silenced), target, name=source.name)
    finally:
        source.close()


def _cut(blocks: Iterable[Block], first: int, last: int | None) -> Iterator[tuple[int, Block]]:
    """(first sample's place in the recording, block) of what lies from ``first`` to before ``last``."""
    at = 0
    for block in blocks:
        length = block if isinstance(block, int) else block.shape[1]
        start, end = max(first - at, 0), length if last is None else min(last - at, length)
        if start < end:
            yield at + start, end - start if isinstance(block, int) else block[:_MOST_CHANNELS, start:end]
        at += length


def _hushed(placed: Iterable[tuple[int, Block]], silenced: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """The blocks, silent within ``silenced``."""
    import numpy as np

    edges = [(start * _PER_MS - _RINGING, end * _PER_MS + _RINGING) for start, end in silenced if start < end]
    for at, block in placed:
        if isinstance(block, int):
            yield block
            continue
        place = np.arange(at, at + block.shape[1])
        gain = np.ones(block.shape[1], dtype=np.float32)
        for start, end in edges:
            # How far each sample lies outside the stretch, in fades: 0 within, 1 where it is untouched.
            outside = np.maximum(start - place, place - end + 1) / _FADE
            np.minimum(gain, np.clip(outside, 0.0, 1.0), out=gain)
        yield block * gain


def _encode(blocks: Iterator[Block], target: Path, *, name: str) -> None:
    """Writes the blocks; the number of channels is that of the first one with sound."""
    import av

    silence = 0
    descriptor = os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file, av.open(file, "w", format="ogg") as container:
        stream: AudioStream | None = None
        for block in blocks:
            if isinstance(block, int) and stream is None:
                silence += block  # how many channels there are isn't known yet
                continue
            if stream is None:
                stream = _stream(container, 1 if isinstance(block, int) else block.shape[0])
                _put(container, stream, silence)
            _put(container, stream, block)
        if stream is None:
            if not silence:
                raise AudioError(f"{name}: nothing of it lies in the piece asked for")
            stream = _stream(container, 1)
            _put(container, stream, silence)
        container.mux(stream.encode(None))


def _stream(container: OutputContainer, channels: int) -> AudioStream:
    stream = container.add_stream("libopus", rate=SAMPLE_RATE)
    stream.bit_rate = _BIT_RATE * channels
    stream.layout = "stereo" if channels == _MOST_CHANNELS else "mono"
    return stream


def _put(container: OutputContainer, stream: AudioStream, block: Block) -> None:
    import av
    import numpy as np

    if isinstance(block, int):
        for start in range(0, block, _PIECE):
            _put(
                container,
                stream,
                np.zeros((stream.layout.nb_channels, min(_PIECE, block - start)), np.float32),
            )
        return
    interleaved = np.ascontiguousarray(block.T).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(interleaved, format="flt", layout=stream.layout.name)
    frame.sample_rate = SAMPLE_RATE
    container.mux(stream.encode(frame))
