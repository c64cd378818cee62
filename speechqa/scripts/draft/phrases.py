"""Owns turning written talk into phrases: quoted sentences taken out, gaps made slots, brackets mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from speechqa.scripts.draft.cues import Cues

MAX_PHRASE = 300
_QUOTED = re.compile(
    r"“([^“”]+)[”“]|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|\"([^\"]+)\"|(?<!\w)[‘‚']([^‘’'‚]+(?:['’]\w[^‘’'‚]*)*)[’‘'](?!\w)"
)
_GAP = re.compile(r"\[([^\[\]]*)\]|<([^<>]*)>|\{([^{}]*)\}|(_{2,}|\.{4,}|x{3,})", re.IGNORECASE)
_ROUND = re.compile(r"\(([^()]*)\)")
_EITHER = re.compile(r"(?<!\w)\w+(?:\s*/\s*\w+)+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\W{0,3}[A-ZА-ЯЁÄÖÜĄĆĘŁŃÓŚŹŻ{])")
_MOST_OPTIONAL = 2
_MOST_GAP_WORDS = 4


class Quoted(NamedTuple):
    """Quoted texts in order; ``outside`` is what stands before, between and behind them, one more."""

    texts: tuple[str, ...]
    outside: tuple[str, ...]


def quoted(text: str) -> Quoted:
    """The quoted parts of a text, and the rest."""
    texts: list[str] = []
    outside: list[str] = []
    at = 0
    for match in _QUOTED.finditer(text):
        said = next(part for part in match.groups() if part is not None).strip()
        if not any(char.isalnum() for char in said):
            continue
        texts.append(said)
        outside.append(text[at : match.start()])
        at = match.end()
    return Quoted(tuple(texts), (*outside, text[at:]))


def sentences(text: str, cues: Cues) -> tuple[str, ...]:
    """The sentences of what somebody says, each a phrase; none is empty."""
    phrases = (phrase(part, cues) for part in _SENTENCE.split(text))
    return tuple(dict.fromkeys(part for part in phrases if part))


def phrase(text: str, cues: Cues) -> str:
    """One sentence as a phrase: gaps as slots, short brackets as optional words; "" when no word is left."""
    filled = _GAP.sub(lambda gap: f" {{{_slot(next((g for g in gap.groups() if g), ''), cues)}}} ", text)
    filled = _ROUND.sub(lambda inner: _bracket(inner[1], cues), filled)
    filled = _EITHER.sub(" {any} ", filled)
    bare = re.sub(r"\{(\w+)\}", r"\\\1\\", filled.replace("\\", " "))
    bare = " ".join(re.sub(r"[{}\[\]<>\"“”„«»]", " ", bare).split())
    made = re.sub(r"\s([,.;:!?])", r"\1", re.sub(r"\\(\w+)\\", r"{\1}", bare))
    made = _paired(" ".join(made.split()))[:MAX_PHRASE]
    made = made if len(made) < MAX_PHRASE else made.rpartition(" ")[0]
    return _trimmed(_paired(made))


def _slot(inside: str, cues: Cues) -> str:
    return next((slot for slot, pattern in cues.gaps if pattern.search(inside)), "any")


def _bracket(inside: str, cues: Cues) -> str:
    """What a round bracket becomes: a slot, optional words, or nothing (a stage direction)."""
    words = inside.split()
    if len(words) <= _MOST_GAP_WORDS and "{" not in inside:
        slot = _slot(inside, cues)
        if slot != "any":
            return f" {{{slot}}} "
    plain = all(word.strip(",.").isalpha() for word in words)
    return f" ({inside.strip()}) " if words and plain and len(words) <= _MOST_OPTIONAL else " "


def _paired(text: str) -> str:
    """The text without brackets and braces that lack their partner."""
    kept = re.findall(r"\{\w+\}|\([^(){}]*\)|[^(){}]+", text)
    return " ".join("".join(kept).split())


def _trimmed(text: str) -> str:
    """The text without punctuation around it and open slots at its ends; "" when nothing must be said."""
    made = text.strip(" \t,.;:!?…-–—*•'‘’")
    made = re.sub(r"(\{any\}\W*)+", "{any} ", made)
    made = re.sub(r"^\W*\{any\}\W*|\W*\{any\}\W*$", "", made) if "{any}" in made else made
    made = _paired(" ".join(made.split()))
    needed = re.sub(r"\{\w+\}", " ", _ROUND.sub(" ", made))
    if any(char.isalnum() for char in needed):
        return made
    slots = set(re.findall(r"\{(\w+)\}", _ROUND.sub(" ", made)))
    return made if slots - {"any", "name"} else ""
