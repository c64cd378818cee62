import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from calls_on_disk import BAD, GOOD, SCRIPT, script_folder, transcript_file

from speechqa import intake, pipeline
from speechqa.meaning import Meaning, encoders
from speechqa.pipeline import listening as listening_module
from speechqa.pipeline.explaining import explain_item
from speechqa.pipeline.listening import Listening
from speechqa.records import ChannelQuality, Span, Transcript, Turn, Word
from speechqa.store import open_store


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


class World:
    """A folder of calls, scripts and a store, and a way to run over them."""

    meaning_dir = None

    def __init__(self, folder):
        self.folder = folder
        self.scripts = script_folder(folder / "scripts")
        self.events = []
        (folder / "words" / "en").mkdir(parents=True)
        (folder / "words" / "en" / "conflict.txt").write_text("you must\n", encoding="utf-8")

    def rules(self):
        return pipeline.load_rules(
            scripts_dir=self.scripts, stopwords_dir=self.folder / "words", meaning_dir=self.meaning_dir
        )

    def listening(self):
        return Listening(model_dir="/m", model="base", model_hash="1", backend="b", options_hash="o")

    def run(self, *folders):
        self.events.clear()
        sources = [self.folder / name for name in folders or ["calls"]]
        found = intake.find(sources, options=intake.IntakeOptions())
        with open_store(self.folder / "s.sqlite") as store:
            rules = self.rules()
            ids = pipeline.run(
                found.recordings,
                store=store,
                rules=rules,
                listening=self.listening(),
                notify=self.events.append,
            )
            return pipeline.report(store=store, rules=rules, call_ids=ids, failures=found.failures)

    def kinds(self):
        return sorted(event.kind for event in self.events if event.kind != "planned")


def verdicts(report):
    return {
        (call.recording.call_id, verdict.item): verdict.verdict
        for call in report.calls
        if call.analysis
        for verdict in call.analysis.verdicts
    }


def test_calls_are_judged_and_a_bad_one_fails_alone(world):
    transcript_file(world.folder / "calls", "good")
    transcript_file(world.folder / "calls", "poor", said=BAD)
    (world.folder / "calls" / "broken.transcript.json").write_text("{", encoding="utf-8")
    report = world.run()
    found = verdicts(report)
    assert found["good", "greeting"] == found["good", "notice"] == "met"
    assert found["poor", "greeting"] == found["poor", "notice"] == "not_met"
    assert [failure.file.rsplit("/", 1)[-1] for failure in report.failures] == ["broken.transcript.json"]
    [row] = [each for each in report.agents if each.agent == "anna"]
    assert (row.calls, row.scored, row.critical_failures) == (2, 2, 1)


def test_a_second_run_does_nothing_twice_and_reports_the_same(world):
    transcript_file(world.folder / "calls")
    first = world.run()
    assert world.kinds() == ["transcribed"]
    second = world.run()
    assert world.kinds() == ["reused"]
    assert first == second


def test_a_second_run_judges_nothing_again(world, monkeypatch):
    transcript_file(world.folder / "calls")
    first = world.run()
    monkeypatch.setattr(pipeline.judging.checks, "run", lambda *_, **__: pytest.fail("judged again"))
    assert world.run() == first


def test_the_same_content_under_two_names_is_heard_once(world):
    path = transcript_file(world.folder / "calls", "one")
    (world.folder / "calls" / "two.transcript.json").write_bytes(path.read_bytes())
    heard = []
    original = listening_module.hear
    try:
        listening_module.hear = lambda *args: heard.append(args) or original(*args)
        report = world.run()
    finally:
        listening_module.hear = original
    assert len(heard) == 1
    assert [call.recording.call_id for call in report.calls] == ["one", "two"]


def test_changed_metadata_means_a_new_judgement_but_no_new_transcript(world):
    path = transcript_file(world.folder / "calls" / "anna", "one", agent="")
    assert world.run().calls[0].recording.agent == "anna"
    path.parent.rename(world.folder / "calls" / "bert")
    report = world.run()
    assert report.calls[0].recording.agent == "bert"
    assert [row.agent for row in report.agents] == ["bert"]
    assert world.kinds() == ["reused"]


def test_a_call_that_names_an_unknown_script_is_a_failure_that_says_so(world):
    transcript_file(world.folder / "calls", "one", script="en-tset")
    transcript_file(world.folder / "calls", "two")
    report = world.run()
    [failure] = report.failures
    assert "en-tset" in failure.error
    assert "en-test" in failure.error
    assert [call.status for call in report.calls] == ["failed", "scored"]


