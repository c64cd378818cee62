"""Where in a call a commitment was made."""

from __future__ import annotations

from speechqa.checks.commitments import find_commitments, place_of
from speechqa.records import Transcript, Turn, Word


def turn(speaker, text, at):
    words = tuple(Word(word, at + 300 * n, at + 300 * n + 250) for n, word in enumerate(text.split()))
    return Turn(speaker, at, words[-1].end_ms, words)


def call(*turns):
    return Transcript("en", max(each.end_ms for each in turns), turns, "test")


def test_a_quote_begins_where_its_words_do_though_both_speak_at_once():
    heard = call(
        turn("agent", "Right. I'll call you back on Thursday at three.", 1000),
        turn("customer", "Yes yes yes that is fine.", 1000),
        turn("customer", "Bye.", 6000),
    )
    (promise,) = find_commitments(heard, started_at="")
    assert place_of(promise, heard) == (0, 1)


def test_another_call_has_no_such_place():
    promising = call(turn("agent", "I'll call you back on Thursday at three.", 0))
    (promise,) = find_commitments(promising, started_at="")
    assert place_of(promise, call(turn("agent", "Hello there, how are you?", 0))) is None
