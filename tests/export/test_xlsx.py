"""The workbook as another library reads it: openpyxl, which didn't write it."""

import io
import re
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from hostile_reports import HOSTILE, call, failures, hostile_report
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.errors import SettingsError
from speechqa.export import EXPORTERS, report_tables, write_html
from speechqa.export.typed import typed
from speechqa.export.xlsx.limits import EXCEL, Limits, parts, shortened
from speechqa.export.xlsx.links import pages
from speechqa.export.xlsx.workbook import workbook
from speechqa.records import Report

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
SHEETS = {"Agents": "agents", "Calls": "calls", "Verdicts": "verdicts", "Words": "hits"}


def opened(report, known_pages=frozenset(), limits=EXCEL):
    return openpyxl.load_workbook(io.BytesIO(workbook(report, known_pages, limits=limits)))


def cells(sheet):
    return [[_read(cell) for cell in row] for row in sheet.iter_rows()]


def _read(cell):
    # openpyxl leaves the format's escapes of control characters as they stand in the file.
    return ESCAPED.sub(_character, cell.value) if isinstance(cell.value, str) else cell.value


def _character(found):
    return chr(int(found[1], 16))


def expected(table):
    """What a sheet should show: times as times, the rest as typed values."""
    rows = [list(table.header)]
    for row in table.rows:
        made = [typed(value, column.kind) for value, column in zip(row, table.columns, strict=True)]
        for at, column in enumerate(table.columns):
            if column.kind == "time" and made[at]:
                made[at] = datetime.fromisoformat(made[at])
        rows.append(made)
    return rows


def same(found, wanted):
    """Excel keeps fifteen digits; openpyxl reads CR and LF as one."""
    if isinstance(wanted, float) and not isinstance(found, bool | str | None):
        return found == pytest.approx(wanted, rel=1e-14, abs=0)
    return found == wanted and isinstance(found, bool) == isinstance(wanted, bool)


def assert_holds(sheet, table):
    found, wanted = cells(sheet), expected(table)
    assert len(found) == len(wanted)
    for found_row, wanted_row in zip(found, wanted, strict=True):
        for at, value in enumerate(wanted_row):
            assert same(found_row[at] if at < len(found_row) else None, value), (sheet.title, at, value)


@pytest.mark.parametrize("make", ["small", "hostile", "empty"])
def test_each_sheet_holds_its_table(report, make):
    given_report = {"small": report, "hostile": hostile_report(), "empty": Report((), (), ())}[make]
    book, tables = opened(given_report), report_tables(given_report)
    others = [name for name, table in tables.items() if name not in SHEETS.values() and table.rows]
    assert book.sheetnames == ["Summary", *SHEETS, *(name.replace("_", " ").capitalize() for name in others)]
    for title, name in zip(book.sheetnames[1:], [*SHEETS.values(), *others], strict=True):
        assert_holds(book[title], tables[name])


def test_text_is_text_and_nothing_is_a_formula_or_a_link():
    book = opened(hostile_report())
    for sheet in book:
        assert not sheet._hyperlinks
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {
            "s",
            "inlineStr",
            "n",
            "b",
            "d",
        }
    formats = {cell.number_format for cell in book["Failures"]["C"][1:]}
    assert formats == {"@"}  # stays text when somebody edits it


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_any_text_comes_back(texts):
    report = failures(texts)
    assert_holds(opened(report)["Failures"], report_tables(report)["failures"])


def test_heads_are_frozen_and_filtered(report):
    for sheet in opened(report).worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions


def test_figures_have_formats_and_colours(report):
    book = opened(report)
    calls, verdicts = book["Calls"], book["Verdicts"]
    shown = {cell.value: calls.cell(2, cell.column).number_format for cell in calls[1]}
    assert (shown["duration_s"], shown["score"], shown["asr_confidence"]) == ("0.000", "0.00", "0.0%")
    assert shown["started_at"] == "yyyy-mm-dd hh:mm:ss"
    rules = {
        str(where.sqref): [rule.type for rule in rules]
        for where, rules in verdicts.conditional_formatting._cf_rules.items()
    }
    verdict = verdicts.cell(1, column_of(verdicts, "verdict")).column_letter
    confidence = verdicts.cell(1, column_of(verdicts, "confidence")).column_letter
    assert rules[f"{verdict}2:{verdict}3"] == ["cellIs"] * 4
    assert rules[f"{confidence}2:{confidence}3"] == ["colorScale"]


def column_of(sheet, name):
    return [cell.value for cell in sheet[1]].index(name) + 1


