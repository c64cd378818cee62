"""Owns the first draft of a file of topics, written from discovered ones."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speechqa.records import DiscoveredTopic

_MOST_ID = 60
_TITLE_WORDS = 3


def draft(topics: Iterable[DiscoveredTopic], *, taken: Iterable[str] = ()) -> str:
    """The text of a file of topics, "" for none; ids differ from each other and from those ``taken``.

    Topics that a known one covers are left out. The words are those that were said: what they mean, and
    what to call it, is for a person to decide.
    """
    used = set(taken)
    parts = []
    for topic in topics:
        if topic.covered or not topic.terms:
            continue
        parts.append(_block(topic, _new_id(topic.words[0], used)))
    return (
        "# Found in calls; read them, name them, add words people use.\ntopics:\n" + "".join(parts)
        if parts
        else ""
    )


def _block(topic: DiscoveredTopic, ident: str) -> str:
    title = ", ".join(topic.words[:_TITLE_WORDS])
    terms = ", ".join(_quoted(term) for term in topic.terms)
    return (
        f"  - id: {_quoted(ident)}\n"
        f"    title: {_quoted(title)}  # {topic.calls} calls\n"
        f"    terms: [{terms}]\n"
    )


def _quoted(text: str) -> str:
    # A JSON string is a YAML one; letters of all alphabets stay readable.
    return json.dumps(text, ensure_ascii=False)


def _new_id(words: str, used: set[str]) -> str:
    base = re.sub(r"\W+", "_", words).strip("_")[:_MOST_ID] or "topic"
    ident, number = base, 2
    while ident in used:
        ident, number = f"{base}_{number}", number + 1
    used.add(ident)
    return ident
