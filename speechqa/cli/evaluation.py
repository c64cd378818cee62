"""Owns putting the rooms together for ``speechqa evaluate``: store, labels, figures, files."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import cast, get_args

import typer

from speechqa import __version__, pipeline
from speechqa import evaluation as evaluating
from speechqa import export as exporters
from speechqa.cli import evaluation_tables
from speechqa.cli.evaluation_summary import print_evaluation, print_fitted
from speechqa.errors import SettingsError
from speechqa.evaluation import Basis, Evaluation, Fitted, JudgedCall, Labels
from speechqa.pipeline import redacting
from speechqa.settings import Settings
from speechqa.store import open_store

# What is shown besides the wish of the user: how much each costs.
WISHES = (0.01, 0.02, 0.05, 0.1)


def evaluate(  # noqa: PLR0913 - what the command is told
    labels: Path | None,
    settings: Settings,
    *,
    reviews: str,
    out: Path | None,
    calibrate: Path | None,
    as_json: bool,
) -> None:
    """Nothing; the command ``evaluate``."""
    said = _labels(labels, reviews, settings)
    for folder in filter(None, (out, calibrate.parent if calibrate else None)):
        exporters.check_folder(folder)
    with open_store(settings.store, create=False) as store:
        calls = pipeline.judged_calls(store, said.call_ids)
        calls = redacting.judged(calls, store=store) if settings.redact else calls
    found = evaluating.evaluate(said, calls)
    if not found.calls:
        first = found.unmatched[0]
        raise SettingsError(
            f"labels {said.file}: none fits a call in {settings.store}; line {first.label.line}: call "
            f"{first.label.call_id}: {first.why}"
        )
    note = _stale(calls, settings)
    fitted = _calibrate(found, settings, calibrate, note) if calibrate else None
    written = _write(found, out) if out else ()
    if as_json:
        typer.echo(json.dumps(evaluation_tables.as_json(found, fitted, note), indent=1, ensure_ascii=False))
        return
    print_evaluation(found, note=note, written=written)
    if fitted and calibrate:
        print_fitted(fitted, calibrate)


def _labels(file: Path | None, reviews: str, settings: Settings) -> Labels:
    """The labels of a table, or of what people said in review."""
    if (file is None) == (not reviews):
        raise SettingsError("give either --labels CSV or --from-reviews all|blind")
    if file is not None:
        return evaluating.read_labels(file)
    if reviews not in get_args(Basis):
        raise SettingsError(f"--from-reviews {reviews}: must be one of {', '.join(get_args(Basis))}")
    with open_store(settings.store, create=False) as store:
        calls = pipeline.results(store=store, rules=None)
    said = evaluating.review_labels(calls, cast("Basis", reviews))
    if not said.rows:
        raise SettingsError(
            f"--from-reviews {reviews}: nobody reviewed anything in {settings.store}; see `speechqa review`"
        )
    return said


def _stale(calls: Sequence[JudgedCall], settings: Settings) -> str:
    """A sentence when calls were judged by another version than this one; else ""."""
    engine = pipeline.judging_engine(settings.meaning, settings.entailment, settings.call_type_model)
    judged = [call for call in calls if call.analysis is not None]
    old = sum(call.engine.partition("/")[0] != engine for call in judged)
    if not old:
        return ""
    return (
        f"{old} of {len(judged)} calls were judged by another version of speechqa; run `speechqa score` first"
    )


def _calibrate(found: Evaluation, settings: Settings, file: Path, stale: str) -> Fitted:
    if stale:
        raise SettingsError(f"--calibrate: {stale}")
    engine = pipeline.judging_engine(settings.meaning, settings.entailment, settings.call_type_model)
    # The code's own version stands alone where nothing is compared by sense.
    wishes = (*WISHES, *(wish for _, wish in settings.wrong_at_most))
    fitted = evaluating.fit(evaluating.checked(found.pairs), wishes, meaning="+" in engine, engine=engine)
    text = evaluating.calibration_text(
        fitted,
        labels_file=Path(found.labels.file).name,
        labels_sha256=found.labels.sha256,
        date=dt.datetime.now(dt.UTC).date().isoformat(),
        program=__version__,
    )
    exporters.write_whole(file, text.encode("utf-8"))
    return fitted


def _write(found: Evaluation, out: Path) -> tuple[Path, ...]:
    tables = evaluation_tables.tables(found)
    return exporters.write_together(
        out, {f"{table.name}.csv": exporters.table_csv(table).encode("utf-8") for table in tables}
    )
