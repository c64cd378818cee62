import csv
import stat
import struct
import wave
from dataclasses import replace

import pytest

from speechqa import audio
from speechqa.errors import AudioError, SettingsError
from speechqa.export import ExportOptions, Material, for_agent
from speechqa.export.coaching import write_coaching
from speechqa.records import Clip


@pytest.fixture
def sounding(report, tmp_path):
    """The report, with two channels of sound behind its first call."""
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 8000, 0, "NONE", ""))
        file.writeframes(
            b"".join(struct.pack("<hh", (i * 37) % 9000, (i * 91) % 9000) for i in range(8000 * 6))
        )
    first = replace(report.calls[0], recording=replace(report.calls[0].recording, path=str(path)))
    return replace(report, calls=(first, *report.calls[1:]))


def copy(recording, target, *, start_ms=0, end_ms=None):
    try:
        audio.write_opus(recording.path, target, start_ms=start_ms, end_ms=end_ms)
    except (AudioError, OSError) as error:
        target.unlink(missing_ok=True)
        return str(error)
    return ""


def rows(folder):
    with (folder / "coaching.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_clips_are_cut_with_half_a_second_around_them(sounding, tmp_path):
    out = tmp_path / "out"
    assert write_coaching(sounding, out, material=Material(copy_audio=copy)) == (
        out / "coaching.csv",
        out / "clips",
    )
    [row] = rows(out)
    assert row["best_file"] == ""
    assert row["worst_file"].startswith("clips/Anna-north-")
    clip = audio.load(out / row["worst_file"])
    assert clip.duration_ms == pytest.approx(1_999 - 1_200 + 1_000, abs=40)
    assert len(clip.channels) == 2
    assert stat.S_IMODE((out / row["worst_file"]).stat().st_mode) == 0o600
    assert "c.wav" in row["problem"], "the example's recording is gone, and that is told"
    assert row["example_file"] == ""


def test_an_older_folder_is_replaced_whole(sounding, tmp_path):
    out = tmp_path / "out"
    write_coaching(sounding, out, material=Material(copy_audio=copy))
    write_coaching(replace(sounding, coaching=()), out, material=Material(copy_audio=copy))
    assert rows(out) == []
    assert list((out / "clips").iterdir()) == []
    assert {path.name for path in out.iterdir()} == {"coaching.csv", "clips"}


def test_transcripts_and_what_was_never_said_have_no_clip(sounding, tmp_path):
    [point] = sounding.coaching
    silent = replace(point, worst=Clip("a", None, None, ""), best=Clip("gone", 1, 2, "x"), example=None)
    asked = []

    def never(*given, **more):
        asked.append((given, more))
        return ""

    write_coaching(replace(sounding, coaching=(silent,)), tmp_path, material=Material(copy_audio=never))
    read = replace(sounding.calls[0].recording, kind="transcript")
    call = replace(sounding.calls[0], recording=read)
    write_coaching(replace(sounding, calls=(call,)), tmp_path, material=Material(copy_audio=never))
    assert asked == []


def test_hostile_names_stay_inside_the_folder(sounding, tmp_path):
    [point] = sounding.coaching
    evil = replace(point, agent="../../evil", team="/etc", script="..", item="../x", example=None)
    write_coaching(replace(sounding, coaching=(evil,)), tmp_path / "out", material=Material(copy_audio=copy))
    assert {path.name for path in tmp_path.iterdir()} == {"a.wav", "out"}
    [clip] = (tmp_path / "out" / "clips").rglob("*.opus")
    assert clip.is_file()


def test_excel_reads_it_in_its_own_usage(sounding, tmp_path):
    options = ExportOptions(excel=True, locale_name="de_DE.UTF-8")
    write_coaching(sounding, tmp_path, options=options, material=Material(copy_audio=copy))
    assert (tmp_path / "coaching.csv").read_text(encoding="utf-8").startswith("\ufeffagent;team;rank")


def test_an_agents_folder_has_no_colleagues_voice(sounding, tmp_path):
    write_coaching(for_agent(sounding, "Anna"), tmp_path, material=Material(copy_audio=copy))
    [row] = rows(tmp_path)
    assert (row["example_call_id"], row["example_quote"], row["example_file"]) == ("", "", "")


def test_a_folder_that_cannot_be_written_is_told(sounding, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(SettingsError, match="is a file"):
        write_coaching(sounding, tmp_path / "file", material=Material(copy_audio=copy))
