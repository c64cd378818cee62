"""Owns the faster-whisper engine: from decoded channels to a transcript.

Speech is found per channel, packed into full windows, decoded, aligned, put back in its
place, cleaned of invented words and merged into turns. Nothing is sampled: the same
audio gives the same transcript.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.asr.cleaning import Utterance, clean, without_crosstalk
from speechqa.asr.devices import choose_threads
from speechqa.asr.language_id import Identified, given_language, identify
from speechqa.asr.listening import Window, listen
from speechqa.asr.options import Options
from speechqa.asr.packing import pack
from speechqa.asr.protocol import DEFAULT_LANGUAGES
from speechqa.asr.speech import level_at, speech_pieces
from speechqa.asr.turns import build_turns, mean_confidence
from speechqa.asr.unheard import find_unheard
from speechqa.errors import RecognitionError
from speechqa.records import Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from speechqa.asr.packing import Pack
    from speechqa.asr.whisper import Whisper
    from speechqa.records import Audio, RemovedText, Speaker, Word

SAMPLE_RATE = 16_000


def load_transcriber(
    model_dir: Path,
    model_name: str,
    *,
    model_hash: str = "",
    device: str = "auto",
    threads: int = 0,
) -> FasterWhisper:
    """The engine with the model in ``model_dir`` loaded and ready.

    ``model_hash`` is what ``catalogue.open_model`` gave. ``threads`` 0 takes the physical
    cores. Raises ``ModelError`` when the model or the device can't be used.
    """
    from speechqa.asr.whisper import Whisper

    whisper = Whisper(model_dir, device=device, threads=choose_threads(threads))
    options = Options(compute_type=f"{whisper.device}/{whisper.compute_type}")
    return FasterWhisper(whisper, model=model_name, model_hash=model_hash, options=options)


@dataclass(frozen=True, slots=True)
class _Cleaned:
    utterances: tuple[Utterance, ...]
    removed: tuple[RemovedText, ...]


class FasterWhisper:
    """The ``Transcriber`` over faster-whisper; see the module for what it does."""

    backend = "faster_whisper"

    def __init__(self, whisper: Whisper, *, model: str, model_hash: str, options: Options) -> None:
        self._whisper = whisper
        self._options = options
        self.model = model
        self.model_hash = model_hash
        self.options_hash = options.digest
        self.warnings: tuple[str, ...] = whisper.warnings

    def transcribe(
        self, audio: Audio, *, language: str = "", languages: Sequence[str] = DEFAULT_LANGUAGES
    ) -> Transcript:
        """The transcript of the call: turns of all channels in time order.

        ``language`` "" is detected among ``languages`` on speech alone. A call without speech
        gives no turns. Raises ``RecognitionError``.
        """
        if audio.sample_rate != SAMPLE_RATE:
            raise RecognitionError(f"the recogniser needs {SAMPLE_RATE} Hz, not {audio.sample_rate}")
        spans = [
            speech_pieces(channel.samples, audio.sample_rate, self._options) for channel in audio.channels
        ]
        packs = [self._pack(index, pieces) for index, pieces in enumerate(spans)]
        if not any(packs):
            given = given_language(language, self._whisper.languages).code if language else ""
            return self._transcript(audio, Identified(given), spans, _Cleaned((), ()))
        first = Window.encode(self._whisper, audio, [group[0] for group in packs if group])
        identified = self._language(first, language, languages)
        rest = [packed for group in packs for packed in group[1:]]
        heard = listen(self._whisper, audio, first, rest, language=identified.code, options=self._options)
        return self._transcript(audio, identified, spans, self._clean(audio, heard))

    def _pack(self, channel: int, spans: Sequence[tuple[int, int]]) -> tuple[Pack, ...]:
        return pack(channel, spans, limit_ms=self._options.pack_ms, gap_ms=self._options.gap_ms)

    def _language(self, first: Window, language: str, languages: Sequence[str]) -> Identified:
        known = self._whisper.languages
        if language:
            return given_language(language, known)
        if not self._whisper.multilingual:
            return given_language("en" if "en" in languages else languages[0], known)
        beliefs = self._whisper.detect(first.encoded)
        weights = [packed.speech_ms for packed in first.packs]
        return identify(list(zip(beliefs, weights, strict=True)), languages, known)

    def _clean(self, audio: Audio, heard: Sequence[Utterance]) -> _Cleaned:
        trusted, doubted = clean(heard, self._options)
        channels = {channel.speaker: channel.samples for channel in audio.channels}

        def level(speaker: Speaker, start_ms: int, end_ms: int) -> float:
            return level_at(channels[speaker], audio.sample_rate, start_ms, end_ms)

        kept, echoes = without_crosstalk(trusted, level, self._options)
        return _Cleaned(kept, doubted + echoes)

    def _transcript(
        self,
        audio: Audio,
        identified: Identified,
        spans: Sequence[tuple[tuple[int, int], ...]],
        cleaned: _Cleaned,
    ) -> Transcript:
        words: dict[Speaker, list[Word]] = {channel.speaker: [] for channel in audio.channels}
        for utterance in cleaned.utterances:
            words[utterance.speaker] += utterance.words
        for said in words.values():
            said.sort(key=lambda word: (word.start_ms, word.end_ms))
        turns = build_turns(words, pause_ms=self._options.turn_pause_ms)
        blank = Transcript(
            language=identified.code, duration_ms=audio.duration_ms, turns=turns, backend=self.backend
        )
        return replace(
            blank,
            model=self.model,
            model_hash=self.model_hash,
            asr_confidence=mean_confidence(turns),
            language_confidence=identified.confidence,
            removed=tuple(sorted(cleaned.removed, key=lambda r: (r.start_ms, r.end_ms, r.speaker))),
            unheard=find_unheard(audio, spans, words, cleaned.removed, self._options),
            warnings=identified.warnings,
        )
