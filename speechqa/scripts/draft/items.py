"""Owns what one line of a written script asks for: the items in it, before they get their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speechqa.scripts.draft.phrases import quoted, sentences
from speechqa.scripts.draft.values import PlannedItem

if TYPE_CHECKING:
    from speechqa.scripts.draft.cues import Cues
    from speechqa.scripts.draft.phrases import Quoted
    from speechqa.scripts.draft.values import Block

_LEADS_ON = re.compile(r"[:→⇒]|->|=>|[—–]\s*$")
_MOST_TITLE = 120
_LEAST_WORDS = 3
_QUESTION_AND_ANSWER = 2


def wait_for(block: Block, cues: Cues) -> tuple[str, ...]:
    """What the customer says in a line that only tells that; the next line answers it. () for other lines."""
    label = cues.customer.match(block.text)
    if label:
        rest = block.text[label.end() :]
        return tuple(phrase for text in quoted(rest).texts or (rest,) for phrase in sentences(text, cues))
    found = quoted(block.text)
    if len(found.texts) == 1 and cues.condition.search(found.outside[0]) and not _answers(found, 1, cues):
        return sentences(found.texts[0], cues)
    return ()


def made(block: Block, cues: Cues, *, forbidden: bool, under: Block | None) -> tuple[PlannedItem, ...]:
    """The items of a line, () when it names no words; a title of "" says that the line is nothing but words.

    ``forbidden``: it stands where nothing may be said. ``under``: the instruction it belongs to.
    """
    label = cues.agent.match(block.text)
    text = block.text[label.end() :] if label else block.text
    found = quoted(text)
    outside = " ".join(" ".join(found.outside).split())
    if not found.texts:
        return _unquoted(text, cues, forbidden=forbidden, under=under, labelled=label is not None)
    bans = forbidden or _bans(under, cues) or (cues.forbids.search(outside) is not None)
    triggers = 0 if bans else _triggers(found, cues)
    title = _title(text if triggers else found.outside[0]) or _title(outside)
    says = tuple(phrase for text in found.texts[:triggers] for phrase in sentences(text, cues))
    parts = [part for text in found.texts[triggers:] if (part := sentences(text, cues))]
    if bans:
        banned = tuple(dict.fromkeys(phrase for part in parts for phrase in part))
        return (PlannedItem(title, "must_not_say", banned),) if banned else ()
    return _required(title, parts, says)


def _required(title: str, parts: list[tuple[str, ...]], says: tuple[str, ...]) -> tuple[PlannedItem, ...]:
    """One item whose quotes are wordings of the same; quotes of several sentences are items of their own."""
    if all(len(part) == 1 for part in parts):
        wordings = tuple(dict.fromkeys(part[0] for part in parts))
        return (PlannedItem(title, "say", wordings, says),) if wordings else ()
    return tuple(_demand(title, part, says) for part in parts)


def _demand(title: str, parts: tuple[str, ...], says: tuple[str, ...] = ()) -> PlannedItem:
    """All of the sentences, but no "of course" and the like beside longer ones."""
    long = tuple(part for part in parts if len(part.split()) >= _LEAST_WORDS) or parts
    left_out = tuple(part for part in parts if part not in long)
    return PlannedItem(title, "say" if len(long) == 1 else "all_of", long, says, left_out=left_out)


def _bans(block: Block | None, cues: Cues) -> bool:
    return block is not None and cues.forbids.search(block.text) is not None


def _unquoted(
    text: str, cues: Cues, *, forbidden: bool, under: Block | None, labelled: bool
) -> tuple[PlannedItem, ...]:
    lead = cues.say.search(text)
    said = text[lead.end() :] if lead else text
    title = _title(text[: lead.start()]) if lead else ""
    if forbidden or _bans(under, cues):
        # "Never say:" in such a list opens another one; all else is what mustn't be said.
        banned = () if text.rstrip().endswith(":") else sentences(said, cues)
        return (PlannedItem(title, "must_not_say", banned),) if banned else ()
    orders = cues.orders.match(text) is not None or cues.forbids.search(text) is not None
    talk = labelled or lead is not None or (not orders and (cues.talks.search(text) or under is not None))
    parts = sentences(said, cues) if talk else ()
    if not parts or (under is not None and not labelled and not lead and not cues.talks.search(text)):
        return ()
    return (_demand(title, parts),)


def _triggers(found: Quoted, cues: Cues) -> int:
    """How many of the first quotes are the customer's: in "if … "A" or "B": say "C"" two."""
    if len(found.texts) < _QUESTION_AND_ANSWER or not cues.condition.search(found.outside[0]):
        return 0
    return next((count for count in range(1, len(found.texts)) if _answers(found, count, cues)), 0)


def _answers(found: Quoted, count: int, cues: Cues) -> bool:
    """True when what stands behind so many quotes leads on to an answer."""
    between = found.outside[count]
    return bool(_LEADS_ON.search(between) or cues.say.search(between + ":") or cues.agent.search(between))


def _title(text: str) -> str:
    plain = " ".join(text.split()).strip(" :;,.-–—→>=()")
    return plain[:_MOST_TITLE].strip() if any(char.isalpha() for char in plain) else ""
