"""Owns Dialogic ADPCM (.vox), which only libsndfile reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.audio.decode import Decoded
from speechqa.audio.formats import SAMPLE_RATE
from speechqa.audio.sniff import shown
from speechqa.audio.tape import Tape, TapeFullError
from speechqa.errors import AudioError

if TYPE_CHECKING:
    from typing import BinaryIO

    import numpy as np
    from numpy.typing import NDArray

_BLOCK = 1 << 16


def decode_vox(file: BinaryIO, path: str, rate: int, *, max_seconds: float) -> Decoded:
    """The decoded sound of a headerless Dialogic ADPCM file, one channel; AudioError if unreadable."""
    import av
    import soundfile

    tape = Tape(1, int(max_seconds * SAMPLE_RATE))
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=SAMPLE_RATE)
    try:
        with soundfile.SoundFile(file, samplerate=rate, channels=1, format="RAW", subtype="VOX_ADPCM") as vox:
            while len(block := vox.read(_BLOCK, dtype="float32")):
                _resample(resampler, block, rate, tape)
        _resample(resampler, None, rate, tape)
    except soundfile.LibsndfileError as error:
        raise AudioError(f"{shown(path)} can't be decoded as Dialogic ADPCM: {error}") from error
    except TapeFullError as error:
        raise AudioError(
            f"{shown(path)} is longer than {max_seconds / 3600:g} hours: split it first"
        ) from error
    return Decoded(tape.take(), source_rate=rate, codec="vox_adpcm", promised_s=None)


def _resample(resampler: object, block: NDArray[np.float32] | None, rate: int, tape: Tape) -> None:
    import av
    import numpy as np

    frame = None
    if block is not None:
        frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate = rate
    assert isinstance(resampler, av.AudioResampler)  # noqa: S101 - narrows for the type checker
    for piece in resampler.resample(frame):
        if piece.samples:
            tape.append(piece.to_ndarray().astype(np.float32, copy=False))
