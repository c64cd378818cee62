"""Owns call ids: one id per call, the stem where it is enough, with folders where it isn't."""

# Paths are text here: names may be undecodable bytes, and have to be shown as typed.
# ruff: noqa: PTH119, PTH122

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa.intake.fields import clean_text, display_path
from speechqa.intake.jsonfiles import is_transcript
from speechqa.intake.values import Duplicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.records import Recording


def stem_of(path: str) -> str:
    """The file's name without extension; ``x`` for ``x.transcript.json``."""
    name = os.path.basename(path)
    return name[: -len(".transcript.json")] if is_transcript(name) else os.path.splitext(name)[0]


def settle_ids(recordings: Sequence[Recording]) -> tuple[tuple[Recording, ...], tuple[Duplicate, ...]]:
    """The recordings with call ids that differ, then the files that only repeat a call.

    Same id and same content is one call, the first file in order stays. Same id and other content:
    each id gets its folder in front, then its extension, then a piece of the content hash.
    """
    groups: dict[str, list[Recording]] = defaultdict(list)
    duplicates = []
    for recording in sorted(recordings, key=lambda r: (r.file, r.path)):
        group = groups[recording.call_id]
        twin = next((other for other in group if other.content_hash == recording.content_hash), None)
        if twin is None:
            group.append(recording)
        else:
            duplicates.append(Duplicate(recording.file, twin.file))
    settled = [one for group in groups.values() for one in _tell_apart(group)]
    return tuple(sorted(_hashed_if_equal(settled), key=lambda r: (r.file, r.path))), tuple(duplicates)


def names_file(recording: Recording) -> bool:
    """True when the call id only repeats the file's name: nobody gave the call this id."""
    name = _file_name(recording)
    given = recording.call_id.partition("~")[0] if "~" not in name else recording.call_id
    return bool(name) and (given == name or given.endswith(f"/{name}"))


def other_ids(recording: Recording) -> Iterator[str]:
    """Ids for a call named by its file when another call has its id: ever more folders, then the content."""
    plain = replace(recording, call_id=_file_name(recording))
    for depth in range(1, recording.file.count("/") + 1):
        yield _with_folders(plain, depth)
    yield f"{plain.call_id}~{recording.content_hash[:12]}"


def _file_name(recording: Recording) -> str:
    return clean_text(display_path(stem_of(recording.path)))


def _tell_apart(group: Sequence[Recording]) -> list[Recording]:
    if len(group) == 1:
        return list(group)
    longest = max(one.file.count("/") for one in group)
    for depth in range(1, longest + 1):
        ids = [_with_folders(one, depth) for one in group]
        if len(set(ids)) == len(ids):
            return [replace(one, call_id=new) for one, new in zip(group, ids, strict=True)]
    endings = ["" if one.kind == "transcript" else os.path.splitext(one.file)[1] for one in group]
    ids = [_with_folders(one, 1) + ending for one, ending in zip(group, endings, strict=True)]
    if len(set(ids)) < len(ids):  # endings that tell nothing apart are left out; the content will
        ids = [_with_folders(one, 1) for one in group]
    return [replace(one, call_id=new) for one, new in zip(group, ids, strict=True)]


def _with_folders(recording: Recording, depth: int) -> str:
    folders = [clean_text(part) for part in recording.file.split("/")[:-1] if part]
    return "/".join((*folders[-depth:], recording.call_id))


def _hashed_if_equal(recordings: Sequence[Recording]) -> list[Recording]:
    count: dict[str, int] = defaultdict(int)
    for one in recordings:
        count[one.call_id] += 1
    return [
        replace(one, call_id=f"{one.call_id}~{one.content_hash[:12]}") if count[one.call_id] > 1 else one
        for one in recordings
    ]
