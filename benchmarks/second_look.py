"""Measures the second look as ``run`` does it: what it leaves open rightly, and what needlessly.

``python benchmarks/second_look.py --data DATA --model FOLDER``; ``calls_dev`` and ``real`` are in DATA;
``--trials FILE`` keeps every trial, or reads them where the file exists. Each spoken call is recognised as
it is and with noise mixed in. Then its own items are judged without and with the second look, beside what
people say of them. So are trials, items that ask for one phrase word for word: pieces of the human
transcript that the words lack (``said``), and phrases nobody said there: pieces of other calls, script
phrases, near misses of the first.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import labelled
import numpy as np
import quality
import second_look_trials
import soundfile
from labelled import Call
from second_look_trials import KINDS, SAID, near

from speechqa import pipeline
from speechqa.asr import FasterWhisper, Job, load_transcriber
from speechqa.asr.second_look import affordable
from speechqa.checks import items
from speechqa.checks.items.second_look import spoken as spoken_as
from speechqa.meaning import Meaning
from speechqa.pipeline.judging import Judged, judge
from speechqa.pipeline.second_look import with_answers
from speechqa.records import CallClass, Recording, SoundQuestion, Transcript, Verdict
from speechqa.scripts import Item, Script

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "ru", "de", "pl")
OWN = "own item"
KEPT = 6  # of the said pieces that the words lack
LEVELS = (2.0, 4.0, 6.0, 8.0, 10.0, 15.0)
ENOUGH_S = 600.0
# Trials hang on nothing but words.
NOTHING_KNOWN: Any = {
    "recording": Recording("", "", "", ""),
    "call_class": CallClass("negotiation", 0.9),
}


@dataclass(frozen=True)
class Trial:
    """An item that the words alone would fail: ``kind`` tells what it asks for, ``label`` if it was said.

    ``evidence`` is None where the sound wasn't asked; ``seconds`` is what the call's look cost.
    """

    call: str
    language: str
    noise: str
    kind: str
    label: str
    phrase: str
    given: str
    reason: str
    evidence: float | None
    over_decoys: float | None
    seconds: float


@dataclass(frozen=True)
class Spoken:
    """A labelled call, its label as it was read, its sound as it is or spoilt, what was recognised of it."""

    call: Call
    label: dict[str, Any]
    noise: str
    sound: Path
    transcript: Transcript
    scripts: Path


class Looks:
    """Judges with a second look, by a loaded recogniser."""

    def __init__(self, folder: Path, seconds: float) -> None:
        loaded = load_transcriber(folder, "base", device="cpu", threads=1)
        self.recogniser = cast("FasterWhisper", loaded)
        self._seconds = seconds
        self.spent_s = 0.0

    def again(self, spoken: Spoken, questions: Sequence[SoundQuestion]) -> Transcript:
        """The transcript with what its sound tells."""
        start = time.process_time()
        asked, known = affordable(questions, self._seconds), spoken.transcript
        answers = self.recogniser.hear_again(Job(str(spoken.sound)), asked, language=known.language)
        self.spent_s = time.process_time() - start
        return with_answers(known, answers)


def main() -> None:
    """Nothing; prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder of a loaded model")
    parser.add_argument("--trials", type=Path, help="keeps or gives every trial")
    parser.add_argument("--seconds", type=float, default=ENOUGH_S, help="of work a call, as --second-look")
    parser.add_argument(
        "--noise", default="none,pink 15", help="kinds and decibels, as benchmarks/quality.py"
    )
    asked = parser.parse_args()
    if asked.trials and asked.trials.exists():
        lines = asked.trials.read_text(encoding="utf-8").splitlines()
        found = [Trial(**json.loads(line)) for line in lines]
    else:
        found = _measured(asked)
    show(found)


