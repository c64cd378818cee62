"""Owns putting the rooms together for the command ``query``, and how its answer is shown."""

from __future__ import annotations

import math
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from speechqa import export as exporters
from speechqa import pipeline
from speechqa.cli import work
from speechqa.cli.texts import plain
from speechqa.errors import SettingsError
from speechqa.export import Answer
from speechqa.pipeline import redacting
from speechqa.settings import Settings
from speechqa.store import open_store

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ("table", "csv", "json")
_LONGEST_SQL = 1_000_000
_ROWS_SHOWN = 1_000  # of a table: nobody reads more on a screen
_NARROWEST = 9  # letters a column of a table needs to be readable


def query(sql: str, settings: Settings, *, form: str, file: Path | None) -> None:
    """Nothing; the command ``query``."""
    _check(form, file)
    sql = sys.stdin.read(_LONGEST_SQL) if sql == "-" else sql
    rules = work.load_rules(settings)
    with open_store(settings.store, create=False) as store:
        report = pipeline.report(store=store, rules=rules)
        if settings.redact:
            report = redacting.redact(report, store=store).report
    answer = exporters.query(report, sql)
    if file is not None:
        exporters.write_whole(file, _text(answer, form).encode("utf-8"))
        typer.echo(f"{_count(answer)} in {plain(str(file))}", err=True)
    elif form == "table":
        _print_table(answer)
    else:
        typer.echo(_text(answer, form), nl=False)


def _check(form: str, file: Path | None) -> None:
    """Nothing; ``SettingsError`` for what can't be done, before anything is read."""
    if form not in FORMATS:
        raise SettingsError(f"--format {form}: must be one of {', '.join(FORMATS)}")
    if file is None:
        return
    if form == "table":
        raise SettingsError("--out: goes with --format csv or json")
    if file.is_dir():
        raise SettingsError(f"--out {file}: is a folder; give a file, as {file / 'answer.csv'}")
    exporters.check_folder(file.parent)


def _text(answer: Answer, form: str) -> str:
    return exporters.answer_json(answer) if form == "json" else exporters.answer_csv(answer)


def _print_table(answer: Answer) -> None:
    """Nothing; prints a table, or where columns are too many for the screen, a block for each row."""
    from rich.console import Console

    console = Console(markup=False, highlight=False, emoji=False)
    names = tuple(map(plain, answer.columns))
    if console.width >= _NARROWEST * len(names):
        _print_rows(console, answer, names)
    else:
        _print_blocks(console, answer, names)
    more = len(answer.rows[_ROWS_SHOWN:])
    ending = f"; {more} more aren't shown: --format csv has all" if more else ""
    console.print(f"({_count(answer)}{ending})", soft_wrap=True)


def _print_rows(console: Console, answer: Answer, names: tuple[str, ...]) -> None:
    from rich.table import Table

    rows = answer.rows[:_ROWS_SHOWN]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for at, name in enumerate(names):
        is_number = any(isinstance(row[at], int | float | Decimal) for row in rows)
        table.add_column(name, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(cell, lines=True) for cell in row))
    console.print(table)


def _print_blocks(console: Console, answer: Answer, names: tuple[str, ...]) -> None:
    widest = max(map(len, names))
    for row in answer.rows[:_ROWS_SHOWN]:
        for name, cell in zip(names, row, strict=True):
            console.print(f"{name:{widest}}  {_cell(cell)}", soft_wrap=True)
        console.print()


def _cell(value: object, *, lines: bool = False) -> str:
    """A value for the screen: fractions to three decimals, the rest as in CSV."""
    if isinstance(value, float) and math.isfinite(value):
        short = f"{value:.3f}".rstrip("0").rstrip(".")
        return f"{value:.3g}" if value and short in {"0", "-0"} else short
    return plain(exporters.shown(value), lines=lines)


def _count(answer: Answer) -> str:
    return f"{len(answer.rows)} row{'' if len(answer.rows) == 1 else 's'}"
