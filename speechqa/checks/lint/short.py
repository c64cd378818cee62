"""Owns the warning about phrases too short to be safe: found in talk about anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.lint.spoken import conditions, needed, rule_field, slots, without_slots
from speechqa.checks.lint.warning import Warned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speechqa.lang import Language
    from speechqa.scripts import Item, Script, Within

# Where little is said a short phrase rarely means something else.
NARROW_MS = 60_000
NARROW_TURNS = 4
NARROW_PERCENT = 10.0
# A word this long is hardly ever said by the way: "goodbye", "cashback", «скидка» is not.
TELLING_LETTERS = 7
MOST_SMALL_WORDS = 3
# Nor is an adverb this long.
RARE_LETTERS = 10
# Slots that many everyday words fill.
_OPEN_SLOTS = frozenset(("number", "date", "any"))
_WHAT_TO_DO = "add a telling word, or a narrow 'within' or 'reply_within'"


def check(script: Script) -> Iterator[Warned]:
    """A warning for each phrase of small words only, one everyday word, or a slot with nothing telling."""
    language = lang.get(script.language)
    for item in script.items:
        phrases = () if _narrow(item) else tuple((rule_field(item), phrase) for phrase in item.phrases)
        for field, phrase in (*phrases, *conditions(item)):
            why = _too_short(phrase, language, alone=field != "of")
            if why:
                yield Warned((item.id, field, phrase), f"'{phrase}' {why}; {_WHAT_TO_DO}")


def _too_short(phrase: str, language: Language, *, alone: bool) -> str:
    """What makes a phrase unsafe, as the rest of a sentence; "" when nothing does."""
    must = needed(phrase)
    words = language.tokens(without_slots(must))
    names = slots(must)
    telling = [word for word in words if word not in language.light_words or len(word) >= RARE_LETTERS]
    if names:
        if not telling and words and set(names) <= _OPEN_SLOTS:
            return f"is found wherever {{{names[0]}}} stands beside small words"
        return ""
    if not telling and len(words) <= MOST_SMALL_WORDS:
        return "has only small words, which are said in every call"
    if alone and len(words) == 1 and len(words[0]) < TELLING_LETTERS:
        return "is one short word, which may be said about anything"
    return ""


def _narrow(item: Item) -> bool:
    reply = item.when.reply_within_ms if item.when else None
    return (reply is not None and reply <= NARROW_MS) or _is_narrow(item.within)


def _is_narrow(within: Within | None) -> bool:
    if within is None:
        return False
    if within.unit == "turns":
        return within.amount <= NARROW_TURNS
    if within.unit == "percent":
        return within.amount <= NARROW_PERCENT
    return within.amount * 1000 <= NARROW_MS
