"""Owns the first sheet: the figures of ``summary.json``, and what to know about this workbook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from speechqa.export.summary import summary_json
from speechqa.export.xlsx.limits import shortened

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from speechqa.export.xlsx.limits import Lost
    from speechqa.export.xlsx.sheets import Book
    from speechqa.records import Report

_Line = tuple[str, str | int | float]
# Sections in the order of interest; those named in neither stand between the two.
_FIRST = ("calls", "results", "verdicts", "call_types", "audio_s")
_LAST = ("notes", "meaning", "versions", "hashes")
_SECONDS_A_DAY = 86_400


def write_front(into: Book, sheet: Worksheet, report: Report) -> None:
    """Nothing; ``sheet`` shows labels and figures, a section below the other."""
    styles = into.styles
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 70)
    sheet.fit_to_pages(1, 0)  # printed, a label and its figure stay together
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, "Scorecards", styles.title)
    row = 2
    for section, lines in (*_sections(report), ("About this workbook", list(_about(into)))):
        if not lines:
            continue
        sheet.write_string(row, 0, section, styles.section)
        sheet.write_blank(row, 1, None, styles.section)
        for number, (label, figure) in enumerate(lines, start=row + 1):
            sheet.write_string(number, 0, shortened(label, into.limits.text), styles.kinds["text"])
            _write_figure(into, sheet, number, figure, is_time=section.startswith("Audio"))
        row += len(lines) + 2


def _write_figure(into: Book, sheet: Worksheet, row: int, figure: str | float, *, is_time: bool) -> None:
    styles = into.styles
    if isinstance(figure, str):
        sheet.write_string(row, 1, shortened(figure, into.limits.text), styles.kinds["text"])
    elif is_time:
        sheet.write_number(row, 1, figure / _SECONDS_A_DAY, styles.duration)
    else:
        sheet.write_number(row, 1, figure, styles.figure)


def _sections(report: Report) -> Iterator[tuple[str, list[_Line]]]:
    summary = json.loads(summary_json(report))
    totals = {name: value for name, value in summary.items() if isinstance(value, int)}
    middle = [name for name in summary if name not in {*_FIRST, *_LAST, *totals}]
    for name in _FIRST:
        yield "Audio (h:mm:ss)" if name == "audio_s" else _label(name), list(_lines(summary[name]))
    yield "Beside the calls", list(_lines(totals))
    for name in (*middle, *_LAST):
        yield _label(name), list(_lines(summary[name]))


def _lines(value: object) -> Iterator[_Line]:
    """(label, figure) of a section of the summary; ids below the labels stay as they are."""
    if isinstance(value, dict):
        for key, inner in value.items():
            for ids, figure in _leaves(inner):
                yield ": ".join((_label(key), *ids)), figure
    else:
        yield from (("", figure) for _, figure in _leaves(value))


def _leaves(value: object) -> Iterator[tuple[tuple[str, ...], str | int | float]]:
    if isinstance(value, (str, int, float)):
        yield (), value
        return
    inner: Iterable[tuple[tuple[str, ...], object]] = ()
    if isinstance(value, dict):
        inner = (((str(key),), each) for key, each in value.items())
    elif isinstance(value, list):
        inner = (((), each) for each in value)
    for above, each in inner:
        yield from ((above + below, figure) for below, figure in _leaves(each))


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _about(into: Book) -> Iterator[_Line]:
    lost: Lost = into.lost
    if into.pages:
        yield "Links", "Agents and call ids open their pages in the folder report beside this file."
    else:
        yield "Links", "None: write `speechqa export html` into this folder first, then this workbook again."
    if lost.links:
        yield "Links left out", f"{lost.links}: a sheet holds no more. The sheet Calls links each call."
    if lost.split:
        yield "Split sheets", f"{', '.join(lost.split)}: a sheet holds no more rows; they go on in the next."
    if lost.texts:
        yield (
            "Texts cut short",
            f"{lost.texts}: a cell holds no more. They are whole in the CSV and JSON exports.",
        )
