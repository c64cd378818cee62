"""What LibreOffice itself makes of the files: nothing lost, nothing run, nothing misread."""

import csv
import shutil
import subprocess
from datetime import datetime

import openpyxl
import pytest
from hostile_reports import hostile_report

from speechqa.export import EXPORTERS, ExportOptions, report_tables, write_csv, write_html
from speechqa.export.typed import typed

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice isn't installed (apt install libreoffice-calc)"
)
SHEETS = {"agents": "Agents", "calls": "Calls", "verdicts": "Verdicts", "hits": "Words"}
# Comma, quotes, UTF-8; raw values rather than what is shown; every sheet into a file of its own.
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,false,false,false,-1"
LANGUAGES = {"de_DE": 1031, "ru_RU": 1049, "pl_PL": 1045}


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    """Converts a file with a profile of the tests' own."""
    profile = tmp_path_factory.mktemp("profile")

    def run(path, target, to, *options):
        done = subprocess.run(
            [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *options,
             "--convert-to", to, "--outdir", target, path],
            capture_output=True, text=True, check=False, timeout=180,
        )  # fmt: skip
        # A launcher without Java says so; of the document nothing must be said.
        said = [line for line in done.stderr.splitlines() if line and "javaldx" not in line]
        assert (done.returncode, said) == (0, [])

    return run


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def assert_shows(shown, value, kind):
    made = typed(value, kind)
    if made is None:
        assert shown == ""
    elif kind == "time":
        assert datetime.fromisoformat(shown) == datetime.fromisoformat(made)
    elif isinstance(made, bool):
        assert shown == str(made).upper()
    elif isinstance(made, str):
        assert shown == made
    else:
        scale = 100 if shown.endswith("%") else 1
        assert float(shown.removesuffix("%")) / scale == pytest.approx(made, rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("make", ["small", "hostile"])
def test_a_workbook_converts_without_loss(report, tmp_path, convert, make):
    given_report = report if make == "small" else hostile_report()
    write_html(given_report, tmp_path)  # so that ids are links
    [book] = EXPORTERS["xlsx"](given_report, tmp_path)
    convert(book, tmp_path / "csv", EVERY_SHEET)
    for name, table in report_tables(given_report).items():
        if not table.rows:
            continue
        title = SHEETS.get(name, name.replace("_", " ").capitalize())
        head, *rows = read(tmp_path / "csv" / f"report-{title}.csv")
        assert tuple(head) == table.header
        assert len(rows) == len(table.rows)
        for shown, row in zip(rows, table.rows, strict=True):
            for cell, value, column in zip(shown, row, table.columns, strict=True):
                assert_shows(cell, value, column.kind)


def test_a_workbook_is_drawn_and_its_links_are_followed(report, tmp_path, convert):
    """Drawing it once crashed LibreOffice: conditional colours on booleans."""
    write_html(report, tmp_path)
    [book] = EXPORTERS["xlsx"](report, tmp_path)
    convert(book, tmp_path / "pdf", "pdf")
    assert (tmp_path / "pdf" / "report.pdf").stat().st_size > 10_000
    convert(book, tmp_path, "fods")
    [page] = [path.name for path in (tmp_path / "report" / "calls").glob("a-*.html")]
    assert f'"report/calls/{page}"' in (tmp_path / "report.fods").read_text(encoding="utf-8")


@pytest.mark.parametrize("locale_name", LANGUAGES)
def test_csv_for_excel_is_read_as_numbers_where_the_comma_is_decimal(report, tmp_path, convert, locale_name):
    write_csv(report, tmp_path, options=ExportOptions(excel=True, locale_name=f"{locale_name}.UTF-8"))
    how = f"--infilter=Text - txt - csv (StarCalc):59,34,76,1,,{LANGUAGES[locale_name]},false,true"
    for name, table in report_tables(report).items():
        convert(tmp_path / f"{name}.csv", tmp_path / "xlsx", "xlsx", how)
        sheet = openpyxl.load_workbook(tmp_path / "xlsx" / f"{name}.xlsx").active
        assert tuple(cell.value for cell in sheet[1]) == table.header
        for number, row in enumerate(table.rows, start=2):
            for at, (value, column) in enumerate(zip(row, table.columns, strict=True), start=1):
                assert_read(sheet.cell(number, at).value, value, column)


def assert_read(found, value, column):
    made = typed(value, column.kind)
    if column.kind in {"text", "flag", "time"}:
        if isinstance(found, str) and isinstance(made, str):
            assert found in {made, f"'{made}"}
    elif made is None:
        assert found is None
    else:
        assert isinstance(found, int | float)
        assert found == pytest.approx(
            made, abs={"share": 5e-4, "score": 5e-3, "rate": 0.05}.get(column.kind, 5e-7)
        )
