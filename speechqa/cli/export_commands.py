"""Owns the command that writes what is in the store: export."""

from __future__ import annotations

from typing import Annotated

import typer

from speechqa.cli import options as opt


def export(
    kind: Annotated[
        str,
        typer.Argument(
            help="The format to write: coaching, csv, html, json, parquet, xlsx.", metavar="FORMAT"
        ),
    ],
    *,
    for_agent: Annotated[
        str, typer.Option("--for-agent", metavar="NAME", help="This agent's calls alone, no colleague named.")
    ] = "",
    with_audio: Annotated[
        bool, typer.Option("--with-audio", help="html: copy the recordings into the folder, as Opus.")
    ] = False,
    labels: Annotated[
        str, typer.Option("--labels", metavar="en|ru|de|pl", help="html: the language its labels start in.")
    ] = "en",
    for_review: Annotated[
        bool, typer.Option("--for-review", help="csv: a table for people to fill in; see import-review.")
    ] = False,
    blind: Annotated[
        bool,
        typer.Option("--blind", help="--for-review: calls by chance, without what the machine says of them."),
    ] = False,
    config: opt.Config = None,
    store: opt.StoreAt = None,
    out: opt.Out = None,
    scripts: opt.Scripts = None,
    stopwords: opt.Stopwords = None,
    topics: opt.Topics = None,
    entailment: opt.Entailment = None,
    redact: opt.Redact = None,
    excel: opt.Excel = False,
    quiet: opt.Quiet = False,
) -> None:
    """Write the scorecards of every call in the store.

    \b
    Examples:
      speechqa export csv --store speechqa.sqlite --out out --excel
      speechqa export html --out out
      speechqa export xlsx --out out
      speechqa export parquet --out warehouse
      speechqa export html --out report --with-audio
      speechqa export html --out report --with-audio --redact
      speechqa export coaching --out coaching
      speechqa export csv --for-review --out to_review
      speechqa export html --out for_anna --for-agent anna --labels de
    """
    from speechqa.cli import exporting, work

    given = {key: value for key, value in locals().items() if key in work.SETTING_NAMES}
    settings = work.load_settings(given, config)
    wanted = exporting.Wanted(
        kind=kind,
        agent=for_agent,
        with_audio=with_audio,
        labels=labels,
        excel=excel,
        for_review=for_review,
        blind=blind,
    )
    exporting.export(wanted, settings, quiet=quiet)
