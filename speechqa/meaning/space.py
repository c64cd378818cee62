"""Owns the trained model: the space sentences are compared in, the acts known there, and the judge.

``models/meaning/model.npz`` is made by ``benchmarks/train_meaning.py`` from ``models/meaning/acts``;
``card.json`` beside it says from what, when, and how good it is.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speechqa.errors import SettingsError
from speechqa.meaning import wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.meaning.wording import Wording

# Who an act belongs to: what the agent states or asks, what the customer says, what is forbidden.
KINDS = ("states", "asks", "customer", "forbidden")
MODEL_FILE, CARD_FILE = "model.npz", "card.json"
# Exemplars are unit vectors: they are kept in steps of this part of one.
EXEMPLAR_STEPS = 127


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The trained arrays, float32.

    ``mean`` (d,) and ``projection`` (d, k+p): an encoder's vector into ``k`` dimensions in which acts
    differ most for how much each varies, and ``p`` in which sentences vary most. ``offset`` and
    ``probe`` (d, 2): how far a statement, and a question, look meant and made now. ``centroids``
    (acts, k), ``kinds`` (acts,) indexes ``KINDS``. ``exemplars`` (n, k) are unit vectors,
    ``exemplar_acts`` (n,) their acts, ``counter`` (n,) true for what must not be credited. ``layers``
    are the judge's weights and biases, ``centre`` and ``scale`` what its features are brought to.
    ``wordings`` tell acts by words, by language.
    ``calibration`` has a bias and the weights of a call's likeliest stretch and of its nearest wording;
    ``thresholds`` are (met, not met). ``several`` has a bias and slopes for items that want several
    answers (``several.evidence``). ``replies`` has a bias and weights for items that must reply to
    something: of the likeliest stretch in time, and of the likeliest said at once.
    """

    acts: tuple[str, ...]
    width: int
    mean: NDArray[np.float32]
    projection: NDArray[np.float32]
    probe: NDArray[np.float32]
    offset: NDArray[np.float32]
    centroids: NDArray[np.float32]
    kinds: NDArray[np.int64]
    exemplars: NDArray[np.float32]
    exemplar_acts: NDArray[np.int64]
    counter: NDArray[np.bool_]
    wordings: Mapping[str, Wording]
    layers: tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...]
    centre: NDArray[np.float32]
    scale: NDArray[np.float32]
    calibration: NDArray[np.float32]
    thresholds: NDArray[np.float32]
    several: NDArray[np.float32]
    replies: NDArray[np.float32]
    encoder: str
    digest: str

    @property
    def placing(self) -> str:
        """Changes whenever a sentence's place, or its chances to be each act, could; not with the judge."""
        by_words = wording.to_arrays(self.wordings).values()
        arrays = (self.mean, self.projection, self.probe, self.offset, self.centroids, *by_words)
        return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()


def load_space(folder: Path) -> Space | None:
    """The trained model in ``folder``; None when there is none.

    Raises ``SettingsError`` when its files don't fit together.
    """
    import numpy as np

    path = folder / MODEL_FILE
    if not path.is_file():
        return None
    content = path.read_bytes()
    try:
        described = (folder / CARD_FILE).read_bytes()
        card = json.loads(described)
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
        same = card["sha256"] == hashlib.sha256(content).hexdigest()
        space = _space(found, card, hashlib.sha256(described).hexdigest())
    except (OSError, ValueError, KeyError) as error:
        raise SettingsError(
            f"{path}: can't be used ({error}); restore models/meaning, or train it again"
        ) from error
    if not same:
        raise SettingsError(
            f"{path}: is not the one card.json describes; restore models/meaning, or train it again"
        )
    return space


def _space(found: dict[str, Any], card: dict[str, Any], digest: str) -> Space:
    import numpy as np

    plain = {
        name: np.asarray(found[name], dtype=np.float32)
        for name in ("mean", "projection", "probe", "offset", "centroids", "centre", "scale")
    }
    layers = tuple(
        (np.asarray(found[f"weights{i}"], np.float32), np.asarray(found[f"bias{i}"], np.float32))
        for i in range(int(card["layers"]))
    )
    return Space(
        acts=tuple(card["acts"]),
        width=int(card["width"]),
        kinds=np.asarray(found["kinds"], np.int64),
        exemplars=np.divide(found["exemplars"], EXEMPLAR_STEPS, dtype=np.float32),
        exemplar_acts=np.asarray(found["exemplar_acts"], np.int64),
        counter=np.asarray(found["counter"], np.bool_),
        wordings=wording.from_arrays(found),
        layers=layers,
        calibration=np.asarray(card["calibration"], np.float32),
        thresholds=np.asarray(card["thresholds"], np.float32),
        several=np.asarray(card["several"], np.float32).reshape(4),
        replies=np.asarray(card["replies"], np.float32).reshape(3),
        encoder=str(card["encoder_sha256"]),
        digest=digest,
        **plain,
    )
