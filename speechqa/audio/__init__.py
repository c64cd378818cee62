"""Owns sound: decoding, channels kept apart, voice activity, levels.

``load`` gives an :class:`~speechqa.records.Audio` at 16 kHz or raises ``AudioError`` with
a reason for people. What is odd but usable stands in ``Audio.warnings``.
"""

from __future__ import annotations

from speechqa.audio.load import load
from speechqa.audio.spans import energy_spans, speech_spans

__all__ = ["energy_spans", "load", "speech_spans"]
