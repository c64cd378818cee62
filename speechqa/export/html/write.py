"""Owns writing the report: pages are made one by one, then the finished folder takes the old one's place."""

from __future__ import annotations

import math
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.errors import SettingsError
from speechqa.export.html import call as call_page
from speechqa.export.html import charts, coaching, comparison, figures, index_data, localisation
from speechqa.export.html.names import address, agent_page, page_name
from speechqa.export.html.render import Renderer
from speechqa.export.material import DEFAULT_OPTIONS, NO_MATERIAL, ExportOptions, LabelLanguage, Material
from speechqa.export.whole_files import check_folder, clear, put_in_place, write_whole

if TYPE_CHECKING:
    from speechqa.records import AgentRow, CallResult, Recording, Report

_FOLDER = "report"
_PART = ".report.part"
_ABOVE = "../../"  # from a page of an agent or a call up to the report's top


def write_html(
    report: Report,
    out: Path,
    *,
    options: ExportOptions = DEFAULT_OPTIONS,
    material: Material = NO_MATERIAL,
) -> tuple[Path, ...]:
    """``index.html``, which opens the report, and its folder; an older report in ``out`` is replaced whole.

    Raises ``SettingsError`` if the folder can't be written.
    """
    check_folder(out)
    part = out / _PART
    try:
        clear(part)
        part.mkdir(parents=True, mode=0o700)
        index = _write_pages(report, out, part, material, options.labels)
        put_in_place(part, out / _FOLDER)
    except OSError as error:
        raise SettingsError(
            f"The report can't be written to {out}: {error.filename or out}: {error.strerror or error}. "
            "Give a folder you may write to, with space left (--out)."
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return (write_whole(out / "index.html", index), out / _FOLDER)


def _write_pages(report: Report, out: Path, part: Path, material: Material, labels: LabelLanguage) -> bytes:
    """The bytes of ``index.html``, with every other page written below ``part``."""
    renderer = Renderer(labels)
    shown = {"program": report.versions.program, "redacted": report.redacted}
    _write_assets(part / "assets", report)
    for folder in ("agents", "coaching", "calls", "audio"):
        (part / folder).mkdir(mode=0o700)
    sounds: dict[str, str] = {}
    for call in report.calls:
        audio = _audio(call.recording, out, part, material)
        sounds[call.recording.call_id], _ = audio
        transcript = material.transcript(call) if call.analysis else None
        values = call_page.page_values(call, transcript, material.titles, audio=audio)
        name = f"{page_name(call.recording.call_id)}.html"
        _write(part / "calls" / name, renderer.page("call", root=_ABOVE, **shown, **values))
    by_agent = _by_agent(report.calls)
    calls = {call.recording.call_id: call for call in report.calls}
    for row in report.agents:
        mine = [each for each in report.coaching if (each.team, each.agent) == (row.team, row.agent)]
        values = _agent_values(row, by_agent[row.team, row.agent], report, material)
        name = f"{agent_page(row.team, row.agent)}.html"
        made = renderer.page("agent", root=_ABOVE, coaching=bool(mine), **shown, **values)
        _write(part / "agents" / name, made)
        if mine:
            points = coaching.points(mine, calls, sounds)
            made = renderer.page("coaching", root=_ABOVE, row=row, points=points, **shown)
            _write(part / "coaching" / name, made)
    return renderer.page("team", root="", **shown, **_team_values(report, material))


def _by_agent(calls: Iterable[CallResult]) -> dict[tuple[str, str], list[CallResult]]:
    found: dict[tuple[str, str], list[CallResult]] = defaultdict(list)
    for call in calls:
        found[call.recording.team, call.recording.agent].append(call)
    return found


def _team_values(report: Report, material: Material) -> dict[str, object]:
    cards = [call.scorecard for call in report.calls if call.scorecard]
    scores = [card.score for card in cards if card.score is not None]
    passes = [card.passed for card in cards if card.passed is not None]
    types = [call.analysis.call_class.call_type for call in report.calls if call.analysis]
    return {
        "calls": report.calls,
        "agents": report.agents,
        "mean": math.fsum(scores) / len(scores) if scores else None,
        "pass_rate": sum(passes) / len(passes) if passes else None,
        "critical": sum(card.critical_failures for card in cards),
        "negotiations": types.count("negotiation") / len(types) if types else None,
        "attention": figures.attention(report.agents),
        "making": comparison.making(report.comparisons, material.titles),
        "outcomes": figures.outcomes(report.calls),
        "failures": report.failures,
        "notes": report.versions.notes,
        "agreement": report.agreement,
        **_pictures(report.calls, material),
    }


def _agent_values(
    row: AgentRow, calls: Sequence[CallResult], report: Report, material: Material
) -> dict[str, object]:
    rows = (each for each in report.comparisons if (each.team, each.agent) == (row.team, row.agent))
    return {
        "row": row,
        "comparison": comparison.groups(rows, material.titles),
        **_pictures(calls, material),
    }


def _pictures(calls: Sequence[CallResult], material: Material) -> dict[str, object]:
    """What team and agent pages share."""
    return {
        "few": figures.FEW,
        "costly": figures.costly(calls, material.titles),
        "trend": charts.trend(figures.weeks(calls)),
        "heat_maps": figures.heat_maps(calls, material.titles),
        "topics": figures.topics(calls),
    }


def _audio(recording: Recording, out: Path, part: Path, material: Material) -> tuple[str, str]:
    """(the sound's address as seen from the call's page, what kept it from being copied)."""
    if recording.kind != "audio":
        return "", ""
    if material.copy_audio is not None:
        name = f"{page_name(recording.call_id)}.opus"
        problem = material.copy_audio(recording, part / "audio" / name)
        return ("", problem) if problem else (f"../audio/{name}", "")
    source = Path(recording.path)
    if not recording.path or not source.is_file():
        return "", ""
    return address(source, page=out / _FOLDER / "calls" / "page.html"), ""


def _write_assets(folder: Path, report: Report) -> None:
    folder.mkdir(mode=0o700)
    for each in resources.files(__package__).joinpath("assets").iterdir():
        _write(folder / each.name, each.read_bytes())
    _write(folder / "labels.js", localisation.script().encode("utf-8"))
    _write(folder / "calls.js", index_data.script(report.calls).encode("utf-8"))


def _write(target: Path, content: bytes) -> None:
    # The folder is the user's alone and not shown before all is there: nothing is flushed file by file.
    target.touch(mode=0o600)
    target.write_bytes(content)
