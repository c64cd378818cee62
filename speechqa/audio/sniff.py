"""Owns the look at a file's first bytes: what it is, or why it isn't audio, in plain words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speechqa.errors import AudioError

if TYPE_CHECKING:
    from typing import BinaryIO

HEAD_BYTES = 65_536

COPY_AGAIN = "copy or export the recording again"
"""What to do about a recording that was damaged on its way."""

NO_RECORDING = f"{COPY_AGAIN}, or take this file out of the folder"
"""What to do about a file that may never have been a recording."""

_GSM_FRAME_BYTES = 33
_GSM_MAGIC_NIBBLE = 0xD
_MIN_TEXT_VARIETY = 10  # distinct bytes; raw A-law silence is one printable byte over and over

# Microsoft "ASF Content Encryption Object" identifiers (plain and extended), as stored on disk.
_ASF_DRM = (
    bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e"),
    bytes.fromhex("14e68a292226174cb935dae07ee9289c"),
)
_ASF_FILE_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")

_NOT_AUDIO = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (or an Office document)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_CONTAINERS = (
    b"RIFF", b"RIFX", b"RF64", b"OggS", b"fLaC", b"ID3", b"#!AMR", b"\x1a\x45\xdf\xa3", b"FORM", b".snd",
    b"caff", b"riff\x2e\x91\xcf\x11", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", b"FLV\x01", b"Creative Voice File",
)  # fmt: skip


def shown(path: str) -> str:
    """The file's name for messages: control characters and undecodable bytes made visible."""
    name = os.path.basename(path)  # noqa: PTH119 - Path() would choke on nothing here but buys nothing
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def read_head(file: BinaryIO, path: str) -> bytes:
    """The first bytes of an opened file, which is left at its start; AudioError when it is empty."""
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if not head:
        raise AudioError(f"{shown(path)} is empty (0 bytes): record or copy it again")
    return head


def has_container(head: bytes) -> bool:
    """True when the bytes open with the mark of a self-describing audio format."""
    return head.startswith(_CONTAINERS) or head[4:8] == b"ftyp"


def refuse_non_audio(head: bytes, path: str, *, raw: bool) -> None:
    """Raises AudioError when the first bytes plainly belong to something else than audio.

    ``raw``: the extension names a headerless encoding, where nearly any byte is legal.
    """
    if has_container(head):
        if any(mark in head for mark in _ASF_DRM):
            raise AudioError(f"{shown(path)} is protected (DRM) and can't be decoded: export it unprotected")
        return
    for mark, kind in _NOT_AUDIO:
        if head.startswith(mark):
            raise AudioError(f"{shown(path)} is not audio: it is {kind}; {NO_RECORDING}")
    if not any(head):
        if not raw:
            raise AudioError(f"{shown(path)} is not audio: it holds nothing but zero bytes; {COPY_AGAIN}")
    elif _looks_like_text(head, _MIN_TEXT_VARIETY if raw else 1):
        raise AudioError(f"{shown(path)} is not audio: its first bytes look like text; {NO_RECORDING}")


def refuse_non_gsm(head: bytes, path: str) -> None:
    """Raises AudioError unless nearly every 33-byte frame opens with GSM's own mark (0xD)."""
    marks = head[::_GSM_FRAME_BYTES]
    if sum(byte >> 4 == _GSM_MAGIC_NIBBLE for byte in marks) < 0.9 * len(marks):
        raise AudioError(f"{shown(path)} is not GSM audio: its frames lack the GSM mark; export it as WAV")


def _looks_like_text(head: bytes, variety: int) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _printable(head[: len(head) // 2 * 2].decode("utf-16", errors="replace"))
    if len(set(head)) < variety or 0 in head:
        return False
    text = head.decode("utf-8", errors="ignore")
    # A cut multi-byte letter at the end may be dropped, binary data would lose far more.
    return len(text.encode()) >= len(head) - 3 and _printable(text)


def _printable(text: str) -> bool:
    good = sum(char.isprintable() or char in "\r\n\t\f\ufeff" for char in text)
    return bool(text) and good >= 0.97 * len(text)


def promised_seconds(file: BinaryIO, head: bytes) -> float | None:
    """The length a WAV or ASF header promises, in seconds; None when it promises none.

    Needed because decoders trust the file's size over these headers. Recorders that crash or
    stream leave 0 or 0xFFFFFFFF in a WAV, which promises nothing. The file is left at its start.
    """
    at = head.find(_ASF_FILE_PROPERTIES)
    if at >= 0:
        return _asf_seconds(head[at : at + 104])
    try:
        return _riff_seconds(file)
    finally:
        file.seek(0)


def _asf_seconds(properties: bytes) -> float | None:
    """Play duration less preroll; None for broadcasts, whose header was written before the end."""
    if len(properties) < 104 or properties[88] & 1:  # noqa: PLR2004 - the object's size in the ASF format
        return None
    duration_s = int.from_bytes(properties[64:72], "little") / 10_000_000
    preroll_s = int.from_bytes(properties[80:88], "little") / 1000
    return max(duration_s - preroll_s, 0.0) or None


def _riff_seconds(file: BinaryIO) -> float | None:
    start = file.read(12)
    if start[:4] != b"RIFF" or start[8:12] != b"WAVE":
        return None
    bytes_per_second = 0
    for _ in range(64):  # chunks before the sound; a hostile file may hold millions
        header = file.read(8)
        if len(header) < 8:  # noqa: PLR2004 - a chunk header is 8 bytes
            return None
        size = int.from_bytes(header[4:], "little")
        if header[:4] == b"data":
            unknown = size in {0, 0xFFFFFFFF} or size >= 0x7FFFF000  # noqa: PLR2004 - streaming marks
            return None if unknown or not bytes_per_second else size / bytes_per_second
        if header[:4] == b"fmt ":
            bytes_per_second = int.from_bytes(file.read(16)[8:12], "little")
            file.seek(max(size - 16, 0) + size % 2, os.SEEK_CUR)
        else:
            file.seek(size + size % 2, os.SEEK_CUR)
    return None


def lacks_end_mark(file: BinaryIO, head: bytes) -> bool:
    """True when an Ogg file's last page is not marked as the last: its end may be missing.

    The file is left at its start.
    """
    if not head.startswith(b"OggS"):
        return False
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 2 * HEAD_BYTES))  # a page is 64 KB at most
    tail = file.read(2 * HEAD_BYTES)
    file.seek(0)
    at = tail.rfind(b"OggS")
    return not (0 <= at < len(tail) - 5 and tail[at + 5] & 4)


def has_exact_length(head: bytes) -> bool:
    """True when the format states its length; others only have it estimated from the file's size."""
    if head.startswith((b"ID3", b"\xff")):
        return b"Xing" in head or b"Info" in head or b"VBRI" in head
    return not head.startswith(b"#!AMR") and has_container(head)
