"""Owns how one raw value becomes the text of one cell: exact, stable, harmless.

Times are seconds with three decimals, shares (0..1) have three, scores and percentages
two, rates one, points no more than needed; flags are ``true`` and ``false``; None and
figures that are no numbers are empty.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.export.columns import Kind, Value

_DECIMALS = {"share": 3, "score": 2, "rate": 1}

# What makes a spreadsheet run a cell, as OWASP lists it (CSV injection), full-width forms
# included; blanks, quotes and invisible characters before it don't disarm it.
_STARTERS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_IGNORED = "\\s\"'`\u2018-\u201f\u00ab\u00bb\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_LIVE = re.compile(f"[{_IGNORED}]*[{_STARTERS}\t\n]")
# Opened with another separator than the file was written with, text after ; \t \n begins a cell.
# A run is looked at once, from its beginning, so that long hostile runs cost no more than others.
_RUN_AND_STARTER = re.compile(f"(?<![{_IGNORED};])([{_IGNORED};]++)(?=[{_STARTERS}])")
_SEPARATORS = frozenset(";\t\n")
# Signed numbers and telephone numbers stay as they are: nothing in them can be run.
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?|\+[0-9]+(?: [0-9]+)*")


def format_cell(value: Value, kind: Kind, *, decimal_comma: bool = False) -> str:
    """The cell of ``value``: text made harmless, or a number in its kind's fixed form."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralise(value)
    number = _format_number(value, kind)
    return number.replace(".", ",") if decimal_comma else number


@lru_cache(maxsize=50_000)  # names, reasons and ids come again in thousands of rows
def neutralise(text: str) -> str:
    """``text`` as a cell that no spreadsheet runs and no reader stumbles over.

    A live start gets a leading apostrophe, one after ``;``, tab or line end gets it there;
    taking that one apostrophe away gives the text back. See also :func:`clean`.
    """
    text = _RUN_AND_STARTER.sub(_disarm, clean(text))
    if _LIVE.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _disarm(match: re.Match[str]) -> str:
    run = match.group()
    return run if _SEPARATORS.isdisjoint(run) else f"{run}'"


def clean(text: str) -> str:
    r"""``text`` in valid UTF-8 without control characters.

    Line ends become ``\n``, other control characters U+FFFD, and bytes of a file name
    that are no UTF-8 are written as ``\udcXX``.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = "".join(map(_clean_character, text))
    return text


def _clean_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return f"\\u{ord(character):04x}"
    return "\ufffd" if category == "Cc" and character not in "\n\t" else character


def _format_number(value: float, kind: Kind) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not math.isfinite(value):
        return ""
    if kind == "ms":
        return format_seconds(round(value))
    if kind in _DECIMALS:
        return _without_minus_zero(f"{value:.{_DECIMALS[kind]}f}")
    if kind == "integer":
        return str(round(value))
    return _without_minus_zero(f"{value:.6f}".rstrip("0").rstrip("."))


def format_seconds(milliseconds: int) -> str:
    """Seconds with three decimals, exact at any length."""
    sign = "-" if milliseconds < 0 else ""
    seconds, rest = divmod(abs(milliseconds), 1000)
    return f"{sign}{seconds}.{rest:03d}"


def _without_minus_zero(text: str) -> str:
    return text.lstrip("-") if not text.strip("-0.") else text
