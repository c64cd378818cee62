"""What rests on the same as before is taken from there, and nothing else: as if all were judged afresh."""

from dataclasses import replace
from pathlib import Path

import pytest
from calls_on_disk import transcript_file
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa import intake, pipeline
from speechqa.checks import call_type, items, words
from speechqa.meaning.encoders import installed
from speechqa.pipeline.judging import judge
from speechqa.pipeline.listening import Listening
from speechqa.records import Before, Recording, Span, Transcript, Turn, Word
from speechqa.records.second_look import PhraseSound
from speechqa.store import open_store

ROOT = Path(__file__).parents[2]
SAID = (
    ("agent", "Good morning, Larkfield Supplies, this is Anna. Calls here are kept on tape."),
    ("customer", "Hello, how much is the oak table? It is too expensive I think."),
    ("agent", "I understand. It costs 240 pounds, and delivery is free. When would you like it?"),
    ("customer", "On Tuesday, please. Um, you know, that is fine."),
    (
        "agent",
        "Let me check that, so the oak table on Tuesday. Anything else? Thank you for calling, goodbye.",
    ),
)


def turn(speaker, start, text):
    said = tuple(Word(w, start + 300 * i, start + 300 * i + 280, 0.9) for i, w in enumerate(text.split()))
    return Turn(speaker, start, said[-1].end_ms, said)


CALL = Transcript(
    "en", 42_000, tuple(turn(who, 8000 * i, text) for i, (who, text) in enumerate(SAID)), "test"
)
RECORDING = Recording("p", "f", "h", "c", kind="transcript", language="en", direction="inbound")


def rules(meaning=None):
    return pipeline.load_rules(
        scripts_dir=ROOT / "scripts_library",
        stopwords_dir=ROOT / "stopwords",
        meaning_dir=meaning,
        calibration=ROOT
        / "models"
        / "calibration"
        / ("with_meaning.json" if meaning else "words_alone.json"),
    )


PLAIN = rules()
SCRIPT = PLAIN.library.get("en-inbound-sales")


def with_script(script, used=PLAIN):
    library = replace(used.library, scripts=(script,))
    return replace(used, library=library, script_hashes=library.hashes)


def judged(used, before=None, *, call=CALL, recording=RECORDING):
    key = used.key_for(recording, "t")
    return judge(recording, call, used, key=key, before=before)


def before(found):
    return Before(found.analysis, found.basis)


EDITS = (
    lambda item: replace(item, weight=item.weight + 1),
    lambda item: replace(item, critical=not item.critical),
    lambda item: replace(item, title=item.title + " now"),
    lambda item: replace(item, phrases=(*item.phrases, "calls here are kept on tape")),
    lambda item: replace(item, phrases=item.phrases[:1], count=1),
    lambda item: replace(item, match="loose" if item.match == "close" else "close"),
    lambda item: replace(item, after="", before=""),
    lambda item: replace(item, within=None, when=None),
    lambda item: replace(item, examples_met=("whatever",)),
    lambda item: replace(item, not_=("how much is",)),
    lambda item: replace(item, section="Another"),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SCRIPT.items) - 1), st.sampled_from(EDITS)), max_size=4),
    st.randoms(),
)
def test_after_any_edit_of_a_script_verdicts_are_those_of_judging_afresh(edits, dice):
    changed = list(SCRIPT.items)
    for place, edit in edits:
        changed[place] = edit(changed[place])
    dice.shuffle(changed)
    used = with_script(replace(SCRIPT, items=tuple(changed), pass_mark=33.0))
    first = judged(with_script(SCRIPT))
    assert judged(used, before(first)) == judged(used)


def test_every_item_has_a_key_of_its_own_even_where_two_name_each_other():
    item = SCRIPT.items[0]
    pair = (replace(item, id="a", before="b"), replace(item, id="b", after="a", title="Another"))
    keys = items.verdict_keys(replace(SCRIPT, items=pair), "call")
    assert len({*keys, *items.verdict_keys(SCRIPT, "call")}) == 2 + len(SCRIPT.items)
    again = (*pair[:1], replace(pair[1], phrases=("something else",)))
    assert items.verdict_keys(replace(SCRIPT, items=again), "call")[0] != keys[0]


@pytest.fixture
def counted(monkeypatch):
    """The ids of the items that were judged, the checks that ran."""
    done = []
    original = items.judge_item

    def judging(item, *others):
        done.append(item.id)
        return original(item, *others)

    monkeypatch.setattr(items, "judge_item", judging)
    for room, name in ((words, "find_words"), (call_type, "classify")):
        plain = getattr(room, name)
        monkeypatch.setattr(
            room,
            name,
            lambda *given, plain=plain, name=name, **more: done.append(name) or plain(*given, **more),
        )
    return done


