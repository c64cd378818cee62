"""Owns the warning about items without examples, which nobody notices breaking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks.lint.warning import Warned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.scripts import Item, Script


def check(script: Script) -> Iterator[Warned]:
    """A warning for each item without ``met`` or without ``not_met`` examples."""
    for item in script.items:
        missing = _missing(item)
        if missing:
            yield Warned((item.id,), missing)


def _missing(item: Item) -> str:
    if not item.examples_met and not item.examples_not_met:
        return "has no examples; write two texts that meet it and one near thing that doesn't"
    if not item.examples_met:
        return "has no 'met' examples; write two texts that meet it, as people say them"
    if not item.examples_not_met:
        return "has no 'not_met' examples; write a near thing that mustn't count, such as a denial"
    return ""
