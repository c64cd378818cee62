"""Owns what an agent's coaching page shows: the items that cost most, each with calls to listen to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from speechqa.export.html.names import page_name
from speechqa.records import CallResult, Clip, CoachingPoint

_MARGIN_MS = 500  # before and after what was said: a word cut off at its first sound is hard to follow


@dataclass(frozen=True, slots=True)
class ShownClip:
    """A clip: ``label`` is the key of its heading, ``sound`` the piece of the recording, "" without sound.

    ``page`` is the address of the call's page at the verdict, as seen from the coaching page.
    """

    label: str
    clip: Clip
    sound: str
    page: str


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """An item to talk about, and its clips."""

    point: CoachingPoint
    clips: tuple[ShownClip, ...]


def points(
    found: Iterable[CoachingPoint], calls: Mapping[str, CallResult], sounds: Mapping[str, str]
) -> tuple[ShownPoint, ...]:
    """The points of one agent. ``calls`` and the addresses of their ``sounds`` are by the calls' ids."""
    return tuple(
        ShownPoint(
            point,
            tuple(
                _clip(label, clip, point, calls, sounds)
                for label, clip in (
                    ("clip_worst", point.worst),
                    ("clip_best", point.best),
                    ("clip_example", point.example),
                )
                if clip is not None
            ),
        )
        for point in found
    )


def _clip(
    label: str,
    clip: Clip,
    point: CoachingPoint,
    calls: Mapping[str, CallResult],
    sounds: Mapping[str, str],
) -> ShownClip:
    call = calls.get(clip.call_id)
    anchor = _anchor(call, point.item) if call else ""
    page = f"../calls/{page_name(clip.call_id)}.html{anchor}" if call else ""
    return ShownClip(label, clip, _piece(sounds.get(clip.call_id, ""), clip), page)


def _anchor(call: CallResult, item: str) -> str:
    """Where the call's page tells of the item."""
    verdicts = call.analysis.verdicts if call.analysis else ()
    return next((f"#v{index}" for index, each in enumerate(verdicts) if each.item == item), "")


def _piece(sound: str, clip: Clip) -> str:
    """The address of a stretch of the sound (W3C Media Fragments URI 1.0); "" without sound or stretch."""
    if not sound or clip.start_ms is None:
        return ""
    start = max(0, clip.start_ms - _MARGIN_MS)
    end = (clip.start_ms if clip.end_ms is None else clip.end_ms) + _MARGIN_MS
    return f"{sound}#t={start / 1000:.3f},{end / 1000:.3f}"
