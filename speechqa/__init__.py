"""speechqa: batch transcription and script compliance for contact-centre calls."""

from __future__ import annotations

__version__ = "0.1.0"
