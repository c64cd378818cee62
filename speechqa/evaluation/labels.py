"""Owns reading what people say of calls: a CSV table of labels."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from speechqa.errors import SettingsError
from speechqa.intake import clean_text, open_table
from speechqa.records import CallType, Outcome, VerdictValue

Aspect = Literal["verdict", "call_type", "outcome"]
VALUES: Mapping[Aspect, tuple[str, ...]] = {
    "verdict": get_args(VerdictValue),
    "call_type": get_args(CallType),
    "outcome": get_args(Outcome),
}
_COLUMNS = "call_id, item, verdict, and optionally script, call_type, outcome, rater"


@dataclass(frozen=True, slots=True)
class Label:
    """What one person says of one item of a call, or of what kind the call is (``item`` is then "").

    ``script`` is "" where the label doesn't say by which script; ``line`` is the place in the table.
    """

    call_id: str
    aspect: Aspect
    value: str
    item: str = ""
    script: str = ""
    rater: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Labels:
    """A table of labels: its file, the SHA-256 of its bytes, the number of rows that say nothing yet."""

    rows: tuple[Label, ...]
    file: str = ""
    sha256: str = ""
    empty: int = 0

    @property
    def call_ids(self) -> tuple[str, ...]:
        """The calls that are labelled, sorted."""
        return tuple(sorted({label.call_id for label in self.rows}))


def read_labels(path: Path) -> Labels:
    """The labels in a CSV table, in its order; a row without a verdict isn't labelled yet.

    Raises ``SettingsError`` naming the line of a wrong value, or of two that contradict each other.
    """
    found: list[Label] = []
    empty, header = 0, None
    with open_table(path, "labels") as lines:
        for line, cells in lines:
            if header is None:
                header = [cell.strip().casefold() for cell in cells]
                _check_header(path, header)
                continue
            row = dict(zip(header, (clean_text(cell) for cell in cells), strict=False))
            labels = list(_labels(row, f"labels {path}, line {line}", line))
            found.extend(labels)
            empty += not labels
    if not found:
        raise SettingsError(f"labels {path}: holds no label; columns are {_COLUMNS}")
    rows = _without_repeats(path, found)
    return Labels(rows, path.as_posix(), hashlib.sha256(path.read_bytes()).hexdigest(), empty)


def _check_header(path: Path, header: Sequence[str]) -> None:
    lacks_kind = not {"call_type", "outcome"} & set(header)
    wanted = ("call_id", "item", "verdict") if lacks_kind else ("call_id",)
    missing = [name for name in wanted if name not in header]
    if missing:
        raise SettingsError(f"labels {path}: no column {' and '.join(missing)}; columns are {_COLUMNS}")


def _labels(row: Mapping[str, str], where: str, line: int) -> Iterator[Label]:
    call_id, item = row.get("call_id", ""), row.get("item", "")
    if not call_id:
        raise SettingsError(f"{where}: call_id is empty; write the call's id as in calls.csv")
    if row.get("verdict") and not item:
        raise SettingsError(f"{where}: has a verdict, but no item; write the item's id as in verdicts.csv")
    script, rater = row.get("script", ""), row.get("rater", "")
    for aspect, allowed in VALUES.items():
        cell = row.get(aspect, "")
        value = "_".join(cell.casefold().replace("-", " ").split())
        if value and value not in allowed:
            raise SettingsError(f"{where}: {aspect} {cell!r} must be one of {', '.join(allowed)}")
        if value:
            about = item if aspect == "verdict" else ""
            yield Label(call_id, aspect, value, about, script if about else "", rater, line)


def _without_repeats(path: Path, labels: Sequence[Label]) -> tuple[Label, ...]:
    """The labels, each once: a table made of verdicts repeats the kind of call in each row."""
    known: dict[tuple[str, ...], Label] = {}
    for label in labels:
        key = (label.call_id, label.aspect, label.item, label.script, label.rater)
        before = known.setdefault(key, label)
        if before.value != label.value:
            about = f"item {label.item}" if label.item else label.aspect
            raise SettingsError(
                f"labels {path}, lines {before.line} and {label.line}: call {label.call_id}, {about} is "
                f"labelled {before.value} and {label.value}; keep one, or tell two people apart in the "
                "column rater"
            )
    return tuple(known.values())
