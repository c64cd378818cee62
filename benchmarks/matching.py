"""Compares finding phrases with two usual ways, on the same text: precision, recall and speed as Markdown.

Run: ``python benchmarks/matching.py DATA`` with the folder of the evaluation data (docs/accuracy.md).
Three sets: the labelled pairs of ``tests/matching/cases``, on which our limits were set, those of
``tests/data/pairs``, and the ``say`` items of the labelled dialogues, where an item counts as found when any
of its phrases is found in a turn of its speaker. Conditions and places are left out for all.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import labelled
import yaml

from speechqa import lang, matching, scripts
from speechqa.records import Transcript, Turn, Word

_TESTS = Path(__file__).parent.parent / "tests"
_LANGUAGES = ("en", "ru", "de", "pl")
_COMPANIES = {"en": "Fernhollow", "ru": "Белый Камень", "de": "Lindenhof", "pl": "Zielone Wzgórze"}
_ENOUGH = 80  # of 100: where people usually set partial_ratio
_SLOTS = ("{name}", "{number}", "{date}", "{any}")
_WORD_MS = 350

# Phrases and what was said, one text a turn, to whether any of the phrases was said and meant.
Way = Callable[[str, Sequence[str], Sequence[str], dict[str, tuple[str, ...]]], bool]


@dataclass(frozen=True)
class Pair:
    """Phrases, turns of one speaker, and whether people say that one of the phrases was said."""

    language: str
    phrases: tuple[str, ...]
    turns: tuple[str, ...]
    said: bool
    values: dict[str, tuple[str, ...]]


@dataclass
class Score:
    """What a way found, and how long it took."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    seconds: float = 0.0
    phrases: int = 0

    def row(self, name: str) -> str:
        """One row of the table."""
        found, there = self.right + self.wrong, self.right + self.missed
        precision = f"{self.right / found:.2f} ({self.right}/{found})" if found else "-"
        recall = f"{self.right / there:.2f} ({self.right}/{there})" if there else "-"
        each = 1e6 * self.seconds / max(self.phrases, 1)
        return f"| {name} | {precision} | {recall} | {each:.0f} |"


