"""Owns the ONNX engine: a second recogniser for models that Whisper's engine can't read.

Speech is found per channel and each stretch recognised by itself, so nothing depends on what else
was said. Such a model invents no phrases in silence; what it is hopelessly unsure of is taken out.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from speechqa.asr.cleaning import Utterance, without_crosstalk
from speechqa.asr.devices import choose_threads
from speechqa.asr.language_id import Identified
from speechqa.asr.onnx_folder import BACKEND, read_folder
from speechqa.asr.onnx_words import words_of
from speechqa.asr.options import Options
from speechqa.asr.protocol import DEFAULT_LANGUAGES
from speechqa.asr.speech import level_at, speech_pieces
from speechqa.asr.text_language import guess_language
from speechqa.asr.turns import build_turns, mean_confidence
from speechqa.asr.unheard import find_unheard
from speechqa.errors import RecognitionError
from speechqa.records import RemovedText, Span, Speaker, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from speechqa.asr.onnx_folder import OnnxModel
    from speechqa.asr.onnx_models import OnnxRecogniser
    from speechqa.records import Audio, Channel

SAMPLE_RATE = 16_000
# Goes up with any change of code here or in onnx_words that can change a transcript.
ENGINE_VERSION = "1"
# These models were trained on stretches of up to 20-30 s.
_LONGEST_PIECE_MS = 20_000
# Too few words make no speaking rate.
_RATE_WORDS = 6
_Timed = TypeVar("_Timed", Word, Span, RemovedText)


@dataclass(frozen=True, slots=True)
class OnnxPlan:
    """What a folder's model will be run as; ``options_hash`` covers all but the model's bytes."""

    model: OnnxModel
    options: Options
    options_hash: str


def plan_onnx(folder: Path, *, device: str = "auto") -> OnnxPlan:
    """How the model in the folder will run, told without loading it.

    Raises ``ModelError`` when the folder, the device or the package is missing or can't be used.
    """
    from speechqa.asr.onnx_models import choose_provider, library_version

    version = library_version()
    model = read_folder(folder)
    compute_type = f"{choose_provider(device)}/{model.precision or 'float32'}"
    options = Options(compute_type=compute_type, pack_ms=_LONGEST_PIECE_MS)
    return OnnxPlan(model, options, options_digest(options, version))


def load_onnx(
    model_dir: Path,
    model_name: str,
    *,
    model_hash: str = "",
    device: str = "auto",
    threads: int = 0,
) -> OnnxAsr:
    """The engine with the model in ``model_dir`` loaded and ready; nothing is ever downloaded.

    ``threads`` 0 takes the physical cores. Raises ``ModelError`` as ``plan_onnx``, and when the
    model can't be loaded.
    """
    from speechqa.asr.onnx_models import OnnxRecogniser

    plan = plan_onnx(model_dir, device=device)
    recogniser = OnnxRecogniser(plan.model, device=device, threads=choose_threads(threads))
    return OnnxAsr(recogniser, plan, model=model_name, model_hash=model_hash or plan.model.hash)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in one part of a call, all times from the call's beginning.

    ``words`` are pairs of speaker and words, in the order of the channels.
    """

    end_ms: int
    words: tuple[tuple[Speaker, tuple[Word, ...]], ...]
    removed: tuple[RemovedText, ...]
    unheard: tuple[Span, ...]


