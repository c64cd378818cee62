"""Owns how comparisons and boards are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.cli.texts import plain
from speechqa.records import Comparison, Place
from speechqa.scoring import LEAST_CALLS, Agent, Contest

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_PERIODS_SHOWN = 3
_FINDINGS = {
    "ahead": "ahead",
    "behind": "behind",
    "open": "may be chance",
    "too_few": "too few to tell",
    "recognition_differs": "not comparable",
}
_STANDINGS = {"": "", "too_few": "too few calls", "recognition_differs": "not comparable"}


def print_comparison(rows: Sequence[Comparison], own: Agent, other: Agent) -> None:
    """Nothing; prints two agents side by side to stdout, like calls by like calls."""
    console = _console()
    overall = [row for row in rows if not row.script]
    others = [row for row in rows if row.script]
    console.print(f"{_named(own)} beside {_named(other)}, on like calls", soft_wrap=True)
    kinds = {(row.script, row.direction) for row in others}
    for row in overall:
        if len(kinds) > 1:
            console.print()
            console.print(_comparison_table([row], own, other))
        for line in _remarks(row):
            console.print(line, soft_wrap=True)
    for (script, direction), found in groupby(others, key=lambda row: (row.script, row.direction)):
        console.print()
        console.print(f"{plain(script)}, {direction or 'direction unknown'}")
        console.print(_comparison_table(list(found), own, other))
    console.print()
    for line in _notes(others):
        console.print(line, soft_wrap=True)


def _comparison_table(rows: Iterable[Comparison], own: Agent, other: Agent) -> Table:
    table = _table()
    table.add_column("", overflow="fold")
    for title in (plain(own.name), plain(other.name), "Calls", "Difference (95 %)"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("", overflow="fold")
    for row in rows:
        unit = " %" if row.indicator == "item" else ""
        table.add_row(
            _thing(row),
            f"{row.value:.1f}{unit}",
            f"{row.other_value:.1f}{unit}",
            f"{row.calls}/{row.other_calls}",
            _difference(row),
            _FINDINGS[row.finding] + (", growth zone" if row.growth_zone else ""),
        )
    return table


def _difference(row: Comparison) -> str:
    bounds = "" if row.low is None or row.high is None else f" ({row.low:+.1f} to {row.high:+.1f})"
    return f"{row.difference:+.1f}{bounds}"


def _thing(row: Comparison) -> str:
    if row.indicator == "score":
        return "Score" if row.script else "Score, all like calls"
    return plain(row.name) if row.indicator == "section" else f"  {plain(row.name)}"


def _remarks(row: Comparison) -> list[str]:
    lines = []
    if row.small:
        lines.append(f"Too few calls to tell: it takes {LEAST_CALLS} of each of the same kind.")
    if row.recognition_differs:
        lines.append(
            "Not comparable: the calls of one were heard better (word confidence, noise), or could be judged "
            "more often, than those of the other. The difference may lie in that."
        )
    if row.items:
        lines.append(f"Items that make the gap: {', '.join(map(plain, row.items))}")
    return lines


def _notes(rows: Sequence[Comparison]) -> list[str]:
    asked = sum(row.low is not None and row.finding in {"ahead", "behind", "open"} for row in rows)
    lines = ["What could not be judged counts for neither."]
    if asked:
        lines.append(
            f"Of {asked} such comparisons about {max(1, round(asked / 20))} would look different by chance "
            "alone: trust what comes again next month."
        )
    return lines


def print_boards(contest: Contest, places: Sequence[Place], *, undated: int) -> None:
    """Nothing; prints every board of a contest to stdout."""
    console = _console()
    if contest.title:
        console.print(plain(contest.title), style="bold", soft_wrap=True)
    if not places:
        console.print("No like calls to rank by.", soft_wrap=True)
    latest = sorted({place.period for place in places}, reverse=True)[:_PERIODS_SHOWN]
    for where, found in groupby((place for place in places if place.period in latest), key=_board):
        console.print(", ".join(plain(part) for part in where if part), soft_wrap=True)
        console.print(_board_table(list(found)))
        console.print()
    if len({place.period for place in places}) > len(latest):
        console.print("Earlier boards are in leaderboard.csv.", soft_wrap=True)
    if undated:
        console.print(f"{undated} calls left out: nothing tells when they were.", soft_wrap=True)


def _board(place: Place) -> tuple[str, ...]:
    return (
        place.period,
        f"team {place.team}" if place.team else "",
        place.script,
        place.direction or "direction unknown",
        place.name or place.indicator,
    )


def _board_table(places: Sequence[Place]) -> Table:
    table = _table()
    table.add_column("Place", justify="right")
    table.add_column("Agent", overflow="fold")
    for title in ("Calls", "Figure", "95 % interval"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("", overflow="fold")
    for place in places:
        told = [_STANDINGS[place.standing], "winner" if place.winner else "", *map(plain, place.badges)]
        table.add_row(
            "-" if place.place is None else str(place.place),
            plain(place.agent),
            str(place.calls),
            f"{place.value:.1f}{' %' if place.indicator == 'item' else ''}",
            "-" if place.low is None or place.high is None else f"{place.low:.1f} to {place.high:.1f}",
            ", ".join(filter(None, told)),
        )
    return table


def print_files(written: Sequence[Path]) -> None:
    """Nothing; prints where the files are."""
    names = ", ".join(path.name for path in written)
    _console().print(f"Files in {plain(str(written[0].parent))}: {names}", soft_wrap=True)


def _named(agent: Agent) -> str:
    return f"{plain(agent.name)} ({plain(agent.team)})" if agent.team else plain(agent.name)


def _console() -> Console:
    from rich.console import Console

    return Console(markup=False, highlight=False, emoji=False)


def _table() -> Table:
    from rich.table import Table

    return Table(box=None, pad_edge=False, header_style="bold")
