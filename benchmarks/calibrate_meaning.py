"""Calibrates comparison by sense on labelled dialogues and writes it into ``models/meaning/card.json``.

Run after ``train_meaning.py``: ``python benchmarks/calibrate_meaning.py`` (extra ``meaning``, and
scikit-learn). Only items whose words weren't found take part; ``tests/data/dialogues`` is for this.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from speechqa import lang, scripts
from speechqa.checks.items import Finder, judge, places
from speechqa.checks.items.conditions import check
from speechqa.checks.items.near import nearest_miss
from speechqa.checks.items.sense import Sense, likeliest
from speechqa.meaning import Meaning, load_meaning
from speechqa.records import CallClass, Recording, Transcript, Turn, Word

DIALOGUES = Path("tests/data/dialogues")
MODEL = Path("models/meaning")
LANGUAGES = ("en", "ru", "de", "pl")
# From this chance on an item counts as met, up to that one as not met: see the card's figures.
LEAST_MET, MOST_MISSED = 0.8, 0.25


@dataclass(frozen=True)
class Miss:
    """An item whose words weren't found: what sense says, the nearest wording, and the truth."""

    script: str
    odds: float
    nearest: float
    met: bool


def main() -> int:
    """0 when the card was written."""
    meaning = load_meaning(MODEL)
    if meaning is None:
        print(
            "models/meaning has no model, or the extra 'meaning' is missing: train it first", file=sys.stderr
        )
        return 2
    misses = [miss for code in LANGUAGES for miss in read(code, meaning)]
    card = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))
    card["calibration"] = fitted(misses)
    card["thresholds"] = [LEAST_MET, MOST_MISSED]
    card["figures"] |= cross_validated(misses)
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    (MODEL / "card.json").write_text(text, encoding="utf-8")
    print(card["calibration"], card["figures"])
    return 0


def read(code: str, meaning: Meaning) -> Iterator[Miss]:
    """The items of one language's dialogues that words alone leave open."""
    library = {script.id: script for script in scripts.load_library(DIALOGUES / code / "scripts").scripts}
    for line in (DIALOGUES / code / "dialogues.jsonl").read_text(encoding="utf-8").splitlines():
        call = json.loads(line)
        script, said = library[call["script"]], transcript(call)
        recording = Recording("", "", "", call["id"], direction=call["direction"], language=code)
        kind = CallClass(call["call_type"], 1.0)
        found = {each.item: each for each in judge(script, said, recording=recording, call_class=kind)}
        sense = Sense(meaning, meaning.read(said, meaning.describe(said)), code, dict(script.values))
        finder = Finder(script, said, lang.get(code))
        for item in script.items:
            label, verdict = call["verdicts"].get(item.id), found[item.id]
            plain = item.kind == "say" and item.match != "verbatim" and label in {"met", "not_met"}
            if not plain or not verdict.reason.startswith(("Not found", "Too close")):
                continue
            triggers = check(item.when, finder, recording, kind).triggers
            limits = places.limits(item, script.items, finder, triggers)
            fit = [
                each
                for each in sense.item(item)
                if item.speaker in {"anyone", each.hit.speaker}
                and all(limit.never or limit.allows(each.hit) for limit in limits)
            ]
            best, near = likeliest(fit), nearest_miss(item, finder, limits)
            chance = min(max(best.chance if best else 0.0, 1e-4), 1 - 1e-4)
            nearest = near.hit.similarity if near else 0.0
            yield Miss(script.id, math.log(chance / (1 - chance)), nearest, label == "met")


def transcript(call: dict) -> Transcript:  # type: ignore[type-arg]  # a line of JSON
    """A dialogue as a transcript, each turn's words spread evenly."""
    turns = []
    for turn in call["turns"]:
        texts, start, end = turn["text"].split(), round(turn["start_s"] * 1000), round(turn["end_s"] * 1000)
        step = (end - start) / max(1, len(texts))
        words = tuple(
            Word(text, start + round(step * i), start + round(step * (i + 1))) for i, text in enumerate(texts)
        )
        turns.append(Turn(turn["speaker"], start, end, words))
    return Transcript(call["lang"], turns[-1].end_ms if turns else 0, tuple(turns), "labelled")


def fitted(misses: list[Miss]) -> list[float]:
    """Bias and weights of a logistic regression of the truth on sense and nearest wording."""
    from sklearn.linear_model import LogisticRegression

    values = np.array([(miss.odds, miss.nearest) for miss in misses])
    model = LogisticRegression(C=10.0).fit(values, [miss.met for miss in misses])
    return [round(float(value), 4) for value in (model.intercept_[0], *model.coef_[0])]


def cross_validated(misses: list[Miss]) -> dict[str, str]:
    """Right and given verdicts of scripts the calibration hasn't seen."""
    chances = []
    for miss in misses:
        others = [other for other in misses if other.script != miss.script]
        bias, of_odds, of_nearest = fitted(others)
        chances.append(1 / (1 + math.exp(-(bias + of_odds * miss.odds + of_nearest * miss.nearest))))
    met = [miss.met for miss, chance in zip(misses, chances, strict=True) if chance >= LEAST_MET]
    missed = [not miss.met for miss, chance in zip(misses, chances, strict=True) if chance <= MOST_MISSED]
    there = sum(miss.met for miss in misses)
    return {
        "met_in_other_words": f"{sum(met)} right of {len(met)} given, {there} there",
        "not_met_not_found": f"{sum(missed)} right of {len(missed)} given, {len(misses) - there} there",
    }


if __name__ == "__main__":
    sys.exit(main())
