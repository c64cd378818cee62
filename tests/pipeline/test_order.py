"""Who is listened to when: laws over all queues, sizes and numbers of workers."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.pipeline.order import _MOST_BYTES, _MOST_CALLS, fair, grouped
from speechqa.records import Recording

# None: the recording names no queue and belongs to its folder.
lines = st.lists(st.tuples(st.none() | st.sampled_from("abc"), st.sampled_from(["x", "y/z"])), max_size=120)
workers = st.integers(1, 40)


def recordings(places):
    return [
        Recording(f"/none/{folder}/{i}.wav", f"{folder}/{i}.wav", str(i), str(i), queue=queue or "")
        for i, (queue, folder) in enumerate(places)
    ]


def line_of(recording):
    return recording.queue or "folder " + recording.file.rpartition("/")[0]


@given(lines, workers)
def test_nothing_is_lost_or_doubled_and_groups_keep_the_fair_order(places, count):
    calls = recordings(places)
    groups = list(grouped(calls, workers=count))
    assert all(groups)
    # Those that all run at the end anyway are sorted by their length.
    first = tuple(call for group in groups[: -2 * count] for call in group)
    assert first == fair(calls)[: len(first)]
    assert Counter(call for group in groups for call in group) == Counter(calls)
    assert sorted(fair(calls), key=lambda call: int(call.call_id)) == calls


@given(lines)
def test_every_queue_has_its_turn_before_any_has_the_next(places):
    turns, seen = [], Counter()
    for call in fair(recordings(places)):
        turns.append(seen[line_of(call)])
        seen[line_of(call)] += 1
    assert turns == sorted(turns)


@given(lines)
def test_within_a_queue_the_order_stays(places):
    calls = recordings(places)
    for line in set(map(line_of, calls)):
        own = [call for call in calls if line_of(call) == line]
        assert [call for call in fair(calls) if line_of(call) == line] == own


@given(lines, workers)
def test_no_worker_is_idle_and_no_group_too_large(places, count):
    groups = list(grouped(recordings(places), workers=count))
    assert len(groups) >= min(count, len(places))
    assert all(len(group) <= _MOST_CALLS for group in groups)
    # None is more than a worker's fair share of all.
    assert all(len(group) <= -(-len(places) // count) for group in groups)


def test_workers_end_together_although_calls_differ_in_length(tmp_path):
    calls = []
    for i, seconds in enumerate((56, 63, 75, 91, 20, 130)):
        path = tmp_path / f"{i}.wav"
        path.write_bytes(bytes(32_000 * seconds))
        calls.append(Recording(str(path), path.name, str(i), str(i)))
    free = [0, 0]  # each group goes to the worker that is free first
    for group in grouped(calls, workers=2):
        free[free.index(min(free))] += sum(Path(call.path).stat().st_size for call in group)
    assert max(free) < 1.15 * min(free)


@pytest.mark.parametrize(
    ("name", "bytes_", "each_alone"), [("a.wav", 9, True), ("a.mp3", 2, True), ("a.wav", 2, False)]
)
def test_large_recordings_fill_a_group_alone(tmp_path, name, bytes_, each_alone):
    calls = []
    for i in range(4):
        path = tmp_path / f"{i}{name}"
        with path.open("wb") as stream:
            stream.truncate(bytes_ * 1_000_000)  # sparse: takes no room
        calls.append(Recording(str(path), path.name, str(i), str(i)))
    groups = list(grouped(calls, workers=1))
    assert [len(group) for group in groups] == ([1] * 4 if each_alone else [4])
    assert _MOST_BYTES < 18_000_000
