"""Owns comparing verdicts with labels: which were right, by the way things were said. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from labelled import Call

from speechqa.evaluation import Counts
from speechqa.records import Verdict

HEADER = (
    "calls of",
    "calls",
    "met P",
    "met R, script's words",
    "met R, own words",
    "met R, forbidden and not said",
    "not_met P",
    "not_met R",
    "not_met taken for met",
    "cannot_tell",
    "not_applicable P",
    "not_applicable R",
)
ERRORS = ("call", "item", "labelled", "given", "worded", "confidence", "reason", "quote")
SCRIPT, OWN, UNSAID = "script", "own", ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One item of one call: what people say, what we say, and how it was worded.

    ``wording`` is ``script`` or ``own`` for what people heard said, else empty.
    """

    call_id: str
    item: str
    labelled: str
    given: str
    wording: str = UNSAID
    confidence: float = 0.0
    reason: str = ""
    quote: str = ""

    @property
    def wrong(self) -> bool:
        """Whether a decision was made, and another than people's."""
        return self.given not in {self.labelled, "cannot_tell"}


def compare(call: Call, verdicts: Sequence[Verdict]) -> Iterator[Judged]:
    """Each labelled item of a call beside its verdict; an item without one has ``no verdict``."""
    found = {each.item: each for each in verdicts}
    for item, label in call.verdicts.items():
        wording = call.wordings.get(item, UNSAID)
        verdict = found.get(item)
        if verdict is None:
            yield Judged(call.call_id, item, label, "no verdict", wording)
            continue
        yield Judged(
            call_id=call.call_id,
            item=item,
            labelled=label,
            given=verdict.verdict,
            wording=wording,
            confidence=verdict.confidence,
            reason=verdict.reason,
            quote=verdict.quote,
        )


def row(title: str, calls: int, items: Sequence[Judged]) -> tuple[str, ...]:
    """The cells under ``HEADER``."""
    counts = counted(items)
    worded = {
        way: counted(each for each in items if each.wording == way and each.labelled == "met").recall("met")
        for way in (SCRIPT, OWN, UNSAID)
    }
    return (
        title,
        str(calls),
        *map(
            str,
            (
                counts.precision("met"),
                worded[SCRIPT],
                worded[OWN],
                worded[UNSAID],
                counts.precision("not_met"),
                counts.recall("not_met"),
                counts.taken("not_met", "met"),
                counts.found("cannot_tell"),
                counts.precision("not_applicable"),
                counts.recall("not_applicable"),
            ),
        ),
    )


def counted(items: Iterable[Judged]) -> Counts:
    """Labels against verdicts."""
    return Counts((each.labelled, each.given) for each in items)


def error_rows(items: Iterable[Judged]) -> list[tuple[str, ...]]:
    """The cells under ``ERRORS``: wrong decisions first, then what was left open; calls in order."""
    differing = [each for each in items if each.given != each.labelled]
    differing.sort(key=lambda each: (not each.wrong, each.labelled, each.call_id, each.item))
    return [
        (
            each.call_id,
            each.item,
            each.labelled,
            each.given,
            each.wording or "-",
            f"{each.confidence:.2f}",
            each.reason,
            each.quote,
        )
        for each in differing
    ]
