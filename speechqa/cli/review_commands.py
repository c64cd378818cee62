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
