"""Owns doubt about a hit that was said, yet perhaps not asserted: asked, or quoted.

Words alone don't show it ("is parking free where you live?"); the sentence's mark does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.meaning import signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.search import Finder
    from speechqa.records import PhraseHit, Word
    from speechqa.scripts.values import Item

_SENTENCE_ENDS = (".", "?", "!", "…", ";")
_QUOTES_OPEN = ("«", "„", "“", '"')
_QUOTES = "\"'»”“«„)"
# A sentence this likely to fulfil the item by its sense does so whatever its mark ("… recorded, all right?").
_LIKELY = 0.85


def doubt(item: Item, finder: Finder, hit: PhraseHit) -> str:
    """Why a hit perhaps asserts nothing, as "perhaps only asked"; "" when nothing speaks against it."""
    if item.match == "verbatim" or item.kind == "must_not_say":
        return ""
    words = finder.transcript.turns[hit.last.turn].words
    if _quoted(item, finder, hit):
        return "perhaps only quoted"
    if _ends(words, hit.last.word) != "?" or _asks(item, finder):
        return ""
    return "" if _sensible(item, finder, hit) else "perhaps only asked"


def _asks(item: Item, finder: Finder) -> bool:
    return any(signs(phrase, finder.language).asks for phrase in item.phrases)


def _ends(words: Sequence[Word], last: int) -> str:
    for word in words[last:]:
        text = word.text.rstrip(_QUOTES)
        if text.endswith(_SENTENCE_ENDS):
            return text[-1]
    return ""


def _quoted(item: Item, finder: Finder, hit: PhraseHit) -> bool:
    """True when the words found stand in quotation marks, names of companies apart."""
    if "{" in hit.phrase or item.speaker == "customer":
        return False
    words = finder.transcript.turns[hit.first.turn].words
    return words[hit.first.word].text.startswith(_QUOTES_OPEN) and hit.first != hit.last


def _sensible(item: Item, finder: Finder, hit: PhraseHit) -> bool:
    if finder.sense is None:
        return False
    return any(
        each.chance >= _LIKELY
        for each in finder.sense.item(item)
        if each.hit.first.turn == hit.first.turn
        and each.hit.last.turn == hit.last.turn
        and each.hit.first.word <= hit.first.word
        and each.hit.last.word >= hit.last.word
    )
