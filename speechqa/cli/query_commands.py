"""Owns the command that asks the store in SQL: query."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from speechqa.cli import options as opt


def query(
    sql: Annotated[
        str, typer.Argument(help="The question, in DuckDB's SQL; - reads it from standard input.")
    ],
    *,
    form: Annotated[
        str, typer.Option("--format", metavar="table|csv|json", help="How the answer is written.")
    ] = "table",
    file: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the answer there, not to the screen.")
    ] = None,
    config: opt.Config = None,
    store: opt.StoreAt = None,
    scripts: opt.Scripts = None,
    stopwords: opt.Stopwords = None,
    topics: opt.Topics = None,
    entailment: opt.Entailment = None,
    redact: opt.Redact = None,
) -> None:
    """Ask the store in SQL (needs the extra `parquet`).

    The tables are those of `speechqa export`: calls, verdicts, hits, agents, failures, quality, topics,
    topic_mentions. Times are in seconds, what isn't known is NULL. SQL can change nothing, and reads neither
    files nor the network.

    \b
    Examples:
      speechqa query "FROM agents ORDER BY score_mean"
      speechqa query "DESCRIBE calls"
      speechqa query "SELECT item, count(*) AS missed FROM verdicts
                      WHERE verdict = 'not_met' GROUP BY item ORDER BY missed DESC"
      speechqa query "SELECT * FROM calls WHERE started_at >= '2026-03-01'" --format csv --out march.csv
    """
    from speechqa.cli import querying, work

    given = {key: value for key, value in locals().items() if key in work.SETTING_NAMES}
    querying.query(sql, work.load_settings(given, config), form=form, file=file)
