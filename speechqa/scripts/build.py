"""Owns turning a validated shape into the frozen ``Script``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.scripts.values import AppliesTo, Item, ItemKind, Script, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.scripts.shape import AppliesToShape, ItemShape, ScriptShape, WhenShape


def build(shape: ScriptShape) -> Script:
    """The script of a shape that passed every check; phrases with a slot for an empty value are left out."""
    empty = tuple(f"{{{name}}}" for name, texts in shape.values.items() if not texts)
    return Script(
        id=shape.id,
        version=shape.version,
        language=shape.language,
        title=shape.title,
        items=tuple(
            _item(item, section.title, empty) for section in shape.sections for item in section.items
        ),
        applies_to=_applies_to(shape.applies_to),
        pass_mark=shape.pass_mark,
        values=tuple(sorted((name, tuple(texts)) for name, texts in shape.values.items())),
    )


def _item(shape: ItemShape, section: str, empty: Sequence[str]) -> Item:
    kind, phrases, count = _rule(shape, empty)
    examples = shape.examples
    return Item(
        id=shape.id,
        title=shape.title,
        section=section,
        kind=kind,
        phrases=phrases,
        count=count,
        speaker=shape.speaker,
        within=shape.within,
        after=shape.after or "",
        before=shape.before or "",
        when=_when(shape.when, empty),
        not_=_tuple(shape.not_, empty),
        match=shape.match,
        weight=shape.weight,
        critical=shape.critical,
        examples_met=_tuple(examples.met if examples else None),
        examples_not_met=_tuple(examples.not_met if examples else None),
    )


def _rule(shape: ItemShape, empty: Sequence[str]) -> tuple[ItemKind, tuple[str, ...], int]:
    if shape.all_of is not None:
        phrases = _tuple(shape.all_of, empty)
        return "all_of", phrases, len(phrases)
    if shape.at_least is not None:
        return "at_least", _tuple(shape.at_least.of, empty), shape.at_least.count
    if shape.must_not_say is not None:
        return "must_not_say", _tuple(shape.must_not_say, empty), 1
    return "say", _tuple(shape.say, empty), 1


def _when(shape: WhenShape | None, empty: Sequence[str]) -> When | None:
    if shape is None:
        return None
    when = When(
        customer_says=_tuple(shape.customer_says, empty),
        agent_says=_tuple(shape.agent_says, empty),
        reply_within_ms=shape.reply_within,
        call_type=tuple(shape.call_type or ()),
        direction=tuple(shape.direction or ()),
        language=_tuple(shape.language),
    )
    return None if when == When() else when


def _applies_to(shape: AppliesToShape | None) -> AppliesTo:
    if shape is None:
        return AppliesTo()
    return AppliesTo(
        direction=tuple(shape.direction or ()),
        call_type=tuple(shape.call_type or ()),
        queue=_tuple(shape.queue),
        language=_tuple(shape.language),
        team=_tuple(shape.team),
    )


def _tuple(texts: Sequence[str] | None, empty: Sequence[str] = ()) -> tuple[str, ...]:
    """The texts once each, in order, without those that have a slot of ``empty`` in them."""
    kept = (text for text in texts or () if not any(slot in text for slot in empty))
    return tuple(dict.fromkeys(kept))
