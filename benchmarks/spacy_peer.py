"""Owns the peer of the call classifier: spaCy's ``textcat`` on the call's words, with speakers marked."""

from __future__ import annotations

import random
from collections.abc import Sequence

from speechqa.checks.call_type.model import TYPES
from speechqa.training.examples import Labelled
from speechqa.training.figures import Guess
from speechqa.training.trial import FOLDS, fold_of

_EPOCHS, _BATCH = 12, 8


def peer_guesses(calls: Sequence[Labelled]) -> list[Guess]:
    """What held-out calls are taken for by spaCy's own ensemble of words and network, one a language."""
    return [
        guess
        for code in sorted({call.transcript.language for call in calls})
        for fold in range(FOLDS)
        for guess in _fold([call for call in calls if call.transcript.language == code], code, fold)
    ]


def _fold(calls: Sequence[Labelled], code: str, fold: int) -> list[Guess]:
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(fold)
    pipeline = spacy.blank(code)
    pipe = pipeline.add_pipe("textcat")
    for kind in TYPES:
        pipe.add_label(kind)  # type: ignore[attr-defined]  # a pipe by name has no type of its own
    learnt = [call for call in calls if fold_of(call.group) != fold]
    examples = [
        Example.from_dict(
            pipeline.make_doc(_text(call)), {"cats": {kind: float(kind == call.parent) for kind in TYPES}}
        )
        for call in learnt
    ]
    optimizer = pipeline.initialize(lambda: examples)
    dice = random.Random(fold)  # noqa: S311 - an order, no secret
    for _ in range(_EPOCHS):
        dice.shuffle(examples)
        for at in range(0, len(examples), _BATCH):
            pipeline.update(examples[at : at + _BATCH], sgd=optimizer, drop=0.2)
    found = []
    for call in calls:
        if fold_of(call.group) == fold:
            chances = pipeline(_text(call)).cats
            best = max(chances, key=lambda kind: chances[kind])
            found.append(Guess(call.call_id, code, call.parent, best, chances[best]))
    return found


def _text(call: Labelled) -> str:
    return "\n".join(f"{turn.speaker}: {turn.text}" for turn in call.transcript.turns)
