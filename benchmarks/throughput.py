"""Prints speed and word errors of speechqa and its peers side by side, as Markdown.

Run: ``make bench DATA=folder`` on a machine that does nothing else. Each way runs in a process of
its own, in turn (A B C, A B C, …), so that a machine that slows down slows all of them. What is
fair and why: docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

import processes
import recordings
import tables
import ways
import word_error_rate
from recordings import SETS, Sound
from tables import Run

from speechqa import settings
from speechqa.asr.devices import choose_threads
from speechqa.cli import recogniser
from speechqa.errors import SpeechQAError
from speechqa.records import Speaker, Transcript, Turn, Word

LIBRARIES = ("speechqa", "faster-whisper", "ctranslate2", "onnxruntime", "whisper-ctranslate2", "numpy", "av")
_ENOUGH_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Bench:
    """What all runs share: where files go, the model, the cores."""

    work: Path
    model: str
    models: str
    model_dir: str
    cores: int


@dataclass(frozen=True, slots=True)
class Measured:
    """One process of one way: what it cost, what it heard, its own seconds of work if it could tell."""

    cost: processes.Cost
    texts: ways.Texts
    work_s: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the run a measurement stands."""

    way: str
    set: str
    round: int


def main() -> int:
    """0 when everything was timed; 2 when something it needs is missing."""
    chosen = arguments()
    with tempfile.TemporaryDirectory() as folder:
        try:
            bench = _bench(chosen, Path(folder))
            sets = recordings.prepare(
                chosen.data, bench.work / "sounds", sets=chosen.sets, quick=chosen.quick
            )
            runs = list(timed(sets, chosen.only or ways.names(bench.cores), bench, rounds=chosen.rounds))
        except (FileNotFoundError, SpeechQAError, processes.CommandError) as error:
            print(error, file=sys.stderr)
            return 2
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(run) for run in runs], indent=1), encoding="utf-8")
    print(report(sets, runs, bench, rounds=chosen.rounds))
    return 0


