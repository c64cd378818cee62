"""Owns the coaching folder: ``coaching.csv`` and the clips it speaks of, cut as audio files."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.errors import SettingsError
from speechqa.export.columns import CLIP_FILES, COACHING
from speechqa.export.csv_files import encoded
from speechqa.export.html.names import agent_page, page_name
from speechqa.export.material import DEFAULT_OPTIONS, NO_MATERIAL, ExportOptions, Material
from speechqa.export.tables import Table, coaching_row
from speechqa.export.whole_files import check_folder, clear, put_in_place, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speechqa.records import Clip, CoachingPoint, Recording, Report

_FOLDER = "clips"
_PART = ".clips.part"
MARGIN_MS = 500  # before and after what was said: a word cut off at its first sound is hard to follow


def write_coaching(
    report: Report,
    out: Path,
    *,
    options: ExportOptions = DEFAULT_OPTIONS,
    material: Material = NO_MATERIAL,
) -> tuple[Path, ...]:
    """``coaching.csv`` and the folder ``clips``, which replaces an older one whole.

    Clips keep both channels. Calls that came as transcripts have none; where a clip can't be cut the column
    ``problem`` says why. Raises ``SettingsError`` if the folder can't be written.
    """
    check_folder(out)
    part = out / _PART
    recordings = {call.recording.call_id: call.recording for call in report.calls}
    try:
        clear(part)
        part.mkdir(parents=True, mode=0o700)
        rows = tuple(_row(each, _Cutter(part, recordings, material)) for each in report.coaching)
        put_in_place(part, out / _FOLDER)
    except OSError as error:
        raise SettingsError(
            f"The clips can't be written to {out}: {error.filename or out}: {error.strerror or error}. "
            "Give a folder you may write to, with space left (--out)."
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    table = Table("coaching", (*COACHING, *CLIP_FILES), rows)
    return write_whole(out / "coaching.csv", encoded(table, options)), out / _FOLDER


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Cuts clips into ``part``."""

    part: Path
    recordings: Mapping[str, Recording]
    material: Material

    def cut(self, clip: Clip | None, name: str) -> tuple[str, str]:
        """(the clip's address from the table on, what kept it from being cut); "" where there is none."""
        recording = self.recordings.get(clip.call_id) if clip else None
        copy = self.material.copy_audio
        if (
            clip is None
            or clip.start_ms is None
            or recording is None
            or recording.kind != "audio"
            or not copy
        ):
            return "", ""
        target = self.part / f"{name}.opus"
        target.parent.mkdir(mode=0o700, exist_ok=True)
        end_ms = clip.start_ms if clip.end_ms is None else clip.end_ms
        problem = copy(
            recording, target, start_ms=max(0, clip.start_ms - MARGIN_MS), end_ms=end_ms + MARGIN_MS
        )
        return ("", problem) if problem else (f"{_FOLDER}/{name}.opus", "")


def _row(point: CoachingPoint, cutter: _Cutter) -> tuple[str | int | float | bool | None, ...]:
    stem = f"{agent_page(point.team, point.agent)}/{point.rank}-{page_name(f'{point.script}/{point.item}')}"
    cuts = [
        cutter.cut(clip, f"{stem}-{which}")
        for which, clip in (("worst", point.worst), ("best", point.best), ("example", point.example))
    ]
    problems = dict.fromkeys(problem for _, problem in cuts if problem)
    return (*coaching_row(point), *(file for file, _ in cuts), "; ".join(problems))
