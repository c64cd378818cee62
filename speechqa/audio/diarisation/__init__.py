"""Owns telling two voices on one channel apart: stretches of words, voice prints, two groups.

Three steps, so that a long call can come in parts: ``cut_stretches`` over a part's words,
``VoiceEncoder.embed`` over its sound, and once, over all parts (``join_stretches``), ``tell_apart``.
Which of the two voices is the agent isn't known here: that takes what they say.
"""

from __future__ import annotations

from speechqa.audio.diarisation.encoder import INSTALL, VoiceEncoder, load_voice_encoder, voice_model_hash
from speechqa.audio.diarisation.groups import Voices, tell_apart
from speechqa.audio.diarisation.stretches import Stretch, cut_stretches, join_stretches

__all__ = [
    "INSTALL",
    "Stretch",
    "VoiceEncoder",
    "Voices",
    "cut_stretches",
    "join_stretches",
    "load_voice_encoder",
    "tell_apart",
    "voice_model_hash",
]
