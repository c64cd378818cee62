"""Owns the files that ``speechqa transcribe`` writes, one or more for each call."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from speechqa.asr import formats, replay
from speechqa.errors import SettingsError
from speechqa.export import write_whole
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
    """Writes transcripts into one folder; calls of the same name get their folder's name in front."""

    def __init__(self, out: Path, formats: Sequence[str], recordings: Sequence[Recording]) -> None:
        self._out, self._formats = out, formats
        stems = {recording.file: _stem(recording.file) for recording in recordings}
        count = Counter(stems.values())
        self._names = {
            file: stem if count[stem] == 1 else f"{PurePosixPath(file).parent.name}_{stem}"
            for file, stem in stems.items()
        }

    def write(self, recording: Recording, transcript: Transcript) -> None:
        """Nothing; writes each format whole or not at all."""
        for name in self._formats:
            suffix, write = WRITERS[name]
            target = self._out / f"{self._names[recording.file]}{suffix}"
            write_whole(target, write(transcript, recording).encode("utf-8", "replace"))


def _stem(file: str) -> str:
    name = PurePosixPath(file).name
    return (
        name.removesuffix(".transcript.json")
        if name.endswith(".transcript.json")
        else PurePosixPath(name).stem
    )
