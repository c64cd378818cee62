"""Calibrates verdicts on the project's own labelled dialogues and writes ``models/calibration``.

Run after ``calibrate_meaning.py``, and whenever the rules change: ``python benchmarks/calibrate_verdicts.py``
(extras ``meaning`` and ``evaluate``). One file for items compared by sense, too, one for words alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from calibrate_meaning import DIALOGUES, LANGUAGES, MODEL, transcript

from speechqa import __version__, evaluation, pipeline
from speechqa.evaluation import JudgedCall, Label, Labels
from speechqa.evaluation.calibration_file import WITH_MEANING, WORDS_ALONE
from speechqa.pipeline.judging import judge
from speechqa.records import Recording

OUT = Path("models/calibration")
STOPWORDS = Path("stopwords")
WISHES = (0.02, 0.05, 0.1)


def main() -> int:
    """0 when both files were written."""
    labels = read_labels()
    OUT.mkdir(exist_ok=True)
    for name, meaning_dir in ((WITH_MEANING, MODEL), (WORDS_ALONE, None)):
        calls = tuple(judged(meaning_dir))
        engine = calls[0].engine
        if meaning_dir and "+" not in engine:
            print("comparison by sense is missing: install the extra 'meaning'", file=sys.stderr)
            return 2
        found = evaluation.evaluate(labels, calls)
        # The code comes with the calibration: it names the models alone.
        fitted = evaluation.fit(
            evaluation.checked(found.pairs),
            WISHES,
            meaning=meaning_dir is not None,
            engine=f"+{engine.partition('+')[2]}",
        )
        text = evaluation.calibration_text(
            fitted,
            labels_file=labels.file,
            labels_sha256=labels.sha256,
            date=dt.datetime.now(dt.UTC).date().isoformat(),
            program=__version__,
        )
        (OUT / name).write_text(text, encoding="utf-8")
        print(name, dict(fitted.before), dict(fitted.after), *fitted.wishes, sep="\n")
    return 0


def read_labels() -> Labels:
    """What people say of each item of the dialogues."""
    content = b"".join((DIALOGUES / code / "dialogues.jsonl").read_bytes() for code in LANGUAGES)
    rows = tuple(
        Label(call["id"], "verdict", value, item, call["script"])
        for call in calls(*LANGUAGES)
        for item, value in call["verdicts"].items()
    )
    return Labels(rows, DIALOGUES.as_posix(), hashlib.sha256(content).hexdigest())


def calls(*languages: str) -> Iterator[dict]:  # type: ignore[type-arg]  # lines of JSON
    """The dialogues of these languages."""
    for code in languages:
        for line in (DIALOGUES / code / "dialogues.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def judged(meaning_dir: Path | None) -> Iterator[JudgedCall]:
    """Each dialogue as the product judges it, without a calibration."""
    for code in LANGUAGES:
        rules = pipeline.load_rules(
            scripts_dir=DIALOGUES / code / "scripts", stopwords_dir=STOPWORDS, meaning_dir=meaning_dir
        )
        for call in calls(code):
            fields = {"direction": call["direction"], "language": code, "script": call["script"]}
            done = judge(Recording("", call["id"], "", call["id"], **fields), transcript(call), rules)
            problem = done.failure.error if done.failure else ""
            yield JudgedCall(call["id"], code, rules.engine, done.analysis, problem)


if __name__ == "__main__":
    sys.exit(main())
