"""Owns words that were found and still decide nothing: ``cannot_tell``, with what was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks.items import mood
from speechqa.checks.items.outcome import left_open, outcome
from speechqa.checks.items.wording import cited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items.search import Finder
    from speechqa.records import PhraseHit, Verdict
    from speechqa.scripts.values import Item

# Words like a forbidden phrase that lack some of it fail nobody below this likeness: "you decide" isn't
# "you have to decide now".
_FORBIDDEN_LEAST = 0.9


def perhaps_untold(
    item: Item, finder: Finder, turned: Sequence[PhraseHit], chosen: Sequence[PhraseHit]
) -> Verdict | None:
    """``cannot_tell`` where as many phrases as are missing were perhaps said in another mood; else None.

    ``turned`` are hits in time order that the rules take for denied, asked or reported.
    """
    said = {hit.phrase for hit in chosen}
    doubtful = {hit.phrase: hit for hit in reversed(turned) if not mood.turned(finder, hit)}
    found = [hit for phrase, hit in doubtful.items() if phrase not in said]
    if len(found) < item.count - len(chosen):
        return None
    hit = min(found, key=lambda each: (each.start_ms, each.end_ms))
    reason = f"Said, but perhaps as a question, a report or a supposition: {cited(finder.transcript, hit)}"
    return outcome(item, "cannot_tell", 0.5, reason, finder=finder, hit=hit)


def partly(hit: PhraseHit) -> str:
    """Why words like a forbidden phrase may be no more than like it; "" where they are the phrase."""
    if not hit.missing or hit.similarity >= _FORBIDDEN_LEAST:
        return ""
    return f"without {', '.join(repr(word) for word in hit.missing)} of '{hit.phrase}'"


def unless_triggered(verdict: Verdict, unsure: str, *, worded: bool) -> Verdict:
    """The verdict; ``cannot_tell`` for ``not_met`` where ``unsure`` tells why it perhaps doesn't apply.

    The same for ``met`` unless it was ``worded`` as the script has it: two likely things aren't one sure.
    """
    if not unsure or (verdict.verdict != "not_met" and (worded or verdict.verdict != "met")):
        return verdict
    reason = f"{unsure}. {verdict.reason}"
    return left_open(verdict, 0.5, reason)
