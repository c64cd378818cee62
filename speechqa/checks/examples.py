"""Owns running the examples that script items carry: the rules' own tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from speechqa import lang
from speechqa.checks.items import Finder, judge_item
from speechqa.checks.items.conditions import Condition
from speechqa.records import Speaker, Transcript, Turn, Word

if TYPE_CHECKING:
    from speechqa.records import VerdictValue
    from speechqa.scripts.values import Item, Script

# A word of everyday speech, pauses included, at 150 words a minute.
WORD_MS = 400


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example of one item: what the rule should say of the text and what it says."""

    script: str
    item: str
    text: str
    expected: Literal["met", "not_met"]
    got: VerdictValue
    ok: bool
    reason: str


def test_script(script: Script) -> tuple[ExampleResult, ...]:
    """The result of each example of a script, in the script's order.

    The item's speaker says the text in one turn. Conditions (``when``) count as fulfilled and windows
    (``within``) as kept; ``after`` and ``before`` look for the other items in the same text.
    """
    return tuple(
        _run(script, item, text, expected)
        for item in script.items
        for expected, texts in _expectations(item)
        for text in texts
    )


# The name is the room's contract; it must not be collected as a test.
test_script.__test__ = False  # type: ignore[attr-defined]  # pytest's own marker


def _expectations(item: Item) -> tuple[tuple[Literal["met", "not_met"], tuple[str, ...]], ...]:
    return (("met", item.examples_met), ("not_met", item.examples_not_met))


def _run(script: Script, item: Item, text: str, expected: Literal["met", "not_met"]) -> ExampleResult:
    speaker: Speaker = "agent" if item.speaker == "anyone" else item.speaker
    # The others are looked for in the same mouth, or an order between two speakers could never be shown.
    others = [replace(other, speaker="anyone") for other in script.items]
    finder = Finder(script, as_transcript(text, script.language, speaker), lang.get(script.language))
    verdict = judge_item(replace(item, within=None, when=None), others, finder, Condition())
    return ExampleResult(
        script=script.id,
        item=item.id,
        text=text,
        expected=expected,
        got=verdict.verdict,
        ok=verdict.verdict == expected,
        reason=verdict.reason,
    )


def as_transcript(text: str, language: str, speaker: Speaker) -> Transcript:
    """The text as a call of one turn, each word lasting 400 ms."""
    words = tuple(
        Word(word, index * WORD_MS, (index + 1) * WORD_MS) for index, word in enumerate(text.split())
    )
    end = len(words) * WORD_MS
    turns = (Turn(speaker, 0, end, words),) if words else ()
    return Transcript(language=language, duration_ms=end, turns=turns, backend="example")
