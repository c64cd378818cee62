"""What is put into a store comes back, under its key and no other."""

from dataclasses import replace

import pytest

from speechqa.errors import StoreError
from speechqa.records import ChannelQuality, ChannelSound, Failure, PhraseSound, RemovedText, Span
from speechqa.store import open_store
from speechqa.store.parcels import pack_analysis, transcript_in

ODD_NAMES = [
    "=1+1",
    "Звонок «один»",
    "a b'\"",
    "stray \udcff byte",
    "back\\slash",
    "nul\0",
    "\\udcff",
    "x" * 500,
]


def test_everything_of_a_call_survives_a_reopening(place, make):
    with open_store(place) as store:
        recording, key = make.judged_call(store)
    with open_store(place) as store:
        (call,) = store.calls()
    assert call.recording == recording
    assert call.transcript == make.transcript()
    assert (call.analysis, call.scorecard, call.analysis_key) == (make.analysis(), make.card(), key)
    assert call.failure is None
    assert (call.facts.words, call.facts.model, call.facts.asr_confidence) == (2, "base", 1 / 3)


def test_what_is_known_of_the_channels_comes_without_the_words(store, make):
    recording, _ = make.judged_call(store)
    figures = ChannelQuality("customer", 4000, -30.5, 12.5, 0.001, 3400, 0.8)
    known = make.transcript(
        quality=(figures,),
        removed=(RemovedText("agent", 0, 900, "thank you", "loop"),),
        unheard=(Span("agent", 1000, 2000), Span("agent", 3000, 3500)),
        speaker_source="voice",
        speaker_confidence=0.8,
        warnings=("nul\0 and \udcff",),
    )
    store.put_transcript(recording, known, **make.source)
    (call,) = store.calls(transcripts=False)
    assert call.facts.sound.channels == (
        ChannelSound("agent", None, 2, 1500),
        ChannelSound("customer", figures),
    )
    assert (call.facts.sound.speaker_source, call.facts.sound.speaker_confidence) == ("voice", 0.8)
    assert call.facts.sound.warnings == known.warnings


def test_a_store_of_the_first_schema_is_read_and_knows_no_sound(place, make):
    with open_store(place) as store:
        recording, _ = make.judged_call(store)
        with store._writing() as connection:
            connection.exec_driver_sql("ALTER TABLE transcripts DROP COLUMN sound")
            connection.exec_driver_sql("DROP TABLE meanings")
            connection.exec_driver_sql("DROP TABLE second_looks")
            connection.exec_driver_sql("DROP TABLE phrase_vectors")
            connection.exec_driver_sql("DROP TABLE reviews")
            connection.exec_driver_sql("ALTER TABLE analyses DROP COLUMN second_look")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with open_store(place) as store:
        (call,) = store.calls()
        assert call.transcript == make.transcript()
        assert call.facts.sound is None
        store.put_transcript(recording, make.transcript(), **make.source)
        assert store.calls()[0].facts.sound is not None
        store.put_meanings("1", [(call.facts.key, b"vectors")])
        assert store.analysis_keys()[recording.call_id].second_look == ""
        store.put_second_look(call.facts.key, (SOUND,))


SOUND = PhraseSound(
    "this call is recorded",
    sought=(Span("agent", 9000, 13_000),),
    place=Span("agent", 8600, 13_400),
    heard="score is",
    evidence=16.5,
    weakest=-0.2,
    over_decoys=None,
    hearing="said",
)


def test_what_a_second_look_told_comes_with_the_transcript_and_is_no_part_of_its_words(store, make):
    recording, key = make.judged_call(store)
    store.put_second_look(key.transcript, (SOUND,))
    whole = store.get_transcript(recording, **make.source)
    assert whole == make.transcript(second_look=(SOUND,))
    assert transcript_in(*store.parcels([(recording, key)])) == whole
    assert store.calls()[0].transcript == whole
    # Put back as it was read, it holds the sounds once.
    store.put_transcript(recording, whole, **make.source)
    store.put_second_look(key.transcript, ())
    assert store.get_transcript(recording, **make.source) == make.transcript()