class OnnxAsr:
    """The ``Transcriber`` over onnx-asr; see the module for what it does."""

    backend = BACKEND

    def __init__(self, recogniser: OnnxRecogniser, plan: OnnxPlan, *, model: str, model_hash: str) -> None:
        self._recogniser = recogniser
        self._options = plan.options
        self.languages = plan.model.languages
        self.model = model
        self.model_hash = model_hash
        self.options_hash = plan.options_hash
        self.warnings: tuple[str, ...] = ()

    def transcribe(
        self, audio: Audio, *, language: str = "", languages: Sequence[str] = DEFAULT_LANGUAGES
    ) -> Transcript:
        """The transcript of the call: turns of all channels in time order.

        ``language`` "" is the model's own; of several, the one its words show. A call without
        speech gives no turns. Raises ``RecognitionError``, also for a language the model doesn't know.
        """
        self.check_language(language, languages)
        return self.assemble([self.hear(audio)], language=language, languages=languages)

    def check_language(self, language: str, languages: Sequence[str]) -> None:
        """Nothing, if the model knows what is asked for; else a ``RecognitionError`` with what it knows."""
        wanted = (_short(language),) if language else tuple(languages)
        if any(code in self.languages for code in wanted):
            return
        known = ", ".join(self.languages)
        asked = repr(language) if language else f"any of the languages to expect ({', '.join(languages)})"
        raise RecognitionError(
            f"model {self.model!r} knows {known} only, not {asked}; choose another model for these calls"
        )

    def hear(self, audio: Audio) -> Heard:
        """What is said in this part of a call (or the whole); depends on nothing but the part."""
        if audio.sample_rate != SAMPLE_RATE:
            raise RecognitionError(f"the recogniser needs {SAMPLE_RATE} Hz, not {audio.sample_rate}")
        pieces = [speech_pieces(channel.samples, SAMPLE_RATE, self._options) for channel in audio.channels]
        found = [
            self._utterance(channel, start, end)
            for channel, spans in zip(audio.channels, pieces, strict=True)
            for start, end in spans
        ]
        trusted, doubted = _without_doubtful([each for each in found if each.words], self._options)
        kept, echoes = self._without_echoes(audio, trusted)
        words = {channel.speaker: _words_by(kept, channel.speaker) for channel in audio.channels}
        removed = (*doubted, *echoes)
        unheard = find_unheard(audio, pieces, words, removed, self._options)
        return _shifted(Heard(audio.duration_ms, tuple(words.items()), removed, unheard), audio.start_ms)

    def assemble(
        self, parts: Sequence[Heard], *, language: str = "", languages: Sequence[str] = DEFAULT_LANGUAGES
    ) -> Transcript:
        """The transcript of a call from all its parts in time order."""
        words: dict[Speaker, list[Word]] = {}
        for part in parts:
            for speaker, said in part.words:
                words.setdefault(speaker, []).extend(said)
        turns = build_turns(words, pause_ms=self._options.turn_pause_ms)
        identified = self._identified(language, languages, [turn.text for turn in turns])
        removed = [each for part in parts for each in part.removed]
        unheard = [each for part in parts for each in part.unheard]
        return Transcript(
            language=identified.code,
            duration_ms=max((part.end_ms for part in parts), default=0),
            turns=turns,
            backend=self.backend,
            model=self.model,
            model_hash=self.model_hash,
            asr_confidence=mean_confidence(turns),
            language_confidence=identified.confidence,
            removed=tuple(sorted(removed, key=lambda each: (each.start_ms, each.end_ms, each.speaker))),
            unheard=tuple(sorted(unheard, key=lambda each: (each.start_ms, each.end_ms, each.speaker))),
            warnings=identified.warnings,
        )

    def _utterance(self, channel: Channel, start_ms: int, end_ms: int) -> Utterance:
        part = channel.samples[start_ms * SAMPLE_RATE // 1000 : end_ms * SAMPLE_RATE // 1000]
        tokens = self._recogniser.recognise(part)
        known = [token.logprob for token in tokens if math.isfinite(token.logprob)]
        return Utterance(
            speaker=channel.speaker,
            start_ms=start_ms,
            end_ms=end_ms,
            words=words_of(tokens, start_ms=start_ms, end_ms=end_ms),
            avg_logprob=sum(known) / len(known) if known else 0.0,
            no_speech_prob=0.0,
        )

    def _without_echoes(
        self, audio: Audio, utterances: Sequence[Utterance]
    ) -> tuple[tuple[Utterance, ...], tuple[RemovedText, ...]]:
        channels = {channel.speaker: channel.samples for channel in audio.channels}

        def level(speaker: Speaker, start_ms: int, end_ms: int) -> float:
            return level_at(channels[speaker], SAMPLE_RATE, start_ms, end_ms)

        return without_crosstalk(utterances, level, self._options)

    def _identified(self, language: str, languages: Sequence[str], texts: Sequence[str]) -> Identified:
        if language:
            return Identified(_short(language))
        possible = [code for code in languages if code in self.languages]
        if len(self.languages) == 1 or len(possible) == 1:
            return Identified(possible[0] if possible else self.languages[0])
        guess = guess_language(texts)
        if guess in possible or not texts:
            return Identified(guess)
        code = possible[0] if possible else self.languages[0]
        return Identified(
            code, None, (f"too few words tell the language: taken for {code!r}; use --language",)
        )


def options_digest(options: Options, version: str) -> str:
    """SHA-256 over all that changes what this engine writes, onnx-asr's version included."""
    content = {"engine": f"{BACKEND} {ENGINE_VERSION}", "library": version, "options": options.digest}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("utf-8")).hexdigest()


def _short(code: str) -> str:
    return code.strip().lower().replace("_", "-").partition("-")[0]


def _without_doubtful(
    utterances: Sequence[Utterance], options: Options
) -> tuple[tuple[Utterance, ...], tuple[RemovedText, ...]]:
    kept, removed = [], []
    for each in utterances:
        reason = _doubt(each, options)
        if reason:
            end_ms = max(word.end_ms for word in each.words)
            removed.append(RemovedText(each.speaker, each.words[0].start_ms, end_ms, each.text, reason))
        else:
            kept.append(each)
    return tuple(kept), tuple(removed)


def _doubt(utterance: Utterance, options: Options) -> str:
    if utterance.confidence < options.hopeless_confidence:
        return "too uncertain"
    seconds = max(utterance.end_ms - utterance.start_ms, 1) / 1000
    if len(utterance.words) >= _RATE_WORDS and len(utterance.words) / seconds > options.max_words_per_second:
        return "faster than speech"
    return ""


def _words_by(utterances: Sequence[Utterance], speaker: Speaker) -> tuple[Word, ...]:
    said = [word for each in utterances if each.speaker == speaker for word in each.words]
    return tuple(sorted(said, key=lambda word: (word.start_ms, word.end_ms)))


def _shifted(heard: Heard, by_ms: int) -> Heard:
    """The same with every time moved from the part's beginning to the call's."""
    if not by_ms:
        return heard

    return Heard(
        heard.end_ms + by_ms,
        tuple((speaker, tuple(_moved(word, by_ms) for word in said)) for speaker, said in heard.words),
        tuple(_moved(each, by_ms) for each in heard.removed),
        tuple(_moved(each, by_ms) for each in heard.unheard),
    )


def _moved(each: _Timed, by_ms: int) -> _Timed:
    return replace(each, start_ms=each.start_ms + by_ms, end_ms=each.end_ms + by_ms)
