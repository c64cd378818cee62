import importlib
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def tables(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("markdown_tables")


def test_a_cell_cannot_break_its_table(tables):
    assert list(tables.lines(("a", "b"), [("x|y", "two\nlines")])) == [
        "| a | b |",
        "|---|---|",
        "| x\\|y | two lines |",
    ]
