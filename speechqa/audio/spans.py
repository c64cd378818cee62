"""Owns where something is heard: speech by a trained detector, energy by level alone.

The two differ on purpose: the detector can miss narrow-band speech, so energy without words
has to stay visible ("cannot tell" instead of "not said").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.audio.formats import SAMPLE_RATE
from speechqa.audio.levels import as_samples, frame_levels, framed, noise_floor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.records import Channel

Millis = tuple[int, int]

# The detector's memory drifts in long silences and then wakes seconds late, so it starts anew this often,
# after hearing a little of what came before. On 233 turns of 15 calls it was over 0.3 s late 3 times
# instead of 11.
_CHUNK_S = 16
_LEAD_S = 2
_FRAME_MS = 20
_MIN_LEVEL_DB = -55.0  # of full scale: softer sounds are no speech on the telephone
_BRIDGE_MS = 300  # pauses inside a word or phrase


def speech_spans(  # noqa: PLR0913 - a detector's settings
    channel: Channel | NDArray[np.float32],
    rate: int,
    *,
    threshold: float = 0.5,
    min_silence_ms: int = 500,
    pad_ms: int = 200,
    run: Callable[..., Iterable[list[Millis]]] = map,
) -> tuple[Millis, ...]:
    """Stretches of speech, (start_ms, end_ms) in time order, never touching.

    Silero VAD as bundled with faster-whisper. ``threshold`` is its speech probability;
    shorter silences than ``min_silence_ms`` don't split; ``pad_ms`` is added on both sides.
    ``run`` maps the detector over pieces of the channel; an executor's does so in parallel.
    Raises ValueError unless ``rate`` is 16000.
    """
    if rate != SAMPLE_RATE:
        raise ValueError(f"speech_spans needs {SAMPLE_RATE} Hz, not {rate}")
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    samples = as_samples(channel)
    options = VadOptions(threshold=threshold, min_silence_duration_ms=min_silence_ms, speech_pad_ms=pad_ms)

    def detect(start: int) -> list[Millis]:
        end = min(start + _CHUNK_S * rate, len(samples))
        if not samples[start:end].any():  # digital silence needs no model
            return []
        before = max(start - _LEAD_S * rate, 0)
        found = get_speech_timestamps(samples[before:end], options, sampling_rate=rate)
        cut = [(max(before + each["start"], start), min(before + each["end"], end)) for each in found]
        return [(_ms(first, rate), _ms(last, rate)) for first, last in cut if first < last]

    chunks = run(detect, range(0, len(samples), _CHUNK_S * rate))
    return _joined((span for chunk in chunks for span in chunk), 1)


def energy_spans(
    channel: Channel | NDArray[np.float32],
    rate: int,
    *,
    over_noise_db: float = 10.0,
    min_ms: int = 200,
) -> tuple[Millis, ...]:
    """Stretches clearly above the noise floor, (start_ms, end_ms) in time order, words or not.

    A 20 ms frame counts when it is ``over_noise_db`` above the channel's noise floor and above
    -55 dB of full scale. Gaps up to 300 ms are bridged, then stretches under
    ``min_ms`` dropped. Music, ring tones and noise bursts count too: it is energy only.
    """
    size = max(rate * _FRAME_MS // 1000, 1)
    levels = frame_levels(framed(as_samples(channel), size))
    wanted = max(noise_floor(levels) + over_noise_db, _MIN_LEVEL_DB)
    frames = ((i * _FRAME_MS, (i + 1) * _FRAME_MS) for i in (levels >= wanted).nonzero()[0].tolist())
    return tuple(span for span in _joined(frames, _BRIDGE_MS) if span[1] - span[0] >= min_ms)


def _joined(spans: Iterable[Millis], gap_ms: int) -> tuple[Millis, ...]:
    out: list[Millis] = []
    for start, end in spans:
        if out and start - out[-1][1] <= gap_ms:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _ms(sample: int, rate: int) -> int:
    return round(sample * 1000 / rate)
