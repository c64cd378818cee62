"""Owns putting the rooms together for the commands ``compare`` and ``leaderboard``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from speechqa import export as exporters
from speechqa import pipeline, scoring
from speechqa import settings as settings_room
from speechqa.cli import comparison_tables, work
from speechqa.errors import SettingsError
from speechqa.records import CallResult, Indicator, Place, Report
from speechqa.scoring import Agent, Contest, Period
from speechqa.settings import Settings
from speechqa.store import open_store


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked of the boards on the command line, not yet checked."""

    by: str
    name: str
    script: str
    period: str
    min_calls: int
    contest: Path | None


def compare(agent: str, other: str, given: Mapping[str, object], config: Path | None, *, script: str) -> None:
    """Nothing; the command ``compare``."""
    report = _report(work.load_settings(given, config))
    own, theirs = _agent(agent, report.calls), _agent(other, report.calls)
    if own == theirs:
        raise SettingsError(f"compare {agent} {other}: is the same agent twice; name two")
    rows = scoring.compare_pair(report.calls, own, theirs, script=script)
    if not rows:
        by = f" by the script '{script}'" if script else ""
        raise SettingsError(
            f"compare {agent} {other}: they have no like calls{by}, that is of the same script and "
            "direction; see the columns script and direction of calls.csv"
        )
    comparison_tables.print_comparison(rows, own, theirs)


def leaderboard(
    wanted: Wanted, given: Mapping[str, object], config: Path | None, *, excel: bool, quiet: bool
) -> None:
    """Nothing; the command ``leaderboard``."""
    contests = _contests(wanted)
    settings = work.load_settings(given, config)
    exporters.check_folder(settings.out)
    calls = _report(settings).calls
    boards = [(contest, scoring.leaderboard(calls, contest)) for contest in contests]
    options = exporters.ExportOptions(excel=excel, locale_name=settings_room.locale())
    places: Sequence[Place] = [place for _, found in boards for place in found]
    written = exporters.write_leaderboard(places, settings.out, options=options)
    if not quiet:
        for contest, found in boards:
            comparison_tables.print_boards(contest, found, undated=_undated(calls, contest))
        comparison_tables.print_files(written)


def _report(settings: Settings) -> Report:
    rules = work.load_rules(settings)
    with open_store(settings.store, create=False) as store:
        return pipeline.report(store=store, rules=rules)


def _agent(named: str, calls: Sequence[CallResult]) -> Agent:
    """The agent meant by NAME or TEAM/NAME. Raises ``SettingsError`` where that is nobody, or two."""
    known = sorted(
        {Agent(call.recording.team, call.recording.agent) for call in calls if call.recording.agent}
    )
    found = [each for each in known if named in {each.name, f"{each.team}/{each.name}"}]
    if len(found) == 1:
        return found[0]
    if found:
        teams = ", ".join(f"{each.team}/{each.name}" for each in found)
        raise SettingsError(f"agent {named}: there are {len(found)} of the name; say which: {teams}")
    names = ", ".join(dict.fromkeys(each.name for each in known)) or "none"
    raise SettingsError(f"agent {named}: no calls of this agent are in the store; known: {names}")


def _contests(wanted: Wanted) -> Sequence[Contest]:
    if wanted.contest is not None:
        if wanted != Wanted("score", "", "", "all", scoring.LEAST_CALLS, wanted.contest):
            raise SettingsError(
                "--contest: its file says what is ranked; leave out --by, --name, --script, "
                "--period and --min-calls, or write them into the file"
            )
        return scoring.read_contests(settings_room.starter_data(str(wanted.contest), Path.cwd()))
    for option, value, known in (
        ("--by", wanted.by, get_args(Indicator)),
        ("--period", wanted.period, get_args(Period)),
    ):
        if value not in known:
            raise SettingsError(f"{option} {value}: must be one of {', '.join(known)}")
    if wanted.name and wanted.by == "score":
        raise SettingsError("--name: goes with --by item or --by section; the score has none")
    return (
        Contest(
            by=cast("Indicator", wanted.by),
            name=wanted.name,
            script=wanted.script,
            period=cast("Period", wanted.period),
            min_calls=wanted.min_calls,
        ),
    )


def _undated(calls: Sequence[CallResult], contest: Contest) -> int:
    """How many judged calls a contest leaves out because nothing tells their date."""
    if contest.period == "all":
        return 0
    return sum(
        call.analysis is not None and not scoring.period_of(call.recording.started_at, contest.period)
        for call in calls
    )
