"""Owns recordings to be fooled by: sounds without words, and real speech made impossible to understand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa import audio
from speechqa.records import Audio, Channel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

# The generators are the tests' own: one set of sounds for both.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))
import sounds

LANGUAGES = ("en", "ru", "de", "pl")
_LEAK_DELAY = 960  # samples: 60 ms of echo


@dataclass(frozen=True, slots=True)
class Case:
    """A recording to listen to in ``asked`` ("" is detected); ``spoken`` is the real language, "" without."""

    kind: str
    asked: str
    spoken: str
    call: Audio


def wordless(*, quick: bool) -> Iterator[Case]:
    """Every sound, codec and language; the sound on one side, and silence on the other."""
    codecs = list(sounds.CODECS.items())[-1:] if quick else list(sounds.CODECS.items())
    for name, make in sounds.WORDLESS.items():
        for _, code in codecs:
            heard = sounds.at_16k(code(make()))
            for language in (*LANGUAGES, ""):
                yield Case(name, language, "", stereo(heard, heard * 0))


def speech(data: Path, *, quick: bool) -> Iterator[tuple[str, Audio]]:
    """(language, recording) of the real and the spoken calls, in the order of their names."""
    for language, folder in [("en", "real/hvb"), *((code, f"calls_dev/{code}/calls") for code in LANGUAGES)]:
        files = sorted((data / folder).glob("*.wav"))
        if not files:
            raise FileNotFoundError(f"{data / folder}: no recordings (.wav) there")
        for file in files[: 1 if quick else None]:
            yield language, audio.load(file)


def unintelligible(language: str, call: Audio) -> Iterator[Case]:
    """One call in every way that nobody could understand, asked for in the languages that make sense."""
    left, right = (channel.samples for channel in call.channels)
    backwards = stereo(sounds.backwards(left), sounds.backwards(right))
    for asked in (*LANGUAGES, ""):
        yield Case("reversed", asked, language, backwards)
    for asked in LANGUAGES:
        if asked != language:
            yield Case("another language", asked, language, call)
    for kind, change in _CHANGES.items():
        yield Case(kind, language, language, stereo(change(left), change(right)))


def one_sided(language: str, call: Audio) -> Iterator[Case]:
    """One side of a call, and its leak or silence in the other: words are invented in the second alone."""
    left = call.channels[0].samples
    for kind, other in (
        ("silent side", left * 0),
        ("crosstalk -20 dB", leak(left, -20)),
        ("crosstalk -30 dB", leak(left, -30)),
    ):
        yield Case(kind, language, language, stereo(left, other))


def leak(samples: Samples, level_db: float) -> Samples:
    """The samples a little later, so much fainter, with line noise, through mu-law."""
    import numpy as np

    late = np.concatenate([np.zeros(_LEAK_DELAY, np.float32), samples[:-_LEAK_DELAY]])
    noise = sounds.at_16k(sounds.coloured(0, len(samples) / 16_000 + 1, level=0.0003))[: len(samples)]
    mixed = late * 10 ** (level_db / 20) + noise
    return sounds.at_16k(sounds.mu_law(mixed[::2].astype(float)))


def stereo(left: Samples, right: Samples) -> Audio:
    """A call of two channels, cut to the shorter."""
    count = min(len(left), len(right))
    channels = (Channel("agent", left[:count]), Channel("customer", right[:count]))
    return Audio(channels, 16_000, count // 16, 8_000, "pcm")


_CHANGES: dict[str, Callable[[Samples], Samples]] = {
    "-60 dBFS": lambda samples: sounds.at_level(samples, -60),
    "pink noise 0 dB": lambda samples: sounds.noisy(samples, 0),
    "white noise 0 dB": lambda samples: sounds.noisy(samples, 0, exponent=0),
}
