"""SQL over a report: the figures of the exports, read only, nothing else of the machine."""

import csv
import datetime as dt
import decimal
import io
import json
import re
import sys
from pathlib import Path

import pytest
from hostile_reports import failures, hostile_report
from hypothesis import given, settings
from hypothesis import strategies as st

import speechqa
from speechqa.errors import SettingsError
from speechqa.export import Answer, answer_csv, answer_json, query, report_tables, shown
from speechqa.export.cells import clean, neutralise
from speechqa.export.columns import AGENTS, HELD
from speechqa.export.duck import identifier
from speechqa.export.typed import typed


def test_answers_agree_with_the_tables(report):
    for name, table in report_tables(report).items():
        columns = [column.name for column in table.columns if column.kind != "time"]
        found = query(report, f"SELECT {', '.join(map(identifier, columns))} FROM {name}")
        assert found.columns == tuple(columns)
        assert list(found.rows) == [
            tuple(
                typed(value, column.kind)
                for value, column in zip(row, table.columns, strict=True)
                if column.kind != "time"
            )
            for row in table.rows
        ]


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT agent, count(*) FROM verdicts WHERE verdict = 'met' GROUP BY agent", [("Anna", 1)]),
        ("FROM failures SELECT stage ORDER BY stage;", [("audio",), ("intake",)]),
        ("WITH a AS (SELECT 1 AS x) SELECT x FROM a -- and a remark", [(1,)]),
        ("PIVOT verdicts ON verdict USING count(*) GROUP BY agent", [("Anna", 1, 1)]),
        ("SELECT call_id FROM calls WHERE team IS NULL ORDER BY 1", [("b",), ("c",)]),
        ("SELECT hour(started_at + INTERVAL 1 HOUR) FROM calls WHERE call_id = 'a'", [(1,)]),
        ("SELECT score FROM calls WHERE NOT passed", [(200 / 3,)]),
    ],
)  # fmt: skip
def test_questions_are_answered(report, sql, rows):
    assert list(query(report, sql).rows) == rows


def test_tables_and_columns_can_be_looked_up(report):
    assert {row[0] for row in query(report, "SHOW TABLES").rows} == set(report_tables(report))
    described = {row[0]: row[1] for row in query(report, "DESCRIBE calls").rows}
    assert (described["duration_s"], described["passed"], described["words"]) == (
        "DOUBLE",
        "BOOLEAN",
        "BIGINT",
    )
    assert (described["started_at"], described["started_at_iso"]) == ("TIMESTAMP", "VARCHAR")


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("SELECT * FROM call", "Table with name call does not exist"),
        ("SELECT nope FROM calls", 'Referenced column "nope" not found'),
        ("SELEC 1", "syntax error"),
        ("SELECT 'a'::INT", "Could not convert"),
        ("", "there is no SQL in it"),
        ("-- a remark alone", "there is no SQL in it"),
        ("SELECT 1; SELECT 2", "one question at a time, not 2"),
        ("DELETE FROM calls", "DELETE is no question"),
        ("CREATE TABLE x AS SELECT 1", "CREATE is no question"),
        ("SET threads = 8", "SET is no question"),
        ("COPY calls TO 'x.csv'", "COPY is no question"),
        ("ATTACH 'x.db'", "ATTACH is no question"),
        ("INSTALL httpfs", "LOAD is no question"),
        ("PRAGMA database_size", "PRAGMA is no question"),
        ("CALL pragma_version()", "CALL is no question"),
    ],
)
def test_what_cannot_be_asked_is_told_in_plain_words(report, sql, says):
    with pytest.raises(SettingsError) as told:
        query(report, sql)
    assert says in str(told.value)
    assert "Error:" not in str(told.value)
    assert 'Use "SET' not in str(told.value)


@pytest.mark.parametrize(
    "source",
    ["read_csv('{}')", "read_text('{}')", "read_blob('{}')", "read_json('{}')", "read_parquet('{}')",
     "glob('{}')", "'{}'", "read_csv('https://example.invalid/a.csv')", "sqlite_scan('{}', 'calls')"],
)  # fmt: skip
def test_sql_reads_no_file_and_no_network(report, tmp_path, source):
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        query(report, f"SELECT * FROM {source.format(secret)}")
    assert "1,2" not in str(told.value)


