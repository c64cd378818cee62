"""Owns sound: decoding, channels kept apart, voice activity, levels.

``open_sound`` gives a recording's facts and then its parts, each an :class:`~speechqa.records.Audio`
at 16 kHz, in memory bounded whatever the length; it raises ``AudioError`` with a reason for people.
What is odd but usable stands in ``warnings``. ``load`` gives a whole recording at once, ``write_opus``
makes a copy to listen to, ``browser_type`` tells who needs none.
"""

from __future__ import annotations

from speechqa.audio.copies import write_opus
from speechqa.audio.lengths import shortfall
from speechqa.audio.load import load
from speechqa.audio.playable import browser_type
from speechqa.audio.sound import Sound, open_sound
from speechqa.audio.spans import energy_spans, speech_spans
from speechqa.audio.waiting import waiting_spans

__all__ = [
    "Sound",
    "browser_type",
    "energy_spans",
    "load",
    "open_sound",
    "shortfall",
    "speech_spans",
    "waiting_spans",
    "write_opus",
]
