"""The pairs of negations, decoys and near misses, by words alone: nothing unsaid is credited."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from speechqa.checks.items import judge
from speechqa.records import CallClass, Recording, Transcript, Turn, Verdict, Word
from speechqa.scripts import Item, Script

PAIRS = Path(__file__).parents[2] / "data" / "pairs"
# Of the pairs to be credited, those in the phrase's words, in any form; others need
# comparison by sense.
WORDED = {"en": 13, "ru": 17, "de": 14, "pl": 16}


def pairs(code: str) -> list[dict[str, str]]:
    loaded: list[dict[str, str]] = yaml.safe_load((PAIRS / f"{code}.yaml").read_text(encoding="utf-8"))
    return loaded


def verdict(code: str, pair: dict[str, str], *, forbidden: bool = False) -> Verdict:
    words = tuple(Word(w, 400 * i, 400 * (i + 1)) for i, w in enumerate(pair["speaker_text"].split()))
    turn = Turn("agent", 0, words[-1].end_ms, words)
    transcript = Transcript(code, turn.end_ms + 5000, (Turn("customer", 0, 0, ()), turn), "test")
    item = Item("i", pair["title"], "s", "must_not_say" if forbidden else "say", tuple(pair["say"]))
    script = Script("s", "1", code, "t", (item,))
    recording = Recording("p", "f", "h", "c", language=code)
    return judge(script, transcript, recording=recording, call_class=CallClass("negotiation", 1.0))[0]


@pytest.mark.parametrize("code", sorted(WORDED))
def test_no_pair_is_wrongly_credited(code: str) -> None:
    wrong = [
        pair["speaker_text"]
        for pair in pairs(code)
        if pair["verdict"] == "not_met" and "fault" not in pair and verdict(code, pair).verdict == "met"
    ]
    assert wrong == []


@pytest.mark.parametrize("code", sorted(WORDED))
def test_a_known_fault_is_one_still(code: str) -> None:
    """Pairs marked ``fault: credited`` are credited wrongly; who mends one takes its mark out."""
    assert all(verdict(code, pair).verdict == "met" for pair in pairs(code) if "fault" in pair)


@pytest.mark.parametrize("code", sorted(WORDED))
def test_pairs_in_the_phrases_words_are_credited(code: str) -> None:
    met = [pair for pair in pairs(code) if pair["verdict"] == "met"]
    assert sum(verdict(code, pair).verdict == "met" for pair in met) >= WORDED[code]


@pytest.mark.parametrize("code", sorted(WORDED))
def test_what_is_denied_is_not_held_against_anybody(code: str) -> None:
    denied = [pair for pair in pairs(code) if pair["kind"] in ("negation", "double_negation")]
    denied = [pair for pair in denied if pair["verdict"] == "not_met"]
    assert all(verdict(code, pair, forbidden=True).verdict != "not_met" for pair in denied)
