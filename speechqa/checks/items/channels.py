"""Owns what the sound of a speaker's channel takes from the confidence in a verdict.

Measured with Whisper base on calls with noise mixed in (docs/accuracy.md): the words that come out
of noise say themselves how doubtful they are, the words that don't come out say nothing. So the
factor here is mild, and stands for what was lost without a trace.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from speechqa.records import Same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.records import ChannelQuality, Speaker, Transcript

Who = Literal["agent", "customer", "unknown", "anyone"]

# Under this most of what is said is lost or misheard: word error rates of 66 to 88 % (15 channels),
# against 32 to 52 % above it (25) and 21 % without noise (6).
NOISY_SNR_DB = 5.0
# Figure to factor, straight lines between, level beyond the ends. About how many of the words said come
# through, beside the same channel without noise, and beyond what their confidence tells.
SNR_TRUST = ((5.0, 0.6), (10.0, 0.8), (20.0, 1.0))
CLIPPED_TRUST = ((0.02, 1.0), (0.10, 0.85), (0.30, 0.7))
BAND_TRUST = ((1200.0, 0.8), (2000.0, 1.0))
# Figures of less speech are chance: a cough, a click.
LEAST_SPEECH_MS = 1000


def may_be(speaker: Speaker, who: Who) -> bool:
    """Whether what this speaker said may be the words of ``who``."""
    return who == "anyone" or speaker in {who, "unknown"}


def trust(transcript: Transcript, who: Who) -> float:
    """The factor 0..1 for verdicts about this speaker: that of the worst figure of the worst channel.

    Figures aren't multiplied: noise also narrows the band that stands above it. 1 where nothing was
    measured, as in transcripts from elsewhere.
    """
    return _trust(Same(transcript), who)


@lru_cache(maxsize=16)  # every item of a script asks
def _trust(transcript: Same[Transcript], who: Who) -> float:
    return min((_factor(each) for each in _channels(transcript.value, who)), default=1.0)


def noise(transcript: Transcript, who: Who) -> str:
    """That a channel is too noisy to judge, as the end of a sentence; "" when none is."""
    found = min(_channels(transcript, who), key=lambda each: (each.snr_db or 0.0, each.speaker), default=None)
    if found is None or found.snr_db is None or found.snr_db >= NOISY_SNR_DB:
        return ""
    channel = "the recording" if found.speaker == "unknown" else f"the {found.speaker}'s channel"
    return f"{channel} is too noisy to judge (SNR {found.snr_db:.0f} dB)"


def _channels(transcript: Transcript, who: Who) -> Iterator[ChannelQuality]:
    for each in transcript.quality:
        if may_be(each.speaker, who) and each.speech_ms >= LEAST_SPEECH_MS and each.snr_db is not None:
            yield each


def _factor(quality: ChannelQuality) -> float:
    pairs = (
        (quality.snr_db, SNR_TRUST),
        (quality.clipped, CLIPPED_TRUST),
        (quality.bandwidth_hz, BAND_TRUST),
    )
    return min(_on_line(value, line) for value, line in pairs if value is not None)


def _on_line(value: float, line: tuple[tuple[float, float], ...]) -> float:
    if value <= line[0][0]:
        return line[0][1]
    for (low, at_low), (high, at_high) in pairwise(line):
        if value <= high:
            return at_low + (at_high - at_low) * (value - low) / (high - low)
    return line[-1][1]
