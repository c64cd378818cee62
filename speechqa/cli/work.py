"""Owns putting the rooms together for one command: settings, store, rules, recogniser, files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import typer

from speechqa import export as exporters
from speechqa import intake, pipeline
from speechqa import settings as settings_room
from speechqa.cli import recogniser
from speechqa.cli.progress import shown
from speechqa.cli.summary import print_changes, print_summary
from speechqa.errors import SettingsError
from speechqa.pipeline import redacting
from speechqa.pipeline.explaining import Explained, explain_item
from speechqa.privacy import mask_name
from speechqa.records import Recording, Report
from speechqa.settings import Settings
from speechqa.store import lock, open_store

SETTING_NAMES = frozenset(field.name for field in fields(Settings))


def load_settings(given: Mapping[str, object], config: Path | None) -> Settings:
    """Settings from a command's options (None: not given), environment, file and defaults."""
    return settings_room.load(options=given, config=config)


def run(calls: Sequence[str], settings: Settings, *, excel: bool, quiet: bool, json_logs: bool) -> None:
    """Nothing; the command ``run``. Ends with exit code 1 when a call failed."""
    # Everything that can be wrong with the set-up is found before the first call is touched.
    exporters.check_folder(settings.out)
    rules = load_rules(settings)
    found = _find(calls, settings)
    listening = recogniser.listening(settings)
    with (
        lock(settings.store),
        open_store(settings.store) as store,
        shown(quiet=quiet, json_logs=json_logs) as show,
    ):
        notify = _listener(show, found.recordings, settings)
        _tell(found, notify)
        _tell_limits(rules, notify)
        ids = pipeline.run(
            found.recordings,
            store=store,
            rules=rules,
            listening=listening,
            notify=notify,
            prepare=lambda: recogniser.prepare(settings),
        )
        report = pipeline.report(store=store, rules=rules, call_ids=ids, failures=found.failures)
        report = redacting.redact(report, store=store).report if settings.redact else report
    _write(report, settings, excel=excel, quiet=quiet)
    raise typer.Exit(1 if report.failures else 0)


def transcribe(
    calls: Sequence[str], settings: Settings, *, formats: str, quiet: bool, json_logs: bool
) -> None:
    """Nothing; the command ``transcribe``. Ends with exit code 1 when a call failed."""
    from speechqa.cli import transcript_files

    wanted = transcript_files.parse_formats(formats)
    exporters.check_folder(settings.out)
    found = _find(calls, settings)
    listening = recogniser.listening(settings)
    failed = len(found.failures)
    with (
        lock(settings.store),
        open_store(settings.store) as store,
        shown(quiet=quiet, json_logs=json_logs) as show,
    ):
        notify = _listener(show, found.recordings, settings)
        _tell(found, notify)
        files = transcript_files.Files(settings.out, wanted, found.recordings, redact=settings.redact)
        done = 0
        heard_calls = pipeline.hear_all(
            found.recordings,
            store=store,
            listening=listening,
            notify=notify,
            prepare=lambda: recogniser.prepare(settings),
        )
        for heard in heard_calls:
            files.write(heard.recording, heard.transcript)
            done += 1
    failed += len(found.recordings) - done
    if not quiet:
        typer.echo(f"{done} transcripts in {settings.out}, {failed} calls failed")
    raise typer.Exit(1 if failed else 0)


