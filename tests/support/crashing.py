"""Jobs for worker processes; importable there, as the spawned process needs."""

import os
import signal

from speechqa.errors import ModelError
from speechqa.records import Failure, Transcript

_done = []


def job(recordings, _threads):
    """Kills its own process for one recording, fails for another, hears the rest."""
    return [_heard(recording) for recording in recordings]


def tired(recordings, _threads):
    """Kills its process at the second group in it: no call alone is to blame."""
    _done.append(recordings)
    if len(_done) > 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return [_heard(recording) for recording in recordings]


def without_model(_recordings, _threads):
    """What a worker does whose model can't be loaded."""
    raise ModelError("/m: damaged; fetch it again")


def threads(group, given):
    """The number of threads it was given, for each task."""
    return [given for _ in group]


def _heard(recording):
    if recording.file == "deadly.wav":
        os.kill(os.getpid(), signal.SIGKILL)
    if recording.file == "bad.wav":
        return Failure(recording.file, "audio", "damaged")
    return Transcript(language="en", duration_ms=1000, turns=(), backend=recording.file)