def test_which_second_look_an_analysis_rests_on_is_known_and_makes_no_other_key(store, make):
    recording, key = make.judged_call(store)
    looked = replace(key, second_look="1/10")
    store.put_analysis(recording.call_id, looked, make.analysis(), make.card())
    (stored,) = store.analysis_keys().values()
    assert (stored, stored.second_look) == (key, "1/10")
    store.put_payloads([(recording.call_id, key, pack_analysis(make.analysis(), make.card()))])
    assert store.calls()[0].analysis_key.second_look == ""


def test_what_an_encoder_made_of_a_transcript_is_kept_until_another_one_comes(store, make):
    recording, key = make.judged_call(store)
    store.put_meanings("old", [(key.transcript, b"one")])
    assert store.get_meaning(key.transcript, "old") == b"one"
    (parcel,) = store.parcels([(recording, key)], meaning="old")
    assert parcel.described == b"one"
    store.put_meanings("new", [(key.transcript, b"two")])
    assert store.get_meaning(key.transcript, "old") is None
    assert store.get_meaning(key.transcript, "new") == b"two"
    assert [each.described for each in store.parcels([(recording, key)])] == [None]


def test_what_an_encoder_makes_of_phrases_is_kept_until_another_one_comes(place):
    phrases = [f"phrase {number} «żółw» \ud800" for number in range(1200)]
    with open_store(place) as store:
        store.put_phrases("old", dict.fromkeys(phrases, b"one"))
        assert store.get_phrases([*phrases, "another"], "old") == dict.fromkeys(phrases, b"one")
        store.put_phrases("new", {phrases[0]: b"two"})
        assert store.get_phrases(phrases, "old") == {}
        assert store.get_phrases(phrases, "new") == {phrases[0]: b"two"}


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_and_texts_come_back_as_they_were(store, make, name):
    recording, key = make.judged_call(store, call_id=name, file=name)
    store.put_transcript(recording, make.transcript(name), **make.source)
    (call,) = store.calls()
    assert (call.analysis, call.scorecard, call.analysis_key) == (make.analysis(), make.card(), key)
    assert [call.recording for call in store.calls([name])] == [recording]
    store.put_failure(recording, Failure(name, "asr", name))
    assert store.calls([name])[0].failure.failure == Failure(name, "asr", name)


def test_names_that_look_alike_when_escaped_stay_apart(store, make):
    for name in ("\udcff", "\\udcff", "\\\\udcff"):
        make.judged_call(store, call_id=name, agent=name)
    assert {call.recording.agent for call in store.calls()} == {"\udcff", "\\udcff", "\\\\udcff"}


@pytest.mark.parametrize("part", ["backend", "model_hash", "options_hash"])
def test_a_transcript_is_found_under_all_parts_of_its_key_only(store, make, part):
    recording = make.recording()
    key = store.put_transcript(recording, make.transcript(), **make.source)
    assert store.get_transcript(recording, **make.source) == make.transcript()
    assert store.has_transcript(key)
    assert store.get_transcript(recording, **{**make.source, part: "other"}) is None
    assert store.get_transcript(replace(recording, content_hash="other"), **make.source) is None


def test_the_same_audio_under_another_name_is_not_transcribed_again(store, make):
    store.put_transcript(make.recording(), make.transcript(), **make.source)
    renamed = make.recording("other name", content_hash=make.recording().content_hash)
    assert store.get_transcript(renamed, **make.source) == make.transcript()


def test_a_transcript_put_again_takes_the_place_of_the_old_one(store, make):
    store.put_calls([make.recording()])
    for text in ("first", "second"):
        key = store.put_transcript(make.recording(), make.transcript(text), **make.source)
    (call,) = store.calls()
    assert (call.transcript, call.facts.key) == (make.transcript("second"), key)


def test_the_latest_transcript_is_the_one_put_or_analysed_last(store, make):
    recording, key = make.judged_call(store)
    store.put_transcript(recording, make.transcript("b"), **{**make.source, "model_hash": "m2"})
    store.put_calls([replace(recording, call_id="same audio, not analysed")])
    analysed, other = store.calls()
    assert analysed.facts.model_hash == "m1", "the analysis was made from the first"
    assert other.facts.model_hash == "m2"
    store.put_analysis("a1", key, make.analysis(), make.card())
    assert store.calls([other.recording.call_id])[0].facts.model_hash == "m1"


