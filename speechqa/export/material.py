"""Owns what exporters are given beside the report: words, items' titles, the recordings' sound, options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol

from speechqa.errors import SettingsError
from speechqa.records import CallResult, Recording, Report, Transcript

LabelLanguage = Literal["en", "ru", "de", "pl"]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How files are written: for Excel, by the usage of a locale (``de_DE.UTF-8``), labels in a language."""

    excel: bool = False
    locale_name: str = ""
    labels: LabelLanguage = "en"


def _no_transcript(_call: CallResult) -> None:
    return None


class CopyAudio(Protocol):
    """Writes a recording, or a piece of it, as Opus into the file named."""

    def __call__(
        self, recording: Recording, target: Path, *, start_ms: int = 0, end_ms: int | None = None
    ) -> str:
        """What went wrong, in words; "" when nothing did."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a :class:`~speechqa.records.Report` leaves out.

    ``transcript`` gives the words a call was judged by, None where they aren't kept. ``titles`` are those of
    the items, by script id and item id. Without ``copy_audio`` recordings are linked where they are.
    """

    transcript: Callable[[CallResult], Transcript | None] = _no_transcript
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    copy_audio: CopyAudio | None = None


DEFAULT_OPTIONS = ExportOptions()
NO_MATERIAL = Material()


def for_agent(report: Report, agent: str) -> Report:
    """The report of one agent alone, in which no colleague is named.

    Raises ``SettingsError`` when the agent has no calls.
    """
    calls = tuple(_without_ratings(call) for call in report.calls if call.recording.agent == agent)
    if not calls:
        known = sorted({call.recording.agent for call in report.calls} - {""})
        names = ", ".join(known) or "none"
        raise SettingsError(f"--for-agent {agent}: no calls of this agent are in the store; known: {names}")
    failures = {call.failure for call in calls if call.failure is not None}
    return replace(
        report,
        calls=calls,
        agents=tuple(row for row in report.agents if row.agent == agent),
        failures=tuple(each for each in report.failures if each in failures),
        topics=tuple(row for row in report.topics if row.agent == agent),
        comparisons=tuple(replace(row, other="") for row in report.comparisons if row.agent == agent),
        # A colleague's call is the colleague's own.
        coaching=tuple(replace(each, example=None) for each in report.coaching if each.agent == agent),
        agreement=(),
    )


def _without_ratings(call: CallResult) -> CallResult:
    """The call without what people rated blind: that measures, and decides nothing about the agent."""
    if call.review is None:
        return call
    log = tuple(each for each in call.review.log if each.kind != "rating")
    return replace(call, review=replace(call.review, log=log))
