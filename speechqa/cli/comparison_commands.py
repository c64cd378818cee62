"""Owns the commands that set agents side by side: compare, leaderboard."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from speechqa.cli import options as opt


def compare(
    agent: Annotated[
        str, typer.Argument(help="An agent; TEAM/AGENT where two have the name.", metavar="AGENT")
    ],
    other: Annotated[str, typer.Argument(help="The agent to compare with.", metavar="AGENT")],
    *,
    script: Annotated[str, typer.Option("--script", metavar="ID", help="Calls judged by this script.")] = "",
    config: opt.Config = None,
    store: opt.StoreAt = None,
    scripts: opt.Scripts = None,
    stopwords: opt.Stopwords = None,
    topics: opt.Topics = None,
) -> None:
    """Set two agents side by side on like calls: same script, same direction.

    Shown are the score, sections and items, the difference with its 95 % interval, and whether it may be
    spoken of: not with under ten calls each, nor where one's calls were heard better (docs/comparison.md).

    \b
    Examples:
      speechqa compare anna boris
      speechqa compare north/anna south/anna --script inbound-sales
    """
    from speechqa.cli import comparing

    given = {"store": store, "scripts": scripts, "stopwords": stopwords, "topics": topics}
    comparing.compare(agent, other, given, config, script=script)


def leaderboard(
    *,
    by: Annotated[
        str, typer.Option("--by", metavar="score|section|item", help="What is ranked; default score.")
    ] = "score",
    name: Annotated[
        str, typer.Option("--name", metavar="ID", help="One section or item; default a board of each.")
    ] = "",
    script: Annotated[str, typer.Option("--script", metavar="ID", help="Calls judged by this script.")] = "",
    period: Annotated[
        str, typer.Option("--period", metavar="week|month|all", help="A board for each; default all time.")
    ] = "all",
    min_calls: Annotated[
        int, typer.Option("--min-calls", min=1, max=100_000, help="Calls it takes to be ranked.")
    ] = 10,
    contest: Annotated[
        Path | None,
        typer.Option("--contest", metavar="FILE", help="Contests and badges, as in contests/example.toml."),
    ] = None,
    config: opt.Config = None,
    store: opt.StoreAt = None,
    scripts: opt.Scripts = None,
    stopwords: opt.Stopwords = None,
    topics: opt.Topics = None,
    out: opt.Out = None,
    excel: opt.Excel = False,
    quiet: opt.Quiet = False,
) -> None:
    """Rank agents on like calls: a board for each team, script and direction.

    Equal figures share a place. Nobody is ranked on too few calls, on calls heard better or worse than those
    of the others, or by what could not be judged. Written is leaderboard.csv (docs/coaching.md).

    \b
    Examples:
      speechqa leaderboard --period month --min-calls 20
      speechqa leaderboard --by item --name greeting --period week
      speechqa leaderboard --contest contests/example.toml --out out
    """
    from speechqa.cli import comparing

    given = {"store": store, "scripts": scripts, "stopwords": stopwords, "topics": topics, "out": out}
    wanted = comparing.Wanted(by, name, script, period, min_calls, contest)
    comparing.leaderboard(wanted, given, config, excel=excel, quiet=quiet)
