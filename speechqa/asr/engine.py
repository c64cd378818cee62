"""Owns the faster-whisper engine: from recordings to transcripts, many at a time.

Speech is found per channel, packed into windows, decoded in batches over all calls of a round, aligned,
put back in its place, cleaned of invented words and merged into turns. Nothing is sampled and no window
knows its neighbours: the same recording gives the same transcript.
"""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa.asr.calls import HeardPart, Origin, Voices
from speechqa.asr.decoding import Said, decode_windows
from speechqa.asr.devices import choose_threads, return_free_memory
from speechqa.asr.exact import ExactWhisper
from speechqa.asr.options import Options
from speechqa.asr.parts import trusted
from speechqa.asr.rounds import Ahead, Call, Opened, Step, attempt, ended, opened, rounds, steps
from speechqa.asr.whisper_parts import (
    WhisperPart,
    call_transcript,
    check_language,
    identify_part,
    part_of,
    windows_of,
)
from speechqa.asr.windows import Decoded, silent_stretches, utterances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from speechqa.asr.calls import CallLog
    from speechqa.asr.protocol import Heard, Job
    from speechqa.asr.whisper import Whisper
    from speechqa.records import PhraseSound, SoundQuestion, Transcript


def whisper_options(compute_type: str, *, exact: bool = False) -> Options:
    """The options of this engine on a device and number format, such as "cpu/int8"."""
    from speechqa.audio.diarisation import voice_model_hash

    return Options(compute_type=compute_type, exact=exact, voice_model=voice_model_hash())


def load_transcriber(  # noqa: PLR0913 - what a loaded model depends on
    model_dir: Path,
    model_name: str,
    *,
    model_hash: str = "",
    device: str = "auto",
    threads: int = 0,
    exact: bool = False,
) -> FasterWhisper | ExactWhisper:
    """The engine with the model in ``model_dir`` loaded and ready; the plain one if ``exact``.

    ``model_hash`` is what ``catalogue.open_model`` gave. ``threads`` 0 takes the physical
    cores. Raises ``ModelError`` when the model or the device can't be used.
    """
    from speechqa.asr.whisper import Whisper

    lanes = choose_threads(threads)
    whisper = Whisper(model_dir, device=device, threads=lanes)
    options = whisper_options(f"{whisper.device}/{whisper.compute_type}", exact=exact)
    engine = ExactWhisper if exact else FasterWhisper
    return engine(whisper, model=model_name, model_hash=model_hash, options=options, lanes=lanes)


class FasterWhisper:
    """The ``Transcriber`` over faster-whisper; see the module for what it does."""

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
        ahead = Ahead(rounds(steps(jobs, self._open)))
        with ThreadPoolExecutor(self._lanes) as lanes, closing(ahead):
            for gathered in ahead:
                yield from self._round(gathered, lanes)
                return_free_memory()

    def hear_again(
        self, job: Job, questions: Sequence[SoundQuestion], *, language: str
    ) -> tuple[PhraseSound, ...]:
        """What the sound of a recording heard before, in this language, tells of phrases its words lack.

        Raises ``CallError`` when the recording can't be heard any more.
        """
        from speechqa.asr.second_look import hear_phrases
        from speechqa.audio import open_sound

        with (
            ThreadPoolExecutor(self._lanes) as lanes,
            open_sound(job.path, channel_map=job.channels) as sound,
        ):
            return hear_phrases(
                self._whisper,
                sound.parts(),
                questions,
                language=language,
                options=self._options,
                run=lanes.map,
            )

    def _open(self, job: Job) -> Opened:
        check_language(job, self._whisper)
        return opened(job, self._voices)

    def _round(self, gathered: Sequence[Step], lanes: Executor) -> Iterator[tuple[Job, Heard]]:
        """The calls that end in this round."""
        heard = [self._listen(step, lanes) for step in gathered if step.audio is not None]
        parts = [part for part in heard if part is not None and part.call.error is None]
        self._identify(parts, lanes)
        self._decode(parts, lanes)
        self._rescue(parts, lanes)
        finished = lanes.map(self._finished, parts)
        for part, result in zip(parts, finished, strict=True):
            with attempt(part.call):
                if result is not None and part.call.log is not None:
                    part.call.log.add(part.audio, part.pieces, result)
        for step in gathered:
            if step.audio is None:
                yield step.call.job, ended(step.call, self._transcript)

    def _listen(self, step: Step, lanes: Executor) -> WhisperPart | None:
        """A part with its speech found and packed; None where that failed."""
        with attempt(step.call):
            if step.audio is not None and step.call.error is None:
                return part_of(step.call, step.audio, self._options, run=lanes.map)
        return None

    def _identify(self, parts: Sequence[WhisperPart], lanes: Executor) -> None:
        """Nothing; every window gets its language: the one asked for, or the one its channel is in."""
        for part, _ in zip(parts, lanes.map(self._identify_part, parts), strict=True):
            for index, said in enumerate(part.said):
                found = part.call.languages.get(said.window.pack.channel)
                part.said[index] = replace(said, language=found.code if found else "")

    def _identify_part(self, part: WhisperPart) -> None:
        with attempt(part.call):
            identify_part(part, self._whisper)

    def _decode(self, parts: Sequence[WhisperPart], lanes: Executor) -> None:
        """Nothing; every part gets what was heard in its windows."""
        said = [said for part in parts if part.call.error is None for said in part.said]
        self._hear(parts, said, lanes)

    def _rescue(self, parts: Sequence[WhisperPart], lanes: Executor) -> None:
        """Nothing; stretches of speech that came back without a word are decoded once more, by themselves."""
        waiting: list[Said] = []
        for part in parts:
            for channel, sound in enumerate(part.audio.channels):
                own = [each for each in part.found if each.speaker == sound.speaker]
                lost = silent_stretches(
                    own, least_ms=self._options.rescue_ms, between_ms=self._options.rescue_between_ms
                )
                language = part.call.languages.get(channel)
                if language is not None and part.call.error is None:
                    windows = windows_of(part.audio, channel, lost, self._options)
                    waiting += [Said(window, language.code) for window in windows]
        self._hear(parts, waiting, lanes)

    def _hear(self, parts: Sequence[WhisperPart], said: Sequence[Said], lanes: Executor) -> None:
        by_audio = {id(part.audio): part for part in parts}
        for window, heard in decode_windows(self._whisper, said, self._options, lanes):
            _keep(by_audio[id(window.window.audio)], window, heard)

    def _finished(self, part: WhisperPart) -> HeardPart | None:
        """What can be trusted of what was heard in a part; None where that failed."""
        with attempt(part.call):
            return trusted(part.audio, part.pieces, part.found, self._options)
        return None

    def _transcript(self, call: Call, log: CallLog) -> Transcript:
        origin = Origin(self.backend, self.model, self.model_hash, self._whisper.warnings)
        return call_transcript(call, log, origin, self._options)


def _keep(part: WhisperPart, said: Said, heard: Decoded) -> None:
    with attempt(part.call):
        part.found += utterances(said.window, heard)