def test_a_new_analysis_replaces_the_one_before_with_its_key(store, make):
    recording, key = make.judged_call(store)
    other = make.key(recording, key.transcript, engine="e2")
    store.put_analysis("a1", other, make.analysis(script="s"), make.card(1))
    (call,) = store.calls()
    assert (call.analysis, call.scorecard, call.analysis_key) == (
        make.analysis(script="s"),
        make.card(1),
        other,
    )


def test_the_keys_of_all_analyses_can_be_asked_at_once(store, make):
    expected = {name: make.judged_call(store, call_id=name)[1] for name in ("a", "b\udcff")}
    store.put_calls([make.recording("not analysed")])
    assert store.analysis_keys() == expected


def test_an_analysis_needs_its_call_and_transcript(store, make):
    key = make.key(make.recording(), "no such transcript")
    with pytest.raises(StoreError):
        store.put_analysis("a1", key, make.analysis(), make.card())
    store.put_calls([make.recording()])
    with pytest.raises(StoreError):
        store.put_analysis("a1", key, make.analysis(), make.card())


def test_new_audio_under_an_old_call_id_drops_what_was_known(store, make):
    recording, _ = make.judged_call(store)
    store.put_failure(recording, Failure(recording.file, "asr", "broken"))
    changed = replace(recording, content_hash="other audio")
    store.put_calls([changed])
    (call,) = store.calls()
    assert (call.recording, call.transcript, call.analysis, call.failure) == (changed, None, None, None)


def test_new_metadata_keeps_the_analysis(store, make):
    recording, key = make.judged_call(store)
    store.put_calls([replace(recording, agent="Anna", file="moved/a1.wav")])
    (call,) = store.calls()
    assert (call.recording.agent, call.analysis_key) == ("Anna", key)


def test_calls_come_sorted_and_only_those_asked_for(store, make):
    names = ["b", "a", "Ä", "я", "B", "10", "9"]
    store.put_calls([make.recording(name) for name in names])
    assert [call.recording.call_id for call in store.calls()] == sorted(names)
    assert [call.recording.call_id for call in store.calls(["я", "a", "a", "none"])] == ["a", "я"]
    assert store.calls([]) == ()


def test_many_calls_are_read_whole(store, make):
    names = [f"{number:04}" for number in range(620)]
    store.put_calls([make.recording(name) for name in names])
    assert [call.recording.call_id for call in store.calls(names[::-1])] == names


def test_calls_without_words_still_have_their_figures(store, make):
    make.judged_call(store)
    (call,) = store.calls(transcripts=False)
    assert call.transcript is None
    assert call.facts.words == 2
    assert call.analysis == make.analysis()


def test_a_failure_is_known_until_the_call_succeeds(store, make):
    recording = make.recording()
    failure = Failure(recording.file, "audio", "cut short")
    store.put_failure(recording, failure)
    assert store.calls()[0].failure.failure == failure
    make.judged_call(store)
    assert store.failures() == ()


def test_a_file_that_is_no_call_can_fail_too(store, make):
    store.put_failure("z.txt", Failure("z.txt", "intake", "no audio"))
    store.put_failure("a.txt", Failure("a.txt", "intake", "no audio"))
    assert [each.failure.file for each in store.failures()] == ["a.txt", "z.txt"]
    assert store.calls() == ()
    store.clear_failure("z.txt")
    store.clear_failure(make.recording(file="a.txt"))
    assert store.failures() == ()


def test_nothing_is_written_for_known_calls(place, make):
    with open_store(place) as store:
        store.put_calls([make.recording()])
        with store._writing() as connection:
            connection.exec_driver_sql("DELETE FROM failures")
        store._writing = None  # any writing would now break
        store.put_calls([make.recording()])


def test_a_failed_transaction_leaves_nothing_behind(store, make):
    def interrupted():
        with store._writing() as connection:
            connection.exec_driver_sql("DELETE FROM calls")
            raise KeyboardInterrupt

    store.put_calls([make.recording()])
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(store.calls()) == 1
