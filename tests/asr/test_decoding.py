"""Guards of a decoded window and how a bad one is redone, with a written-down model for the real one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.asr.decoding import Said, _batches, _groups, _is_suspicious, _longer, decode_windows
from speechqa.asr.options import Options
from speechqa.asr.packing import pack
from speechqa.asr.whisper import AlignedWord, Text, compression_ratio
from speechqa.asr.windows import WHOLE_FRAMES, Window, window_of
from speechqa.records import Audio, Channel

OPTIONS = Options()
RATE = 16_000
AUDIO = Audio((Channel("agent", np.ones(60 * RATE, dtype=np.float32)),), RATE, 60_000, 8_000, "pcm")
LOOP = "and then we and then we " * 20


def a_window(*spans: tuple[int, int]) -> Window:
    (packed,) = pack(0, spans or [(0, 8_000)], limit_ms=OPTIONS.pack_ms, gap_ms=OPTIONS.gap_ms)
    return window_of(AUDIO, packed, OPTIONS)


def a_text(text: str, *, logprob=-0.2, tokens=None) -> Text:
    many = len(text.split()) if tokens is None else tokens
    return Text(tuple(range(many)), text, logprob, 0.05, compression_ratio(text))


@dataclass
class Written:
    """A model that says what is written down: ``careful`` where repetitions are forbidden."""

    first: Text
    careful: Text = field(default_factory=lambda: a_text("never asked"))
    again: Text = field(default_factory=lambda: a_text("something else"))
    belief: float = 0.9
    batch: int = 8
    lanes: int = 1
    multilingual: bool = True
    asked: list[str] = field(default_factory=list)
    frames: list[int] = field(default_factory=list)

    def encode(self, sounds, frames, *, kept):
        self.frames.append(frames)
        return [np.zeros((kept // 2, 1), dtype=np.float32) for _ in sounds]

    def detect(self, encodings):
        return [{"en": self.belief} for _ in encodings]

    def decode(self, encodings, _languages, search, *, max_tokens):
        assert max_tokens > 0
        kind = "careful" if search.careful else "first" if not self.asked else "again"
        self.asked.append(kind)
        return [getattr(self, kind)] * len(encodings)

    def align(self, _encoding, text, _language, _length_ms):
        words = text.text.split()
        return tuple(AlignedWord(word, 300 * i, 300 * i + 250, 0.9) for i, word in enumerate(words))


def decoded(model: Written, window: Window | None = None):
    with ThreadPoolExecutor(1) as lanes:
        ((_, heard),) = decode_windows(model, [Said(window or a_window(), "en")], OPTIONS, lanes)
    return heard


def said(heard) -> str:
    return " ".join(word.text for word in heard.words)


def test_a_sure_window_is_decoded_once():
    model = Written(a_text("good morning to you"))
    heard = decoded(model)
    assert (said(heard), heard.doubt, model.asked) == ("good morning to you", "", ["first"])


@pytest.mark.parametrize(
    "bad",
    [a_text(LOOP), a_text("mumble", logprob=-1.4), a_text("far too much", logprob=-0.5, tokens=400)],
    ids=["loop", "unlikely", "too fast"],
)
def test_a_bad_window_is_heard_again_and_if_need_be_redone_whole_and_without_repetitions(bad):
    model = Written(bad, again=a_text("that is what she said"))
    assert said(decoded(model)) == "that is what she said"
    assert model.asked == ["first", "again"]
    model = Written(bad, again=bad, careful=a_text("this is what she said", logprob=-0.4))
    assert said(decoded(model)) == "this is what she said"
    assert model.asked == ["first", "again", "careful"]
    assert model.frames[2] == WHOLE_FRAMES


def test_a_loop_gives_way_to_a_less_likely_text_but_a_likelier_one_stays():
    loop = a_text(LOOP, logprob=-0.1)
    assert said(decoded(Written(loop, again=loop, careful=a_text("yes", logprob=-0.9)))) == "yes"
    unlikely = a_text("mumble mumble", logprob=-1.1)
    worse = a_text("worse", logprob=-2.0)
    assert said(decoded(Written(unlikely, again=unlikely, careful=worse))) == "mumble mumble"
    # A sure text that says all of it twice is a loop as well.
    twice = a_text("please tell me your name now please tell me your name now")
    assert said(decoded(Written(twice, again=a_text("please tell me your name now")))) == (
        "please tell me your name now"
    )


def test_a_side_whose_first_windows_were_sure_may_be_unsure_when_heard_again():
    twice = a_text("please tell me your name now please tell me your name now")
    again = a_text("please tell me your name now", logprob=-0.6)
    assert said(decoded(Written(twice, again=again))) == "please tell me your name now"


def test_an_unsure_window_is_heard_twice_and_doubted_if_that_differs():
    unsure = a_text("a cat sat on the mat today", logprob=-0.6)
    doubted = decoded(Written(unsure, belief=0.3, again=a_text("quite another thing", logprob=-0.6)))
    assert doubted.doubt
    half = decoded(Written(unsure, belief=0.3, again=a_text("a cat sat far from here now", logprob=-0.6)))
    assert half.doubt == ""
    assert 0.3 < half.belief < 0.5
    sure = decoded(Written(unsure, belief=0.9, again=unsure))
    assert (sure.doubt, sure.belief) == ("", 1.0)


@given(st.lists(st.integers(200, 13_000), max_size=20), st.integers(1, 8), st.integers(1, 4))
def test_batches_hold_every_window_once_and_only_those_of_one_length(lengths, size, lanes):
    windows = [Said(a_window((0, length)), "en") for length in lengths]
    batches = _batches(windows, size, lanes=lanes)
    # No lane has more windows at once than its even share.
    assert all(len(batch) <= -(-len(windows) // lanes) for batch in batches)
    assert sorted(index for batch in batches for index in batch) == list(range(len(windows)))
    assert all(0 < len(batch) <= size for batch in batches)
    assert all(len({windows[index].window.frames for index in batch}) == 1 for batch in batches)


@given(
    st.lists(st.tuples(st.integers(300, 2_000), st.integers(300, 12_000)), min_size=1, max_size=9), st.data()
)
def test_what_is_heard_again_is_the_same_speech_in_longer_windows(gaps, data):
    at, spans = 0, []
    for gap, length in gaps:
        spans.append((at + gap, at + gap + length))
        at = spans[-1][1]
    packs = pack(0, spans, limit_ms=OPTIONS.pack_ms, gap_ms=OPTIONS.gap_ms)
    windows = [Said(window_of(AUDIO, packed, OPTIONS), "en") for packed in packs]
    doubtful = data.draw(st.lists(st.booleans(), min_size=len(windows), max_size=len(windows)))
    groups = _groups(windows, doubtful, OPTIONS.long_ms)
    grouped = [index for group in groups for index in group]
    assert len(grouped) == len(set(grouped))
    assert {index for index, bad in enumerate(doubtful) if bad} <= set(grouped)
    for group in groups:
        assert list(group) == list(range(group[0], group[-1] + 1))
        longer = _longer([windows[index] for index in group], OPTIONS).window
        pieces = [(piece.start_ms, piece.end_ms) for piece in longer.pack.pieces]
        assert pieces == [
            (p.start_ms, p.end_ms) for index in group for p in windows[index].window.pack.pieces
        ]
        assert longer.pack != windows[group[0]].window.pack
        assert longer.frames <= WHOLE_FRAMES


def test_two_sides_are_never_heard_in_one_window():
    both = Audio(
        (AUDIO.channels[0], Channel("customer", AUDIO.channels[0].samples)), RATE, 60_000, 8_000, "pcm"
    )
    sides = [
        Said(window_of(both, packed, OPTIONS), "en")
        for channel in (0, 1)
        for packed in pack(channel, [(0, 4_000)], limit_ms=OPTIONS.pack_ms, gap_ms=OPTIONS.gap_ms)
    ]
    assert _groups(sides, [True, True], OPTIONS.long_ms) == [(0,), (1,)]


def test_whispers_own_signs_tell_a_bad_text():
    assert not _is_suspicious(a_window(), a_text("good morning to you"), OPTIONS)
    assert not _is_suspicious(a_window(), a_text(""), OPTIONS)
    assert _is_suspicious(a_window(), a_text(LOOP), OPTIONS)
    assert compression_ratio(LOOP) > OPTIONS.max_compression > compression_ratio("good morning to you")