def test_a_failure_is_forgotten_once_the_call_works(world):
    path = transcript_file(world.folder / "calls", "one", script="nonsense")
    assert len(world.run().failures) == 1
    transcript_file(path.parent, "one")
    assert world.run().failures == ()


def test_rescoring_names_each_changed_verdict_and_hears_nothing(world):
    transcript_file(world.folder / "calls", "one")
    world.run()
    (world.folder / "calls" / "one.transcript.json").unlink()
    script_folder(
        world.scripts,
        SCRIPT.replace("this call is recorded]\n        critical", "we keep a tape]\n        critical"),
    )
    with open_store(world.folder / "s.sqlite") as store:
        told = pipeline.rescore(store=store, rules=world.rules(), keep=False)
        assert [(c.item, c.old, c.new) for c in told] == [("notice", "met", "not_met")]
        assert pipeline.rescore(store=store, rules=world.rules()) == told
        assert pipeline.rescore(store=store, rules=world.rules()) == ()


@pytest.mark.skipif(not encoders.installed(), reason="needs the extra 'meaning'")
def test_other_words_count_and_what_the_encoder_made_is_kept(world, monkeypatch):
    said = ("Good morning, just so you know, all our calls are kept on tape.", GOOD[1], "Sure.", "Thanks.")
    transcript_file(world.folder / "calls", "one", said=said)
    transcript_file(world.folder / "calls", "silent", said=())
    monkeypatch.setattr(World, "meaning_dir", Path(__file__).parents[2] / "models" / "meaning")
    report = world.run()
    found = verdicts(report)
    assert found["one", "notice"] == "met"
    assert found["silent", "notice"] == "not_applicable"
    assert "+" in report.versions.engine
    # Nothing is encoded a second time.
    monkeypatch.setattr(Meaning, "describe", None)
    script_folder(world.scripts, SCRIPT.replace("weight: 3", "weight: 2"))
    with open_store(world.folder / "s.sqlite") as store:
        assert pipeline.rescore(store=store, rules=world.rules()) == ()
        assert not store.failures()
    # Without the encoder words alone decide, and that is told.
    monkeypatch.setattr(World, "meaning_dir", None)
    assert "+" not in world.run().versions.engine


@pytest.mark.skipif(not encoders.installed(), reason="needs the extra 'meaning'")
def test_what_the_encoder_made_is_made_anew_where_it_is_damaged(world, monkeypatch):
    """A flipped bit failed that call with "unexpected ValueError", at every score."""
    said = ("Good morning, just so you know, all our calls are kept on tape.", GOOD[1], "Sure.", "Thanks.")
    transcript_file(world.folder / "calls", "one", said=said)
    monkeypatch.setattr(World, "meaning_dir", Path(__file__).parents[2] / "models" / "meaning")
    world.run()
    digest = world.rules().meaning_digest
    script_folder(world.scripts, SCRIPT.replace("weight: 3", "weight: 2"))
    with open_store(world.folder / "s.sqlite") as store:
        (call,) = store.calls()
        kept = store.get_meaning(call.facts.key, digest)
        store.put_meanings(digest, [(call.facts.key, kept[:-1] + bytes([kept[-1] ^ 4]))])
        assert explain_item("one", "notice", store=store, rules=world.rules()).verdict.verdict == "met"
        assert pipeline.rescore(store=store, rules=world.rules()) == ()
        assert not store.failures()
        assert store.get_meaning(call.facts.key, digest) == kept


def test_workers_change_nothing_and_a_killed_one_costs_nothing(world, monkeypatch):
    for name in "abcd":
        transcript_file(world.folder / "calls", name, agent=name)
    transcript_file(world.folder / "calls", "odd", script="en-tset")
    world.run()
    script_folder(world.scripts, SCRIPT.replace("this call is recorded]", "we keep a tape]"))
    monkeypatch.setattr(pipeline.rescoring, "_GROUP", 1)
    with open_store(world.folder / "s.sqlite") as store:
        alone = pipeline.rescore(store=store, rules=world.rules(), keep=False, workers=1)
        assert [(change.call_id, change.agent) for change in alone] == [(name, name) for name in "abcd"]
        monkeypatch.setattr(pipeline.rescoring, "start_worker", os.abort)
        assert pipeline.rescore(store=store, rules=world.rules(), keep=False, workers=2) == alone
        monkeypatch.undo()
        monkeypatch.setattr(pipeline.rescoring, "_GROUP", 1)
        assert pipeline.rescore(store=store, rules=world.rules(), workers=2) == alone
        report = pipeline.report(store=store, rules=world.rules())
        assert pipeline.rescore(store=store, rules=world.rules(), workers=2) == ()
    assert [call.status for call in report.calls] == ["scored"] * 4 + ["failed"]
    assert "en-tset" in report.failures[0].error


