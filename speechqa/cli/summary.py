"""Owns what a command says at its end: a table of agents, failures, where the files are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from speechqa.cli.texts import clock, plain
from speechqa.pipeline import Change
from speechqa.records import AgentRow, CallResult, Report

_FAILURES_SHOWN = 10


def print_summary(report: Report, written: Sequence[Path]) -> None:
    """Nothing; prints to stdout."""
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False, highlight=False, emoji=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Agent", overflow="fold")
    for title in ("Calls", "Scored", "Score", "Passed", "Critical fails", "Can't tell", "Profanity"):
        table.add_column(title, justify="right")
    unsure = Counter(
        (call.recording.agent, call.recording.team)
        for call in report.calls
        for verdict in (call.analysis.verdicts if call.analysis else ())
        if verdict.verdict == "cannot_tell"
    )
    for row in report.agents:
        table.add_row(*_cells(row, unsure[row.agent, row.team]))
    console.print(table)
    console.print()
    console.print(_totals(report), soft_wrap=True)
    for line in [*_failures(report), *report.versions.notes]:
        console.print(line, soft_wrap=True)
    if written:
        console.print(
            f"Files in {plain(str(written[0].parent))}: {', '.join(path.name for path in written)}",
            soft_wrap=True,
        )


def _cells(row: AgentRow, unsure: int) -> tuple[str, ...]:
    name = plain(row.agent) or "(unknown)"
    return (
        f"{name} ({plain(row.team)})" if row.team else name,
        str(row.calls),
        str(row.scored),
        "-" if row.score_mean is None else f"{row.score_mean:.1f}",
        "-" if row.pass_rate is None else f"{row.pass_rate * 100:.0f} %",
        str(row.critical_failures),
        str(unsure),
        str(row.profanity),
    )


def _totals(report: Report) -> str:
    statuses = [call.status for call in report.calls]
    length = sum(call.duration_ms or 0 for call in report.calls)
    silent = statuses.count("no_speech")
    calls = f"{len(statuses)} call{'' if len(statuses) == 1 else 's'}"
    parts = [f"{calls}, {clock(length)} of audio", f"{len(report.failures)} failed"]
    if silent:
        parts.append(f"{silent} without speech")
    unfit = sum(call.status == "scored" and not _script(call) for call in report.calls)
    if unfit:
        parts.append(f"{unfit} without a score: no script fits (is their direction or language known?)")
    return ", ".join(parts)


def _script(call: CallResult) -> str:
    return call.analysis.script if call.analysis else ""


def _failures(report: Report) -> list[str]:
    lines = [f"  {plain(each.file)}: {plain(each.error)}" for each in report.failures[:_FAILURES_SHOWN]]
    more = len(report.failures) - _FAILURES_SHOWN
    return [*lines, f"  and {more} more in failures.csv"] if more > 0 else lines


def print_changes(changes: Sequence[Change]) -> None:
    """Nothing; prints a line for each verdict that changed, one for each agent, and their number."""
    for change in changes:
        old, new = change.old or "(none)", change.new or "(none)"
        where = f"{plain(change.call_id)}  {change.script}  {change.item}"
        print(f"{where}: {old} -> {new} ({plain(change.reason)})")  # noqa: T201  # the command's output
    for line in _moved(changes):
        print(line)  # noqa: T201  # the command's output
    calls = len({change.call_id for change in changes})
    print(f"{len(changes)} verdicts changed in {calls} calls")  # noqa: T201  # the command's output


def _moved(changes: Sequence[Change]) -> list[str]:
    """A line for each agent with changed verdicts, by name: how many there are of each kind."""
    agents: dict[str, Counter[str]] = {}
    for change in changes:
        kind = f"{change.old or '(none)'} -> {change.new or '(none)'}"
        agents.setdefault(change.agent, Counter())[kind] += 1
    return [
        f"{plain(agent) or '(unknown)'}: {kinds.total()} verdicts changed ("
        + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        + ")"
        for agent, kinds in sorted(agents.items())
    ]