def arguments() -> argparse.Namespace:
    """The options given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the evaluation data, see docs/performance.md")
    parser.add_argument("--rounds", type=int, default=_ENOUGH_ROUNDS)
    parser.add_argument(
        "--only", action="append", choices=list(ways.TITLES), help="this way only; may be repeated"
    )
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--quick", action="store_true", help="one round, one call a set: does it work?")
    parser.add_argument("--model", default="base", help="name of a model in the catalogue")
    parser.add_argument("--json", type=Path, help="write every run to this file, too")
    chosen = parser.parse_args()
    if chosen.rounds < 1:
        parser.error("--rounds must be 1 or more")
    if chosen.quick:
        chosen.rounds = 1
    return chosen


def _bench(chosen: argparse.Namespace, work: Path) -> Bench:
    defaults = settings.load(options={"model": chosen.model}, environ=None)
    recogniser.prepare(defaults)
    listening = recogniser.listening(defaults)
    return Bench(work, chosen.model, str(defaults.models), listening.model_dir, choose_threads(0))


def timed(
    sets: dict[str, tuple[Sound, ...]], chosen: Sequence[str], bench: Bench, *, rounds: int
) -> Iterator[Run]:
    """Every run: round by round, set by set, the ways in turn."""
    starts: dict[tuple[str, tuple[str, ...]], dict[int, float]] = defaultdict(dict)
    found: list[tuple[Place, Measured]] = []
    places = (Place(way, name, number) for number in range(1, rounds + 1) for name in sets for way in chosen)
    for place in places:
        languages = _languages(sets[place.set])
        measured = measure(place.way, sets[place.set], bench)
        start = starts[place.way, languages]
        if measured.work_s is None and place.round not in start:
            start[place.round] = measure(place.way, _silence(languages, bench), bench).cost.wall_s
        found.append((place, measured))
        told = f"round {place.round}, {place.set}, {place.way}: {measured.cost.wall_s:.1f} s"
        print(told, file=sys.stderr, flush=True)
    for place, measured in found:
        start_s = median(starts[place.way, _languages(sets[place.set])].values() or [0.0])
        yield _run(place, sets[place.set], measured, start_s)


def _languages(sounds: Sequence[Sound]) -> tuple[str, ...]:
    return tuple(sorted({sound.language for sound in sounds}))


def _silence(languages: tuple[str, ...], bench: Bench) -> tuple[Sound, ...]:
    return recordings.silence(languages, bench.cores, bench.work / "sounds")


def measure(way: str, sounds: Sequence[Sound], bench: Bench) -> Measured:
    """One way over the recordings, in a fresh process. Raises ``CommandError``."""
    listed, job, result = (bench.work / f"{name}.json" for name in ("sounds", "job", "result"))
    recordings.save(sounds, listed)
    job.write_text(
        json.dumps(asdict(ways.Job(str(listed), bench.model_dir, bench.model, bench.models, bench.cores))),
        encoding="utf-8",
    )
    command = [sys.executable, str(Path(ways.__file__).resolve()), way, str(job), str(result)]
    cost = processes.run(command, log=bench.work / "log")
    heard = json.loads(result.read_text(encoding="utf-8"))
    return Measured(cost, heard["texts"], heard["work_s"])


def _run(place: Place, sounds: Sequence[Sound], measured: Measured, start_s: float) -> Run:
    cost = measured.cost
    return Run(
        way=place.way,
        set=place.set,
        round=place.round,
        audio_s=sum(sound.channel_seconds for sound in sounds),
        net_s=cost.wall_s - start_s if measured.work_s is None else measured.work_s,
        wall_s=cost.wall_s,
        cpu_s=cost.cpu_s,
        peak_mb=cost.peak_mb,
        errors=errors(sounds, measured.texts),
    )


def errors(sounds: Sequence[Sound], texts: ways.Texts) -> dict[str, tuple[int, int]]:
    """(wrong, spoken) words by group of calls."""
    counted: dict[str, tuple[int, int]] = {}
    for sound in sounds:
        wrong, words = word_error_rate.errors(
            sound.turns, _transcript(sound, texts[sound.call_id]), sound.language
        )
        before = counted.get(sound.group, (0, 0))
        counted[sound.group] = (before[0] + wrong, before[1] + words)
    return counted


def _transcript(sound: Sound, texts: dict[str, str]) -> Transcript:
    """The texts as the counting of word errors takes them."""
    sides: tuple[Speaker, ...] = ("agent", "customer")
    turns = tuple(Turn(speaker, 0, 0, (Word(texts[speaker], 0, 0),)) for speaker in sides)
    return Transcript(
        language=sound.language, duration_ms=round(sound.seconds * 1000), turns=turns, backend=""
    )


def report(sets: dict[str, tuple[Sound, ...]], runs: Sequence[Run], bench: Bench, *, rounds: int) -> str:
    """All tables, the machine and the versions on top."""
    titles = {way: title for way, title in ways.TITLES.items() if any(run.way == way for run in runs)}
    groups = list(dict.fromkeys(sound.group for sounds in sets.values() for sound in sounds))
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES if _installed(name))
    load = f"load average at the end {os.getloadavg()[0]:.1f} (much over {bench.cores}: others were at work)"
    set_up = f"model {bench.model}, int8, beam 5, word times; {bench.cores} threads; rounds: {rounds}"
    parts = [f"{processes.machine()}; {load}. {versions}; {set_up}."]
    for name, sounds in sets.items():
        seconds = sum(sound.channel_seconds for sound in sounds)
        parts.append(f"### {name}: {len(sounds)} recording(s), {seconds:.0f} s of channels")
        parts.append(tables.markdown(tables.SPEED_HEADER, tables.speed_rows(runs, name, titles)))
    parts += [
        "### Word error rates",
        tables.markdown(("way", *groups), tables.word_rows(runs, groups, titles)),
    ]
    promised = tables.bar_rows(runs, list(sets), groups)
    if promised:
        parts += ["### The bar", tables.markdown(("promise", "measured", "holds"), promised)]
    return "\n\n".join(parts)


def _installed(name: str) -> bool:
    try:
        return bool(version(name))
    except ModuleNotFoundError:
        return False


if __name__ == "__main__":
    sys.exit(main())
