"""Owns who is the agent: told from what the two sides say, never from the sound.

``agent_chance`` judges two anonymous voices; ``name_speakers`` gives the words of a mono call their
speakers; ``check_channels`` tells when a stereo call's channels look swapped. Cues are data,
one file a language.
"""

from __future__ import annotations

from speechqa.asr.roles.chance import Line, agent_chance
from speechqa.asr.roles.channels import ChannelCheck, check_channels
from speechqa.asr.roles.naming import LEAST_CONFIDENCE, NamedWords, name_speakers

__all__ = [
    "LEAST_CONFIDENCE",
    "ChannelCheck",
    "Line",
    "NamedWords",
    "agent_chance",
    "check_channels",
    "name_speakers",
]
