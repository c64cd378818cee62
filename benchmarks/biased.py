"""Owns the recogniser with a bias towards names, and the calls to try it on with names said and unsaid."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import hearing
import names
import yaml

from speechqa import audio, settings
from speechqa.asr import Transcriber, catalogue
from speechqa.asr.devices import choose_threads
from speechqa.asr.engine import FasterWhisper, whisper_options
from speechqa.asr.whisper import Whisper
from speechqa.records import Transcript

NAMES = Path(__file__).with_name("hotword_names.yaml")
KINDS = {
    "said": "those said",
    "script": "all of the script's",
    "others": "the script's, without those said",
    "alike": "sound like those said",
    "one": "one of these alone",
    "words": "sound like everyday words",
    "unrelated": "sound like nothing in the call",
    "foreign": "of another language",
}
# Whisper reads at most so many tokens of what was before (faster-whisper cuts there, too).
_MOST_TOKENS = 223
_TOTAL_TOKENS = 448


class Biased(Whisper):
    """Whisper that takes ``names`` for what was written before each window."""

    names: tuple[str, ...] = ()

    def _guard(self, call: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as in Whisper
        if self.names and call == self._model.model.generate:
            before = self._before()
            args = (args[0], [[*before, *prompt] for prompt in args[1]], *args[2:])
            # CTranslate2 takes the prompt off what may be written; the windows keep the room they had.
            room = options["max_length"] // 2
            options["max_length"] = min(
                _TOTAL_TOKENS, max(options["max_length"], room + max(map(len, args[1])))
            )
        return super()._guard(call, *args, **options)

    def _before(self) -> list[int]:
        tokenizer = self._model.hf_tokenizer
        tokens = tokenizer.encode(" " + ", ".join(self.names), add_special_tokens=False).ids
        return [tokenizer.token_to_id("<|startofprev|>"), *tokens[:_MOST_TOKENS]]


@dataclass(frozen=True, slots=True)
class Call:
    """A recording, what is said in it as (speaker, text), and lists of names by kind."""

    path: Path
    language: str
    turns: tuple[tuple[str, str], ...]
    names: Mapping[str, tuple[str, ...]]
    unclear: tuple[str, ...] = ()

    def said(self, speaker: str) -> str:
        """What one side says."""
        return "\n".join(text for who, text in self.turns if who == speaker)

    def unsaid(self, kind: str) -> tuple[str, ...]:
        """The names of a kind that certainly nobody says in this call."""
        said = "\n".join((*self.unclear, *(text for _, text in self.turns)))
        return tuple(name for name in self.names[kind] if not names.count(name, said))


def load() -> tuple[Biased, Transcriber]:
    """The recogniser as a user without settings has it, on the CPU, and its model, to be told names."""
    chosen = settings.load(environ=None)
    ready = catalogue.open_model(chosen.model, catalogue.load_catalogue(chosen.catalogue), chosen.models)
    lanes = choose_threads(chosen.threads)
    whisper = Biased(ready.path, device="cpu", threads=lanes)
    options = whisper_options(f"{whisper.device}/{whisper.compute_type}")
    engine = FasterWhisper(whisper, model=ready.name, model_hash=ready.hash, options=options, lanes=lanes)
    return whisper, engine


def read_calls(data: Path, *, quick: bool) -> Iterator[Call]:
    """The spoken and the real calls. Raises ``ValueError`` when a name that must be unsaid is said."""
    lists = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    folders = [data / "real" / "hvb", *(data / "calls_dev" / code / "calls" for code in lists["languages"])]
    for folder in folders:
        truths = sorted(folder.glob("*.truth.json"))
        if not truths:
            raise FileNotFoundError(f"{folder}: no *.truth.json with its .wav there; docs/accuracy.md tells")
        for truth in truths[: 1 if quick else None]:
            yield _call(truth, lists)


def _call(truth: Path, lists: dict[str, Any]) -> Call:
    label = json.loads(truth.read_text(encoding="utf-8"))
    stem = truth.name.removesuffix(".truth.json")
    own, language = lists["calls"][stem], label["lang"]
    listed = _listed(truth, label, lists)
    kinds = {
        **own,
        "script": listed,
        "others": listed,
        "one": own["alike"][:1],
        **lists["languages"][language],
    }
    call = Call(
        path=truth.with_name(f"{stem}.wav"),
        language=language,
        turns=tuple((turn["speaker"], turn["text"]) for turn in label["turns"] if turn["text"]),
        names={kind: tuple(kinds[kind]) for kind in KINDS},
        unclear=tuple(own.get("unclear", ())),
    )
    for kind in ("alike", "words", "unrelated", "foreign"):
        if call.unsaid(kind) != call.names[kind]:
            raise ValueError(f"{NAMES}: {stem}: one of the {kind} names is said in the call; take another")
    return replace(call, names={**call.names, "others": call.unsaid("others")})


def _listed(truth: Path, label: dict[str, Any], lists: dict[str, Any]) -> list[str]:
    """The companies that the call's script names."""
    script = truth.parents[1] / "scripts" / f"{label.get('script')}.yaml"
    if not script.exists():
        return list(lists["bank"])
    return list(yaml.safe_load(script.read_text(encoding="utf-8"))["values"]["company"])


def heard(transcriber: Transcriber, call: Call) -> Transcript:
    """What the recogniser writes for the call."""
    return hearing.transcribed(transcriber, audio.load(call.path), call.language)
