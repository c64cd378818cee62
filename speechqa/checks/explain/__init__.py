"""Owns explaining a verdict: what speaks for and against an item in one call, for those who dispute it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.checks.explain.by_sense import senses
from speechqa.checks.explain.by_words import phrases
from speechqa.checks.explain.said import said_at
from speechqa.checks.explain.values import Evidence, Found, PhraseEvidence, Said, Sense
from speechqa.checks.items import conditions, finder_for, hearing, places, second_look
from speechqa.checks.items.channels import may_be
from speechqa.checks.items.search import fulfilling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.checks.items import Finder
    from speechqa.checks.items.places import Interval, Limit
    from speechqa.meaning import Meaning
    from speechqa.records import CallClass, PhraseHit, PhraseSound, Recording, Transcript, Verdict
    from speechqa.scripts.values import Item, Script

__all__ = ["Evidence", "Found", "PhraseEvidence", "Said", "Sense", "explain"]


def explain(  # noqa: PLR0913 - what a verdict rests on
    verdict: Verdict,
    script: Script,
    transcript: Transcript,
    *,
    recording: Recording,
    call_class: CallClass,
    meaning: Meaning | None = None,
    described: bytes | None = None,
) -> Evidence:
    """The evidence behind ``verdict``, which ``judge`` gave one of the script's items by the same arguments.

    What came nearest is looked for only where a phrase wasn't found. Raises ``KeyError`` for an item that
    isn't the script's.
    """
    item = script.item(verdict.item)
    if item is None:
        raise KeyError(verdict.item)
    finder = finder_for(script, transcript, meaning, described)
    condition = conditions.check(item.when, finder, recording, call_class)
    limits = places.limits(item, script.items, finder, condition.triggers)
    window = places.common([limit for limit in limits if not limit.never], transcript)
    said = phrases(item, finder, limits, nearest=True)
    counted = _counted(item, finder, limits)
    words_did = len(counted) >= item.count or (bool(counted) and item.kind == "must_not_say")
    return Evidence(
        where=tuple(limit.inside or limit.outside for limit in limits),
        window=window,
        triggers=tuple(said_at(transcript, hit) for hit in condition.triggers),
        refusal=condition.reason if condition.verdict else "",
        phrases=said,
        senses=() if words_did else senses(item, finder, limits, counted),
        unheard=tuple(
            span
            for span in transcript.unheard
            if may_be(span.speaker, item.speaker) and _touches(span.start_ms, span.end_ms, window)
        ),
        removed=tuple(
            text
            for text in transcript.removed
            if may_be(text.speaker, item.speaker) and _touches(text.start_ms, text.end_ms, window)
        ),
        doubt=hearing.doubt(transcript, item.speaker, window),
        sounds=_sounds(item, script, transcript),
    )


def _counted(item: Item, finder: Finder, limits: Sequence[Limit]) -> tuple[PhraseHit, ...]:
    """The hits that fulfil the item, or as much of it as was said."""
    counting = (one.hit for one in finder.candidates(item) if one.fate == "counts")
    return fulfilling(item, [hit for hit in counting if all(limit.allows(hit) for limit in limits)])


def _touches(start_ms: int, end_ms: int, window: Sequence[Interval]) -> bool:
    return any(start_ms <= end and end_ms >= start for start, end in window)


def _sounds(item: Item, script: Script, transcript: Transcript) -> tuple[PhraseSound, ...]:
    values = dict(script.values)
    spoken = {text for phrase in item.phrases for text in second_look.spoken(phrase, values)}
    return tuple(sound for sound in transcript.second_look if sound.phrase in spoken)
