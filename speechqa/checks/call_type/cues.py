"""Owns the cue lexicons: ``cues/<lang>.txt`` of this package into compiled groups.

Cue files are part of the program, not user input; their form is shown at the top of ``en.txt``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal, cast

from speechqa import lang
from speechqa.checks.lexicon import Lexicon, compile_terms

CueSpeaker = Literal["agent", "customer", "anyone"]


@dataclass(frozen=True, slots=True)
class Group:
    """Cues with one meaning, and who must say them."""

    name: str
    speaker: CueSpeaker


@dataclass(frozen=True, slots=True, eq=False)
class CueSet:
    """A language's cues: ``groups[key]`` is the group of the lexicon's term ``key``."""

    lexicon: Lexicon
    groups: tuple[Group, ...]


@lru_cache(maxsize=1)
def group_names() -> tuple[str, ...]:
    """The names of all groups, of all languages, in alphabetical order."""
    folder = resources.files(__package__) / "cues"
    lines = (line for file in folder.iterdir() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(sorted({line.strip("[] ").split()[0] for line in lines if line.startswith("[")}))


@lru_cache(maxsize=32)
def load(language: str) -> CueSet:
    """The cues of a language; an empty set for a language without a cue file."""
    code = lang.get(language).code
    file = resources.files(__package__) / "cues" / f"{code}.txt"
    text = file.read_text(encoding="utf-8") if code.isalpha() and file.is_file() else ""
    terms: list[str] = []
    groups: list[Group] = []
    group = Group("", "anyone")
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            name, speaker = line.strip("[]").split()
            group = Group(name, cast("CueSpeaker", speaker))
        elif line and not line.startswith("#"):
            terms.append(line)
            groups.append(group)
    return CueSet(compile_terms(terms, lang.get(language)), tuple(groups))
