"""Owns phrases as somebody would say them: slots filled, optional words kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speechqa.scripts import Item, Script

_SLOT = re.compile(r"\{([^{}]*)\}")
# What a slot is filled with; a language of its own says its own.
_NUMBER = "40"
_SAID = {
    "en": {"name": "Martha", "date": "Monday"},
    "ru": {"name": "Марина", "date": "понедельник"},
    "de": {"name": "Martina", "date": "Montag"},
    "pl": {"name": "Marta", "date": "poniedziałek"},
}


def spoken(phrase: str, script: Script) -> str:
    """The phrase as a person says it: each placeholder filled with its first value or an everyday one."""
    code = script.language.split("-")[0]
    said = _SAID.get(code, _SAID["en"])
    filling = {"number": _NUMBER, "any": said["name"], **said}
    filling |= {name: texts[0] for name, texts in script.values if texts}
    text = _SLOT.sub(lambda slot: filling.get(slot[1], ""), phrase)
    return " ".join(text.replace("(", " ").replace(")", " ").split())


def needed(phrase: str) -> str:
    """The phrase without its optional words."""
    return " ".join(re.sub(r"\([^()]*\)", " ", phrase).split())


def slots(phrase: str) -> tuple[str, ...]:
    """The names of the placeholders in a phrase."""
    return tuple(_SLOT.findall(phrase))


def without_slots(phrase: str) -> str:
    """The phrase's own words, optional ones too."""
    return " ".join(_SLOT.sub(" ", phrase).replace("(", " ").replace(")", " ").split())


def conditions(item: Item) -> tuple[tuple[str, str], ...]:
    """(field, phrase) of each phrase that an item's ``when`` looks for."""
    if item.when is None:
        return ()
    return tuple(
        (field, phrase)
        for field, phrases in (
            ("customer_says", item.when.customer_says),
            ("agent_says", item.when.agent_says),
        )
        for phrase in phrases
    )


def rule_field(item: Item) -> str:
    """The field that an item's phrases stand in, by its own name."""
    return "of" if item.kind == "at_least" else item.kind
