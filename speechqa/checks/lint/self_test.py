"""Owns the warning about phrases that don't count when said word for word: decoys and negations at odds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.checks.items import Finder
from speechqa.checks.lint.paragraphs import as_turns
from speechqa.checks.lint.spoken import rule_field, spoken
from speechqa.checks.lint.warning import Warned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.checks.items.search import Candidate
    from speechqa.records import Speaker
    from speechqa.scripts import Item, Script


def check(script: Script) -> Iterator[Warned]:
    """A warning for each phrase that its own item doesn't credit when somebody says just that."""
    for item in script.items:
        for phrase in item.phrases:
            why = _why_not(item, _said(phrase, item, script))
            if why:
                yield Warned((item.id, rule_field(item), phrase), f"'{phrase}' {why}")


def _said(phrase: str, item: Item, script: Script) -> tuple[Candidate, ...]:
    """What is found of a phrase when its item's speaker says it and nothing else."""
    speaker: Speaker = "agent" if item.speaker == "anyone" else item.speaker
    transcript = as_turns([spoken(phrase, script)], script.language, speaker)
    finder = Finder(script, transcript, lang.get(script.language))
    return finder.candidates(replace(item, phrases=(phrase,)))


def _why_not(item: Item, said: Sequence[Candidate]) -> str:
    """Why what was said doesn't count, as the rest of a sentence; "" when it does."""
    if any(each.fate == "counts" for each in said):
        return ""
    decoyed = next((each.decoy for each in said if each.fate == "decoyed" and each.decoy), None)
    if decoyed is not None:
        return f"never counts: the decoy '{decoyed.phrase}' cancels it; make the decoy longer or drop it"
    if any(each.fate == "negated" for each in said):
        return "never counts: said alone it reads as a denial, a question or a condition; reword it"
    wording = "" if item.match != "verbatim" else " or use 'match: close'"
    return f"isn't found when it is said as written; reword it{wording}"
