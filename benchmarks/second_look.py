"""Measures the second look: how often it hears phrases that were said, and phrases that were not.

``python benchmarks/second_look.py --data DATA --model FOLDER``; ``calls_dev`` and ``real`` are in DATA;
``--trials FILE`` keeps the figures of every trial, or reads them where the file exists. A trial is a phrase
and a turn of a spoken call. Said phrases are pieces of the human transcript that the recogniser did not
write; the others were not said in the turn: pieces of other calls, script phrases, and near misses.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from speechqa.asr.engine import whisper_options
from speechqa.asr.second_look import PhraseSound, hear_phrases
from speechqa.asr.whisper import Whisper
from speechqa.audio import load
from speechqa.records import Audio, Span

LANGUAGES = ("en", "de", "ru", "pl")
KINDS = ("said", "other call", "script", "one word wrong", "negation added", "negation left out")
NEGATION = {"en": "not", "de": "nicht", "ru": "не", "pl": "nie"}
# What takes the negation out of a said piece, so that the opposite was said.
AFFIRMED = {
    "en": (r"\b(not|never) |n't\b|(?<=ca)n't", ""),
    "de": (r"\bnicht |\bk(?=ein)", ""),
    "ru": (r"\bне ", ""),
    "pl": (r"\bnie ", ""),
}
TURNS = 3  # of a call, drawn by lot
LENGTHS = (4, 5, 6)
LEAST_LETTERS = 4
MOST_NEAR = 12
GRID = (
    (6.0, 8.0, 10.0, 12.0, 15.0, 20.0),  # evidence
    (-99.0, -4.0, -2.0, -1.0, -0.5, 0.0),  # weakest
    (-99.0, 0.0, 0.3, 0.6, 1.0),  # over decoys
)
NEAR = frozenset(KINDS[3:])


@dataclass(frozen=True)
class Trial:
    """A phrase, whether it was said (``kind``), and how it sounds."""

    call: str
    language: str
    kind: str
    phrase: str
    said: str
    heard: str
    evidence: float
    weakest: float
    over_decoys: float


@dataclass(frozen=True)
class Labelled:
    """A spoken call: its recording and its turns of at least four words."""

    call: str
    language: str
    path: Path
    turns: tuple[dict[str, Any], ...]


def main() -> None:
    """Nothing; prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder of a loaded model")
    parser.add_argument("--trials", type=Path, help="keeps or gives the figures of every trial")
    asked = parser.parse_args()
    if asked.trials and asked.trials.exists():
        lines = asked.trials.read_text(encoding="utf-8").splitlines()
        found = [Trial(**json.loads(line)) for line in lines]
    else:
        found = _measured(asked.data, asked.model, asked.trials)
    show(found)


def _measured(data: Path, model: Path, file: Path | None) -> list[Trial]:
    whisper = Whisper(model, device="cpu", threads=1)
    found: list[Trial] = []
    calls = labelled(data)
    for call in calls:
        found += trials(whisper, call, calls, script_phrases(data, call.language))
        if file:
            lines = [json.dumps(asdict(each), ensure_ascii=False) for each in found]
            file.with_suffix(".part").write_text("\n".join(lines), encoding="utf-8")
    if file:
        file.with_suffix(".part").rename(file)
    return found


def labelled(data: Path) -> list[Labelled]:
    """The spoken calls of all languages and the real ones."""
    files = [(code, path) for code in LANGUAGES for path in _truths(data / "calls_dev" / code / "calls")]
    files += [("en", path) for path in _truths(data / "real" / "hvb")]
    out = []
    for language, path in files:
        told = json.loads(path.read_text(encoding="utf-8"))["turns"]
        turns = tuple(turn for turn in told if len(turn["text"].split()) >= LENGTHS[0])
        sound = path.with_name(path.name.replace(".truth.json", ".wav"))
        out.append(Labelled(f"{language}-{sound.stem[:8]}", language, sound, turns))
    return out


def _truths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.truth.json"))


def script_phrases(data: Path, language: str) -> list[str]:
    """The phrases of the language's scripts without slots."""
    out: set[str] = set()
    for file in sorted((data / "calls_dev" / language / "scripts").glob("*.yaml")):
        for section in yaml.safe_load(file.read_text(encoding="utf-8"))["sections"]:
            for item in section["items"]:
                for field in ("say", "all_of", "must_not_say"):
                    out.update(item.get(field, []))
                out.update(item.get("at_least", {}).get("of", []))
    return sorted(phrase for phrase in out if not re.search(r"[{(]", phrase))


def trials(
    whisper: Whisper, call: Labelled, calls: Sequence[Labelled], scripts: Sequence[str]
) -> Iterator[Trial]:
    """The call's trials: up to ``TURNS`` turns, those where the recogniser wrote something else."""
    lot = random.Random(call.path.name)  # noqa: S311 - a lot, not a secret
    audio = load(call.path)
    others = [
        piece
        for each in calls
        if each.language == call.language and each.call != call.call
        for turn in each.turns
        for piece in _parts(turn["text"])
    ]
    turns, taken = list(call.turns), 0
    lot.shuffle(turns)
    for turn in turns:
        place = Span(turn["speaker"], round(turn["start_s"] * 1000), round(turn["end_s"] * 1000))
        (first,) = _heard(whisper, audio, place, [scripts[0]], call.language)
        lost = [piece for piece in _parts(turn["text"]) if piece not in plain(first.heard)]
        if lost and taken < TURNS:
            taken += 1
            asked = _asked(call.language, plain(turn["text"]), lost, others, scripts, lot)
            yield from _tried(whisper, audio, place, call, plain(turn["text"]), asked)


