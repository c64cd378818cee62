import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.meaning.described import Described, from_bytes, is_whole, to_bytes
from speechqa.meaning.wording import worded


def described(count: int, width: int = 5, seed: int = 1, classes: int = 40) -> Described:
    dice = np.random.default_rng(seed)
    return Described(
        spans=tuple((i, i + 1, i + 4) for i in range(count)),
        vectors=dice.normal(size=(count, width)).astype(np.float16).astype(np.float32),
        meant=dice.normal(size=(count, 2)).astype(np.float16).astype(np.float32),
        signs=dice.random((count, 6)) < 0.5,
        worded=worded(dice.random((count, classes))),
    )


@given(st.integers(0, 30), st.integers(1, 8), st.integers(0, 99), st.integers(1, 40))
def test_what_is_kept_comes_back(count: int, width: int, seed: int, classes: int) -> None:
    call = described(count, width, seed, classes)
    found = from_bytes(to_bytes(call))
    assert found.spans == call.spans
    assert np.array_equal(found.vectors, call.vectors)
    assert np.array_equal(found.meant, call.meant)
    assert np.array_equal(found.signs, call.signs)
    assert np.array_equal(found.worded.classes, call.worded.classes)
    assert np.array_equal(found.worded.chances, call.worded.chances)
    assert to_bytes(found) == to_bytes(call)


@pytest.mark.parametrize("content", [b"", b"PK", to_bytes(described(3))[:-1], to_bytes(described(3)) + b"\0"])
def test_bytes_that_are_missing_or_too_many_are_an_error(content: bytes) -> None:
    assert not is_whole(content)
    with pytest.raises(ValueError, match="what was kept of the call's meaning is damaged"):
        from_bytes(content)


@given(st.integers(0, 2**30), st.integers(1, 255))
def test_any_byte_changed_is_noticed(place: int, change: int) -> None:
    content = bytearray(to_bytes(described(3)))
    assert is_whole(bytes(content))
    content[place % len(content)] ^= change
    assert not is_whole(bytes(content))
