"""Where the plain engine puts the words of faster-whisper's lines; test_engine.py drives it for real."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from speechqa.asr.engine import whisper_options
from speechqa.asr.exact import placed
from speechqa.asr.whisper import AlignedWord
from speechqa.asr.windows import Decoded

PIECES = ((1_000, 3_000), (6_000, 9_000))


def a_line(*times) -> Decoded:
    words = tuple(AlignedWord(str(number), start, end, 0.8) for number, (start, end) in enumerate(times))
    return Decoded(words, -0.4, 0.2)


def test_words_go_to_the_speech_they_lie_in_with_the_judgement_of_their_line():
    found, stray = placed(
        a_line((900, 1_400), (2_800, 3_300), (5_700, 6_100), (8_000, 8_200)), "agent", PIECES
    )
    assert stray == []
    assert [(each.start_ms, each.end_ms, each.text) for each in found] == [
        (1_000, 3_000, "0 1"),
        (6_000, 9_000, "2 3"),
    ]
    assert {(each.speaker, each.avg_logprob, each.no_speech_prob) for each in found} == {("agent", -0.4, 0.2)}
    assert found[0].words[0].confidence == 0.8


def test_a_word_over_a_pause_belongs_where_more_of_it_lies():
    (found,), _ = placed(a_line((2_900, 6_800)), "agent", PIECES)
    assert found.start_ms == 6_000


def test_words_far_from_all_speech_are_taken_out_and_told():
    found, stray = placed(a_line((4_000, 4_400), (20_000, 21_000)), "customer", PIECES)
    assert found == []
    assert [(each.text, each.reason, each.start_ms) for each in stray] == [
        ("0", "no speech", 4_000),
        ("1", "no speech", 20_000),
    ]


@given(st.lists(st.tuples(st.integers(0, 12_000), st.integers(0, 3_000)), max_size=20))
def test_no_word_is_lost_or_doubled(times):
    line = a_line(*((start, start + length) for start, length in times))
    found, stray = placed(line, "agent", PIECES)
    told = [word.text for each in found for word in each.words] + [each.text for each in stray]
    assert sorted(told) == sorted(word.text for word in line.words)


def test_a_plain_transcript_is_not_taken_for_a_fast_one():
    fast, plain = (whisper_options("cpu/int8", exact=exact) for exact in (False, True))
    assert fast.digest != plain.digest
    assert fast.voice_model == plain.voice_model
