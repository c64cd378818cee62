"""Prints how well the quality figures agree with noise that was mixed in, as Markdown.

Run: ``python benchmarks/quality.py FOLDER`` with labelled calls (``.wav`` beside ``.truth.json``),
all folders below included. ``--model DIR`` also recognises them and prints words and confidence.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import hearing
import numpy as np
import word_error_rate
from numpy.typing import NDArray

from speechqa.asr import Transcriber, load_transcriber
from speechqa.audio import load, speech_spans
from speechqa.audio.quality import QualityMeter
from speechqa.records import Audio, Channel

RATE = 16_000
SNRS = (0, 5, 10, 15, 20, 25)
KINDS = ("white", "pink", "babble")
VOICED = 0.003


def main() -> int:
    """0 when there was something to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, help="a Whisper model's folder")
    parser.add_argument("--calls", type=int, default=4, help="how many calls, spread over the folder")
    chosen = parser.parse_args()
    truths = sorted(chosen.data.rglob("*.truth.json"))
    if not truths:
        print(f"{chosen.data}: no .truth.json in it", file=sys.stderr)
        return 2
    calls = truths[:: max(1, len(truths) // chosen.calls)][: chosen.calls]
    recogniser = load_transcriber(chosen.model, "bench", device="cpu", threads=1) if chosen.model else None
    print(
        "| noise | SNR mixed | channels | SNR measured, mean (least to most) | word error rate | confidence |"
    )
    print("|---|---|---|---|---|---|")
    for kind, level in itertools.product(KINDS, SNRS):
        print(row(kind, level, calls, recogniser), flush=True)
    return 0


def row(kind: str, level: int, calls: Sequence[Path], recogniser: Transcriber | None) -> str:
    """One line of the table: all calls with this noise at this SNR."""
    found, sure, wrong, words = [], [], 0, 0
    for truth in calls:
        label = json.loads(truth.read_text(encoding="utf-8"))
        audio = mixed(truth, label, kind, level)
        found += [each for each in map(measured, audio.channels) if each is not None]
        if recogniser is not None:
            transcript = hearing.transcribed(recogniser, audio, label["lang"])
            turns = [(turn["speaker"], turn["text"]) for turn in label["turns"] if turn["text"]]
            errors, count = word_error_rate.errors(turns, transcript, label["lang"])
            wrong, words = wrong + errors, words + count
            sure.append(transcript.asr_confidence or 0.0)
    told = f"{np.mean(found):.1f} ({min(found):.1f} to {max(found):.1f})" if found else "-"
    rate = f"{100 * wrong / words:.0f} % ({wrong}/{words})" if words else "-"
    confidence = f"{np.mean(sure):.2f}" if sure else "-"
    return f"| {kind} | {level} | {len(found)} | {told} | {rate} | {confidence} |"


def measured(channel: Channel) -> float | None:
    """The SNR that the product finds, None where the voice detector finds no speech."""
    meter = QualityMeter(channel.speaker, RATE)
    meter.add(channel.samples, speech_spans(channel.samples, RATE, min_silence_ms=700, pad_ms=250))
    return meter.figures(source_rate=8000).snr_db


def mixed(truth: Path, label: dict[str, Any], kind: str, level: int) -> Audio:
    """The call with noise at ``level`` dB below each side's active speech."""
    audio = load(truth.with_name(truth.name.replace(".truth.json", ".wav")))
    channels = []
    for channel in audio.channels:
        own = [turn for turn in label["turns"] if turn["speaker"] == channel.speaker]
        spoken = [channel.samples[int(turn["start_s"] * RATE) : int(turn["end_s"] * RATE)] for turn in own]
        sound = noise(kind, audio)
        sound *= np.sqrt(active_power(np.concatenate(spoken)) / 10 ** (level / 10) / np.mean(sound**2))
        channels.append(replace(channel, samples=(0.5 * (channel.samples + sound)).astype(np.float32)))
    return replace(audio, channels=tuple(channels))


def active_power(speech: NDArray[np.float32]) -> float:
    """Mean power of the 20 ms frames less than 16 dB below their own mean."""
    size = RATE // 50
    power = np.square(speech[: len(speech) // size * size], dtype=np.float64).reshape(-1, size).mean(axis=1)
    level = float(power.mean())
    for _ in range(10):
        level = float(power[power >= level / 39].mean())
    return level


def noise(kind: str, audio: Audio) -> NDArray[np.float64]:
    """Telephone-band noise as long as the call; babble is the call's own voices, laid over each other."""
    length = len(audio.channels[0].samples)
    random = np.random.default_rng(1)
    if kind == "babble":
        voices = [each.samples[np.abs(each.samples) > VOICED] for each in audio.channels]
        return sum(np.resize(np.roll(voice, 9000 * i), length) for voice in voices for i in range(4)) + 0.0
    spectrum = np.fft.rfft(random.standard_normal(length))
    frequency = np.fft.rfftfreq(length, 1 / RATE)
    spectrum[frequency > 4000] = 0  # noqa: PLR2004 - half of the telephone's sample rate
    return np.fft.irfft(spectrum / np.sqrt(np.maximum(frequency, 50)) if kind == "pink" else spectrum, length)


if __name__ == "__main__":
    sys.exit(main())
