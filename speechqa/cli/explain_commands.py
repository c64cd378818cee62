"""Owns the command that explains one verdict: ``speechqa explain CALL ITEM``."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from speechqa.cli import options as opt

if TYPE_CHECKING:
    from speechqa.pipeline.explaining import Explained

# What a terminal shows for each style; piped text has none.
_COLOURS: dict[str, dict[str, bool | str]] = {
    "head": {"bold": True},
    "good": {"fg": "green"},
    "bad": {"fg": "red", "bold": True},
    "unsure": {"fg": "yellow"},
    "faint": {"dim": True},
}


def explain(
    call: Annotated[
        str, typer.Argument(help="Id of the call, its file, or the file's name.", metavar="CALL")
    ],
    item: Annotated[str, typer.Argument(help="Id of the script's item.", metavar="ITEM")],
    *,
    config: opt.Config = None,
    store: opt.StoreAt = None,
    scripts: opt.Scripts = None,
    stopwords: opt.Stopwords = None,
    topics: opt.Topics = None,
    script: opt.Script = None,
    redact: opt.Redact = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Explain one verdict: what was heard, word by word, what came near, and what speaks against it.

    The stored words are judged by today's rules. Below each phrase stand the words said for it:
    '=' the same, 'form' another form, 'sound' heard alike, 'missing', 'extra', 'denial' and others.
    Nothing is stored.

    \b
    Examples:
      speechqa explain anna_1 recording_notice
      speechqa explain calls/anna_1.wav recording_notice --script en-inbound-sales --json
    """
    from speechqa.cli import explanation, work

    given = {key: value for key, value in locals().items() if key in work.SETTING_NAMES}
    told = work.explain(call, item, work.load_settings(given, config))
    if as_json:
        typer.echo(json.dumps(_as_json(told), indent=2))  # ASCII: lossless, and harmless in a terminal
        return
    for line in explanation.lines(told):
        colours = _COLOURS.get(line.style)
        typer.echo(typer.style(line.text, **colours) if colours else line.text)  # type: ignore[arg-type]  # names and values of _COLOURS


def _as_json(told: Explained) -> dict[str, object]:
    script = told.script
    return {
        "call": {key: value for key, value in _plain_fields(told.recording).items() if key != "path"},
        "script": {
            "id": script.id,
            "version": script.version,
            "language": script.language,
            "title": script.title,
        },
        "item": _plain(told.item),
        "verdict": _plain(told.verdict),
        "stored": _plain(told.stored),
        "evidence": _plain(told.evidence),
        "made_from": _plain(told.made_from),
        "stored_from": _plain(told.stored_from),
    }


def _plain(value: object) -> object:
    """Frozen values as JSON has them: times in seconds, names without a trailing underscore."""
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return _plain_fields(value) if is_dataclass(value) else value


def _plain_fields(value: object) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in fields(value):  # type: ignore[arg-type]  # only dataclasses come here
        held = getattr(value, field.name)
        if field.name == "window":
            found["window_s"] = [[start / 1000, end / 1000] for start, end in held]
        elif field.name.endswith("_ms"):
            found[f"{field.name.removesuffix('_ms')}_s"] = None if held is None else held / 1000
        else:
            found[field.name.removesuffix("_")] = _plain(held)
    return found
