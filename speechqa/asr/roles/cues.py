"""Owns the cue files: ``cues/<lang>.txt`` of this package into compiled groups.

They are part of the program, not user input; their form is shown at the top of ``en.txt``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from speechqa import lang

MACHINE = "machine"  # the group of what mailboxes and menus say


@dataclass(frozen=True, slots=True, eq=False)
class CueGroup:
    """Cues with one meaning. ``weight`` is the log-odds that who says one of them is the agent.

    ``pattern`` is for tokens with a blank before and behind each. ``opening``: only the first
    utterances of a voice count. ``inbound``: says nothing in outbound calls.
    """

    name: str
    weight: float
    opening: bool
    inbound: bool
    pattern: re.Pattern[str]


@lru_cache(maxsize=32)
def load(language: str) -> tuple[CueGroup, ...]:
    """The cues of a language, in the file's order; none for a language without a cue file."""
    code = lang.get(language).code
    file = resources.files(__package__) / "cues" / f"{code}.txt"
    if not (code.isalpha() and file.is_file()):
        return ()
    groups: list[CueGroup] = []
    for block in re.split(r"^\[", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, *lines = block.splitlines()
        name, weight, place, *direction = head.rstrip("] ").split()
        cues = "|".join(_pattern(line) for line in lines if line.strip())
        # Each match leaves its last blank for the next one.
        pattern = re.compile(f"(?<= )(?:{cues})(?= )")
        groups.append(CueGroup(name, float(weight), place == "opening", bool(direction), pattern))
    return tuple(groups)


def _pattern(line: str) -> str:
    parts = []
    for word in line.split():
        if word == "..":
            parts.append("(?:[^ ]+ ){0,3}?")
        else:
            choices = (re.escape(choice).replace(r"\*", "[^ ]*") for choice in word.split("|"))
            parts.append(f"(?:{'|'.join(choices)}) ")
    return "".join(parts).removesuffix(" ")
