from dataclasses import replace

import crashing
import numpy as np
import pytest
from calls_on_disk import transcript_file

from speechqa.pipeline.listening import Listening, _with_damage, hear, in_processes, listen
from speechqa.records import Audio, Channel, Failure, Recording, Span, Transcript


def recording(file, **fields):
    return Recording(path=f"/calls/{file}", file=file, content_hash=file, call_id=file, **fields)


def listening(**fields):
    given = {
        "model_dir": "/m", "model": "base", "model_hash": "1", "backend": "b", "options_hash": "o",
    } | fields  # fmt: skip
    return Listening(**given)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_call_that_kills_its_process_fails_alone(workers):
    files = ["a.wav", "bad.wav", "deadly.wav", "z.wav"]
    heard = {
        each.file: result
        for each, result in in_processes(
            [recording(file) for file in files], listening(workers=workers), job=crashing.job
        )
    }
    assert sorted(heard) == files
    assert heard["bad.wav"].error == "damaged"
    assert "killed twice" in heard["deadly.wav"].error
    assert isinstance(heard["a.wav"], Transcript)
    assert isinstance(heard["z.wav"], Transcript)


def test_the_transcripts_source_depends_on_all_that_decides_its_text():
    base = listening().source_for(recording("a.wav"))
    assert base == listening(workers=8, threads=3).source_for(recording("a.wav"))
    others = [
        listening(options_hash="p").source_for(recording("a.wav")),
        listening(model_hash="2").source_for(recording("a.wav")),
        listening(language="ru").source_for(recording("a.wav")),
        listening(languages=("en",)).source_for(recording("a.wav")),
        listening(channels=("customer", "agent")).source_for(recording("a.wav")),
        listening().source_for(recording("a.wav", language="ru")),
    ]
    assert base not in others
    # A fixed language makes the candidates irrelevant, whoever fixes it.
    assert (
        others[2] == others[5] == listening(language="ru", languages=("en",)).source_for(recording("a.wav"))
    )


def test_a_transcript_needs_no_recogniser(tmp_path):
    path = transcript_file(tmp_path)
    call = Recording(str(path), "a", "h", "a", kind="transcript")
    [(_, heard)] = list(listen([call], listening()))
    assert heard.turns[0].text.startswith("Good morning")
    assert heard.language == "en"


def test_metadata_beats_the_language_in_the_transcript(tmp_path):
    path = transcript_file(tmp_path)
    call = Recording(str(path), "a", "h", "a", kind="transcript", language="de")
    assert hear(call, listening()).language == "de"


def test_any_exception_becomes_a_failure(tmp_path):
    path = tmp_path / "x.transcript.json"
    path.write_text("{", encoding="utf-8")
    broken = Recording(str(path), "x", "h", "x", kind="transcript")
    missing = Recording(str(tmp_path / "none.wav"), "none.wav", "h", "none")
    for heard in (hear(broken, listening()), hear(missing, listening())):
        assert isinstance(heard, Failure)
        assert heard.error


def test_what_was_cut_off_counts_as_unheard():
    silence = np.zeros(16_000, np.float32)
    channels = (Channel("agent", silence), Channel("customer", silence))
    transcript = Transcript(language="en", duration_ms=1000, turns=(), backend="b", warnings=("odd",))
    whole = Audio(channels, 16_000, 1000, 8000, "pcm")
    assert _with_damage(transcript, whole, ("odd",)) == transcript
    cut = replace(whole, lost_ms=500)
    found = _with_damage(transcript, cut, ("decoded 1 s of 2 s",))
    assert found.unheard == (Span("agent", 1000, 1500), Span("customer", 1000, 1500))
    assert found.warnings == ("decoded 1 s of 2 s", "odd")