def score(settings: Settings, *, diff: bool, dry_run: bool, excel: bool, quiet: bool) -> None:
    """Nothing; the command ``score``. Ends with exit code 1 when a call failed."""
    if not dry_run:
        exporters.check_folder(settings.out)
    rules = load_rules(settings)
    with (
        # Opened before it is locked: a mistyped path must leave no lock file and no folders behind.
        open_store(settings.store, create=False) as store,
        lock(settings.store),
        shown(quiet=quiet, json_logs=False) as show,
    ):
        stored = store.calls(transcripts=False, analyses=False) if settings.redact else ()
        notify = _listener(show, [call.recording for call in stored], settings)
        _tell_limits(rules, notify)
        changes = pipeline.rescore(
            store=store, rules=rules, keep=not dry_run, notify=notify, workers=settings.workers
        )
        report = pipeline.report(store=store, rules=rules)
        if settings.redact:
            changes = redacting.changes(changes, store=store)
            report = redacting.redact(report, store=store).report
    if diff:
        print_changes(changes)
    if dry_run:
        raise typer.Exit(0)
    _write(report, settings, excel=excel, quiet=quiet)
    raise typer.Exit(1 if report.failures else 0)


def explain(call: str, item: str, settings: Settings) -> Explained:
    """What the command ``explain`` tells."""
    rules = load_rules(settings)
    with open_store(settings.store, create=False) as store:
        try:
            told = explain_item(call, item, store=store, rules=rules)
        except SettingsError as error:
            # It names calls, the one asked for and others like it.
            raise SettingsError(mask_name(str(error)) if settings.redact else str(error)) from error
        return redacting.explained(told, store=store) if settings.redact else told


def load_rules(settings: Settings) -> pipeline.Rules:
    """The rules that the settings name. Raises ``SetupError`` where they can't be read."""
    return pipeline.load_rules(
        scripts_dir=settings.scripts,
        stopwords_dir=settings.stopwords,
        topics_dir=settings.topics,
        script=settings.script,
        meaning_dir=settings.meaning,
        entailment=settings.entailment,
        calibration=settings.calibration,
        wrong_at_most=settings.wrong_at_most,
        call_types=settings.call_type_model,
    )


def _find(calls: Sequence[str], settings: Settings) -> intake.Intake:
    """What there is to do; ``SettingsError`` when there is nothing, before older results are overwritten."""
    found = intake.find(calls, options=_intake_options(settings))
    if found.recordings or found.failures or found.skipped:
        return found
    others = f" ({found.ignored} files that are none)" if found.ignored else ""
    raise SettingsError(
        f"no recordings in {', '.join(map(str, calls))}{others}; check the folder, or its mount"
    )


def _intake_options(settings: Settings) -> intake.IntakeOptions:
    usual = intake.IntakeOptions().name_patterns
    return intake.IntakeOptions(
        name_patterns=(settings.name_pattern,) if settings.name_pattern else usual,
        cdr=settings.cdr,
        roster=settings.roster,
        phone_region=settings.phone_region,
        settle_s=settings.settle_s,
    )


def _listener(show: pipeline.Notify, recordings: Sequence[Recording], settings: Settings) -> pipeline.Notify:
    """``show``, told of calls under masked names where personal data is to be left out."""
    return redacting.quietly(show, recordings) if settings.redact else show


def _tell(found: intake.Intake, notify: pipeline.Notify) -> None:
    """Nothing; what was left out is told, so that nothing is missing without a word."""
    for note in found.notes:
        notify(pipeline.Event("note", text=note))
    for twin in found.duplicates:
        notify(pipeline.Event("note", file=twin.file, text=f"is the same call as {twin.same_as}; left out"))
    for skipped in found.skipped:
        notify(pipeline.Event("note", file=skipped.file, text=f"left for a later run: {skipped.reason}"))
    for failure in found.failures:
        notify(pipeline.Event("failed", file=failure.file, text=failure.error))


def _tell_limits(rules: pipeline.Rules, notify: pipeline.Notify) -> None:
    """Nothing; what verdicts will lack is told before they are made."""
    for note in rules.notes:
        notify(pipeline.Event("note", text=note))


def _write(report: Report, settings: Settings, *, excel: bool, quiet: bool) -> None:
    options = exporters.ExportOptions(excel=excel, locale_name=settings_room.locale())
    written = exporters.write_csv(report, settings.out, options=options)
    if not quiet:
        print_summary(report, written)
