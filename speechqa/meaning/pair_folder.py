"""Owns what a folder with a user's model of text pairs holds: its files, bounded, its labels, its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speechqa.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

NETWORK, TOKENIZER, CONFIG = "model.onnx", "tokenizer.json", "config.json"
# The first is the most a protobuf message can be; of the others ten times what known models have.
_MOST_BYTES = {NETWORK: (1 << 31) - 1, TOKENIZER: 200_000_000, CONFIG: 1_000_000}
# Columns of an answer: entailment, neutral, contradiction.
_COLUMNS = {"entailment": 0, "neutral": 1, "not_entailment": 1, "contradiction": 2}
_USUAL_TOKENS = 512
_LEAST_TOKENS = 32


@dataclass(frozen=True, slots=True)
class PairFolder:
    """A model's files as read. ``labels`` has the column of each output; a single output is likeness."""

    folder: Path
    name: str
    network: bytes
    tokenizer: str
    labels: tuple[int, ...]
    most_tokens: int
    digest: str


def read_pair_folder(folder: Path) -> PairFolder:
    """The model's files. Raises ``SettingsError`` saying what is wrong with which file, and what to do."""
    contents = {name: _content(folder, name) for name in (CONFIG, TOKENIZER, NETWORK)}
    config = _config(folder, contents[CONFIG])
    try:
        tokenizer = contents[TOKENIZER].decode()
    except UnicodeDecodeError as error:
        raise _wrong(folder, TOKENIZER, "is not UTF-8 text; copy the file again") from error
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(f"{name}\0{hashlib.sha256(contents[name]).hexdigest()}\n".encode())
    return PairFolder(
        folder=folder,
        name=folder.resolve().name,
        network=contents[NETWORK],
        tokenizer=tokenizer,
        labels=_labels(folder, config),
        most_tokens=_most_tokens(config),
        digest=digest.hexdigest(),
    )


def _content(folder: Path, name: str) -> bytes:
    path = folder / name
    most = _MOST_BYTES[name]
    try:
        # A pipe or a device under this name would never end.
        if not path.is_file():
            raise _wrong(
                folder,
                name,
                f"is missing; the folder must hold {NETWORK}, {TOKENIZER} and {CONFIG} of a model",
            )
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise _wrong(folder, name, f"can't be read ({error.strerror}); check its permissions") from error
    if len(content) > most:
        raise _wrong(folder, name, f"is larger than {most} bytes; take a smaller model")
    return content


def _config(folder: Path, content: bytes) -> dict[str, Any]:
    try:
        config = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _wrong(folder, CONFIG, "is not valid JSON; copy the file again") from error
    if not isinstance(config, dict):
        raise _wrong(folder, CONFIG, "is not a model's configuration; copy the file again")
    return config


def _labels(folder: Path, config: dict[str, Any]) -> tuple[int, ...]:
    """The column of each output, by ``id2label``."""
    named = config.get("id2label")
    if not isinstance(named, dict):
        named = {"0": ""} if config.get("num_labels") == 1 else {}
    if [*named] == ["0"]:
        return (0,)
    order = [str(named.get(str(i), "")).strip().lower().replace(" ", "_") for i in range(len(named))]
    found = tuple(_COLUMNS.get(label, -1) for label in order)
    if len(found) not in {2, 3} or sorted(set(found)) != list(range(len(found))):
        raise _wrong(
            folder,
            CONFIG,
            "must name under id2label one output (likeness), entailment and not_entailment, or entailment, "
            "neutral and contradiction, by their numbers from 0; correct it by the model's page",
        )
    return found


def _most_tokens(config: dict[str, Any]) -> int:
    """How many tokens the network can look at; two positions are reserved in some."""
    stated = config.get("max_position_embeddings")
    if not isinstance(stated, int) or isinstance(stated, bool):
        return _USUAL_TOKENS
    return max(_LEAST_TOKENS, stated - 2)


def _wrong(folder: Path, name: str, what: str) -> SettingsError:
    return SettingsError(f"entailment = {folder}: {name} {what}")
