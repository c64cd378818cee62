"""Owns the short form of what a transcript says about its channels, kept beside its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.records import CallSound, ChannelSound

if TYPE_CHECKING:
    from speechqa.records import Speaker, Transcript

_ORDER: tuple[Speaker, ...] = ("agent", "customer", "unknown")


def sound_of(transcript: Transcript) -> CallSound:
    """An entry for each speaker with figures, removed words or unheard speech: agent first."""
    found = (_channel(transcript, speaker) for speaker in _ORDER)
    return CallSound(
        channels=tuple(each for each in found if each is not None),
        speaker_source=transcript.speaker_source,
        speaker_confidence=transcript.speaker_confidence,
        warnings=transcript.warnings,
    )


def _channel(transcript: Transcript, speaker: Speaker) -> ChannelSound | None:
    quality = next((each for each in transcript.quality if each.speaker == speaker), None)
    removed = sum(len(each.text.split()) for each in transcript.removed if each.speaker == speaker)
    unheard = sum(each.end_ms - each.start_ms for each in transcript.unheard if each.speaker == speaker)
    if quality is None and not removed and not unheard:
        return None
    return ChannelSound(speaker, quality, removed, unheard)
