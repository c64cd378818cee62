"""Owns loading a recording in one piece: for what is short, or has memory enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.audio.decode import MAX_SECONDS
from speechqa.audio.sound import MIN_PART_MS, open_sound

if TYPE_CHECKING:
    from pathlib import Path

    from speechqa.records import Audio, Speaker


def load(
    path: str | Path,
    *,
    channel_map: tuple[Speaker, ...] = ("agent", "customer"),
    max_seconds: float = MAX_SECONDS,
) -> Audio:
    """The whole recording at 16 kHz with its channels apart; AudioError with a plain reason if there is none.

    As the only part of ``open_sound``; an hour of two channels takes 0.5 GB.
    """
    part_ms = max(round(max_seconds * 1000), MIN_PART_MS)
    with open_sound(path, channel_map=channel_map, part_ms=part_ms, max_seconds=max_seconds) as sound:
        (audio,) = sound.parts()
    return audio
