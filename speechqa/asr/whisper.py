"""Owns the calls into faster-whisper and CTranslate2: load a model, encode, detect, decode, align.

All calls may come from several threads at once: the model has a lane for each.
Nothing else in speechqa imports these libraries for recognition. Their exceptions leave
as ``ModelError`` (loading) or ``RecognitionError`` (using).
"""

from __future__ import annotations

import threading
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from speechqa.asr.devices import DeviceChoice, choose_batch, choose_device, keep_numpy_to_one_thread
from speechqa.errors import ModelError, RecognitionError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray


# Whisper's decoder has this many positions; half are for what was written before.
_MAX_LENGTH = 448
# Written without blanks between words.
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "my", "yue"})
_PREPENDED = "\"'“¿([{-"
_APPENDED = "\"'.。,，!！?？:：”)]}、"


class GpuMemoryError(RecognitionError):
    """The windows of a batch don't fit into the GPU's memory."""


@dataclass(frozen=True, slots=True)
class AlignedWord:
    """A recognised word with its place in the window, milliseconds, and its probability."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Text:
    """What the model wrote for one window, and how sure it was."""

    tokens: tuple[int, ...]
    text: str
    avg_logprob: float
    no_speech_prob: float
    compression: float


@dataclass(frozen=True, slots=True)
class Search:
    """How the decoder looks for the likeliest text. ``careful`` forbids repetitions and searches wider."""

    beam_size: int
    careful: bool = False


class Whisper:
    """A loaded Whisper model in its CTranslate2 form, with ``threads`` lanes of one thread each.

    Lanes share the weights, and several windows at once get more done than one window on all cores.
    """

    def __init__(self, folder: Path, *, device: str, threads: int) -> None:
        self._folder, self._threads = folder, threads
        self._tokenizers: dict[str, Any] = {}
        self._moving = threading.Lock()
        keep_numpy_to_one_thread()
        choice = choose_device(device)
        self.warnings = choice.warnings
        try:
            self._load(choice)
        except ModelError as error:
            if device != "auto" or choice.device == "cpu":
                raise
            self._load(choose_device("cpu"))
            self.warnings = (*self.warnings, f"the GPU can't be used, so the CPU is: {error}")
        self.batch = choose_batch(self.device)

    def move_to_cpu(self) -> None:
        """Nothing; from now on the CPU works, as the GPU's memory doesn't suffice; ``warnings`` tell."""
        with self._moving:
            if self.device == "cpu":
                return
            self._load(choose_device("cpu"))
            self.batch = choose_batch("cpu")
            self.warnings = (*self.warnings, "the GPU's memory ran out: transcribed on the CPU instead")

    def _load(self, choice: DeviceChoice) -> None:
        from faster_whisper import WhisperModel

        folder, device = self._folder, choice.device
        try:
            self._model = WhisperModel(
                str(folder),
                device=device,
                compute_type=choice.compute_type,
                cpu_threads=1,
                num_workers=self._threads if device == "cpu" else 1,
                local_files_only=True,
            )
            self.device, self.compute_type = device, choice.compute_type
            if device == "cuda":  # missing CUDA libraries show only when something is computed
                self._model.encode(np.zeros((self._mels, 3000), dtype=np.float32))
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                f"{folder}: the model can't be loaded on {device}: {_first_line(error)}"
            ) from error

    @property
    def lanes(self) -> int:
        """How many calls can be at work at once."""
        return self._threads if self.device == "cpu" else 1

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

    def encode(
        self, sounds: Sequence[NDArray[np.float32]], frames: int, *, kept: int = 0
    ) -> list[NDArray[np.float32]]:
        """The encoder's output for each sound: shape (kept / 2, model width), 20 ms a row.

        ``frames`` (10 ms each, at most 3000) is how much the encoder sees; a shorter sound is
        followed by its own silence, of which the decoder needs less: it gets the first ``kept`` frames
        (0: all). On a CPU sounds go one by one: a window fits the caches, a batch doesn't.
        """
        rows = (kept or frames) // 2
        features = [_pad(self._model.feature_extractor(sound), frames) for sound in sounds]
        size = len(features) if self.device == "cuda" else 1
        out: list[NDArray[np.float32]] = []
        for start in range(0, len(features), size):
            encoded = self._guard(self._model.encode, np.stack(features[start : start + size]))
            out.extend(each[:rows] for each in self._guard(_to_numpy, encoded))
        return out

    def detect(self, encodings: Sequence[NDArray[np.float32]]) -> list[dict[str, float]]:
        """For each window the probability of every language the model knows."""
        results = self._guard(self._model.model.detect_language, _view(encodings))
        return [{token[2:-2]: float(probability) for token, probability in result} for result in results]

    def decode(
        self,
        encodings: Sequence[NDArray[np.float32]],
        languages: Sequence[str],
        search: Search,
        *,
        max_tokens: int,
    ) -> list[Text]:
        """The text of each window, all of one length, each in its language, of up to ``max_tokens``."""
        tokenizers = [self._tokenizer(language) for language in languages]
        results = self._guard(
            self._model.model.generate,
            _view(encodings),
            [[*each.sot_sequence, each.no_timestamps] for each in tokenizers],
            beam_size=search.beam_size,
            patience=2.0 if search.careful else 1.0,
            repetition_penalty=1.1 if search.careful else 1.0,
            no_repeat_ngram_size=4 if search.careful else 0,
            max_length=min(_MAX_LENGTH, 2 * max_tokens),  # CTranslate2 writes up to half of it
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=_suppressed(tokenizers[0]),
        )
        return [_text(result, tokenizer) for result, tokenizer in zip(results, tokenizers, strict=True)]

    def align(
        self, encoding: NDArray[np.float32], text: Text, language: str, length_ms: int
    ) -> tuple[AlignedWord, ...]:
        """The words of one window with their times. One at a time: in a batch the neighbours' lengths
        change the last digits of the result.
        """
        from faster_whisper.transcribe import merge_punctuations

        if not text.tokens:
            return ()
        tokenizer = self._tokenizer(language)
        frames = [min(length_ms // 10, 2 * len(encoding))]
        (words,) = self._guard(
            self._model.find_alignment, tokenizer, [list(text.tokens)], _view([encoding]), frames
        )
        merge_punctuations(words, _PREPENDED, _APPENDED)
        return _whole_words(words, spaced=language not in _UNSPACED)

    def sequential(
        self, sound: NDArray[np.float32], language: str, **options: float
    ) -> list[tuple[tuple[AlignedWord, ...], Any]]:
        """The words of each line that faster-whisper's own loop writes of a sound, and the line."""
        call = self._model.transcribe
        lines, _ = self._guard(call, sound, language=language, word_timestamps=True, **options)
        spaced = language not in _UNSPACED
        return [
            (_whole_words([asdict(word) for word in line.words or ()], spaced=spaced), line)
            for line in self._guard(list, lines)
        ]

    def _tokenizer(self, language: str) -> Any:  # noqa: ANN401 - faster-whisper is untyped
        from faster_whisper.tokenizer import Tokenizer

        if language not in self._tokenizers:
            self._tokenizers[language] = Tokenizer(
                self._model.hf_tokenizer, self.multilingual, task="transcribe", language=language
            )
        return self._tokenizers[language]

    def _guard(self, call: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - passes anything on
        try:
            return call(*args, **options)
        except (RuntimeError, ValueError, IndexError, MemoryError) as error:
            if self.device == "cuda" and "out of memory" in str(error):
                raise GpuMemoryError(f"the GPU's memory ran out: {_first_line(error)}") from error
            raise RecognitionError(f"the recogniser failed: {_first_line(error)}") from error


def _view(encodings: Sequence[NDArray[np.float32]]) -> Any:  # noqa: ANN401 - CTranslate2's StorageView
    import ctranslate2

    return ctranslate2.StorageView.from_array(np.ascontiguousarray(np.stack(encodings)))


def _to_numpy(encoded: Any) -> NDArray[np.float32]:  # noqa: ANN401 - CTranslate2's StorageView
    if encoded.device != "cpu":
        import ctranslate2

        encoded = encoded.to_device(ctranslate2.Device.cpu)
    return np.array(encoded)


def _text(result: Any, tokenizer: Any) -> Text:  # noqa: ANN401 - both are untyped
    tokens = tuple(token for token in result.sequences_ids[0] if token < tokenizer.eot)
    text = tokenizer.decode(list(tokens))
    return Text(
        tokens=tokens,
        text=text,
        # CTranslate2's score is per token without the end token, which Whisper counts.
        avg_logprob=result.scores[0] * len(tokens) / (len(tokens) + 1),
        no_speech_prob=float(result.no_speech_prob),
        compression=compression_ratio(text),
    )


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
