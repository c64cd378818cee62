"""Owns sound: decoding, channels kept apart, voice activity, quality figures.

``load`` gives an :class:`~speechqa.records.Audio` at 16 kHz or raises ``AudioError`` with
a reason for people. What is odd but usable stands in ``Audio.warnings``.
"""

from __future__ import annotations

from speechqa.audio.load import load
from speechqa.audio.quality import ChannelQuality, quality
from speechqa.audio.spans import energy_spans, speech_spans

__all__ = ["ChannelQuality", "energy_spans", "load", "quality", "speech_spans"]
