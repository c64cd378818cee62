"""Owns the command that holds verdicts against what people say: evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from speechqa.cli import options as opt


def evaluate(
    *,
    labels: Annotated[
        Path | None,
        typer.Option(
            "--labels",
            metavar="CSV",
            help="Table of labels: call_id, item, verdict; optionally script, rater.",
        ),
    ] = None,
    from_reviews: Annotated[
        str,
        typer.Option(
            "--from-reviews",
            metavar="all|blind",
            help="Labels are what people said in review: everything, or what was rated blind.",
        ),
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the tables; default: none are written.")
    ] = None,
    calibrate: Annotated[
        Path | None,
        typer.Option("--calibrate", metavar="FILE", help="Learn how sure verdicts are, and write it here."),
    ] = None,
    wrong_at_most: opt.WrongAtMost = None,
    config: opt.Config = None,
    store: opt.StoreAt = None,
    redact: opt.Redact = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
) -> None:
    """Compare stored verdicts with labels that people gave.

    Prints, for all items, each language and each item: how many were labelled, precision and recall of
    met and not_met with 95 % intervals, F1, Cohen's kappa, the share decided, how far confidence can be
    believed (ECE, Brier), and each disagreement. A verdicts.csv whose verdicts somebody corrected is a table
    of labels. With --calibrate, later runs can take confidence for what it is worth (setting calibration)
    and keep the share of wrong verdicts at what --wrong-at-most says.

    \b
    Examples:
      speechqa evaluate --labels labels.csv
      speechqa evaluate --labels labels.csv --out evaluation --json
      speechqa evaluate --from-reviews blind
      speechqa evaluate --labels labels.csv --calibrate calibration.json --wrong-at-most 0.02
    """
    from speechqa.cli import evaluation, work

    settings = work.load_settings({"store": store, "wrong_at_most": wrong_at_most, "redact": redact}, config)
    evaluation.evaluate(labels, settings, reviews=from_reviews, out=out, calibrate=calibrate, as_json=as_json)
