"""Owns the figures of an evaluation as tables for files, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from speechqa.evaluation import DecisionFigures, Evaluation, Figures, Fitted, Rate
from speechqa.export import Column, Table

FIGURES = (
    Column("group"),
    Column("name"),
    Column("labels", "integer"),
    Column("people_unsure", "integer"),
    Column("decided", "share"),
    Column("kappa", "share"),
    Column("verdict"),
    Column("labelled", "integer"),
    Column("given", "integer"),
    Column("right", "integer"),
    Column("precision", "share"),
    Column("precision_low", "share"),
    Column("precision_high", "share"),
    Column("recall", "share"),
    Column("recall_low", "share"),
    Column("recall_high", "share"),
    Column("f1", "share"),
    Column("ece", "share"),
    Column("brier", "share"),
)
DISAGREEMENTS = (
    Column("call_id"),
    Column("language"),
    Column("script"),
    Column("item"),
    Column("kind"),
    Column("machine"),
    Column("human"),
    Column("confidence", "share"),
    Column("speaker"),
    Column("start_s", "ms"),
    Column("end_s", "ms"),
    Column("quote"),
    Column("reason"),
)
UNMATCHED = (
    Column("line", "integer"),
    Column("call_id"),
    Column("script"),
    Column("item"),
    Column("label"),
    Column("rater"),
    Column("why"),
)


def tables(found: Evaluation) -> tuple[Table, ...]:
    """evaluation, disagreements, and the labels that fit nothing."""
    rows = tuple(row for each in found.groups for row in _figure_rows(each))
    return (
        Table("evaluation", FIGURES, rows),
        Table("disagreements", DISAGREEMENTS, tuple(_disagreement_rows(found))),
        Table("unmatched_labels", UNMATCHED, tuple(_unmatched_rows(found))),
    )


def _figure_rows(figures: Figures) -> Iterator[tuple[str | int | float | None, ...]]:
    for each in figures.decisions:
        yield (
            figures.group,
            figures.name,
            figures.n,
            figures.unsure,
            figures.decided.value,
            figures.kappa,
            each.decision,
            each.recall.whole,
            each.precision.whole,
            each.recall.part,
            *_rate(each.precision),
            *_rate(each.recall),
            each.f1,
            each.belief.ece,
            each.belief.brier,
        )


def _rate(rate: Rate) -> tuple[float | None, float | None, float | None]:
    low, high = rate.interval if rate.whole else (None, None)
    return rate.value, low, high


def _disagreement_rows(found: Evaluation) -> Iterator[tuple[str | int | float | None, ...]]:
    for each in found.disagreements:
        pair, verdict = each.pair, each.pair.verdict
        yield (
            pair.call_id,
            pair.language,
            pair.script,
            verdict.item,
            each.kind,
            verdict.verdict,
            pair.human,
            verdict.confidence,
            verdict.speaker,
            verdict.start_ms,
            verdict.end_ms,
            verdict.quote,
            verdict.reason,
        )


def _unmatched_rows(found: Evaluation) -> Iterator[tuple[str | int | float | None, ...]]:
    for each in found.unmatched:
        label = each.label
        about = label.item or label.aspect
        yield label.line, label.call_id, label.script, about, label.value, label.rater, each.why


def as_json(found: Evaluation, fitted: Fitted | None, note: str) -> dict[str, Any]:
    """The whole evaluation as JSON values; shares are not rounded."""
    shown: dict[str, Any] = {
        "labels": {
            "file": found.labels.file,
            "sha256": found.labels.sha256,
            "empty_rows": found.labels.empty,
        },
        "calls": found.calls,
        "note": note,
        "groups": [_group(each) for each in found.groups],
        "kinds": [
            {
                "aspect": each.aspect,
                "accuracy": _rate_json(each.accuracy),
                "kappa": each.kappa,
                "differing": [asdict(one) for one in each.differing],
            }
            for each in found.kinds
        ],
        "raters": {"agreement": _rate_json(found.raters), "kappa": found.rater_kappa},
        "disagreements": _named(DISAGREEMENTS, _disagreement_rows(found)),
        "unmatched_labels": _named(UNMATCHED, _unmatched_rows(found)),
    }
    if fitted:
        shown["calibration"] = {
            "calls": fitted.calls,
            "before": {decision: asdict(each) for decision, each in fitted.before},
            "after": {decision: asdict(each) for decision, each in fitted.after},
            "wishes": [asdict(each) for each in fitted.wishes],
        }
    return shown


def _group(figures: Figures) -> dict[str, Any]:
    return {
        "group": figures.group,
        "name": figures.name,
        "labels": figures.n,
        "people_unsure": figures.unsure,
        "decided": _rate_json(figures.decided),
        "kappa": figures.kappa,
        "ece": figures.belief.ece,
        "brier": figures.belief.brier,
        "verdicts": {each.decision: _decision(each) for each in figures.decisions},
    }


def _decision(figures: DecisionFigures) -> dict[str, Any]:
    return {
        "precision": _rate_json(figures.precision),
        "recall": _rate_json(figures.recall),
        "f1": figures.f1,
        "ece": figures.belief.ece,
        "brier": figures.belief.brier,
    }


def _rate_json(rate: Rate) -> dict[str, Any]:
    value, low, high = _rate(rate)
    return {"value": value, "part": rate.part, "whole": rate.whole, "low": low, "high": high}


def _named(columns: tuple[Column, ...], rows: Iterator[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(zip((column.name for column in columns), row, strict=True)) for row in rows]
