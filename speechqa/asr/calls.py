"""Owns making one transcript of what was heard in a call's parts, the same way for every engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from speechqa.asr.turns import build_turns, mean_confidence
from speechqa.errors import ModelError
from speechqa.records import Audio, RemovedText, Span, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.asr.language_id import Identified
    from speechqa.asr.protocol import Job
    from speechqa.audio import Sound
    from speechqa.audio.diarisation import VoiceEncoder
    from speechqa.records import ChannelQuality, Speaker, SpeakerSource, Turn

Pieces = tuple[tuple[int, int], ...]
_Timed = TypeVar("_Timed", Word, RemovedText, Span)


@dataclass(frozen=True, slots=True)
class HeardPart:
    """What was heard in one part of a call, times in the part; ``words`` by speaker in time order."""

    words: dict[Speaker, list[Word]]
    removed: tuple[RemovedText, ...]
    unheard: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a transcript comes from."""

    backend: str
    model: str
    model_hash: str
    warnings: tuple[str, ...] = ()


class Voices:
    """The voice encoder, loaded when the first one-channel call needs it.

    ``missing`` is why there is none, a sentence for people; "" otherwise.
    """

    def __init__(self) -> None:
        self.missing = ""
        self._encoder: VoiceEncoder | None = None

    def encoder(self) -> VoiceEncoder | None:
        """The encoder, None where it isn't installed."""
        from speechqa.audio.diarisation import load_voice_encoder

        if self._encoder is None and not self.missing:
            try:
                self._encoder = load_voice_encoder()
            except ModelError as error:
                self.missing = f"agent and customer are not told apart: {error}"
        return self._encoder


class CallLog:
    """Collects a call's parts in time order; ``transcript`` is what they make together.

    Keeps words, figures and voice prints, never sound.
    """

    def __init__(self, job: Job, sound: Sound, voices: Voices) -> None:
        from speechqa.audio.quality import QualityMeter

        self.job = job
        self._sound = sound
        self._voices = voices
        self._meters = [QualityMeter(speaker, 16_000) for speaker in sound.speakers]
        self._words: dict[Speaker, list[Word]] = {speaker: [] for speaker in sound.speakers}
        self._removed: list[RemovedText] = []
        self._unheard: list[Span] = []
        self._waiting: list[Span] = []
        self._stretches: list[Any] = []
        self._prints: list[Any] = []

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who sits on each channel."""
        return self._sound.speakers

    @property
    def texts(self) -> list[str]:
        """What each speaker said so far; who said nothing isn't there."""
        return [" ".join(word.text for word in words) for words in self._words.values() if words]

    def add(self, audio: Audio, pieces: Sequence[Pieces], heard: HeardPart) -> None:
        """Nothing; the next part of the call, its speech and what was heard in it."""
        for meter, channel, own in zip(self._meters, audio.channels, pieces, strict=True):
            meter.add(channel.samples, own)
        for speaker, said in heard.words.items():
            words = [_moved(word, audio.start_ms) for word in said]
            self._words[speaker] += words
            if speaker == "unknown":
                self._print_voices(audio, words)
        self._removed += [_moved(each, audio.start_ms) for each in heard.removed]
        self._unheard += [_moved(each, audio.start_ms) for each in heard.unheard]
        self._waiting += [_moved(each, audio.start_ms) for each in _waiting(audio)]

    def transcript(self, identified: Identified, origin: Origin, *, turn_pause_ms: int) -> Transcript:
        """The transcript of the whole call."""
        named = self._named(identified.code)
        turns = build_turns(named.words, pause_ms=turn_pause_ms)
        made = Transcript(
            language=identified.code,
            duration_ms=self._sound.duration_ms,
            turns=turns,
            backend=origin.backend,
            model=origin.model,
            model_hash=origin.model_hash,
            asr_confidence=mean_confidence(turns),
            language_confidence=identified.confidence,
            removed=tuple(sorted(self._removed, key=_place)),
            unheard=tuple(sorted([*self._unheard, *self._lost()], key=_place)),
            speaker_source=named.source,
            speaker_confidence=named.confidence,
            quality=tuple(self._quality(turns)),
            waiting=tuple(self._waiting),
        )
        return _checked(
            made, self.job, (*self._sound.warnings, *origin.warnings, *identified.warnings, named.warning)
        )

    def _print_voices(self, audio: Audio, words: Sequence[Word]) -> None:
        from speechqa.audio.diarisation import cut_stretches

        encoder = self._voices.encoder()
        if encoder is None:
            return
        stretches = cut_stretches(words)
        samples = audio.channels[0].samples
        self._stretches.append(stretches)
        self._prints.append(encoder.embed(samples, audio.sample_rate, stretches, start_ms=audio.start_ms))

    def _named(self, language: str) -> _Named:
        """The words by speaker; of one channel by voice and role where these can be told."""
        if "unknown" not in self._words:
            return _Named(self._words, "channel")
        if not self._prints:
            return _Named(self._words, "none", None, self._voices.missing if self._words["unknown"] else "")
        import numpy as np

        from speechqa.asr.roles import name_speakers
        from speechqa.audio.diarisation import join_stretches, tell_apart

        stretches = join_stretches(self._stretches)
        voices = tell_apart(np.concatenate(self._prints), stretches)
        named = name_speakers(
            self._words["unknown"], stretches, voices, language=language, direction=self.job.direction
        )
        return _Named(named.words, named.source, named.confidence, named.warning)

    def _lost(self) -> list[Span]:
        """What nobody can hear: damaged inside, or missing at the end."""
        end = self._sound.duration_ms
        gaps = [*self._sound.holes, *([(end, end + self._sound.lost_ms)] if self._sound.lost_ms else [])]
        return [Span(speaker, start, stop) for speaker in self._sound.speakers for start, stop in gaps]

    def _quality(self, turns: Sequence[Turn]) -> list[ChannelQuality]:
        """The figures of each channel; a mono channel's are of all who speak on it."""
        figures = [meter.figures(source_rate=self._sound.source_rate) for meter in self._meters]
        return [
            replace(
                each,
                word_confidence=mean_confidence(
                    turn for turn in turns if len(figures) == 1 or turn.speaker == each.speaker
                ),
            )
            for each in figures
        ]


@dataclass(frozen=True, slots=True)
class _Named:
    words: dict[Speaker, list[Word]]
    source: SpeakerSource
    confidence: float | None = None
    warning: str = ""


def _checked(made: Transcript, job: Job, warnings: Sequence[str]) -> Transcript:
    """The transcript with its warnings, and with a low confidence in speakers who look swapped."""
    from speechqa.asr.roles import check_channels

    check = check_channels(made, job.direction)
    told = tuple(dict.fromkeys(warning for warning in (*warnings, check.warning) if warning))
    confidence = made.speaker_confidence if check.confidence is None else check.confidence
    return replace(made, warnings=told, speaker_confidence=confidence)


def _waiting(audio: Audio) -> list[Span]:
    """Music and ring tones on each channel, times in the part."""
    from speechqa.audio import waiting_spans

    return [
        Span(channel.speaker, *span)
        for channel in audio.channels
        for span in waiting_spans(channel, audio.sample_rate)
    ]


def _place(each: RemovedText | Span) -> tuple[int, int, str]:
    return each.start_ms, each.end_ms, each.speaker


def _moved(each: _Timed, by_ms: int) -> _Timed:
    if not by_ms:
        return each
    return replace(each, start_ms=each.start_ms + by_ms, end_ms=each.end_ms + by_ms)
