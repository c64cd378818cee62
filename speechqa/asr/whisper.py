"""Owns the calls into faster-whisper and CTranslate2: load a model, encode, detect, decode, align.

Nothing else in speechqa imports these libraries for recognition. Their exceptions leave
as ``ModelError`` (loading) or ``RecognitionError`` (using).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from speechqa.asr.devices import choose_device
from speechqa.errors import ModelError, RecognitionError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from speechqa.asr.options import Options

# The decoder's own limit (half of Whisper's 896 positions).
_MAX_TOKENS = 448
# Written without blanks between words.
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "my", "yue"})
_PREPENDED = "\"'“¿([{-"
_APPENDED = "\"'.。,，!！?？:：”)]}、"


@dataclass(frozen=True, slots=True)
class AlignedWord:
    """A recognised word with its place in the window, milliseconds, and its probability."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the model wrote for one window, and how sure it was."""

    tokens: tuple[int, ...]
    words: tuple[AlignedWord, ...]
    avg_logprob: float
    no_speech_prob: float
    compression: float


class Whisper:
    """A loaded Whisper model in its CTranslate2 form."""

    def __init__(self, folder: Path, *, device: str, threads: int) -> None:
        choice = choose_device(device)
        self.warnings = choice.warnings
        try:
            self._load(folder, choice.device, choice.compute_type, threads)
        except ModelError as error:
            if device != "auto" or choice.device == "cpu":
                raise
            fallback = choose_device("cpu")
            self._load(folder, fallback.device, fallback.compute_type, threads)
            self.warnings = (*self.warnings, f"the GPU can't be used, so the CPU is: {error}")

    def _load(self, folder: Path, device: str, compute_type: str, threads: int) -> None:
        from faster_whisper import WhisperModel

        self.device, self.compute_type = device, compute_type
        try:
            self._model = WhisperModel(
                str(folder),
                device=device,
                compute_type=compute_type,
                cpu_threads=threads,
                local_files_only=True,
            )
            if device == "cuda":  # missing CUDA libraries show only when something is computed
                self._model.encode(np.zeros((self._mels, 3000), dtype=np.float32))
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                f"{folder}: the model can't be loaded on {device}: {_first_line(error)}"
            ) from error

    @property
    def multilingual(self) -> bool:
        """Whether the model knows other languages than English."""
        return bool(self._model.model.is_multilingual)

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages the model knows."""
        return tuple(self._model.supported_languages)

    @property
    def _mels(self) -> int:
        return int(self._model.feat_kwargs.get("feature_size", 80))

    def encode(self, windows: Sequence[NDArray[np.float32]]) -> Any:  # noqa: ANN401 - CTranslate2's StorageView
        """The encoder's output for windows of up to 30 s, each padded with its own silence."""
        frames = self._model.feature_extractor.nb_max_frames
        batch = np.stack([_pad(self._model.feature_extractor(window), frames) for window in windows])
        return self._guard(self._model.encode, batch)

    def detect(self, encoded: Any) -> list[dict[str, float]]:  # noqa: ANN401 - as encode
        """For each window the probability of every language the model knows."""
        results = self._guard(self._model.model.detect_language, encoded)
        return [{token[2:-2]: float(probability) for token, probability in result} for result in results]

    def decode(
        self,
        encoded: Any,  # noqa: ANN401 - as encode
        lengths_ms: Sequence[int],
        language: str,
        options: Options,
        *,
        careful: bool = False,
    ) -> list[Decoded]:
        """The text of each window. ``careful`` forbids repetitions and searches wider."""
        tokenizer = self._tokenizer(language)
        prompt = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        longest = max(lengths_ms) / 1000
        results = self._guard(
            self._model.model.generate,
            encoded,
            [prompt] * len(lengths_ms),
            beam_size=options.beam_size,
            patience=2.0 if careful else 1.0,
            repetition_penalty=1.1 if careful else 1.0,
            no_repeat_ngram_size=4 if careful else 0,
            max_length=min(_MAX_TOKENS, len(prompt) + 30 + int(longest * options.tokens_per_second)),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=_suppressed(tokenizer),
        )
        tokens = [[t for t in result.sequences_ids[0] if t < tokenizer.eot] for result in results]
        words = self._align(tokenizer, encoded, tokens, lengths_ms)
        return [
            Decoded(
                tokens=tuple(ids),
                words=aligned,
                # CTranslate2's score is per token without the end token, which Whisper counts.
                avg_logprob=result.scores[0] * len(ids) / (len(ids) + 1),
                no_speech_prob=float(result.no_speech_prob),
                compression=compression_ratio(tokenizer.decode(ids)),
            )
            for result, ids, aligned in zip(results, tokens, words, strict=True)
        ]

    def _tokenizer(self, language: str) -> Any:  # noqa: ANN401 - faster-whisper is untyped
        from faster_whisper.tokenizer import Tokenizer

        return Tokenizer(self._model.hf_tokenizer, self.multilingual, task="transcribe", language=language)

    def _align(
        self,
        tokenizer: Any,  # noqa: ANN401 - as _tokenizer
        encoded: Any,  # noqa: ANN401 - as encode
        tokens: list[list[int]],
        lengths_ms: Sequence[int],
    ) -> list[tuple[AlignedWord, ...]]:
        from faster_whisper.transcribe import merge_punctuations

        if not any(tokens):
            return [()] * len(tokens)
        frames = [length // 10 for length in lengths_ms]
        aligned = self._guard(self._model.find_alignment, tokenizer, tokens, encoded, frames)
        for words in aligned:
            merge_punctuations(words, _PREPENDED, _APPENDED)
        spaced = tokenizer.language_code not in _UNSPACED
        return [_whole_words(words, spaced=spaced) for words in aligned]

    def _guard(self, call: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - passes anything on
        try:
            return call(*args, **options)
        except (RuntimeError, ValueError, IndexError, MemoryError) as error:
            raise RecognitionError(f"the recogniser failed: {_first_line(error)}") from error


def compression_ratio(text: str) -> float:
    """How many times zlib shortens the text; loops compress well (Whisper's own measure)."""
    raw = text.encode("utf-8")
    return len(raw) / len(zlib.compress(raw)) if raw else 0.0


def _pad(features: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """Features filled up to ``frames`` with their minimum: zeros are mid-level energy and invite loops."""
    features = features[:, :frames]
    missing = frames - features.shape[1]
    return np.pad(features, ((0, 0), (0, missing)), constant_values=float(features.min()))


def _suppressed(tokenizer: Any) -> list[int]:  # noqa: ANN401 - faster-whisper is untyped
    from faster_whisper.transcribe import get_suppressed_tokens

    return list(get_suppressed_tokens(tokenizer, [-1]))


def _whole_words(parts: Sequence[dict[str, Any]], *, spaced: bool) -> tuple[AlignedWord, ...]:
    """The aligner's parts as words as people write them: "8" and ".15" are one, and "five" and "-year"."""
    words: list[AlignedWord] = []
    for part in parts:
        text = part["word"]
        if not text.strip():
            continue
        word = _aligned_word(part)
        if words and spaced and not text.startswith(" "):
            last = words.pop()
            confidence = round((last.confidence + word.confidence) / 2, 4)
            word = AlignedWord(last.text + word.text, last.start_ms, word.end_ms, confidence)
        words.append(word)
    return tuple(words)


def _aligned_word(word: dict[str, Any]) -> AlignedWord:
    return AlignedWord(
        text=" ".join(word["word"].split()),
        start_ms=round(float(word["start"]) * 1000),
        end_ms=round(float(word["end"]) * 1000),
        confidence=round(min(max(float(word["probability"]), 0.0), 1.0), 4),
    )


def _first_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).strip().split(chr(10), 1)[0][:300]}"
