"""Owns the ways to transcribe that are timed, each in a process of its own.

``python benchmarks/ways.py WAY job.json result.json`` runs one way over one set. An engine that
lives in this process is timed from the loaded model on; whatever starts processes of its own
(the command line, ours) is timed from outside, and what a start costs is taken off.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import recordings
from recordings import SPEAKERS, Sound

BEAM, BATCH = 5, 8
# Text by call id and speaker.
Texts = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Job:
    """One way over one set: where the model is, how many cores there are."""

    sounds: str
    model_dir: str
    model: str
    models: str
    cores: int


# What a way is called in tables; "-n": as many processes as cores, one thread each.
TITLES = {
    "batched": "faster-whisper batched (8)",
    "batched-n": "faster-whisper batched (8), a process a core",
    "sequential": "faster-whisper sequential",
    "sequential-n": "faster-whisper sequential, a process a core",
    "cli": "whisper-ctranslate2",
    "cli-n": "whisper-ctranslate2, a process a core",
    "ours": "ours, default",
    "ours-1": "ours, one process",
    "ours-exact": "ours, exact",
}
# A way of ours to the settings it differs by from the defaults.
OURS: dict[str, dict[str, object]] = {
    "ours": {},
    "ours-1": {"workers": 1},
    "ours-exact": {"exact": True},
}


def names(cores: int) -> list[str]:
    """All ways that this machine and this version of speechqa know, peers first."""
    from speechqa.settings import Settings

    known = {field.name for field in fields(Settings)}
    there = [way for way in TITLES if set(OURS.get(way, {})) <= known]
    return [way for way in there if cores > 1 or not way.endswith("-n")]


def main() -> int:
    """0; writes texts, and seconds of work where this process can tell them from its start."""
    way, job_file, result = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    job = Job(**json.loads(job_file.read_text(encoding="utf-8")))
    sounds = recordings.load(Path(job.sounds))
    texts, work_s = _run(way, sounds, job, result.with_suffix(".out"))
    result.write_text(json.dumps({"texts": texts, "work_s": work_s}), encoding="utf-8")
    return 0


def _run(way: str, sounds: Sequence[Sound], job: Job, out: Path) -> tuple[Texts, float | None]:
    if way in OURS:
        return ours(sounds, our_settings(way, job)), None
    name, _, spread = way.partition("-")
    if name == "cli":
        return command_line(sounds, job, out, processes=job.cores if spread else 1), None
    if spread:
        return in_processes(name, sounds, job)
    transcribe = engine(name, job.model_dir, job.cores)
    started = time.perf_counter()
    texts = {sound.call_id: _both(transcribe, sound) for sound in sounds}
    return texts, time.perf_counter() - started


# -- ours ---------------------------------------------------------------------------------------


def our_settings(way: str, job: Job) -> Any:  # noqa: ANN401  # speechqa's Settings, imported late
    """The product's own defaults, with what this way differs by."""
    from speechqa import settings

    differs = {name: job.cores if value == "cores" else value for name, value in OURS[way].items()}
    return settings.load(options={"model": job.model, "models": job.models, **differs}, environ=None)


def ours(sounds: Sequence[Sound], chosen: Any) -> Texts:  # noqa: ANN401  # as above
    """What ``speechqa run`` hears in the recordings, by the way it hears them."""
    from speechqa.cli import recogniser
    from speechqa.pipeline import listening
    from speechqa.records import Failure, Recording

    calls = [
        Recording(
            path=each.stereo, file=each.call_id, content_hash="", call_id=each.call_id, language=each.language
        )
        for each in sounds
    ]
    texts: Texts = {}
    for recording, heard in listening.listen(calls, recogniser.listening(chosen)):
        if isinstance(heard, Failure):
            raise TypeError(f"{heard.file}: {heard.error}")
        texts[recording.call_id] = {
            speaker: " ".join(turn.text for turn in heard.turns if turn.speaker == speaker)
            for speaker in SPEAKERS
        }
    return texts


# -- faster-whisper, as a library ---------------------------------------------------------------


@lru_cache(maxsize=1)
def engine(name: str, model_dir: str, threads: int) -> Callable[[str, str], str]:
    """A function from (file, language) to text, the model loaded, word times computed."""
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    model = WhisperModel(model_dir, device="cpu", compute_type="int8", cpu_threads=threads)
    # Batched: voice activity detection is its default, and it has no temperature fall-back.
    listen = BatchedInferencePipeline(model) if name == "batched" else model
    options = {"batch_size": BATCH} if name == "batched" else {"vad_filter": True}

    def transcribe(path: str, language: str) -> str:
        segments, _ = listen.transcribe(
            path, language=language, beam_size=BEAM, word_timestamps=True, **options
        )
        return " ".join(segment.text.strip() for segment in segments)

    return transcribe


