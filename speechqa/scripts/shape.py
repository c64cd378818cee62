"""Owns the shape of a script file: which fields there are, of which type, and the schema for editors."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from speechqa.records import CallType, Direction
from speechqa.scripts.values import Within

MAX_PHRASE = 500
MAX_PHRASES = 1000
MAX_ITEMS = 500
DEFAULT_PASS_MARK = 80.0
DAY_S = 86_400.0

_WINDOW = re.compile(
    r"(first|last)\s+(\d+(?:\.\d+)?)\s*(s|sec|seconds?|m|min|minutes?|turns?|%|percent)", re.IGNORECASE
)
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|sec|seconds?|m|min|minutes?)", re.IGNORECASE)
_ID = re.compile(r"[^\W_][\w.\-]{0,99}")


def _text(value: object) -> object:
    if value is None:
        raise PydanticCustomError("empty", "is empty; write the text or remove the line")
    if isinstance(value, dict):
        raise PydanticCustomError(
            "quotes", 'looks like a mapping; put text with {braces} or ": " in double quotes'
        )
    if isinstance(value, list):
        raise PydanticCustomError("list", "holds a list inside a list; write one text in each place")
    text = " ".join(str(value).split())
    if not any(char.isalnum() for char in text):
        raise PydanticCustomError("empty", "has no word in it; write the text or remove the line")
    if len(text) > MAX_PHRASE:
        raise PydanticCustomError("long", f"is longer than {MAX_PHRASE} characters; split it")
    return text


def _identifier(value: object) -> object:
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise PydanticCustomError(
            "id", "must be one word of letters, digits, '_', '-' or '.', starting with a letter or digit"
        )
    return _text(value)


def _one_or_many(value: object) -> object:
    if value is None or value == []:
        raise PydanticCustomError("empty", "is empty; give at least one or remove the field")
    return value if isinstance(value, list) else [value]


def _none_or_many(value: object) -> object:
    if value is None:
        raise PydanticCustomError("empty", "is empty; give at least one, or [] for none")
    return value if isinstance(value, list) else [value]


def _window(value: object) -> object:
    found = _WINDOW.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError(
            "window", "isn't a part of a call; write it like 'first 15s', 'last 2 turns' or 'first 20%'"
        )
    edge, amount, unit = found[1].lower(), float(found[2]), found[3].lower()
    if unit.startswith("turn"):
        whole = amount.is_integer() and 1 <= amount <= DAY_S
        return Within(edge, amount, "turns") if whole else _bad_amount("a whole number of turns from 1")  # type: ignore[arg-type]  # edge is first or last by the pattern
    if unit in {"%", "percent"}:
        whole = 0 < amount <= 100  # noqa: PLR2004 - percent
        return Within(edge, amount, "percent") if whole else _bad_amount("more than 0 and up to 100 %")  # type: ignore[arg-type]  # as above
    seconds = amount * (60 if unit.startswith("m") else 1)
    fits = 0 < seconds <= DAY_S
    return Within(edge, seconds, "seconds") if fits else _bad_amount("longer than 0 s and up to a day")  # type: ignore[arg-type]  # as above


def _bad_amount(wanted: str) -> object:
    raise PydanticCustomError("amount", "must be {wanted}", {"wanted": wanted})


def _duration_ms(value: object) -> object:
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError("duration", "isn't a duration; write it like '30s' or '2 min'")
    seconds = float(found[1]) * (60 if found[2].lower().startswith("m") else 1)
    return round(seconds * 1000) if 0 < seconds <= DAY_S else _bad_amount("longer than 0 s and up to a day")


def _many(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}


_TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"]}
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
Identifier = Annotated[
    str, BeforeValidator(_identifier), WithJsonSchema({"type": "string", "pattern": r"^[^\W_][\w.\-]*$"})
]
Texts = Annotated[
    list[Text],
    Field(max_length=MAX_PHRASES),
    BeforeValidator(_one_or_many),
    WithJsonSchema(_many(_TEXT_SCHEMA)),
]
Values = Annotated[
    list[Text],
    Field(max_length=MAX_PHRASES),
    BeforeValidator(_none_or_many),
    WithJsonSchema({"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}),
]
CallTypes = Annotated[
    list[CallType],
    BeforeValidator(_one_or_many),
    WithJsonSchema(_many({"enum": ["negotiation", "navigation", "other"]})),
]
Directions = Annotated[
    list[Direction],
    BeforeValidator(_one_or_many),
    WithJsonSchema(_many({"enum": ["inbound", "outbound", "internal"]})),
]
Window = Annotated[
    Within,
    BeforeValidator(_window),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(first|last) \d+(\.\d+)? ?(s|min|turns?|%)$",
            "examples": ["first 15s"],
        }
    ),
]
Duration = Annotated[
    int,
    BeforeValidator(_duration_ms),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d+)? ?(s|min)$", "examples": ["30s"]}),
]
Amount = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]


class Shape(BaseModel):
    """Base of all parts: unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class AtLeastShape(Shape):
    """``at_least``: so many different phrases of a list."""

    count: int = Field(ge=1, le=MAX_PHRASES, description="how many different phrases must be said")
    of: Texts = Field(description="the phrases that count")


