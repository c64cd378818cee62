"""Parquet files hold the tables with true types; DuckDB's own reader is asked, file by file."""

import sys
from datetime import datetime

import duckdb
import pytest
from hostile_reports import call, failures, hostile_report
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.errors import SettingsError
from speechqa.export import EXPORTERS, report_tables
from speechqa.export.cells import clean
from speechqa.export.duck import connect
from speechqa.export.typed import clock_time, typed
from speechqa.records import Report

TYPES = {"text": "VARCHAR", "integer": "BIGINT", "flag": "BOOLEAN", "time": "TIMESTAMP"}


def read(path):
    found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)])
    columns = [(name, str(kind)) for name, kind, *_ in found.description]
    return columns, found.fetchall()


def expected(table):
    columns, rows = [], [[] for _ in table.rows]
    for at, column in enumerate(table.columns):
        columns.append((column.name, TYPES.get(column.kind, "DOUBLE")))
        for made, row in zip(rows, table.rows, strict=True):
            made.append(clock_time(row[at] or "") if column.kind == "time" else typed(row[at], column.kind))
        if column.kind == "time":
            columns.append((f"{column.name}_iso", "VARCHAR"))
            for made, row in zip(rows, table.rows, strict=True):
                made.append(typed(row[at], "text"))
    return columns, [tuple(row) for row in rows]


@pytest.mark.parametrize("make", ["small", "hostile", "empty"])
def test_each_file_holds_its_table(report, tmp_path, make):
    given_report = {"small": report, "hostile": hostile_report(), "empty": Report((), (), ())}[make]
    written = EXPORTERS["parquet"](given_report, tmp_path)
    tables = report_tables(given_report)
    assert [path.name for path in written] == [*(f"{name}.parquet" for name in tables), "summary.json"]
    for name, table in tables.items():
        assert read(tmp_path / f"{name}.parquet") == expected(table)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(min_size=1), max_size=5))
def test_any_text_comes_back(texts):
    tables = report_tables(failures(texts))
    with connect([tables["failures"]], needed_by="test") as database:
        found = database.execute("SELECT error FROM failures").fetchall()
    assert sorted(text for [text] in found) == sorted(map(clean, set(texts)))


def test_a_time_with_an_offset_is_the_clocks_and_what_it_was(tmp_path):
    report = Report(
        (call("a", started_at="2026-03-29T02:30:00+03:00"), call("b", started_at="2026-03-29")), (), ()
    )
    EXPORTERS["parquet"](report, tmp_path)
    found = (
        duckdb.connect()
        .execute(f"SELECT started_at, started_at_iso FROM '{tmp_path}/calls.parquet'")
        .fetchall()
    )
    assert found == [
        (datetime.fromisoformat("2026-03-29T02:30"), "2026-03-29T02:30:00+03:00"),
        (datetime.fromisoformat("2026-03-29"), "2026-03-29"),
    ]


def test_the_files_are_private_and_the_same_twice(report, tmp_path):
    written = EXPORTERS["parquet"](report, tmp_path / "one")
    again = EXPORTERS["parquet"](report, tmp_path / "two")
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}


def test_without_duckdb_it_says_what_to_install_and_writes_nothing(report, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(
        SettingsError, match="export parquet needs DuckDB: pip install 'speechqa\\[parquet\\]'"
    ):
        EXPORTERS["parquet"](report, tmp_path / "out")
    assert not (tmp_path / "out").exists()
