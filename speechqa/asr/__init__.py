"""Owns speech recognition: the ``Transcriber`` protocol, its engines and the model catalogue.

An engine is one line in ``ENGINES``. Transcripts from elsewhere come in by ``replay``.
Heavy libraries are imported when a model is loaded, not before.
"""

from __future__ import annotations

from collections.abc import Callable

from speechqa.asr.engine import FasterWhisper, load_transcriber, whisper_options
from speechqa.asr.onnx_engine import OnnxAsr, load_onnx
from speechqa.asr.protocol import Job, Transcriber

# Engine name (a transcript's ``backend``) to its loader.
ENGINES: dict[str, Callable[..., Transcriber]] = {
    FasterWhisper.backend: load_transcriber,
    OnnxAsr.backend: load_onnx,
}

__all__ = ["ENGINES", "FasterWhisper", "Job", "Transcriber", "load_transcriber", "whisper_options"]
