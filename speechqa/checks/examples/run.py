"""Owns running the examples that script items carry: the rules' own tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from speechqa import lang
from speechqa.checks.items import Finder, judge_item
from speechqa.checks.items.conditions import Condition
from speechqa.records import Speaker, Transcript, Turn, Word

if TYPE_CHECKING:
    from speechqa.records import Verdict, VerdictValue
    from speechqa.scripts import Item, Script

Expected = Literal["met", "not_met"]

# A word of everyday speech, pauses included, at 150 words a minute.
WORD_MS = 400


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example of one item: what the rule should say of the text and what it says."""

    script: str
    item: str
    text: str
    expected: Expected
    got: VerdictValue
    ok: bool
    reason: str


def test_script(script: Script) -> tuple[ExampleResult, ...]:
    """The result of each example of a script, in the script's order.

    The item's speaker says the text in one turn. Conditions (``when``) count as fulfilled and windows
    (``within``) as kept; ``after`` and ``before`` look for the other items in the same text.
    """
    return tuple(
        _result(script, item, text, expected)
        for item in script.items
        for expected, text in expectations(item)
    )


# The name is the room's contract; it must not be collected as a test.
test_script.__test__ = False  # type: ignore[attr-defined]  # pytest's own marker


def expectations(item: Item) -> Iterator[tuple[Expected, str]]:
    """(what the rule should say, text) of each example of an item."""
    yield from (("met", text) for text in item.examples_met)
    yield from (("not_met", text) for text in item.examples_not_met)


def judge_text(script: Script, item: Item, text: str) -> Verdict:
    """The item's verdict on a text that its own speaker says, at whatever place is permitted."""
    transcript = as_transcript(text, script.language, mouth(item))
    return judge_said(script, replace(item, within=None), finder_of(script, transcript))


def judge_said(script: Script, item: Item, finder: Finder) -> Verdict:
    """The item's verdict on what was said, its ``when`` counting as fulfilled."""
    # The others are looked for in the same mouth, or an order between two speakers could never be shown.
    others = [replace(other, speaker="anyone") for other in script.items]
    return judge_item(replace(item, when=None), others, finder, Condition())


def finder_of(script: Script, transcript: Transcript) -> Finder:
    """What looks up phrases of a script in an example."""
    return Finder(script, transcript, lang.get(script.language))


def mouth(item: Item) -> Speaker:
    """Who says an item's examples."""
    return "agent" if item.speaker == "anyone" else item.speaker


def _result(script: Script, item: Item, text: str, expected: Expected) -> ExampleResult:
    verdict = judge_text(script, item, text)
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
