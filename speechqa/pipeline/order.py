"""Owns the order in which recordings are listened to, and which go to a worker together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from speechqa.records import Recording

# A worker's share at a time: enough speech to fill batches, little enough that results come in steadily
# and a killed run loses little. The bytes are those of 8 minutes of two 8 kHz PCM channels.
_MOST_CALLS = 32
_MOST_BYTES = 16_000_000
# Towards the end shares shrink to half of what is left for each worker, so that all end at about the same
# time; a minute of speech is worth starting for.
_LEAST_BYTES = 2_000_000
_SHARES_A_WORKER = 2
# How many times smaller than PCM the usual compressed formats are, cautiously.
_PACKED = 8
_UNPACKED = frozenset({".wav", ".w64", ".aif", ".aiff", ".au", ".raw", ".pcm"})


def grouped(recordings: Sequence[Recording], *, workers: int) -> tuple[tuple[Recording, ...], ...]:
    """The recordings in groups for one worker each, in fair order; the last ones longest first.

    There are at least as many groups as workers while there are as many recordings.
    """
    sized = [(recording, _pcm_bytes(recording)) for recording in fair(recordings)]
    groups: list[list[tuple[Recording, int]]] = []
    left = sum(size for _, size in sized)
    share = held = 0
    for index, (recording, size) in enumerate(sized):
        alone = len(sized) - index <= workers - len(groups)
        full = 2 * held + size > 2 * share or held + size > _MOST_BYTES
        if not groups or alone or full or len(groups[-1]) >= _MOST_CALLS:
            groups.append([])
            share, held = _share(left, workers), 0
        groups[-1].append((recording, size))
        held, left = held + size, left - size
    tail = max(0, len(groups) - _SHARES_A_WORKER * workers)
    groups[tail:] = sorted(groups[tail:], key=lambda group: -sum(size for _, size in group))
    return tuple(tuple(recording for recording, _ in group) for group in groups)


def _share(left: int, workers: int) -> int:
    """How many bytes a worker takes next; nobody waits for a worker who is alone."""
    fair_share = left // workers
    if workers == 1:
        return min(left, _MOST_BYTES)
    return min(max(fair_share // _SHARES_A_WORKER, min(_LEAST_BYTES, fair_share)), _MOST_BYTES)


def fair(recordings: Sequence[Recording]) -> tuple[Recording, ...]:
    """The recordings of all queues (or folders) in turn: a short queue doesn't wait for a long one."""
    lines: dict[tuple[str, str], list[Recording]] = defaultdict(list)
    for recording in recordings:
        folder = "" if recording.queue else str(PurePosixPath(recording.file).parent)
        lines[recording.queue, folder].append(recording)
    longest = max(map(len, lines.values()), default=0)
    return tuple(line[turn] for turn in range(longest) for line in lines.values() if turn < len(line))


def _pcm_bytes(recording: Recording) -> int:
    """About how large the recording is when unpacked; 1 if it can't be read, which is told later."""
    path = Path(recording.path)
    try:
        size = path.stat().st_size
    except OSError:
        return 1
    return size if path.suffix.lower() in _UNPACKED else size * _PACKED
