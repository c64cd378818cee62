"""Owns ``summary.json``: counts, versions, hashes and durations of a report; no wall clock."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, get_args

from speechqa.export.cells import clean
from speechqa.export.tables import all_failures
from speechqa.records import CallStatus, CallType, PersonalKind, VerdictValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speechqa.records import CallResult, Report, Versions


def summary_json(report: Report) -> str:
    """The text of ``summary.json``: sorted keys, the same for equal reports."""
    summary = {
        "agents": len(report.agents),
        "audio_s": _audio_seconds(report.calls),
        "call_types": _count(
            get_args(CallType), (call.analysis.call_class.call_type for call in report.calls if call.analysis)
        ),
        "calls": {
            "total": len(report.calls),
            **_count(get_args(CallStatus), (call.status for call in report.calls)),
        },
        "failures": len(all_failures(report)),
        "hashes": {
            "models": _named(report.versions.models),
            "scripts": _named(report.versions.scripts),
            "topics": _named(report.versions.topics),
            "word_lists": _named(report.versions.word_lists),
        },
        "meaning": _meaning(report.versions),
        "notes": [clean(note) for note in report.versions.notes],
        **_personal(report),
        "results": _results(report.calls),
        "verdicts": _count(
            get_args(VerdictValue),
            (verdict.verdict for call in report.calls if call.analysis for verdict in call.analysis.verdicts),
        ),
        "versions": {"engine": clean(report.versions.engine), "program": clean(report.versions.program)},
    }
    return json.dumps(summary, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _count(values: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    """How often each of ``values`` was found, zeros included."""
    counts = Counter(found)
    return {value: counts[value] for value in values}


def _personal(report: Report) -> dict[str, object]:
    """How much personal data of each kind was taken out; nothing where nobody looked for any."""
    if not report.redacted:
        return {}
    found = (each.kind for call in report.calls for each in call.personal or ())
    return {"personal_data": _count(get_args(PersonalKind), found)}


def _results(calls: Iterable[CallResult]) -> dict[str, int]:
    cards = [call.scorecard for call in calls if call.scorecard]
    return {
        "with_score": sum(card.score is not None for card in cards),
        "passed": sum(card.passed is True for card in cards),
        "not_passed": sum(card.passed is False for card in cards),
        "with_critical_failures": sum(card.critical_failures > 0 for card in cards),
    }


def _audio_seconds(calls: Iterable[CallResult]) -> dict[str, object]:
    """Seconds of audio: the total, and by language ("unknown" where none is known)."""
    by_language: Counter[str] = Counter()
    for call in calls:
        if call.duration_ms is not None:
            by_language[clean(call.language) or "unknown"] += call.duration_ms
    return {
        "total": sum(by_language.values()) / 1000,
        "by_language": {language: ms / 1000 for language, ms in by_language.items()},
    }


def _meaning(versions: Versions) -> dict[str, str | None] | None:
    """What other words were compared with; None where only a script's own words counted."""
    if not versions.meaning:
        return None
    return {"digest": clean(versions.meaning), "entailment": clean(versions.entailment) or None}


def _named(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {clean(name): clean(digest) for name, digest in pairs}
