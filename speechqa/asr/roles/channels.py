"""Owns doubting a channel map: does the one named agent talk like an agent?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from speechqa.asr.roles.chance import Line, agent_chance
from speechqa.records import Direction, Transcript

# A map is doubted only when the chance that it is right falls under this.
_SWAPPED = 0.1
# Fewer turns of a side are no conversation: a mailbox, a queue's announcement.
_LEAST_TURNS = 3


@dataclass(frozen=True, slots=True)
class ChannelCheck:
    """What speaks against a channel map.

    ``confidence`` is what ``Transcript.speaker_confidence`` should carry: None where nothing
    does, else the chance that the map is right. ``warning`` is "" or a sentence for people.
    """

    confidence: float | None = None
    warning: str = ""


def check_channels(transcript: Transcript, direction: Direction | Literal[""] = "") -> ChannelCheck:
    """Whether agent and customer of a transcript by channels look swapped, going by what they say."""
    if transcript.speaker_source != "channel" or direction == "internal":
        return ChannelCheck()
    turns = Counter(turn.speaker for turn in transcript.turns)
    if min(turns["agent"], turns["customer"]) < _LEAST_TURNS:
        return ChannelCheck()
    chance = agent_chance(_lines(transcript), transcript.language, direction)
    if chance >= _SWAPPED:
        return ChannelCheck()
    return ChannelCheck(
        confidence=round(chance, 3),
        warning="the channels look swapped: the one named agent talks like a customer "
        f"(chance {100 * (1 - chance):.0f} %); check --channels",
    )


def _lines(transcript: Transcript) -> tuple[Line, ...]:
    return tuple(
        Line(0 if turn.speaker == "agent" else 1, turn.text)
        for turn in transcript.turns
        if turn.speaker != "unknown"
    )
