from dataclasses import replace
from typing import cast

import pytest

from speechqa.checks.items.limit import Limit
from speechqa.checks.items.near import Near, nearest_miss
from speechqa.checks.items.search import Finder
from speechqa.records import PhraseHit, WordAddress
from speechqa.scripts import Item

ITEM = Item("i", "t", "s", "say", ("first phrase", "second phrase"))


def hit(phrase: str, similarity: float, word: int = 0, *, negated: bool = False) -> PhraseHit:
    place = WordAddress(0, word), WordAddress(0, word + 1)
    return PhraseHit(phrase, "agent", *place, word * 400, word * 400 + 800, similarity, similarity, negated)


class Heard:
    """A finder that has heard just these near misses."""

    def __init__(self, *misses: PhraseHit, denied: bool = False) -> None:
        self.misses = misses
        self.denied = denied

    def nearest(self, phrase: str, _speaker: str, *, least: float) -> PhraseHit | None:  # noqa: ARG002
        return next((miss for miss in self.misses if miss.phrase == phrase), None)

    def hits(self, _phrase: str, _mode: str) -> tuple[PhraseHit, ...]:
        return ()

    def denial_near(self, _hit: PhraseHit) -> bool:
        return self.denied


def miss(item: Item, heard: Heard, limits: tuple[Limit, ...] = ()) -> Near | None:
    return nearest_miss(item, cast("Finder", heard), limits)


@pytest.mark.parametrize(("similarity", "doubtful"), [(0.4, None), (0.55, False), (0.6, True), (0.69, True)])
def test_how_near_is_too_close(similarity: float, doubtful: bool | None) -> None:  # noqa: FBT001 - a table's column
    found = miss(ITEM, Heard(hit("first phrase", similarity)))
    assert (found.may_fulfil(1) if found else None) is doubtful


def test_the_nearest_is_shown_and_each_phrase_counts_once() -> None:
    heard = Heard(hit("first phrase", 0.62), hit("second phrase", 0.66, word=5))
    found = miss(replace(ITEM, kind="at_least", count=2), heard)
    assert found is not None
    assert found.hit.phrase == "second phrase"
    assert found.may_fulfil(2)
    assert not found.may_fulfil(3)
    same_words = miss(ITEM, Heard(hit("first phrase", 0.62), hit("second phrase", 0.66)))
    assert same_words is not None
    assert not same_words.may_fulfil(2)


def test_what_is_no_near_miss() -> None:
    assert miss(ITEM, Heard()) is None
    assert miss(ITEM, Heard(hit("first phrase", 0.65, negated=True))) is None
    assert miss(ITEM, Heard(hit("first phrase", 0.65, word=9)), (Limit(((0, 100),), "", ""),)) is None
    assert miss(replace(ITEM, kind="must_not_say"), Heard(hit("first phrase", 0.65), denied=True)) is None


def test_other_wording_of_a_verbatim_text_is_never_too_close() -> None:
    found = miss(replace(ITEM, match="verbatim"), Heard(hit("first phrase", 0.69)))
    assert found is not None
    assert not found.may_fulfil(1)
