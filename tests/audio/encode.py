"""Builds small recordings in real encodings; imported by path from conftest."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np


def chirp(seconds=2.0, rate=8000, low=300.0, high=1500.0):
    """A tone that climbs, loud and quiet three times a second like syllables."""
    t = np.arange(int(rate * seconds)) / rate
    phase = 2 * np.pi * (low + (high - low) * t / (2 * max(seconds, 0.001))) * t
    return (0.3 * np.sin(phase) * (0.55 + 0.45 * np.sin(2 * np.pi * 3 * t))).astype(np.float32)


def stereo(seconds=2.0, rate=8000):
    """Two channels that differ: one climbs, the other stays."""
    return np.stack([chirp(seconds, rate), chirp(seconds, rate, 500.0, 500.0)])


def encode(path: Path, codec: str, samples, *, rate=8000, container=None, bit_rate=0, strict=False) -> Path:
    """Writes ``samples`` of shape (channels, n) with an FFmpeg encoder."""
    layout = "mono" if len(samples) == 1 else "stereo"
    with av.open(str(path), "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout=layout, options={"strict": "-2"} if strict else {})
        if bit_rate:
            stream.codec_context.bit_rate = bit_rate
        stream.codec_context.open()
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout=layout)
        frame.sample_rate = rate
        context = stream.codec_context
        resampler = av.AudioResampler(context.format, context.layout, rate, context.frame_size or 0)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return path
