"""Owns the acts' texts as arrays: what ``train_meaning.py`` learns from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import acts
import numpy as np
import yaml

from speechqa import lang
from speechqa.meaning import encoders, space, units, wording

OUT = Path("models/meaning")


@dataclass(frozen=True)
class Corpus:
    """Every text of the acts: its vector, language, act, sort (said, not_said, phrase, title) and weight."""

    texts: list[str]
    raw: np.ndarray
    language: np.ndarray
    act: np.ndarray
    sort: np.ndarray
    weight: np.ndarray
    signs: np.ndarray
    clues: list[np.ndarray]
    held: np.ndarray
    acts: tuple[str, ...]
    kinds: np.ndarray


def load(encoder: encoders.SentenceEncoder) -> Corpus:
    """The acts of all languages with their vectors."""
    lines = list(acts.read())
    texts = [line.text for line in lines]
    names = tuple(dict.fromkeys(line.act for line in lines))
    kinds = yaml.safe_load((OUT / "kinds.yaml").read_text(encoding="utf-8"))
    by_act = {act: kind for kind, listed in kinds.items() for act in listed}
    language = np.array([line.language for line in lines])
    sort = np.array([line.sort for line in lines])
    signs = [units.signs(text, lang.get(code)).row for code, text in zip(language, texts, strict=True)]
    return Corpus(
        texts=texts,
        raw=encoder.encode(texts),
        language=language,
        act=np.array([names.index(line.act) for line in lines]),
        sort=sort,
        weight=_weights(texts, language, sort),
        signs=np.array(signs, np.bool_),
        clues=[wording.clues(text, lang.get(code)) for code, text in zip(language, texts, strict=True)],
        held=np.array([acts.held(line) for line in lines]),
        acts=names,
        kinds=np.array([space.KINDS.index(by_act.get(act, "states")) for act in names]),
    )


def _weights(texts: Sequence[str], language: np.ndarray, sort: np.ndarray) -> np.ndarray:
    """Weights that leave said and not_said alike in length and punctuation, which tell nothing of sense."""
    length = np.digitize([len(text.split()) for text in texts], [4, 6, 8, 10, 12, 15, 20])
    marked = np.array([text.rstrip()[-1:] in ".?!" for text in texts])
    weight = np.ones(len(texts))
    for code in acts.LANGUAGES:
        for cell in range(16):
            here = (language == code) & (length * 2 + marked == cell)
            said, unsaid = here & (sort == "said"), here & (sort == "not_said")
            ratio = 1.5 * unsaid.sum() / max(1, said.sum())
            weight[said] = np.clip(ratio, 0.05, 5)
            weight[unsaid] = np.clip(1 / max(ratio, 0.05), 0.05, 5)
    return weight
