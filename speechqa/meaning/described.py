"""Owns how a call's side is kept: its stretches, their vectors in half precision, signs and words, as bytes.

A checksum of all that follows, three numbers (stretches, width of a vector, classes by words), then one
array after the other, little-endian: read without a look for names.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.meaning.wording import Worded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.meaning.units import Span

VERSION = "8"  # goes up when the same transcript would be kept as other bytes

_SUM, _HEAD = struct.Struct("<I"), struct.Struct("<III")
_SIGNS, _MEANT, _PLACES = 6, 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """A call's stretches: ``spans`` of words, ``vectors`` (n, width), ``meant`` (n, 2), ``signs`` (n, 6).

    ``worded`` is what their words tell.
    """

    spans: tuple[Span, ...]
    vectors: NDArray[np.float32]
    meant: NDArray[np.float32]
    signs: NDArray[np.bool_]
    worded: Worded


def to_bytes(call: Described) -> bytes:
    """The call's side as bytes, about 40 KB a call of 250 words."""
    import numpy as np

    count = len(call.spans)
    parts = (
        np.array(call.spans, "<i4"),
        call.vectors.astype("<f2"),
        call.meant.astype("<f2"),
        np.array(call.signs, np.uint8),
        call.worded.classes.astype("<u2"),
        call.worded.chances.astype("<f2"),
    )
    head = _HEAD.pack(count, call.vectors.shape[1], call.worded.classes.shape[1])
    rest = head + b"".join(part.tobytes() for part in parts)
    return _SUM.pack(zlib.crc32(rest)) + rest


def is_whole(content: bytes) -> bool:
    """Whether these are bytes that ``to_bytes`` made, all of them and unchanged."""
    if len(content) < _SUM.size + _HEAD.size:
        return False
    (total,) = _SUM.unpack_from(content)
    return zlib.crc32(memoryview(content)[_SUM.size :]) == int(total)


def from_bytes(content: bytes) -> Described:
    """What ``to_bytes`` made. Raises ValueError where bytes are missing, too many or changed."""
    import numpy as np

    if not is_whole(content):
        raise ValueError("what was kept of the call's meaning is damaged")
    count, width, kept = _HEAD.unpack_from(content, _SUM.size)
    start, found = _SUM.size + _HEAD.size, []
    columns_of = (
        ("<i4", _PLACES),
        ("<f2", width),
        ("<f2", _MEANT),
        ("u1", _SIGNS),
        ("<u2", kept),
        ("<f2", kept),
    )
    for kind, columns in columns_of:
        end = start + count * columns * np.dtype(kind).itemsize
        found.append(np.frombuffer(content[start:end], kind).reshape(count, columns))
        start = end
    spans, vectors, meant, signs, classes, chances = found
    return Described(
        tuple((turn, first, end) for turn, first, end in spans.tolist()),
        vectors.astype(np.float32),
        meant.astype(np.float32),
        signs.astype(np.bool_),
        Worded(classes.astype(np.uint16), chances.astype(np.float16)),
    )
