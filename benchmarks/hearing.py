"""Owns playing made-up sound to the recogniser: as a file, the only way it takes calls."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from speechqa.asr import Job, Transcriber
from speechqa.records import Audio, Transcript


def transcribed(transcriber: Transcriber, audio: Audio, language: str) -> Transcript:
    """What the recogniser hears in the sound, written at its own source rate; ``language`` "" is detected."""
    import soundfile

    step = audio.sample_rate // audio.source_rate if audio.source_rate else 1
    samples = np.stack([channel.samples[:: max(step, 1)] for channel in audio.channels], axis=1)
    speakers = tuple(channel.speaker for channel in audio.channels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "call.wav"
        soundfile.write(path, samples, audio.sample_rate // max(step, 1), subtype="FLOAT")
        ((_, heard),) = transcriber.transcribe([Job(str(path), channels=speakers, language=language)])
    if not isinstance(heard, Transcript):
        raise heard
    return heard
