"""Owns the files that ``speechqa transcribe`` writes, one or more for each call."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path, PurePosixPath

from speechqa.asr import formats, replay
from speechqa.errors import SettingsError
from speechqa.export import write_whole
from speechqa.pipeline.redacting import masked
from speechqa.privacy import Labels
from speechqa.records import Recording, Transcript


def _json(transcript: Transcript, recording: Recording) -> str:
    return json.dumps(replay.to_json(transcript, recording), ensure_ascii=False, indent=1) + "\n"


WRITERS: dict[str, tuple[str, Callable[[Transcript, Recording], str]]] = {
    "json": (".transcript.json", _json),
    "txt": (".txt", lambda transcript, _: formats.to_txt(transcript)),
    "srt": (".srt", lambda transcript, _: formats.to_srt(transcript)),
    "vtt": (".vtt", lambda transcript, _: formats.to_vtt(transcript)),
}


def parse_formats(text: str) -> tuple[str, ...]:
    """The formats named in ``text``; raises ``SettingsError`` for an unknown one."""
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    for name in wanted:
        if name not in WRITERS:
            raise SettingsError(f"--format {text}: unknown format '{name}'; known: {', '.join(WRITERS)}")
    return wanted


class Files:
    """Writes transcripts into one folder, no call over another (see :func:`file_names`).

    ``redact``: without personal data, under masked names.
    """

    def __init__(
        self, out: Path, formats: Sequence[str], recordings: Sequence[Recording], *, redact: bool = False
    ) -> None:
        self._out, self._formats = out, formats
        self._labels = Labels(recordings) if redact else None
        files = [recording.file for recording in recordings]
        self._names = file_names([self._labels.file(file) if self._labels else file for file in files])

    def write(self, recording: Recording, transcript: Transcript) -> None:
        """Nothing; writes each format whole or not at all."""
        shown = self._labels.recording(recording) if self._labels else recording
        for name in self._formats:
            suffix, write = WRITERS[name]
            said = masked(transcript, joined=name != "json") if self._labels else transcript
            target = self._out / f"{self._names[shown.file]}{suffix}"
            write_whole(target, write(said, shown).encode("utf-8", "replace"))


def file_names(files: Sequence[str]) -> dict[str, str]:
    """File to the name its transcript gets, without extension: all names differ, also in letter case.

    The stem; where two are equal, with folders in front, as many as it takes; last, with a number.
    """
    deepest = max((len(PurePosixPath(file).parts) for file in files), default=0)
    names: dict[str, str] = {}
    open_files = list(dict.fromkeys(files))
    for depth in range(deepest):
        groups: dict[str, list[str]] = defaultdict(list)
        for file in open_files:
            groups[_with_folders(file, depth).casefold()].append(file)
        taken = {name.casefold() for name in names.values()}
        alone = [same[0] for name, same in groups.items() if len(same) == 1 and name not in taken]
        names |= {file: _with_folders(file, depth) for file in alone}
        open_files = [file for file in open_files if file not in names]
    taken = {name.casefold() for name in names.values()}
    for file in open_files:
        numbered = (f"{_with_folders(file, deepest)}_{i}" for i in count(1))
        names[file] = next(name for name in numbered if name.casefold() not in taken)
        taken.add(names[file].casefold())
    return names


def _with_folders(file: str, depth: int) -> str:
    folders = [part for part in PurePosixPath(file).parent.parts if part not in {"/", ".."}]
    return "_".join((*folders[len(folders) - min(depth, len(folders)) :], _stem(file)))


def _stem(file: str) -> str:
    name = PurePosixPath(file).name
    return (
        name.removesuffix(".transcript.json")
        if name.endswith(".transcript.json")
        else PurePosixPath(name).stem
    )
