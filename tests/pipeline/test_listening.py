import pytest
from calls_on_disk import transcript_file

from speechqa.errors import ModelError
from speechqa.pipeline import listening as listening_module
from speechqa.pipeline.listening import Listening, hear, listen
from speechqa.records import Failure, Recording, Transcript


def recording(file, **fields):
    return Recording(path=f"/calls/{file}", file=file, content_hash=file, call_id=file, **fields)


def listening(**fields):
    given = {
        "model_dir": "/m", "model": "base", "model_hash": "1", "backend": "b", "options_hash": "o",
    } | fields  # fmt: skip
    return Listening(**given)


class Stumbling:
    """A recogniser with a bug that one call brings out."""

    def __init__(self, error):
        self._error = error
        self.jobs = []

    def transcribe(self, jobs):
        for job in jobs:
            self.jobs.append(job)
            if "bug" in job.path:
                raise self._error
            yield job, Transcript("en", 1000, (), "b")


@pytest.fixture
def stumbling(monkeypatch):
    def install(error):
        found = Stumbling(error)
        monkeypatch.setattr(listening_module, "_transcriber", lambda **_: found)
        return found

    return install


def test_a_bug_in_the_recogniser_fails_one_call_of_its_group(stumbling):
    stumbling(ZeroDivisionError("boom"))
    heard = hear([recording(file) for file in ("a.wav", "bug.wav", "c.wav")], listening())
    assert [isinstance(each, Transcript) for each in heard] == [True, False, True]
    assert heard[1] == Failure("bug.wav", "asr", "unexpected ZeroDivisionError: boom; please report it")


def test_a_set_up_error_is_no_bug_of_one_call(stumbling):
    stumbling(ModelError("no memory for the model"))
    with pytest.raises(ModelError, match="no memory"):
        hear([recording("a.wav"), recording("bug.wav")], listening())


def test_a_recording_is_heard_as_its_queue_and_its_metadata_say(stumbling):
    found = stumbling(None)
    told = listening(language="pl", queue_languages=(("mixed", ""), ("support-ru", "ru")))
    hear(
        [
            recording("a.wav", queue="support-ru", direction="inbound"),
            recording("b.wav", queue="support-ru", language="de"),
            recording("c.wav", queue="mixed"),
            recording("d.wav"),
        ],
        told,
    )
    assert [job.language for job in found.jobs] == ["ru", "de", "", "pl"]
    assert [job.direction for job in found.jobs] == ["inbound", "", "", ""]


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
        listening().source_for(recording("a.wav", direction="inbound")),
    ]
    assert base not in others
    queues = (("support-ru", "ru"),)
    assert listening(queue_languages=queues).source_for(recording("a.wav")) == base
    assert listening(queue_languages=queues).source_for(recording("a.wav", queue="support-ru")) == others[2]
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
    assert hear([call], listening())[0].language == "de"
    of_queue = Recording(str(path), "a", "h", "a", kind="transcript", queue="q")
    assert hear([of_queue], listening(queue_languages=(("q", "pl"),)))[0].language == "pl"


def test_a_transcript_that_cannot_be_read_fails_alone(tmp_path):
    path = tmp_path / "x.transcript.json"
    path.write_text("{", encoding="utf-8")
    calls = [
        Recording(str(path), "x", "h", "x", kind="transcript"),
        Recording(str(tmp_path / "none.json"), "none.json", "h", "none", kind="transcript"),
        Recording(str(transcript_file(tmp_path)), "a", "h", "a", kind="transcript"),
    ]
    broken, missing, good = hear(calls, listening())
    for heard in (broken, missing):
        assert isinstance(heard, Failure)
        assert heard.error
    assert isinstance(good, Transcript)
