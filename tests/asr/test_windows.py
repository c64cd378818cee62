"""Windows: their length depends on their own sound only, and every word finds its place again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.asr.cleaning import Utterance
from speechqa.asr.options import Options
from speechqa.asr.packing import pack
from speechqa.asr.whisper import AlignedWord
from speechqa.asr.windows import (
    FRAME_MS,
    WHOLE_FRAMES,
    Decoded,
    silent_stretches,
    utterances,
    whole,
    window_of,
)
from speechqa.records import Audio, Channel, Word

RATE = 16_000
OPTIONS = Options()
NOISE = np.random.default_rng(7).normal(0, 0.1, 120 * RATE).astype(np.float32)
AUDIO = Audio((Channel("agent", NOISE),), RATE, 120_000, 8_000, "pcm")

# Gaps and lengths of stretches of speech, milliseconds.
stretches = st.lists(
    st.tuples(st.integers(50, 3_000), st.integers(200, OPTIONS.pack_ms)), min_size=1, max_size=6
)


def windows_over(gaps):
    at, spans = 0, []
    for gap, length in gaps:
        spans.append((at + gap, at + gap + length))
        at = spans[-1][1]
    packs = pack(0, spans, limit_ms=OPTIONS.pack_ms, gap_ms=OPTIONS.gap_ms)
    return [window_of(AUDIO, packed, OPTIONS) for packed in packs]


@given(stretches)
def test_a_window_holds_its_sound_and_a_short_silence_in_whole_steps(gaps):
    for window in windows_over(gaps):
        seen_ms = window.frames * FRAME_MS
        assert window.frames <= WHOLE_FRAMES
        assert seen_ms % OPTIONS.window_step_ms == 0
        tail = seen_ms - window.length_ms
        assert tail >= OPTIONS.window_tail_ms or window.frames == WHOLE_FRAMES
        assert tail < OPTIONS.window_tail_ms + OPTIONS.window_step_ms
        assert len(window.sound) == window.length_ms * RATE // 1000


@given(stretches, st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 5_000)), max_size=15))
def test_every_word_lies_in_one_of_its_windows_pieces(gaps, times):
    for window in windows_over(gaps):
        words = tuple(
            AlignedWord(str(number), start, start + length, 0.9)
            for number, (start, length) in enumerate(times)
        )
        found = utterances(window, Decoded(words, -0.2, 0.1, doubt="why"))
        placed = [word for each in found for word in each.words]
        assert sorted(word.text for word in placed) == sorted(word.text for word in words)
        assert [(each.start_ms, each.end_ms) for each in found] == [
            (piece.start_ms, piece.end_ms) for piece in window.pack.pieces
        ]
        for each in found:
            assert all(each.start_ms <= w.start_ms <= w.end_ms <= each.end_ms for w in each.words)
            assert (each.speaker, each.avg_logprob, each.doubt) == ("agent", -0.2, "why")


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        # The pause before a first word, and the pause after any other, aren't the word.
        (0, 4_000, (3_400 + 1_000, 4_000 + 1_000)),
        (5_000, 9_000, (5_000 + 1_000, 5_600 + 1_000)),
        (5_000, 6_400, (5_000 + 1_000, 6_400 + 1_000)),
    ],
)
def test_a_word_drawn_out_over_a_pause_is_cut_to_a_words_length(start, end, place):
    (window,) = windows_over([(1_000, 10_000)])
    (found,) = utterances(window, Decoded((AlignedWord("so", start, end, 0.9),), -0.2, 0.1))
    assert [(word.start_ms, word.end_ms) for word in found.words] == [place]


def test_long_stretches_without_a_word_are_looked_for_again():
    def found(start, end, words=()):
        return Utterance("agent", start, end, tuple(words), -0.2, 0.1)

    said = windows_over([(0, 5_000)])[0]
    (spoken,) = utterances(said, Decoded((AlignedWord("yes", 0, 300, 0.9),), -0.2, 0.1))
    silent = [found(9_000, 11_000), spoken, found(6_000, 6_900), found(7_000, 8_000)]
    lost = silent_stretches(silent, least_ms=1_000, between_ms=9_000)
    assert lost == ((7_000, 8_000), (9_000, 11_000))


@pytest.mark.parametrize(
    ("text", "until", "lost"),
    [
        # The decoder wrote the beginning and the end of a long piece, and lost what was between.
        ("yes", 400, ((700, 4_700),)),
        ("yes", 2_900, ()),
        # A number takes longer to say than its one word's times tell.
        ("1632960141", 400, ()),
    ],
)
def test_a_sentence_lost_between_two_words_is_looked_for_again(text, until, lost):
    words = (Word(text, 0, until, 0.9), Word("bye", 5_000, 5_300, 0.9))
    found = Utterance("agent", 0, 5_400, words, -0.2, 0.1)
    assert silent_stretches([found], least_ms=1_000, between_ms=2_200) == lost


def test_the_decoder_gets_less_of_the_silence_behind_than_the_encoder():
    (window,) = windows_over([(1_000, 10_000)])
    assert window.length_ms + OPTIONS.decoder_tail_ms <= window.kept * FRAME_MS < window.frames * FRAME_MS
    assert whole(window).kept == whole(window).frames == WHOLE_FRAMES
