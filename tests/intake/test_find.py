"""The whole of intake over real folders."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from speechqa.errors import SettingsError, SetupError
from speechqa.intake import IntakeOptions, find
from speechqa.records import MAX_TRANSCRIPT_BYTES


@pytest.fixture
def calls(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "calls").mkdir()
    return tmp_path / "calls"


def put(folder, name, content="sound"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def by_file(intake):
    return {one.file: one for one in intake.recordings}


def only(intake):
    assert len(intake.recordings) == 1, intake
    return intake.recordings[0]


def test_folder_is_walked_in_order_and_the_rest_counted(calls):
    put(calls, "b.WAV", "b")
    put(calls, "a.mp3", "a")
    put(calls, "deep/er/c.ogg", "c")
    put(calls, "notes.txt")
    put(calls, ".hidden.wav")
    put(calls, ".git/x.wav")
    intake = find(["calls"])
    assert [r.file for r in intake.recordings] == ["calls/a.mp3", "calls/b.WAV", "calls/deep/er/c.ogg"]
    assert intake.ignored == 3
    assert intake.failures == ()


def test_hash_is_that_of_the_bytes(calls):
    put(calls, "a.wav", "abc")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert only(find([calls])).content_hash == digest


@pytest.mark.parametrize("typed", ["calls/", "./calls", "'calls'", '"calls"', "calls//"])
def test_ways_to_type_a_folder(calls, typed):
    put(calls, "a.wav")
    assert only(find([typed])).file == "calls/a.wav"


def test_home_is_expanded(calls, monkeypatch):
    monkeypatch.setenv("HOME", str(calls.parent))
    put(calls, "a.wav")
    assert only(find(["~/calls/*.wav"])).call_id == "a"


def test_wrong_sources_are_all_named_before_anything_is_done(calls):
    put(calls, "a.wav")
    with pytest.raises(SetupError) as caught:
        find(["calls", "nowhere", "calls/*.gsm", ""])
    message = str(caught.value)
    assert "nowhere: no such file or folder" in message
    assert "calls/*.gsm: the pattern matches nothing" in message
    assert "empty path" in message


def test_empty_folder_is_said(calls):
    assert find([calls]).notes[0].endswith("no recordings in this folder")


def test_file_whose_name_looks_like_a_pattern(calls):
    put(calls, "call [1].wav")
    assert only(find(["calls/call [1].wav"])).call_id == "call [1]"


def test_named_file_with_odd_extension_is_tried(calls):
    put(calls, "a.recording")
    assert only(find(["calls/a.recording"])).kind == "audio"


def test_shell_expanded_sidecar_is_no_recording(calls):
    put(calls, "a.wav")
    put(calls, "a.json", "{}")
    put(calls, "a.truth.json", "{}")
    intake = find(["calls/a.json", "calls/a.truth.json", "calls/a.wav"])
    assert only(intake).file == "calls/a.wav"
    assert intake.ignored == 2


def test_links_in_circles_end(calls):
    put(calls, "a.wav")
    (calls / "loop").symlink_to(calls, target_is_directory=True)
    (calls / "other").mkdir()
    (calls / "other" / "up").symlink_to(calls, target_is_directory=True)
    assert only(find([calls])).call_id == "a"


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [
        ("calls/**/*.wav", ["x", "y", "z"]),
        ("calls/**", ["x", "y", "z"]),
        ("**/x.wav", ["x"]),
        ("calls/**/nina/*.wav", ["y"]),
        ("calls/**/nina", ["y", "z"]),
        ("calls/**/deep/**/*.wav", ["z"]),
    ],
)
def test_deep_patterns_survive_links_in_circles(calls, pattern, ids):
    put(calls, "marta/x.wav", "x")
    put(calls, "nina/y.wav", "y")
    put(calls, "nina/deep/z.wav", "z")
    for name in "abc":
        (calls / name).symlink_to(calls, target_is_directory=True)
    intake = find([pattern])
    assert sorted(r.call_id for r in intake.recordings) == ids
    assert by_file(intake).keys() <= {"calls/marta/x.wav", "calls/nina/y.wav", "calls/nina/deep/z.wav"}
    with pytest.raises(SetupError, match="matches nothing"):
        find(["calls/**/*.gsm"])


def test_same_file_by_two_ways_is_one(calls):
    put(calls, "a.wav")
    (calls / "b.wav").symlink_to(calls / "a.wav")
    assert only(find(["calls", "calls/a.wav", "calls/*.wav"])).file == "calls/a.wav"


def test_bad_files_are_failures_and_the_rest_goes_on(calls):
    put(calls, "good.wav")
    put(calls, "empty.wav", "")
    (calls / "broken.wav").symlink_to(calls / "gone")
    os.mkfifo(calls / "pipe.wav")
    (calls / "folder.wav").mkdir()
    put(calls, "folder.wav/inside.wav", "inside")
    intake = find([calls])
    assert [r.call_id for r in intake.recordings] == ["inside", "good"]
    errors = {f.file.rpartition("/")[2]: f.error for f in intake.failures}
    assert "empty" in errors["empty.wav"]
    assert "a broken link: copy the recording here" in errors["broken.wav"]
    assert errors["pipe.wav"].endswith("take it out of the folder")
    assert {f.stage for f in intake.failures} == {"intake"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file_and_folder(calls):
    put(calls, "a.wav").chmod(0)
    put(calls, "shut/b.wav")
    (calls / "shut").chmod(0)
    intake = find([calls])
    (calls / "shut").chmod(0o700)
    assert len(intake.failures) == 2


@pytest.mark.parametrize(
    "name", ["a b.wav", 'it\'s "x".wav', "звонок.wav", "=1+1.wav", "a\nb.wav", "-rf.wav", "%s.wav"]
)
def test_odd_names_open_and_show(calls, name):
    put(calls, name, name)
    found = only(find([calls]))
    assert Path(found.path).read_bytes() == name.encode()
    assert "\n" not in found.file + found.call_id


def test_undecodable_name_opens_and_shows(calls):
    Path(os.fsdecode(os.fsencode(calls) + b"/\xff\xfe.wav")).write_bytes(b"x")
    found = only(find(["calls"]))
    assert Path(found.path).exists()
    assert found.file == "calls/\ufffd\ufffd.wav"
    (found.file + found.call_id).encode()


def test_files_still_being_written_wait(calls):
    put(calls, "new.wav")
    os.utime(put(calls, "old.wav", "old"), (time.time() - 100,) * 2)
    intake = find([calls], options=IntakeOptions(settle_s=30))
    assert only(intake).call_id == "old"
    assert intake.skipped[0].file.endswith("new.wav")
    assert len(find([calls]).recordings) == 2


# -- call ids ----------------------------------------------------------------


def test_a_sidecar_corrects_what_a_transcript_says_of_itself(calls):
    put(calls, "x.transcript.json", json.dumps({"agent": "anna", "queue": "sales", "turns": []}))
    put(calls, "x.json", '{"agent": "bert"}')
    one = only(find(["calls"]))
    assert (one.agent, one.queue) == ("bert", "sales")


def test_a_number_of_thousands_of_digits_is_told_in_plain_words(calls):
    put(calls, "x.wav")
    put(calls, "x.json", '{"agent": ' + "9" * 5000 + "}")
    [failure] = find(["calls"]).failures
    assert "a number of thousands of digits" in failure.error


@pytest.mark.parametrize("pattern", ["{agent}_{date", "agent}_{date}"])
def test_a_pattern_with_a_stray_brace_is_refused(calls, pattern):
    put(calls, "x.wav")
    with pytest.raises(SettingsError, match="brace"):
        find(["calls"], options=IntakeOptions(name_patterns=(pattern,)))


def test_a_folder_given_twice_is_not_called_empty(calls):
    put(calls, "a.wav")
    found = find(["calls", "calls/a.wav", "calls"])
    assert only(found).call_id == "a"
    assert found.notes == ()


def test_one_id_in_one_folder_is_told_apart_by_content_alone(calls):
    for name in ("x", "y"):
        put(calls, f"{name}.transcript.json", json.dumps({"call_id": "C-1", "agent": name, "turns": []}))
    ids = [one.call_id for one in find(["calls"]).recordings]
    assert all(one.startswith("calls/C-1~") for one in ids)
    assert len(set(ids)) == 2


def test_same_stem_other_content_gets_its_folder(calls):
    put(calls, "marta/x.wav", "1")
    put(calls, "nina/x.wav", "2")
    put(calls, "nina/y.wav", "3")
    ids = {r.file: r.call_id for r in find(["calls"]).recordings}
    assert ids == {"calls/marta/x.wav": "marta/x", "calls/nina/x.wav": "nina/x", "calls/nina/y.wav": "y"}


def test_same_stem_same_content_is_one_call(calls):
    put(calls, "marta/x.wav", "1")
    put(calls, "nina/x.wav", "1")
    intake = find(["calls"])
    assert only(intake).file == "calls/marta/x.wav"
    assert intake.duplicates[0].file == "calls/nina/x.wav"
    assert intake.duplicates[0].same_as == "calls/marta/x.wav"


def test_same_content_under_two_names_is_said(calls):
    put(calls, "a.wav")
    put(calls, "b.wav")
    intake = find(["calls"])
    assert [r.call_id for r in intake.recordings] == ["a", "b"]
    assert "calls/b.wav: same content as calls/a.wav" in intake.notes[0]


def test_ids_differ_whatever_clashes(calls):
    put(calls, "x.wav", "1")
    put(calls, "x.mp3", "2")
    put(calls, "a/d/y.wav", "3")
    put(calls, "b/d/y.wav", "4")
    for name in ("p", "q"):
        put(calls, f"{name}.wav", name)
        put(calls, f"{name}.json", '{"call_id": "same"}')
    ids = [r.call_id for r in find(["calls"]).recordings]
    assert len(set(ids)) == len(ids) == 6


# -- metadata ----------------------------------------------------------------


def test_default_name_pattern(calls):
    put(calls, "anna_maria_inbound_48221000001_20260317_113305.wav")
    found = only(find([calls]))
    assert (found.agent, found.direction) == ("anna_maria", "inbound")
    assert (found.customer_phone, found.started_at) == ("48221000001", "2026-03-17T11:33:05")


def test_nothing_known_stays_empty(calls):
    put(calls, "x.wav")
    found = only(find(["calls"]))
    assert (found.agent, found.started_at, found.direction, found.language) == ("", "", None, "")


def test_precedence_sidecar_cdr_name_folder(calls, tmp_path):
    put(calls, "marta/anna_inbound_100200300_20260317_113305.wav")
    put(calls, "marta/anna_inbound_100200300_20260317_113305.json", '{"team": "red", "direction": "out"}')
    table = (
        "file,agent,team,queue,direction\nanna_inbound_100200300_20260317_113305.wav,berta,blue,q1,internal\n"
    )
    cdr = put(tmp_path, "cdr.csv", table)
    found = only(find([calls], options=IntakeOptions(cdr=cdr)))
    assert (found.team, found.direction, found.agent, found.queue) == ("red", "outbound", "berta", "q1")
    assert found.started_at == "2026-03-17T11:33:05"
    assert only(find([calls])).agent == "anna"


@pytest.mark.parametrize(
    ("name", "agent"),
    [
        ("marta/x.wav", "marta"),
        ("sales/marta/x.wav", "marta"),
        ("marta/2026-03-12/x.wav", "marta"),
        ("2026/03/12/x.wav", ""),
        ("en/recordings/x.wav", ""),
        ("x.wav", ""),
    ],
)
def test_folder_as_agent(calls, name, agent):
    put(calls, name)
    assert only(find(["calls"])).agent == agent
    assert only(find([f"calls/{name}"])).agent == agent


def test_root_is_nobody_and_patterns_count_from_their_fixed_part(calls):
    put(calls, "marta/x.wav")
    assert only(find(["calls/marta"])).agent == ""
    assert only(find([calls / "marta" / "x.wav"])).agent == ""
    assert only(find(["calls/*/*.wav"])).agent == "marta"
    assert only(find(["calls/*"])).agent == "marta"


@pytest.mark.parametrize(
    ("sidecar", "says"),
    [
        ("{", "not valid JSON"),
        ("[]", "must be a JSON object"),
        ('{"agent": ["a"]}', "'agent' must be text"),
        ('{"agent": true}', "'agent' must be text"),
        ('{"duration_s": [60]}', "'duration_s' must be a number"),
        ('{"duration_s": false}', "'duration_s' must be a number"),
        ('{"a": NaN}', "not valid JSON"),
        ('{"a":' * 100_000, "nested"),
        ('{"a":' + "[" * 200 + "]" * 200 + "}", "nested"),
        (b"\xff\xfe{", "UTF-8"),
        ('{"a": "' + "x" * 1_000_001 + '"}', "larger than"),
    ],
)
def test_broken_sidecar_fails_its_call_only(calls, sidecar, says):
    put(calls, "a.wav", "a")
    put(calls, "a.json", sidecar)
    put(calls, "b.wav", "b")
    intake = find(["calls"])
    assert only(intake).call_id == "b"
    assert intake.failures[0].file == "calls/a.wav"
    assert says in intake.failures[0].error
    assert "a.json" in intake.failures[0].error


def test_a_transcript_too_large_to_be_replayed_is_told(calls):
    (calls / "a.transcript.json").write_bytes(b" " * (MAX_TRANSCRIPT_BYTES + 1))
    (failure,) = find(["calls"]).failures
    assert failure.error.endswith("larger than 50 MB, not a transcript of one call")


@pytest.mark.parametrize(
    ("told", "expected_ms"),
    [
        ("240", 240_000),
        ("61.25", 61_250),
        ('"240"', 240_000),
        ('" 12.5 "', 12_500),
        ("86400", 86_400_000),
        ("null", None),
        ("0", None),
        ("0.0", None),
    ],
)
def test_sidecar_tells_the_length(calls, told, expected_ms):
    put(calls, "a.wav")
    put(calls, "a.json", f'{{"duration_s": {told}}}')
    intake = find([calls])
    assert only(intake).expected_ms == expected_ms
    assert intake.notes == ()


@pytest.mark.parametrize(
    "told",
    ["-5", "1000000000000", "86401", "1e300", '"four minutes"', '"00:04:00"', '"٣٠"', '"1,5"', '"nan"'],
)
def test_senseless_length_is_noted_and_left_empty(calls, told):
    put(calls, "a.wav")
    put(calls, "a.json", f'{{"duration_s": {told}}}')
    intake = find([calls])
    assert only(intake).expected_ms is None
    assert intake.notes[0].startswith("a.json: duration_s ")
    assert intake.notes[0].endswith(" is not understood and was left empty")


def test_length_of_the_sidecar_outranks_the_cdr(calls, tmp_path):
    for name in ("a", "b", "c"):
        put(calls, f"{name}.wav", name)
    put(calls, "a.json", '{"duration_s": 60}')
    put(calls, "c.json", '{"duration_s": "?"}')
    cdr = put(tmp_path, "cdr.csv", "file,billsec,duration\na.wav,240,250\nb.wav,240,250\nc.wav,120,130\n")
    found = find([calls], options=IntakeOptions(cdr=cdr)).recordings
    assert [one.expected_ms for one in found] == [60_000, 240_000, 120_000]


def test_other_json_is_no_sidecar(calls):
    put(calls, "a.wav")
    put(calls, "a.truth.json", "{")
    put(calls, "b.json", "{")
    assert only(find([calls])).call_id == "a"


def test_sidecar_values_are_cleaned(calls):
    put(calls, "a.wav")
    values = {
        "call_id": 4711,
        "agent": "Ma\u202ert\x00a\n  K." + "x" * 500,
        "direction": "sideways",
        "language": "pl-PL",
        "customer_phone": "+48 (22) 621-10-34",
        "started_at": "2026-03-12 10:15:02+01:00",
        "team": None,
        "unknown": {"x": 1},
    }
    put(calls, "a.json", json.dumps(values))
    intake = find([calls])
    found = only(intake)
    assert found.agent.startswith("Marta K.")
    assert len(found.agent) <= 200
    assert (found.call_id, found.direction, found.language, found.team) == ("4711", None, "pl", "")
    assert (found.customer_phone, found.started_at) == ("+48226211034", "2026-03-12T10:15:02+01:00")
    assert any("sideways" in note for note in intake.notes)


def test_transcript_is_a_recording_with_its_own_fields(calls):
    put(calls, "x.transcript.json", '{"agent": "marta", "language": "EN", "script": "s1", "turns": []}')
    put(calls, "x.json", '{"agent": "other", "team": "red"}')
    found = only(find([calls]))
    assert (found.kind, found.call_id, found.agent, found.team) == ("transcript", "x", "other", "red")
    assert (found.language, found.script) == ("en", "s1")


def test_broken_transcript_is_a_failure(calls):
    put(calls, "x.transcript.json", '{"turns": [')
    intake = find(["calls"])
    assert intake.recordings == ()
    assert "not valid JSON" in intake.failures[0].error


def test_transcript_beside_its_recording_gives_way(calls):
    put(calls, "x.wav")
    put(calls, "x.transcript.json", "{}")
    intake = find([calls])
    assert only(intake).kind == "audio"
    assert "its recording lies beside it" in intake.notes[0]
    assert only(find([calls / "x.transcript.json"])).kind == "transcript"


def test_roster_names_the_extension_of_the_day(calls, tmp_path):
    roster = put(
        tmp_path,
        "roster.csv",
        "extension;agent;team;valid_from;valid_to\n201;Marta;red;;2026-03-31\n201;Nina;blue;2026-04-01;\n",
    )
    put(calls, "out-0301234567-201-20260331-235959-1764453235.35.wav", "1")
    put(calls, "out-0301234567-201-20260401-000000-1764453235.36.wav", "2")
    put(calls, "x.wav", "3")
    put(calls, "x.json", '{"agent": 201}')
    found = find([calls], options=IntakeOptions(roster=roster)).recordings
    assert [(r.agent, r.team) for r in found] == [("Marta", "red"), ("Nina", "blue"), ("201", "")]


@pytest.mark.parametrize(
    "table", ["a,b\n", "extension,agent\n201,\n", "extension,agent,valid_from\n1,a,soon\n", b"\xff\xfe"]
)
def test_wrong_roster_stops_with_its_place(calls, tmp_path, table):
    roster = put(tmp_path, "roster.csv", table)
    with pytest.raises(SettingsError, match="roster"):
        find([calls], options=IntakeOptions(roster=roster))


def test_same_input_same_output(calls):
    for name in ("b/x.wav", "a/x.wav", "c.wav", "c.json"):
        put(calls, name, name if name.endswith("wav") else "{}")
    assert find([calls]) == find([calls])
