"""Owns explaining a verdict: what speaks for and against an item in one call, for those who dispute it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from speechqa.checks.explain.by_sense import senses
from speechqa.checks.explain.by_words import phrases
from speechqa.checks.explain.said import said_at
from speechqa.checks.explain.values import Evidence, Found, PhraseEvidence, Said, Sense
from speechqa.checks.items import conditions, finder_for, hearing, places, second_look
from speechqa.checks.items.channels import may_be
from speechqa.checks.items.search import fulfilling
from speechqa.records import RemovedText, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.checks.items import Finder
    from speechqa.checks.items.limit import Interval, Limit
    from speechqa.meaning import Meaning
    from speechqa.records import CallClass, PhraseHit, PhraseSound, Recording, Transcript
    from speechqa.scripts.values import Item, Script

T = TypeVar("T", Span, RemovedText)

__all__ = ["Evidence", "Found", "PhraseEvidence", "Said", "Sense", "explain"]


def explain(  # noqa: PLR0913 - what a verdict rests on
    item: Item,
    script: Script,
    transcript: Transcript,
    *,
    recording: Recording,
    call_class: CallClass,
    meaning: Meaning | None = None,
    described: bytes | None = None,
) -> Evidence:
    """The evidence behind the verdict that ``judge`` gives an item of the script by the same arguments."""
    finder = finder_for(script, transcript, meaning, described)
    condition = conditions.check(item.when, finder, recording, call_class)
    limits = places.limits(item, script.items, finder, condition.triggers)
    window = places.common([limit for limit in limits if not limit.never], transcript)
    counted = _counted(item, finder, limits)
    words_did = len(counted) >= item.count or (bool(counted) and item.kind == "must_not_say")
    return Evidence(
        where=tuple(limit.inside or limit.outside for limit in limits),
        window=window,
        triggers=tuple(said_at(transcript, hit) for hit in condition.triggers),
        refusal=condition.reason if condition.verdict else "",
        phrases=phrases(item, finder, limits),
        senses=() if words_did else senses(item, finder, limits, counted),
        unheard=_inside(transcript.unheard, item, window),
        removed=_inside(transcript.removed, item, window),
        doubt=hearing.doubt(transcript, item.speaker, window),
        sounds=_sounds(item, script, transcript),
    )


def _counted(item: Item, finder: Finder, limits: Sequence[Limit]) -> tuple[PhraseHit, ...]:
    """The hits that fulfil the item, or as much of it as was said."""
    counting = (one.hit for one in finder.candidates(item) if one.fate == "counts")
    return fulfilling(item, [hit for hit in counting if all(limit.allows(hit) for limit in limits)])


def _inside(stretches: Iterable[T], item: Item, window: Sequence[Interval]) -> tuple[T, ...]:
    """Those of the item's speaker that touch the window."""
    return tuple(
        each
        for each in stretches
        if may_be(each.speaker, item.speaker)
        and any(each.start_ms <= end and each.end_ms >= start for start, end in window)
    )


def _sounds(item: Item, script: Script, transcript: Transcript) -> tuple[PhraseSound, ...]:
    values = dict(script.values)
    spoken = {text for phrase in item.phrases for text in second_look.spoken(phrase, values)}
    return tuple(sound for sound in transcript.second_look if sound.phrase in spoken)
