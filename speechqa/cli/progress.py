"""Owns showing progress on stderr: a bar on a terminal, plain lines elsewhere, JSON, or nothing.

Time left is estimated from the bytes still to be listened to: the length of a recording is
known only after decoding it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TextIO

from speechqa.cli.texts import clock, plain
from speechqa.pipeline.events import Event, Notify, ignore


class Progress:
    """Counts events; ``describe`` says in words how far the run is."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._started = now()
        self.calls = self.size = self.done = self.failed = self.reused = 0
        self.done_size = self.audio_ms = 0
        self.looks = self.looked = 0
        self._seen: set[str] = set()

    def count(self, event: Event) -> None:
        """Nothing; takes one event into account."""
        if event.kind == "planned":
            self.calls, self.size, self._started = event.calls, event.size, self._now()
            # What failed before was never among the calls that are to be listened to.
            self.done = self.done_size = 0
        elif event.kind == "reused":
            self.reused += 1
        elif event.kind in {"transcribed", "failed"}:
            # A call that was heard, or known, can still fail when it is judged: it counts once.
            self.done += event.file not in self._seen
            self.done_size += event.size
            self.audio_ms += event.audio_ms
            self.failed += event.kind == "failed"
        elif event.kind == "looking":
            self.looks = event.calls
        elif event.kind == "looked":
            self.looked += 1
        if event.file and event.kind != "note":
            self._seen.add(event.file)

    def describe(self) -> str:
        """For example ``3 of 8 calls, 0.05 audio-hours, 21 x real time, 0:12 left``."""
        seconds = max(self._now() - self._started, 1e-6)
        parts = [
            f"{self.done} of {max(self.calls, self.done)} calls",
            f"{self.audio_ms / 3_600_000:.2f} audio-hours",
        ]
        if self.audio_ms:
            parts.append(f"{self.audio_ms / 1000 / seconds:.0f} x real time")
        if 0 < self.done_size < self.size:
            left_ms = 1000 * seconds * (self.size - self.done_size) / self.done_size
            parts.append(f"{clock(round(left_ms))} left")
        if self.failed:
            parts.append(f"{self.failed} failed")
        if self.looks:
            parts.append(f"second look at {self.looked} of {self.looks}")
        return ", ".join(parts)


@contextmanager
def shown(*, quiet: bool, json_logs: bool, stream: TextIO | None = None) -> Iterator[Notify]:
    """A listener for the pipeline that shows progress on ``stream`` (default stderr)."""
    out = stream or sys.stderr
    if json_logs:
        yield _json_lines(out)
    elif quiet:
        yield ignore
    elif out.isatty():
        with _bar(out) as notify:
            yield notify
    else:
        yield _plain_lines(out)


def _json_lines(out: TextIO) -> Notify:
    def notify(event: Event) -> None:
        told = {key: value for key, value in asdict(event).items() if value not in ("", 0)}
        print(json.dumps(told, ensure_ascii=True), file=out, flush=True)

    return notify


def _plain_lines(out: TextIO) -> Notify:
    progress = Progress()

    def notify(event: Event) -> None:
        progress.count(event)
        line = _line(event, progress)
        if line:
            print(line, file=out, flush=True)

    return notify


def _line(event: Event, progress: Progress) -> str:
    file, text = plain(event.file), plain(event.text)
    calls = f"{event.calls} call{'' if event.calls == 1 else 's'}"
    if event.kind == "planned":
        known = f" ({progress.reused} known already)" if progress.reused else ""
        return f"{calls} to transcribe{known}" if event.calls else ""
    if event.kind == "looking":
        return f"a second look at the sound of {calls}, for what wasn't found"
    about = f"{file}: {text}" if file else text
    if event.kind == "transcribed":
        return f"{progress.describe()}: {file}"
    if event.kind == "failed":
        return f"failed: {about}"
    return f"note: {about}" if event.kind == "note" else ""


@contextmanager
def _bar(out: TextIO) -> Iterator[Notify]:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bar

    progress = Progress()
    console = Console(file=out, markup=False, highlight=False)
    columns = (SpinnerColumn(), BarColumn(bar_width=24), TextColumn("{task.description}", markup=False))
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("looking for calls", total=None)

        def notify(event: Event) -> None:
            progress.count(event)
            if event.kind in {"failed", "note"}:
                console.print(_line(event, progress))
            if progress.calls:
                bar.update(task, total=progress.size, completed=progress.done_size)
            bar.update(task, description=progress.describe())

        yield notify
