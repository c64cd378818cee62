from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.asr.cleaning import Utterance, clean, loop_start, without_crosstalk
from speechqa.asr.devices import choose_device, choose_threads
from speechqa.asr.language_id import Identified, agreed, call_language, given_language, identify
from speechqa.asr.options import Options
from speechqa.asr.packing import energy_of, locate, pack, sound
from speechqa.asr.phantoms import is_phantom
from speechqa.asr.speech import is_tone, uncovered
from speechqa.asr.turns import build_turns
from speechqa.errors import ModelError, RecognitionError
from speechqa.records import Word

RATE = 16_000


def said(text: str, start: int = 0, step: int = 300, confidence: float = 0.9) -> tuple[Word, ...]:
    return tuple(
        Word(token, start + step * i, start + step * (i + 1) - 50, confidence)
        for i, token in enumerate(text.split())
    )


def an_utterance(words, *, speaker="agent", no_speech=0.1, logprob=-0.3) -> Utterance:
    return Utterance(speaker, words[0].start_ms, words[-1].end_ms, words, logprob, no_speech)


@given(st.lists(st.tuples(st.integers(1, 9000), st.integers(300, 20_000)), max_size=12))
def test_packs_hold_every_span_once_within_the_limit(gaps):
    at, spans = 0, []
    for gap, length in gaps:
        spans.append((at + gap, at + gap + length))
        at += gap + length
    packs = pack(0, spans, limit_ms=28_000, gap_ms=300)
    assert [(p.start_ms, p.end_ms) for packed in packs for p in packed.pieces] == spans
    assert all(packed.length_ms <= 28_000 for packed in packs)


def test_packed_sound_is_found_back_where_it_was():
    samples = np.arange(10 * RATE, dtype=np.float32)
    packed = pack(0, [(1000, 2000), (5000, 7000)], limit_ms=28_000, gap_ms=300)[0]
    heard = sound(samples, packed, RATE)
    assert heard[0] == samples[RATE]
    assert heard[1300 * 16] == samples[5 * RATE]
    assert not heard[1000 * 16 : 1300 * 16].any()
    energy = energy_of(heard, RATE)
    assert locate(packed, 100, 400, energy) == (0, 1100, 1400)
    assert locate(packed, 1500, 1900, energy) == (1, 5200, 5600)
    # The aligner starts the word in the pause before; it is said in the second piece.
    assert locate(packed, 900, 1600, energy) == (1, 5000, 5300)


def test_turns_split_where_the_other_side_speaks_or_at_a_pause():
    words = {
        "agent": [*said("one two"), *said("three", 2000), *said("four", 9000)],
        "customer": said("mhm", 1000),
    }
    turns = build_turns(words, pause_ms=1500)
    assert [(t.speaker, t.text) for t in turns] == [
        ("agent", "one two"),
        ("customer", "mhm"),
        ("agent", "three"),
        ("agent", "four"),
    ]


def test_talking_at_once_keeps_each_side_whole():
    turns = build_turns({"agent": said("a b c d"), "customer": said("w x y z", 100)}, pause_ms=1000)
    assert [t.text for t in turns] == ["a b c d", "w x y z"]


def test_every_word_lands_in_one_turn():
    words = {"agent": said("a b c d e f", step=700), "customer": said("u v w", 350, step=900)}
    turns = build_turns(words, pause_ms=1000)
    assert sorted(w.text for t in turns for w in t.words) == ["a", "b", "c", "d", "e", "f", "u", "v", "w"]


def test_loops_are_cut_to_their_first_saying():
    assert loop_start(["no", "no", "no", "no"]) is None
    assert loop_start(("a b c " * 5).split()) == (3, 15)
    kept, removed = clean([an_utterance(said("well " + "thank you very " * 6))], Options())
    assert kept[0].text == "well thank you very"
    assert removed[0].reason == "repetition loop"


@pytest.mark.parametrize(
    ("utterance", "reason"),
    [
        (an_utterance(said("mm hm", confidence=0.1)), "too uncertain"),
        (an_utterance(said("who knows"), no_speech=0.9, logprob=-1.2), "no speech"),
        (an_utterance(said("a b c d e f g h", step=60)), "faster than speech"),
        (an_utterance(said("Thanks for watching!")), "known phantom phrase"),
        (an_utterance(said("Продолжение следует...")), "known phantom phrase"),
        (an_utterance(said("Thank you.", confidence=0.4)), "known phantom phrase"),
    ],
)
def test_what_nobody_said_is_removed_with_its_reason(utterance, reason):
    kept, removed = clean([utterance], Options())
    assert (kept, [r.reason for r in removed]) == ((), [reason])


