"""Owns putting the rooms together for the command ``export``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

import typer

from speechqa import audio, pipeline
from speechqa import export as exporters
from speechqa import settings as settings_room
from speechqa.cli import reviewing, work
from speechqa.cli.summary import print_summary
from speechqa.cli.texts import plain
from speechqa.errors import CallError, SettingsError
from speechqa.pipeline import redacting
from speechqa.pipeline.reviewing import item_titles
from speechqa.privacy import mask_name
from speechqa.records import CallResult, Recording, Transcript
from speechqa.settings import Settings
from speechqa.store import open_store
from speechqa.store.database import Store


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line, not yet checked."""

    kind: str
    agent: str
    with_audio: bool
    labels: str
    excel: bool
    for_review: bool = False
    blind: bool = False


def export(wanted: Wanted, settings: Settings, *, quiet: bool) -> None:
    """Nothing; the command ``export``."""
    _check(wanted)
    if wanted.for_review and settings.redact:
        raise SettingsError("--for-review: not with --redact, as its calls couldn't be found again on import")
    rules = work.load_rules(settings)
    options = exporters.ExportOptions(
        excel=wanted.excel,
        locale_name=settings_room.locale(),
        labels=cast("exporters.LabelLanguage", wanted.labels),
    )
    with open_store(settings.store, create=False) as store:
        report = pipeline.report(store=store, rules=rules)
        redacted = redacting.redact(report, store=store) if settings.redact else None
        report = redacted.report if redacted else report
        if wanted.agent:
            report = exporters.for_agent(report, wanted.agent)
        if wanted.for_review:
            titles = item_titles(rules)
            table = reviewing.write_table(report, titles, settings.out, blind=wanted.blind, options=options)
            if not quiet:
                typer.echo(f"to fill in: {table}")
            return
        cut = wanted.with_audio or wanted.kind == "coaching"
        problems: list[str] = []
        material = _material(store, rules, redacted, problems if cut else None)
        written = exporters.EXPORTERS[wanted.kind](report, settings.out, options=options, material=material)
    for problem in problems:
        typer.echo(f"speechqa: not copied: {plain(problem)}", err=True)
    if not quiet:
        print_summary(report, written)


def _check(wanted: Wanted) -> None:
    """Nothing; ``SettingsError`` for what can't be done, before anything is read."""
    known = ", ".join(exporters.EXPORTERS)
    if wanted.kind not in exporters.EXPORTERS:
        raise SettingsError(f"export {wanted.kind}: unknown format; known: {known}")
    if wanted.with_audio and wanted.kind != "html":
        raise SettingsError(f"--with-audio: goes with export html, not with {wanted.kind}")
    if wanted.for_review and wanted.kind != "csv":
        raise SettingsError(f"--for-review: goes with export csv, not with {wanted.kind}")
    if wanted.blind and not wanted.for_review:
        raise SettingsError("--blind: goes with --for-review")
    languages = get_args(exporters.LabelLanguage)
    if wanted.labels not in languages:
        raise SettingsError(f"--labels {wanted.labels}: must be one of {', '.join(languages)}")


def _material(
    store: Store,
    rules: pipeline.Rules,
    redacted: redacting.Redacted | None,
    problems: list[str] | None,
) -> exporters.Material:
    """What exporters are given; why a recording was not copied joins ``problems``, None: none is to be."""

    def transcript(call: CallResult) -> Transcript | None:
        found = store.calls([call.recording.call_id], analyses=False)
        return found[0].transcript if found else None

    def masked(call: CallResult) -> Transcript | None:
        return redacted.transcript(call.recording.call_id) if redacted else None

    def copy(recording: Recording, target: Path, *, start_ms: int = 0, end_ms: int | None = None) -> str:
        true = redacted.recording(recording.call_id) if redacted else recording
        silenced = redacted.silenced(recording.call_id) if redacted else ()
        problem = "the recording isn't known any more"
        if true is not None:
            problem = _copy_audio(true, target, (start_ms, end_ms), silenced)
            # It names the file, whose name may hold the customer's number.
            problem = mask_name(problem, [true.customer_phone]) if redacted else problem
        if problem and problems is not None:
            problems.append(f"{recording.call_id}: {problem}")
        return problem

    return exporters.Material(
        masked if redacted else transcript, item_titles(rules), copy if problems is not None else None
    )


def _copy_audio(
    recording: Recording, target: Path, piece: tuple[int, int | None], silenced: Sequence[tuple[int, int]]
) -> str:
    start_ms, end_ms = piece
    try:
        audio.write_opus(recording.path, target, start_ms=start_ms, end_ms=end_ms, silenced=silenced)
    except (CallError, OSError) as error:
        target.unlink(missing_ok=True)
        return str(error)
    return ""
