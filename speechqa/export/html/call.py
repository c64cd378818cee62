"""Owns what a call's page shows: lanes of speech, words with what was found there, verdicts with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.export.html import charts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speechqa.export.html.charts import Bar
    from speechqa.records import (
        Appeal,
        CallResult,
        Decided,
        Speaker,
        TalkMetrics,
        Transcript,
        Turn,
        Verdict,
        Word,
        WordHit,
    )

_BREATH_MS = 1000  # shorter gaps between words of a turn are no silence
_LEAST_SILENCE_MS = 2000  # shorter silences are left out of the picture
# Word confidence at and above which a word is shown in full, a little paler, pale; palest below.
_LEVELS = (0.8, 0.6, 0.4)
_SPEAKERS: tuple[Speaker, ...] = ("agent", "customer", "unknown")


@dataclass(frozen=True, slots=True)
class Lane:
    """One speaker's talk over the call."""

    speaker: Speaker
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A hit on the timeline: ``kind`` is a verdict or "word"; ``anchor`` is where the page tells more."""

    x: float
    at_ms: int
    kind: str
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes, what lies between them, and the marks, all over ``charts.WIDTH``."""

    lanes: tuple[Lane, ...]
    silence: tuple[Bar, ...]
    overlap: tuple[Bar, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word: ``level`` 0 (heard surely) to 3 (hardly), ``kind`` of the hit it belongs to, "" for none."""

    text: str
    start_ms: int
    end_ms: int
    level: int
    kind: str


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn with its words."""

    speaker: Speaker
    start_ms: int
    words: tuple[ShownWord, ...]


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """A verdict with its item's title, its anchor on the page, and what people said of it."""

    verdict: Verdict
    title: str
    anchor: str
    decided: Decided | None = None
    appeals: tuple[Appeal, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The verdicts of a script's section, in order."""

    title: str
    verdicts: tuple[ShownVerdict, ...]


def page_values(
    call: CallResult,
    transcript: Transcript | None,
    titles: Mapping[tuple[str, str], str],
    *,
    audio: tuple[str, str],
) -> dict[str, object]:
    """What the template of a call's page is filled with.

    ``audio`` is (the sound's address as seen from the page, what keeps it from being played).
    """
    shown = sections(call, titles)
    return {
        "call": call,
        "sections": shown,
        "timeline": timeline(call, transcript, shown),
        "turns": turns(call, transcript),
        "hits": hits(call),
        "talk_shares": _shares(call.analysis.talk if call.analysis else None, call.duration_ms),
        "audio": audio[0],
        "audio_problem": audio[1],
        "call_appeals": appeals_of(call, ""),
    }


def _shares(talk: TalkMetrics | None, duration_ms: int | None) -> tuple[float | None, float | None]:
    """How much of the call the agent speaks, and the customer; None where it isn't known."""
    if talk is None or not duration_ms:
        return None, None
    both = (talk.agent_talk_ms, talk.customer_talk_ms)
    agent, customer = (None if ms is None else ms / duration_ms for ms in both)
    return agent, customer


def sections(call: CallResult, titles: Mapping[tuple[str, str], str]) -> tuple[Section, ...]:
    """The call's verdicts by section."""
    analysis = call.analysis
    if analysis is None:
        return ()
    shown: dict[str, list[ShownVerdict]] = {}
    for index, verdict in enumerate(analysis.verdicts):
        title = titles.get((analysis.script, verdict.item), verdict.item)
        decided = call.review.of(verdict.item) if call.review else None
        made = ShownVerdict(verdict, title, f"v{index}", decided, appeals_of(call, verdict.item))
        shown.setdefault(verdict.section, []).append(made)
    return tuple(Section(title, tuple(found)) for title, found in shown.items())


def appeals_of(call: CallResult, item: str) -> tuple[Appeal, ...]:
    """Objections to an item, "" for the call as a whole."""
    appeals = call.review.appeals if call.review else ()
    return tuple(each for each in appeals if each.appeal.item == item)


def timeline(call: CallResult, transcript: Transcript | None, shown: Sequence[Section]) -> Timeline:
    """The picture of the call; without a transcript its marks alone."""
    duration = call.duration_ms or 1
    talk = {each: _spans(transcript.turns if transcript else (), each) for each in _SPEAKERS}
    everyone = _union([span for spans in talk.values() for span in spans])
    silence = [span for span in _between(everyone, duration) if span[1] - span[0] >= _LEAST_SILENCE_MS]
    return Timeline(
        lanes=tuple(
            Lane(each, charts.bars(talk[each], duration))
            for each in _SPEAKERS
            if talk[each] or each != "unknown"
        ),
        silence=charts.bars(silence if transcript else (), duration),
        overlap=charts.bars(_common(talk["agent"], talk["customer"]), duration),
        marks=_marks(call, shown, duration),
    )


def _marks(call: CallResult, shown: Iterable[Section], duration: int) -> tuple[Mark, ...]:
    everything = [each for section in shown for each in section.verdicts]
    verdicts = [
        Mark(charts.place(at_ms, duration), at_ms, each.verdict.verdict, each.title, each.anchor)
        for each in everything
        if (at_ms := each.verdict.start_ms) is not None
    ]
    hits = call.analysis.word_hits if call.analysis else ()
    words = [
        Mark(charts.place(hit.start_ms, duration), hit.start_ms, "word", hit.matched, f"w{index}")
        for index, hit in enumerate(hits)
    ]
    return tuple(sorted((*verdicts, *words), key=lambda mark: (mark.at_ms, mark.anchor)))


def turns(call: CallResult, transcript: Transcript | None) -> tuple[ShownTurn, ...]:
    """The words as the page shows them."""
    if transcript is None:
        return ()
    found = _found(call)
    return tuple(
        ShownTurn(turn.speaker, turn.start_ms, tuple(_word(word, turn.speaker, found) for word in turn.words))
        for turn in transcript.turns
    )


@dataclass(frozen=True, slots=True)
class _Found:
    speaker: Speaker | None
    start_ms: int
    end_ms: int
    kind: str


def _found(call: CallResult) -> tuple[_Found, ...]:
    """Where something was found; words found stand before verdicts, which span more."""
    if call.analysis is None:
        return ()
    words = [_Found(hit.speaker, hit.start_ms, hit.end_ms, "word") for hit in call.analysis.word_hits]
    verdicts = [
        _Found(each.speaker, each.start_ms, each.end_ms, each.verdict)
        for each in call.analysis.verdicts
        if each.start_ms is not None and each.end_ms is not None
    ]
    return (*words, *verdicts)


def _word(word: Word, speaker: Speaker, found: Iterable[_Found]) -> ShownWord:
    kind = next(
        (
            each.kind
            for each in found
            if each.speaker in {None, speaker} and word.start_ms < each.end_ms and each.start_ms < word.end_ms
        ),
        "",
    )
    return ShownWord(word.text, word.start_ms, word.end_ms, _level(word.confidence), kind)


def _level(confidence: float | None) -> int:
    return 0 if confidence is None else sum(confidence < limit for limit in _LEVELS)


def _spans(said: Iterable[Turn], speaker: Speaker) -> list[tuple[int, int]]:
    """When the speaker talks, breaths bridged."""
    words = [(w.start_ms, w.end_ms) for turn in said if turn.speaker == speaker for w in turn.words]
    return _union(words, bridge=_BREATH_MS)


def _union(spans: Iterable[tuple[int, int]], *, bridge: int = 0) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + bridge:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _between(spans: Sequence[tuple[int, int]], duration: int) -> list[tuple[int, int]]:
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), duration]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _common(left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where both lists of disjoint spans, each in order, overlap."""
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            found.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return found


def hits(call: CallResult) -> tuple[tuple[str, WordHit], ...]:
    """(anchor, hit) of each stop word and profanity."""
    found = call.analysis.word_hits if call.analysis else ()
    return tuple((f"w{index}", hit) for index, hit in enumerate(found))
