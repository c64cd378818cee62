"""Owns running a command as a process of its own and watching what it costs, children included.

Linux only: memory is read from ``/proc``, because no library the product needs tells it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
# Linux tells ru_maxrss and Pss in units of 1,024 bytes.
_KIB_PER_MB = 1_000_000 / 1_024


class CommandError(Exception):
    """A command of the benchmark failed; the message holds the end of what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took: seconds of wall and processor time, megabytes at its peak.

    ``peak_mb`` adds up all its processes at the worst moment seen, shared memory counted once.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float


class Watch:
    """Samples the memory of a process and its descendants until it is stopped."""

    def __init__(
        self, pid: int, *, every_s: float = 0.2, seen: Callable[[float], None] | None = None
    ) -> None:
        self.peak_mb = 0.0
        self._pid, self._every_s, self._seen = pid, every_s, seen
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """The highest sum of resident memory seen, in megabytes."""
        self._over.set()
        self._thread.join()
        return self.peak_mb

    def _sample(self) -> None:
        while not self._over.wait(self._every_s):
            now = sum(resident_mb(pid) for pid in family(self._pid))
            self.peak_mb = max(self.peak_mb, now)
            if self._seen:
                self._seen(now)


def family(pid: int) -> Iterator[int]:
    """``pid`` and all its living descendants."""
    yield pid
    for thread in _tasks(pid):
        for child in _text(thread / "children").split():
            yield from family(int(child))


def resident_mb(pid: int) -> float:
    """Megabytes of memory the process holds now; 0 when it is gone.

    What several processes share (libraries, above all) is divided among them (proportional set size).
    """
    for line in _text(_PROC / str(pid) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / _KIB_PER_MB
    return 0.0


def _tasks(pid: int) -> list[Path]:
    try:
        return sorted((_PROC / str(pid) / "task").iterdir())
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        # The process ended between two looks.
        return ""


def run(command: Sequence[str], *, log: Path, seen: Callable[[float], None] | None = None) -> Cost:
    """What the command cost from its start to its end; what it prints goes to ``log``.

    ``seen`` is told the memory now and then. Raises ``CommandError`` when the command fails.
    """
    with log.open("wb") as out:
        started = time.perf_counter()
        process = subprocess.Popen(list(command), stdout=out, stderr=subprocess.STDOUT)
        watch = Watch(process.pid, seen=seen)
        # The system's own account of the finished process and all it waited for.
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
    # Popen doesn't know that it was waited for.
    process.returncode = os.waitstatus_to_exitcode(status)
    peak_mb = max(watch.stop(), usage.ru_maxrss / _KIB_PER_MB)
    if process.returncode != 0:
        raise CommandError(f"{' '.join(command)} ended with {process.returncode}:\n{tail(log)}")
    return Cost(wall_s, usage.ru_utime + usage.ru_stime, peak_mb)


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def machine() -> str:
    """The machine's processor, cores, instruction sets that matter here, and memory, in one line."""
    info = _text(_PROC / "cpuinfo")
    fields = dict(line.split(":", 1) for line in info.splitlines() if ":" in line)
    named = {key.strip(): value.strip() for key, value in fields.items()}
    flags = set(named.get("flags", "").split())
    wanted = ("avx2", "avx_vnni", "avx512f", "avx512_vnni", "amx_int8")
    sets = ", ".join(flag for flag in wanted if flag in flags) or "none of " + ", ".join(wanted)
    total = next((line for line in _text(_PROC / "meminfo").splitlines() if line.startswith("MemTotal")), "")
    memory = f"{int(total.split()[1]) * 1_024 / 1e9:.0f} GB" if total else "unknown memory"
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return f"{named.get('model name', 'unknown processor')}, {cores} cores ({sets}), {memory}"
