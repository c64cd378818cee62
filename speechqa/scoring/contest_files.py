"""Owns files of contests: TOML into values, with file and line of everything that is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast, get_args

from speechqa.errors import SettingsError
from speechqa.records import Direction, Indicator
from speechqa.scoring.beside import LEAST_CALLS
from speechqa.scoring.contests import Badge, Contest, Period
from speechqa.scripts.problems import as_lines, did_you_mean, shown

MAX_BYTES = 200_000
MAX_CONTESTS = 100
MAX_BADGES = 20  # of a contest
MAX_TEXT = 100  # characters
MOST = 100_000  # calls or places
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_CHOICES: dict[str, tuple[str, ...]] = {
    "by": get_args(Indicator),
    "period": get_args(Period),
    "direction": get_args(Direction),
}
_TEXTS = ("title", "name", "script", "team")
_COUNTS = {"min_calls": (1, MOST), "places": (1, MOST)}
_FIELDS = ("id", *_TEXTS, *_CHOICES, *_COUNTS, "badge")
_BADGE_FIELDS = ("title", "at_least", "critical_failures")
_HEADER = re.compile(r"\s*\[\[\s*(contest(?:\s*\.\s*badge)?)\s*\]\]")
_ASSIGNMENT = re.compile(r"\s*([A-Za-z_-]+)\s*=")


def read_contests(path: Path) -> tuple[Contest, ...]:
    """The contests of a file, in its order.

    Raises ``SettingsError`` with every problem on a line of its own, with file and line.
    """
    text = _text(path)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, numbers and nesting without end
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())  # "at end of document"
        raise SettingsError(f"{path}:{line}: is not valid TOML: {error}") from error
    reader = _Reader(path, text)
    contests = tuple(reader.contests(data))
    if reader.problems:
        raise SettingsError(as_lines([f"{path}:{line}: {told}" for line, told in sorted(reader.problems)]))
    return contests


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise SettingsError(f"{path}: larger than {MAX_BYTES} bytes; is this the right file?")
        return content.decode("utf-8")
    except OSError as error:
        raise SettingsError(f"{path}: can't be read ({error.strerror}); check --contest") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 text; save it as UTF-8") from error


class _Reader:
    """Turns tables into values, noting every problem with its line."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = _lines(text)
        self.problems: list[tuple[int, str]] = []

    def contests(self, data: Mapping[str, Any]) -> Iterator[Contest]:
        listed = data.get("contest")
        for name in data.keys() - {"contest"}:
            self._tell((), name, f"unknown field {shown(name)}; contests begin with a line [[contest]]")
        if not isinstance(listed, list) or not listed or not all(isinstance(each, dict) for each in listed):
            self._tell((), "", "has no contests; begin one with a line [[contest]]")
            return
        if len(listed) > MAX_CONTESTS:
            self._tell((MAX_CONTESTS,), "", f"more than {MAX_CONTESTS} contests; split the file")
        seen: set[str] = set()
        for index, table in enumerate(listed[:MAX_CONTESTS]):
            ident = table.get("id")
            if isinstance(ident, str) and ident in seen:
                self._tell((index,), "id", f"another contest has the id {shown(ident)} too; rename one")
            seen.add(str(ident))
            yield self._contest(table, (index,))

    def _contest(self, table: Mapping[str, Any], place: tuple[int, ...]) -> Contest:
        self._known(table, place, _FIELDS)
        ident, title = table.get("id", ""), table.get("title", "")
        if not isinstance(ident, str) or not _ID.fullmatch(ident):
            self._tell(place, "id", "id must be one word of letters, digits, '_' or '-', at most 64")
        texts = {name: self._text(table, place, name) for name in _TEXTS}
        choices = {name: self._choice(table, place, name) for name in _CHOICES}
        counts = {name: self._number(table, place, name, *_COUNTS[name], whole=True) for name in _COUNTS}
        by = choices["by"] or "score"
        if by != "score" and not texts["name"]:
            self._tell(place, "by", f"by = '{by}' needs a name: the {by} that is ranked")
        if by == "score" and texts["name"]:
            self._tell(place, "name", "a name goes with by = 'item' or 'section'; the score has none")
        return Contest(
            id=str(ident),
            title=texts["title"] or str(title or ident),
            by=cast("Indicator", by),
            name=texts["name"],
            script=texts["script"],
            direction=choices["direction"],
            team=texts["team"],
            period=cast("Period", choices["period"] or "all"),
            min_calls=int(counts["min_calls"] or LEAST_CALLS),
            places=int(counts["places"] or 1),
            badges=tuple(self._badges(table, place)),
        )

    def _badges(self, table: Mapping[str, Any], place: tuple[int, ...]) -> Iterator[Badge]:
        listed = table.get("badge", [])
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            self._tell(place, "badge", "badges are tables: begin one with a line [[contest.badge]]")
            return
        if len(listed) > MAX_BADGES:
            self._tell((*place, MAX_BADGES), "", f"more than {MAX_BADGES} badges of one contest")
        for index, badge in enumerate(listed[:MAX_BADGES]):
            here = (*place, index)
            self._known(badge, here, _BADGE_FIELDS)
            title = self._text(badge, here, "title")
            if not title:
                self._tell(here, "title", "a badge needs a title")
            if "at_least" not in badge:
                self._tell(here, "", "a badge needs 'at_least': the figure that earns it, 0 to 100")
            least = self._number(badge, here, "at_least", 0, 100)
            critical = self._number(badge, here, "critical_failures", 0, MOST, whole=True)
            yield Badge(title, float(least or 0), None if critical is None else int(critical))

    def _known(self, table: Mapping[str, Any], place: tuple[int, ...], fields: tuple[str, ...]) -> None:
        for name in table.keys() - set(fields):
            self._tell(place, name, f"unknown field {shown(name)}; {did_you_mean(name, fields)}")

    def _text(self, table: Mapping[str, Any], place: tuple[int, ...], name: str) -> str:
        value = table.get(name, "")
        if isinstance(value, str) and len(value) <= MAX_TEXT and (name not in table or value.strip()):
            return value.strip()
        self._tell(place, name, f"{name} must be a text of 1 to {MAX_TEXT} characters")
        return ""

    def _choice(self, table: Mapping[str, Any], place: tuple[int, ...], name: str) -> str:
        value = table.get(name, "")
        if name not in table or value in _CHOICES[name]:
            return str(value)
        self._tell(place, name, f"{name} must be one of {', '.join(_CHOICES[name])}")
        return ""

    def _number(  # noqa: PLR0913  # where it stands, and its bounds
        self,
        table: Mapping[str, Any],
        place: tuple[int, ...],
        name: str,
        least: int,
        most: int,
        *,
        whole: bool = False,
    ) -> float | None:
        value = table.get(name)
        kinds = (int,) if whole else (int, float)
        if value is None:
            return None
        if isinstance(value, kinds) and not isinstance(value, bool) and least <= value <= most:
            return float(value)
        self._tell(place, name, f"{name} must be a {'whole ' if whole else ''}number from {least} to {most}")
        return None

    def _tell(self, place: tuple[int, ...], name: str, text: str) -> None:
        line = self._lines.get((place, name)) or self._lines.get((place, "")) or 1
        self.problems.append((line, text))


def _lines(text: str) -> dict[tuple[tuple[int, ...], str], int]:
    """The line of each field, and under "" of each table, by the table's place: (contest,) or (contest,
    badge).
    """
    found: dict[tuple[tuple[int, ...], str], int] = {}
    place: tuple[int, ...] = ()
    contest = badge = -1
    for number, line in enumerate(text.splitlines(), start=1):
        header, assignment = _HEADER.match(line), _ASSIGNMENT.match(line)
        if header:
            inner = "badge" in header[1]
            contest, badge = (contest, badge + 1) if inner else (contest + 1, -1)
            place = (contest, badge) if inner else (contest,)
            found[place, ""] = number
        elif assignment:
            found.setdefault((place, assignment[1]), number)
    return found
