"""report.json says what the tables hold."""

import json

from hostile_reports import failures, hostile_report
from hypothesis import given
from hypothesis import strategies as st

from speechqa.export import EXPORTERS, report_tables
from speechqa.export.cells import clean
from speechqa.export.json_file import report_json
from speechqa.export.typed import typed
from speechqa.records import Report


def expected(report):
    return {
        name: [
            {column.name: typed(value, column.kind) for column, value in zip(table.columns, row, strict=True)}
            for row in table.rows
        ]
        for name, table in report_tables(report).items()
    }


def test_every_table_is_a_list_of_typed_objects(report):
    found = json.loads(report_json(report))
    assert found == expected(report)
    first = found["calls"][0]
    assert (first["duration_s"], first["passed"], first["started_at"]) == (
        95.505,
        False,
        "2025-11-30T00:53:55",
    )
    assert (found["calls"][1]["team"], found["agents"][1]["agent"]) == (None, "=Bob")


def test_columns_keep_their_order(report):
    found = json.loads(report_json(report))
    assert all(tuple(found[name][0]) == table.header for name, table in report_tables(report).items())


def test_hostile_text_stays_text():
    report = hostile_report()
    assert json.loads(report_json(report)) == expected(report)


@given(st.lists(st.text(min_size=1), max_size=5))
def test_any_text_comes_back(texts):
    found = json.loads(report_json(failures(texts)))["failures"]
    assert sorted(each["error"] for each in found) == sorted(map(clean, set(texts)))


def test_an_empty_report_has_empty_lists():
    found = json.loads(report_json(Report((), (), ())))
    assert set(found) == set(report_tables(Report((), (), ())))
    assert not any(found.values())


def test_the_files_are_private_and_the_same_twice(report, tmp_path):
    written = EXPORTERS["json"](report, tmp_path / "one")
    again = EXPORTERS["json"](report, tmp_path / "two")
    assert [path.name for path in written] == ["report.json", "summary.json"]
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}
