"""Owns naming the stretches where someone seems to speak but no word can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.asr.bleed import is_bleed
from speechqa.asr.modulation import moves_like_speech
from speechqa.asr.speech import is_tone, uncovered
from speechqa.records import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speechqa.asr.options import Options
    from speechqa.records import Audio, RemovedText, Speaker, Word

# A word explains this much sound on both sides of it.
_MARGIN_MS = 400
# Energy counts as speech only this far above the noise, and where a lenient detector or its
# syllables say so.
_OVER_NOISE_DB = 15.0
_LENIENT = 0.2


def find_unheard(
    audio: Audio,
    pieces: Sequence[Sequence[tuple[int, int]]],
    words: Mapping[Speaker, Sequence[Word]],
    removed: Sequence[RemovedText],
    options: Options,
) -> tuple[Span, ...]:
    """Spans of speech without a kept word near, in time order.

    Speech is what the voice detector found, or energy that it nearly takes for speech or that
    rises and falls as speech does.
    Sound that is the other side's echo doesn't count.
    """
    found = []
    for index, channel in enumerate(audio.channels):
        speaker = channel.speaker
        told = [(word.start_ms, word.end_ms) for word in words[speaker]]
        told += [(r.start_ms, r.end_ms) for r in removed if r.speaker == speaker and r.reason == "crosstalk"]
        spans = _merged([*pieces[index], *_faint(audio, index, pieces[index], options)])
        left = uncovered(spans, sorted(told), margin_ms=_MARGIN_MS, least_ms=options.unheard_ms)
        found += [
            Span(speaker, start, end)
            for start, end in left
            if not is_bleed(audio, index, start, end, crosstalk_db=options.crosstalk_db)
        ]
    return tuple(sorted(found, key=lambda span: (span.start_ms, span.end_ms, span.speaker)))


def _faint(
    audio: Audio, index: int, pieces: Sequence[tuple[int, int]], options: Options
) -> list[tuple[int, int]]:
    """Energy outside the pieces that may be speech."""
    from speechqa.audio import energy_spans, speech_spans

    samples, rate = audio.channels[index].samples, audio.sample_rate
    loud = energy_spans(samples, rate, over_noise_db=_OVER_NOISE_DB, min_ms=options.unheard_ms)
    out: list[tuple[int, int]] = []
    for start, end in uncovered(loud, pieces, margin_ms=0, least_ms=options.unheard_ms):
        if is_tone(samples, rate, start, end):
            continue
        part = samples[start * rate // 1000 : end * rate // 1000]
        if moves_like_speech(part, rate):
            out.append((start, end))
        else:
            out += [(start + a, start + b) for a, b in speech_spans(part, rate, threshold=_LENIENT)]
    return out


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