class WhenShape(Shape):
    """``when``: the item applies only if all of these hold."""

    customer_says: Texts | None = Field(None, description="any of these said by the customer")
    agent_says: Texts | None = Field(None, description="any of these said by the agent")
    reply_within: Duration | None = Field(None, description="how soon after that the item must be said")
    call_type: CallTypes | None = Field(None, description="kind of call, one or several")
    direction: Directions | None = Field(None, description="direction of the call, one or several")
    language: Texts | None = Field(None, description="language of the call, one or several codes")


class ExamplesShape(Shape):
    """``examples``: the item's own tests."""

    met: Texts | None = Field(None, description="texts that fulfil the item")
    not_met: Texts | None = Field(None, description="texts that don't")


class AppliesToShape(Shape):
    """``applies_to``: calls the script is for."""

    direction: Directions | None = Field(None, description="direction of the call, one or several")
    call_type: CallTypes | None = Field(None, description="kind of call, one or several")
    queue: Texts | None = Field(None, description="queue that took the call, one or several")
    language: Texts | None = Field(None, description="language of the call, one or several codes")
    team: Texts | None = Field(None, description="team of the agent, one or several")


class ItemShape(Shape):
    """One rule. Exactly one of say, all_of, at_least and must_not_say."""

    id: Identifier = Field(description="unique within the script")
    title: Text = Field(description="what the item asks for, for people")
    say: Texts | None = Field(None, description="any one of these phrases is enough")
    all_of: Texts | None = Field(None, description="every phrase must be said")
    at_least: AtLeastShape | None = Field(None, description="so many different phrases of a list")
    must_not_say: Texts | None = Field(None, description="none of these may be said")
    speaker: Literal["agent", "customer", "anyone"] = Field("agent", description="who must say it")
    within: Window | None = Field(None, description="part of the call, such as 'first 15s'")
    after: Identifier | None = Field(None, description="id of the item this one must follow")
    before: Identifier | None = Field(None, description="id of the item this one must precede")
    when: WhenShape | None = Field(None, description="conditions; otherwise not_applicable")
    not_: Texts | None = Field(None, alias="not", description="phrases that cancel a hit")
    match: Literal["verbatim", "close", "loose"] = Field("close", description="how exactly it must be said")
    weight: Amount = Field(1.0, description="points")
    critical: bool = Field(default=False, description="not_met fails the call")
    examples: ExamplesShape | None = Field(None, description="the item's own tests")


class SectionShape(Shape):
    """A titled group of items."""

    title: Text = Field(description="part of the call, for people; items are listed under it")
    items: list[ItemShape] = Field(min_length=1, max_length=MAX_ITEMS, description="the rules of this part")


class ScriptShape(Shape):
    """A script file."""

    id: Identifier = Field(description="unique in the library; the file is <id>.yaml")
    version: Text = Field(description="raise it when the content changes")
    language: str = Field(
        pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$", description="code such as en, ru, de, pl"
    )
    title: Text = Field(description="what the script is for, for people")
    applies_to: AppliesToShape | None = Field(None, description="calls the script is for; default: all")
    pass_mark: float = Field(
        DEFAULT_PASS_MARK, ge=0, le=100, allow_inf_nan=False, description="score from which a call passes"
    )
    values: dict[Identifier, Values] = Field(
        default_factory=dict,
        description="what {placeholders} stand for; phrases with an empty one are left out",
    )
    sections: list[SectionShape] = Field(
        min_length=1, max_length=MAX_ITEMS, description="the parts of the call with their items"
    )


def json_schema() -> dict[str, Any]:
    """The JSON schema of a script file (draft 2020-12), for completion and checks in editors."""
    schema = ScriptShape.model_json_schema(by_alias=True)
    rules = ("say", "all_of", "at_least", "must_not_say")
    schema["$defs"]["ItemShape"]["oneOf"] = [{"required": [rule]} for rule in rules]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "speechqa script"}
