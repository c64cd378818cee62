"""Prints how well two voices on one channel are told apart and named: calls mixed down to mono.

    python benchmarks/diarisation.py ../shared/data

The spoken dev calls and the HarperValleyBank calls have a channel a speaker and human truth; both channels
are added, recognised with the installed model, and each recognised word is held against the
turn that covers its middle. Words where both or none of the two speak are left out.
Before that, without any sound: the roles in the labelled dialogues, right way round and swapped.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import labelled
import numpy as np
import soundfile
from accuracy import run
from labelled import Call
from markdown_tables import print_table
from numpy.typing import NDArray

from speechqa import audio
from speechqa.asr import roles
from speechqa.audio import diarisation
from speechqa.audio.diarisation import Stretch, VoiceEncoder
from speechqa.evaluation import Rate
from speechqa.records import Transcript, Turn, Word

LANGUAGES = ("en", "ru", "de", "pl")
EVEN = 0.5
NEAR_S = 0.15  # recognisers' and people's borders of words differ by this much


@dataclass(frozen=True)
class Truth:
    """Who spoke when, in seconds, and the call's direction, "" where unknown."""

    turns: tuple[tuple[str, float, float], ...]
    direction: str

    def speaker(self, word: Word) -> str:
        """Who speaks at the word's middle, "" if nobody or both."""
        at = (word.start_ms + word.end_ms) / 2000
        there = {who for who, start, end in self.turns if start - NEAR_S <= at <= end + NEAR_S}
        return there.pop() if len(there) == 1 else ""


@dataclass
class Tally:
    """What was counted over some calls."""

    calls: int = 0
    two: int = 0
    sides: int = 0
    sides_two: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    ms: Counter[str] = field(default_factory=Counter)

    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        judged = self.words["same"] + self.words["other"]
        named = sum(self.words[key] for key in ("right", "wrong", "unknown"))
        return (
            str(self.calls),
            str(Rate(self.two, self.calls)),
            str(Rate(self.sides_two, self.sides)),
            str(Rate(self.words["other"], judged)),
            f"{100 * self.ms['other'] / max(self.ms['same'] + self.ms['other'], 1):.1f} %",
            str(Rate(self.roles["right"], self.calls)),
            str(Rate(self.words["wrong"], named)),
            str(Rate(self.words["unknown"], named)),
        )


