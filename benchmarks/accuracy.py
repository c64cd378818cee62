"""Prints accuracy on labelled calls as Markdown: words, verdicts, call types, word lists.

Run: ``make evaluate DATA=folder``, with the folder laid out as docs/accuracy.md says.
Nothing is tuned here; the product runs as its users run it, in a temporary folder.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import labelled
import word_error_rate
from labelled import Call

from speechqa import intake, pipeline, settings
from speechqa.cli import recogniser
from speechqa.records import PROFANITY, PROFANITY_UNSURE, CallResult, Transcript
from speechqa.store import open_store

LANGUAGES = ("en", "ru", "de", "pl")


@dataclass
class Counts:
    """Right and wrong per class; ``pairs`` counts (label, verdict)."""

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, label: str, found: str) -> None:
        """Nothing; counts one decision."""
        self.pairs[label, found] += 1

    def precision_recall(self, value: str) -> str:
        """For example ``0.91 (31/34) / 0.84 (31/37)``."""
        hit = self.pairs[value, value]
        found = sum(n for (_, got), n in self.pairs.items() if got == value)
        there = sum(n for (label, _), n in self.pairs.items() if label == value)
        return f"{share(hit, found)} / {share(hit, there)}"

    def accuracy(self) -> str:
        """For example ``0.88 (21/24)``."""
        right = sum(n for (label, got), n in self.pairs.items() if label == got)
        return share(right, sum(self.pairs.values()))


def share(part: int, whole: int) -> str:
    """``0.91 (31/34)``, or ``- (0/0)``."""
    return f"{part / whole:.2f} ({part}/{whole})" if whole else "- (0/0)"


def main() -> int:
    """0 when every call was processed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only-text", action="store_true", help="leave the recogniser out")
    chosen = parser.parse_args()
    if not (chosen.data / "calls_dev").is_dir():
        print(f"{chosen.data}: no calls_dev folder in it; see docs/accuracy.md", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        text = {code: labelled.dialogues(chosen.data, code, work / "text") for code in LANGUAGES}
        print_verdicts("Dialogues given as text", text, work, chosen.data)
        if not chosen.only_text:
            spoken = {code: labelled.spoken(chosen.data, code, work / "spoken") for code in LANGUAGES}
            results = print_verdicts("Spoken calls, recognised with base", spoken, work, chosen.data)
            harper = labelled.harper_valley(chosen.data, work / "hvb")
            results |= run(harper, work, chosen.data / "calls_dev" / "en" / "scripts") if harper else {}
            print_words({**spoken, "en (real, HarperValleyBank)": harper}, results)
    return 0


def run(calls: Sequence[Call], work: Path, scripts: Path) -> dict[str, tuple[CallResult, Transcript | None]]:
    """Each call's result and transcript by call id, as ``speechqa run`` gives them."""
    found = intake.find([call.path for call in calls], options=intake.IntakeOptions())
    chosen = settings.load(options={"scripts": scripts}, environ=None)
    rules = pipeline.load_rules(scripts_dir=chosen.scripts, stopwords_dir=chosen.stopwords)
    listening = recogniser.listening(chosen)
    with open_store(work / "accuracy.sqlite") as store:
        pipeline.run(
            found.recordings,
            store=store,
            rules=rules,
            listening=listening,
            prepare=lambda: recogniser.prepare(chosen),
        )
        ids = [recording.call_id for recording in found.recordings]
        report = pipeline.report(store=store, rules=rules, call_ids=ids, failures=found.failures)
        transcripts = {call.recording.call_id: call.transcript for call in store.calls(ids)}
    for failure in report.failures:
        print(f"failed: {failure.file}: {failure.error}", file=sys.stderr)
    return {call.recording.call_id: (call, transcripts.get(call.recording.call_id)) for call in report.calls}


def print_verdicts(
    title: str, by_language: dict[str, tuple[Call, ...]], work: Path, data: Path
) -> dict[str, tuple[CallResult, Transcript | None]]:
    """All results; prints the tables on verdicts, call types and word lists."""
    everything: dict[str, tuple[CallResult, Transcript | None]] = {}
    rows: list[tuple[str, ...]] = []
    words: list[tuple[str, ...]] = []
    for code, calls in by_language.items():
        results = run(calls, work, data / "calls_dev" / code / "scripts")
        everything |= results
        pairs = [(call, results[call.call_id][0]) for call in calls]
        rows.append((code, str(len(calls)), *verdict_cells(pairs)))
        words.append((code, *word_cells(pairs)))
    print(f"\n## {title}\n")
    print_table(
        ("language", "calls", "met P / R", "not_met P / R", "not_applicable P / R", "cannot_tell",
         "call type", "outcome", "stage"), rows,
    )  # fmt: skip
    print()
    print_table(
        ("language", "stop words P / R", "profanity P / R", "other stop-word hits, unlabelled"), words
    )
    return everything


def verdict_cells(pairs: Sequence[tuple[Call, CallResult]]) -> tuple[str, ...]:
    """Precision and recall of the verdicts, share of cannot_tell, accuracy of the classes."""
    verdicts, types, outcomes, stages = Counts(), Counts(), Counts(), Counts()
    for call, result in pairs:
        analysis = result.analysis
        if analysis is None:
            continue
        types.add(call.call_type, analysis.call_class.call_type)
        if call.call_type == "negotiation":
            outcomes.add(call.outcome, analysis.call_class.outcome)
            stages.add(call.stage, analysis.call_class.stage or "none")
        found = {verdict.item: verdict.verdict for verdict in analysis.verdicts}
        for item, label in call.verdicts.items():
            verdicts.add(label, found.get(item, "no verdict"))
    unsure = sum(n for (_, got), n in verdicts.pairs.items() if got == "cannot_tell")
    return (
        verdicts.precision_recall("met"),
        verdicts.precision_recall("not_met"),
        verdicts.precision_recall("not_applicable"),
        share(unsure, sum(verdicts.pairs.values())),
        types.accuracy(),
        outcomes.accuracy(),
        stages.accuracy(),
    )


def word_cells(pairs: Sequence[tuple[Call, CallResult]]) -> tuple[str, ...]:
    """Precision and recall of stop words (on terms that were labelled) and of profanity."""
    vocabulary = {word for call, _ in pairs for _, word in call.stopwords}
    stop, profane = Counter[str](), Counter[str]()
    for call, result in pairs:
        hits = result.analysis.word_hits if result.analysis else ()
        ours = Counter(
            (hit.speaker, labelled.plain(hit.matched))
            for hit in hits
            if hit.list not in {PROFANITY, PROFANITY_UNSURE}
        )
        swear = Counter((hit.speaker, labelled.plain(hit.matched)) for hit in hits if hit.list == PROFANITY)
        compare(Counter(call.stopwords), ours, vocabulary, into=stop)
        compare(Counter(call.profanity), swear, None, into=profane)
    cells = tuple(
        f"{share(each['hit'], each['found'])} / {share(each['hit'], each['there'])}"
        for each in (stop, profane)
    )
    return (*cells, str(stop["unlabelled"]))


def compare(
    labels: Counter[tuple[str, str]],
    ours: Counter[tuple[str, str]],
    vocabulary: set[str] | None,
    *,
    into: Counter[str],
) -> None:
    """Nothing; a hit counts when speaker and words agree, one word holding the other."""
    left = Counter(labels)
    for (speaker, word), n in sorted(ours.items()):
        for _ in range(n):
            same = next((key for key in sorted(left) if left[key] and fits(key, speaker, word)), None)
            if same is not None:
                left[same] -= 1
                into["hit"] += 1
                into["found"] += 1
            elif vocabulary is None or word in vocabulary:
                into["found"] += 1
            else:
                into["unlabelled"] += 1
    into["there"] += sum(labels.values())


def fits(label: tuple[str, str], speaker: str, word: str) -> bool:
    """Whether a hit is the labelled one: same speaker, words that overlap."""
    padded, other = f" {word} ", f" {label[1]} "
    return label[0] == speaker and (padded in other or other in padded)


def print_words(
    by_language: dict[str, tuple[Call, ...]], results: dict[str, tuple[CallResult, Transcript | None]]
) -> None:
    """Nothing; prints the table of word error rates and of the language found."""
    rows: list[tuple[str, ...]] = []
    for title, calls in by_language.items():
        wrong = words = right_language = 0
        for call in calls:
            transcript = results[call.call_id][1]
            if transcript is None:
                continue
            errors, count = word_error_rate.errors(call.turns, transcript, call.language)
            wrong, words = wrong + errors, words + count
            right_language += transcript.language == call.language
        rate = f"{100 * wrong / words:.1f} % ({wrong}/{words})" if words else "-"
        rows.append((title, str(len(calls)), rate, share(right_language, len(calls))))
    print("\n## Words recognised\n")
    print_table(("language", "calls", "word error rate", "language detected"), rows)


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Nothing; prints a Markdown table."""
    for line in lines(header, rows):
        print(line)


def lines(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


if __name__ == "__main__":
    sys.exit(main())
