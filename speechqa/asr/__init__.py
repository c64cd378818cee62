"""Owns speech recognition: the ``Transcriber`` protocol, its engines and the model catalogue.

An engine is one line in ``ENGINES``. Transcripts from elsewhere come in by ``replay``.
Heavy libraries are imported when a model is loaded, not before.
"""

from __future__ import annotations

from speechqa.asr.engine import FasterWhisper, load_transcriber
from speechqa.asr.protocol import Transcriber

# Engine name (a transcript's ``backend``) to its loader.
ENGINES = {
    FasterWhisper.backend: load_transcriber,
}

__all__ = ["ENGINES", "FasterWhisper", "Transcriber", "load_transcriber"]
