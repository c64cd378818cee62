"""Owns the cleaning of metadata values: hostile text in, short honest values out."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from speechqa.intake.values import Metadata

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speechqa.records import Direction

MAX_LENGTH = 200
"""Longest metadata value kept, in characters."""

_DIRECTIONS: dict[str, Direction] = {
    **dict.fromkeys(("inbound", "in", "incoming", "i"), "inbound"),
    **dict.fromkeys(("outbound", "out", "outgoing", "o"), "outbound"),
    **dict.fromkeys(("internal", "int", "local"), "internal"),
    **dict.fromkeys(("входящий", "eingehend", "przychodzące", "przychodzaca"), "inbound"),
    **dict.fromkeys(("исходящий", "ausgehend", "wychodzące", "wychodzaca"), "outbound"),
    **dict.fromkeys(("внутренний", "intern", "wewnętrzne"), "internal"),
}
_LANGUAGE_ALIASES = {
    "eng": "en", "rus": "ru", "deu": "de", "ger": "de", "pol": "pl",
    "english": "en", "russian": "ru", "german": "de", "polish": "pl",
}  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_NO_PHONE = frozenset({"anonymous", "unknown", "restricted", "unavailable", "private", "withheld", "s"})
_EARLIEST, _LATEST = 1970, 2100
_SECONDS = re.compile(r"\d{1,6}(\.\d{1,9})?", re.ASCII)
_LONGEST_S = 24 * 3600  # no call lasts longer; more is milliseconds or nonsense
_DATE_FORMATS = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M")


def clean_text(value: str) -> str:
    """The text without control, formatting and undecodable characters, blanks joined, at most 200 long."""
    kept = "".join(" " if _is_blank(c) else c for c in value[: 4 * MAX_LENGTH] if not _is_unsafe(c))
    return unicodedata.normalize("NFC", " ".join(kept.split()))[:MAX_LENGTH].rstrip()


def _is_blank(char: str) -> bool:
    return char in "\t\n\r\v\f" or unicodedata.category(char) in {"Zl", "Zp", "Zs"}


def _is_unsafe(char: str) -> bool:
    return not _is_blank(char) and unicodedata.category(char).startswith("C")


def display_path(path: str) -> str:
    """The path for people: forward slashes, control characters escaped, undecodable bytes replaced."""
    shown = []
    for char in path.replace("\\", "/") if "\\" in path and ":" in path[:2] else path:
        category = unicodedata.category(char)
        if category == "Cs":
            shown.append("\N{REPLACEMENT CHARACTER}")
        elif category in {"Cc", "Cf", "Zl", "Zp"}:
            shown.append(char.encode("unicode_escape").decode("ascii"))
        else:
            shown.append(char)
    return "".join(shown)


def to_metadata(raw: Mapping[str, str], *, where: str, region: str = "") -> tuple[Metadata, tuple[str, ...]]:
    """Cleaned metadata, then a note for each value that made no sense and was left empty.

    ``raw`` has our field names; ``where`` names the source in notes; ``region`` is the country
    of telephone numbers without +.
    """
    text = {name: clean_text(value) for name, value in raw.items()}
    direction = _DIRECTIONS.get(text.get("direction", "").casefold())
    language = to_language(text.get("language", ""))
    started_at = to_iso_time(text.get("started_at", ""))
    expected_ms = to_milliseconds(text.get("duration_s", ""))
    understood = {"direction": direction, "language": language, "started_at": started_at}
    unclear = [name for name, value in understood.items() if text.get(name) and not value]
    unclear += ["duration_s"] if text.get("duration_s") and expected_ms is None else []
    notes = tuple(f"{where}: {name} {text[name]!r} is not understood and was left empty" for name in unclear)
    metadata = Metadata(
        call_id=text.get("call_id", ""),
        agent=text.get("agent", ""),
        team=text.get("team", ""),
        direction=direction,
        customer_phone=to_phone(text.get("customer_phone", ""), region),
        started_at=started_at,
        queue=text.get("queue", ""),
        language=language,
        script=text.get("script", ""),
        expected_ms=expected_ms or None,  # 0 s stands for "not answered" or "not known"
    )
    return metadata, notes


def to_language(value: str) -> str:
    """The primary subtag in lower case ("en-US" → "en"), "" if it isn't one."""
    lowered = value.casefold().replace("_", "-")
    primary = _LANGUAGE_ALIASES.get(lowered, lowered.split("-")[0])
    primary = _LANGUAGE_ALIASES.get(primary, primary)
    return primary if _LANGUAGE.fullmatch(primary) else ""


def to_milliseconds(seconds: str) -> int | None:
    """A length of 0 s to 24 h in milliseconds, None for anything else."""
    if not _SECONDS.fullmatch(seconds) or float(seconds) > _LONGEST_S:
        return None
    return round(float(seconds) * 1000)


def to_phone(value: str, region: str = "") -> str:
    """The number in E.164 form if it can be told for sure, else as written; "" for a hidden number.

    Without + (or 00) and without ``region`` nothing tells the country, so nothing is guessed.
    """
    if value.casefold() in _NO_PHONE:
        return ""
    digits = sum(char.isdigit() for char in value)
    international = value.lstrip("( ").startswith("+") or (value.startswith("00") and not region)
    if digits < 5 or not (international or region):  # noqa: PLR2004 - extensions stay as they are
        return value
    import phonenumbers

    written = "+" + value[2:] if value.startswith("00") and not region else value
    try:
        number = phonenumbers.parse(written, region.upper() or None)
    except phonenumbers.NumberParseException:
        return value
    if not phonenumbers.is_possible_number(number):
        return value
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def to_iso_time(value: str) -> str:
    """The time in ISO 8601, to the second, offset kept if given; "" if it isn't a time.

    Takes ISO 8601, "12.03.2026 10:15:02", and seconds since 1970 (UTC).
    """
    # A day without a time stays a day: midnight would be invented.
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", value):
        return to_iso_time(f"{value} 00:00:00")[:10]
    found = _parse_time(value)
    if found is None or not _EARLIEST < found.year < _LATEST:
        return ""
    return found.isoformat(timespec="seconds")


def _parse_time(value: str) -> datetime | None:
    if re.fullmatch(r"\d{9,10}(\.\d+)?", value):
        return datetime.fromtimestamp(int(value.partition(".")[0]), tz=UTC)
    if not re.match(r"\d{4}-?\d\d-?\d\d|\d\d?\.\d\d?\.\d{4}|\d{4}/", value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(value, form)  # noqa: DTZ007 - local call time, the zone isn't known
        except ValueError:
            continue
    return None
