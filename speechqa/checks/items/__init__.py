"""Owns the verdicts: each item of a script judged on one transcript, with evidence and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.call_type import has_machine, is_conversation
from speechqa.checks.items import conditions, hearing
from speechqa.checks.items.judging import judge_item, outcome
from speechqa.checks.items.search import Finder

if TYPE_CHECKING:
    from speechqa.records import CallClass, Recording, Transcript, Verdict
    from speechqa.scripts.values import Script

__all__ = ["Finder", "has_conversation", "judge", "judge_item"]

NO_CONVERSATION = "No conversation took place in this call"


def judge(
    script: Script, transcript: Transcript, *, recording: Recording, call_class: CallClass
) -> tuple[Verdict, ...]:
    """A verdict for each item, in the script's order.

    Without a conversation (voicemail, menus, silence) every item is ``not_applicable``. Where there
    may be one that nobody could understand, every item is ``cannot_tell``.
    """
    if not has_conversation(transcript, call_class):
        lost = "" if has_machine(transcript) else hearing.mostly_unheard(transcript)
        if lost:
            return tuple(outcome(item, "cannot_tell", 0.5, lost) for item in script.items)
        return tuple(
            outcome(item, "not_applicable", call_class.confidence, NO_CONVERSATION) for item in script.items
        )
    finder = Finder(script, transcript, lang.get(script.language))
    return tuple(
        judge_item(item, script.items, finder, conditions.check(item.when, finder, recording, call_class))
        for item in script.items
    )


def has_conversation(transcript: Transcript, call_class: CallClass) -> bool:
    """True when two sides are heard talking (or one channel holds talk of speakers not told apart).

    A call classified as negotiation or navigation is a conversation; among the others
    voicemail, menus and silence are not.
    """
    if call_class.call_type != "other":
        return True
    speakers = {turn.speaker for turn in transcript.turns if turn.words}
    return ("unknown" in speakers or {"agent", "customer"} <= speakers) and is_conversation(transcript)
