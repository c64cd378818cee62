"""Owns an archive of invented calls in a store: the same seed, the same calls.

Talk of ``sentences/<language>.txt`` is mixed with names and places made of syllables (thousands of
different words) and with phrases of a script, said as people say them: with fillers, at times
garbled, at times only in part. No two calls are alike.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from speechqa.records import Recording, Transcript, Turn, Word
from speechqa.records.audio import Speaker
from speechqa.store import open_store

LANGUAGES = ("en", "ru", "de", "pl")
ITEMS = 50
_TURNS, _WORD_MS, _PAUSE_MS = 30, 330, 400
_AGENTS, _RARE_WORDS = 120, 6_000
_SLOT = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"[()]")
_SAID, _FILLED, _GARBLED, _CUT = 0.35, 0.2, 0.06, 0.15  # chances


class Talk:
    """Random turns in one language."""

    def __init__(self, language: str, phrases: Sequence[str], chance: random.Random) -> None:
        self._parts: dict[str, list[str]] = defaultdict(list)
        path = Path(__file__).parent / "sentences" / f"{language}.txt"
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                kind, _, text = line.partition(" | ")
                self._parts[kind].append(text)
        self._phrases, self._chance = phrases, chance
        syllables = self._parts["syllable"][0].split()
        self._rare = [
            "".join(chance.choices(syllables, k=chance.choice((2, 2, 3)))).capitalize()
            for _ in range(_RARE_WORDS)
        ]

    def turn(self, speaker: Speaker) -> list[str]:
        """The words of one turn: a sentence, or for the agent at times a phrase of the script."""
        scripted = speaker == "agent" and self._chance.random() < _SAID
        text = self._chance.choice(self._phrases if scripted else self._parts[speaker])
        words = _SLOT.sub(self._filling, _OPTIONAL.sub("", text)).split()
        if scripted and self._chance.random() < _CUT:
            del words[self._chance.randrange(len(words))]
        return [word for plain in words for word in self._spoken(plain)]

    def _filling(self, slot: re.Match[str]) -> str:
        known = self._parts.get(slot[1])
        return self._chance.choice(known or self._rare)

    def _spoken(self, word: str) -> Iterator[str]:
        if self._chance.random() < _FILLED / 4:
            yield from self._chance.choice(self._parts["filler"]).split()
        if len(word) > 4 and self._chance.random() < _GARBLED:  # noqa: PLR2004 (short words are heard right)
            at = self._chance.randrange(1, len(word))
            word = word[:at] + word[at + 1 :]
        yield word


def write_scripts(folder: Path, library: Path, *, items: int = ITEMS) -> None:
    """A script of so many items for each language, put together from those of ``library``."""
    for language in LANGUAGES:
        content = _merged(library / language, items)
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=200)
        (folder / language).mkdir(parents=True, exist_ok=True)
        (folder / language / f"{language}-archive.yaml").write_text(text, encoding="utf-8")


def _merged(folder: Path, items: int) -> dict[str, object]:
    """All items of a folder's scripts under new ids; what is missing is asked for again, word for word."""
    values: dict[str, list[str]] = defaultdict(list)
    found: list[dict[str, object]] = []
    for number, path in enumerate(sorted(folder.glob("*.yaml"))):
        script = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, texts in (script.get("values") or {}).items():
            values[name] += [text for text in texts if text not in values[name]]
        for section in script["sections"]:
            found += [_renamed(item, f"{number}_") for item in section["items"]]
    again = [
        _renamed(item, "again_") | {"match": ("verbatim", "loose")[i % 2]} for i, item in enumerate(found)
    ]
    chosen = [*found, *again][:items]
    return {
        "id": f"{folder.name}-archive",
        "version": 1,
        "language": folder.name,
        "title": "All items of the library",
        "values": dict(values),
        "sections": [{"title": "All", "items": chosen}],
    }


def _renamed(item: dict[str, object], prefix: str) -> dict[str, object]:
    ids = {key: f"{prefix}{item[key]}" for key in ("id", "after", "before") if key in item}
    return {**item, **ids}


def fill(store: Path, scripts: Path, *, calls: int, seed: int = 1) -> None:
    """Nothing; ``calls`` invented transcripts stand in the store, a share in each language."""
    chance = random.Random(seed)  # noqa: S311 (nobody's secret)
    talks = {code: Talk(code, _phrases(scripts / code), chance) for code in LANGUAGES}
    with open_store(store) as opened:
        recordings = [_recording(number, chance) for number in range(calls)]
        opened.put_calls(recordings)
        for recording in recordings:
            transcript = _transcript(recording.language, talks[recording.language], chance)
            opened.put_transcript(recording, transcript, backend="invented", model_hash="", options_hash="")


def _phrases(folder: Path) -> list[str]:
    """All phrases of a folder's scripts, as written."""
    found: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        script = yaml.safe_load(path.read_text(encoding="utf-8"))
        for section in script["sections"]:
            for item in section["items"]:
                for kind in ("say", "all_of", "must_not_say"):
                    texts = item.get(kind) or []
                    found += [texts] if isinstance(texts, str) else texts
                found += (item.get("at_least") or {}).get("of", [])
    return found


def _recording(number: int, chance: random.Random) -> Recording:
    agent = chance.randrange(_AGENTS)
    name = f"call{number:06d}"
    return Recording(
        path=f"/calls/{name}.transcript.json",
        file=f"{name}.transcript.json",
        content_hash=hashlib.sha256(name.encode()).hexdigest(),
        call_id=name,
        kind="transcript",
        agent=f"agent{agent:03d}",
        team=f"team{agent % 8}",
        direction=chance.choice(("inbound", "outbound")),
        language=LANGUAGES[number % len(LANGUAGES)],
    )


def _transcript(language: str, talk: Talk, chance: random.Random) -> Transcript:
    turns, at = [], 0
    speaker: Speaker = "agent"
    for _ in range(_TURNS + chance.randrange(-6, 7)):
        words = []
        for text in talk.turn(speaker):
            words.append(Word(text, at, at + _WORD_MS - 40, round(chance.uniform(0.6, 1.0), 3)))
            at += _WORD_MS
        if words:
            turns.append(Turn(speaker, words[0].start_ms, words[-1].end_ms, tuple(words)))
        at += chance.randrange(_PAUSE_MS, 4 * _PAUSE_MS)
        speaker = "customer" if speaker == "agent" else "agent"
    known = [word.confidence for turn in turns for word in turn.words if word.confidence is not None]
    return Transcript(language, at, tuple(turns), "invented", asr_confidence=sum(known) / len(known))
