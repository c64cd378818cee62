"""Prints how much memory ``speechqa run`` takes, and whether it grows over a thousand files.

Run: ``python benchmarks/memory.py DATA``. The files are short pieces cut from the evaluation
calls; the command runs as its users run it, with its defaults, in a temporary folder.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import processes
import recordings
import tables
from recordings import Sound

_PIECE_S = 3.0
_SETTLED, _MAX_GROWTH, _MAX_MB = 100, 0.05, 1_500
# Memory goes up and down within a call: a mark's figure is the highest of its last files.
_LAST = 25


@dataclass
class Curve:
    """(files done, megabytes) seen while the command ran; files are counted in its log."""

    log: Path
    seen: list[tuple[int, float]] = field(default_factory=list)
    _done: int = 0
    _read: int = 0

    def note(self, megabytes: float) -> None:
        """Nothing; called now and then with the memory of all processes."""
        with self.log.open("rb") as log:
            log.seek(self._read)
            # A line that is still being written is read the next time.
            whole = log.read().rpartition(b"\n")[0]
        self._read += len(whole)
        self._done += whole.count(b'"kind": "transcribed"')
        self.seen.append((self._done, megabytes))

    def at(self, files: int) -> float:
        """The highest memory over the last files before ``files`` were done; 0 when none was seen."""
        return max((mb for done, mb in self.seen if files - _LAST < done <= files), default=0.0)


def main() -> int:
    """0 when it could be measured; 2 when something it needs is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the evaluation data, see docs/performance.md")
    parser.add_argument("--files", type=int, default=1_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        try:
            sets = recordings.prepare(chosen.data, work / "sounds", sets=recordings.SETS, quick=False)
            pieces = cut([*sets["hvb"], *sets["spoken"]], chosen.files, work / "pieces")
            long_mb = run([sets["long"][0].stereo], work, "long")[1].peak_mb
            curve, cost = run([str(pieces)], work, "pieces")
        except (FileNotFoundError, processes.CommandError) as error:
            print(error, file=sys.stderr)
            return 2
    print(report(curve, cost, chosen.files, long_mb, sets["long"][0].seconds))
    return 0


def cut(sounds: Sequence[Sound], count: int, folder: Path) -> Path:
    """The folder with ``count`` different pieces of three seconds, spread evenly over the recordings.

    Their names take the recordings in turn, so that every language is there from the start: its dictionary
    is loaded with its first call, which is no growth.
    """
    import soundfile

    folder.mkdir(parents=True)
    starts = sum(sound.seconds - _PIECE_S for sound in sounds)
    before = 0.0
    done = 0
    for index, sound in enumerate(sounds):
        samples, rate = soundfile.read(sound.stereo, dtype="int16", always_2d=True)
        before += sound.seconds - _PIECE_S
        here = round(count * before / starts) - done
        done += here
        for number in range(here):
            start = int(rate * (sound.seconds - _PIECE_S) * number / here)
            piece = samples[start : start + int(rate * _PIECE_S)]
            name = f"piece-{1_000_000 * number // here:07}-{index:02}.wav"
            soundfile.write(folder / name, piece, rate, subtype="PCM_16")
    return folder


def run(calls: Sequence[str], work: Path, name: str) -> tuple[Curve, processes.Cost]:
    """What ``speechqa run`` took over the calls. Raises ``CommandError``."""
    log = work / f"{name}.log"
    log.touch()
    curve = Curve(log)
    command = [sys.executable, "-m", "speechqa", "run", *calls, "--json-logs"]
    command += ["--out", str(work / f"{name}-out"), "--store", str(work / f"{name}.sqlite")]
    return curve, processes.run(command, log=log, seen=curve.note)


def report(curve: Curve, cost: processes.Cost, files: int, long_mb: float, long_s: float) -> str:
    """The machine, the memory at each mark, and what was promised against what was measured."""
    marks = [mark for mark in (50, *range(100, files, 100), files) if mark <= files]
    rows = [(str(mark), f"{curve.at(mark):.0f}") for mark in marks]
    peak_mb = max(cost.peak_mb, long_mb)
    promised = [(f"peak under {_MAX_MB} MB", f"{peak_mb:.0f} MB", tables.holds(peak_mb < _MAX_MB))]
    if files > _SETTLED and curve.at(_SETTLED):
        growth = curve.at(files) / curve.at(_SETTLED) - 1
        promised.append(
            (
                f"growth under {100 * _MAX_GROWTH:.0f} % from file {_SETTLED} to {files}",
                f"{100 * growth:+.1f} %",
                tables.holds(growth < _MAX_GROWTH),
            )
        )
    long_call = f"One call of {long_s:.0f} s: peak {long_mb:.0f} MB"
    short_calls = f"{files} calls of {_PIECE_S:.0f} s: peak {cost.peak_mb:.0f} MB, {cost.wall_s:.0f} s"
    parts = [
        f"{processes.machine()}. `speechqa run` with its defaults; all its processes added up.",
        f"{long_call}. {short_calls}.",
        tables.markdown(("files done", "MB"), rows),
        tables.markdown(("promise", "measured", "holds"), promised),
    ]
    return "\n\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
