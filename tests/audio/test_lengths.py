"""How much is there, how much should be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.audio import shortfall
from speechqa.audio.lengths import against_header


def test_what_a_record_says_and_the_file_lacks_is_lost():
    lost, told = shortfall(62_000, 0, 240_000, told_by="the call detail record")
    assert lost == 178_000
    assert told == "decoded 62 s of 240 s: the call detail record says 240 s"


def test_what_the_header_knows_to_be_missing_is_not_told_twice():
    assert shortfall(62_000, 178_000, 240_000) == (178_000, "")


def test_a_header_that_promises_less_than_the_record_leaves_the_rest_missing():
    lost, told = shortfall(20_000, 20_000, 120_000)
    assert lost == 100_000
    assert told == "decoded 20 s of 120 s: the call detail record or sidecar says 120 s"


@pytest.mark.parametrize(
    ("duration_ms", "expected_ms"),
    [(240_000, 240_000), (300_000, 240_000), (214_001, 240_000), (100, 2_000), (5, None), (0, 0)],
)
def test_longer_nearly_as_long_and_unknown_is_no_damage(duration_ms, expected_ms):
    assert shortfall(duration_ms, 0, expected_ms) == (0, "")
    assert shortfall(duration_ms, 500, expected_ms) == (500, "")


lengths = st.integers(0, 90_000_000)


@given(lengths, lengths, st.none() | lengths)
def test_laws(duration_ms, lost_ms, expected_ms):
    lost, told = shortfall(duration_ms, lost_ms, expected_ms)
    assert lost >= lost_ms
    assert bool(told) == (lost > lost_ms)
    if told:
        assert duration_ms + lost == expected_ms
        assert lost - lost_ms > 2000 + 0.1 * expected_ms


@pytest.mark.parametrize(
    ("decoded", "promised", "lost_ms", "says"),
    [
        (62.0, 240.0, 178_000, "decoded 62 s of 240 s: the recording is cut off or damaged"),
        (0.6, 2.0, 1400, "decoded 0.6 s of 2.0 s: the recording is cut off or damaged"),
        (20.0, 5.0, 0, "decoded 20.0 s though the header says 5.0 s"),
        (240.0, 243.0, 0, ""),
        (2.0, 2.4, 0, ""),
        (9.0, None, 0, ""),
    ],
)
def test_against_the_header(decoded, promised, lost_ms, says):
    assert against_header(decoded, promised) == (lost_ms, says)
