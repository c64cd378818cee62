"""Owns the opened file: checked once, decoded as often as needed from the same handle."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from speechqa.audio.decode import decode
from speechqa.audio.formats import headerless
from speechqa.audio.g726 import with_byte_order
from speechqa.audio.sniff import (
    has_container,
    has_exact_length,
    lacks_end_mark,
    promised_seconds,
    read_head,
    refuse_non_audio,
    refuse_non_gsm,
    shown,
)
from speechqa.audio.stream import Stream
from speechqa.audio.vox import decode_vox
from speechqa.errors import AudioError

if TYPE_CHECKING:
    from typing import BinaryIO

    from speechqa.audio.stream import Outcome

CHANGED = "changed while it was read: if it is still being recorded, run again when it is finished"
"""What is wrong with a file that grows or shrinks under the reader, and what to do."""


class Source:
    """A recording opened for reading; AudioError when its first bytes show that it is none.

    ``name`` is for messages, ``warnings`` tell what is odd before anything is decoded.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self.name = shown(path)
        self._file = _open(path)
        try:
            self._size = self._current_size()
            head = read_head(self._file, path)
            # A WAV that someone named .gsm is a WAV: the bytes outrank the extension.
            self._raw = None if has_container(head) else headerless(path)
            refuse_non_audio(head, path, raw=self._raw is not None)
            if self._raw is not None and self._raw.demuxer == "gsm":
                refuse_non_gsm(head, path)
            if self._raw is not None and self._raw.demuxer == "g726":
                self._raw = with_byte_order(self._raw, head)
            self._header_s = promised_seconds(self._file, head)
            self._exact = has_exact_length(head)
            self.warnings: tuple[str, ...] = ()
            if lacks_end_mark(self._file, head):
                self.warnings = ("the file has no end mark: its end may be missing",)
        except BaseException:
            self._file.close()
            raise

    def stream(self, *, max_seconds: float) -> Stream:
        """The sound from its start; AudioError when the file's length changed since it was opened.

        Only one stream of a source may be read at a time.
        """
        if self._current_size() != self._size:
            raise AudioError(f"{self.name} {CHANGED}")
        self._file.seek(0)
        if self._raw is not None and not self._raw.demuxer:
            pieces = decode_vox(self._file, self._path, self._raw.rate)
        else:
            pieces = decode(self._file, self._path, self._raw)
        return Stream(pieces, self._path, max_seconds=max_seconds)

    def promised_seconds(self, outcome: Outcome) -> float | None:
        """The length the file announces, None where that is only guessed from its size."""
        if self._header_s is not None:
            return self._header_s
        return outcome.promised_s if self._exact else None

    def close(self) -> None:
        """Closes the file; a second time does nothing."""
        self._file.close()

    def _current_size(self) -> int:
        return os.fstat(self._file.fileno()).st_size


def _open(path: str) -> BinaryIO:
    # A pipe or a device would block or never end: opened without waiting, checked on what is open,
    # so that nothing can be put in its place between the two.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = open(path, "rb", opener=lambda name, _: os.open(name, flags))  # noqa: SIM115 - Source closes it
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise AudioError(f"{shown(path)} is not a regular file: give a recording")
    return file
