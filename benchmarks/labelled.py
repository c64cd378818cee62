"""Owns reading labelled calls: dialogues as text, spoken calls, the HarperValleyBank calls."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Call:
    """A call and what people say of it; words are (speaker, normalised text) pairs."""

    path: Path
    call_id: str
    language: str
    turns: tuple[tuple[str, str], ...]
    call_type: str = ""
    outcome: str = "none"
    stage: str = "none"
    verdicts: dict[str, str] = field(default_factory=dict)
    stopwords: tuple[tuple[str, str], ...] = ()
    profanity: tuple[tuple[str, str], ...] = ()


def plain(text: str) -> str:
    """Lower case, letters and digits only, single blanks."""
    return re.sub(r"[\W_]+", " ", text.lower().replace("ё", "е")).strip()


def dialogues(data: Path, language: str, work: Path) -> tuple[Call, ...]:
    """The labelled dialogues of one language, each written as a ``.transcript.json``."""
    folder = work / language
    folder.mkdir(parents=True)
    calls = []
    lines = (data / "calls_dev" / language / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        label = json.loads(line)
        path = folder / f"{label['id']}.transcript.json"
        fields = {"call_id": label["id"], "agent": "x", "language": language}
        fields |= {key: label[key] for key in ("direction", "script", "turns") if label[key]}
        path.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
        calls.append(_call(label, path, label["id"]))
    return tuple(calls)


def spoken(data: Path, language: str, work: Path) -> tuple[Call, ...]:
    """The spoken calls of one language, copied with a sidecar that names their script."""
    folder = work / language
    folder.mkdir(parents=True)
    calls = []
    for truth in sorted((data / "calls_dev" / language / "calls").glob("*.truth.json")):
        label = json.loads(truth.read_text(encoding="utf-8"))
        source = truth.with_name(truth.name.replace(".truth.json", ".wav"))
        path = folder / source.name
        shutil.copy(source, path)
        call_id = f"{language}-{path.stem}"
        sidecar = {"call_id": call_id} | ({"script": label["script"]} if label["script"] else {})
        path.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")
        calls.append(_call(label, path, call_id))
    return tuple(calls)


def harper_valley(data: Path, work: Path) -> tuple[Call, ...]:
    """The HarperValleyBank calls: human transcripts, no verdicts."""
    work.mkdir(parents=True)
    calls = []
    for truth in sorted((data / "real" / "hvb").glob("*.truth.json")):
        label = json.loads(truth.read_text(encoding="utf-8"))
        source = truth.with_name(truth.name.replace(".truth.json", ".wav"))
        path = work / source.name
        shutil.copy(source, path)
        calls.append(_call(label, path, path.stem))
    return tuple(calls)


def _call(label: dict[str, Any], path: Path, call_id: str) -> Call:
    return Call(
        path=path,
        call_id=call_id,
        language=label["lang"],
        turns=tuple((turn["speaker"], turn["text"]) for turn in label["turns"] if turn["text"]),
        call_type=label.get("call_type", ""),
        outcome=label.get("outcome") or "none",
        stage=label.get("stage") or "none",
        verdicts=(label.get("verdicts") or {}) if label.get("script") else {},
        stopwords=tuple(_words(label.get("stopwords"))),
        profanity=tuple(_words(label.get("profanity"))),
    )


def _words(entries: list[dict[str, str]] | None) -> Iterator[tuple[str, str]]:
    for entry in entries or ():
        yield entry["speaker"], plain(entry["matched"])