def test_sql_reads_no_variable_of_the_program(report):
    secret = {"a": [1]}
    with pytest.raises(SettingsError, match="does not exist"):
        query(report, "SELECT * FROM secret")
    assert secret


@pytest.mark.parametrize(
    "sql", ["SELECT getenv('HOME')", "SELECT current_setting('secret_directory') FROM nowhere"]
)
def test_sql_reads_no_environment(report, sql):
    with pytest.raises(SettingsError):
        query(report, sql)


def test_names_in_an_answer_are_unlike():
    report = failures(["x"])
    assert query(report, "SELECT 1 AS a, 2 AS a, 3 AS a_1, 4 AS a").columns == ("a", "a_1", "a_1_1", "a_2")


def test_without_duckdb_it_says_what_to_install(report, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(SettingsError, match="query needs DuckDB: pip install 'speechqa\\[parquet\\]'"):
        query(report, "SELECT 1")


def test_hostile_text_comes_back_as_it_is_and_harmless_in_csv():
    report = hostile_report()
    answer = query(report, "SELECT error FROM failures")
    texts = [row[2] for row in report_tables(report)["failures"].rows]
    assert [text for [text] in answer.rows] == list(map(clean, texts))
    [_, *rows] = csv.reader(io.StringIO(answer_csv(answer), newline=""))
    assert [text for [text] in rows] == list(map(neutralise, texts))
    assert [each["error"] for each in json.loads(answer_json(answer))] == list(map(clean, texts))


@settings(deadline=None, max_examples=50)
@given(st.text(min_size=1))
def test_any_text_in_a_condition_is_found(text):
    quoted = clean(text).replace("'", "''")
    assert query(failures([text]), f"SELECT count(*) FROM failures WHERE error = '{quoted}'").rows == ((1,),)


@settings(deadline=None, max_examples=100)
@given(st.text())
def test_any_sql_is_answered_or_refused_in_words(text):
    try:
        query(failures(["x"]), text.encode("utf-8", "replace").decode())
    except SettingsError as error:
        told = str(error)
    else:
        told = "query: answered"
    assert told.startswith("query: ")


@pytest.mark.parametrize(
    ("value", "cell", "in_json"),
    [
        (None, "", None),
        (True, "true", True),
        (2 / 3, "0.6666666666666666", 2 / 3),
        (float("nan"), "", None),
        (float("inf"), "", None),
        (decimal.Decimal("1.50"), "1.5", 1.5),
        (decimal.Decimal(12345678901234567890), "12345678901234567890", 12345678901234567890),
        (dt.date(2026, 3, 1), "2026-03-01", "2026-03-01"),
        (dt.datetime.fromisoformat("2026-03-01T10:00"), "2026-03-01T10:00:00", "2026-03-01T10:00:00"),
        (dt.timedelta(minutes=1.5), "90.0", 90.0),
        (b"\x01\xff", "01ff", "01ff"),
        (["a", None, {"b": 1.0}], '["a", null, {"b": 1.0}]', ["a", None, {"b": 1.0}]),
        ("=1+1", "'=1+1", "=1+1"),
    ],
)
def test_values_of_every_type_are_shown(value, cell, in_json):
    answer = Answer(("x",), ((value,),))
    assert list(csv.reader(io.StringIO(answer_csv(answer))))[1:] == [[cell] if cell else [""]]
    assert json.loads(answer_json(answer)) == [{"x": in_json}]
    assert shown(value) == cell.removeprefix("'")


def documented():
    page = (Path(speechqa.__file__).parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    return [sql for sql in re.findall(r'speechqa query "([^"]+)"', page) if " " in sql]


@pytest.mark.parametrize("sql", documented())
def test_the_questions_of_the_docs_are_answered(report, sql):
    assert query(report, sql).columns


def test_the_docs_explain_each_column_of_the_main_tables(report):
    page = (Path(speechqa.__file__).parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    talk = {column.name for column in HELD} | {column.name for column in AGENTS if "_mean" in column.name}
    tables = report_tables(report)
    for name in ("calls", "verdicts", "agents", "hits", "quality", "failures"):
        missing = [name for name in tables[name].header if f"`{name}`" not in page]
        assert set(missing) <= talk  # docs/talk.md has those
