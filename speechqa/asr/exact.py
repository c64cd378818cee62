"""Owns the plain engine behind ``--exact``: faster-whisper's own loop over each channel, nothing packed.

It is what the fast engine is compared with. Only temperature 0 is tried: Whisper's way out of a bad window
is to sample at higher ones, and sampled words differ from run to run. Speech, languages, cleaning and
turns are as in the fast engine.
"""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TYPE_CHECKING

from speechqa.asr.calls import HeardPart, Origin, Pieces, Voices
from speechqa.asr.cleaning import Utterance
from speechqa.asr.parts import trusted
from speechqa.asr.rounds import Call, Opened, one_by_one, opened
from speechqa.asr.whisper_parts import call_transcript, check_language, identify_part, part_of
from speechqa.asr.windows import Decoded
from speechqa.records import RemovedText, Speaker, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.asr.calls import CallLog
    from speechqa.asr.options import Options
    from speechqa.asr.protocol import Heard, Job
    from speechqa.asr.whisper import Whisper
    from speechqa.records import Audio, Transcript

# Words this far from all speech belong to none of it.
_NEAR_MS = 500


class ExactWhisper:
    """The ``Transcriber`` over faster-whisper's sequential loop; see the module for what it does."""

    backend = "faster_whisper"

    def __init__(
        self, whisper: Whisper, *, model: str, model_hash: str, options: Options, lanes: int = 1
    ) -> None:
        self._whisper = whisper
        self._options = options
        self._lanes = lanes
        self._voices = Voices()
        self.model = model
        self.model_hash = model_hash
        self.options_hash = options.digest

    def transcribe(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Heard]]:
        """Each job with its transcript or its error, in their order."""
        with ThreadPoolExecutor(self._lanes) as lanes:
            yield from one_by_one(
                jobs, self._open, lambda call, audio: self._hear(call, audio, lanes), self._finish
            )

    def _open(self, job: Job) -> Opened:
        check_language(job, self._whisper)
        return opened(job, self._voices)

    def _hear(self, call: Call, audio: Audio, lanes: Executor) -> tuple[tuple[Pieces, ...], HeardPart]:
        part = part_of(call, audio, self._options)
        identify_part(part, self._whisper)
        speaking = [channel for channel in sorted(call.languages) if part.pieces[channel]]

        def write(channel: int) -> list[Decoded]:
            return self._lines(audio.channels[channel].samples, call.languages[channel].code)

        found: list[Utterance] = []
        stray: list[RemovedText] = []
        for channel, written in zip(speaking, lanes.map(write, speaking), strict=True):
            for line in written:
                inside, outside = placed(line, audio.channels[channel].speaker, part.pieces[channel])
                found += inside
                stray += outside
        return part.pieces, trusted(audio, part.pieces, found, self._options, stray=stray)

    def _lines(self, samples: NDArray[np.float32], language: str) -> list[Decoded]:
        written = self._whisper.sequential(
            samples,
            language,
            beam_size=self._options.beam_size,
            temperature=0.0,
            condition_on_previous_text=False,
            vad_filter=True,
        )
        return [
            Decoded(words, float(line.avg_logprob), float(line.no_speech_prob)) for words, line in written
        ]

    def _finish(self, call: Call, log: CallLog) -> Transcript:
        origin = Origin(self.backend, self.model, self.model_hash, self._whisper.warnings)
        return call_transcript(call, log, origin, self._options)


def placed(
    line: Decoded, speaker: Speaker, pieces: Sequence[tuple[int, int]]
) -> tuple[list[Utterance], list[RemovedText]]:
    """The line's words by the stretch of speech they lie in, and those that lie outside of all."""
    inside: dict[tuple[int, int], list[Word]] = {}
    outside = []
    for said in line.words:
        word = Word(said.text, said.start_ms, said.end_ms, said.confidence)
        piece = min(pieces, key=lambda span: (_distance(word, span), span))
        if _distance(word, piece) <= _NEAR_MS:
            inside.setdefault(piece, []).append(word)
        else:
            outside.append(RemovedText(speaker, word.start_ms, word.end_ms, word.text, "no speech"))
    found = [
        Utterance(speaker, start, end, tuple(words), line.avg_logprob, line.no_speech_prob)
        for (start, end), words in inside.items()
    ]
    return found, outside


def _distance(word: Word, span: tuple[int, int]) -> int:
    """How far the word lies from the span, less than 0 for how long it lies in it."""
    return max(span[0], word.start_ms) - min(span[1], word.end_ms)