def test_a_bug_in_a_check_fails_one_call_only(world, monkeypatch):
    transcript_file(world.folder / "calls", "one")
    transcript_file(world.folder / "calls", "two", agent="bert")
    judge = pipeline.judging.checks.run

    def buggy(transcript, *, recording, **rest):
        if recording.agent == "bert":
            raise ZeroDivisionError("boom")
        return judge(transcript, recording=recording, **rest)

    monkeypatch.setattr(pipeline.judging.checks, "run", buggy)
    report = world.run()
    assert [call.status for call in report.calls] == ["scored", "failed"]
    assert "ZeroDivisionError" in report.failures[0].error


def test_the_engine_version_is_short_and_stable():
    assert pipeline.engine_version() == pipeline.engine_version()
    assert len(pipeline.engine_version()) == 16


def test_every_part_of_the_key_counts(world):
    transcript_file(world.folder / "calls", "one")
    found = intake.find([world.folder / "calls"], options=intake.IntakeOptions())
    [call] = found.recordings
    rules = world.rules()
    keys = {
        rules.key_for(call, "t"),
        rules.key_for(call, "u"),
        rules.key_for(replace(call, direction="outbound"), "t"),
        replace(rules, script="en-test").key_for(call, "t"),
    }
    assert len(keys) == 4
    assert rules.key_for(replace(call, path="/elsewhere"), "t") in keys


def test_calls_are_sorted_those_that_failed_too(world):
    for name in ("b", "d"):
        transcript_file(world.folder / "calls", name)
    for name in ("a", "c"):
        (world.folder / "calls" / f"{name}.wav").write_bytes(b"")
    assert [call.recording.call_id for call in world.run().calls] == ["a", "b", "c", "d"]


def test_a_call_without_a_result_says_what_is_missing(world):
    transcript_file(world.folder / "calls", "heard")
    recordings = intake.find([world.folder / "calls"]).recordings
    with open_store(world.folder / "s.sqlite") as store:
        store.put_calls(recordings)
        [waiting] = pipeline.report(store=store, rules=world.rules()).failures
        list(pipeline.hear_all(recordings, store=store, listening=world.listening()))
        [heard] = pipeline.report(store=store, rules=world.rules()).failures
        pipeline.rescore(store=store, rules=world.rules())
        assert pipeline.report(store=store, rules=world.rules()).failures == ()
    assert "not transcribed yet" in waiting.error
    assert "speechqa score" in heard.error


def test_a_file_that_never_became_a_call_is_named_like_one(world):
    (world.folder / "calls").mkdir()
    (world.folder / "calls" / "x.transcript.json").write_text("{", encoding="utf-8")
    (world.folder / "calls" / "y.wav").write_bytes(b"")
    assert [call.recording.call_id for call in world.run().calls] == ["x", "y"]


def stored_calls(world):
    with open_store(world.folder / "s.sqlite") as store:
        return {call.recording.call_id: call.recording.agent for call in store.calls(transcripts=False)}


def test_a_later_call_of_the_same_file_name_takes_no_other_calls_place(world):
    transcript_file(world.folder / "mon", "call1", agent="anna")
    transcript_file(world.folder / "tue", "call1", agent="bert")
    assert [call.recording.agent for call in world.run("mon").calls] == ["anna"]
    assert [call.recording.agent for call in world.run("tue").calls] == ["bert"]
    both = {"call1": "anna", "tue/call1": "bert"}
    assert stored_calls(world) == both
    assert [call.recording.agent for call in world.run("mon", "tue").calls] == ["anna", "bert"]
    assert world.kinds() == ["reused", "reused"]
    assert [call.recording.call_id for call in world.run("tue").calls] == ["tue/call1"]
    assert stored_calls(world) == both


def test_the_third_call_of_a_name_is_told_apart_by_its_content(world):
    for folder, agent in (("a/x", "anna"), ("b/x", "bert"), ("c/x", "carl")):
        transcript_file(world.folder / folder, "call1", agent=agent)
        world.run(folder)
    assert sorted(stored_calls(world).values()) == ["anna", "bert", "carl"]


def test_a_recording_replaced_under_its_name_is_the_same_call_and_that_is_told(world):
    transcript_file(world.folder / "calls", "one", agent="anna")
    world.run()
    transcript_file(world.folder / "calls", "one", agent="bert")
    world.run()
    assert stored_calls(world) == {"one": "bert"}
    assert [event.text for event in world.events if event.kind == "note"] == [
        "holds other content than before under the call id one; its earlier result is dropped"
    ]


