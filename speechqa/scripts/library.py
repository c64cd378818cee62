"""Owns loading script files: one, or a whole library with every problem told at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from speechqa.errors import ScriptError
from speechqa.scripts import rules, yaml_tree
from speechqa.scripts.build import build
from speechqa.scripts.explain import explanations
from speechqa.scripts.problems import Problem, as_error
from speechqa.scripts.shape import ScriptShape
from speechqa.scripts.source import Source, locate

if TYPE_CHECKING:
    from pathlib import Path

    from speechqa.scripts.values import Script
    from speechqa.scripts.yaml_tree import Document, Location

# A library is written by people; thousands of files mean a wrong folder was given.
MAX_FILES = 2000
SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class ScriptLibrary:
    """All scripts of a folder, by id; ``sources`` tells where they were written."""

    scripts: tuple[Script, ...] = ()
    sources: tuple[Source, ...] = field(default=(), compare=False, repr=False)

    def get(self, script_id: str) -> Script | None:
        """The script with this id, or None."""
        return next((script for script in self.scripts if script.id == script_id), None)

    def source(self, script_id: str) -> Source:
        """Where the script was written; one without file and lines when it wasn't loaded from a file."""
        known = (source for source in self.sources if source.script == script_id)
        return next(known, Source(script_id, f"script '{script_id}'"))

    @property
    def hashes(self) -> tuple[tuple[str, str], ...]:
        """(script id, hash of its content) of each script, by id."""
        return tuple((script.id, script.hash) for script in self.scripts)


def load_library(folder: Path) -> ScriptLibrary:
    """Every script below a folder (``<lang>/<id>.yaml``; hidden files and folders are skipped).

    Raises:
        ScriptError: every problem of every file; the folder is missing or has no scripts.
    """
    if not folder.is_dir():
        raise ScriptError(f"{folder.as_posix()}: is not a folder; give the folder that holds the scripts")
    paths = _paths(folder)
    scripts: list[Script] = []
    sources: list[Source] = []
    problems: list[Problem] = []
    places: dict[str, str] = {}
    for path in paths:
        name = path.as_posix()
        script, found, document = _load(path, name)
        problems += found
        if script is None:
            continue
        if script.id in places:
            text = f"script id '{script.id}' is also used by {places[script.id]}; rename one"
            problems.append(Problem(name, document.line(("id",)), "", text))
        places.setdefault(script.id, name)
        scripts.append(script)
        sources.append(locate(script.id, name, document))
    if problems:
        raise as_error(problems)
    return ScriptLibrary(tuple(sorted(scripts, key=lambda script: script.id)), tuple(sources))


def _paths(folder: Path) -> list[Path]:
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )
    if not paths:
        raise ScriptError(f"{folder.as_posix()}: has no .yaml files; put scripts into <language>/<id>.yaml")
    if len(paths) > MAX_FILES:
        raise ScriptError(
            f"{folder.as_posix()}: has more than {MAX_FILES} .yaml files; is it the right folder?"
        )
    return paths


def _load(path: Path, name: str) -> tuple[Script | None, list[Problem], Document]:
    """(script or None, its problems, what was read)."""
    document = yaml_tree.read(path)
    problems = [Problem(name, line, "", text) for line, text in document.problems]
    script = None
    if document.data is not None:
        located = list(rules.check(document.data))
        try:
            shape = ScriptShape.model_validate(document.data)
        except ValidationError as error:
            located += explanations(error)
        else:
            script = build(shape)
        problems += [_problem(name, document, place, text) for place, text in located]
    elif not problems:
        problems = [Problem(name, 1, "", "the file is empty; write a script or delete the file")]
    return (None if problems else script), problems, document


def _problem(name: str, document: Document, location: Location, text: str) -> Problem:
    owner = ""
    for item in rules.raw_items(document.data):
        if location[: len(item.location)] == item.location:
            owner = item.id or "?"
    return Problem(name, document.line(location), owner, text)
