"""Owns reading labelled calls: dialogues as text, spoken calls, the HarperValleyBank calls."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Labels made for this project lie in it; the calls they are of lie elsewhere.
OURS = Path(__file__).resolve().parents[1] / "tests" / "data"


@dataclass(frozen=True)
class Call:
    """A call and what people say of it; words are (speaker, normalised text) pairs.

    ``wordings`` says of each item that is met whether the script's words were used (``script``)
    or others (``own``).
    """

    path: Path
    call_id: str
    language: str
    turns: tuple[tuple[str, str], ...]
    call_type: str = ""
    outcome: str = "none"
    stage: str = "none"
    verdicts: dict[str, str] = field(default_factory=dict)
    wordings: dict[str, str] = field(default_factory=dict)
    stopwords: tuple[tuple[str, str], ...] = ()
    profanity: tuple[tuple[str, str], ...] = ()


def plain(text: str) -> str:
    """Lower case, letters and digits only, single blanks."""
    return re.sub(r"[\W_]+", " ", text.lower().replace("ё", "е")).strip()


def dialogues(data: Path, language: str, work: Path) -> tuple[Call, ...]:
    """The labelled dialogues of one language, each written as a ``.transcript.json``."""
    tags = _wordings(language)
    lines = (data / "calls_dev" / language / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    return _as_text([label | {"wordings": tags.get(label["id"])} for label in labels], work / language)


def tuning(language: str, work: Path) -> tuple[Call, ...]:
    """The project's own labelled dialogues, which verdicts are calibrated on: their figures flatter."""
    lines = (OURS / "dialogues" / language / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()
    return _as_text([json.loads(line) for line in lines], work / language)


def spoken(data: Path, language: str, work: Path) -> tuple[Call, ...]:
    """The spoken calls of one language, copied with a sidecar that names their script."""
    tags = _wordings(language)
    calls = []
    for label, wav in _with_sound(data / "calls_dev" / language / "calls"):
        call_id = f"{language}-{wav.stem}"
        sidecar = {"script": label["script"]} if label["script"] else {}
        path = _copied(wav, work / language, {"call_id": call_id} | sidecar)
        calls.append(_call(label | {"wordings": tags.get(label["id"])}, path, call_id))
    return tuple(calls)


def harper_valley(data: Path, work: Path) -> tuple[Call, ...]:
    """The HarperValleyBank calls, copied with a sidecar that names the project's script for them."""
    calls = []
    for label, wav in _with_sound(data / "real" / "hvb"):
        known = label | _harper_labels(wav.stem)
        sidecar = {"call_id": wav.stem, "script": known["script"], "direction": "inbound"}
        calls.append(_call(known, _copied(wav, work, sidecar), wav.stem))
    return tuple(calls)


def harper_valley_text(data: Path, work: Path) -> tuple[Call, ...]:
    """The same calls as people wrote them down, turns without words left out."""
    labels = []
    for label, wav in _with_sound(data / "real" / "hvb"):
        turns = [
            {key: turn[key] for key in ("speaker", "start_s", "end_s", "text")}
            for turn in label["turns"]
            if turn["text"]
        ]
        own = {"id": f"{wav.stem}-text", "direction": "inbound", "turns": turns}
        labels.append(label | _harper_labels(wav.stem) | own)
    return _as_text(labels, work)


def _as_text(labels: list[dict[str, Any]], folder: Path) -> tuple[Call, ...]:
    folder.mkdir(parents=True)
    calls = []
    for label in labels:
        path = folder / f"{label['id']}.transcript.json"
        fields = {"call_id": label["id"], "agent": "x", "language": label["lang"]}
        fields |= {key: label[key] for key in ("direction", "script", "turns") if label[key]}
        path.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
        calls.append(_call(label, path, label["id"]))
    return tuple(calls)


def _with_sound(folder: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    for truth in sorted(folder.glob("*.truth.json")):
        label = json.loads(truth.read_text(encoding="utf-8"))
        yield label, truth.with_name(truth.name.replace(".truth.json", ".wav"))


def _copied(wav: Path, folder: Path, sidecar: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / wav.name
    shutil.copy(wav, path)
    path.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")
    return path


def _wordings(language: str) -> dict[str, dict[str, str]]:
    return _yaml(OURS / "calls_dev_wording" / f"{language}.yaml")


def _harper_labels(call_id: str) -> dict[str, Any]:
    known = _yaml(OURS / "hvb" / "labels.yaml")
    items: dict[str, dict[str, str]] = known["calls"].get(call_id, {})
    return {
        "script": known["script"],
        "verdicts": {item: label["verdict"] for item, label in items.items()},
        "wordings": {item: label["wording"] for item, label in items.items() if "wording" in label},
    }


def _yaml(path: Path) -> dict[str, Any]:
    import yaml

    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


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
        wordings=label.get("wordings") or {},
        stopwords=tuple(_words(label.get("stopwords"))),
        profanity=tuple(_words(label.get("profanity"))),
    )


def _words(entries: list[dict[str, str]] | None) -> Iterator[tuple[str, str]]:
    for entry in entries or ():
        yield entry["speaker"], plain(entry["matched"])
