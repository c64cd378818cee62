"""Owns when a recording tells reliably enough who the agent is for anybody to be judged by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.records import Transcript

# Below this, three in ten calls or more would hold the customer's words against the agent.
LEAST_SPEAKER_CONFIDENCE = 0.7


def told_apart(transcript: Transcript) -> bool:
    """False where agent and customer may well have been taken for each other."""
    confidence = transcript.speaker_confidence
    return confidence is None or confidence >= LEAST_SPEAKER_CONFIDENCE


def confidence(transcript: Transcript) -> float:
    """The chance 0..1 that a word said by the agent was the agent's; 1 where nothing speaks against it."""
    return 1.0 if transcript.speaker_confidence is None else transcript.speaker_confidence
