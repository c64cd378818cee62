"""Fits the judge of comparison by sense to labelled dialogues, calibrates it, and writes both down.

Run after ``train_meaning.py``: ``python benchmarks/calibrate_meaning.py`` (extras ``meaning`` and ``train``).
Only items whose words weren't found take part; ``tests/data/dialogues`` is for this. A dialogue says whether
an item was met, not where: the judge learns from the stretch it finds likeliest, over and over
(multiple-instance learning, Andrews et al. 2002), and from the sayings of the acts, which tell near things
apart. Calibration and figures come from scripts it hasn't seen.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import train_meaning

from speechqa import lang, scripts
from speechqa.checks.items import Finder, judge, places, queries
from speechqa.checks.items.conditions import check
from speechqa.checks.items.limit import Limit
from speechqa.checks.items.near import nearest_miss
from speechqa.checks.items.sense import hit_of
from speechqa.meaning import CallMeaning, Meaning, Space, features, load_meaning
from speechqa.meaning.space import CARD_FILE, MODEL_FILE
from speechqa.records import CallClass, Recording, Transcript, Turn, Word
from speechqa.scripts.values import Item

DIALOGUES = Path("tests/data/dialogues")
MODEL = Path("models/meaning")
LANGUAGES = ("en", "ru", "de", "pl")
# From this chance on an item counts as met, up to that one as not met: see the card's figures.
LEAST_MET, MOST_MISSED = 0.75, 0.25
# Of an item that wasn't met, so many likeliest stretches count as not said. Rounds change little after six.
LIKELIEST, ROUNDS, STRENGTH = 3, 6, 0.3
# How much the sayings of the acts count beside the dialogues: they tell near things apart.
SAYINGS = 0.4
MOST_ODDS = 9.0  # as sense.fulfilled bounds a chance


@dataclass(frozen=True, eq=False)
class Miss:
    """An item whose words weren't found: ``FEATURES`` of each stretch, the nearest wording, the truth."""

    script: str
    rows: np.ndarray
    nearest: float
    met: bool


@dataclass(frozen=True, eq=False)
class Sayings:
    """What the acts teach: scaled ``FEATURES`` a saying, whether it counts, how much it weighs."""

    rows: np.ndarray
    labels: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True)
class Judge:
    """Weights and bias on features brought to one scale."""

    weights: np.ndarray
    bias: float

    def odds(self, rows: np.ndarray) -> np.ndarray:
        """Log-odds of each stretch."""
        return np.clip(rows @ self.weights + self.bias, -MOST_ODDS, MOST_ODDS)


def main() -> int:
    """0 when model and card were written."""
    meaning = load_meaning(MODEL)
    if meaning is None or not train_meaning.ROWS.is_file():
        missing = f"models/meaning has no model, the extra 'meaning' is missing, or {train_meaning.ROWS}"
        print(f"{missing}: run benchmarks/train_meaning.py first", file=sys.stderr)
        return 2
    space = meaning.space
    misses = [scaled(miss, space) for code in LANGUAGES for miss in read(code, meaning)]
    sayings = read_sayings(space)
    first = Judge(space.layers[0][0][:, 0], float(space.layers[0][1][0]))
    unseen = np.zeros(len(misses))
    for name in sorted({miss.script for miss in misses}):
        judge_of_others = learnt([miss for miss in misses if miss.script != name], sayings, first)
        for i, miss in enumerate(misses):
            if miss.script == name:
                unseen[i] = judge_of_others.odds(miss.rows).max()
    write(learnt(misses, sayings, first), space, fitted(misses, unseen), cross_validated(misses, unseen))
    return 0


def scaled(miss: Miss, space: Space) -> Miss:
    """``miss`` with its features brought to the scale the judge wants."""
    return replace(miss, rows=(miss.rows - space.centre) / space.scale)


def read_sayings(space: Space) -> Sayings:
    """The rows that ``train_meaning.py`` left."""
    with np.load(train_meaning.ROWS) as kept:
        rows = (kept["rows"] - space.centre) / space.scale
        return Sayings(rows, kept["labels"], kept["weights"])


def learnt(misses: Sequence[Miss], sayings: Sayings, first: Judge) -> Judge:
    """A judge by the sayings, the likeliest stretch of each item that was met, some of each that wasn't."""
    from sklearn.linear_model import LogisticRegression

    found = first
    for _ in range(ROUNDS):
        rows, labels, weights = [], [], []
        for miss in misses:
            chosen = np.argsort(-found.odds(miss.rows), kind="stable")[: 1 if miss.met else LIKELIEST]
            rows.append(miss.rows[chosen])
            labels += [miss.met] * len(chosen)
            weights += [1 / len(chosen)] * len(chosen)
        beside = SAYINGS * sum(weights) / sayings.weights.sum() * sayings.weights
        model = LogisticRegression(C=STRENGTH, max_iter=1000)
        model.fit(
            np.vstack([*rows, sayings.rows]),
            np.concatenate([labels, sayings.labels]),
            sample_weight=np.concatenate([weights, beside]),
        )
        found = Judge(model.coef_[0], float(model.intercept_[0]))
    return found