def main() -> int:
    """0 when all ways that are installed were compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    chosen = parser.parse_args()
    if not (chosen.data / "calls_dev").is_dir():
        print(f"{chosen.data}: no calls_dev folder in it; see docs/accuracy.md", file=sys.stderr)
        return 2
    ways = dict(_ways())
    with tempfile.TemporaryDirectory() as folder:
        sets = {
            "Sentences of the tests": [pair for code in _LANGUAGES for pair in _cases(code)],
            "Negation, near misses, other words": [pair for code in _LANGUAGES for pair in _pairs(code)],
            "Items of the dialogues": [
                pair for code in _LANGUAGES for pair in _items(chosen.data, code, Path(folder))
            ],
        }
    for title, pairs in sets.items():
        print(f"\n### {title}: {len(pairs)}, of them said {sum(pair.said for pair in pairs)}\n")
        print("| way | precision | recall | µs a phrase and call |\n|---|---|---|---|")
        for name, way in ways.items():
            print(_score(way, pairs).row(name), flush=True)
    return 0


def _score(way: Way, pairs: Sequence[Pair]) -> Score:
    score = Score()
    for warm in (True, False):  # dictionaries are loaded and phrases compiled in a first round
        for pair in pairs:
            start = time.perf_counter()
            found = way(pair.language, pair.phrases, pair.turns, pair.values)
            score.seconds += 0.0 if warm else time.perf_counter() - start
            if not warm:
                score.phrases += len(pair.phrases)
                score.right += found and pair.said
                score.wrong += found and not pair.said
                score.missed += pair.said and not found
    return score


def _cases(language: str) -> Iterator[Pair]:
    """The pairs of the tests; what is denied there isn't said."""
    values = {"company": (_COMPANIES[language],)}
    for line in (_TESTS / "matching" / "cases" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            expected, phrase, text = line.split(" | ")
            yield Pair(language, (phrase,), (text,), expected.startswith("yes"), values)


def _pairs(language: str) -> Iterator[Pair]:
    """What one item's phrases ask for, and what was said instead."""
    path = _TESTS / "data" / "pairs" / f"{language}.yaml"
    for pair in yaml.safe_load(path.read_text(encoding="utf-8")):
        yield Pair(language, tuple(pair["say"]), (pair["speaker_text"],), pair["verdict"] == "met", {})


def _items(data: Path, language: str, work: Path) -> Iterator[Pair]:
    """Each ``say`` item without a condition in each dialogue that people judged met or not met by it."""
    library = scripts.load_library(data / "calls_dev" / language / "scripts")
    items = {
        (script.id, item.id): (script, item)
        for script in library.scripts
        for item in script.items
        if item.kind == "say" and item.when is None
    }
    for call in labelled.dialogues(data, language, work):
        script_id = json.loads(call.path.read_text(encoding="utf-8")).get("script", "")
        for name, verdict in call.verdicts.items():
            script, item = items.get((script_id, name), (None, None))
            if script and item and verdict in ("met", "not_met"):
                turns = tuple(text for who, text in call.turns if item.speaker in ("anyone", who))
                yield Pair(language, item.phrases, turns, verdict == "met", dict(script.values))


def _ways() -> Iterator[tuple[str, Way]]:
    yield "speechqa, word matching", _ours
    yield f"rapidfuzz `partial_ratio` ≥ {_ENOUGH}, each turn", _partial_ratio
    try:
        import spaczz.matcher  # noqa: F401  # only whether it is there
    except ImportError:
        print("spaczz isn't installed (pip install 'speechqa[bench]'): left out", file=sys.stderr)
    else:
        yield "spaczz `FuzzyMatcher`, its defaults", _spaczz


def _ours(
    language: str, phrases: Sequence[str], turns: Sequence[str], values: dict[str, tuple[str, ...]]
) -> bool:
    tools = lang.get(language)
    compiled = matching.compile_phrases(tuple(phrases), tools, tuple(sorted(values.items())))
    stream = matching.index(_transcript(language, turns), tools)
    return any(not hit.negated for phrase in compiled.values() for hit in matching.find(phrase, stream))


def _transcript(language: str, turns: Sequence[str]) -> Transcript:
    made, at = [], 0
    for text in turns:
        words = tuple(
            Word(word, at + i * _WORD_MS, at + (i + 1) * _WORD_MS) for i, word in enumerate(text.split())
        )
        at += (len(words) + 2) * _WORD_MS
        made.append(Turn("agent", words[0].start_ms, words[-1].end_ms, words))
    return Transcript(language, at, tuple(made), "benchmark")


def _partial_ratio(
    _language: str, phrases: Sequence[str], turns: Sequence[str], values: dict[str, tuple[str, ...]]
) -> bool:
    from rapidfuzz import fuzz

    texts = [turn.lower() for turn in turns]
    plain = [each for phrase in phrases for each in _plain(phrase, values)]
    return any(fuzz.partial_ratio(phrase, text) >= _ENOUGH for phrase in plain for text in texts)


def _spaczz(
    language: str, phrases: Sequence[str], turns: Sequence[str], values: dict[str, tuple[str, ...]]
) -> bool:
    plain = [each for phrase in phrases for each in _plain(phrase, values)]
    pipeline, matcher = _matcher(language, tuple(plain))
    return any(bool(matcher(pipeline.make_doc(turn.lower()))) for turn in turns)


@cache
def _matcher(language: str, phrases: tuple[str, ...]) -> tuple[Any, Any]:
    import spacy
    from spaczz.matcher import FuzzyMatcher

    pipeline = spacy.blank(language)
    matcher = FuzzyMatcher(pipeline.vocab)
    matcher.add("phrase", [pipeline.make_doc(phrase) for phrase in phrases])
    return pipeline, matcher


def _plain(phrase: str, values: dict[str, tuple[str, ...]]) -> list[str]:
    """The phrase as plain texts, one for each value: slots, which the peers don't know, are left out."""
    texts = [phrase.replace("(", "").replace(")", "")]
    for name, given in values.items():
        texts = [text.replace("{" + name + "}", value) for text in texts for value in given]
    for slot in _SLOTS:
        texts = [text.replace(slot, " ") for text in texts]
    plain = [" ".join(text.lower().split()) for text in dict.fromkeys(texts)]
    return [text for text in plain if text]


if __name__ == "__main__":
    sys.exit(main())
