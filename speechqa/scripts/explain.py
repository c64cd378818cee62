"""Owns turning pydantic's errors into sentences for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speechqa.scripts.problems import did_you_mean, shown
from speechqa.scripts.shape import (
    AppliesToShape,
    AtLeastShape,
    ExamplesShape,
    ItemShape,
    ScriptShape,
    SectionShape,
    Shape,
    WhenShape,
)

if TYPE_CHECKING:
    from pydantic import ValidationError

    from speechqa.scripts.yaml_tree import Location

_PARTS: dict[str, type[Shape]] = {
    "applies_to": AppliesToShape,
    "sections": SectionShape,
    "items": ItemShape,
    "when": WhenShape,
    "at_least": AtLeastShape,
    "examples": ExamplesShape,
}
_WANTED: dict[str, str] = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "finite_number": "must be a number, not infinite",
    "string_type": "must be one text",
    "list_type": "must be a list, each entry after '- '",
    "dict_type": "must hold fields, 'name: value'",
    "model_type": "must hold fields, 'name: value'",
    "model_attributes_type": "must hold fields, 'name: value'",
    "string_pattern_mismatch": "must be a language code such as en, ru, de or pl",
}


def explanations(error: ValidationError) -> list[tuple[Location, str]]:
    """(location, sentence) for each error; the sentence says what is wrong and what to do."""
    return [
        (detail["loc"], _sentence(detail["loc"], detail["type"], detail["msg"], detail.get("input"), detail))
        for detail in error.errors(include_url=False)
    ]


def _sentence(location: Location, kind: str, message: str, given: object, detail: Any) -> str:  # noqa: ANN401 - pydantic's dict
    name = _field(location)
    if kind == "extra_forbidden":
        return f"unknown field '{location[-1]}'; {did_you_mean(str(location[-1]), _known(location[:-1]))}"
    if kind == "missing":
        return f"field '{location[-1]}' is missing; add it"
    if kind == "literal_error":
        return f"{name} must be {detail['ctx']['expected']}, not {_given(given)}"
    if kind in {"greater_than_equal", "less_than_equal", "too_long", "too_short"}:
        return f"{name} {_limit(kind, detail['ctx'])}"
    if kind in _WANTED:
        return f"{name} {_WANTED[kind]}, not {_given(given)}"
    return f"{name} {_given(given)} {message}" if isinstance(given, str) else f"{name} {message}"


def _limit(kind: str, context: dict[str, Any]) -> str:
    if kind == "greater_than_equal":
        return f"must be {context['ge']:g} or more"
    if kind == "less_than_equal":
        return f"must be {context['le']:g} or less"
    if kind == "too_short":
        return "needs at least one entry"
    return f"has more than {context['max_length']} entries; split it"


def _given(given: object) -> str:
    if given is None:
        return "empty"
    if isinstance(given, dict):
        return "a group of fields"
    if isinstance(given, list):
        return "a list"
    return shown(str(given))


def _field(location: Location) -> str:
    names = [str(part) for part in location if isinstance(part, str) and part not in {"sections", "items"}]
    if location and location[-1] in {"sections", "items"}:
        return f"field '{location[-1]}'"
    if not names:
        return {"sections": "this section", "items": "this item"}.get(_last_name(location), "the file")
    return f"field '{'.'.join(names).removesuffix('.[key]')}'"


def _last_name(location: Location) -> str:
    return next((part for part in reversed(location) if isinstance(part, str)), "")


def _known(location: Location) -> list[str]:
    part = _PARTS.get(_last_name(location), ScriptShape)
    return [field.alias or name for name, field in part.model_fields.items()]
