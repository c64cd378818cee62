"""Owns the way from a path to an ``Audio``: look, decode, compare with the header, name the speakers."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa.audio.channels import arrange
from speechqa.audio.decode import MAX_SECONDS, Decoded, decode
from speechqa.audio.formats import SAMPLE_RATE, headerless
from speechqa.audio.sniff import (
    has_container,
    has_exact_length,
    promised_seconds,
    read_head,
    refuse_non_audio,
    refuse_non_gsm,
    shown,
)
from speechqa.audio.vox import decode_vox
from speechqa.errors import AudioError
from speechqa.records import Audio

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from speechqa.records import Speaker

_TOLERATED_S = 0.5  # codecs pad or trim up to a few frames
_TOLERATED_SHARE = 0.02


def load(
    path: str | Path,
    *,
    channel_map: tuple[Speaker, ...] = ("agent", "customer"),
    max_seconds: float = MAX_SECONDS,
) -> Audio:
    """The recording at 16 kHz with its channels apart; AudioError with a plain reason if there is none.

    ``channel_map`` names the speakers of a two-channel file, left first; one channel is "unknown".
    Two equal channels are one. What was damaged or odd stands in ``Audio.warnings``.
    """
    name = os.fspath(path)
    try:
        with _open(name) as file:
            decoded = _decode(file, name, max_seconds)
    except OSError as error:
        raise AudioError(f"{shown(name)} can't be read: {error.strerror or error}") from error
    channels, odd = arrange(decoded.samples, channel_map, shown(name))
    return Audio(
        channels=channels,
        sample_rate=SAMPLE_RATE,
        duration_ms=round(decoded.samples.shape[1] * 1000 / SAMPLE_RATE),
        source_rate=decoded.source_rate,
        codec=decoded.codec,
        warnings=(*_length_warning(decoded), *decoded.warnings, *odd),
        lost_ms=_lost_ms(decoded),
    )


def _open(path: str) -> BinaryIO:
    # A pipe or a device would block or never end; the check must come before opening.
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - one call, no Path object needed
        raise AudioError(f"{shown(path)} is not a regular file: give a recording")
    return open(path, "rb")  # noqa: PTH123 - the caller closes it


def _decode(file: BinaryIO, path: str, max_seconds: float) -> Decoded:
    head = read_head(file, path)
    # A WAV that someone named .gsm is a WAV: the bytes outrank the extension.
    raw = None if has_container(head) else headerless(path)
    refuse_non_audio(head, path, raw=raw is not None)
    if raw is not None and raw.demuxer == "gsm":
        refuse_non_gsm(head, path)
    if raw is not None and not raw.demuxer:
        return decode_vox(file, path, raw.rate, max_seconds=max_seconds)
    promised = promised_seconds(file, head)
    decoded = decode(file, path, raw, max_seconds=max_seconds)
    if promised is None and not has_exact_length(head):
        return replace(decoded, promised_s=None)
    return replace(decoded, promised_s=decoded.promised_s if promised is None else promised)


def _is_wrong_length(decoded: Decoded) -> bool:
    if decoded.promised_s is None:
        return False
    return abs(_seconds(decoded) - decoded.promised_s) > max(
        _TOLERATED_S, _TOLERATED_SHARE * decoded.promised_s
    )


def _seconds(decoded: Decoded) -> float:
    return float(decoded.samples.shape[1] / SAMPLE_RATE)


def _lost_ms(decoded: Decoded) -> int:
    if decoded.promised_s is None or not _is_wrong_length(decoded):
        return 0
    return max(0, round(1000 * (decoded.promised_s - _seconds(decoded))))


def _length_warning(decoded: Decoded) -> tuple[str, ...]:
    if decoded.promised_s is None or not _is_wrong_length(decoded):
        return ()
    digits = 0 if decoded.promised_s >= 10 else 1  # noqa: PLR2004 - "0.6 s", but "62 s"
    told, promised = f"{_seconds(decoded):.{digits}f} s", f"{decoded.promised_s:.{digits}f} s"
    if _seconds(decoded) < decoded.promised_s:
        return (f"decoded {told} of {promised}: the recording is cut off or damaged",)
    return (f"decoded {told} though the header says {promised}",)
