"""Owns where a channel holds speech, as the recogniser needs it cut, and how loud it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.asr.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    # ``map``, or an executor's.
    Run = Callable[..., Iterable[list[tuple[int, int]]]]

# Below this a channel is digital silence whatever the detector says (16-bit rounding noise is -98 dB).
SILENT_DB = -75.0
_FLOOR_DB = -120.0


def speech_pieces(
    samples: NDArray[np.float32], rate: int, options: Options, *, run: Run = map
) -> tuple[tuple[int, int], ...]:
    """Stretches of speech as (start, end) milliseconds, padded, none longer than a pack.

    Tones that the voice detector takes for speech are left out. ``run`` as in ``audio.speech_spans``.
    """
    from speechqa.audio import speech_spans

    if level_db(samples) < SILENT_DB:
        return ()
    spans = speech_spans(
        samples,
        rate,
        threshold=options.vad_threshold,
        min_silence_ms=options.vad_min_silence_ms,
        pad_ms=options.vad_padding_ms,
        run=run,
    )
    talk = [(start, end) for start, end in spans if end > start and not is_tone(samples, rate, start, end)]
    return tuple(piece for span in talk for piece in _cut(samples, rate, span, options.pack_ms))


def _cut(
    samples: NDArray[np.float32], rate: int, span: tuple[int, int], limit_ms: int
) -> list[tuple[int, int]]:
    """The span in pieces of at most ``limit_ms``, cut where the last third before the limit is quietest."""
    start, end = span
    pieces = []
    while end - start > limit_ms:
        marks = range(start + limit_ms * 2 // 3, start + limit_ms - 50, 50)
        cut = min(marks, key=lambda at: level_at(samples, rate, at - 50, at + 50))
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def level_db(samples: NDArray[np.float32]) -> float:
    """The root mean square level in decibels below full scale."""
    import numpy as np

    if samples.size == 0:
        return _FLOOR_DB
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return max(10 * float(np.log10(power + 1e-12)), _FLOOR_DB)


def level_at(samples: NDArray[np.float32], rate: int, start_ms: int, end_ms: int) -> float:
    """``level_db`` between two times; at least 50 ms are measured."""
    start = start_ms * rate // 1000
    return level_db(samples[start : max(end_ms * rate // 1000, start + rate // 20)])


def is_tone(samples: NDArray[np.float32], rate: int, start_ms: int, end_ms: int) -> bool:
    """Whether a stretch is beeps, not talk: nearly all its energy sits in a few narrow lines.

    Ring-back, busy, DTMF and fax tones keep over 90 % of their energy within eight bins of 15 Hz
    over a whole stretch; a voice moves, and doesn't.
    """
    import numpy as np

    part = samples[start_ms * rate // 1000 : end_ms * rate // 1000]
    size = 1024
    count = len(part) // size
    if count < 4:  # noqa: PLR2004 - under a quarter second nothing can be said
        return False
    frames = part[: count * size].reshape(count, size) * np.hanning(size).astype(np.float32)
    spectrum = np.mean(np.abs(np.fft.rfft(frames, axis=1)) ** 2, axis=0)
    spectrum[: 100 * size // rate] = 0  # hum below the telephone band
    total = float(spectrum.sum())
    strongest = float(np.sort(spectrum)[-8:].sum())
    return total > 0 and strongest > 0.9 * total


def uncovered(
    spans: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]], *, margin_ms: int, least_ms: int
) -> tuple[tuple[int, int], ...]:
    """Parts of ``spans`` of at least ``least_ms`` with no word within ``margin_ms``; both sorted by start."""
    left = []
    for start, end in spans:
        at = start
        for word_start, word_end in words:
            if word_end + margin_ms <= at or word_start - margin_ms >= end:
                continue
            if word_start - margin_ms - at >= least_ms:
                left.append((at, word_start - margin_ms))
            at = max(at, word_end + margin_ms)
        if end - at >= least_ms:
            left.append((at, end))
    return tuple(left)
