"""Owns the frozen values of intake: options in, findings out, metadata between."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from speechqa.records import Direction, Failure, Recording

DEFAULT_PATTERN = "{agent}_{direction}_{phone}_{date}_{time}"


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What the user set for finding calls.

    ``name_patterns``: templates or preset names, tried in order, the first that fits the whole
    name wins. ``cdr_columns`` maps our field names (and ``file``, ``uniqueid``) to the CDR
    table's column names. ``phone_region``: two-letter country for numbers written without
    +, "" keeps those as they are. ``settle_s``: files changed within so many seconds are still
    being written and skipped; 0 takes all.
    """

    cdr: Path | None = None
    cdr_columns: Mapping[str, str] = field(default_factory=dict)
    roster: Path | None = None
    name_patterns: tuple[str, ...] = (DEFAULT_PATTERN, "freepbx", "3cx", "vicidial", "asterisk")
    phone_region: str = ""
    settle_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file left out because ``same_as`` holds the same call."""

    file: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A recording left for a later run, with the reason."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What was found: recordings sorted by file; nothing is left out without a trace.

    ``ignored`` counts hidden files and files that are no recordings; ``notes`` are sentences
    for people about metadata that was not used and the like.
    """

    recordings: tuple[Recording, ...] = ()
    failures: tuple[Failure, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    ignored: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in: where to open it, how to show it, the folders below the given root.

    ``named``: the user gave this very file, so its extension doesn't matter.
    """

    path: str
    file: str
    folders: tuple[str, ...] = ()
    named: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """What one source tells about a call, cleaned; unknown is "" or None."""

    call_id: str = ""
    agent: str = ""
    team: str = ""
    direction: Direction | None = None
    customer_phone: str = ""
    started_at: str = ""
    queue: str = ""
    language: str = ""
    script: str = ""
    expected_ms: int | None = None

    def over(self, lower: Metadata) -> Metadata:
        """These values, filled up from a source of lower rank."""
        return Metadata(
            **{one.name: getattr(self, one.name) or getattr(lower, one.name) for one in fields(Metadata)}
        )


METADATA_FIELDS = (*(one.name for one in fields(Metadata) if one.name != "expected_ms"), "duration_s")
"""What sources call the fields: lengths come in seconds."""
