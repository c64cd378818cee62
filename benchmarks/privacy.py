"""How well personal data is found: precision and recall by kind and language, misses listed.

Run: python benchmarks/privacy.py [FOLDER]. The folder holds <language>.txt in the form its README tells.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.privacy import find
from speechqa.records import Transcript, Turn, Word, WordAddress

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path("tests/data/privacy")
LANGUAGES = ("en", "ru", "de", "pl")
WORD_MS = 400
_PART = re.compile(r"\{(\w+)(?:#(\d+))?\|([^}]*)\}|([^{\s]+)")


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled call of one line; ``truth`` are kinds with the words that tell each item."""

    line: int
    text: str
    transcript: Transcript
    truth: tuple[tuple[str, frozenset[WordAddress]], ...]


@dataclass(slots=True)
class Tally:
    """Items by kind: found, found wrongly, missed; labelled words, and those of them that stay readable."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    leaked: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def read_examples(path: Path) -> Iterator[Example]:
    """The labelled calls of a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield _example(number, line, path.stem)


def _example(number: int, line: str, language: str) -> Example:
    turns: list[Turn] = []
    truth: dict[tuple[str, str], set[WordAddress]] = {}
    at = 0
    for turn, said in enumerate(line.split(" / ")):
        speaker = "agent" if said.startswith("A:") else "customer"
        words: list[Word] = []
        for i, found in enumerate(_PART.finditer(re.sub(r"^[AC]:", "", said))):
            kind, item, labelled, plain = found.groups()
            glued = found.start() > 0 and not found.string[found.start() - 1].isspace()
            for text in (labelled or plain).split():
                if glued and words and plain and not kind:  # punctuation behind a label
                    words[-1] = Word(words[-1].text + text, words[-1].start_ms, words[-1].end_ms)
                    continue
                words.append(Word(text, at, at + WORD_MS - 50))
                at += WORD_MS
                if kind:
                    key = (kind, item or f"{turn}.{i}")
                    truth.setdefault(key, set()).add(WordAddress(turn, len(words) - 1))
        turns.append(Turn(speaker, words[0].start_ms, words[-1].end_ms, tuple(words)))
    labels = tuple((kind, frozenset(places)) for (kind, _), places in truth.items())
    return Example(number, line, Transcript(language, at, tuple(turns), "labelled"), labels)


def without_marks(example: Example) -> Example:
    """The call as a recogniser writes it that knows no capitals and no punctuation."""
    turns = tuple(
        replace(turn, words=tuple(replace(word, text=_bare(word.text)) for word in turn.words))
        for turn in example.transcript.turns
    )
    return replace(example, transcript=replace(example.transcript, turns=turns))


def _bare(text: str) -> str:
    return text.lower().strip(".,;:!?") or text


def measure(examples: Iterator[Example], tally: Tally) -> None:
    """Nothing; counts. An item is found when half of its words are, as its kind."""
    for example in examples:
        found = [(each.kind, frozenset(each.words)) for each in find(example.transcript)]
        hidden = frozenset().union(*(words for _, words in found))
        used: set[int] = set()
        for kind, words in example.truth:
            tally.words[kind] += len(words)
            tally.leaked[kind] += len(words - hidden)
            parts = [i for i, (other, own) in enumerate(found) if other == kind and own & words]
            covered = frozenset().union(*(found[i][1] for i in parts)) & words
            used.update(parts)
            if 2 * len(covered) >= len(words):
                tally.right[kind] += 1
            else:
                tally.missed[kind] += 1
                tally.notes.append(
                    f"{example.transcript.language}:{example.line}: missed {kind}: {example.text}"
                )
        for i, (kind, words) in enumerate(found):
            if i not in used:
                tally.wrong[kind] += 1
                said = " ".join(
                    example.transcript.turns[at.turn].words[at.word].text for at in sorted(words, key=_place)
                )
                tally.notes.append(
                    f"{example.transcript.language}:{example.line}: wrong {kind} [{said}]: {example.text}"
                )


def _place(address: WordAddress) -> tuple[int, int]:
    return address.turn, address.word


def table(tallies: dict[str, Tally]) -> str:
    """Precision and recall as a Markdown table."""
    lines = ["| | kind | items | precision | recall | words left readable |", "|---|---|---|---|---|---|"]
    for name, tally in tallies.items():
        kinds = sorted(tally.words.keys() | tally.wrong.keys())
        lines += [_row(name, kind, tally, [kind]) for kind in kinds]
        lines.append(_row(name, "**all**", tally, kinds))
    return "\n".join(lines)


def _row(name: str, shown: str, tally: Tally, kinds: list[str]) -> str:
    right = sum(tally.right[kind] for kind in kinds)
    wrong = sum(tally.wrong[kind] for kind in kinds)
    missed = sum(tally.missed[kind] for kind in kinds)
    words = sum(tally.words[kind] for kind in kinds)
    leaked = sum(tally.leaked[kind] for kind in kinds)
    precision = f"{right / (right + wrong):.2f}" if right + wrong else "-"
    recall = f"{right / (right + missed):.2f}" if right + missed else "-"
    return f"| {name} | {shown} | {right + missed} | {precision} | {recall} | {leaked} of {words} |"


def main() -> None:
    """Nothing; prints the table, the misses and the time a sentence takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    arguments = parser.parse_args()
    tallies: dict[str, Tally] = {}
    lines = 0
    started = time.process_time()
    for language in LANGUAGES:
        examples = list(read_examples(arguments.folder / f"{language}.txt"))
        lines += len(examples)
        tallies[language] = Tally()
        measure(iter(examples), tallies[language])
        tallies[f"{language}, no marks"] = Tally()
        measure(map(without_marks, examples), tallies[f"{language}, no marks"])
    seconds = time.process_time() - started
    print(table(tallies))
    for tally in tallies.values():
        print(*tally.notes, sep="\n")
    print(f"{2 * lines} lines, {500 * seconds / max(lines, 1):.2f} ms each (libraries loaded within)")


if __name__ == "__main__":
    main()
