"""A run listens again before it fails an agent for words nobody found, once, and keeps what it heard."""

import json
from dataclasses import replace

import pytest
from calls_on_disk import SCRIPT, script_folder, transcript_file
from hypothesis import given
from hypothesis import strategies as st

from speechqa import intake, pipeline
from speechqa.errors import AudioError, ModelError
from speechqa.pipeline import second_look
from speechqa.pipeline.listening import Listening
from speechqa.pipeline.second_look import Doubt, answer, unanswered, with_answers
from speechqa.records import Failure, PhraseSound, Recording, SoundQuestion, Span, Transcript, Turn, Word
from speechqa.store import open_store

# The notice is asked for word for word: what may have been said in other words is left open anyway.
RULES = SCRIPT.replace(
    "say: [this call is recorded]", "say: [this call is recorded]\n        match: verbatim"
)


def turn(start_ms, speaker, text):
    words = tuple(
        Word(each.lstrip("?"), start_ms + 400 * i, start_ms + 400 * i + 400, 0.3 if each[0] == "?" else 0.95)
        for i, each in enumerate(text.split())
    )
    return Turn(speaker, start_ms, words[-1].end_ms, words)


HEARD = Transcript(
    "en",
    30_000,
    (
        turn(0, "agent", "good morning ?score ?is for you"),
        turn(5000, "customer", "hello how much is the oak table"),
        turn(10_000, "agent", "it costs two hundred and we have it in stock"),
    ),
    "faster_whisper",
    "base",
    "1",
)


def sounds(question, hearing="said"):
    place = question.places[0]
    return [
        PhraseSound(phrase, question.places, place, "score is", 16.0, 0.0, None, hearing)
        for phrase in question.phrases
    ]


class World:
    """A folder with a recording, scripts, a store, and a recogniser that answers what it is asked."""

    def __init__(self, folder, monkeypatch):
        self.folder = folder
        self.scripts = script_folder(folder / "scripts", RULES)
        (folder / "words").mkdir()
        self.events, self.asked, self.heard = [], [], []
        self.hearing = "said"
        self.failure = ""
        self.told = {"second_look": 10.0}
        self.recording("one")
        monkeypatch.setattr(pipeline, "listen", self._listen)
        monkeypatch.setattr(pipeline, "listen_again", self._listen_again)

    def recording(self, name, content=b"RIFF"):
        (self.folder / "calls").mkdir(exist_ok=True)
        (self.folder / "calls" / f"{name}.wav").write_bytes(content)
        told = {"call_id": name, "agent": "anna", "direction": "inbound", "language": "en"}
        (self.folder / "calls" / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")

    def _listen(self, todo, _listening):
        self.heard += todo
        return ((recording, HEARD) for recording in todo)

    def _listen_again(self, doubts, _listening):
        for doubt in doubts:
            self.asked.append(doubt)
            found = tuple(sound for each in doubt.questions for sound in sounds(each, self.hearing))
            yield doubt, Failure("f", "audio", self.failure) if self.failure else found

    def rules(self):
        return pipeline.load_rules(scripts_dir=self.scripts, stopwords_dir=self.folder / "words")

    def run(self, *, prepare=lambda: None, backend="faster_whisper", **told):
        self.events.clear()
        self.asked.clear()
        self.heard.clear()
        found = intake.find([self.folder / "calls"], options=intake.IntakeOptions())
        listening = Listening("/m", "base", "1", backend, "o", **(self.told | told))
        with open_store(self.folder / "s.sqlite") as store:
            pipeline.run(
                found.recordings,
                store=store,
                rules=self.rules(),
                listening=listening,
                notify=self.events.append,
                prepare=prepare,
            )
        return self.verdicts()

    def rescore(self):
        with open_store(self.folder / "s.sqlite") as store:
            return pipeline.rescore(store=store, rules=self.rules(), workers=1)

    def verdicts(self):
        with open_store(self.folder / "s.sqlite") as store:
            return {
                (call.recording.call_id, each.item): each.verdict
                for call in store.calls()
                for each in call.analysis.verdicts
            }

    def kinds(self):
        return [event.kind for event in self.events]


@pytest.fixture
def world(tmp_path, monkeypatch):
    return World(tmp_path, monkeypatch)


def test_what_the_sound_may_hold_is_left_open_and_asked_once(world):
    assert world.run()["one", "notice"] == "cannot_tell"
    assert [each.questions[0].phrases for each in world.asked] == [("this call is recorded",)]
    assert world.kinds() == ["planned", "transcribed", "looking", "looked"]
    before = (world.folder / "s.sqlite").read_bytes()
    assert world.run()["one", "notice"] == "cannot_tell"
    assert (world.asked, world.heard, world.kinds()) == ([], [], ["reused", "planned"])
    assert (world.folder / "s.sqlite").read_bytes() == before


def test_what_the_sound_does_not_hold_is_failed_and_not_asked_again(world):
    world.hearing = "not heard"
    assert world.run()["one", "notice"] == "not_met"
    assert len(world.asked) == 1
    world.run()
    assert world.asked == []


@pytest.mark.parametrize(
    "told", [{"second_look": 0.0}, {"exact": True}, {"backend": "onnx_asr"}, {"second_look": 0.01}]
)
def test_without_a_second_look_words_decide(world, told):
    assert world.run(**told)["one", "notice"] == "not_met"
    assert world.asked == []
    assert "looking" not in world.kinds()


def test_a_transcript_has_no_sound(world):
    for path in (world.folder / "calls").iterdir():
        path.unlink()
    transcript_file(world.folder / "calls", "anna_1", said=("Good morning. Yes?", "Hello, how much is it?"))
    world.run()
    assert world.asked == []


def test_switched_on_later_it_asks_without_transcribing_again(world):
    world.run(second_look=0.0)
    assert world.run()["one", "notice"] == "cannot_tell"
    assert (world.heard, len(world.asked)) == ([], 1)
    # Switched off again, what is known stays known.
    assert world.run(second_look=0.0)["one", "notice"] == "cannot_tell"


def test_more_seconds_ask_only_what_is_not_known(world):
    world.run()
    world.run(second_look=20.0)
    assert world.asked == []
    world.run(second_look=20.0)
    assert world.kinds() == ["reused", "planned"]


def test_rescoring_uses_what_was_heard_and_asks_nothing_new(world):
    world.run()
    script_folder(world.scripts, RULES.replace("weight: 3", "weight: 2"))
    assert world.rescore() == ()
    assert world.verdicts()["one", "notice"] == "cannot_tell"
    script_folder(world.scripts, RULES.replace("[this call is recorded]\n", "[we record this call]\n"))
    (change,) = world.rescore()
    assert (change.old, change.new) == ("cannot_tell", "not_met")
    # The next run with the sound at hand asks for the new wording, and judges no call twice.
    assert world.run()["one", "notice"] == "cannot_tell"
    assert [each.questions[0].phrases for each in world.asked] == [("we record this call",)]
    assert world.rescore() == ()


def test_what_cannot_be_heard_is_told_and_tried_again(world):
    world.failure = "the file is gone"
    assert world.run()["one", "notice"] == "not_met"
    assert world.events[-1].text == "no second look at the sound: the file is gone"
    world.failure = ""
    assert world.run()["one", "notice"] == "cannot_tell"
    assert world.heard == []


def test_without_the_model_stored_calls_are_still_judged(world):
    def missing():
        raise ModelError("model 'base' is not in /m")

    world.run(second_look=0.0)
    assert world.run(prepare=missing)["one", "notice"] == "not_met"
    assert world.events[-1].text == "no second look at the sound: model 'base' is not in /m"


def test_the_model_is_prepared_once(world):
    prepared = []
    world.run(prepare=lambda: prepared.append(1))
    assert prepared == [1]


def test_the_same_sound_under_two_names_is_asked_once(world):
    world.recording("two")
    found = world.run()
    assert (found["one", "notice"], found["two", "notice"]) == ("cannot_tell", "cannot_tell")
    assert [len(each.recordings) for each in world.asked] == [2]
    world.run()
    assert world.asked == []


# -- what is asked, and what is known ------------------------------------------

spans = st.builds(Span, st.sampled_from(["agent", "customer"]), st.integers(0, 5), st.integers(6, 9))
questions = st.builds(
    SoundQuestion,
    st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, max_size=3, unique=True).map(tuple),
    st.lists(spans, min_size=1, max_size=2, unique=True).map(tuple),
)