def test_a_time_with_an_offset_stays_text_and_a_day_a_day():
    report = Report(
        (call("a", started_at="2026-03-29T02:30:00+03:00"), call("b", started_at="2026-03-29")), (), ()
    )
    calls = opened(report)["Calls"]
    column = column_of(calls, "started_at")
    assert calls.cell(2, column).value == "2026-03-29T02:30:00+03:00"
    assert calls.cell(3, column).value == datetime.fromisoformat("2026-03-29")
    assert calls.cell(3, column).number_format == "yyyy-mm-dd"


def test_ids_and_agents_link_to_their_pages_where_there_are_any(report, tmp_path):
    write_html(report, tmp_path)
    [path] = EXPORTERS["xlsx"](report, tmp_path)
    book = openpyxl.load_workbook(path)
    linked = [
        (sheet.title, cell.hyperlink.target, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert {title for title, _, _ in linked} >= {"Agents", "Calls", "Verdicts", "Words"}
    assert all((tmp_path / target).is_file() for _, target, _ in linked)
    assert [text for title, _, text in linked if title == "Calls"] == ["a", "b", "c"]


def test_links_beyond_the_limit_are_left_out_and_told(report, tmp_path):
    write_html(report, tmp_path)
    whole = links(opened(report, pages(tmp_path)))
    book = opened(report, pages(tmp_path), Limits(links=1))
    assert max(links(book)) == 1
    told = next(row for row in cells(book["Summary"]) if row[0] == "Links left out")
    assert told[1].startswith(f"{sum(whole) - sum(links(book))}: ")
    assert_holds(book["Calls"], report_tables(report)["calls"])


def links(book):
    return [sum(bool(cell.hyperlink) for row in sheet.iter_rows() for cell in row) for sheet in book]


def test_rows_beyond_the_limit_go_on_in_the_next_sheet_and_it_is_told(report):
    book = opened(report, limits=Limits(rows=2))
    assert [name for name in book.sheetnames if name.startswith(("Calls", "Words"))] == [
        "Calls",
        "Calls 2",
        "Words",
        "Words 2",
    ]
    table = report_tables(report)["calls"]
    assert_holds(book["Calls"], replace(table, rows=table.rows[:2]))
    assert_holds(book["Calls 2"], replace(table, rows=table.rows[2:]))
    assert any(
        row[0] == "Split sheets" and row[1].startswith("Calls, Words") for row in cells(book["Summary"])
    )


def test_text_beyond_the_limit_is_cut_in_sight_and_told():
    long = "ж" * 32_767
    report = Report((call("a", [long, long + "x", "😀" * 20_000]),), (), ())
    book = opened(report)
    column = column_of(book["Verdicts"], "quote")
    whole, cut, wide = (book["Verdicts"].cell(row, column).value for row in (2, 3, 4))
    assert whole == long
    assert cut.endswith("ж … [32768 characters in all]")
    assert wide.endswith("😀 … [20000 characters in all]")
    assert any(row[0] == "Texts cut short" and row[1].startswith("2: ") for row in cells(book["Summary"]))


@given(st.text(), st.integers(60, 100))
def test_shortened_text_fits_and_says_so(text, most):
    made = shortened(text.encode("utf-16", "ignore").decode("utf-16"), most)
    assert len(made.encode("utf-16-le")) // 2 <= most
    assert made in text or made.endswith("characters in all]")


@given(st.lists(st.integers()), st.integers(1, 5))
def test_parts_are_all_the_rows_in_order(rows, most):
    made = list(parts(rows, most))
    assert [row for part in made for row in part] == rows
    assert max(map(len, made)) <= most
    assert all(made) or made == [()]


def test_the_summary_shows_the_figures_of_summary_json(report):
    shown = {row[0]: row[1] for row in cells(opened(report)["Summary"]) if row[1] is not None}
    assert (shown["Scored"], shown["Met"], shown["Failures"], shown["Program"]) == (1, 1, 2, "0.1.0")
    assert shown["Scripts: inbound-sales"] == "aa"


def test_the_file_is_private_and_the_same_twice(report, tmp_path):
    [first] = EXPORTERS["xlsx"](report, tmp_path / "one")
    [second] = EXPORTERS["xlsx"](report, tmp_path / "two")
    assert first.name == "report.xlsx"
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_mode & 0o777 == 0o600


def test_a_file_in_the_way_is_told_and_nothing_is_written(report, tmp_path):
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="is a file"):
        EXPORTERS["xlsx"](report, tmp_path / "out")


def test_no_space_is_told(report, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(SettingsError, match=r"report\.xlsx can't be made"):
        EXPORTERS["xlsx"](report, tmp_path / "out")


def test_there_are_hostile_texts_of_every_kind():
    assert len(set(HOSTILE)) == len(HOSTILE)
