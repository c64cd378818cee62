"""Owns the plain engine behind ``--exact``: faster-whisper's own loop over each channel, nothing packed.

It is what the fast engine is compared with. Only temperature 0 is tried: Whisper's way out of a bad window
is to sample at higher ones, and sampled words differ from run to run. Speech, languages, cleaning and
turns are as in the fast engine.
"""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speechqa.asr.calls import HeardPart, Origin, Pieces, Voices
from speechqa.asr.cleaning import Utterance
from speechqa.asr.parts import trusted
from speechqa.asr.rounds import Call, Opened, one_by_one, opened
from speechqa.asr.whisper_parts import call_transcript, check_language, identify_part, part_of
from speechqa.records import RemovedText, Speaker, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speechqa.asr.calls import CallLog
    from speechqa.asr.options import Options
    from speechqa.asr.protocol import Heard, Job
    from speechqa.asr.whisper import Segment, Whisper
    from speechqa.records import Audio, Transcript

# Words this far from all speech belong to none of it.
_NEAR_MS = 500


@dataclass(slots=True)
class _Found:
    """What a channel's segments came to: by piece of speech, and what lies outside of all."""

    utterances: list[Utterance] = field(default_factory=list)
    stray: list[RemovedText] = field(default_factory=list)


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

        def write(channel: int) -> list[Segment]:
            samples = audio.channels[channel].samples
            return self._whisper.sequential(samples, call.languages[channel].code, self._options.beam_size)

        found = _Found()
        for channel, segments in zip(speaking, lanes.map(write, speaking), strict=True):
            for segment in segments:
                _place(segment, audio.channels[channel].speaker, part.pieces[channel], found)
        heard = trusted(audio, part.pieces, found.utterances, self._options, stray=found.stray)
        return part.pieces, heard

    def _finish(self, call: Call, log: CallLog) -> Transcript:
        origin = Origin(self.backend, self.model, self.model_hash, self._whisper.warnings)
        return call_transcript(call, log, origin, self._options)


def _place(segment: Segment, speaker: Speaker, pieces: Sequence[tuple[int, int]], found: _Found) -> None:
    """Nothing; the segment's words stand in ``found``, with the pieces of speech they lie in."""
    by_piece: dict[tuple[int, int], list[Word]] = {}
    for said in segment.words:
        word = Word(said.text, said.start_ms, said.end_ms, said.confidence)
        piece = min(pieces, key=lambda span: (_distance(word, span), span))
        if _distance(word, piece) <= _NEAR_MS:
            by_piece.setdefault(piece, []).append(word)
        else:
            found.stray.append(RemovedText(speaker, word.start_ms, word.end_ms, word.text, "no speech"))
    found.utterances += [
        Utterance(speaker, start, end, tuple(words), segment.avg_logprob, segment.no_speech_prob)
        for (start, end), words in by_piece.items()
    ]


def _distance(word: Word, span: tuple[int, int]) -> int:
    """How far the word lies from the span, less than 0 for how long it lies in it."""
    return max(span[0], word.start_ms) - min(span[1], word.end_ms)
