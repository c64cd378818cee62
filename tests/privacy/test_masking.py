"""Masked transcripts and texts, names of calls, stretches of silence."""

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from spoken import call

from speechqa.privacy import Labels, Mask, find, mask_name, mask_number, silenced
from speechqa.records import Recording, RemovedText, Verdict, WordHit

SAID = call(
    "en",
    "A: what is the best number to call you on",
    "oh seven seven double oh um nine hundred one two three, I said nine hundred.",
    "A: that is one two three and three of them",
)
MASK = Mask(SAID, find(SAID))


def test_words_keep_their_times():
    masked = MASK.transcript()
    assert [word.start_ms for turn in masked.turns for word in turn.words] == [
        word.start_ms for turn in SAID.turns for word in turn.words
    ]
    assert masked.turns[0] == SAID.turns[0]
    assert masked.turns[1].text.startswith("[phone] [phone] [phone]")


def test_people_read_one_tag_with_its_comma():
    joined = MASK.transcript(joined=True)
    assert joined.turns[1].text == "[phone] um [phone], I said [phone]."
    assert joined.turns[1].words[0].end_ms == SAID.turns[1].words[4].end_ms


def test_what_was_not_believed_is_left_out():
    heard = replace(SAID, removed=(RemovedText("agent", 0, 1, "07700 900123", "crosstalk"),))
    assert Mask(heard, find(heard)).transcript().removed[0].text == ""


def test_a_quote_is_known_by_its_words_in_a_row():
    assert MASK.text("'double oh um nine hundred'") == "'[phone] um [phone]'"
    assert MASK.text("and three of them") == "and three of them"
    assert MASK.text("three") == "three"
    assert MASK.text("three", strict=True) == "[phone]"


def test_values_lose_what_was_said_and_keep_what_was_asked():
    verdict = Verdict("S", "one_two_three", "met", 1, 1, 1, quote="one two three", phrase="one two three")
    got = MASK.value(verdict)
    assert (got.quote, got.phrase, got.item) == ("[phone]", "one two three", "one_two_three")
    hit = WordHit("fillers", "nine hundred", "nine hundred", 1, "customer", 0, 10)
    assert MASK.value((hit,))[0].matched == "[phone]"


def test_stretches_of_silence_cover_the_words_and_bridge_short_gaps():
    spans = silenced(SAID, find(SAID))
    words = [
        turn.words[at.word] for each in find(SAID) for at in each.words for turn in [SAID.turns[at.turn]]
    ]
    assert all(any(start <= word.start_ms and word.end_ms <= end for start, end in spans) for word in words)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))
    assert spans[0] == (3450, 8100), "150 ms round the number, and its short filler"


texts = st.text(st.sampled_from("one two three oh nine seven hundred x [phone] '.,\n "), max_size=60)


@given(texts)
def test_masking_twice_is_masking_once(text):
    once = MASK.text(text)
    assert MASK.text(once) == once


# -- names ---------------------------------------------------------------------


def recording(name, phone=""):
    return Recording(f"/x/{name}.wav", f"calls/{name}.wav", "h", name, customer_phone=phone)


def test_numbers_keep_two_digits_and_extensions_stay():
    assert mask_number("+49 151 1234567") == "xxxxxxxxxx67"
    assert mask_number("101") == "101"


def test_phones_in_names_are_masked_and_dates_are_not():
    assert mask_name("anna_in_4915112345678_20260301_101500") == "anna_in_xxxxxxxxxxx78_20260301_101500"
    assert mask_name("out-+447700900123-101-20260301-101500-1709287500.1234") == (
        "out-xxxxxxxxxx23-101-20260301-101500-1709287500.1234"
    )
    assert mask_name("20260301101500_order-4500123") == "20260301101500_order-4500123"


def test_the_known_number_is_found_however_it_is_written():
    for name in ("a_0151-1234567_x", "a_01511234567_x", "a_+49 151 1234567_x"):
        masked = mask_name(name, ["+49 151 1234567"])
        assert "1234567" not in masked.replace("-", ""), masked
        assert masked.endswith("67_x")


def test_masked_names_stay_apart_and_the_same_everywhere():
    calls = [recording(f"a_4915112345{n}78", f"+4915112345{n}78") for n in (1, 2, 3)]
    labels = Labels(calls)
    masked = [labels.call_id(each.call_id) for each in calls]
    assert masked == ["a_xxxxxxxxxxx78", "a_xxxxxxxxxxx78~2", "a_xxxxxxxxxxx78~3"]
    assert labels.file(calls[1].file) == "calls/a_xxxxxxxxxxx78~2.wav"
    assert labels.text(f"{calls[2].file} can't be read") == "calls/a_xxxxxxxxxxx78~3.wav can't be read"
    shown = labels.recording(calls[0])
    assert (shown.path, shown.customer_phone) == ("", "xxxxxxxxxxx78")


@given(st.text(max_size=40))
def test_any_name_can_be_masked(name):
    once = mask_name(name)
    assert mask_name(once) == once
