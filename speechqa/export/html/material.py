"""Owns what the report is made of beside the tables: words, items' titles, the recordings' sound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from speechqa.records import CallResult, Recording, Transcript

LabelLanguage = Literal["en", "ru", "de", "pl"]


def _no_transcript(_call: CallResult) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Material:
    """What a :class:`~speechqa.records.Report` leaves out.

    ``transcript`` gives the words a call was judged by, None where they aren't kept. ``titles`` are those of
    the items, by script id and item id. ``copy_audio`` writes a recording as Opus into the file named, and
    says in words what went wrong, "" when nothing did; None links the recordings where they are.
    """

    transcript: Callable[[CallResult], Transcript | None] = _no_transcript
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    copy_audio: Callable[[Recording, Path], str] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How the report is made: the language its labels start in, and whose calls it shows.

    ``agent`` "" is everybody's; else only this agent's calls are in it, and no colleague is named.
    """

    language: LabelLanguage = "en"
    agent: str = ""
