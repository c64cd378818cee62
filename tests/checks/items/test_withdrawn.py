"""What takes back an item that was fulfilled by its sense."""

from __future__ import annotations

import pytest

from speechqa import lang
from speechqa.checks.items import Finder, mood
from speechqa.records import PhraseHit, Transcript, Turn, Word, WordAddress
from speechqa.scripts import Item, Script

CODES = {
    "en": ("goodbye", "get well soon", "well get well soon to your cat then"),
    "ru": ("до свидания", "выздоравливайте", "тогда выздоравливайте вместе с кошкой"),
    "de": ("auf Wiederhören", "gute Besserung", "dann gute Besserung für die Katze"),
    "pl": ("do widzenia", "dużo zdrowia", "to dużo zdrowia dla kota"),
}


@pytest.mark.parametrize("code", list(CODES))
def test_a_decoy_takes_back_what_counts_by_sense(code: str) -> None:
    phrase, decoy, said = CODES[code]
    words = tuple(Word(word, 400 * i, 400 * i + 300) for i, word in enumerate(said.split()))
    transcript = Transcript(code, 9000, (Turn("agent", 0, words[-1].end_ms, words),), "test")
    whole = PhraseHit(
        phrase, "agent", WordAddress(0, 0), WordAddress(0, len(words) - 1), 0, words[-1].end_ms, 0.9, 0.9
    )
    for decoys, taken_back in (((), False), ((decoy,), True)):
        item = Item("i", "t", "s", "say", (phrase,), not_=decoys)
        finder = Finder(Script("s", "1", code, "t", (item,)), transcript, lang.get(code))
        assert mood.withdrawn(item, finder, whole) is taken_back
