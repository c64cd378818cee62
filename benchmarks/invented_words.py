"""Prints as Markdown what is written where nobody speaks, or nobody could be understood.

Run: ``python benchmarks/invented_words.py DATA [--quick] [--only wordless|speech|clean]``, with the folder
laid out as docs/accuracy.md says and the base model fetched (``speechqa models get base``).
"Written" counts the model's words, "kept" those that reach the transcript.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import hearing
import unintelligible
from unintelligible import Case

from speechqa import checks, scripts, settings
from speechqa.asr import Transcriber, catalogue, load_transcriber
from speechqa.checks.words import WordLists, load_word_lists
from speechqa.errors import SpeechQAError
from speechqa.records import PROFANITY, PROFANITY_UNSURE, CallAnalysis, Recording, Transcript
from speechqa.scripts import ScriptLibrary


@dataclass
class Row:
    """One line of a table: figures over several recordings."""

    recordings: int = 0
    written: int = 0
    kept: int = 0
    certainty: float = 0.0
    unheard_ms: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    profanity: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, transcript: Transcript) -> None:
        """Nothing; counts one transcript."""
        taken = Counter[str]()
        for removed in transcript.removed:
            taken[removed.reason] += len(removed.text.split())
        self.recordings += 1
        self.written += transcript.word_count + sum(taken.values())
        self.kept += transcript.word_count
        self.certainty += (transcript.asr_confidence or 0.0) * transcript.word_count
        self.unheard_ms += sum(span.end_ms - span.start_ms for span in transcript.unheard)
        self.reasons += taken

    def judge(self, analysis: CallAnalysis) -> None:
        """Nothing; counts what the rules made of it."""
        self.verdicts += Counter(verdict.verdict for verdict in analysis.verdicts)
        self.profanity += sum(hit.list in (PROFANITY, PROFANITY_UNSURE) for hit in analysis.word_hits)

    def confidence(self) -> str:
        """The mean word confidence, "-" without words."""
        return f"{self.certainty / self.kept:.2f}" if self.kept else "-"


def main() -> int:
    """0 when no word of a wordless sound reached a transcript."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--quick", action="store_true", help="GSM only, one call of each kind")
    parser.add_argument("--only", choices=("wordless", "speech", "clean"))
    chosen = parser.parse_args()
    try:
        transcriber = load()
        kept = 0
        if chosen.only in (None, "wordless"):
            kept = print_wordless(transcriber, unintelligible.wordless(quick=chosen.quick))
        if chosen.only in (None, "clean"):
            print_clean(transcriber, chosen.data, quick=chosen.quick)
        if chosen.only in (None, "speech"):
            print_speech(transcriber, chosen.data, quick=chosen.quick)
    except (SpeechQAError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2
    return 1 if kept else 0


def load() -> Transcriber:
    """The recogniser as a user without settings has it, on the CPU."""
    chosen = settings.load(environ=None)
    ready = catalogue.open_model(chosen.model, catalogue.load_catalogue(chosen.catalogue), chosen.models)
    return load_transcriber(
        ready.path, ready.name, model_hash=ready.hash, device="cpu", threads=chosen.threads
    )


def print_wordless(transcriber: Transcriber, cases: Iterable[Case]) -> int:
    """Words kept in all; prints a line for each sound."""
    rows: dict[str, dict[str, Row]] = {}
    for case in cases:
        row = rows.setdefault(case.kind, {}).setdefault(case.asked, Row())
        row.add(hearing.transcribed(transcriber, case.call, case.asked))
    languages = (*unintelligible.LANGUAGES, "")
    print("\n## Sounds without words: words written, kept\n")
    table("sound", "recordings", *(language or "detected" for language in languages))
    for kind, by_language in rows.items():
        cells = [f"{by_language[code].written}, {by_language[code].kept}" for code in languages]
        line(kind, sum(row.recordings for row in by_language.values()), *cells)
    return sum(row.kept for by_language in rows.values() for row in by_language.values())


def print_clean(transcriber: Transcriber, data: Path, *, quick: bool) -> None:
    """Nothing; prints what the guards take out of speech that people understand."""
    rows: dict[str, Row] = {}
    for language, call in unintelligible.speech(data, quick=quick):
        rows.setdefault(language, Row()).add(hearing.transcribed(transcriber, call, language))
    print("\n## Speech as recorded: what the guards take out\n")
    table("language", "calls", "words written", "kept", "confidence", "unheard s", "removed")
    for language, row in rows.items():
        line(language, row.recordings, row.written, row.kept, row.confidence(), seconds(row), reasons(row))


def print_speech(transcriber: Transcriber, data: Path, *, quick: bool) -> None:
    """Nothing; prints a line for each way of making speech hard, language spoken and language asked for."""
    rows: dict[tuple[str, str, str], Row] = {}
    lists = load_word_lists(settings.load(environ=None).stopwords)
    libraries = {
        code: scripts.load_library(data / "calls_dev" / code / "scripts") for code in unintelligible.LANGUAGES
    }
    for case in _hard(data, quick=quick):
        transcript = hearing.transcribed(transcriber, case.call, case.asked)
        row = rows.setdefault((case.kind, case.spoken, case.asked or "detected"), Row())
        row.add(transcript)
        for analysis in _analyses(transcript, libraries[transcript.language], lists):
            row.judge(analysis)
    print("\n## Speech nobody could understand\n")
    table("what", "spoken", "asked", "calls", "words written", "kept", "confidence", "unheard s",
          "met", "not_met", "cannot_tell", "not_applicable", "profanity")  # fmt: skip
    for (kind, spoken, asked), row in rows.items():
        verdicts = (row.verdicts[v] for v in ("met", "not_met", "cannot_tell", "not_applicable"))
        line(kind, spoken, asked, row.recordings, row.written, row.kept, row.confidence(), seconds(row),
             *verdicts, row.profanity)  # fmt: skip


def _hard(data: Path, *, quick: bool) -> Iterator[Case]:
    for language, call in unintelligible.speech(data, quick=quick):
        yield from unintelligible.unintelligible(language, call)
        yield from unintelligible.one_sided(language, call)


def _analyses(transcript: Transcript, library: ScriptLibrary, lists: WordLists) -> Iterator[CallAnalysis]:
    """What the rules say with each script of the language."""
    for script in library.scripts:
        recording = Recording("call.wav", "call.wav", "", "call", language=transcript.language)
        yield checks.run(
            transcript, recording=recording, library=library, script_id=script.id, word_lists=lists
        )


def seconds(row: Row) -> str:
    """Seconds that count as unheard."""
    return f"{row.unheard_ms / 1000:.0f}"


def reasons(row: Row) -> str:
    """For example ``repetition loop 8, too uncertain 2``."""
    return ", ".join(f"{reason} {count}" for reason, count in sorted(row.reasons.items())) or "-"


def table(*heads: str) -> None:
    """Nothing; prints the head of a Markdown table."""
    print("| " + " | ".join(heads) + " |")
    print("|" + " --- |" * len(heads))


def line(*cells: object) -> None:
    """Nothing; prints one line of it."""
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
