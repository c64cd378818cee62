"""Owns a part of a call as both Whisper engines take it: its speech packed into windows, its languages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.asr.calls import Origin, Pieces
from speechqa.asr.cleaning import Utterance
from speechqa.asr.decoding import Said, encode
from speechqa.asr.language_id import Identified, agreed, call_language, given_language, identify
from speechqa.asr.packing import pack
from speechqa.asr.parts import speech_of
from speechqa.asr.rounds import Call
from speechqa.asr.windows import Window, window_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.asr.calls import CallLog
    from speechqa.asr.options import Options
    from speechqa.asr.protocol import Job
    from speechqa.asr.speech import Run
    from speechqa.asr.whisper import Whisper
    from speechqa.records import Audio, Transcript

# How many windows of a channel decide on its language.
_LANGUAGE_WINDOWS = 2


@dataclass(slots=True, eq=False)
class WhisperPart:
    """A part of a call: its speech by channel, its windows and what was heard in them."""

    call: Call
    audio: Audio
    pieces: tuple[Pieces, ...]
    said: list[Said]
    found: list[Utterance]


def check_language(job: Job, whisper: Whisper) -> None:
    """Nothing; a ``RecognitionError`` if the model doesn't know the language that is asked for."""
    if job.language:
        given_language(job.language, whisper.languages)


def part_of(call: Call, audio: Audio, options: Options, *, run: Run = map) -> WhisperPart:
    """The part with its speech found (by ``run``, see ``speech_of``) and packed, nothing heard yet."""
    pieces = speech_of(audio, options, run=run)
    said = [
        Said(window, "")
        for channel, own in enumerate(pieces)
        for window in windows_of(audio, channel, own, options)
    ]
    return WhisperPart(call, audio, pieces, said, [])


def windows_of(
    audio: Audio, channel: int, pieces: Sequence[tuple[int, int]], options: Options
) -> list[Window]:
    """A channel's stretches of speech in windows."""
    packs = pack(channel, pieces, limit_ms=options.pack_ms, gap_ms=options.gap_ms)
    return [window_of(audio, packed, options) for packed in packs]


def identify_part(part: WhisperPart, whisper: Whisper) -> None:
    """Nothing; the call knows the language of every channel that speaks here: asked for, or heard."""
    job, known, languages = part.call.job, whisper.languages, part.call.languages
    for channel in sorted({said.window.pack.channel for said in part.said} - languages.keys()):
        if job.language:
            languages[channel] = given_language(job.language, known)
        elif not whisper.multilingual:
            languages[channel] = given_language("en" if "en" in job.languages else job.languages[0], known)
        else:
            languages[channel] = _heard_language(part, channel, whisper)
    languages.update(agreed(languages, given=bool(job.language)))


def call_transcript(call: Call, log: CallLog, origin: Origin, options: Options) -> Transcript:
    """The transcript of a call whose parts are all heard."""
    identified = call_language(call.languages, log.speakers, call.job.language)
    return log.transcript(identified, origin, turn_pause_ms=options.turn_pause_ms)


def _heard_language(part: WhisperPart, channel: int, whisper: Whisper) -> Identified:
    own = [index for index, said in enumerate(part.said) if said.window.pack.channel == channel]
    beliefs = []
    for index in own[:_LANGUAGE_WINDOWS]:
        window = part.said[index].window
        (encoding,) = encode(whisper, [window])
        part.said[index] = replace(part.said[index], encoding=encoding)
        beliefs.append((whisper.detect([encoding])[0], window.pack.speech_ms))
    return identify(beliefs, part.call.job.languages, whisper.languages)
