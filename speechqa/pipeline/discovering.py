"""Owns looking for topics that no file has yet, over the calls of a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa import privacy
from speechqa.checks.topics import TopicSets, iso_week
from speechqa.records import DiscoveredTopic, Quote, Recording, Transcript

if TYPE_CHECKING:
    from speechqa.checks.topics.discover import Found
    from speechqa.privacy import Labels
    from speechqa.store import StoredCall
    from speechqa.store.database import Store

# Calls of a language that are read: what twice as many tell costs twice the memory and is hardly more.
MOST_CALLS = 50_000
LONGEST_QUOTE = 200  # characters
_DAY = len("2026-01-31")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found; ``read`` and ``stored`` are pairs of a language and a number of calls.

    ``stored`` are the calls that fit the wish, of which not all were read where they were too many.
    ``undated`` is the number of calls left out because nothing tells their date.
    """

    topics: tuple[DiscoveredTopic, ...] = ()
    read: tuple[tuple[str, int], ...] = ()
    stored: tuple[tuple[str, int], ...] = ()
    undated: int = 0


def discover_topics(  # noqa: PLR0913 -- where and what to look for
    *,
    store: Store,
    topic_sets: TopicSets,
    language: str = "",
    since: str = "",
    top: int = 20,
    redact: bool = False,
) -> Discovery:
    """At most ``top`` topics of each language (of one, if it is given), the most important first.

    ``since`` is a date (2026-01-31), "" for all calls. With ``redact`` quotes are masked, and words that are
    personal in one of them left out. The same calls give the same topics.
    """
    by_language: dict[str, list[StoredCall]] = defaultdict(list)
    undated = 0
    for call in store.calls(transcripts=False, analyses=False):
        if call.facts is None or not call.facts.words or (language and call.facts.language != language):
            continue
        day = call.recording.started_at[:_DAY]
        undated += bool(since) and not day
        if not since or day >= since:
            by_language[call.facts.language].append(call)
    chosen = {code: _spread(by_language[code]) for code in sorted(by_language)}
    labels = (
        privacy.Labels([call.recording for calls in chosen.values() for call in calls]) if redact else None
    )
    archive = _Archive(store, topic_sets, labels)
    topics = tuple(
        topic for code, calls in chosen.items() for topic in _of_language(code, calls, archive, top)
    )
    return Discovery(
        topics,
        tuple((code, len(calls)) for code, calls in chosen.items()),
        tuple((code, len(by_language[code])) for code in chosen),
        undated,
    )


def _spread(calls: Sequence[StoredCall]) -> Sequence[StoredCall]:
    """Each call, or of too many each n-th, in the order of their ids."""
    return calls[:: -(-len(calls) // MOST_CALLS)]


@dataclass(frozen=True, slots=True)
class _Archive:
    """Where the calls are; ``labels`` mask what they are called, None where personal data may be shown."""

    store: Store
    topic_sets: TopicSets
    labels: Labels | None

    def transcripts(self, calls: Sequence[StoredCall]) -> Iterator[tuple[Recording, Transcript]]:
        keyed = [(call.recording, call.facts.key) for call in calls if call.facts is not None]
        return self.store.transcripts(keyed)


def _of_language(
    language: str, calls: Sequence[StoredCall], archive: _Archive, top: int
) -> Iterator[DiscoveredTopic]:
    from speechqa.checks.topics.discover import Reader, discover

    reader = Reader(language, archive.topic_sets)
    for recording, transcript in archive.transcripts(calls):
        reader.add(recording.call_id, iso_week(recording.started_at), transcript)
    found = discover(reader, top=top)
    quoted = {call_id for one in found for call_id, _ in one.examples}
    shown = [call for call in calls if call.recording.call_id in quoted]
    said = {recording.call_id: transcript for recording, transcript in archive.transcripts(shown)}
    for one in found:
        topic = replace(one.topic, quotes=_quotes(one, said))
        if archive.labels is None:
            yield topic
        elif (masked := _redacted(topic, one, said, archive.labels)).words:
            yield masked


def _quotes(found: Found, said: dict[str, Transcript]) -> tuple[Quote, ...]:
    return tuple(
        Quote(call_id, turn.start_ms, _short(turn.text))
        for call_id, index in found.examples
        for turn in said[call_id].turns[index : index + 1]
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _redacted(
    topic: DiscoveredTopic, found: Found, said: dict[str, Transcript], labels: Labels
) -> DiscoveredTopic:
    """The topic without words that are personal in one of its examples, these masked."""
    masks = [privacy.Mask(said[call_id], privacy.find(said[call_id])) for call_id, _ in found.examples]
    masked = {
        call_id: mask.transcript(joined=True)
        for (call_id, _), mask in zip(found.examples, masks, strict=True)
    }

    def plain(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(text for text in texts if all(mask.text(text, strict=True) == text for mask in masks))

    quotes = (replace(quote, call_id=labels.call_id(quote.call_id)) for quote in _quotes(found, masked))
    return replace(topic, words=plain(topic.words), terms=plain(topic.terms), quotes=tuple(quotes))
