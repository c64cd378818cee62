"""Owns warnings about scripts that load, but won't judge as the one who wrote them meant.

Each rule is one module with a pure function of a script, registered in ``RULES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from speechqa.checks.lint import conditions, contained, self_test, short, untested
from speechqa.checks.lint.warning import Warned
from speechqa.scripts import Problem, Script, ScriptLibrary

RULES: tuple[Callable[[Script], Iterator[Warned]], ...] = (
    short.check,
    contained.check,
    self_test.check,
    conditions.check,
    untested.check,
)


def warnings(library: ScriptLibrary) -> tuple[Problem, ...]:
    """Every warning about every script, by file and line; () when nothing is suspicious."""
    found: set[Problem] = set()
    for script in library.scripts:
        source = library.source(script.id)
        for rule in RULES:
            for warned in rule(script):
                line = source.line(*warned.place)
                found.add(Problem(source.file, line, warned.place[0] if warned.place else "", warned.text))
    return tuple(sorted(found))


__all__ = ["RULES", "Warned", "warnings"]