@pytest.mark.parametrize("text", ["Thank you.", "Danke, tschüss", "Спасибо, до свидания", "dziękuję", "okay"])
def test_ordinary_politeness_said_clearly_stays(text):
    assert not is_phantom(text, doubtful=False)
    assert clean([an_utterance(said(text))], Options())[1] == ()


def test_a_faint_copy_of_the_other_side_is_crosstalk():
    loud = an_utterance(said("please send me the invoice"), speaker="customer")
    echo = an_utterance(said("please send the invoice", 100))
    answer = an_utterance(said("of course I will", 3000))
    levels = {"agent": -50.0, "customer": -20.0}
    kept, removed = without_crosstalk([echo, answer, loud], lambda s, _a, _b: levels[s], Options())
    assert kept == (answer, loud)
    assert [r.reason for r in removed] == ["crosstalk"]
    same = without_crosstalk([echo, loud], lambda _s, _a, _b: -20.0, Options())
    assert same[1] == ()


def test_uncovered_speech():
    assert uncovered([(0, 5000)], [(0, 1000), (3000, 4000)], margin_ms=200, least_ms=800) == (
        (1200, 2800),
        (4200, 5000),
    )
    assert uncovered([(0, 700)], [], margin_ms=200, least_ms=800) == ()


def test_tones_are_not_voices():
    t = np.arange(2 * RATE) / RATE
    ring = (0.1 * np.sin(2 * np.pi * 425 * t)).astype(np.float32)
    noise = np.random.default_rng(1).normal(0, 0.1, 2 * RATE).astype(np.float32)
    assert is_tone(ring, RATE, 0, 2000)
    assert not is_tone(noise, RATE, 0, 2000)


def test_language_is_chosen_among_the_candidates_and_doubt_is_said():
    sure = identify(
        [({"en": 0.9, "de": 0.1}, 5000), ({"en": 0.2, "de": 0.8}, 1000)], ("de", "en"), ("en", "de")
    )
    assert (sure.code, sure.confidence, sure.warnings) == ("en", 0.7833, ())
    other = identify([({"es": 0.9, "pl": 0.1}, 5000)], ("en", "pl"), ("en", "es", "pl"))
    assert other.code == "pl"
    assert "'es'" in other.warnings[0]
    assert given_language("de-AT", ("de", "en")).code == "de"
    with pytest.raises(RecognitionError, match="English only"):
        given_language("ru", ("en",))


SURE_EN, SURE_RU = Identified("en", 0.97), Identified("ru", 0.95)


def test_a_side_has_its_own_language_only_where_the_model_is_sure_of_it():
    assert agreed({0: SURE_EN, 1: SURE_RU}, given=False) == {0: SURE_EN, 1: SURE_RU}
    assert agreed({0: SURE_EN, 1: Identified("pl", 0.5)}, given=False) == {0: SURE_EN, 1: SURE_EN}
    # The surest channel's, whichever it is.
    assert agreed({0: Identified("de", 0.4), 1: SURE_RU}, given=False) == {0: SURE_RU, 1: SURE_RU}
    given = {0: Identified("en"), 1: Identified("en")}
    assert agreed(given, given=True) == given
    assert agreed({}, given=False) == {}


codes = st.sampled_from(("en", "ru", "de", "pl"))
sides = st.dictionaries(st.integers(0, 1), st.builds(Identified, codes, st.floats(0, 1)), max_size=2)


@given(sides)
def test_agreeing_again_changes_nothing(channels):
    once = agreed(channels, given=False)
    assert agreed(once, given=False) == once
    assert once.keys() == channels.keys()
    assert set(once.values()) <= set(channels.values())


def test_a_call_is_judged_in_its_agents_language():
    mixed = {0: SURE_RU, 1: SURE_EN}
    call = call_language(mixed, ("customer", "agent"), "")
    assert (call.code, call.confidence) == ("en", 0.95)
    assert call.warnings == ("one side speaks 'en', the other 'ru'",)
    assert call_language(mixed, ("agent", "customer"), "").code == "ru"
    # The agent is silent: the other side's.
    assert call_language({1: SURE_EN}, ("agent", "customer"), "") == Identified("en", 0.97)
    assert call_language({}, ("agent", "customer"), " DE ") == Identified("de")
    assert call_language({0: Identified("pl")}, ("unknown",), "pl").confidence is None


def test_a_sides_doubt_is_told_once():
    unsure = Identified("en", 0.4, ("the language is uncertain",))
    assert call_language({0: unsure, 1: unsure}, ("agent", "customer"), "").warnings == unsure.warnings


def test_devices_and_options():
    assert choose_device("cpu").device == "cpu"
    assert choose_threads(3) == 3
    assert choose_threads(0) >= 1
    with pytest.raises(ModelError, match="auto, cpu or cuda"):
        choose_device("tpu")
    assert Options().digest == Options().digest != Options(beam_size=1).digest
