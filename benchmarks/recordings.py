"""Owns the sets of recordings to time: real calls, spoken calls, one long file, and silence.

Peers get each channel as a mono file of its own: a stereo call mixed down would be another
task, and a worse one. Ours gets the recording as it was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LANGUAGES = ("en", "ru", "de", "pl")
SETS = ("hvb", "spoken", "long")
SPEAKERS = ("agent", "customer")
# Long enough for every engine to open it, too short to cost anything but the start.
_SILENCE_S = 0.5


@dataclass(frozen=True, slots=True)
class Sound:
    """One stereo recording, its channels as files (agent, customer), and what is said in it.

    ``group`` is the row of the word error table it belongs to; ``turns`` are (speaker, text).
    """

    call_id: str
    language: str
    group: str
    seconds: float
    stereo: str
    channels: tuple[str, str]
    turns: tuple[tuple[str, str], ...] = ()

    @property
    def channel_seconds(self) -> float:
        """Seconds of sound to listen to: the length times the channels."""
        return self.seconds * len(self.channels)


def prepare(data: Path, work: Path, *, sets: Sequence[str], quick: bool) -> dict[str, tuple[Sound, ...]]:
    """The recordings of each set, their channels written below ``work``.

    ``quick``: one call of each kind. Raises ``FileNotFoundError`` that says what the folder lacks.
    """
    few = 1 if quick else None
    hvb = _calls(data / "real" / "hvb", "hvb")[:few]
    spoken = {code: _calls(data / "calls_dev" / code / "calls", code)[:few] for code in LANGUAGES}
    made: dict[str, tuple[Sound, ...]] = {}
    if "hvb" in sets:
        made["hvb"] = tuple(_sound(*call, work) for call in hvb)
    if "spoken" in sets:
        made["spoken"] = tuple(_sound(*call, work) for calls in spoken.values() for call in calls)
    if "long" in sets:
        # Engines take one language a file.
        made["long"] = (_joined([_sound(*call, work) for call in (*hvb, *spoken["en"])], work),)
    return made


def silence(languages: Iterable[str], each: int, work: Path) -> tuple[Sound, ...]:
    """``each`` recordings a language without a sound: what a start costs."""
    import numpy as np

    made = []
    for code in languages:
        for number in range(each):
            nothing = np.zeros((int(8_000 * _SILENCE_S), 2), dtype=np.int16)
            made.append(_Raw(f"silence-{code}-{number}", code, "silence", nothing, 8_000).write(work))
    return tuple(made)


def save(sounds: Sequence[Sound], path: Path) -> None:
    """Nothing; writes the set for a process that times it."""
    path.write_text(json.dumps([asdict(sound) for sound in sounds]), encoding="utf-8")


def load(path: Path) -> tuple[Sound, ...]:
    """What ``save`` wrote."""
    return tuple(
        Sound(**{**entry, "channels": tuple(entry["channels"]), "turns": tuple(map(tuple, entry["turns"]))})
        for entry in json.loads(path.read_text(encoding="utf-8"))
    )


def _calls(folder: Path, group: str) -> list[tuple[Path, dict[str, Any], str]]:
    """(sound file, what is said, group) of each call in the folder, by name."""
    truths = sorted(folder.glob("*.truth.json"))
    if not truths:
        raise FileNotFoundError(
            f"{folder}: no *.truth.json with its .wav there; docs/performance.md tells the layout"
        )
    return [
        (
            truth.with_name(truth.name.replace(".truth.json", ".wav")),
            json.loads(truth.read_text(encoding="utf-8")),
            group,
        )
        for truth in truths
    ]


def _sound(path: Path, label: dict[str, Any], group: str, work: Path) -> Sound:
    import soundfile

    samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
    turns = tuple((turn["speaker"], turn["text"]) for turn in label["turns"] if turn["text"])
    raw = _Raw(f"{group}-{path.stem}", label["lang"], group, samples, rate, turns)
    # Ours gets the recording itself, mu-law or whatever it is, not our copy of it.
    return raw.write(work, stereo=path)


def _joined(sounds: Sequence[Sound], work: Path) -> Sound:
    import numpy as np
    import soundfile

    parts = [soundfile.read(sound.stereo, dtype="int16", always_2d=True) for sound in sounds]
    rates = {rate for _, rate in parts}
    if len(rates) != 1:
        raise ValueError(f"calls of different sample rates can't be joined: {sorted(rates)}")
    turns = tuple(turn for sound in sounds for turn in sound.turns)
    samples = np.concatenate([samples for samples, _ in parts])
    return _Raw("long", sounds[0].language, "long", samples, rates.pop(), turns).write(work)


@dataclass(frozen=True, slots=True)
class _Raw:
    """Samples of both channels, before they are files."""

    call_id: str
    language: str
    group: str
    samples: NDArray[np.int16]
    rate: int
    turns: tuple[tuple[str, str], ...] = ()

    def write(self, work: Path, *, stereo: Path | None = None) -> Sound:
        """The channels as files below ``work``, and both together where there is no such file yet."""
        import soundfile

        work.mkdir(parents=True, exist_ok=True)
        agent, customer = (str(work / f"{self.call_id}.{speaker}.wav") for speaker in SPEAKERS)
        for channel, name in enumerate((agent, customer)):
            soundfile.write(name, self.samples[:, channel], self.rate, subtype="PCM_16")
        if stereo is None:
            stereo = work / f"{self.call_id}.wav"
            soundfile.write(stereo, self.samples, self.rate, subtype="PCM_16")
        return Sound(
            call_id=self.call_id,
            language=self.language,
            group=self.group,
            seconds=len(self.samples) / self.rate,
            stereo=str(stereo),
            channels=(agent, customer),
            turns=self.turns,
        )
