"""Owns turning what the user typed into files: folders, files, patterns, links, hidden files."""

# Paths are text here: names may be undecodable bytes, and have to be shown as typed.
# ruff: noqa: PTH111, PTH112, PTH116, PTH117, PTH118, PTH119, PTH120, PTH122, PTH206, PTH207, PTH208

from __future__ import annotations

import fnmatch
import glob
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from speechqa.errors import SetupError
from speechqa.intake.fields import display_path
from speechqa.intake.jsonfiles import is_other_json, is_transcript
from speechqa.intake.values import Found
from speechqa.records import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_AUDIO_EXTENSIONS = """
    .wav .wave .w64 .mp3 .mp2 .ogg .oga .opus .spx .flac .m4a .mp4 .aac .wma .asf .amr .awb .3gp .webm .mka
    .gsm .vox .ulaw .ul .mulaw .mu .pcmu .pcm .alaw .al .pcma .g722 .g726 .g726-16 .g726-24 .g726-32 .g726-40
    .sln .sln8 .sln12 .sln16 .sln24 .sln32 .sln44 .sln48 .sln96 .sln192 .raw .aif .aiff .au .caf
"""
AUDIO_EXTENSIONS = frozenset(_AUDIO_EXTENSIONS.split())
"""Extensions taken from folders and patterns, lower case."""

_QUOTES = ("'", '"')


@dataclass(slots=True)
class Search:
    """The growing result of walking the sources."""

    found: list[Found] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    ignored: int = 0
    notes: list[str] = field(default_factory=list)
    folders: set[tuple[int, int]] = field(default_factory=set)
    """Device and inode of each folder walked, so that links can't lead in circles."""


def search(sources: Sequence[str | Path]) -> Search:
    """All files to take in; raises SetupError naming every source that leads nowhere."""
    out = Search()
    wrong = [problem for source in sources if (problem := _search_one(os.fspath(source), out))]
    if wrong:
        raise SetupError("\n".join(wrong))
    return out


def _search_one(typed: str, out: Search) -> str:
    """Adds what one source holds; returns a sentence when it leads nowhere, else ""."""
    source = _resolve_quotes(typed)
    if not source:
        return "an empty path was given: name a folder, a file or a pattern"
    source = os.path.expanduser(source)
    shown = display_path(source)
    if os.path.isdir(source):
        before, walked = len(out.found) + len(out.failures), len(out.folders)
        _walk(source, os.path.normpath(source), (), out)
        # A folder given twice is walked once, and is not empty for that.
        if len(out.found) + len(out.failures) == before and len(out.folders) > walked:
            out.notes.append(f"{shown}: no recordings in this folder")
        return ""
    if os.path.lexists(source):
        _take_named(source, out)
        return ""
    if glob.has_magic(source):
        return _search_pattern(source, out)
    return f"{shown}: no such file or folder"


def _resolve_quotes(typed: str) -> str:
    """What was typed, without quotes that a shell or a config file left round it."""
    quoted = len(typed) > 1 and typed[0] in _QUOTES and typed[-1] == typed[0]
    return typed[1:-1] if quoted and not os.path.lexists(typed) else typed


def _search_pattern(pattern: str, out: Search) -> str:
    if "**" in pattern.split(os.sep):
        return _search_deep_pattern(pattern, out)
    matches = sorted(glob.glob(pattern))
    if not matches:
        return f"{display_path(pattern)}: the pattern matches nothing"
    fixed = _fixed_folder(pattern)
    for match in matches:
        below = os.path.relpath(match, fixed) if fixed else os.path.normpath(match)
        *folders, name = below.split(os.sep)
        if not os.path.isdir(match):
            _take(match, os.path.normpath(match), tuple(folders), out)
        else:
            inner = (*folders, name) if name != os.curdir else ()
            _walk(match, os.path.normpath(match), inner, out)
    return ""


