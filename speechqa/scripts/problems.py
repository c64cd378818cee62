"""Owns what is told about faulty files: one sentence a problem, with file, line and item."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from speechqa.errors import ScriptError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# More than this helps nobody: the first ones usually explain the rest.
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong at a line (1-based) of a file; ``item`` is "" outside items."""

    file: str
    line: int
    item: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: "
        return where + (f"item '{self.item}': " if self.item else "") + self.text


def as_error(problems: Iterable[Problem]) -> ScriptError:
    """A ScriptError with every problem on a line of its own, by file and line."""
    return ScriptError(as_lines([str(problem) for problem in sorted(set(problems))]))


def as_lines(problems: Sequence[str]) -> str:
    """The problems in the order given, one a line; of very many the first ones and how many more."""
    more = len(problems) - MOST_SHOWN
    rest = [f"… and {more} more; mend these first"] if more > 0 else []
    return "\n".join([*problems[:MOST_SHOWN], *rest])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean 'x'?`` for the nearest known word, else the list of known words."""
    names = sorted(known)
    near = get_close_matches(word.casefold(), [name.casefold() for name in names], n=1, cutoff=0.6)
    if near:
        match = next(name for name in names if name.casefold() == near[0])
        return f"did you mean '{match}'?"
    return "use one of: " + ", ".join(names) if names else "none are defined"


def shown(text: str, limit: int = 60) -> str:
    """The text in quotes, cut to a readable length, line breaks as blanks."""
    flat = " ".join(text.split())
    return "'" + (flat if len(flat) <= limit else flat[: limit - 1] + "…") + "'"
