"""The CDR table: Asterisk's own, exports with a header, mappings."""

from __future__ import annotations

import csv
import io

import pytest

from speechqa.errors import SettingsError
from speechqa.intake.cdr import read_cdr

MASTER = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata",
    "start", "answer", "end", "duration", "billsec", "disposition", "amaflags", "uniqueid", "userfield",
)  # fmt: skip
UNIQUE = "1764453235.353068"


def master_row(**fields):
    row = {
        "src": "0301234567",
        "dst": "1509",
        "dstchannel": "PJSIP/201-0000abcd",
        "lastapp": "Queue",
        "lastdata": "sales,t,,,60",
        "start": "2025-11-30 00:53:55",
        "billsec": "60",
        "disposition": "ANSWERED",
        "uniqueid": UNIQUE,
        **fields,
    }
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow([row.get(name, "") for name in MASTER])
    return out.getvalue()


def table(tmp_path, text):
    path = tmp_path / "Master.csv"
    path.write_text(text, encoding="utf-8")
    return path


def fields(path, stem=f"q-1509-0301234567-20251130-005355-{UNIQUE}", **columns):
    return read_cdr(path, columns, [stem]).fields(stem)


def test_master_without_header(tmp_path):
    assert fields(table(tmp_path, master_row())) == {
        "direction": "inbound",
        "customer_phone": "0301234567",
        "agent": "201",
        "queue": "sales",
        "started_at": "2025-11-30 00:53:55",
    }


def test_answered_and_longest_leg_counts(tmp_path):
    legs = [
        master_row(dstchannel="PJSIP/205-01", disposition="NO ANSWER", billsec="0"),
        master_row(dstchannel="PJSIP/206-02", billsec="5"),
        master_row(dstchannel="PJSIP/207-03", billsec="50"),
        master_row(dstchannel="PJSIP/208-04", disposition="BUSY", billsec="99"),
    ]
    assert fields(table(tmp_path, "".join(legs)))["agent"] == "207"


def test_outbound_and_internal(tmp_path):
    out = fields(table(tmp_path, master_row(src="201", dst="0301234567", lastapp="Dial", lastdata="x")))
    assert (out["direction"], out["agent"], out["customer_phone"]) == ("outbound", "201", "0301234567")
    inside = fields(table(tmp_path, master_row(src="201", dst="202", lastapp="Dial", lastdata="x")))
    assert (inside["direction"], inside["agent"]) == ("internal", "201")


def test_header_with_recordingfile(tmp_path):
    text = "calldate,src,dst,uniqueid,recordingfile\n2025-11-30 00:53:55,201,0301234567,1.2,/rec/a b.wav\n"
    got = fields(table(tmp_path, text), "a b")
    assert (got["agent"], got["started_at"]) == ("201", "2025-11-30 00:53:55")


def test_mapping_and_semicolons(tmp_path):
    path = table(tmp_path, "Datei;Name;Wann\nc1.wav;Marta;2026-03-12 10:00\n")
    assert fields(path, "c1", file="Datei", agent="Name", started_at="Wann")["agent"] == "Marta"


def test_words_in_the_user_field_are_no_names(tmp_path):
    path = table(
        tmp_path, master_row(uniqueid="9", userfield="internal") + master_row(userfield="audio:c7.wav")
    )
    assert fields(path, "internal-202-201") == {}
    assert fields(path, "c7")["agent"] == "201"


def test_billed_seconds_are_the_length(tmp_path):
    direct = master_row(lastapp="Dial", lastdata="PJSIP/201", billsec="240")
    assert fields(table(tmp_path, direct))["duration_s"] == "240"


def test_seconds_billed_in_a_queue_tell_no_length(tmp_path):
    """They count from the queue's answer, its recording from the agent's."""
    assert "duration_s" not in fields(table(tmp_path, master_row(billsec="240")))


def test_mapped_length_outranks_billed_seconds(tmp_path):
    path = table(tmp_path, "file;Dauer;billsec\nc1.wav;62.5;70\n")
    assert fields(path, "c1", duration_s="Dauer")["duration_s"] == "62.5"


def test_call_without_row(tmp_path):
    assert fields(table(tmp_path, master_row()), "other") == {}


@pytest.mark.parametrize(
    ("text", "columns", "says"),
    [
        ("a,b\n1,2\n", {}, "no column tells the recording"),
        ("file,b\n1,2\n", {"agent": "c"}, "no column 'c'"),
        ("file,b\n1,2\n", {"colour": "b"}, "not a field"),
        ('file,b\n"' + "x" * 200_000, {}, "not a CSV table"),
    ],
)
def test_unusable_table_says_why(tmp_path, text, columns, says):
    with pytest.raises(SettingsError, match=says):
        fields(table(tmp_path, text), "x", **columns)


def test_missing_table(tmp_path):
    with pytest.raises(SettingsError, match="can't be read"):
        fields(tmp_path / "none.csv")
