"""Owns the phrases that the second look is tried with: said ones, others, and near misses. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, cast

import yaml
from labelled import Call

from speechqa.scripts import Item

SAID = "said"
KINDS = (SAID, "other call", "script", "one word wrong", "negation added")
NEGATION = {"en": "not", "de": "nicht", "ru": "не", "pl": "nie"}
LENGTHS = (4, 5, 6)
LEAST_LETTERS = 4
TRIED = {SAID: 60, "other call": 10, "script": 10}  # drawn by lot, a call


def drawn(call: Call, calls: Sequence[Call], scripts: Path, lot: random.Random) -> Iterator[tuple[str, Item]]:
    """Phrases that were said and phrases that were not, each an item."""
    said = _said(call)
    others = [
        piece
        for each in calls
        if each.language == call.language and each.call_id != call.call_id
        for _, text in each.turns
        for piece in _pieces(text)
    ]
    own = [(speaker, piece) for speaker, text in call.turns for piece in _pieces(text)]
    phrases = _script_phrases(scripts)
    for speaker, piece in lot.sample(own, min(len(own), TRIED[SAID])):
        yield SAID, _item(SAID, piece, speaker)
    for kind, texts in (("other call", others), ("script", phrases)):
        for text in lot.sample(texts, min(len(texts), TRIED[kind])):
            if plain(text) not in said:
                yield kind, _item(kind, text, "agent")


def near(
    call: Call, said: Sequence[tuple[str, Item]], others: Sequence[tuple[str, Item]], lot: random.Random
) -> Iterator[tuple[str, Item]]:
    """What was said with its longest word replaced, and with a negation put in."""
    words = [w for _, item in others for w in item.phrases[0].split() if len(w) >= LEAST_LETTERS]
    for _, item in said:
        parts = item.phrases[0].split()
        longest, at = max(range(len(parts)), key=lambda i: len(parts[i])), lot.randrange(1, len(parts))
        wrong = [*parts[:longest], lot.choice(words), *parts[longest + 1 :]]
        negated = [*parts[:at], NEGATION[call.language], *parts[at:]]
        for kind, text in (("one word wrong", wrong), ("negation added", negated)):
            if " ".join(text) not in _said(call):
                yield kind, _item(kind, " ".join(text), item.speaker)


def _item(kind: str, phrase: str, speaker: str) -> Item:
    # Verbatim: what may have been said in other words is left open anyway.
    name, who = f"{kind}: {phrase}", cast("Literal['agent', 'customer']", speaker)
    return Item(name, phrase, "", "say", (phrase,), speaker=who, match="verbatim")


def _said(call: Call) -> str:
    return " | ".join(plain(text) for _, text in call.turns)


def plain(text: str) -> str:
    """Lower case, words with their apostrophes, single blanks."""
    return " ".join(re.findall(r"[\w']+", text.lower().replace("ё", "е").replace("’", "'")))


def _pieces(text: str) -> list[str]:
    words = plain(text).split()
    return [" ".join(words[at : at + length]) for length in LENGTHS for at in range(len(words) - length + 1)]


def _script_phrases(folder: Path) -> list[str]:
    """The phrases of a folder's scripts, two words or more and no slots."""
    out: set[str] = set()
    for file in sorted(folder.rglob("*.yaml")):
        for section in yaml.safe_load(file.read_text(encoding="utf-8"))["sections"]:
            for item in section["items"]:
                for field in ("say", "all_of", "must_not_say"):
                    out.update(item.get(field, []))
                out.update(item.get("at_least", {}).get("of", []))
    return sorted(phrase for phrase in out if not re.search(r"[{(]", phrase) and " " in phrase)
