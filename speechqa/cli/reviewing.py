"""Owns putting the rooms together for review by people: the table to fill in, its import, the page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from speechqa import export as exporters
from speechqa import pipeline, review
from speechqa.cli import work
from speechqa.cli.texts import plain
from speechqa.errors import SettingsError
from speechqa.export.csv_files import encoded
from speechqa.records import Review
from speechqa.store import open_store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speechqa.records import CallResult, Report
    from speechqa.settings import Settings

_SHOWN = 10


def today() -> str:
    """The day that calls are drawn by chance for, ISO 8601."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def write_table(
    report: Report,
    titles: Mapping[tuple[str, str], str],
    out: Path,
    *,
    blind: bool,
    options: exporters.ExportOptions,
) -> Path:
    """``review.csv`` in the folder ``out``."""
    table = review.review_table(report.calls, titles, day=today(), blind=blind)
    return exporters.write_whole(out / "review.csv", encoded(table, options))


def import_table(path: Path, settings: Settings, *, reviewer: str, dry_run: bool, quiet: bool) -> None:
    """Nothing; the command ``import-review``."""
    rules = work.load_rules(settings)
    with open_store(settings.store, create=False) as store:
        calls = pipeline.report(store=store, rules=rules).calls
        sheet = review.read_review_table(path, calls, reviewer=reviewer)
        given = [each for _, each in sheet.entries]
        if not given:
            raise SettingsError(
                f"{path}: nothing is filled in; write verdicts into the column review_verdict, "
                "appeals and answers into theirs"
            )
        added = () if dry_run else store.add_reviews(given)
        after = pipeline.report(store=store, rules=rules).calls
    if quiet:
        return
    if dry_run:
        typer.echo(f"{len(given)} entries are right; nothing was stored (--dry-run)")
        return
    new = {each.digest for each in added}
    _tell(sheet, given, new)
    _tell_overtaken(sheet.entries, new, {each.digest for call in after for each in _in_force(call)})


def _tell(sheet: review.Sheet, given: Sequence[Review], new: set[str]) -> None:
    kinds = {"decision": "verdict", "rating": "blind rating", "appeal": "appeal", "answer": "answer"}
    counts = {kind: sum(each.kind == kind and each.digest in new for each in given) for kind in kinds}
    told = (
        ", ".join(
            f"{count} {kinds[kind]}{'s' if count > 1 else ''}" for kind, count in counts.items() if count
        )
        or "nothing new"
    )
    known = len({each.digest for each in given} - new)
    typer.echo(f"taken: {told}; {known} known before; left empty: {sheet.empty} rows")


def _tell_overtaken(entries: Sequence[tuple[int, Review]], new: set[str], in_force: set[str]) -> None:
    """Which verdicts of the table were given before and have been decided otherwise since."""
    old = [
        (line, each)
        for line, each in entries
        if each.kind == "decision" and each.digest not in new and each.digest not in in_force
    ]
    for line, each in old[:_SHOWN]:
        about = f"{plain(each.item or 'kind of call')} of {plain(each.call_id)}"
        typer.echo(
            f"line {line}: {about} was decided so before and otherwise since; "
            "to decide so again, give another reason",
            err=True,
        )
    if len(old) > _SHOWN:
        typer.echo(f"… and {len(old) - _SHOWN} more", err=True)


def _in_force(call: CallResult) -> tuple[Review, ...]:
    return tuple(each.review for each in call.review.decided) if call.review else ()
