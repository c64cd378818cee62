"""Owns what a value of each setting may be, from an option, the environment or the file.

A parser raises ``TypeError`` or ``ValueError`` with the end of a sentence: what the value must be.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable
from pathlib import Path

_REGION = re.compile(r"[A-Z]{2}")
# ISO 639-1, and three codes that Whisper has besides. Whether the model knows the language, it says itself.
_CODES = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig
    ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh
    mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru
    rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug
    uk ur uz ve vi vo wa wo xh yi yo za zh zu haw jw yue
"""
_LANGUAGES = frozenset(_CODES.split())
_DECISIONS = ("met", "not_met")
# Seconds of work that a second look at a call's sound may take: docs/accuracy.md tells what they buy.
SECOND_LOOK_S = 10.0
# Stands for the calibration that comes with the program.
SHIPPED = Path("shipped")
# An agent's pay may hang on it: where nothing else is wished, at most one not_met in twenty may be wrong.
BLAME_WISH = (("not_met", 0.05),)


def _text(value: object) -> str:
    if not isinstance(value, str | os.PathLike) or not str(value).strip():
        raise ValueError("must be a text that is not empty")
    return str(value)


def _path(value: object) -> Path:
    return Path(_text(value)).expanduser()


def _device(value: object) -> str:
    if value not in {"auto", "cpu", "cuda"}:
        raise ValueError("must be auto, cpu or cuda")
    return str(value)


def _language(value: object) -> str:
    code = _text(value).strip().lower()
    if code == "auto":
        return ""
    if code not in _LANGUAGES:
        raise ValueError(f"{code!r} is no language code; write one such as en, ru, de or pl, or auto")
    return code


def _region(value: object) -> str:
    code = _text(value).strip().upper()
    if not _REGION.fullmatch(code):
        raise ValueError("must be a country's two letters, such as DE")
    return code


def _languages(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not parts:
        raise ValueError("must list language codes, such as en,ru")
    codes = tuple(dict.fromkeys(_language(part) for part in parts))
    if "" in codes:
        raise ValueError("'auto' can't stand in a list of languages")
    return codes


def _count(*, least: int, most: int) -> Callable[[object], int]:
    def parse(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise TypeError(f"must be a whole number from {least} to {most}")
        try:
            number = int(value)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return number

    return parse


def _workers(value: object) -> int:
    if value == "auto":
        return 0
    try:
        return _count(least=1, most=256)(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{error}, or auto") from error


def _yes_no(value: object) -> bool:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in known:
        raise ValueError("must be true or false")
    return known[value.lower()]


def _queue_languages(value: object) -> tuple[tuple[str, str], ...]:
    if isinstance(value, str):
        value = dict(part.partition("=")[::2] for part in value.split(","))
    if not isinstance(value, dict) or not all(value.values()):
        raise TypeError('must give each queue its language, such as {sales = "en", support-ru = "ru"}')
    found = {}
    for queue, language in value.items():
        try:
            found[_text(queue).strip()] = _language(language)
        except ValueError as error:
            raise ValueError(f"queue {queue!r}: {error}") from error
    return tuple(sorted(found.items()))


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError("must be a number of seconds")
    number = float(value)
    if not 0 <= number <= 86_400:  # noqa: PLR2004  # a day
        raise ValueError("must be between 0 and 86400 seconds")
    return number


def _path_or_none(value: object) -> Path | None:
    return None if value == "none" else _path(value)


def _wrong_at_most(value: object) -> tuple[tuple[str, float], ...]:
    if value == "none":
        return ()
    if isinstance(value, str):
        both = "=" not in value
        value = value if both else dict(part.partition("=")[::2] for part in value.split(","))
    if isinstance(value, dict):
        if unknown := value.keys() - set(_DECISIONS):
            raise ValueError(f"{min(unknown)!r} must be one of {', '.join(_DECISIONS)}")
        return tuple((name, _share(value[name])) for name in _DECISIONS if name in value)
    return tuple((name, _share(value)) for name in _DECISIONS)


def _share(value: object) -> float:
    wanted = "must be a share of wrong verdicts such as 0.02, or {met = 0.05, not_met = 0.02}"
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(wanted)
    try:
        number = float(value)
    except ValueError as error:
        raise ValueError(wanted) from error
    if not 0 <= number < 1:
        raise ValueError(f"{wanted}: from 0 up to, not including, 1")
    return number


def _second_look(value: object) -> float:
    wanted = "must be true, false, or so many seconds of work a call, up to 86400"
    try:
        # A number is seconds: "1" is no "true" here.
        return _seconds(value) if _is_number(value) else SECOND_LOOK_S if _yes_no(value) else 0.0
    except (TypeError, ValueError) as error:
        raise ValueError(wanted) from error


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def _channels(value: object) -> tuple[str, str]:
    sides = {"agent=left": ("agent", "customer"), "agent=right": ("customer", "agent")}
    if value not in sides:
        raise ValueError("must be agent=left or agent=right")
    return sides[str(value)]


PARSERS: dict[str, Callable[[object], object]] = {
    "store": _text,
    "out": _path,
    "scripts": _path,
    "stopwords": _path,
    "topics": _path,
    "models": _path,
    "catalogue": _path,
    "meaning": _path,
    "call_type_model": _path,
    "model": _text,
    "device": _device,
    "language": _language,
    "languages": _languages,
    "script": _text,
    "queue_languages": _queue_languages,
    "workers": _workers,
    "threads": _count(least=0, most=1024),
    "exact": _yes_no,
    "second_look": _second_look,
    "channels": _channels,
    "name_pattern": _text,
    "cdr": _path,
    "roster": _path,
    "phone_region": _region,
    "settle_s": _seconds,
    "entailment": _path_or_none,
    "calibration": _path_or_none,
    "wrong_at_most": _wrong_at_most,
    "redact": _yes_no,
}
