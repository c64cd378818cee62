"""Discovery over a store: which calls are read, and what is told of those that aren't."""

import pytest

from speechqa import pipeline
from speechqa.checks.topics import NO_TOPICS
from speechqa.pipeline import discovering
from speechqa.records import Recording, Transcript, Turn, Word
from speechqa.store import open_store

TALK = [
    "good morning", "hello", "hi there", "the wasp nest is big", "that wasp nest has to go",
    "so it rained", "it rained a lot", "bye", "bye bye", "goodbye",
]  # fmt: skip
OTHER = [line for line in TALK if "wasp" not in line]


def transcript(lines, language="en"):
    turns, at = [], 0
    for n, line in enumerate(lines):
        words = tuple(Word(word, at + 300 * i, at + 300 * i + 250) for i, word in enumerate(line.split()))
        turns.append(Turn("agent" if n % 2 else "customer", at, words[-1].end_ms, words))
        at = words[-1].end_ms
    return Transcript(language, at, tuple(turns), "test")


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "s.sqlite") as opened:
        yield opened


def keep(store, call_id, lines, started_at="", language="en"):
    recording = Recording("p", call_id, call_id, call_id, started_at=started_at)
    store.put_calls([recording])
    key = {"backend": "t", "model_hash": "", "options_hash": ""}
    return recording, store.put_transcript(recording, transcript(lines, language), **key)


def test_calls_without_words_and_of_another_language_are_not_read(store):
    for n in range(12):
        keep(store, f"a{n:02}", TALK if n < 3 else OTHER)
    keep(store, "silent", [])
    keep(store, "german", TALK, language="de")
    store.put_calls([Recording("p", "new", "new", "new")])
    found = pipeline.discover_topics(store=store, topic_sets=NO_TOPICS, language="en")
    assert found.read == found.stored == (("en", 12),)
    assert [(topic.words[0], topic.calls) for topic in found.topics] == [("wasp nest", 3)]
    assert [quote.call_id for quote in found.topics[0].quotes] == ["a00", "a01", "a02"]
    both = pipeline.discover_topics(store=store, topic_sets=NO_TOPICS)
    assert both.read == (("de", 1), ("en", 12))


def test_since_a_day_leaves_out_what_is_older_and_counts_what_has_no_date(store):
    for n, day in enumerate(["", "2026-01-01T23:59:59", "2026-01-02T00:00:00", "2026-02-01"]):
        keep(store, f"a{n}", TALK, day)
    found = pipeline.discover_topics(store=store, topic_sets=NO_TOPICS, since="2026-01-02")
    assert (found.read, found.undated) == ((("en", 2),), 1)


def test_of_too_many_calls_each_nth_is_read_and_that_is_told(store, monkeypatch):
    monkeypatch.setattr(discovering, "MOST_CALLS", 5)
    for n in range(12):
        keep(store, f"a{n:02}", TALK)
    found = pipeline.discover_topics(store=store, topic_sets=NO_TOPICS)
    assert (found.read, found.stored) == ((("en", 4),), (("en", 12),))


def test_long_quotes_are_cut(store):
    for n in range(12):
        long = "the wasp nest " + "is big " * 60
        keep(store, f"a{n:02}", [*TALK[:3], long, long, *TALK[5:]] if n < 3 else OTHER)
    (topic,) = pipeline.discover_topics(store=store, topic_sets=NO_TOPICS).topics
    assert all(
        len(quote.text) == discovering.LONGEST_QUOTE and quote.text[-1] == "…" for quote in topic.quotes
    )


def test_transcripts_come_in_the_order_asked_for_and_unknown_ones_are_left_out(store):
    first, key_of_first = keep(store, "a", TALK)
    second, key_of_second = keep(store, "b", OTHER)
    wanted = [(second, key_of_second), (first, "unknown"), (first, key_of_first)] * 400
    found = list(store.transcripts(wanted))
    assert [recording.call_id for recording, _ in found] == ["b", "a"] * 400
    assert found[0][1].turns == transcript(OTHER).turns