def _measured(asked: argparse.Namespace) -> list[Trial]:
    looks, found = Looks(asked.model, asked.seconds), list[Trial]()
    with tempfile.TemporaryDirectory() as folder:
        calls = list(_calls(asked.data, Path(folder)))
        for noise in asked.noise.split(","):
            for call, scripts in calls:
                (truth,) = asked.data.rglob(f"{call.path.stem}.truth.json")
                spoken = _spoken(looks, call, truth, scripts, noise)
                rules = _rules(scripts)
                found += own_items(looks, spoken, rules)
                found += trials(looks, spoken, [each for each, _ in calls], rules.meaning)
                if asked.trials:
                    told = [json.dumps(asdict(each), ensure_ascii=False) for each in found]
                    asked.trials.with_suffix(".part").write_text("\n".join(told), encoding="utf-8")
    if asked.trials:
        asked.trials.with_suffix(".part").rename(asked.trials)
    return found


def _calls(data: Path, work: Path) -> Iterator[tuple[Call, Path]]:
    for code in LANGUAGES:
        for call in labelled.spoken(data, code, work / code):
            yield call, data / "calls_dev" / code / "scripts"
    for call in labelled.harper_valley(data, work / "hvb"):
        yield call, labelled.OURS / "hvb" / "scripts"


def _spoken(looks: Looks, call: Call, truth: Path, scripts: Path, noise: str) -> Spoken:
    label, sound = json.loads(truth.read_text(encoding="utf-8")), call.path
    if noise != "none":
        kind, level = noise.split()
        audio = quality.mixed(truth, label, kind, int(level))
        step = audio.sample_rate // audio.source_rate
        samples = np.stack([channel.samples[::step] for channel in audio.channels], axis=1)
        sound = call.path.with_suffix(f".{kind}.wav")
        soundfile.write(sound, samples, audio.source_rate)
    ((_, heard),) = looks.recogniser.transcribe([Job(str(sound), language=call.language)])
    return Spoken(call, label, noise, sound, cast("Transcript", heard), scripts)


def _rules(scripts: Path) -> pipeline.Rules:
    return pipeline.load_rules(
        scripts_dir=scripts, stopwords_dir=ROOT / "stopwords", meaning_dir=ROOT / "models" / "meaning"
    )


def own_items(looks: Looks, spoken: Spoken, rules: pipeline.Rules) -> Iterator[Trial]:
    """The items of the call's own script that the words alone would fail."""
    call = spoken.call
    script = json.loads(call.path.with_suffix(".json").read_text(encoding="utf-8")).get("script", "")
    recording = Recording(
        str(call.path), call.path.name, "", call.call_id,
        direction=spoken.label.get("direction") or "inbound", language=call.language, script=script,
    )  # fmt: skip
    judged = judge(recording, spoken.transcript, rules, asking=True)
    known = looks.again(spoken, judged.questions)
    chosen = rules.library.get(script)
    texts = {each.id: _spoken_texts(each, chosen) for each in chosen.items} if chosen else {}
    before, after = (_verdicts(each) for each in (judged, judge(recording, known, rules)))
    for item, verdict in before.items():
        if verdict.verdict == "not_met":
            people = call.verdicts.get(item, "")
            yield _trial(looks, spoken, OWN, people, item, after[item], known, texts=texts.get(item, ()))


def _spoken_texts(item: Item, script: Script) -> tuple[str, ...]:
    return tuple(text for phrase in item.phrases for text in spoken_as(phrase, dict(script.values)))


def _verdicts(judged: Judged) -> dict[str, Verdict]:
    return {each.item: each for each in judged.analysis.verdicts} if judged.analysis else {}