def test_only_what_an_edit_touches_is_judged(counted):
    first = judged(with_script(SCRIPT))
    assert len(counted) > 10
    counted.clear()
    one, *rest = SCRIPT.items
    used = with_script(replace(SCRIPT, items=(replace(one, phrases=("hello there",)), *rest), pass_mark=1.0))
    found = judged(used, before(first))
    named = {item.id for item in rest if one.id in (item.after, item.before)}
    assert set(counted) == {one.id} | named
    assert found.analysis.pass_mark == 1.0


def test_word_lists_of_other_content_leave_the_verdicts(counted):
    first = judged(with_script(SCRIPT))
    counted.clear()
    used = replace(
        with_script(SCRIPT), word_list_hashes=(("en/fillers", "other"),), word_lists=words.WordLists()
    )
    found = judged(used, before(first))
    assert set(counted) == {"classify", "find_words"}
    assert found.analysis.word_hits == ()
    assert found.analysis.verdicts == first.analysis.verdicts


LOOK = PhraseSound(
    "this call is recorded", (Span("agent", 0, 9000),), Span("agent", 8600, 9400), "score", 16.5, -0.2
)


@pytest.mark.parametrize(
    "other",
    [
        {"recording": replace(RECORDING, direction="outbound")},
        {"recording": replace(RECORDING, team="sales")},
        {"call": replace(CALL, second_look=(LOOK,))},
    ],
)
def test_another_call_direction_or_sound_is_judged_afresh(counted, other):
    first = judged(with_script(SCRIPT))
    counted.clear()
    assert judged(with_script(SCRIPT), before(first), **other).basis != first.basis
    assert "classify" in counted


@pytest.mark.skipif(not installed(), reason="needs the extra 'meaning'")
def test_by_sense_a_verdict_does_not_hang_on_the_items_beside_it():
    used = rules(ROOT / "models" / "meaning")
    first = judged(with_script(SCRIPT, used))
    for place in range(0, len(SCRIPT.items), 3):
        changed = list(SCRIPT.items)
        changed[place] = replace(
            changed[place], phrases=("calls here are kept on tape",), count=1, kind="say"
        )
        edited = with_script(replace(SCRIPT, items=tuple(changed)), used)
        assert judged(edited, before(first)) == judged(edited)


def test_scoring_again_takes_what_the_run_kept(tmp_path, counted):
    folder = tmp_path / "scripts"
    (folder / "en").mkdir(parents=True)
    text = (ROOT / "scripts_library" / "en" / f"{SCRIPT.id}.yaml").read_text(encoding="utf-8")
    (folder / "en" / "s.yaml").write_text(text, encoding="utf-8")
    transcript_file(tmp_path / "calls", said=tuple(text for _, text in SAID))
    found = intake.find([tmp_path / "calls"], options=intake.IntakeOptions())
    listening = Listening(model_dir="/m", model="base", model_hash="1", backend="b", options_hash="o")

    def loaded():
        return pipeline.load_rules(scripts_dir=folder, stopwords_dir=ROOT / "stopwords", script=SCRIPT.id)

    with open_store(tmp_path / "s.sqlite") as store:
        pipeline.run(found.recordings, store=store, rules=loaded(), listening=listening)
        before_edit = store.calls()[0].analysis
        counted.clear()
        (folder / "en" / "s.yaml").write_text(
            text.replace("pass_mark: 75", "pass_mark: 1").replace("pass_mark: 80", "pass_mark: 1"),
            encoding="utf-8",
        )
        assert pipeline.rescore(store=store, rules=loaded()) == ()
        assert counted == []
        (call,) = store.calls()
        assert call.analysis.verdicts == before_edit.verdicts
        assert call.analysis.script_hash != before_edit.script_hash


def test_weights_sections_and_gravity_are_changed_without_judging(counted):
    first = judged(with_script(SCRIPT))
    counted.clear()
    other = tuple(
        replace(item, weight=item.weight + number, section="Another", critical=not item.critical)
        for number, item in enumerate(SCRIPT.items)
    )
    used = with_script(replace(SCRIPT, items=other))
    found = judged(used, before(first))
    assert counted == []
    assert found == judged(used)
    assert found.analysis.verdicts != first.analysis.verdicts
