"""Builds small recordings in real encodings; imported by path from conftest."""

from __future__ import annotations

import itertools
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


def voice(seconds, rate, pitch, seed):
    """Like speech: harmonics under wandering formants, syllables and gaps; deterministic, below 3.4 kHz."""
    count = int(seconds * rate)
    t = np.arange(count) / rate
    draw = np.random.default_rng(seed)
    knots = np.arange(0, seconds + 0.4, 0.2)

    def wander(low, high):
        return np.interp(t, knots, draw.uniform(low, high, len(knots)))

    tone = pitch * (1 + 0.1 * np.sin(2 * np.pi * 0.7 * t))
    phase = 2 * np.pi * np.cumsum(tone) / rate
    first, second = wander(300, 800), wander(1000, 2400)
    out = np.zeros(count)
    for k in range(1, int(min(3400, 0.45 * rate) / pitch / 1.1)):
        at = k * tone
        out += np.sin(k * phase) * (
            np.exp(-(((at - first) / 150) ** 2)) + 0.5 * np.exp(-(((at - second) / 250) ** 2))
        )
    beats = np.arange(0, seconds + 0.1, 0.1)
    syllables = np.clip(np.interp(t, beats, draw.uniform(-0.3, 1, len(beats))), 0, 1)
    out *= syllables
    return (0.3 * out / np.abs(out).max()).astype(np.float32)


def dialogue(rate):
    """Three seconds, two speakers in turn: the left from 0.1 to 1.4 s, the right from 1.6 to 2.9 s."""
    rows = np.zeros((2, 3 * rate), np.float32)
    for row, start, pitch in ((0, 0.1, 110), (1, 1.6, 190)):
        said = voice(1.3, rate, pitch, row + 1)
        rows[row, int(start * rate) :][: len(said)] = said
    return rows


def encode(
    path: Path, codec: str, samples, *, rate=8000, container=None, bit_rate=0, strict=False, options=None
) -> Path:
    """Writes ``samples`` of shape (channels, n) with an FFmpeg encoder."""
    layout = "mono" if len(samples) == 1 else "stereo"
    options = {**(options or {}), **({"strict": "-2"} if strict else {})}
    with av.open(str(path), "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout=layout, options=options)
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


def spectrum(samples, rate=16_000):
    """Levels in dB of 16 bands from 200 to 3400 Hz every 20 ms, not below -60 dB of the loudest."""
    size = rate // 50
    frames = samples[: len(samples) // size * size].reshape(-1, size) * np.hanning(size)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    edges = np.linspace(200, 3400, 17) * size / rate
    bands = np.stack([power[:, int(a) : int(b)].sum(axis=1) for a, b in itertools.pairwise(edges)])
    return 10 * np.log10(np.maximum(bands, 1e-6 * max(bands.max(), 1e-12)))


def likeness(heard, said):
    """How alike two sounds of 16 kHz are (0..1, correlation of spectra), and the first one's lag in ms."""
    count = min(len(heard), len(said))
    a, b = heard[:count], said[:count]
    crossed = np.fft.irfft(np.fft.rfft(a, 2 * count) * np.conj(np.fft.rfft(b, 2 * count)))
    window = np.r_[0:1600, 2 * count - 1600 : 2 * count]
    at = int(window[np.argmax(np.abs(crossed[window]))])
    lag = at if at < count else at - 2 * count
    shifted = np.roll(a, -lag)
    return float(np.corrcoef(spectrum(shifted).ravel(), spectrum(b).ravel())[0, 1]), lag / 16
