"""Owns the roster: which agent sat on which extension, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from speechqa.errors import SettingsError
from speechqa.intake.fields import clean_text
from speechqa.intake.tables import open_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_COLUMNS = ("extension", "agent", "team", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Seat:
    """One roster row: valid from and to these days, both included; None is open."""

    extension: str
    agent: str
    team: str
    valid_from: date | None
    valid_to: date | None

    def covers(self, day: date) -> bool:
        """True when the row is valid on that day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True, slots=True)
class Roster:
    """All roster rows in file order."""

    seats: tuple[Seat, ...] = ()

    def who(self, agent: str, started_at: str) -> tuple[str, str]:
        """The agent's name and team for an extension (or a name) at the call's time.

        Unknown, or not to be told apart without the call's date: the same text and "".
        """
        day = date.fromisoformat(started_at[:10]) if started_at else None
        for column in ("extension", "agent"):
            seats = [s for s in self.seats if getattr(s, column).casefold() == agent.casefold()]
            if seats:
                return _agreed([s for s in seats if day is None or s.covers(day)], agent, column)
        return agent, ""


def _agreed(seats: Sequence[Seat], agent: str, column: str) -> tuple[str, str]:
    names = {seat.agent for seat in seats}
    if len(names) != 1:
        return agent, ""
    teams = {seat.team for seat in seats}
    return (seats[0].agent if column == "extension" else agent), (teams.pop() if len(teams) == 1 else "")


def read_roster(path: Path) -> Roster:
    """The roster from a CSV file with a header; SettingsError with the line for a wrong row."""
    with open_table(path, "roster") as lines:
        header: list[str] | None = None
        seats = []
        for line, cells in lines:
            if header is None:
                header = [cell.strip().casefold() for cell in cells]
                _check_header(path, header)
            else:
                row = dict(zip(header, (clean_text(cell) for cell in cells), strict=False))
                seats.append(_seat(path, line, row))
    return Roster(tuple(seats))


def _check_header(path: Path, header: Sequence[str]) -> None:
    missing = [name for name in ("extension", "agent") if name not in header]
    if missing:
        raise SettingsError(
            f"roster {path}: no column {' and '.join(missing)}; columns are {', '.join(_COLUMNS)}"
        )


def _seat(path: Path, line: int, row: dict[str, str]) -> Seat:
    where = f"roster {path}, line {line}"
    if not row.get("extension") or not row.get("agent"):
        raise SettingsError(f"{where}: extension and agent must both be filled in")
    valid_from, valid_to = (_day(where, name, row.get(name, "")) for name in ("valid_from", "valid_to"))
    if valid_from and valid_to and valid_from > valid_to:
        raise SettingsError(f"{where}: valid_from is later than valid_to")
    return Seat(row["extension"], row["agent"], row.get("team", ""), valid_from, valid_to)


def _day(where: str, name: str, value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise SettingsError(f"{where}: {name} {value!r} is not a date like 2026-03-31") from error
