"""Owns what file and folder names tell: templates, presets of telephone systems, agent folders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.errors import SettingsError
from speechqa.intake.numbers import sides

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATE = r"(?P<date>\d{4}-?\d\d-?\d\d)"
_TIME = r"(?P<time>\d{6}|\d\d-\d\d-\d\d)"
_UNIQUE = r"(?P<uniqueid>\d{9,10}\.\d+)"
_FROM = r"(?P<caller>\+?\d+|anonymous|unknown|unavailable|restricted|private)"
_TO = r"(?P<called>[+*#]?\d+|s)"
_KIND = r"(?P<kind>q|rg|group|exten|external|internal|in|out|force|conf|ondemand)"
_STEREO, _MIXED = r"(?:(?:CO|CM|FR)_)?(?:S_)?", r"(?:-all|-in|-out)?"

# How telephone systems name recordings, as their dial plans write it.
PRESETS: dict[str, tuple[str, ...]] = {
    # type-dialled-caller-date-time-uniqueid; also Issabel and Elastix
    "freepbx": (rf"{_KIND}-{_TO}-{_FROM}-{_DATE}-{_TIME}-{_UNIQUE}",),
    "asterisk": (
        rf"{_KIND}-{_TO}-{_FROM}-{_DATE}-{_TIME}-{_UNIQUE}",
        rf"{_DATE}-{_TIME}-(?P<direction>in|out)-(?P<phone>\+?\d+)-(?P<agent>\w+)-{_UNIQUE}",
        rf"{_DATE}-{_TIME}-{_UNIQUE}",
        rf"{_DATE}-{_TIME}-{_FROM}-{_TO}(?:-{_UNIQUE})?",
        rf"{_FROM}-{_TO}-{_DATE}-{_TIME}(?:-{_UNIQUE})?",
        rf"{_DATE}-{_FROM}-{_TO}-{_UNIQUE}",
        rf"auto-(?P<epoch>\d{{9,10}})-{_FROM}-{_TO}",
        _UNIQUE,
    ),
    # campaign settings FULLDATE_CUSTPHONE, CAMPAIGN_AGENT_FULLDATE_CUSTPHONE and their reverse;
    # S_, CO_, CM_, FR_ mark stereo copies, -all the mixed file
    "vicidial": (
        rf"{_STEREO}(?:(?P<queue>\w+?)_(?P<agent>\w+?)_)?{_DATE}-{_TIME}_(?P<phone>\d+){_MIXED}",
        rf"{_STEREO}{_DATE}-{_TIME}_(?P<phone>\d+)_(?P<queue>\w+?)_(?P<agent>\w+?){_MIXED}",
    ),
    # [other party's name]_caller-called_yyyymmddhhmmss(call)
    "3cx": (r"\[[^\]]*\]_(?P<caller>[^-_]*)-(?P<called>[^-_]*)_(?P<date>\d{8})(?P<time>\d{6})\(\d+\)",),
}

_TEXT_FIELDS = ("agent", "team", "queue", "language", "script", "call_id", "any")
_SHAPES = {
    "direction": r"inbound|outbound|internal|incoming|outgoing|in|out",
    "phone": r"\+?\d[\d ()]*|anonymous|unknown|restricted|private",
    "date": r"\d{4}-?\d\d-?\d\d",
    "time": r"\d{6}|\d{4}|\d\d[-.]\d\d[-.]\d\d",
    "uniqueid": r"\d{9,10}\.\d+",
    "epoch": r"\d{9,10}",
    "extension": r"\d{2,6}",
}
_FIELD = re.compile(r"\{(\w*)\}")

# Folders that sort recordings but name nobody.
_GENERIC_WORDS = """
    call calls recording recordings record records rec audio audios wav wave mp3 ogg gsm flac sound sounds
    voice monitor archive archives data files file in out inbound outbound internal incoming outgoing import
    export tmp temp test tests new old done processed queue queues sample samples sample_audio stereo mono
    transcripts звонки звонок записи запись архив входящие исходящие внутренние anrufe aufnahmen
    aufzeichnungen archiv eingehend ausgehend rozmowy nagrania połączenia archiwum przychodzące wychodzące
    en ru de pl uk fr es it pt nl cs sk hu ro bg sr hr sl lt lv et fi sv no da el tr ar he hi zh ja ko kk be
