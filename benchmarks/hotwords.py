"""Prints as Markdown what becomes of names when recognition is told which to expect.

Run: ``python benchmarks/hotwords.py DATA [--quick] [--only bias|sounds|afterwards] [--json FILE]``, with
the folder laid out as docs/accuracy.md says and the base model fetched (``speechqa models get base``).
A bias is what Whisper reads as the text before: the names with commas between, as faster-whisper's
``hotwords`` does it. The names, said and unsaid, are those of hotword_names.yaml and of the scripts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import hearing
import names
import unintelligible
import word_error_rate
from biased import KINDS, Biased, Call, heard, load, read_calls
from tables import markdown, rate

from speechqa import audio
from speechqa.asr import Transcriber
from speechqa.errors import SpeechQAError
from speechqa.records import Audio, Transcript

# What one call's sides say, and a recording with its language and the names to bias it with.
Sides = Mapping[str, str]
Case = tuple[str, Audio, tuple[str, ...]]

# The first corrects nothing.
CORRECTIONS = [
    names.Limits(1.0, 0.0),
    *(names.Limits(alike, sure) for alike in (0.6, 0.7, 0.8, 0.9) for sure in (0.5, 0.7, 0.9, 1.01)),
]
_UNSAID = [kind for kind in KINDS if kind != "said"]
_BIAS_HEADER = (
    "names given", "said, written right", "written where not said", "unsaid, in all calls",
    "of them written unbiased", "biased", "WER",
)  # fmt: skip
_AFTERWARDS_HEADER = (
    "likeness from", "confidence under", "given those said: right, where not said",
    "given the script's: the same",
)  # fmt: skip


def main() -> int:
    """0 when everything was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--quick", action="store_true", help="one call of each kind")
    parser.add_argument("--only", choices=("bias", "sounds", "afterwards"))
    parser.add_argument("--json", type=Path, help="keep what was heard")
    chosen = parser.parse_args()
    try:
        calls = list(read_calls(chosen.data, quick=chosen.quick))
        whisper, transcriber = load()
        if chosen.only in (None, "bias"):
            print_bias(whisper, transcriber, calls, chosen.json)
        if chosen.only in (None, "afterwards"):
            print_afterwards(transcriber, calls)
        if chosen.only in (None, "sounds"):
            print_sounds(whisper, transcriber, calls)
    except (SpeechQAError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def by_side(transcript: Transcript) -> Sides:
    """Each side's words, a turn a line."""
    sides = {"agent": "", "customer": ""}
    for turn in transcript.turns:
        sides[turn.speaker] += f"{turn.text}\n"
    return sides


def score(call: Call, kind: str, sides: Sides) -> tuple[int, int, int, int]:
    """Of the names said: how many, written right, written where not said; and unsaid names written."""
    said = written = more = invented = 0
    for side, text in sides.items():
        counts = names.found(call.names["said"], call.said(side), text)
        said, written, more = said + counts[0], written + counts[1], more + counts[2]
        invented += names.found(call.unsaid(kind), "", text)[2]
    return said, written, more, invented


def print_bias(whisper: Biased, transcriber: Transcriber, calls: Sequence[Call], keep: Path | None) -> None:
    """Nothing; prints a row for each kind of names, with what the same calls give without a bias."""
    texts: dict[str, dict[str, Sides]] = {}
    wrong: dict[str, list[tuple[int, int]]] = {}
    for kind in ("", *KINDS):
        for call in calls:
            whisper.names = call.names[kind] if kind else ()
            transcript = heard(transcriber, call)
            texts.setdefault(kind, {})[call.path.stem] = by_side(transcript)
            errors = word_error_rate.errors(call.turns, transcript, call.language)
            wrong.setdefault(kind, []).append(errors)
    whisper.names = ()
    titles = {"": "none", **KINDS}
    rows = [(titles[kind], *_bias_cells(calls, kind, texts), _total(wrong[kind])) for kind in titles]
    print("\n## Names as a bias\n")
    print(markdown(_BIAS_HEADER, rows), flush=True)
    if keep is not None:
        keep.write_text(json.dumps(texts, ensure_ascii=False, indent=1), encoding="utf-8")


def _bias_cells(
    calls: Sequence[Call], kind: str, texts: Mapping[str, Mapping[str, Sides]]
) -> tuple[str, ...]:
    without, biased = (
        [score(call, kind or "said", texts[way][call.path.stem]) for call in calls] for way in ("", kind)
    )
    said, right, more, invented = (sum(column) for column in zip(*biased, strict=True))
    unsaid = sum(len(call.unsaid(kind)) for call in calls) if kind else 0
    return f"{right}/{said}", str(more), str(unsaid), str(sum(row[3] for row in without)), str(invented)


def _total(errors: Sequence[tuple[int, int]]) -> str:
    return rate(sum(wrong for wrong, _ in errors), sum(words for _, words in errors))


def print_afterwards(transcriber: Transcriber, calls: Sequence[Call]) -> None:
    """Nothing; prints what correcting unsure words afterwards does, a row for each pair of limits."""
    plain = [(call, heard(transcriber, call)) for call in calls]
    rows = []
    for limits in CORRECTIONS:
        scores = {
            kind: [score(call, kind, _corrected(each, call.names[kind], limits)) for call, each in plain]
            for kind in KINDS
        }
        totals = {kind: [sum(column) for column in zip(*of, strict=True)] for kind, of in scores.items()}
        sure = "any" if limits.confidence > 1 else f"{limits.confidence:.1f}"
        right = [f"{totals[kind][1]}/{totals[kind][0]}, {totals[kind][2]}" for kind in ("said", "script")]
        invented = [str(totals[kind][3]) for kind in _UNSAID]
        rows.append((f"{limits.likeness:.1f}", sure, *right, *invented))
    print("\n## No bias, unsure words corrected afterwards\n")
    print(markdown((*_AFTERWARDS_HEADER, *(f"unsaid: {KINDS[kind]}" for kind in _UNSAID)), rows), flush=True)


def _corrected(transcript: Transcript, given: Sequence[str], limits: names.Limits) -> Sides:
    sides = {"agent": "", "customer": ""}
    for turn in transcript.turns:
        words = tuple(word.text for word in turn.words)
        sure = tuple(1.0 if word.confidence is None else word.confidence for word in turn.words)
        sides[turn.speaker] += names.corrected(names.Spoken(words, sure), given, limits) + "\n"
    return sides


def print_sounds(whisper: Biased, transcriber: Transcriber, calls: Sequence[Call]) -> None:
    """Nothing; prints what is written over sounds without words and over speech played backwards."""
    lists: dict[str, tuple[str, ...]] = {}
    for call in calls:
        lists.setdefault(call.language, call.names["script"])
    wordless = [case for case in unintelligible.wordless(quick=True) if case.asked in lists]
    sounds = [(case.asked, case.call, lists[case.asked]) for case in wordless]
    backwards = [(call.language, _backwards(call), call.names["script"]) for call in calls]
    rows = [
        (
            title,
            str(len(cases)),
            *(_written(whisper, transcriber, cases, biased=way) for way in (False, True)),
        )
        for title, cases in (("sounds without words", sounds), ("speech backwards", backwards))
    ]
    print("\n## Names as a bias where nobody can be understood: words written, kept; names written, kept\n")
    print(markdown(("what", "recordings", "unbiased", "biased"), rows))


def _backwards(call: Call) -> Audio:
    return next(unintelligible.unintelligible(call.language, audio.load(call.path))).call


def _written(whisper: Biased, transcriber: Transcriber, cases: Sequence[Case], *, biased: bool) -> str:
    total = [0, 0, 0, 0]
    for language, call, given in cases:
        whisper.names = given if biased else ()
        transcript = hearing.transcribed(transcriber, call, language)
        kept = "\n".join(turn.text for turn in transcript.turns)
        every = "\n".join([kept, *(each.text for each in transcript.removed)])
        invented = [names.found(given, "", text)[2] for text in (every, kept)]
        one = [len(every.split()), len(kept.split()), *invented]
        total = [a + b for a, b in zip(total, one, strict=True)]
    whisper.names = ()
    return "{}, {}; {}, {}".format(*total)


if __name__ == "__main__":
    sys.exit(main())
