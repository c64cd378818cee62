"""Owns the commands that work on calls: run, transcribe, score."""

from __future__ import annotations

from typing import Annotated

import typer

from speechqa.cli import options as opt


def run(
    calls: opt.CallsArgument,
    *,
    config: opt.Config = None,
    store: opt.StoreAt = None,
    out: opt.Out = None,
    scripts: opt.Scripts = None,
    stopwords: opt.Stopwords = None,
    topics: opt.Topics = None,
    models: opt.Models = None,
    model: opt.Model = None,
    device: opt.Device = None,
    language: opt.Language = None,
    languages: opt.Languages = None,
    script: opt.Script = None,
    workers: opt.Workers = None,
    exact: opt.Exact = None,
    second_look: opt.SecondLook = None,
    channels: opt.Channels = None,
    name_pattern: opt.NamePattern = None,
    cdr: opt.Cdr = None,
    roster: opt.Roster = None,
    entailment: opt.Entailment = None,
    calibration: opt.Calibration = None,
    wrong_at_most: opt.WrongAtMost = None,
    redact: opt.Redact = None,
    excel: opt.Excel = False,
    quiet: opt.Quiet = False,
    json_logs: opt.JsonLogs = False,
) -> None:
    """Find, transcribe, check, classify and score calls, and write the scorecards.

    What is already done is not done again: run it as often as you like.

    \b
    Examples:
      speechqa run calls/ --out out
      speechqa run '2026-03/*.wav' --language ru --script ru-inbound-sales
      speechqa run calls/ --second-look no
      speechqa run calls/ --redact
    """
    from speechqa.cli import work

    given = {key: value for key, value in locals().items() if key in work.SETTING_NAMES}
    settings = work.load_settings(given, config)
    work.run(calls, settings, excel=excel, quiet=quiet, json_logs=json_logs)


def transcribe(
    calls: opt.CallsArgument,
    *,
    formats: Annotated[str, typer.Option("--format", help="Any of json,txt,srt,vtt.")] = "json",
    config: opt.Config = None,
    store: opt.StoreAt = None,
    out: opt.Out = None,
    models: opt.Models = None,
    model: opt.Model = None,
    device: opt.Device = None,
    language: opt.Language = None,
    languages: opt.Languages = None,
    workers: opt.Workers = None,
    exact: opt.Exact = None,
    channels: opt.Channels = None,
    name_pattern: opt.NamePattern = None,
    redact: opt.Redact = None,
    quiet: opt.Quiet = False,
    json_logs: opt.JsonLogs = False,
) -> None:
    """Transcribe calls and write <name>.transcript.json (or txt, srt, vtt) for each.

    \b
    Examples:
      speechqa transcribe calls/ --out transcripts --format json,srt
      speechqa transcribe calls/ --out transcripts --format txt --redact
    """
    from speechqa.cli import work

    given = {key: value for key, value in locals().items() if key in work.SETTING_NAMES}
    settings = work.load_settings(given, config)
    work.transcribe(calls, settings, formats=formats, quiet=quiet, json_logs=json_logs)


def score(
    *,
    diff: Annotated[bool, typer.Option("--diff", help="Name each verdict that changes.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Keep and write nothing.")] = False,
    config: opt.Config = None,
    store: opt.StoreAt = None,
    out: opt.Out = None,
    scripts: opt.Scripts = None,
    stopwords: opt.Stopwords = None,
    topics: opt.Topics = None,
    script: opt.Script = None,
    workers: opt.Workers = None,
    entailment: opt.Entailment = None,
    calibration: opt.Calibration = None,
    wrong_at_most: opt.WrongAtMost = None,
    redact: opt.Redact = None,
    excel: opt.Excel = False,
    quiet: opt.Quiet = False,
) -> None:
    """Score all stored transcripts again with today's scripts; no recogniser is needed.

    \b
    Examples:
      speechqa score --diff --dry-run
      speechqa score --diff --dry-run --entailment models/nli
      speechqa score --workers 1
      speechqa score --scripts scripts_2027 --out out_2027
    """
    from speechqa.cli import work

    given = {key: value for key, value in locals().items() if key in work.SETTING_NAMES}
    settings = work.load_settings(given, config)
    work.score(settings, diff=diff, dry_run=dry_run, excel=excel, quiet=quiet)