def test_a_call_that_gets_an_id_by_a_sidecar_is_not_kept_twice(world):
    path = transcript_file(world.folder / "calls", "one")
    world.run()
    path.with_name("one.json").write_text('{"call_id": "C-17"}', encoding="utf-8")
    assert [call.recording.call_id for call in world.run().calls] == ["C-17"]
    assert list(stored_calls(world)) == ["C-17"]


def test_an_id_that_somebody_gave_means_the_same_call_wherever_it_lies(world):
    transcript_file(world.folder / "a", "x1", call_id="C-17", agent="anna")
    transcript_file(world.folder / "b", "x2", call_id="C-17", agent="bert")
    world.run("a")
    world.run("b")
    assert stored_calls(world) == {"C-17": "bert"}
    assert any("a/x1.transcript.json" in event.text for event in world.events)


# -- recordings, with a recogniser that hears what the test says -----------------

CLOSING = SCRIPT.replace("within: first 15s", "within: last 20s")


def words(speaker, start_ms, text):
    said = tuple(
        Word(each, start_ms + 400 * i, start_ms + 400 * i + 400) for i, each in enumerate(text.split())
    )
    return Turn(speaker, start_ms, said[-1].end_ms, said)


def talk(duration_s=30, *, agent="this call is recorded what can I do for you"):
    turns = (words("customer", 0, "hello how much is the oak table"), words("agent", 5000, agent))
    return Transcript("en", 1000 * duration_s, turns, "b", "base", "1")


@pytest.fixture
def hears(world, monkeypatch):
    """Puts a recording on disk, with a sidecar, and lets every recording be heard as the transcript."""

    def install(transcript, **sidecar):
        (world.folder / "calls").mkdir(exist_ok=True)
        (world.folder / "calls" / "one.wav").write_bytes(b"RIFF")
        told = {"agent": "anna", "direction": "inbound", "language": "en"} | sidecar
        (world.folder / "calls" / "one.json").write_text(json.dumps(told), encoding="utf-8")
        heard = []

        def listen(todo, _listening):
            heard.extend(todo)
            return ((recording, transcript) for recording in todo)

        monkeypatch.setattr(pipeline, "listen", listen)
        return heard

    return install


def notes(world):
    return [event.text for event in world.events if event.kind == "note"]


def test_what_is_missing_by_the_calls_own_records_is_held_against_nobody(world, hears):
    script_folder(world.scripts, CLOSING)
    quality = (ChannelQuality("agent", 9000), ChannelQuality("customer", 4000))
    hears(replace(talk(30), quality=quality))
    assert verdicts(world.run()) == {("one", "greeting"): "not_met", ("one", "notice"): "met"}
    assert notes(world) == []
    heard = hears(talk(30), duration_s=90)
    report = world.run()
    assert verdicts(report) == {("one", "greeting"): "cannot_tell", ("one", "notice"): "met"}
    told = "decoded 30 s of 90 s: the call detail record or sidecar says 90 s"
    assert notes(world) == [told]
    assert report.calls[0].sound.warnings == (told,)
    assert [each.unheard_ms for each in report.calls[0].sound.channels] == [60_000, 60_000]
    assert heard == [], "only the records changed: nothing to listen to again"
    assert world.kinds().count("failed") == 0


def test_a_recording_a_little_shorter_than_told_is_whole(world, hears):
    script_folder(world.scripts, CLOSING)
    hears(talk(30), duration_s=32)
    assert verdicts(world.run())["one", "greeting"] == "not_met"
    assert notes(world) == []


def test_what_the_file_itself_shows_to_be_missing_is_not_counted_twice(world, hears):
    lost = tuple(Span(speaker, 30_000, 90_000) for speaker in ("agent", "customer"))
    hears(replace(talk(30), unheard=lost), duration_s=90)
    world.run()
    assert notes(world) == []


def test_a_rule_about_the_start_is_judged_though_the_end_is_missing(world, hears):
    hears(talk(30, agent="yes what is it this call is recorded"), duration_s=90)
    assert verdicts(world.run())["one", "greeting"] == "not_met"


def test_a_call_that_nobody_could_understand_is_not_one_without_speech(world, hears):
    backwards = (Span("agent", 1000, 14_000), Span("customer", 14_000, 29_000))
    hears(replace(talk(30), turns=(), unheard=backwards))
    [call] = world.run().calls
    assert (call.status, call.words, call.scorecard.score) == ("scored", 0, None)
    assert {each.verdict for each in call.analysis.verdicts} == {"cannot_tell"}


def test_silence_has_the_status_no_speech(world, hears):
    hears(replace(talk(30), turns=()))
    [call] = world.run().calls
    assert call.status == "no_speech"
    assert {each.verdict for each in call.analysis.verdicts} == {"not_applicable"}
