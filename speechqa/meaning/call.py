"""Owns comparing by sense: the call's side once a transcript, the item's side once a script."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.errors import SettingsError
from speechqa.meaning import described as layout
from speechqa.meaning import features, placing, sought, wording
from speechqa.meaning.described import Described
from speechqa.meaning.encoders import load_encoder
from speechqa.meaning.entailment import load_entailment
from speechqa.meaning.space import load_space
from speechqa.meaning.units import Unit, asked, signs, spans, text, unit, waiving

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.lang import Language
    from speechqa.meaning.encoders import SentenceEncoder
    from speechqa.meaning.entailment import EntailmentModel
    from speechqa.meaning.sought import Items, Sought
    from speechqa.meaning.space import Space
    from speechqa.meaning.units import Span
    from speechqa.records import Transcript

_SLOT = re.compile(r"\{(\w+)\}")
# A phrase is compared as a sentence: something ordinary stands in its slots.
_FILLED: Mapping[str, Mapping[str, str]] = {
    "en": {"number": "20", "date": "on Tuesday", "name": "Anna"},
    "ru": {"number": "20", "date": "во вторник", "name": "Анна"},
    "de": {"number": "20", "date": "am Dienstag", "name": "Anna"},
    "pl": {"number": "20", "date": "we wtorek", "name": "Anna"},
}
# Items kept ready, and sets of them: as many as there are scripts in force, for each speaker.
_KEPT_ITEMS, _KEPT_SETS = 4096, 192


@dataclass(frozen=True, slots=True, eq=False)
class CallMeaning:
    """A call's stretches in the trained space, in half precision: about 40 KB a call of 250 words."""

    units: tuple[Unit, ...]
    heard: features.Heard
    transcript: Transcript

    def text(self, number: int) -> str:
        """What was said in a stretch."""
        one = self.units[number]
        return text(self.transcript, (one.first.turn, one.first.word, one.last.word + 1))


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
        self._placing = space.placing
        self.entailment = entailment
        self._phrases: dict[str, NDArray[np.float32]] = {}
        self._sought: OrderedDict[Wanted, Sought] = OrderedDict()
        self._sets: OrderedDict[tuple[Wanted, ...], Items] = OrderedDict()

    @property
    def digest(self) -> str:
        """Changes whenever an answer of its own could: encoder, trained space, layout of what is kept."""
        return f"{self._encoder.digest[:16]}-{self.space.digest[:16]}-{layout.VERSION}"

    def vectors(self, phrases: Sequence[str]) -> dict[str, bytes]:
        """What the encoder makes of each phrase, as bytes to keep and to ``learn``; one 1.5 KB."""
        import numpy as np

        if not phrases:
            return {}
        return {
            phrase: np.asarray(row, "<f4").tobytes()
            for phrase, row in zip(phrases, self._encoder.encode(phrases), strict=True)
        }

    def learn(self, vectors: Mapping[str, bytes]) -> None:
        """Nothing; phrases whose ``vectors`` were kept aren't encoded again; damaged ones are."""
        import numpy as np

        size = 4 * len(self.space.mean)
        self._phrases |= {
            phrase: np.frombuffer(row, "<f4").astype(np.float32)
            for phrase, row in vectors.items()
            if len(row) == size
        }

    @property
    def placing(self) -> str:
        """Changes whenever ``read`` could give other vectors or signs: what learns from them names it."""
        return f"{self._encoder.digest[:16]}-{self._placing[:16]}-{layout.VERSION}"

    def describe(self, transcript: Transcript, places: tuple[Span, ...] | None = None) -> bytes:
        """The call's side as bytes to keep; depends on transcript, encoder and space alone.

        ``places`` are the stretches to look at where not all are needed.
        """
        import numpy as np

        language = lang.get(transcript.language)
        said = spans(transcript) if places is None else places
        texts = [text(transcript, span) for span in said]
        rows = [_signs(transcript, span, words, language) for span, words in zip(said, texts, strict=True)]
        raw = self._encoder.encode(texts) if said else np.zeros((0, len(self.space.mean)), np.float32)
        placed = placing.place(raw, self.space)
        worded = wording.worded(self._by_words(texts, placed.vectors, language))
        return layout.to_bytes(
            Described(said, placed.vectors, placed.meant, np.array(rows, np.bool_), worded)
        )

    def _by_words(
        self, texts: Sequence[str], vectors: NDArray[np.float32], language: Language
    ) -> NDArray[np.float64]:
        """The chances of all classes of acts by words (texts, classes); by ``vectors`` in other languages."""
        known = self.space.wordings.get(language.code)
        if known is not None:
            return wording.chances(known, [wording.clues(text, language) for text in texts])
        return wording.as_sensed(placing.likely_acts(vectors[:, : self.space.width], self.space))

    def read(self, transcript: Transcript, described: bytes) -> CallMeaning:
        """What ``describe`` gave, ready to be asked about items. Raises ValueError where it is damaged."""
        kept = layout.from_bytes(described)
        placed = placing.Placed(kept.vectors, kept.meant)
        heard = features.hear(placed, kept.signs, kept.worded, self.space)
        return CallMeaning(tuple(unit(transcript, span) for span in kept.spans), heard, transcript)

    def chances(self, items: Items, call: CallMeaning, which: Sequence[int]) -> NDArray[np.float32]:
        """The chance that each of some units fulfils each item, by sense alone: (units, items)."""
        import numpy as np

        if not len(which):
            return np.zeros((0, len(items.starts)), np.float32)
        heard = features.only(call.heard, np.asarray(which))
        return features.judge(features.evidence(items, heard), self.space)

    def contradicted(self, items: Items, call: CallMeaning, which: Sequence[int]) -> NDArray[np.bool_]:
        """Which of some units say the opposite of which items, as far as denials tell: (units, items)."""
        import numpy as np

        return features.contradicted(items, features.only(call.heard, np.array(which, int)))

    def together(self, wanted: tuple[Wanted, ...]) -> Items:
        """The items side by side, kept for the next call."""
        if wanted not in self._sets:
            self._sets[wanted] = sought.together([self.seek(each) for each in wanted], self.space)
        self._sets.move_to_end(wanted)
        while len(self._sets) > _KEPT_SETS:
            self._sets.popitem(last=False)
        return self._sets[wanted]

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
        phrases = placing.place(self._encode(wanted.phrases), self.space)
        title = placing.place(self._encode([wanted.title]), self.space) if wanted.title else None
        return sought.seek(
            phrases,
            title,
            self.space,
            kinds=wanted.kinds,
            by_words=self._by_words(wanted.phrases, phrases.vectors, language),
            asks=sum(each.asks for each in found) * 2 > len(found),
            denies=any(each.denies for each in found),
            affirms=not all(each.denies for each in found),
            needs_number=all(each.number for each in found),
            waives=waiving(wanted.phrases, language),
        )

    def _encode(self, phrases: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        if all(phrase in self._phrases for phrase in phrases):
            return np.stack([self._phrases[phrase] for phrase in phrases])
        return self._encoder.encode(phrases)


def _signs(transcript: Transcript, span: Span, said: str, language: Language) -> tuple[bool, ...]:
    found = signs(said, language)
    return replace(found, asks=found.asks or asked(transcript, span)).row


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
    encoder = load_encoder(folder) if space else None
    if space is None or encoder is None or encoder.digest != space.encoder:
        return None
    if len(space.centre) != len(features.FEATURES):
        raise SettingsError(
            f"{folder}: was trained for an older speechqa; restore models/meaning, or train it again"
        )
    return Meaning(encoder, space, load_entailment(entailment) if entailment else None)
