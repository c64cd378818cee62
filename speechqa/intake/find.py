"""Owns the order of intake: search, hash, read metadata by rank, settle ids."""

# Paths are text here: names may be undecodable bytes, and have to be shown as typed.
# ruff: noqa: PTH100, PTH114, PTH116, PTH118, PTH119, PTH120, PTH123

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.errors import IntakeError
from speechqa.intake.cdr import CdrTable, read_cdr
from speechqa.intake.fields import clean_text, display_path, to_metadata
from speechqa.intake.ids import settle_ids, stem_of
from speechqa.intake.jsonfiles import is_transcript, read_fields, sidecar_path
from speechqa.intake.names import compile_patterns, folder_agent, read_name
from speechqa.intake.roster import Roster, read_roster
from speechqa.intake.sources import search
from speechqa.intake.values import Found, Intake, IntakeOptions, Metadata, Skipped
from speechqa.records import MAX_TRANSCRIPT_BYTES, Failure, Recording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from speechqa.intake.names import NamePattern

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """All sources of metadata besides the file itself."""

    options: IntakeOptions
    patterns: tuple[NamePattern, ...]
    cdr: CdrTable
    roster: Roster


def find(sources: Sequence[str | Path], *, options: IntakeOptions | None = None) -> Intake:
    """The recordings under the sources with their metadata; bad files as failures.

    Raises SetupError for sources that lead nowhere, and for an unusable CDR table, roster or pattern.
    """
    options = options or IntakeOptions()
    patterns = compile_patterns(options.name_patterns)
    roster = read_roster(options.roster) if options.roster else Roster()
    searched = search(sources)
    files, notes = _without_repeats(searched.found)
    cdr = CdrTable({})
    if options.cdr:
        cdr = read_cdr(options.cdr, options.cdr_columns, [stem_of(one.path) for one in files])
    known = _Knowledge(options, patterns, cdr, roster)
    failures, skipped, recordings = list(searched.failures), [], []
    for one in files:
        try:
            if _still_written(one.path, options.settle_s):
                skipped.append(Skipped(one.file, f"changed less than {options.settle_s:g} s ago"))
                continue
            recording, odd = _take_in(one, known)
        except IntakeError as error:
            failures.append(Failure(one.file, error.stage, str(error)))
        else:
            recordings.append(recording)
            notes += odd
    settled, duplicates = settle_ids(recordings)
    return Intake(
        recordings=settled,
        failures=tuple(sorted(failures, key=lambda f: (f.file, f.error))),
        duplicates=duplicates,
        skipped=tuple(skipped),
        ignored=searched.ignored,
        notes=(*searched.notes, *notes, *_same_sound_notes(settled)),
    )


def _same_sound_notes(recordings: Sequence[Recording]) -> list[str]:
    first: dict[str, Recording] = {}
    return [
        f"{one.file}: same content as {twin.file} under another call id; both count as calls"
        for one in recordings
        if (twin := first.setdefault(one.content_hash, one)) is not one
    ]


def _without_repeats(found: Sequence[Found]) -> tuple[list[Found], list[str]]:
    """Each real file once, and no transcript of a recording that is there itself."""
    by_real: dict[str, Found] = {}
    for one in found:
        by_real.setdefault(os.path.realpath(one.path), one)
    files = list(by_real.values())
    audio = {
        os.path.join(os.path.dirname(f.path), stem_of(f.path)) for f in files if not is_transcript(f.path)
    }
    kept, notes = [], []
    for one in files:
        if is_transcript(one.path) and os.path.join(os.path.dirname(one.path), stem_of(one.path)) in audio:
            notes.append(f"{one.file}: left out, its recording lies beside it")
        else:
            kept.append(one)
    return kept, notes


def _take_in(one: Found, known: _Knowledge) -> tuple[Recording, tuple[str, ...]]:
    """The recording with all its metadata, then notes; raises IntakeError for a bad file."""
    digest = _hash(one.path)
    own, notes = _own_metadata(one, known.options.phone_region)
    stem = stem_of(one.path)
    region = known.options.phone_region
    from_cdr, cdr_notes = to_metadata(known.cdr.fields(stem), where=f"CDR row of {one.file}", region=region)
    from_name, _ = to_metadata(read_name(stem, known.patterns), where=one.file, region=region)
    from_folder = Metadata(agent=clean_text(folder_agent(one.folders)))
    told = own.over(from_cdr).over(from_name).over(from_folder)
    agent, team = known.roster.who(told.agent, told.started_at) if told.agent else ("", "")
    recording = Recording(
        path=os.path.abspath(one.path),  # a later command may run in another folder
        file=one.file,
        content_hash=digest,
        call_id=told.call_id or clean_text(display_path(stem)) or digest[:12],
        kind="transcript" if is_transcript(one.path) else "audio",
        agent=agent,
        team=told.team or team,
        direction=told.direction,
        customer_phone=told.customer_phone,
        started_at=told.started_at,
        queue=told.queue,
        language=told.language,
        script=told.script,
        expected_ms=told.expected_ms,
    )
    return recording, notes + cdr_notes


def _own_metadata(one: Found, region: str) -> tuple[Metadata, tuple[str, ...]]:
    """What the sidecar and, below it, the transcript file say about the call."""
    own, notes = Metadata(), tuple[str, ...]()
    if is_transcript(one.path):
        raw = read_fields(one.path, limit=MAX_TRANSCRIPT_BYTES)
        own, notes = to_metadata(raw, where=one.file, region=region)
    beside = sidecar_path(one.path)
    if beside is None:
        return own, notes
    where = display_path(os.path.basename(beside))
    try:
        told, odd = to_metadata(read_fields(beside), where=where, region=region)
    except IntakeError as error:  # its metadata may decide the verdicts, so the call must not go on without
        raise IntakeError(f"the sidecar can't be used: {error}") from error
    return told.over(own), notes + odd


def _still_written(path: str, settle_s: float) -> bool:
    if settle_s <= 0:
        return False
    import time

    try:
        return time.time() - os.stat(path).st_mtime < settle_s
    except OSError:
        return False  # reported where the file is opened


def _hash(path: str) -> str:
    """The SHA-256 of a regular, non-empty file; raises IntakeError otherwise."""
    digest = hashlib.sha256()
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise IntakeError(
                "is not a regular file but a pipe, device or the like: take it out of the folder"
            )
        with open(path, "rb") as file:
            while block := file.read(_CHUNK):
                digest.update(block)
            if not file.tell():
                raise IntakeError("the file is empty (0 bytes): record or copy it again")
    except FileNotFoundError as error:
        link, gone = "a broken link: copy the recording here or remove it", "gone since the search: run again"
        what = link if os.path.islink(path) else gone
        raise IntakeError(f"the file is {what}") from error
    except PermissionError as error:
        raise IntakeError("permission denied: let this user read the file") from error
    except OSError as error:
        raise IntakeError(f"can't be read: {error.strerror or error}") from error
    return digest.hexdigest()
