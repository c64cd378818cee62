"""Owns comparing a recording with how long its call was by a sidecar or call detail record."""

from __future__ import annotations

from dataclasses import replace

from speechqa.audio import shortfall
from speechqa.records import Recording, Span, Transcript


def as_long_as_told(transcript: Transcript, recording: Recording) -> tuple[Transcript, str]:
    """The transcript with what is missing as unheard, and a sentence about it ("" when nothing is).

    Anything may have been said in the part that is missing, on every side.
    """
    if recording.kind == "transcript":
        return transcript, ""
    end = transcript.duration_ms
    known = max((span.end_ms - end for span in transcript.unheard if span.end_ms > end), default=0)
    lost_ms, told = shortfall(end, known, recording.expected_ms)
    if not told:
        return transcript, ""
    speakers = dict.fromkeys(each.speaker for each in transcript.quality) or {"unknown": None}
    lost = tuple(Span(speaker, end, end + lost_ms) for speaker in speakers)
    inside = (span for span in transcript.unheard if span.start_ms < end)
    return replace(transcript, unheard=(*inside, *lost)), told
