"""Owns the choice of the script a call is judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.errors import ScriptError
from speechqa.scripts.problems import did_you_mean, shown

if TYPE_CHECKING:
    from speechqa.scripts.library import ScriptLibrary
    from speechqa.scripts.values import Script


def route(  # noqa: PLR0913 - one keyword for each thing known about a call
    library: ScriptLibrary,
    *,
    language: str,
    direction: str | None = None,
    queue: str = "",
    call_type: str = "",
    wanted: str = "",
    team: str = "",
) -> Script | None:
    """The script wanted by id, whatever its language; else the one that fits with the most fields.

    A script fits when its language is the call's and each field of ``applies_to`` accepts
    what is known of the call; an unknown fact fits no field. Of scripts that fit equally
    well the first by id is taken; None when none fits.

    Raises:
        ScriptError: no script has the wanted id.
    """
    if wanted:
        script = library.get(wanted)
        if script is None:
            hint = did_you_mean(wanted, [known.id for known in library.scripts])
            raise ScriptError(f"no script has the id {shown(wanted)}; {hint}")
        return script
    facts = {"direction": direction or "", "call_type": call_type, "queue": queue, "team": team}
    fits = [
        (fields, script)
        for script in library.scripts
        if (fields := _fitting_fields(script, language, facts)) is not None
    ]
    if not fits:
        return None
    most = max(fields for fields, _ in fits)
    return min((script for fields, script in fits if fields == most), key=lambda script: script.id)


def _fitting_fields(script: Script, language: str, facts: dict[str, str]) -> int | None:
    """How many fields of ``applies_to`` fit; None when the script doesn't fit the call."""
    if not same_language(script.language, language):
        return None
    applies = script.applies_to
    fields = 0
    if applies.language:
        if not any(same_language(code, language) for code in applies.language):
            return None
        fields += 1
    accepted = {
        "direction": applies.direction,
        "call_type": applies.call_type,
        "queue": applies.queue,
        "team": applies.team,
    }
    for name, values in accepted.items():
        if not values:
            continue
        if facts[name].casefold() not in {value.casefold() for value in values}:
            return None
        fields += 1
    return fields


def same_language(one: str, other: str) -> bool:
    """True for equal languages; a region (``en-GB``) counts only where both name one."""
    first, second = one.casefold().replace("_", "-").split("-"), other.casefold().replace("_", "-").split("-")
    if not first[0] or first[0] != second[0]:
        return False
    return len(first) == 1 or len(second) == 1 or first[1:] == second[1:]
