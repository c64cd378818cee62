"""Owns the faster-whisper engine: from recordings to transcripts, many at a time.

Speech is found per channel, packed into windows, decoded in batches over all calls of a round, aligned,
put back in its place, cleaned of invented words and merged into turns. Nothing is sampled and no window
knows its neighbours: the same recording gives the same transcript.
"""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.asr.calls import HeardPart, Origin, Pieces, Voices
from speechqa.asr.cleaning import Utterance
from speechqa.asr.decoding import Said, decode_windows, encode
from speechqa.asr.devices import choose_threads
from speechqa.asr.language_id import Identified, agreed, call_language, given_language, identify
from speechqa.asr.options import Options
from speechqa.asr.packing import pack
from speechqa.asr.parts import speech_of, trusted
from speechqa.asr.rounds import Ahead, Call, Opened, Step, attempt, ended, opened, rounds, steps
from speechqa.asr.windows import Decoded, Window, silent_pieces, utterances, window_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from speechqa.asr.calls import CallLog
    from speechqa.asr.protocol import Heard, Job
    from speechqa.asr.whisper import Whisper
    from speechqa.records import Audio, Transcript

# How many windows of a channel decide on its language.
_LANGUAGE_WINDOWS = 2


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
) -> FasterWhisper:
    """The engine with the model in ``model_dir`` loaded and ready.

    ``model_hash`` is what ``catalogue.open_model`` gave. ``threads`` 0 takes the physical
    cores. Raises ``ModelError`` when the model or the device can't be used.
    """
    from speechqa.asr.whisper import Whisper

    lanes = choose_threads(threads)
    whisper = Whisper(model_dir, device=device, threads=lanes)
    options = whisper_options(f"{whisper.device}/{whisper.compute_type}", exact=exact)
    return FasterWhisper(whisper, model=model_name, model_hash=model_hash, options=options, lanes=lanes)


@dataclass(slots=True, eq=False)
class _Part:
    """A part of a call in this round: its speech by channel, its windows and what was heard in them."""

    call: Call
    audio: Audio
    pieces: tuple[Pieces, ...]
    said: list[Said]
    found: list[Utterance]


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

    def _open(self, job: Job) -> Opened:
        if job.language:
            given_language(job.language, self._whisper.languages)
        return opened(job, self._voices)

    def _round(self, gathered: Sequence[Step], lanes: Executor) -> Iterator[tuple[Job, Heard]]:
        """The calls that end in this round."""
        heard = list(lanes.map(self._listen, (step for step in gathered if step.audio is not None)))
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

    def _listen(self, step: Step) -> _Part | None:
        """A part with its speech found and packed; None where that failed."""
        audio = step.audio
        with attempt(step.call):
            if audio is None or step.call.error is not None:
                return None
            pieces = speech_of(audio, self._options)
            said = [
                Said(window, "")
                for channel, own in enumerate(pieces)
                for window in self._windows(audio, channel, own)
            ]
            return _Part(step.call, audio, pieces, said, [])
        return None

    def _windows(self, audio: Audio, channel: int, pieces: Sequence[tuple[int, int]]) -> list[Window]:
        packs = pack(channel, pieces, limit_ms=self._options.pack_ms, gap_ms=self._options.gap_ms)
        return [window_of(audio, packed, self._options) for packed in packs]

    def _identify(self, parts: Sequence[_Part], lanes: Executor) -> None:
        """Nothing; every window gets its language: the one asked for, or the one its channel is in."""
        for part, _ in zip(parts, lanes.map(self._identify_part, parts), strict=True):
            for index, said in enumerate(part.said):
                found = part.call.languages.get(said.window.pack.channel)
                part.said[index] = replace(said, language=found.code if found else "")

    def _identify_part(self, part: _Part) -> None:
        with attempt(part.call):
            job, known = part.call.job, self._whisper.languages
            for channel in sorted(
                {said.window.pack.channel for said in part.said} - part.call.languages.keys()
            ):
                if job.language:
                    part.call.languages[channel] = given_language(job.language, known)
                elif not self._whisper.multilingual:
                    code = "en" if "en" in job.languages else job.languages[0]
                    part.call.languages[channel] = given_language(code, known)
                else:
                    part.call.languages[channel] = self._heard_language(part, channel)
            part.call.languages.update(agreed(part.call.languages, given=bool(job.language)))

    def _heard_language(self, part: _Part, channel: int) -> Identified:
        own = [index for index, said in enumerate(part.said) if said.window.pack.channel == channel]
        beliefs = []
        for index in own[:_LANGUAGE_WINDOWS]:
            window = part.said[index].window
            (encoding,) = encode(self._whisper, [window])
            part.said[index] = replace(part.said[index], encoding=encoding)
            beliefs.append((self._whisper.detect([encoding])[0], window.pack.speech_ms))
        return identify(beliefs, part.call.job.languages, self._whisper.languages)

    def _decode(self, parts: Sequence[_Part], lanes: Executor) -> None:
        """Nothing; every part gets what was heard in its windows."""
        waiting = [(part, said) for part in parts if part.call.error is None for said in part.said]
        decoded = decode_windows(self._whisper, [said for _, said in waiting], self._options, lanes)
        for (part, said), heard in zip(waiting, decoded, strict=True):
            _keep(part, said, heard)

    def _rescue(self, parts: Sequence[_Part], lanes: Executor) -> None:
        """Nothing; pieces that came back without a word are decoded once more, apart from the rest."""
        waiting: list[tuple[_Part, Said]] = []
        for part in parts:
            for channel, sound in enumerate(part.audio.channels):
                own = [each for each in part.found if each.speaker == sound.speaker]
                lost = silent_pieces(own, least_ms=self._options.rescue_ms)
                language = part.call.languages.get(channel)
                if language is not None and part.call.error is None:
                    windows = self._windows(part.audio, channel, lost)
                    waiting += [(part, Said(window, language.code)) for window in windows]
        decoded = decode_windows(self._whisper, [said for _, said in waiting], self._options, lanes)
        for (part, said), heard in zip(waiting, decoded, strict=True):
            _keep(part, said, heard)

    def _finished(self, part: _Part) -> HeardPart | None:
        """What can be trusted of what was heard in a part; None where that failed."""
        with attempt(part.call):
            return trusted(part.audio, part.pieces, part.found, self._options)
        return None

    def _transcript(self, call: Call, log: CallLog) -> Transcript:
        origin = Origin(self.backend, self.model, self.model_hash, self._whisper.warnings)
        identified = call_language(call.languages, log.speakers, call.job.language)
        return log.transcript(identified, origin, turn_pause_ms=self._options.turn_pause_ms)


def _keep(part: _Part, said: Said, heard: Decoded) -> None:
    with attempt(part.call):
        part.found += utterances(said.window, heard)