def _asked(  # noqa: PLR0913, PLR0917 - what trials are made of
    language: str,
    said: str,
    lost: Sequence[str],
    others: Sequence[str],
    scripts: Sequence[str],
    lot: random.Random,
) -> list[tuple[str, str, str]]:
    """Kind, phrase and decoy of each trial of a turn; no phrase that is in fact said."""
    words = [word for piece in others for word in piece.split() if len(word) >= LEAST_LETTERS]
    added = NEGATION[language]
    out = []
    for piece in lot.sample(lost, min(3, len(lost))):
        parts = piece.split()
        longest = max(range(len(parts)), key=lambda at: len(parts[at]))
        at = lot.randrange(1, len(parts))
        negated = " ".join([*parts[:at], added, *parts[at:]])
        wrong = " ".join([*parts[:longest], lot.choice(words), *parts[longest + 1 :]])
        out += [("said", piece, negated), ("one word wrong", wrong, negated), ("negation added", negated, "")]
    for piece in _parts(said):
        affirmed = re.sub(*AFFIRMED[language], piece)
        if affirmed != piece and len(out) < MOST_NEAR:
            out.append(("negation left out", affirmed, piece))
    out += [("other call", piece, _negated(piece, added)) for piece in lot.sample(others, 2)]
    out += [("script", phrase, _negated(phrase, added)) for phrase in lot.sample(list(scripts), 2)]
    return [each for each in out if each[0] == "said" or plain(each[1]) not in said]


def _negated(phrase: str, word: str) -> str:
    first, *rest = phrase.split()
    return " ".join([first, word, *rest])


def _tried(  # noqa: PLR0913, PLR0917 - a trial and what it is made of
    whisper: Whisper,
    audio: Audio,
    place: Span,
    call: Labelled,
    said: str,
    asked: Sequence[tuple[str, str, str]],
) -> Iterator[Trial]:
    affirmed = {decoy: phrase for kind, phrase, decoy in asked if kind == "said"}
    decoys = {phrase: [decoy or affirmed[phrase]] for _, phrase, decoy in asked}
    phrases = [phrase for _, phrase, _ in asked]
    found = _heard(whisper, audio, place, phrases, call.language, decoys)
    for (kind, phrase, _), sound in zip(asked, found, strict=True):
        over = sound.over_decoys if sound.over_decoys is not None else 99.0
        yield Trial(
            call.call, call.language, kind, phrase, said, sound.heard, sound.evidence, sound.weakest, over
        )


def _heard(  # noqa: PLR0913, PLR0917 - as the function it calls
    whisper: Whisper,
    audio: Audio,
    place: Span,
    phrases: Sequence[str],
    language: str,
    decoys: dict[str, list[str]] | None = None,
) -> tuple[PhraseSound, ...]:
    options = whisper_options("cpu/int8")
    return hear_phrases(whisper, audio, [place], phrases, language=language, options=options, decoys=decoys)


def plain(text: str) -> str:
    """Lower case, words and their apostrophes, single blanks."""
    return " ".join(re.findall(r"[\w']+", text.lower().replace("ё", "е").replace("’", "'")))


def _parts(text: str) -> list[str]:
    words = plain(text).split()
    return [" ".join(words[at : at + length]) for length in LENGTHS for at in range(len(words) - length + 1)]


def show(found: Sequence[Trial]) -> None:
    """Nothing; prints what each rule accepts by kind: fixed evidence, and left-out calls' thresholds."""
    print("| rule |", " | ".join(KINDS), "|\n|---|" + "---|" * len(KINDS))
    for evidence, weakest, over in (
        (6, -99, -99),
        (15, -99, -99),
        (15, -99, 0.3),
        (15, -0.5, -99),
        (15, -0.5, 0.3),
    ):
        accepted = [each for each in found if _passes(each, evidence, weakest, over)]
        print(f"| evidence {evidence}, weakest {weakest}, over decoys {over} |", _counts(found, accepted))
    for name, near in (("perhaps", False), ("said", True)):
        print(f"| {name}, thresholds from the other calls |", _counts(found, _left_out(found, near=near)))
    for language in LANGUAGES:
        own = [each for each in found if each.language == language]
        for name, near in (("perhaps", False), ("said", True)):
            mine = [each for each in _left_out(found, near=near) if each.language == language]
            print(f"| {language}, {name} |", _counts(own, mine))


def _passes(trial: Trial, evidence: float, weakest: float, over: float) -> bool:
    return trial.evidence >= evidence and trial.weakest >= weakest and trial.over_decoys >= over


def _counts(found: Sequence[Trial], accepted: Sequence[Trial]) -> str:
    cells = []
    for kind in KINDS:
        total, passed = (sum(each.kind == kind for each in group) for group in (found, accepted))
        cells.append(f"{passed}/{total}")
    return " | ".join(cells) + " |"


def _left_out(found: Sequence[Trial], *, near: bool) -> list[Trial]:
    """Trials accepted by the thresholds that accept most of the other calls' said phrases and nothing else.

    With ``near`` near misses count as not said; without, only phrases of other calls and scripts do.
    """
    out = []
    for call in sorted({each.call for each in found}):
        rest = [each for each in found if each.call != call and (near or each.kind not in NEAR)]
        grid = GRID if near else (GRID[0], GRID[1][:1], GRID[2][:1])
        _, best = max((_worth(rest, cell), cell) for cell in itertools.product(*grid))
        out += [each for each in found if each.call == call and _passes(each, *best)]
    return out


def _worth(found: Sequence[Trial], cell: tuple[float, float, float]) -> tuple[int, int]:
    passed = [each.kind == "said" for each in found if _passes(each, *cell)]
    return -passed.count(False), passed.count(True)


if __name__ == "__main__":
    main()