"""
_GENERIC_FOLDERS = frozenset(_GENERIC_WORDS.split())
_DATE_FOLDER = re.compile(r"\d{1,2}|(?:19|20)\d\d(?:[-_.]?\d\d(?:[-_.]?\d\d)?)?|\d\d[-_.]\d\d[-_.]\d{4}")
_LOCALE = re.compile(r"[a-z]{2}[-_][a-z]{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A compiled file-name pattern, as given and as regular expressions tried in order."""

    given: str
    expressions: tuple[re.Pattern[str], ...]


def compile_patterns(given: Sequence[str]) -> tuple[NamePattern, ...]:
    """The patterns ready for use; SettingsError for an unknown preset or field."""
    return tuple(
        NamePattern(one, tuple(re.compile(e, re.IGNORECASE) for e in _expressions(one))) for one in given
    )


def read_name(stem: str, patterns: Sequence[NamePattern]) -> dict[str, str]:
    """What a file's stem tells, with our field names, raw; {} when no pattern fits the whole of it."""
    for pattern in patterns:
        for expression in pattern.expressions:
            match = expression.fullmatch(stem[:255])
            if match and (fields := _to_fields(match.groupdict(default=""))) is not None:
                return fields
    return {}


def folder_agent(folders: Sequence[str]) -> str:
    """The agent's name: the nearest folder below the root that isn't a date, a language or a sorting word."""
    for name in reversed(folders):
        word = name.strip().casefold()
        if word not in _GENERIC_FOLDERS and not _DATE_FOLDER.fullmatch(word) and not _LOCALE.fullmatch(word):
            return name
    return ""


def _expressions(given: str) -> tuple[str, ...]:
    preset = PRESETS.get(given.strip().casefold())
    if preset is not None:
        return preset
    if not _FIELD.search(given):
        known = ", ".join(PRESETS)
        raise SettingsError(
            f"file-name pattern {given!r}: give fields like {{agent}}_{{date}}, or one of {known}"
        )
    return (_template_expression(given),)


def _template_expression(template: str) -> str:
    """A regular expression for a template; only its first text field may hold the separator itself."""
    pieces = _FIELD.split(template)
    literals, names = pieces[::2], pieces[1::2]
    if any(sign in literal for literal in literals for sign in "{}"):
        raise SettingsError(f"file-name pattern {template!r}: a brace is not closed or not opened")
    out, used = [re.escape(literals[0])], set[str]()
    for index, (name, literal) in enumerate(zip(names, literals[1:], strict=True)):
        if name not in _TEXT_FIELDS and name not in _SHAPES:
            allowed = ", ".join((*_TEXT_FIELDS, *_SHAPES))
            raise SettingsError(
                f"file-name pattern {template!r}: unknown field {{{name}}}; allowed are {allowed}"
            )
        if name != "any" and name in used:
            raise SettingsError(f"file-name pattern {template!r}: {{{name}}} stands twice")
        used.add(name)
        shape = _SHAPES.get(name) or (rf"[^{re.escape(literal[0])}]+?" if literal and index else r".+?")
        out.append((rf"(?:{shape})" if name == "any" else rf"(?P<{name}>{shape})") + re.escape(literal))
    return "".join(out)


def _to_fields(groups: dict[str, str]) -> dict[str, str] | None:
    """Our fields from a pattern's groups; None when the date in the name is none."""
    from speechqa.intake.fields import to_iso_time

    fields = {name: groups[name] for name in _TEXT_FIELDS if groups.get(name)}
    if groups.get("direction"):
        fields["direction"] = groups["direction"]
    if groups.get("phone"):
        fields["customer_phone"] = groups["phone"]
    if groups.get("extension"):
        fields.setdefault("agent", groups["extension"])
    if "caller" in groups:
        fields.update(sides(groups.get("kind", "").lower(), groups["caller"], groups["called"]))
    started = _started(groups)
    if started and not (started := to_iso_time(started)):
        return None
    if started:
        fields["started_at"] = started
    return fields


def _started(groups: dict[str, str]) -> str:
    date, time = groups.get("date", "").replace("-", ""), re.sub(r"\D", "", groups.get("time", ""))
    if date:
        return (
            f"{date[:4]}-{date[4:6]}-{date[6:]}T{time[:2]}:{time[2:4]}:{time[4:] or '00'}" if time else date
        )
    return groups.get("epoch") or groups.get("uniqueid") or ""
