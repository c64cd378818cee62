"""Names of real telephone systems, templates, folders; cleaning of values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.errors import SettingsError
from speechqa.intake import IntakeOptions
from speechqa.intake.fields import clean_text, display_path, to_iso_time, to_language, to_metadata, to_phone
from speechqa.intake.names import compile_patterns, folder_agent, read_name

DEFAULT = compile_patterns(IntakeOptions().name_patterns)


def told(stem):
    fields, _ = to_metadata(read_name(stem, DEFAULT), where=stem)
    return fields.agent, fields.direction, fields.customer_phone, fields.queue, fields.started_at


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        # FreePBX, Issabel
        (
            "q-1509-9257299718-20251130-005355-1764453235.353068",
            ("", "inbound", "9257299718", "1509", "2025-11-30T00:53:55"),
        ),
        (
            "out-0301234567-201-20251130-005355-1764453235.35",
            ("201", "outbound", "0301234567", "", "2025-11-30T00:53:55"),
        ),
        (
            "external-201-0301234567-20251130-005355-1764453235.35",
            ("201", "inbound", "0301234567", "", "2025-11-30T00:53:55"),
        ),
        (
            "internal-202-201-20251130-005355-1764453235.35",
            ("201", "internal", "", "", "2025-11-30T00:53:55"),
        ),
        ("rg-600-anonymous-20251130-005355-1764453235.35", ("", "inbound", "", "600", "2025-11-30T00:53:55")),
        (
            "force-0821000663-3201-20250327-092517-1743042317.12206",
            ("3201", "outbound", "0821000663", "", "2025-03-27T09:25:17"),
        ),
        # Asterisk
        ("20251130-005355-201-0301234567", ("201", "outbound", "0301234567", "", "2025-11-30T00:53:55")),
        ("0301234567-201-20251130-005355", ("201", "inbound", "0301234567", "", "2025-11-30T00:53:55")),
        ("auto-1453290000-101-102", ("101", "internal", "", "", "2016-01-20T11:40:00+00:00")),
        ("1764453235.353068", ("", None, "", "", "2025-11-29T21:53:55+00:00")),
        # VICIdial
        ("20051020-103108_3125551212-all", ("", None, "3125551212", "", "2005-10-20T10:31:08")),
        (
            "TESTCAMP_6666_20051020-103108_3125551212-all",
            ("6666", None, "3125551212", "TESTCAMP", "2005-10-20T10:31:08"),
        ),
        ("FR_S_20051020-103108_3125551212", ("", None, "3125551212", "", "2005-10-20T10:31:08")),
        # 3CX
        (
            "[Jo Example]_201-0114627554_20190219120918(380)",
            ("201", "outbound", "0114627554", "", "2019-02-19T12:09:18"),
        ),
        (
            "[27836000436]_27836000436-100_20190211124743(3)",
            ("100", "inbound", "27836000436", "", "2019-02-11T12:47:43"),
        ),
        # no system's name
        ("marta_20260312", ("", None, "", "", "")),
        ("q-1509-9257299718-20251399-005355-1764453235.353068", ("", None, "", "", "")),
    ],
)
def test_names_of_telephone_systems(stem, expected):
    assert told(stem) == expected


def test_own_template():
    patterns = compile_patterns(["{date} {time} {team}-{agent}-{any}"])
    fields = read_name("2026-03-12 10-15-02 red-marta k-17", patterns)
    assert fields == {"team": "red", "agent": "marta k", "started_at": "2026-03-12T10:15:02"}


@pytest.mark.parametrize("pattern", ["nonsense", "{agnet}_{date}", "{agent}_{agent}", "{}", ""])
def test_wrong_template_is_a_setting_error(pattern):
    with pytest.raises(SettingsError, match="file-name pattern"):
        compile_patterns([pattern])


@given(st.text(max_size=300))
def test_no_name_breaks_it(stem):
    fields = read_name(stem, DEFAULT)
    to_metadata(fields, where="x")


@given(st.text(max_size=500))
def test_cleaned_text_is_short_printable_and_stable(text):
    clean = clean_text(text)
    assert len(clean) <= 200
    assert clean.isprintable()
    assert clean_text(clean) == clean


@given(st.text(alphabet=st.characters(), max_size=50))
def test_shown_path_can_be_written_and_printed(path):
    shown = display_path(path)
    shown.encode()
    assert not set(shown) & set("\n\r\t\x00\x1b")


@given(st.text(max_size=40))
def test_times_and_phones_never_raise(text):
    to_iso_time(text)
    to_phone(text)
    to_phone(text, "DE")
    assert to_language(text) == to_language(text).lower()


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2026-03-12T10:15:02Z", "2026-03-12T10:15:02+00:00"),
        ("2026-03-12 10:15", "2026-03-12T10:15:00"),
        ("12.03.2026 10:15:02", "2026-03-12T10:15:02"),
        ("1764453235.353068", "2025-11-29T21:53:55+00:00"),
        ("2026-03-12", "2026-03-12"),
        ("20260312", "2026-03-12"),
        ("2026-02-30", ""),
        ("0001-01-01", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_times(written, time):
    assert to_iso_time(written) == time


@pytest.mark.parametrize(
    ("written", "region", "phone"),
    [
        ("+7 (495) 123-45-67", "", "+74951234567"),
        ("004930123456", "", "+4930123456"),
        ("030 123456", "DE", "+4930123456"),
        ("030 123456", "", "030 123456"),
        ("9257299718", "", "9257299718"),
        ("201", "DE", "201"),
        ("+1", "", "+1"),
        ("anonymous", "", ""),
    ],
)
def test_phones(written, region, phone):
    assert to_phone(written, region) == phone


@pytest.mark.parametrize(
    ("written", "code"), [("en-US", "en"), ("RU", "ru"), ("ger", "de"), ("de_DE", "de"), ("?", "")]
)
def test_languages(written, code):
    assert to_language(written) == code


def test_folder_words_name_nobody():
    assert folder_agent(("marta", "Recordings", "2026", "03", "en-US")) == "marta"
    assert folder_agent(("звонки", "12")) == ""
