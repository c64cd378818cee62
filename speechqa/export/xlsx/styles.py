"""Owns how a workbook looks: number formats by kind of column, colours, widths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from speechqa.export.columns import Column, Kind

_NUMBER_FORMATS: dict[Kind, str] = {
    "text": "@",  # stays text when somebody edits the cell
    "integer": "0",
    "ms": "0.000",
    "share": "0.0%",
    "score": "0.00",
    "rate": "0.0",
    "points": "General",
    "flag": "General",
    "time": "yyyy-mm-dd hh:mm:ss",
}
_GOOD = {"bg_color": "#C6EFCE", "font_color": "#0B5A17"}
_BAD = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
_UNSURE = {"bg_color": "#FFEB9C", "font_color": "#7A4B00"}
_QUIET = {"bg_color": "#EDEDED", "font_color": "#595959"}
# (columns, condition, its value, the look): colour repeats what the cell says, never says it alone.
_CONDITIONS = (
    ({"verdict", "machine_verdict"}, "==", '"met"', _GOOD),
    ({"verdict", "machine_verdict"}, "==", '"not_met"', _BAD),
    ({"verdict", "machine_verdict"}, "==", '"cannot_tell"', _UNSURE),
    ({"verdict", "machine_verdict"}, "==", '"not_applicable"', _QUIET),
    ({"critical_failures"}, ">", 0, _BAD),
    ({"status"}, "==", '"failed"', _BAD),
)
# Fixed looks, not conditions: LibreOffice 7.4 crashes when it draws conditions on booleans.
_FLAGS = {("passed", True): _GOOD, ("passed", False): _BAD, ("growth_zone", True): _UNSURE}
_SCALED = frozenset(("score", "score_mean", "pass_rate"))
_NARROWEST, _WIDEST = 7, 60
_FILTER_BUTTON = 4  # letters that the button covers


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of one workbook: by kind of column, by what a flag says, and those of special cells."""

    kinds: Mapping[Kind, Format]
    flags: Mapping[tuple[str, bool], Format]
    day: Format
    duration: Format
    figure: Format
    head: Format
    title: Format
    section: Format
    link: Format


def make_styles(book: Workbook) -> Styles:
    """The formats, registered in ``book``."""
    top = {"valign": "top"}
    return Styles(
        kinds={kind: book.add_format({"num_format": form, **top}) for kind, form in _NUMBER_FORMATS.items()},
        flags={flag: book.add_format({**look, **top}) for flag, look in _FLAGS.items()},
        day=book.add_format({"num_format": "yyyy-mm-dd", **top}),
        duration=book.add_format({"num_format": "[h]:mm:ss", "align": "left", **top}),
        figure=book.add_format({"align": "left", **top}),
        head=book.add_format(
            {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "num_format": "@"}
        ),
        title=book.add_format({"bold": True, "font_size": 16, "num_format": "@"}),
        section=book.add_format({"bold": True, "bottom": 1, "num_format": "@"}),
        link=book.add_format({"font_color": "#0563C1", "underline": 1, "num_format": "@", **top}),
    )


def conditions(book: Workbook, column: Column) -> list[dict[str, object]]:
    """The conditional formats of a column, as XlsxWriter takes them."""
    if column.name in _SCALED or column.name.endswith("confidence"):
        most = 100 if column.kind == "score" else 1
        return [_scale(most)]
    return [
        {"type": "cell", "criteria": criterion, "value": value, "format": book.add_format(look)}
        for columns, criterion, value, look in _CONDITIONS
        if column.name in columns
    ]


def _scale(most: float) -> dict[str, object]:
    """From red at 0 over yellow to green at ``most``: the same in every sheet, whoever is in it."""
    return {
        "type": "3_color_scale",
        "min_type": "num",
        "mid_type": "num",
        "max_type": "num",
        "min_value": 0,
        "mid_value": most * 0.6,
        "max_value": most,
        "min_color": "#F8A5A0",
        "mid_color": "#FFE699",
        "max_color": "#A9D08E",
    }


def width(column: Column, longest: int) -> int:
    """The width in letters of a column whose longest cell has so many."""
    return max(_NARROWEST, len(column.name) + _FILTER_BUTTON, min(longest + 1, _WIDEST))