def write(found: Judge, space: Space, calibration: list[float], figures: dict[str, str]) -> None:
    """Nothing; the model with this judge, and its card."""
    with np.load(MODEL / MODEL_FILE) as kept:
        arrays = {name: kept[name] for name in kept.files}
    arrays["weights0"] = found.weights[:, None].astype(np.float32)
    arrays["bias0"] = np.array([found.bias], np.float32)
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    card = json.loads((MODEL / CARD_FILE).read_text(encoding="utf-8"))
    card["sha256"] = hashlib.sha256(content.getvalue()).hexdigest()
    card["calibration"] = calibration
    card["thresholds"] = [LEAST_MET, MOST_MISSED]
    card["figures"] |= figures
    (MODEL / MODEL_FILE).write_bytes(content.getvalue())
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    (MODEL / CARD_FILE).write_text(text, encoding="utf-8")
    print(card["calibration"], card["figures"], f"{len(space.acts)} acts")


def read(code: str, meaning: Meaning) -> Iterator[Miss]:
    """The items of one language's dialogues that words alone leave open."""
    library = {script.id: script for script in scripts.load_library(DIALOGUES / code / "scripts").scripts}
    for line in (DIALOGUES / code / "dialogues.jsonl").read_text(encoding="utf-8").splitlines():
        call = json.loads(line)
        script, said = library[call["script"]], transcript(call)
        recording = Recording("", "", "", call["id"], direction=call["direction"], language=code)
        kind = CallClass(call["call_type"], 1.0)
        found = {each.item: each for each in judge(script, said, recording=recording, call_class=kind)}
        heard = meaning.read(said, meaning.describe(said))
        finder = Finder(script, said, lang.get(code))
        for item in script.items:
            label, verdict = call["verdicts"].get(item.id), found[item.id]
            plain = item.kind == "say" and item.match != "verbatim" and label in {"met", "not_met"}
            if not plain or not verdict.reason.startswith(("Not found", "Too close")):
                continue
            triggers = check(item.when, finder, recording, kind).triggers
            limits = places.limits(item, script.items, finder, triggers)
            rows = stretches(item, code, dict(script.values), limits, meaning, heard)
            near = nearest_miss(item, finder, limits)
            if len(rows):
                yield Miss(script.id, rows, near.hit.similarity if near else 0.0, label == "met")


def stretches(  # noqa: PLR0913, PLR0917  # what is asked, and of which call
    item: Item,
    code: str,
    values: Mapping[str, Sequence[str]],
    limits: Sequence[Limit],
    meaning: Meaning,
    heard: CallMeaning,
) -> np.ndarray:
    """``FEATURES`` of every stretch by the item's speaker at a permitted place, one a row."""
    named = tuple((name, tuple(texts)) for name, texts in values.items())
    items = meaning.together(queries.plan((queries.for_item(item),), code, named).wanted)
    which = [
        i
        for i, unit in enumerate(heard.units)
        if unit.first != unit.last
        and item.speaker in {"anyone", unit.speaker}
        and all(limit.never or limit.allows(hit_of(unit, item.phrases[0], 0.5)) for limit in limits)
    ]
    return features.evidence(items, features.only(heard.heard, np.array(which, int)))[:, 0]


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


def fitted(misses: Sequence[Miss], odds: np.ndarray) -> list[float]:
    """Bias and weights of a logistic regression of the truth on sense and nearest wording."""
    from sklearn.linear_model import LogisticRegression

    values = np.column_stack([odds, [miss.nearest for miss in misses]])
    model = LogisticRegression(C=10.0).fit(values, [miss.met for miss in misses])
    return [round(float(value), 4) for value in (model.intercept_[0], *model.coef_[0])]


def cross_validated(misses: Sequence[Miss], odds: np.ndarray) -> dict[str, str]:
    """Right and given verdicts of scripts the calibration hasn't seen."""
    chances = []
    for miss, likely in zip(misses, odds, strict=True):
        others = np.array([other.script != miss.script for other in misses])
        mine = [other for other, apart in zip(misses, others, strict=True) if apart]
        bias, of_odds, of_nearest = fitted(mine, odds[others])
        chances.append(1 / (1 + math.exp(-(bias + of_odds * likely + of_nearest * miss.nearest))))
    met = [miss.met for miss, chance in zip(misses, chances, strict=True) if chance >= LEAST_MET]
    missed = [not miss.met for miss, chance in zip(misses, chances, strict=True) if chance <= MOST_MISSED]
    there = sum(miss.met for miss in misses)
    return {
        "met_in_other_words": f"{sum(met)} right of {len(met)} given, {there} there",
        "not_met_not_found": f"{sum(missed)} right of {len(missed)} given, {len(misses) - there} there",
    }


if __name__ == "__main__":
    sys.exit(main())
