"""Owns the ONNX engine: a second recogniser for models that Whisper's engine can't read.

Speech is found per channel and each stretch recognised by itself, so nothing depends on what else
was said. Such a model invents no phrases in silence; what it is hopelessly unsure of is taken out.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.asr.calls import HeardPart, Origin, Pieces, Voices
from speechqa.asr.cleaning import Utterance
from speechqa.asr.devices import choose_threads
from speechqa.asr.language_id import Identified
from speechqa.asr.onnx_folder import BACKEND, read_folder
from speechqa.asr.onnx_words import words_of
from speechqa.asr.options import Options
from speechqa.asr.parts import speech_of, trusted
from speechqa.asr.rounds import Call, Opened, one_by_one, opened
from speechqa.asr.text_language import guess_language
from speechqa.errors import RecognitionError
from speechqa.records import RemovedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from speechqa.asr.calls import CallLog
    from speechqa.asr.onnx_folder import OnnxModel
    from speechqa.asr.onnx_models import OnnxRecogniser
    from speechqa.asr.protocol import Heard, Job
    from speechqa.records import Audio, Channel, Transcript

SAMPLE_RATE = 16_000
# Goes up with any change of code here or in onnx_words that can change a transcript.
ENGINE_VERSION = "2"
# These models were trained on stretches of up to 20-30 s.
_LONGEST_PIECE_MS = 20_000
# Too few words make no speaking rate.
_RATE_WORDS = 6


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
    from speechqa.audio.diarisation import voice_model_hash

    version = library_version()
    model = read_folder(folder)
    compute_type = f"{choose_provider(device)}/{model.precision or 'float32'}"
    options = Options(compute_type=compute_type, pack_ms=_LONGEST_PIECE_MS, voice_model=voice_model_hash())
    return OnnxPlan(model, options, options_digest(options, version))


def load_onnx(  # noqa: PLR0913 - what a loaded model depends on
    model_dir: Path,
    model_name: str,
    *,
    model_hash: str = "",
    device: str = "auto",
    threads: int = 0,
    exact: bool = False,  # noqa: ARG001 - every engine is loaded with the same words
) -> OnnxAsr:
    """The engine with the model in ``model_dir`` loaded and ready; nothing is ever downloaded.

    ``threads`` 0 takes the physical cores. ``exact`` changes nothing: stretches are recognised
    one by one in any case. Raises ``ModelError`` as ``plan_onnx``, and when the
    model can't be loaded.
    """
    from speechqa.asr.onnx_models import OnnxRecogniser

    plan = plan_onnx(model_dir, device=device)
    recogniser = OnnxRecogniser(plan.model, device=device, threads=choose_threads(threads))
    return OnnxAsr(recogniser, plan, model=model_name, model_hash=model_hash or plan.model.hash)


class OnnxAsr:
    """The ``Transcriber`` over onnx-asr; see the module for what it does."""

    backend = BACKEND

    def __init__(self, recogniser: OnnxRecogniser, plan: OnnxPlan, *, model: str, model_hash: str) -> None:
        self._recogniser = recogniser
        self._options = plan.options
        self._voices = Voices()
        self.languages = plan.model.languages
        self.model = model
        self.model_hash = model_hash
        self.options_hash = plan.options_hash

    def transcribe(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Heard]]:
        """Each job with its transcript or its error, in their order.

        The language is the model's own; of several, the one asked for or the one the words show.
        """
        return one_by_one(jobs, self._open, self._hear, self._finish)

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

    def _open(self, job: Job) -> Opened:
        self.check_language(job.language, job.languages)
        return opened(job, self._voices)

    def _hear(self, _call: Call, audio: Audio) -> tuple[tuple[Pieces, ...], HeardPart]:
        pieces = speech_of(audio, self._options)
        found = [
            self._utterance(channel, start, end)
            for channel, spans in zip(audio.channels, pieces, strict=True)
            for start, end in spans
        ]
        return pieces, trusted(audio, pieces, found, self._options, clean=_without_doubtful)

    def _finish(self, call: Call, log: CallLog) -> Transcript:
        origin = Origin(self.backend, self.model, self.model_hash)
        identified = self._identified(call.job.language, call.job.languages, log.texts)
        return log.transcript(identified, origin, turn_pause_ms=self._options.turn_pause_ms)

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
