"""Owns a part of a call on its way through an engine: where speech is, and what of the words can be trusted.

What is the same for every engine stands here once; engines differ in how they make words of sound.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa.asr import cleaning
from speechqa.asr.bleed import own_speech
from speechqa.asr.calls import HeardPart, Pieces
from speechqa.asr.cleaning import Utterance, too_quiet, without_crosstalk
from speechqa.asr.speech import level_at, speech_pieces
from speechqa.asr.unheard import find_unheard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speechqa.asr.options import Options
    from speechqa.asr.speech import Run
    from speechqa.records import Audio, RemovedText, Speaker, Word

    Cleaned = tuple[tuple[Utterance, ...], tuple[RemovedText, ...]]


def speech_of(audio: Audio, options: Options, *, run: Run = map) -> tuple[Pieces, ...]:
    """Each channel's own speech, without what leaked over from the other. ``run`` as in ``speech_pieces``."""
    spans = [
        speech_pieces(channel.samples, audio.sample_rate, options, run=run) for channel in audio.channels
    ]
    return own_speech(audio, spans, crosstalk_db=options.crosstalk_db)


def trusted(  # noqa: PLR0913 - a part, what was heard in it and how to judge that
    audio: Audio,
    pieces: Sequence[Pieces],
    found: Sequence[Utterance],
    options: Options,
    *,
    stray: Sequence[RemovedText] = (),
    clean: Callable[[Sequence[Utterance], Options], Cleaned] = cleaning.clean,
) -> HeardPart:
    """What can be trusted of what was found in a part, what can't, and speech that gave no words.

    ``clean`` is the engine's own judgement, and ``stray`` what it took out before; too faint speech
    and echoes are taken out for all.
    """
    samples = {channel.speaker: channel.samples for channel in audio.channels}

    def level(speaker: Speaker, start_ms: int, end_ms: int) -> float:
        return level_at(samples[speaker], audio.sample_rate, start_ms, end_ms)

    sure, doubted = clean(
        sorted((each for each in found if each.words), key=lambda each: each.start_ms), options
    )
    loud, faint = too_quiet(sure, level, source_rate=audio.source_rate)
    kept, echoes = without_crosstalk(loud, level, options)
    removed = (*stray, *doubted, *faint, *echoes)
    words = _words_by_speaker(audio, kept)
    return HeardPart(words, removed, find_unheard(audio, pieces, words, removed, options))


def _believed(word: Word, belief: float) -> Word:
    if belief >= 1.0 or word.confidence is None:
        return word
    return replace(word, confidence=round(word.confidence * belief, 4))


def _words_by_speaker(audio: Audio, kept: Sequence[Utterance]) -> dict[Speaker, list[Word]]:
    words: dict[Speaker, list[Word]] = {channel.speaker: [] for channel in audio.channels}
    for utterance in kept:
        words[utterance.speaker] += (_believed(word, utterance.belief) for word in utterance.words)
    for said in words.values():
        said.sort(key=lambda word: (word.start_ms, word.end_ms))
    return words
