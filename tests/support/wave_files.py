"""Owns recordings made for a test: channels of samples written as a file, and what an engine hears in it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile

from speechqa.errors import CallError

if TYPE_CHECKING:
    from pathlib import Path

    from speechqa.asr import Job, Transcriber
    from speechqa.records import Transcript


def write(path: Path, *channels: Any, rate: int = 16_000) -> Path:
    """``path``, with the channels written as 16-bit PCM; shorter ones are followed by silence."""
    length = max(len(samples) for samples in channels)
    rows = [np.pad(np.asarray(samples), (0, length - len(samples))) for samples in channels]
    soundfile.write(path, np.stack(rows, axis=1), rate, subtype="PCM_16")
    return path


def cut(source: Path, path: Path, *, seconds: float, start_s: float = 0.0) -> Path:
    """``path``, with so many seconds of the recording ``source``."""
    with soundfile.SoundFile(source) as sound:
        sound.seek(int(start_s * sound.samplerate))
        samples = sound.read(int(seconds * sound.samplerate), dtype="int16", always_2d=True)
        soundfile.write(path, samples, sound.samplerate, subtype="PCM_16")
    return path


def samples_of(path: Path, *, seconds: float = 30) -> Any:
    """The recording's samples, one row a channel, as 64-bit floats, and its rate."""
    with soundfile.SoundFile(path) as sound:
        return sound.read(int(seconds * sound.samplerate), always_2d=True).T, sound.samplerate


def heard_in(engine: Transcriber, job: Job) -> Transcript:
    """The job's transcript; its error is raised."""
    ((came, heard),) = engine.transcribe([job])
    assert came == job
    if isinstance(heard, CallError):
        raise heard
    return heard


def truth_of(path: Path, *, until_s: float = 1e9) -> list[dict[str, Any]]:
    """The spoken turns beside a recording that end before a time."""
    turns = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))["turns"]
    return [turn for turn in turns if turn["end_s"] <= until_s and plain(turn["text"])]


def plain(text: str) -> list[str]:
    """The words of a text, comparable."""
    return re.findall(r"\w+", text.lower().replace("'", "").replace("’", ""))
