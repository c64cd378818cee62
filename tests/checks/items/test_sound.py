"""How a channel's sound and the doubt who speaks change verdicts, and that their absence changes nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.checks.items import channels, judge
from speechqa.checks.speakers import LEAST_SPEAKER_CONFIDENCE
from speechqa.checks.words import find_words
from speechqa.checks.words.lists import Term, WordList, WordLists
from speechqa.records import CallClass, ChannelQuality, Recording, Transcript, Turn, Word
from speechqa.scripts import Item, Script, When

NOTICE = Item(
    id="notice",
    title="Says that the call is recorded",
    section="Opening",
    kind="say",
    match="verbatim",
    phrases=("this call is recorded",),
    weight=3.0,
)
NEVER = replace(NOTICE, id="never", kind="must_not_say", phrases=("we guarantee delivery",))
SAID = ("customer", "hello there"), ("agent", "good morning this call is recorded we guarantee delivery")
UNSAID = ("customer", "hello there"), ("agent", "good morning what can i do for you today")
GOOD = ChannelQuality("agent", 20_000, -20.0, 35.0, 0.0, 3500)


def call(lines, *qualities, **more):
    turns, at = [], 0
    for speaker, text in lines:
        words = tuple(Word(w, at + 400 * i, at + 400 * (i + 1), 0.95) for i, w in enumerate(text.split()))
        turns.append(Turn(speaker, at, words[-1].end_ms, words))
        at = words[-1].end_ms + 1000
    return Transcript("en", at, tuple(turns), "test", quality=qualities, **more)


def only(transcript, item):
    script = Script(id="s", version="1", language="en", title="t", items=(item,))
    recording = Recording("p", "f", "h", "c", direction="inbound", language="en")
    return judge(script, transcript, recording=recording, call_class=CallClass("negotiation", 0.9))[0]


@pytest.mark.parametrize("item", [NOTICE, NEVER])
@pytest.mark.parametrize("lines", [SAID, UNSAID])
def test_good_sound_changes_nothing(item, lines):
    plain = only(call(lines), item)
    assert only(call(lines, GOOD), item) == plain
    assert plain.verdict in {"met", "not_met"}


def test_what_was_not_found_in_noise_is_held_against_nobody():
    verdict = only(call(UNSAID, replace(GOOD, snr_db=2.6)), NOTICE)
    assert verdict.verdict == "cannot_tell"
    assert verdict.reason == "Not found, but the agent's channel is too noisy to judge (SNR 3 dB)"
    assert only(call(UNSAID, replace(GOOD, snr_db=2.6)), NEVER).verdict == "cannot_tell"


def test_what_must_not_be_said_is_not_blamed_in_noise():
    verdict = only(call(SAID, replace(GOOD, snr_db=2.6)), NEVER)
    assert (verdict.verdict, verdict.quote) == ("cannot_tell", "we guarantee delivery")
    assert "too noisy to judge (SNR 3 dB)" in verdict.reason


def test_a_hit_in_noise_stays_met_and_is_less_sure():
    verdict = only(call(SAID, replace(GOOD, snr_db=2.6)), NOTICE)
    assert verdict.verdict == "met"
    assert verdict.confidence < only(call(SAID, GOOD), NOTICE).confidence


@pytest.mark.parametrize("worse", [{"snr_db": 9.0}, {"clipped": 0.2}, {"bandwidth_hz": 1400}])
@pytest.mark.parametrize(
    ("lines", "item"), [(SAID, NOTICE), (SAID, NEVER), (UNSAID, NOTICE), (UNSAID, NEVER)]
)
def test_noise_clipping_and_a_narrow_band_lower_the_confidence(worse, lines, item):
    clear, dull = only(call(lines, GOOD), item), only(call(lines, replace(GOOD, **worse)), item)
    assert dull.verdict == clear.verdict
    assert dull.confidence < clear.confidence


def test_the_other_side_s_noise_is_not_the_agent_s():
    noisy = replace(GOOD, speaker="customer", snr_db=0.0)
    assert only(call(UNSAID, noisy), NOTICE) == only(call(UNSAID), NOTICE)
    assert only(call(UNSAID, noisy), replace(NOTICE, speaker="anyone")).verdict == "cannot_tell"
    assert only(call(UNSAID, replace(noisy, speaker="unknown")), NOTICE).verdict == "cannot_tell"


def test_figures_of_hardly_any_speech_count_for_nothing():
    click = ChannelQuality("agent", 300, -50.0, -5.0, 0.3, 500)
    assert only(call(UNSAID, click), NOTICE) == only(call(UNSAID), NOTICE)
    nothing = ChannelQuality("agent", 0)
    assert only(call(UNSAID, nothing), NOTICE) == only(call(UNSAID), NOTICE)


figures = st.builds(
    ChannelQuality,
    speaker=st.just("agent"),
    speech_ms=st.integers(0, 10_000),
    snr_db=st.none() | st.floats(-5, 50),
    clipped=st.none() | st.floats(0, 1),
    bandwidth_hz=st.none() | st.integers(0, 8000),
)


@given(figures, st.floats(0, 20), st.floats(0, 0.5))
def test_worse_sound_is_never_trusted_more(quality, noise, clipping):
    def trust(each):
        return channels.trust(call(SAID, each), "agent")

    assert 0 < trust(quality) <= 1
    if quality.snr_db is not None and quality.clipped is not None:
        worse = replace(quality, snr_db=quality.snr_db - noise, clipped=quality.clipped + clipping)
        assert trust(worse) <= trust(quality)


# -- who speaks ----------------------------------------------------------------

UNSURE = {"speaker_source": "voice", "speaker_confidence": LEAST_SPEAKER_CONFIDENCE - 0.01}
FAIRLY = {"speaker_source": "voice", "speaker_confidence": 0.9}


@pytest.mark.parametrize("item", [NOTICE, NEVER])
@pytest.mark.parametrize("lines", [SAID, UNSAID])
def test_without_knowing_the_agent_no_rule_judges_the_agent(item, lines):
    verdict = only(call(lines, **UNSURE), item)
    assert verdict.verdict == "cannot_tell"
    assert verdict.reason == "The recording doesn't tell reliably who the agent is"
    assert verdict.max_points == 0


@pytest.mark.parametrize("item", [NOTICE, NEVER])
@pytest.mark.parametrize("lines", [SAID, UNSAID])
def test_rules_for_anyone_don_t_ask_who_speaks(item, lines):
    anyone = replace(item, speaker="anyone")
    assert only(call(lines, **UNSURE), anyone) == only(call(lines), anyone)
    assert only(call(lines, **FAIRLY), anyone) == only(call(lines), anyone)


@pytest.mark.parametrize("item", [NOTICE, NEVER])
@pytest.mark.parametrize("lines", [SAID, UNSAID])
def test_a_verdict_is_as_sure_as_who_the_agent_is(item, lines):
    sure, fairly = only(call(lines), item), only(call(lines, **FAIRLY), item)
    assert fairly.verdict == sure.verdict
    assert fairly.confidence == pytest.approx(0.9 * sure.confidence, abs=0.001)


def test_a_condition_on_the_customer_needs_to_know_the_customer():
    item = replace(NOTICE, speaker="anyone", when=When(customer_says=("hello there",)))
    assert only(call(SAID, **UNSURE), item).verdict == "cannot_tell"
    silent = replace(item, when=When(customer_says=("this is too expensive",)))
    assert only(call(SAID, **UNSURE), silent).verdict == "not_applicable"


def test_swearing_and_stop_words_name_nobody_when_speakers_are_mixed_up():
    lists = WordLists((WordList("en", "profanity", (Term("damn", 2),), (), "h-sound"),))
    transcript = call((("agent", "damn it"), ("customer", "damn you")))
    assert [hit.speaker for hit in find_words(transcript, lists)] == ["agent", "customer"]
    assert [hit.speaker for hit in find_words(replace(transcript, **FAIRLY), lists)] == ["agent", "customer"]
    assert [hit.speaker for hit in find_words(replace(transcript, **UNSURE), lists)] == ["unknown"] * 2
