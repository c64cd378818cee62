"""Owns the way frozen values become JSON and come back, without loss.

Our own small codec: the values are ours, dataclasses of numbers, text, None, tuples and
each other; file names with stray bytes must survive, which JSON libraries refuse; and it
costs nothing at start-up. A field that a stored value
lacks takes its default, so records may grow; a field we don't know is an error, because
a newer program wrote it.
"""

from __future__ import annotations

import json
import types
import typing
import zlib
from dataclasses import fields, is_dataclass
from functools import cache
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Decoder = Callable[[Any], Any]

T = TypeVar("T")

# A ten-hour call is about 10 MB of JSON; beyond this a payload is damaged or an attack.
MAX_PAYLOAD = 256 * 1024 * 1024


class PayloadError(ValueError):
    """A stored value that can't be read back; the store maps it to ``StoreError``."""


def to_text(value: object) -> str:
    """``value`` as ASCII JSON; stray surrogates and NUL survive as escapes."""
    return json.dumps(value, default=_parts, separators=(",", ":"))


def from_text(kind: type[T], text: str) -> T:
    """The ``kind`` that :func:`to_text` wrote. Raises ``PayloadError``."""
    try:
        decode: Callable[[Any], T] = _decoder(kind)  # type: ignore[arg-type]  # mypy takes type[T] for unhashable
        decoded = decode(json.loads(text))
    except (ValueError, TypeError, RecursionError) as error:
        raise PayloadError(f"{kind.__name__}: {error}") from error
    return decoded


def pack(value: object) -> bytes:
    """``value`` as compressed JSON."""
    return zlib.compress(to_text(value).encode("ascii"))


def unpack(kind: type[T], payload: bytes) -> T:
    """The ``kind`` that :func:`pack` wrote. Raises ``PayloadError``."""
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(payload, MAX_PAYLOAD).decode("ascii")
    except (zlib.error, UnicodeDecodeError) as error:
        raise PayloadError(f"{kind.__name__}: {error}") from error
    if not inflater.eof:
        raise PayloadError(f"{kind.__name__}: cut short or too large")
    return from_text(kind, text)


def _parts(value: object) -> object:
    """What JSON knows of a value that it doesn't know itself."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in _names(type(value))}
    # Recognisers hand out numpy numbers, which are not Python's.
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value)
    raise TypeError(f"a {type(value).__name__} can't be stored")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _decoder(kind: Any) -> Decoder:  # noqa: ANN401 -- type hints have no common type
    """The function that turns parsed JSON into ``kind``; raises ValueError or TypeError."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_decoder(kind)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin is Literal:
        return _literal_decoder(arguments)
    if origin in (types.UnionType, typing.Union):
        return _optional_decoder(arguments)
    return _plain_decoder(kind)


def _dataclass_decoder(kind: type) -> Decoder:
    hints = typing.get_type_hints(kind)
    decoders = {name: _decoder(hint) for name, hint in hints.items()}
    names = list(decoders)
    plain: list[tuple[int, Decoder]] = []
    others: list[tuple[int, Decoder]] = []
    for place, (hint, decoder) in enumerate(zip(hints.values(), decoders.values(), strict=True)):
        (plain if _is_plain(hint) else others).append((place, decoder))
    # Types of plain values that were found right once are right again, whatever the values.
    right: set[tuple[type, ...]] = set()

    def decode(data: Any) -> object:  # noqa: ANN401 -- parsed JSON
        if not isinstance(data, dict):
            raise TypeError(f"{kind.__name__} is not an object")
        if list(data) == names:  # as this program writes it: all fields, in order
            values = list(data.values())
            found = tuple(map(type, values))
            if found not in right:
                for place, decoder in plain:
                    decoder(values[place])
                right.add(found)
            for place, decoder in others:
                values[place] = decoder(values[place])
            return kind(*values)
        unknown = data.keys() - decoders.keys()
        if unknown:
            raise ValueError(f"{kind.__name__} has the unknown field {min(unknown)!r}")
        return kind(**{name: decoders[name](value) for name, value in data.items()})

    return decode


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decoder:
    repeated = _decoder(arguments[0]) if arguments[-1] is Ellipsis else None
    decoders = () if repeated else tuple(_decoder(argument) for argument in arguments)

    def decode(data: Any) -> object:  # noqa: ANN401 -- parsed JSON
        if not isinstance(data, list):
            raise TypeError("a list is missing")
        if repeated:
            return tuple(repeated(part) for part in data)
        return tuple(decoder(part) for decoder, part in zip(decoders, data, strict=True))

    return decode


def _literal_decoder(arguments: tuple[Any, ...]) -> Decoder:
    def decode(data: Any) -> object:  # noqa: ANN401 -- parsed JSON
        if data not in arguments:
            raise ValueError(f"{data!r} is none of {', '.join(map(str, arguments))}")
        return data

    return decode


def _optional_decoder(arguments: tuple[Any, ...]) -> Decoder:
    (inner,) = (_decoder(argument) for argument in arguments if argument is not types.NoneType)
    return lambda data: None if data is None else inner(data)


def _is_plain(hint: Any) -> bool:  # noqa: ANN401 -- type hints have no common type
    """True for types of which a value is kept as JSON gives it."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return all(_is_plain(part) for part in typing.get_args(hint))
    return hint in (str, bool, int, float, types.NoneType)


def _plain_decoder(kind: Any) -> Decoder:  # noqa: ANN401 -- type hints have no common type
    accepted = {str: (str,), bool: (bool,), int: (int,), float: (float, int)}[kind]

    def decode(data: Any) -> object:  # noqa: ANN401 -- parsed JSON
        if type(data) is kind:
            return data
        if not isinstance(data, accepted) or (isinstance(data, bool) and kind is not bool):
            raise TypeError(f"{data!r} is not a {kind.__name__}")
        return data

    return decode