def trials(looks: Looks, spoken: Spoken, calls: Sequence[Call], meaning: Meaning | None) -> Iterator[Trial]:
    """The call's trials: those of all that were drawn by lot that the words alone would fail."""
    lot = random.Random(spoken.call.call_id)  # noqa: S311 - a lot, not a secret
    drawn = list(second_look_trials.drawn(spoken.call, calls, spoken.scripts, lot))
    wanted = [(kind, each) for kind, each in drawn if kind == SAID]
    failed = _failed(wanted, spoken, meaning)
    said = [each for each in wanted if each[1].id in failed][:KEPT]
    asked = [*said, *(each for each in drawn if each[0] != SAID), *near(spoken.call, said, drawn, lot)]
    failed = _failed(asked, spoken, meaning)
    asked = [each for each in asked if each[1].id in failed]
    script = _script(asked, spoken)
    before = _judged(script, spoken.transcript, meaning)
    questions = items.questions(script, spoken.transcript, before, **NOTHING_KNOWN, meaning=meaning)
    known = looks.again(spoken, questions)
    after = {each.item: each for each in _judged(script, known, meaning)}
    for kind, item in asked:
        label = "met" if kind == SAID else "not_met"
        phrase = item.phrases[0]
        yield _trial(looks, spoken, kind, label, phrase, after[item.id], known, texts=(phrase,))


def _trial(  # noqa: PLR0913, PLR0917 - what there is to tell
    looks: Looks,
    spoken: Spoken,
    kind: str,
    label: str,
    asked: str,
    verdict: Verdict,
    known: Transcript,
    *,
    texts: Sequence[str],
) -> Trial:
    sounds = [each for each in known.second_look if each.phrase in texts]
    best = max(sounds, key=lambda each: each.evidence, default=None)
    return Trial(
        spoken.call.call_id, spoken.call.language, spoken.noise, kind, label, asked,
        verdict.verdict, verdict.reason,
        best.evidence if best else None, best.over_decoys if best else None, looks.spent_s,
    )  # fmt: skip


def _script(asked: Sequence[tuple[str, Item]], spoken: Spoken) -> Script:
    chosen = {item.id: item for _, item in asked}
    return Script("trials", "1", spoken.call.language, "", tuple(chosen.values()))


def _failed(asked: Sequence[tuple[str, Item]], spoken: Spoken, meaning: Meaning | None) -> set[str]:
    """Ids of the items that nothing was found for."""
    verdicts = _judged(_script(asked, spoken), spoken.transcript, meaning)
    return {each.item for each in verdicts if each.verdict == "not_met" and each.start_ms is None}


def _judged(script: Script, transcript: Transcript, meaning: Meaning | None) -> tuple[Verdict, ...]:
    return items.judge(script, transcript, **NOTHING_KNOWN, meaning=meaning)


def show(found: Sequence[Trial]) -> None:
    """Nothing; prints what was left open of what the words alone would fail."""
    print("| sound | items | of calls | failed by words | asked of the sound | left open | failed still |")
    print("|---|---|---|---|---|---|---|")
    for noise in dict.fromkeys(each.noise for each in found):
        for title, group in _groups([each for each in found if each.noise == noise]):
            asked = sum(each.evidence is not None for each in group)
            left = sum(each.given == "cannot_tell" for each in group)
            calls = len({each.call for each in group})
            print(f"| {noise} | {title} | {calls} | {len(group)} | {asked} | {left} | {len(group) - left} |")
    looks = {(each.call, each.noise, each.kind == OWN): each.seconds for each in found}
    own = sorted(seconds for (_, _, is_own), seconds in looks.items() if is_own)
    if own:
        print(f"\nSeconds of work for own items: mean {sum(own) / len(own):.1f}, most {own[-1]:.1f}")
    print("\n| evidence at least |", " | ".join(KINDS), "|\n|---|" + "---|" * len(KINDS))
    for level in LEVELS:
        print(f"| {level:g} |", " | ".join(_share(found, kind, level) for kind in KINDS), "|")


def _groups(found: Sequence[Trial]) -> Iterator[tuple[str, list[Trial]]]:
    for label, told in (("met", "said by their label"), ("not_met", "not said by their label")):
        yield f"{OWN}s {told}", [each for each in found if each.kind == OWN and each.label == label]
    for kind in KINDS:
        yield kind, [each for each in found if each.kind == kind]


def _share(found: Sequence[Trial], kind: str, level: float) -> str:
    asked = [each.evidence for each in found if each.kind == kind and each.evidence is not None]
    return f"{sum(evidence >= level for evidence in asked)}/{len(asked)}"


if __name__ == "__main__":
    main()
