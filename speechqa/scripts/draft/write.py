"""Owns writing a plan as a script file in YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speechqa.errors import ScriptError
from speechqa.scripts.draft.values import Block, Draft, Plan, PlannedItem
from speechqa.scripts.yaml_tree import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TITLE = 120
_ID_LETTERS = 40
_COMPANY = "Your Company"
_HEAD = """\
# Drafted from {file}. Before use: read every item, add the wordings your agents use, add examples,
# then run `speechqa scripts check` and `speechqa scripts test`.
"""
_COMPANY_NOTE = "# Put the names of your company under `values`, also as the recogniser spells them.\n"


def write(plan: Plan, *, name: str, file: str, language: str) -> Draft:
    """The draft of a plan. Raises ``ScriptError`` when no item is in it, or far too much."""
    import yaml

    if not plan.sections:
        raise ScriptError(
            f"{file}: no words to listen for found; put what agents say in quotation marks or behind 'Agent:'"
        )
    script_id = _identifier(name, "draft")
    title = _title(plan.title, name)
    content: dict[str, Any] = {"id": script_id, "version": 1, "language": language, "title": title}
    content["pass_mark"] = 80
    if plan.uses_company:
        content["values"] = {"company": [_COMPANY]}
    taken: set[str] = set()
    content["sections"] = [
        {"title": _title(section.title, title), "items": [_item(item, taken) for item in section.items]}
        for section in plan.sections
    ]
    body = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
    unplaced = tuple(_told(block) for block in plan.unplaced)
    text = _HEAD.format(file=_plain(file)) + (_COMPANY_NOTE if plan.uses_company else "") + body
    text += "".join(f"# Not placed: {line}\n" for line in unplaced)
    if len(text.encode()) > MAX_BYTES:
        raise ScriptError(f"{file}: makes a script of over 1 MB; split it")
    count = sum(len(section.items) for section in plan.sections)
    return Draft(script_id, language, text, count, unplaced)


def _item(item: PlannedItem, taken: set[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": _unique(_identifier(item.title, "item"), taken)}
    fields["title"] = _title(item.title, fields["id"])
    if item.customer_says:
        fields["when"] = {"customer_says": list(item.customer_says), "reply_within": "30s"}
    fields[item.kind] = list(item.phrases)
    if item.within:
        fields["within"] = item.within
    return fields


def _title(text: str, otherwise: str) -> str:
    plain = _plain(text)[:MAX_TITLE].strip()
    if any(char.isalnum() for char in plain):
        return plain
    return otherwise if any(char.isalnum() for char in otherwise) else "Script"


def _plain(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _identifier(text: str, otherwise: str) -> str:
    """A short id made of the text's first words."""
    words = re.findall(r"[^\W_]+", text.casefold())
    made = "_".join(words)[:_ID_LETTERS].rstrip("_")
    return made or otherwise


def _unique(wanted: str, taken: set[str]) -> str:
    made = next(name for name in _numbered(wanted) if name not in taken)
    taken.add(made)
    return made


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def _told(block: Block) -> str:
    return f"line {block.number}: {_plain(block.text)[:MAX_TITLE]}"
