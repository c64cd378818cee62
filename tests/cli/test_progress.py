import io
import json

from speechqa.cli.progress import Progress, shown
from speechqa.cli.texts import clock, plain
from speechqa.pipeline.events import Event


def test_progress_tells_calls_hours_speed_and_time_left():
    times = iter([0.0, 0.0, 10.0])
    progress = Progress(now=lambda: next(times))
    progress.count(Event("planned", calls=4, size=400))
    progress.count(Event("transcribed", file="a", size=100, audio_ms=360_000))
    assert progress.describe() == "1 of 4 calls, 0.10 audio-hours, 36 x real time, 0:30 left"


def test_a_call_counts_once_and_files_that_never_became_calls_do_not():
    progress = Progress(now=lambda: 0.0)
    progress.count(Event("failed", file="empty.wav"))
    progress.count(Event("reused", file="known.wav"))
    progress.count(Event("planned", calls=2, size=2))
    progress.count(Event("transcribed", file="a.wav", size=1, audio_ms=0))
    progress.count(Event("failed", file="a.wav", text="names an unknown script"))
    progress.count(Event("failed", file="known.wav", text="names an unknown script"))
    assert progress.describe() == "1 of 2 calls, 0.00 audio-hours, 0:00 left, 3 failed"


def test_lines_are_plain_where_there_is_no_terminal():
    out = io.StringIO()
    with shown(quiet=False, json_logs=False, stream=out) as notify:
        notify(Event("planned", calls=2, size=2))
        notify(Event("transcribed", file="a\x1b[2Jb.wav", size=1, audio_ms=1000))
        notify(Event("failed", file="c.wav", size=1, text="empty file"))
    lines = out.getvalue().splitlines()
    assert lines[0] == "2 calls to transcribe"
    assert "a�[2Jb.wav" in lines[1]
    assert lines[2] == "failed: c.wav: empty file"


def test_a_second_look_is_told_and_counted():
    out = io.StringIO()
    progress = Progress(now=lambda: 0.0)
    with shown(quiet=False, json_logs=False, stream=out) as notify:
        for event in (Event("looking", calls=3), Event("looked", file="a.wav")):
            notify(event)
            progress.count(event)
    assert out.getvalue() == "a second look at the sound of 3 calls, for what wasn't found\n"
    assert progress.describe().endswith("second look at 1 of 3")


def test_json_logs_are_one_object_a_line():
    out = io.StringIO()
    with shown(quiet=True, json_logs=True, stream=out) as notify:
        notify(Event("failed", file="c\ud800.wav", text="x"))
    assert [json.loads(line)["kind"] for line in out.getvalue().splitlines()] == ["failed"]


def test_quiet_says_nothing():
    out = io.StringIO()
    with shown(quiet=True, json_logs=False, stream=out) as notify:
        notify(Event("failed", file="c.wav", text="x"))
    assert out.getvalue() == ""


def test_texts_are_harmless_in_a_terminal():
    assert plain("a\x1b]0;x\x07\nb\udce9") == "a�]0;x��b?"
    assert plain("a\nb", lines=True) == "a\nb"
    assert clock(3_723_000) == "1:02:03"
