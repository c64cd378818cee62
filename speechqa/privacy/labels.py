"""Owns taking phone numbers out of what names a call: its id, its file, the customer's number.

All digits but the last two become "x", the same everywhere, so that tables, files and messages still tell of
the same call. Where two calls would get one name, a number is put behind it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.records import Recording

_KEPT = 2
_LEAST = 6  # digits: shorter are extensions
_TAIL = 7  # digits that tell a number, however its country is written
_SIGNS = r"[-. ()]*"
_RUN = re.compile(r"(?<!\d)\+?\d{9,15}(?!\d)")
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{2}|\d{4}|\d{6})?")
_UNIQUE_ID = re.compile(r"1\d{9}")  # seconds since 1970, as Asterisk names calls


def mask_number(text: str) -> str:
    """A telephone number with its last two digits only; short ones are extensions and stay."""
    digits = re.sub(r"\D", "", text)
    if len(digits) < _LEAST:
        return text
    return "x" * (len(digits) - _KEPT) + digits[-_KEPT:]


def mask_name(text: str, phones: Iterable[str] = ()) -> str:
    """``text`` with masked numbers: those of ``phones``, however written, and all that look like one."""
    for phone in phones:
        digits = re.sub(r"\D", "", phone)
        if len(digits) >= _LEAST:
            tail = _SIGNS.join(digits[-_TAIL:])
            text = re.sub(rf"\+?(?:\d{_SIGNS}){{0,8}}{tail}(?!\d)", lambda found: mask_number(found[0]), text)
    return _RUN.sub(lambda found: _masked_run(found, text), text)


def _masked_run(found: re.Match[str], text: str) -> str:
    digits = found[0].lstrip("+")
    beside = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
    if _DATE.fullmatch(digits) or (_UNIQUE_ID.fullmatch(digits) and "." in beside):
        return found[0]
    return mask_number(found[0]) if found[0].startswith(("+", "0")) or _is_abroad(digits) else found[0]


def _is_abroad(digits: str) -> bool:
    """Whether the digits are a valid number with its country in front."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


class Labels:
    """Masked names for the calls of one command, by their true ones."""

    def __init__(self, recordings: Sequence[Recording]) -> None:
        self._phones = tuple(dict.fromkeys(each.customer_phone for each in recordings if each.customer_phone))
        self._ids = _distinct({each.call_id: (each.customer_phone,) for each in recordings})
        self._files = _distinct({each.file: (each.customer_phone,) for each in recordings})

    def call_id(self, call_id: str) -> str:
        """The id without a phone number."""
        return self._ids.get(call_id) or mask_name(call_id)

    def file(self, file: str) -> str:
        """The file's name without a phone number."""
        return self._files.get(file) or mask_name(file)

    def text(self, text: str) -> str:
        """A message without the phone numbers of calls it names."""
        for name, masked in (*self._files.items(), *self._ids.items()):
            if name != masked and name in text:
                text = text.replace(name, masked)
        return mask_name(text)

    def recording(self, recording: Recording) -> Recording:
        """The recording under its masked names; ``path``, which is never shown, is empty."""
        return replace(
            recording,
            path="",
            call_id=self.call_id(recording.call_id),
            file=self.file(recording.file),
            customer_phone=mask_number(recording.customer_phone),
        )


def _distinct(names: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Masked names, no two alike: later ones, in the order of the true names, get a number."""
    masked: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        base = mask_name(name, names[name])
        found, number = base, 1
        while found in taken:
            number += 1
            stem, dot, ending = base.rpartition(".")
            found = f"{stem}~{number}{dot}{ending}" if stem else f"{base}~{number}"
        taken.add(found)
        masked[name] = found
    return masked
