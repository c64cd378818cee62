"""Reads the corpus of acts (models/meaning/acts), and says what of it the encoder is not tuned on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ACTS = Path("models/meaning/acts")
LANGUAGES = ("en", "ru", "de", "pl")
SORTS = (("phrase", "phrases"), ("said", "said"), ("not_said", "not_said"))
# In a hundred: acts, and utterances of the other acts, that tuning never sees, so that what is
# measured and fitted on them holds for scripts and calls to come.
HELD_ACTS, HELD_UTTERANCES = 18, 25


@dataclass(frozen=True, slots=True)
class Line:
    """A text of an act; ``sort`` is title, phrase, said or not_said."""

    language: str
    act: str
    sort: str
    text: str


def read() -> Iterator[Line]:
    """Every text of every act, language by language."""
    for code in LANGUAGES:
        for path in sorted((ACTS / code).glob("*.yaml")):
            for act in yaml.safe_load(path.read_text(encoding="utf-8")):
                yield Line(code, act["act"], "title", act["title"])
                for sort, key in SORTS:
                    yield from (Line(code, act["act"], sort, text) for text in act[key])


def digest() -> str:
    """SHA-256 of the corpus' files."""
    found = hashlib.sha256()
    for path in sorted(ACTS.glob("*/*.yaml")):
        found.update(path.read_bytes())
    return found.hexdigest()


def held_act(act: str) -> bool:
    """True when no text of the act takes part in tuning the encoder."""
    return _percent(act) < HELD_ACTS


def held(line: Line) -> bool:
    """True when the text takes no part in tuning the encoder."""
    spoken = line.sort in {"said", "not_said"}
    return held_act(line.act) or (spoken and _percent(line.text) < HELD_UTTERANCES)


def _percent(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 100
