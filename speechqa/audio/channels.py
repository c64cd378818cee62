"""Owns who sits on which channel: mono, stereo, mono saved as stereo, more than two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.errors import AudioError

if TYPE_CHECKING:
    from speechqa.audio.survey import Survey
    from speechqa.records import Speaker

_STEREO = 2


@dataclass(frozen=True, slots=True)
class Seating:
    """Which of the file's channels are kept, the speaker on each, and what was odd."""

    rows: tuple[int, ...]
    speakers: tuple[Speaker, ...]
    warnings: tuple[str, ...] = ()


def seat(survey: Survey, count: int, channel_map: tuple[Speaker, ...], name: str) -> Seating:
    """Who sits where on ``count`` channels; AudioError when more than two of them carry sound.

    ``channel_map`` names two speakers, left first.
    """
    if count <= _STEREO:
        return _seat(survey, tuple(range(count)), channel_map, name)
    heard = tuple(row for row in range(count) if survey.has_signal(row))
    if len(heard) > _STEREO:
        raise AudioError(f"{name} has sound on {len(heard)} of {count} channels: export it with one or two")
    seating = _seat(survey, heard or (0,), channel_map, name)
    listed = " and ".join(str(row + 1) for row in heard or (0,))
    odd = f"{count} channels, of which only {listed} carr{'y' if len(heard) > 1 else 'ies'} sound"
    return Seating(seating.rows, seating.speakers, (odd, *seating.warnings))


def _seat(survey: Survey, rows: tuple[int, ...], channel_map: tuple[Speaker, ...], name: str) -> Seating:
    if len(rows) < _STEREO:
        return Seating(rows, ("unknown",))
    if survey.is_same(*rows):
        return Seating(rows[:1], ("unknown",), ("both channels hold the same sound: treated as one",))
    if len(channel_map) != _STEREO:
        raise AudioError(
            f"{name} has two channels but channels are set for {len(channel_map)}: name two speakers"
        )
    return Seating(rows, channel_map, _silence_warnings(survey, rows, channel_map))


def _silence_warnings(
    survey: Survey, rows: tuple[int, ...], speakers: tuple[Speaker, ...]
) -> tuple[str, ...]:
    silent = [who for row, who in zip(rows, speakers, strict=True) if not survey.has_signal(row)]
    if len(silent) == len(speakers):
        return ("both channels are silent",)
    return tuple(f"the {who}'s channel is silent: only one side was recorded" for who in silent)
