"""Owns what is known about file formats before decoding: extensions and headerless encodings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

SAMPLE_RATE = 16_000
"""Rate of everything behind this room, in Hz: what the recogniser and the voice detector expect."""

# Demuxers that may open a file. Playlists (hls, concat, dash) are left out on purpose: they
# would make the decoder read other files or addresses named in a hostile recording.
DEMUXERS = (
    "wav,w64,mp3,aac,ogg,flac,mov,mp4,m4a,3gp,3g2,mj2,asf,amr,amrnb,amrwb,matroska,webm,aiff,au,caf,"
    "gsm,g722,g726,g726le,mulaw,alaw,s16le,flv,voc,avi,mpeg,mpegts,g729,ac3,eac3,ircam,rm,tta,wv,ape"
)

# Containers whose packets carry real times, so that a hole in the recording shows as a jump: of more
# than so many seconds, since most round to some ms. FLAC counts its samples.
TIMED_CONTAINERS = {
    **dict.fromkeys(("ogg", "matroska", "webm", "mov", "mp4", "asf"), 0.3),
    "flac": 0.03,
}


@dataclass(frozen=True, slots=True)
class Headerless:
    """How to read a file that doesn't say what it is: demuxer, its options, rate in Hz, what to call it.

    ``demuxer`` is "" for what only libsndfile reads (Dialogic ADPCM).
    """

    demuxer: str
    rate: int
    label: str
    options: tuple[tuple[str, str], ...] = ()


def _pcm(demuxer: str, rate: int, label: str) -> Headerless:
    return Headerless(demuxer, rate, label, (("sample_rate", str(rate)), ("ch_layout", "mono")))


_MULAW = _pcm("mulaw", 8000, "raw mu-law")
_ALAW = _pcm("alaw", 8000, "raw A-law")
_G722 = Headerless("g722", 16_000, "raw G.722")
_GSM = Headerless("gsm", 8000, "GSM 06.10")
_VOX = Headerless("", 8000, "Dialogic ADPCM")


def _g726(bits: int) -> Headerless:
    options = (("sample_rate", "8000"), ("code_size", str(bits)))
    return Headerless("g726", 8000, f"raw G.726 at {bits * 8} kbit/s", options)


# File extensions as Asterisk and common recorders write them. "sln16" is signed linear at 16 kHz.
HEADERLESS: dict[str, Headerless] = {
    ".ulaw": _MULAW,
    ".ul": _MULAW,
    ".mulaw": _MULAW,
    ".mu": _MULAW,
    ".pcmu": _MULAW,
    ".pcm": _MULAW,
    ".alaw": _ALAW,
    ".al": _ALAW,
    ".pcma": _ALAW,
    ".g722": _G722,
    ".gsm": _GSM,
    ".vox": _VOX,
    ".sln": _pcm("s16le", 8000, "raw signed linear"),
    ".raw": _pcm("s16le", 8000, "raw signed linear"),
    **{f".sln{k}": _pcm("s16le", k * 1000, "raw signed linear") for k in (8, 12, 16, 24, 32, 48, 96, 192)},
    ".sln44": _pcm("s16le", 44_100, "raw signed linear"),
    ".g726": _g726(4),
    **{f".g726-{bits * 8}": _g726(bits) for bits in (2, 3, 4, 5)},
}


def headerless(path: str) -> Headerless | None:
    """How to read ``path`` if its extension names a headerless encoding, else None."""
    return HEADERLESS.get(PurePath(path).suffix.lower())