@given(st.lists(questions, max_size=4))
def test_what_was_answered_is_not_asked_again(asked):
    told = with_answers(HEARD, [sound for each in asked for sound in sounds(each)])
    assert unanswered(asked, told, 600.0) == ()
    assert unanswered(asked, HEARD, 600.0) == tuple(asked)


@given(st.lists(questions, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(asked, lot):
    found = [sound for each in asked for sound in sounds(each)]
    mixed = lot.sample(found, len(found))
    assert with_answers(HEARD, mixed) == with_answers(HEARD, found)
    assert with_answers(with_answers(HEARD, found), mixed) == with_answers(HEARD, found)


# -- in the worker ---------------------------------------------------------------

DOUBT = Doubt(
    "k",
    (Recording("/calls/a.wav", "a.wav", "h", "a"),),
    "en",
    (SoundQuestion(("this call is recorded",), (Span("agent", 0, 2000),)),),
)


class Hears:
    """A recogniser that answers, or fails as told."""

    def __init__(self, error=None):
        self._error = error

    def hear_again(self, job, questions, *, language):
        assert (job.path, job.channels, language) == ("/calls/a.wav", ("customer", "agent"), "en")
        if self._error:
            raise self._error
        return tuple(sounds(questions[0]))


def answered(monkeypatch, recogniser):
    monkeypatch.setattr(second_look, "loaded", lambda _: recogniser)
    listening = Listening("/m", "base", "1", "faster_whisper", "o", channels=("customer", "agent"))
    return answer(DOUBT, listening)


def test_a_recording_is_heard_again_as_it_was_heard(monkeypatch):
    assert answered(monkeypatch, Hears()) == tuple(sounds(DOUBT.questions[0]))


@pytest.mark.parametrize(
    ("error", "stage", "told"),
    [
        (AudioError("a.wav changed"), "audio", "a.wav changed"),
        (ZeroDivisionError("boom"), "asr", "unexpected ZeroDivisionError: boom; please report it"),
    ],
)
def test_what_goes_wrong_with_one_call_stops_no_other(monkeypatch, error, stage, told):
    assert answered(monkeypatch, Hears(error)) == Failure("a.wav", stage, told)


def test_a_model_that_cannot_be_loaded_stops_the_run(monkeypatch):
    with pytest.raises(ModelError, match="damaged"):
        answered(monkeypatch, Hears(ModelError("damaged")))


def test_which_calls_get_a_second_look():
    listening = Listening("/m", "base", "1", "faster_whisper", "o", second_look=2.5)
    recording = DOUBT.recordings[0]
    assert listening.second_look_for(recording).endswith("/2.5")
    assert listening.second_look_for(replace(recording, kind="transcript")) == ""
    assert replace(listening, exact=True).second_look_for(recording) == ""