def _search_deep_pattern(pattern: str, out: Search) -> str:
    """``**`` by our own walk: the library's follows links in circles."""
    fixed = _fixed_folder(pattern)
    wanted = pattern[len(fixed) :].strip(os.sep).split(os.sep)
    inner = Search()
    _walk(fixed or os.curdir, os.path.normpath(fixed or os.curdir), (), inner)
    fitting = [one for one in inner.found if _fits((*one.folders, os.path.basename(one.path)), wanted)]
    out.found.extend(fitting)
    out.failures.extend(inner.failures)
    return "" if fitting or inner.failures else f"{display_path(pattern)}: the pattern matches nothing"


def _fits(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """True when the parts, or folders among their first ones, fit the pattern's parts."""
    if not wanted:
        return True
    if wanted[0] == "**":
        return any(_fits(parts[start:], wanted[1:]) for start in range(len(parts)))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], wanted[0]) and _fits(parts[1:], wanted[1:])


def _fixed_folder(pattern: str) -> str:
    """The part of a pattern before its first wildcard: the root that the matches lie below."""
    fixed: list[str] = []
    for part in pattern.split(os.sep)[:-1]:
        if glob.has_magic(part):
            break
        fixed.append(part)
    return os.sep.join(fixed) or (os.sep if pattern.startswith(os.sep) else "")


def _walk(folder: str, shown: str, below: tuple[str, ...], out: Search) -> None:
    """Takes all recordings under a folder, in a stable order."""
    todo = [(folder, "" if shown == os.curdir else shown, below)]
    while todo:
        path, prefix, folders = todo.pop()
        inner: list[tuple[str, str, tuple[str, ...]]] = []
        for name in _names(path, prefix, out):
            child, child_shown = os.path.join(path, name), os.path.join(prefix, name)
            if name.startswith("."):
                out.ignored += 1
            elif os.path.isdir(child):
                inner.append((child, child_shown, (*folders, name)))
            else:
                _take(child, child_shown, folders, out)
        todo.extend(reversed(inner))


def _names(folder: str, shown: str, out: Search) -> list[str]:
    try:
        status = os.stat(folder)
        if (status.st_dev, status.st_ino) in out.folders:
            return []
        out.folders.add((status.st_dev, status.st_ino))
        return sorted(os.listdir(folder))
    except OSError as error:
        reason = f"the folder can't be read: {error.strerror or error}"
        out.failures.append(Failure(display_path(shown or folder), "intake", reason))
        return []


def _take(path: str, shown: str, folders: tuple[str, ...], out: Search) -> None:
    hidden = os.path.basename(path).startswith(".")
    extension = os.path.splitext(path)[1].lower()
    if hidden or not (extension in AUDIO_EXTENSIONS or is_transcript(path)):
        out.ignored += 1
    else:
        out.found.append(Found(path, display_path(shown.replace(os.sep, "/")), folders))


def _take_named(path: str, out: Search) -> None:
    """Takes a file given by name, whatever its extension, unless it only describes a recording."""
    if not is_transcript(path) and path.lower().endswith(".json") and _describes_recording(path):
        out.ignored += 1
        return
    # A relative path as a shell makes it from calls/*/*.wav: its first folder is the root.
    typed = os.path.normpath(path)
    parts = typed.split(os.sep)[:-1]
    below = tuple(parts[1:]) if not os.path.isabs(typed) and os.pardir not in parts else ()
    out.found.append(Found(path, display_path(typed.replace(os.sep, "/")), below, named=True))


def _describes_recording(path: str) -> bool:
    if is_other_json(path):
        return True
    stem = os.path.splitext(os.path.basename(path))[0]
    try:
        neighbours = os.listdir(os.path.dirname(path) or os.curdir)
    except OSError:
        return False
    return any(
        os.path.splitext(name)[0] == stem and os.path.splitext(name)[1].lower() in AUDIO_EXTENSIONS
        for name in neighbours
    )
