"""Work goes on when a worker is killed, and only what killed it fails."""

import crashing
import pytest

from speechqa.errors import ModelError
from speechqa.pipeline.order import grouped
from speechqa.pipeline.workers import KILLED, Work, in_processes
from speechqa.records import Failure, Recording, Transcript


def killed(recording):
    return Failure(recording.file, "asr", KILLED)


def worked(files, *, job, workers=1):
    recordings = [
        Recording(path=f"/calls/{each}", file=each, content_hash=each, call_id=each) for each in files
    ]
    pairs = list(in_processes(grouped(recordings, workers=workers), Work(job, killed, workers)))
    heard = {each.file: result for each, result in pairs}
    assert len(heard) == len(pairs)
    return heard


# With one worker all calls are one group; with two the culprit shares its group with one other call.
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_a_call_that_kills_its_process_fails_alone_in_its_group(workers):
    files = ["a.wav", "bad.wav", "deadly.wav", "z.wav"]
    heard = worked(files, job=crashing.job, workers=workers)
    assert sorted(heard) == files
    assert heard["bad.wav"].error == "damaged"
    assert heard["deadly.wav"] == Failure("deadly.wav", "asr", KILLED)
    assert [heard[file].backend for file in ("a.wav", "z.wav")] == ["a.wav", "z.wav"]


def test_calls_after_a_killed_group_are_still_heard():
    files = [f"{i:02}.wav" for i in range(40)]
    files[3] = "deadly.wav"
    heard = worked(files, job=crashing.job)
    assert sorted(heard) == sorted(files)
    assert [file for file, each in heard.items() if isinstance(each, Failure)] == ["deadly.wav"]


def test_a_process_that_dies_of_what_it_did_before_costs_no_call():
    heard = worked(["a.wav", "b.wav", "c.wav"], job=crashing.tired, workers=3)
    assert all(isinstance(each, Transcript) for each in heard.values())
    assert sorted(heard) == ["a.wav", "b.wav", "c.wav"]


def test_a_model_that_cannot_be_loaded_stops_the_run_with_its_own_message():
    with pytest.raises(ModelError, match="^/m: damaged; fetch it again$"):
        worked(["a.wav", "b.wav"], job=crashing.without_model)


@pytest.mark.parametrize(("workers", "threads", "given"), [(1, 3, 3), (2, 1, 1)])
def test_the_threads_asked_for_reach_the_job(workers, threads, given):
    work = Work(crashing.threads, killed, workers, threads)
    assert {result for _, result in in_processes([("a",), ("b",)], work)} == {given}


def test_nothing_to_do_starts_no_process(monkeypatch):
    monkeypatch.setattr("speechqa.pipeline.workers._pool", None)
    assert list(in_processes([], Work(crashing.job, killed))) == []
