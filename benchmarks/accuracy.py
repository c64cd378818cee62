"""Prints accuracy on labelled calls as Markdown: verdicts, call types, word lists, words.

Run: ``make evaluate DATA=folder``, with the folder laid out as docs/accuracy.md says.
Nothing is tuned here; the product runs as its users run it, in a temporary folder.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import call_kinds
import judged
import labelled
import word_error_rate
from labelled import Call
from markdown_tables import print_table

from speechqa import intake, pipeline, settings
from speechqa.cli import recogniser
from speechqa.evaluation import Rate
from speechqa.records import PROFANITY, PROFANITY_UNSURE, CallResult, Transcript
from speechqa.store import open_store

LANGUAGES = ("en", "ru", "de", "pl")
HARPER_SCRIPTS = labelled.OURS / "hvb" / "scripts"

Results = dict[str, tuple[CallResult, Transcript | None]]


@dataclass(frozen=True, slots=True)
class Group:
    """Calls that share a folder of scripts; ``title`` names them in the tables."""

    title: str
    calls: tuple[Call, ...]
    scripts: Path


def main() -> int:
    """0 when every call was processed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only-text", action="store_true", help="leave the recogniser out")
    parser.add_argument(
        "--errors", action="store_true", help="list every verdict that differs from its label"
    )
    chosen = parser.parse_args()
    if not (chosen.data / "calls_dev").is_dir():
        print(f"{chosen.data}: no calls_dev folder in it; see docs/accuracy.md", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        as_text(chosen.data, Path(folder), errors=chosen.errors)
        if not chosen.only_text:
            as_sound(chosen.data, Path(folder), errors=chosen.errors)
    return 0


def as_text(data: Path, work: Path, *, errors: bool) -> None:
    """Nothing; prints the tables of all calls that are given as text."""
    measured = [
        Group(code, labelled.dialogues(data, code, work / "text"), data / "calls_dev" / code / "scripts")
        for code in LANGUAGES
    ]
    print_group("Dialogues given as text", measured, work, errors=errors)
    harper = Group("en", labelled.harper_valley_text(data, work / "hvb-text"), HARPER_SCRIPTS)
    print_group("HarperValleyBank calls, as people wrote them down", [harper], work, errors=errors)
    tuned = [
        Group(code, labelled.tuning(code, work / "tuning"), labelled.OURS / "dialogues" / code / "scripts")
        for code in LANGUAGES
    ]
    print_group("The project's own dialogues, which it is calibrated on", tuned, work, errors=errors)


def as_sound(data: Path, work: Path, *, errors: bool) -> None:
    """Nothing; prints the tables of all calls that are recognised, and their word error rates."""
    spoken = [
        Group(code, labelled.spoken(data, code, work / "spoken"), data / "calls_dev" / code / "scripts")
        for code in LANGUAGES
    ]
    results = print_group("Spoken calls, recognised with base", spoken, work, errors=errors)
    harper = Group("en", labelled.harper_valley(data, work / "hvb"), HARPER_SCRIPTS)
    results |= print_group("HarperValleyBank calls, recognised with base", [harper], work, errors=errors)
    print_words([*spoken, replace(harper, title="en (real, HarperValleyBank)")], results)


def run(calls: Sequence[Call], work: Path, scripts: Path) -> Results:
    """Each call's result and transcript by call id, as ``speechqa run`` gives them."""
    found = intake.find([call.path for call in calls], options=intake.IntakeOptions())
    chosen = settings.load(options={"scripts": scripts}, environ=None)
    rules = pipeline.load_rules(
        scripts_dir=chosen.scripts,
        stopwords_dir=chosen.stopwords,
        meaning_dir=chosen.meaning,
        entailment=chosen.entailment,
        calibration=chosen.calibration,
        wrong_at_most=chosen.wrong_at_most,
    )
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


def print_group(title: str, groups: Sequence[Group], work: Path, *, errors: bool) -> Results:
    """All results; prints the tables on verdicts and, where labelled, call types and word lists."""
    everything: Results = {}
    pairs: dict[str, list[tuple[Call, CallResult]]] = {}
    for group in groups:
        results = run(group.calls, work, group.scripts) if group.calls else {}
        everything |= results
        pairs[group.title] = [(call, results[call.call_id][0]) for call in group.calls]
    items = {
        name: [
            each
            for call, result in known
            for each in judged.compare(call, result.analysis.verdicts if result.analysis else ())
        ]
        for name, known in pairs.items()
    }
    print(f"\n## {title}\n")
    print_table(judged.HEADER, [judged.row(name, len(pairs[name]), items[name]) for name in pairs])
    if any(call.call_type for group in groups for call in group.calls):
        print_classes(pairs)
    if errors:
        print()
        print_table(judged.ERRORS, judged.error_rows(each for known in items.values() for each in known))
    return everything


def print_classes(pairs: Mapping[str, Sequence[tuple[Call, CallResult]]]) -> None:
    """Nothing; prints the tables on call types and word lists."""
    call_kinds.print_kinds(pairs)
    print()
    print_table(
        ("calls of", "stop words P / R", "profanity P / R", "other stop-word hits, unlabelled"),
        [(name, *word_cells(known)) for name, known in pairs.items()],
    )


def word_cells(pairs: Sequence[tuple[Call, CallResult]]) -> tuple[str, ...]:
    """Precision and recall of stop words (on terms that were labelled) and of profanity."""
    vocabulary = {word for call, _ in pairs for _, word in call.stopwords}
    stop, profane = Counter[str](), Counter[str]()
    for call, result in pairs:
        hits = result.analysis.word_hits if result.analysis else ()
        ours: Counter[tuple[str, str]] = Counter(
            (hit.speaker, labelled.plain(hit.matched))
            for hit in hits
            if hit.list not in {PROFANITY, PROFANITY_UNSURE}
        )
        swear: Counter[tuple[str, str]] = Counter(
            (hit.speaker, labelled.plain(hit.matched)) for hit in hits if hit.list == PROFANITY
        )
        compare(Counter(call.stopwords), ours, vocabulary, into=stop)
        compare(Counter(call.profanity), swear, None, into=profane)
    cells = tuple(
        f"{Rate(each['hit'], each['found'])} / {Rate(each['hit'], each['there'])}" for each in (stop, profane)
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


def print_words(groups: Sequence[Group], results: Results) -> None:
    """Nothing; prints the table of word error rates and of the language found.

    Without an interval: the errors of one call hang together.
    """
    rows: list[tuple[str, ...]] = []
    for group in groups:
        wrong = words = right_language = 0
        for call in group.calls:
            transcript = results[call.call_id][1]
            if transcript is None:
                continue
            errors, count = word_error_rate.errors(call.turns, transcript, call.language)
            wrong, words = wrong + errors, words + count
            right_language += transcript.language == call.language
        rate = f"{100 * wrong / words:.1f} % ({wrong}/{words})" if words else "-"
        detected = Rate(right_language, len(group.calls))
        rows.append((group.title, str(len(group.calls)), rate, str(detected)))
    print("\n## Words recognised\n")
    print_table(("language", "calls", "word error rate", "language detected"), rows)


if __name__ == "__main__":
    sys.exit(main())