def main() -> int:
    """0 when every call was processed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only-text", action="store_true", help="only the roles of the labelled dialogues")
    chosen = parser.parse_args()
    data = chosen.data
    if not (data / "calls_dev").is_dir():
        print(f"{data}: no calls_dev folder in it; see docs/accuracy.md", file=sys.stderr)
        return 2
    print_roles(data)
    if not chosen.only_text:
        print_voices(data)
    return 0


def print_voices(data: Path) -> None:
    """Nothing; prints how well voices are told apart and named."""
    encoder = diarisation.load_voice_encoder()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for title, calls, truths in sets(data, Path(folder)):
            found = run(calls, Path(folder), data / "calls_dev" / "en" / "scripts")
            tally = Tally()
            for call, truth in zip(calls, truths, strict=True):
                transcript = found[call.call_id][1]
                if transcript is not None:
                    count(tally, call, truth, transcript, encoder)
            rows.append((title, *tally.cells()))
    print("\n## Two speakers on one channel\n")
    print_table(
        (
            "calls mixed down",
            "calls",
            "two voices found",
            "one side alone taken for two",
            "words in the wrong voice",
            "speech in the wrong voice",
            "roles right",
            "words with the wrong speaker",
            "words left unknown",
        ),
        rows,
    )


def print_roles(data: Path) -> None:
    """Nothing; prints roles and swapped channels on the dialogues given as text, and calibration."""
    rows: list[tuple[str, ...]] = []
    sure: Counter[tuple[str, bool]] = Counter()
    for code in LANGUAGES:
        lines = (data / "calls_dev" / code / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()
        for known in (True, False):
            result = Counter[str]()
            for call in map(json.loads, lines):
                direction = (call["direction"] or "") if known else ""
                right, swapped = (as_transcript(call, swap=swap) for swap in (False, True))
                chance = roles.agent_chance(
                    [roles.Line(0 if turn.speaker == "agent" else 1, turn.text) for turn in right.turns],
                    code,
                    direction,
                )
                result["right"] += chance > EVEN
                result["false"] += bool(roles.check_channels(right, direction).warning)
                result["found"] += bool(roles.check_channels(swapped, direction).warning)
                sure[bucket(max(chance, 1 - chance)), chance > EVEN] += 1
            cells = (str(Rate(result[key], len(lines))) for key in ("right", "false", "found"))
            rows.append((code, "known" if known else "unknown", *cells))
    print("\n## Roles by what is said, dialogues given as text\n")
    print_table(("language", "direction", "agent found", "right map doubted", "swapped map noticed"), rows)
    print()
    names = sorted({name for name, _ in sure})
    print_table(
        ("chance of the likelier role", "it is right"),
        [(name, str(Rate(sure[name, True], sure[name, True] + sure[name, False]))) for name in names],
    )


def bucket(chance: float) -> str:
    """For example ``0.7 to 0.8``; ``0.5`` for no opinion."""
    if chance == EVEN:
        return "0.5"
    tenth = min(int(chance * 10), 9)
    return f"0.{tenth} to {'1.0' if tenth == 9 else f'0.{tenth + 1}'}"  # noqa: PLR2004 - the last tenth


def as_transcript(call: dict[str, Any], *, swap: bool) -> Transcript:
    """A labelled dialogue as a transcript, with its speakers exchanged if ``swap``."""
    other = {"agent": "customer", "customer": "agent"}
    turns = tuple(
        Turn(
            other[t["speaker"]] if swap else t["speaker"],
            0,
            1,
            tuple(Word(w, 0, 1) for w in t["text"].split()),
        )
        for t in call["turns"]
        if t["text"]
    )
    return Transcript(call["lang"], 1, turns, "replay")


def sets(data: Path, work: Path) -> list[tuple[str, tuple[Call, ...], tuple[Truth, ...]]]:
    """Title, calls with their mono files, and truths, language by language and the real calls last."""
    out = []
    for title in (*LANGUAGES, "en (real, HarperValleyBank)"):
        real = title not in LANGUAGES
        source = data / "real" / "hvb" if real else data / "calls_dev" / title / "calls"
        folder = work / ("hvb-mono" if real else f"{title}-mono")
        stereo = (
            labelled.harper_valley(data, work / "hvb")
            if real
            else labelled.spoken(data, title, work / "stereo")
        )
        folder.mkdir()
        calls = tuple(mixed_down(call, folder) for call in stereo)
        truths = tuple(read_truth(source / f"{call.path.stem}.truth.json") for call in stereo)
        out.append((title, calls, truths))
    return out


def mixed_down(call: Call, folder: Path) -> Call:
    """The call with both channels added into one, as a file in ``folder``."""
    channels = audio.load(call.path).channels
    path = folder / f"{call.call_id}-mono.wav"
    mono = sum((channel.samples for channel in channels), np.zeros(1, np.float32)) / len(channels)
    soundfile.write(path, mono, 16_000, subtype="PCM_16")
    sidecar = {"call_id": path.stem, "language": call.language}
    path.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")
    return replace(call, path=path, call_id=path.stem)


def read_truth(path: Path) -> Truth:
    """The turns with words and the direction of a truth file."""
    label = json.loads(path.read_text(encoding="utf-8"))
    turns = tuple((t["speaker"], t["start_s"], t["end_s"]) for t in label["turns"] if t["text"])
    return Truth(turns, label.get("direction") or "")


def count(tally: Tally, call: Call, truth: Truth, transcript: Transcript, encoder: VoiceEncoder) -> None:
    """Nothing; one call more in ``tally``."""
    words = sorted(
        (word for turn in transcript.turns for word in turn.words),
        key=lambda each: (each.start_ms, each.end_ms),
    )
    stretches = diarisation.cut_stretches(words)
    prints = encoder.embed(audio.load(call.path).channels[0].samples, 16_000, stretches)
    voices = diarisation.tell_apart(prints, stretches)
    tally.calls += 1
    tally.two += voices.two
    count_sides(tally, truth, words, stretches, prints)
    labels = [
        v for each, v in zip(stretches, voices.labels, strict=True) for _ in range(each.after - each.first)
    ]
    pairs = [(truth.speaker(word), v, word) for word, v in zip(words, labels, strict=True)]
    agent = max((0, 1), key=lambda v: sum((who == "agent") == (own == v) for who, own, _ in pairs if who))
    for who, own, word in pairs:
        if who:
            key = "same" if (who == "agent") == (own == agent) else "other"
            tally.words[key] += 1
            tally.ms[key] += word.end_ms - word.start_ms
    named = roles.name_speakers(
        words, stretches, voices, language=transcript.language, direction=truth.direction
    )
    results = Counter[str]()
    for speaker, own_words in named.words.items():
        for word in own_words:
            if who := truth.speaker(word):
                results["unknown" if speaker == "unknown" else "right" if speaker == who else "wrong"] += 1
    tally.words += results
    tally.roles["right" if results["right"] > max(results["wrong"], results["unknown"]) else "not"] += 1


def count_sides(
    tally: Tally,
    truth: Truth,
    words: Sequence[Word],
    stretches: Sequence[Stretch],
    prints: NDArray[np.float32],
) -> None:
    """Nothing; counts whether what one side says alone is taken for two voices."""
    whose = [{truth.speaker(word) for word in words[each.first : each.after]} for each in stretches]
    for who in ("agent", "customer"):
        own = [index for index, speakers in enumerate(whose) if speakers == {who}]
        tally.sides += 1
        tally.sides_two += diarisation.tell_apart(prints[own], [stretches[index] for index in own]).two


if __name__ == "__main__":
    sys.exit(main())
