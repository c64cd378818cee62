"""Owns what the pipeline tells about its progress; who listens decides how to show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

EventKind = Literal["planned", "reused", "transcribed", "failed", "note", "looking", "looked"]


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a run.

    ``planned`` comes once: ``calls`` and ``size`` (bytes) of the recordings to listen to.
    ``reused``, ``transcribed`` and ``failed`` come once a call, with its ``file``, its
    ``size`` and, when known, its ``audio_ms``. ``looking`` comes at most once: ``calls`` whose sound gets a
    second look; ``looked`` when one had it. ``text`` is a sentence for people.
    """

    kind: EventKind
    file: str = ""
    calls: int = 0
    size: int = 0
    audio_ms: int = 0
    text: str = ""


Notify = Callable[[Event], None]


def ignore(_: Event) -> None:
    """Nothing: a listener for callers who don't want progress."""
