"""Owns Dialogic ADPCM (.vox), which only libsndfile reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.audio.formats import SAMPLE_RATE
from speechqa.audio.sniff import shown
from speechqa.audio.stream import Outcome
from speechqa.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    import numpy as np
    from av.audio.resampler import AudioResampler
    from numpy.typing import NDArray

    from speechqa.audio.stream import Block, Pieces

_BLOCK = 1 << 16


def decode_vox(file: BinaryIO, path: str, rate: int) -> Pieces:
    """Blocks of sound of a headerless Dialogic ADPCM file, one channel; AudioError if unreadable."""
    import av
    import soundfile

    resampler = av.AudioResampler(format="fltp", layout="mono", rate=SAMPLE_RATE)
    try:
        with soundfile.SoundFile(file, samplerate=rate, channels=1, format="RAW", subtype="VOX_ADPCM") as vox:
            while len(block := vox.read(_BLOCK, dtype="float32")):
                yield from _resample(resampler, block, rate)
        yield from _resample(resampler, None, rate)
    except soundfile.LibsndfileError as error:
        why = error.error_string.rstrip(".")  # without the prefix, which shows a Python object
        raise AudioError(
            f"{shown(path)} can't be decoded as Dialogic ADPCM: {why}; export it as WAV"
        ) from error
    return Outcome(channels=1, source_rate=rate, codec="vox_adpcm", promised_s=None)


def _resample(resampler: AudioResampler, block: NDArray[np.float32] | None, rate: int) -> Iterator[Block]:
    import av
    import numpy as np

    frame = None
    if block is not None:
        frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate = rate
    for piece in resampler.resample(frame):
        if piece.samples:
            yield piece.to_ndarray().astype(np.float32, copy=False)
