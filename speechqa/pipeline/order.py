"""Owns the order in which recordings are listened to, and which go to a worker together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from speechqa.records import Recording

# A worker's share at a time: enough speech to fill batches, little enough that results come in steadily
# and a killed run loses little. The bytes are those of 8 minutes of two 8 kHz PCM channels.
_MOST_CALLS = 32
_MOST_BYTES = 16_000_000
# How many times smaller than PCM the usual compressed formats are, cautiously.
_PACKED = 8
_UNPACKED = frozenset({".wav", ".w64", ".aif", ".aiff", ".au", ".raw", ".pcm"})


def grouped(recordings: Sequence[Recording], *, workers: int) -> Iterator[tuple[Recording, ...]]:
    """The recordings in groups for one worker each, in fair order.

    The first groups are equal shares of all, so that no worker is without work while there are as
    many recordings as workers.
    """
    left, without_work = len(recordings), max(workers, 1)
    share = _share(left, without_work)
    group: list[Recording] = []
    held = 0
    for recording in fair(recordings):
        size = _pcm_bytes(recording)
        if group and (len(group) >= share or held + size > _MOST_BYTES):
            yield tuple(group)
            left, without_work = left - len(group), max(without_work - 1, 1)
            share = _share(left, without_work)
            group, held = [], 0
        group.append(recording)
        held += size
    if group:
        yield tuple(group)


def _share(calls: int, workers: int) -> int:
    return max(1, min(_MOST_CALLS, -(-calls // workers)))


def fair(recordings: Sequence[Recording]) -> tuple[Recording, ...]:
    """The recordings of all queues (or folders) in turn: a short queue doesn't wait for a long one."""
    lines: dict[tuple[str, str], list[Recording]] = defaultdict(list)
    for recording in recordings:
        folder = "" if recording.queue else str(PurePosixPath(recording.file).parent)
        lines[recording.queue, folder].append(recording)
    longest = max(map(len, lines.values()), default=0)
    return tuple(line[turn] for turn in range(longest) for line in lines.values() if turn < len(line))


def _pcm_bytes(recording: Recording) -> int:
    """About how large the recording is when unpacked; 0 if it can't be read, which is told later."""
    path = Path(recording.path)
    try:
        size = path.stat().st_size
    except OSError:
        return 0
    return size if path.suffix.lower() in _UNPACKED else size * _PACKED
