"""A verdict of the store explained: the call found by its names, today's verdict beside the one kept."""

import pytest
from calls_on_disk import BAD, SCRIPT, script_folder, transcript_file

from speechqa import intake, pipeline
from speechqa.errors import SettingsError
from speechqa.pipeline.explaining import explain_item
from speechqa.pipeline.listening import Listening
from speechqa.store import open_store


class World:
    def __init__(self, folder):
        self.folder = folder
        self.scripts = script_folder(folder / "scripts")
        (folder / "words" / "en").mkdir(parents=True)
        (folder / "words" / "en" / "conflict.txt").write_text("you must\n", encoding="utf-8")

    def rules(self, **options):
        return pipeline.load_rules(scripts_dir=self.scripts, stopwords_dir=self.folder / "words", **options)

    def run(self):
        found = intake.find([self.folder / "calls"], options=intake.IntakeOptions())
        listening = Listening(model_dir="/m", model="base", model_hash="1", backend="b", options_hash="o")
        with open_store(self.folder / "s.sqlite") as store:
            pipeline.run(found.recordings, store=store, rules=self.rules(), listening=listening)
            return pipeline.report(store=store, rules=self.rules())

    def explain(self, call, item, **options):
        with open_store(self.folder / "s.sqlite", create=False) as store:
            return explain_item(call, item, store=store, rules=self.rules(**options))


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    transcript_file(tmp_path / "calls", "good")
    transcript_file(tmp_path / "calls" / "north", "a1", said=BAD)
    transcript_file(tmp_path / "calls" / "south", "a1", said=("Hello.", "Hello, how much is the oak table?"))
    return made


def test_the_verdict_and_what_it_was_made_from(world):
    report = world.run()
    told = world.explain("good", "notice")
    [row] = [each for each in report.calls if each.recording.call_id == "good"]
    assert (told.verdict.verdict, told.verdict.phrase) == ("met", "this call is recorded")
    assert told.stored == told.verdict
    assert told.made_from == told.stored_from == row.made_from
    assert told.made_from.script == told.script.hash
    assert told.made_from.audio == told.recording.content_hash
    assert told.evidence.phrases[0].hits[0].said.text == "This call is recorded."


def test_what_changed_since_the_verdict_was_stored(world):
    world.run()
    script_folder(world.scripts, SCRIPT.replace("[this call is recorded]", "[we sell tables]"))
    told = world.explain("good", "notice")
    assert (told.stored.verdict, told.verdict.verdict) == ("met", "not_met")
    assert told.stored_from.script != told.made_from.script
    assert told.stored_from.transcript == told.made_from.transcript


@pytest.mark.parametrize("name", ["good", "calls/good.transcript.json", "good.transcript.json"])
def test_a_call_has_several_names(world, name):
    world.run()
    given = str(world.folder / name) if "/" in name else name
    assert world.explain(given, "greeting").recording.call_id == "good"


def test_calls_of_one_name_are_told_apart(world):
    ids = [each.recording.call_id for each in world.run().calls]
    assert len([each for each in ids if each.endswith("/a1")]) == 2
    with pytest.raises(
        SettingsError, match=r"2 stored calls have this name; give one of .*north/a1.*south/a1"
    ):
        world.explain("a1", "greeting")
    south = next(each for each in ids if each.endswith("south/a1"))
    assert world.explain(south, "greeting").verdict.verdict == "met"


def test_names_that_are_near_are_told(world):
    world.run()
    with pytest.raises(SettingsError, match=r"call goood: not in the store; did you mean 'good'\?"):
        world.explain("goood", "greeting")
    with pytest.raises(SettingsError, match="north/a1' or .*south/a1"):
        world.explain("/a", "greeting")
    with pytest.raises(SettingsError, match="not in the store; it has 3 calls, such as|its calls: "):
        world.explain("zzzzzz", "greeting")
    with pytest.raises(SettingsError, match=r"item notic: not in en-test, .*; did you mean 'notice'\?"):
        world.explain("good", "notic")


def test_an_item_of_another_script_is_told(world):
    world.run()
    other = SCRIPT.replace("id: en-test", "id: en-other").replace("direction: inbound", "direction: outbound")
    other = other.replace("id: notice", "id: price")
    (world.scripts / "en" / "en-other.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(SettingsError, match="scripts that have it: en-other"):
        world.explain("good", "price")
    told = world.explain("good", "price", script="en-other")
    assert (told.script.id, told.stored) == ("en-other", None)


def test_an_empty_store_and_a_call_that_was_never_heard(world):
    with open_store(world.folder / "s.sqlite"):
        pass
    with pytest.raises(SettingsError, match="it has no calls; `speechqa run` fills it"):
        world.explain("good", "notice")
    (world.folder / "calls" / "broken.wav").write_bytes(b"no sound")
    world.run()
    with pytest.raises(SettingsError, match="call broken: has no transcript"):
        world.explain("broken", "notice")


def test_a_call_that_no_script_fits(world):
    world.run()
    script_folder(world.scripts, SCRIPT.replace("direction: inbound", "direction: internal"))
    with pytest.raises(
        SettingsError, match="no script fits it, so nothing was judged; name one with --script"
    ):
        world.explain("good", "notice")
