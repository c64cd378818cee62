"""Owns the commands of review by people: import-review, review."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from speechqa.cli import options as opt


def import_review(
    table: Annotated[
        Path, typer.Argument(help="The filled-in table of `export csv --for-review`.", metavar="FILE.csv")
    ],
    *,
    reviewer: Annotated[str, typer.Option("--reviewer", metavar="NAME", help="Who filled it in.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the table, store nothing.")] = False,
    config: opt.Config = None,
    store: opt.StoreAt = None,
    scripts: opt.Scripts = None,
    quiet: opt.Quiet = False,
) -> None:
    """Take in what people decided of verdicts in a table.

    All rows are checked first, each fault is told with its line and column, and then all are stored or none.
    Importing a table again changes nothing. Exports show what people decided in place of the machine's
    verdicts, with the machine's own beside it.

    \b
    Examples:
      speechqa export csv --for-review --out to_review
      speechqa import-review to_review/review.csv --reviewer "Olga Lind"
    """
    from speechqa.cli import reviewing, work

    given = {key: value for key, value in locals().items() if key in work.SETTING_NAMES}
    settings = work.load_settings(given, config)
    reviewing.import_table(table, settings, reviewer=reviewer, dry_run=dry_run, quiet=quiet)


def review(
    *,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port on this machine; 0: any free one.")
    ] = 8765,
    labels: Annotated[
        str, typer.Option("--labels", metavar="en|ru|de|pl", help="The language its labels start in.")
    ] = "en",
    config: opt.Config = None,
    store: opt.StoreAt = None,
    scripts: opt.Scripts = None,
) -> None:
    """Open a page on this machine where people listen, decide, appeal and rate blind.

    Prints an address that lets one browser in, once. The page is for this machine alone; every entry is
    kept with name and time, and nothing of it is ever changed. Decisions go before the machine's verdicts
    in every export.

    \b
    Examples:
      speechqa review
      speechqa review --port 0 --labels de
    """
    from speechqa.cli import review_page, work

    settings = work.load_settings({"store": store, "scripts": scripts}, config)
    review_page.serve(settings, port=port, labels=labels)
