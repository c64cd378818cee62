"""Owns calibrating on the labelled items of the project's own dialogues, and writing it into the card."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from calibrate_meaning import DIALOGUES, LANGUAGES, MODEL, transcript

from speechqa import scripts
from speechqa.checks.items import conditions, finder_for, places
from speechqa.checks.items.limit import Limit
from speechqa.checks.items.search import Finder
from speechqa.meaning import Meaning, load_meaning
from speechqa.meaning.space import CARD_FILE
from speechqa.records import CallClass, Recording
from speechqa.scripts.values import Item

Sample = TypeVar("Sample")


@dataclass(frozen=True, eq=False)
class Labelled:
    """An item that a call met or missed, with its finder and the limits of its place in this call."""

    script: str
    item: Item
    finder: Finder
    limits: tuple[Limit, ...]
    met: bool


def read(meaning: Meaning, wanted: Callable[[Item], bool]) -> Iterator[Labelled]:
    """The labelled items that are ``wanted``, in all languages, call by call."""
    for code in LANGUAGES:
        library = {each.id: each for each in scripts.load_library(DIALOGUES / code / "scripts").scripts}
        for line in (DIALOGUES / code / "dialogues.jsonl").read_text(encoding="utf-8").splitlines():
            call = json.loads(line)
            script = library[call["script"]]
            labels = {item: label for item, label in call["verdicts"].items() if label in {"met", "not_met"}}
            items = [item for item in script.items if item.id in labels and wanted(item)]
            if not items:
                continue
            recording = Recording("", "", "", call["id"], direction=call["direction"], language=code)
            kind = CallClass(call["call_type"], 1.0)
            finder = finder_for(script, transcript(call), meaning, None)
            for item in items:
                triggers = conditions.check(item.when, finder, recording, kind).triggers
                limits = places.limits(item, script.items, finder, triggers)
                yield Labelled(script.id, item, finder, limits, labels[item.id] == "met")


def calibrate(
    name: str,
    wanted: Callable[[Item], bool],
    samples: Callable[[Labelled], Iterable[Sample]],
    fitted: Callable[[Sequence[Sample]], list[float]],
    figures: Callable[[Sequence[Sample]], dict[str, str]],
) -> int:
    """0 when the card was written: under ``name`` what was ``fitted`` to the samples, and their figures."""
    meaning = load_meaning(MODEL)
    if meaning is None:
        print("models/meaning has no model, or the extra 'meaning' is missing", file=sys.stderr)
        return 2
    found = [sample for each in read(meaning, wanted) for sample in samples(each)]
    card = json.loads((MODEL / CARD_FILE).read_text(encoding="utf-8"))
    card[name] = fitted(found)
    card["figures"] |= figures(found)
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    (MODEL / CARD_FILE).write_text(text, encoding="utf-8")
    print(card[name], card["figures"])
    return 0
