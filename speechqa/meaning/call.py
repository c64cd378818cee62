"""Owns comparing by sense: the call's side once a transcript, the item's side once a script."""

from __future__ import annotations

import io
import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.meaning import features
from speechqa.meaning.encoders import load_encoder
from speechqa.meaning.entailment import load_entailment
from speechqa.meaning.space import load_space
from speechqa.meaning.units import Unit, signs, units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.lang import Language
    from speechqa.meaning.encoders import SentenceEncoder
    from speechqa.meaning.entailment import EntailmentModel
    from speechqa.meaning.features import Sought
    from speechqa.meaning.space import Space
    from speechqa.records import Transcript

_SLOT = re.compile(r"\{(\w+)\}")
# A phrase is compared as a sentence: something ordinary stands in its slots.
_FILLED: Mapping[str, Mapping[str, str]] = {
    "en": {"number": "20", "date": "on Tuesday", "name": "Anna"},
    "ru": {"number": "20", "date": "во вторник", "name": "Анна"},
    "de": {"number": "20", "date": "am Dienstag", "name": "Anna"},
    "pl": {"number": "20", "date": "we wtorek", "name": "Anna"},
}
_KEPT_ITEMS = 4096


@dataclass(frozen=True, slots=True, eq=False)
class CallMeaning:
    """A call's stretches in the trained space, in half precision: about 30 KB a call of 250 words."""

    units: tuple[Unit, ...]
    heard: features.Heard


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for by sense: phrases with their values filled in, a title or "", who may say it."""

    phrases: tuple[str, ...]
    title: str
    language: str
    kinds: tuple[str, ...]


class Meaning:
    """Compares by sense with one encoder and one trained space. Answers depend on nothing asked before.

    ``entailment`` is the user's own model for what that leaves open, if there is one; it has its own digest.
    """

    def __init__(
        self, encoder: SentenceEncoder, space: Space, entailment: EntailmentModel | None = None
    ) -> None:
        self._encoder = encoder
        self.space = space
        self.entailment = entailment
        self._sought: OrderedDict[Wanted, Sought] = OrderedDict()

    @property
    def digest(self) -> str:
        """Changes whenever an answer of its own could: encoder and trained space."""
        return f"{self._encoder.digest[:16]}-{self.space.digest[:16]}"

    def describe(self, transcript: Transcript) -> bytes:
        """The call's side as bytes to keep; depends on transcript, encoder and space alone."""
        import numpy as np

        language = lang.get(transcript.language)
        said = units(transcript)
        rows = [_signs(unit, language) for unit in said]
        texts = [unit.text for unit in said]
        placed = features.place(self._encoder.encode(texts), self.space) if said else None
        content = io.BytesIO()
        np.savez(
            content,
            vectors=placed.vectors.astype(np.float16) if placed else np.zeros((0, 0), np.float16),
            meant=placed.meant.astype(np.float16) if placed else np.zeros((0, 2), np.float16),
            signs=np.array(rows, np.bool_).reshape(len(said), 4),
        )
        return content.getvalue()

    def read(self, transcript: Transcript, described: bytes) -> CallMeaning:
        """What ``describe`` gave, ready to be asked about items."""
        import numpy as np

        with np.load(io.BytesIO(described), allow_pickle=False) as arrays:
            vectors = arrays["vectors"].astype(np.float32)
            meant, found = arrays["meant"].astype(np.float32), arrays["signs"]
        if not len(found):
            vectors = np.zeros((0, self.space.projection.shape[1]), np.float32)
        heard = features.hear(features.Placed(vectors, meant), found, self.space)
        return CallMeaning(units(transcript), heard)

    def chances(self, wanted: Wanted, call: CallMeaning) -> NDArray[np.float32]:
        """The chance that each unit of the call fulfils what is wanted, by sense alone."""
        import numpy as np

        if not call.units:
            return np.zeros(0, np.float32)
        rows = features.evidence(self.seek(wanted), call.heard, self.space)
        return features.judge(rows, self.space)

    def seek(self, wanted: Wanted) -> Sought:
        """The item's side, kept for the next call."""
        if wanted not in self._sought:
            self._sought[wanted] = self._seek(wanted)
        self._sought.move_to_end(wanted)
        while len(self._sought) > _KEPT_ITEMS:
            self._sought.popitem(last=False)
        return self._sought[wanted]

    def _seek(self, wanted: Wanted) -> Sought:
        language = lang.get(wanted.language)
        found = [signs(phrase, language) for phrase in wanted.phrases]
        phrases = features.place(self._encoder.encode(wanted.phrases), self.space)
        title = features.place(self._encoder.encode([wanted.title]), self.space) if wanted.title else None
        return features.seek(
            phrases,
            title,
            self.space,
            kinds=wanted.kinds,
            asks=sum(each.asks for each in found) * 2 > len(found),
            denies=any(each.denies for each in found),
            needs_number=all(each.number for each in found),
        )


def _signs(unit: Unit, language: Language) -> tuple[bool, bool, bool, bool]:
    denies, asks, conditional, number = features.sign_row(signs(unit.text, language))
    return denies, asks or unit.asked, conditional, number


def plain(phrase: str, language: str, values: Mapping[str, Sequence[str]]) -> str:
    """A phrase as a sentence: its first value or something ordinary in each slot, no brackets."""
    filled = _FILLED.get(language, {})
    text = _SLOT.sub(lambda m: next(iter(values.get(m[1], ())), filled.get(m[1], "")), phrase)
    return " ".join(re.sub(r"[()]", " ", text).split()) or phrase


def load_meaning(folder: Path, entailment: Path | None = None) -> Meaning | None:
    """The comparison by sense with the trained space in ``folder``; None where it or the encoder is missing.

    ``entailment`` is the folder of a user's own model for what sense leaves open. Raises ``SettingsError``
    when the space is damaged, or the user's model can't be used.
    """
    space = load_space(folder)
    encoder = load_encoder() if space else None
    if space is None or encoder is None or encoder.digest != space.encoder:
        return None
    return Meaning(encoder, space, load_entailment(entailment) if entailment else None)
