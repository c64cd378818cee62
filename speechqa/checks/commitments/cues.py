"""Owns the words of promises: ``cues/<lang>.txt`` of this package, compiled.

The form of the files is told at the top of ``en.txt``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from speechqa import lang
from speechqa.checks.lexicon import Lexicon, compile_terms


@dataclass(frozen=True, slots=True, eq=False)
class CueSet:
    """A language's cues: ``groups[key]`` is (role, what) of the lexicon's term ``key``."""

    lexicon: Lexicon
    groups: tuple[tuple[str, str], ...]


@lru_cache(maxsize=32)
def load(language: str) -> CueSet:
    """The cues of a language; an empty set for a language without a cue file."""
    code = lang.get(language).code
    file = resources.files(__package__) / "cues" / f"{code}.txt"
    text = file.read_text(encoding="utf-8") if code.isalpha() and file.is_file() else ""
    terms: list[str] = []
    groups: list[tuple[str, str]] = []
    role, what = "", ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            role, _, what = line.strip("[]").partition(" ")
        elif line and not line.startswith("#"):
            terms.append(line)
            groups.append((role, what))
    return CueSet(compile_terms(terms, lang.get(language)), tuple(groups))