def _both(transcribe: Callable[[str, str], str], sound: Sound) -> dict[str, str]:
    return {
        speaker: transcribe(path, sound.language)
        for speaker, path in zip(SPEAKERS, sound.channels, strict=True)
    }


# -- faster-whisper, a process a core ------------------------------------------------------------


def _load(name: str, model_dir: str, all_ready: Any) -> None:  # noqa: ANN401  # a barrier of multiprocessing
    engine(name, model_dir, 1)
    all_ready.wait()


def _hear(name: str, model_dir: str, path: str, language: str) -> str:
    return engine(name, model_dir, 1)(path, language)


def _nothing() -> None:
    """Nothing: done as soon as its worker has started."""


def in_processes(name: str, sounds: Sequence[Sound], job: Job) -> tuple[Texts, float]:
    """Texts and seconds of as many processes as cores, one thread each, the longest files first."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    start = (name, job.model_dir, context.Barrier(job.cores))
    with ProcessPoolExecutor(job.cores, mp_context=context, initializer=_load, initargs=start) as pool:
        for future in [pool.submit(_nothing) for _ in range(job.cores)]:
            future.result()
        started = time.perf_counter()
        ordered = sorted(sounds, key=lambda sound: -sound.seconds)
        waiting = {
            (each.call_id, speaker): pool.submit(_hear, name, job.model_dir, path, each.language)
            for each in ordered
            for speaker, path in zip(SPEAKERS, each.channels, strict=True)
        }
        heard = {key: future.result() for key, future in waiting.items()}
        work_s = time.perf_counter() - started
    return {each.call_id: {who: heard[each.call_id, who] for who in SPEAKERS} for each in sounds}, work_s


# -- whisper-ctranslate2, the command line -------------------------------------------------------


def command_line(sounds: Sequence[Sound], job: Job, out: Path, *, processes: int) -> Texts:
    """Texts of the command line: it takes one language, so a process for the files of each language.

    With ``processes`` > 1 the files of a language are dealt to that many, one thread each.
    """
    out.mkdir(parents=True, exist_ok=True)
    for language in sorted({sound.language for sound in sounds}):
        files = [
            (each.seconds, path) for each in sounds if each.language == language for path in each.channels
        ]
        hands = [hand for hand in deal(files, processes) if hand]
        threads = job.cores if processes == 1 else 1
        with (out / "log").open("wb") as log:
            running = [
                subprocess.Popen(
                    _whisper_ctranslate2(hand, language, job, out, threads), stdout=log, stderr=log
                )
                for hand in hands
            ]
            for process in running:
                process.wait()
    return {
        each.call_id: {who: _json_text(out, path) for who, path in zip(SPEAKERS, each.channels, strict=True)}
        for each in sounds
    }


def deal(files: Sequence[tuple[float, str]], hands: int) -> list[list[str]]:
    """The files in so many hands of nearly the same length: the longest first, each to the shortest hand."""
    held: list[list[str]] = [[] for _ in range(hands)]
    lengths = [0.0] * hands
    for seconds, path in sorted(files, key=lambda file: (-file[0], file[1])):
        least = lengths.index(min(lengths))
        held[least].append(path)
        lengths[least] += seconds
    return held


def _whisper_ctranslate2(files: Sequence[str], language: str, job: Job, out: Path, threads: int) -> list[str]:
    program = Path(sys.executable).with_name("whisper-ctranslate2")
    options = {
        "model_directory": job.model_dir, "language": language, "compute_type": "int8", "device": "cpu",
        "beam_size": BEAM, "vad_filter": True, "word_timestamps": True, "threads": threads,
        "output_format": "json", "output_dir": out, "verbose": False,
    }  # fmt: skip
    return [
        str(program),
        *files,
        *(str(part) for key, value in options.items() for part in (f"--{key}", value)),
    ]


def _json_text(out: Path, path: str) -> str:
    found = out / f"{Path(path).stem}.json"
    # It goes on after an error and ends with 0: a missing file is a failure.
    return " ".join(
        part["text"].strip() for part in json.loads(found.read_text(encoding="utf-8"))["segments"]
    )


if __name__ == "__main__":
    sys.exit(main())
