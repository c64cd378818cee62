"""Stored values come back exactly, or an error says that they can't."""

import json
import math
import zlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.records import (
    CallAnalysis,
    CallClass,
    Recording,
    RemovedText,
    Scorecard,
    Span,
    TalkMetrics,
    Transcript,
    Turn,
    Verdict,
    Word,
    WordHit,
)
from speechqa.store.codec import PayloadError, from_text, pack, to_text, unpack

# High surrogates are left out: two halves in a row are one character to JSON. They can't come
# from file names (stray bytes are low ones) nor from JSON files.
texts = st.text(st.characters(exclude_characters=map(chr, range(0xD800, 0xDC00))), max_size=8) | st.just(
    "a\udcff\0"
)
times = st.integers(-1, 2**40)
floats = st.floats(allow_nan=False)
speakers = st.sampled_from(["agent", "customer", "unknown"])


def tuples(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


words = st.builds(Word, texts, times, times, st.none() | floats)
transcripts = st.builds(
    Transcript,
    language=texts,
    duration_ms=times,
    turns=tuples(st.builds(Turn, speakers, times, times, tuples(words))),
    backend=texts,
    asr_confidence=st.none() | floats,
    removed=tuples(st.builds(RemovedText, speakers, times, times, texts, texts)),
    unheard=tuples(st.builds(Span, speakers, times, times)),
    warnings=tuples(texts),
)
verdicts = st.builds(
    Verdict,
    texts,
    texts,
    st.sampled_from(["met", "not_met", "cannot_tell", "not_applicable"]),
    floats,
    floats,
    floats,
    critical=st.booleans(),
    speaker=st.none() | speakers,
    start_ms=st.none() | times,
    quote=texts,
)
analyses = st.builds(
    CallAnalysis,
    st.builds(CallClass, st.just("other"), floats, stage=st.none() | st.just("offer"), topics=tuples(texts)),
    st.builds(TalkMetrics, times, times, times, times, times, times, st.none() | floats),
    verdicts=tuples(verdicts),
    word_hits=tuples(st.builds(WordHit, texts, texts, texts, times, speakers, times, times)),
    pass_mark=floats,
)
cards = st.builds(Scorecard, st.none() | floats, st.none() | st.booleans(), times)
recordings = st.builds(Recording, texts, texts, texts, texts, direction=st.none() | st.just("inbound"))


@given(st.one_of(transcripts, analyses, cards, recordings))
def test_every_value_comes_back_equal(value):
    assert unpack(type(value), pack(value)) == value
    assert from_text(type(value), to_text(value)) == value


@given(transcripts)
def test_equal_values_have_equal_bytes(value):
    assert pack(value) == pack(unpack(Transcript, pack(value)))


def test_numbers_of_numpy_are_stored_as_what_they_are():
    word = Word("hi", np.int64(3), np.int32(4), np.float32(0.5))
    assert from_text(Word, to_text(word)) == Word("hi", 3, 4, 0.5)


def test_infinity_and_not_a_number_survive():
    assert from_text(Scorecard, to_text(Scorecard(math.inf, None, 0))).score == math.inf
    assert math.isnan(from_text(Scorecard, to_text(Scorecard(math.nan, None, 0))).score)


def test_a_value_from_before_a_field_existed_takes_its_default():
    old = json.loads(to_text(Word("hi", 0, 1, 0.5)))
    del old["confidence"]
    assert from_text(Word, json.dumps(old)) == Word("hi", 0, 1)
    verdict = Verdict("Opening", "greeting", "met", 0.9, 1.0, 1.0, phrase="hello", missing=("there",))
    older = json.loads(to_text(verdict))
    del older["phrase"], older["missing"], older["raw"]
    assert from_text(Verdict, json.dumps(older)) == replace(verdict, phrase="", missing=())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"text": "hi", "start_ms": 0, "end_ms": 1, "volume": 3}',
        '{"text": "hi", "start_ms": 0.5, "end_ms": 1}',
        '{"text": "hi", "start_ms": true, "end_ms": 1}',
        '{"text": 7, "start_ms": 0, "end_ms": 1}',
        "[" * 100_000,
    ],
)
def test_what_is_no_such_value_is_an_error(text):
    with pytest.raises(PayloadError, match="Word"):
        from_text(Word, text)


def test_a_word_outside_a_closed_list_is_an_error():
    text = to_text(Span("agent", 0, 1)).replace("agent", "robot")
    with pytest.raises(PayloadError, match="robot"):
        from_text(Span, text)


@given(st.binary(max_size=200))
def test_random_bytes_are_an_error(payload):
    with pytest.raises(PayloadError):
        unpack(Word, payload)


def test_damaged_payloads_are_an_error():
    whole = pack(replace(Word("hi", 0, 1), text="long " * 100))
    for payload in (whole[:-3], whole[:10], zlib.compress("ы".encode())):
        with pytest.raises(PayloadError):
            unpack(Word, payload)


def test_what_the_store_can_not_keep_is_a_bug_and_says_so():
    with pytest.raises(TypeError, match="set"):
        to_text(Word(set(), 0, 1))
