"""Owns the evidence that a stretch of talk fulfils an item: distances, acts, polarity and mood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.meaning.space import KINDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.meaning.space import Space
    from speechqa.meaning.units import Signs

FEATURES = (
    "topic_phrase", "topic_mean", "topic_title", "sense_phrase", "sense_centre", "sense_title",
    "act", "act_sure", "said_like", "not_said_like", "margin", "other_act", "meant",
    "asks", "titled", "denied", "mood", "conditional", "no_number",
)  # fmt: skip

_FLOOR = 1e-4
_COMPETES = 0.1  # share of an item's acts from which on an act is the item's own
_NEAREST = 3  # exemplars compared
_TOP_ACTS = 3
# An item's phrases are few and short: its act is less sure than the distances say.
_ITEM_WARMTH = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Vectors (n, width + topics) in the trained space, ``meant`` (n, 2) beside them."""

    vectors: NDArray[np.float32]
    meant: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """An item in the trained space: its phrases, its title (or none), its acts and its signs."""

    phrases: NDArray[np.float32]
    topics: NDArray[np.float32]
    title: NDArray[np.float32] | None
    title_topic: NDArray[np.float32] | None
    centre: NDArray[np.float32]
    acts: NDArray[np.float32]
    asks: bool
    denies: bool
    needs_number: bool


def place(raw: NDArray[np.float32], space: Space) -> Placed:
    """An encoder's vectors in the trained space."""
    import numpy as np

    centred = raw - space.mean
    vectors = np.asarray(centred @ space.projection, np.float32)
    return Placed(vectors, np.asarray(centred @ space.probe + space.offset, np.float32))


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of length one; zero rows stay."""
    import numpy as np

    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)


def likely_acts(senses: NDArray[np.float32], space: Space, warmth: float = 1.0) -> NDArray[np.float32]:
    """Chance of each act for each row (n, acts), as if every act were as likely beforehand."""
    import numpy as np

    away = (senses**2).sum(1, keepdims=True) - 2 * senses @ space.centroids.T + (space.centroids**2).sum(1)
    odds = np.exp(-warmth * (away - away.min(1, keepdims=True)) / 2)
    chances: NDArray[np.float32] = odds / odds.sum(1, keepdims=True)
    return chances


def seek(  # noqa: PLR0913 - what is known of an item
    phrases: Placed,
    title: Placed | None,
    space: Space,
    *,
    kinds: tuple[str, ...],
    asks: bool,
    denies: bool,
    needs_number: bool,
) -> Sought:
    """The item's side, worked out once for all calls; ``kinds`` are the acts it may be."""
    import numpy as np

    senses = phrases.vectors[:, : space.width]
    named = [senses] if title is None else [senses, title.vectors[:, : space.width]]
    every = np.concatenate(named)
    chances = likely_acts(every.mean(0, keepdims=True), space, _ITEM_WARMTH)[0]
    allowed = np.isin(space.kinds, [KINDS.index(kind) for kind in kinds])
    chances = np.where(allowed, chances, 0) + 1e-12 * allowed
    return Sought(
        phrases=unit(senses),
        topics=unit(phrases.vectors[:, space.width :]),
        title=None if title is None else unit(title.vectors[0, : space.width]),
        title_topic=None if title is None else unit(title.vectors[0, space.width :]),
        centre=unit(unit(every).sum(0)),
        acts=(chances / chances.sum()).astype(np.float32),
        # German and Russian questions open with any verb: the item's act tells better.
        asks=asks
        or bool((chances / chances.sum())[space.kinds == KINDS.index("asks")].sum() > _COMPETES * 5),
        denies=denies,
        needs_number=needs_number,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """The units' side, worked out once a call: unit vectors, chances of acts, signs."""

    senses: NDArray[np.float32]
    topics: NDArray[np.float32]
    acts: NDArray[np.float32]
    meant: NDArray[np.float32]
    signs: NDArray[np.bool_]


def hear(placed: Placed, signs: NDArray[np.bool_], space: Space) -> Heard:
    """What all items need of a call's units; ``signs`` has a row (see ``sign_row``) a unit."""
    senses = placed.vectors[:, : space.width]
    topics = placed.vectors[:, space.width :]
    return Heard(unit(senses), unit(topics), likely_acts(senses, space), placed.meant, signs)


def sign_row(signs: Signs) -> tuple[bool, bool, bool, bool]:
    """``signs`` as a row for ``hear``."""
    return signs.denies, signs.asks, signs.conditional, signs.number


def evidence(sought: Sought, heard: Heard, space: Space) -> NDArray[np.float32]:
    """A row of ``FEATURES`` for each unit."""
    import numpy as np

    topic, sense = heard.topics @ sought.topics.T, heard.senses @ sought.phrases.T
    none = np.zeros(len(topic), np.float32)
    like, unlike = _exemplars(sought, heard, space)
    others = np.where(sought.acts > _COMPETES, 0, heard.acts)
    denies, asks, conditional, number = heard.signs.T
    columns = (
        topic.max(1),
        topic.mean(1),
        none if sought.title_topic is None else heard.topics @ sought.title_topic,
        sense.max(1),
        heard.senses @ sought.centre,
        none if sought.title is None else heard.senses @ sought.title,
        np.log(heard.acts @ sought.acts + _FLOOR),
        none + sought.acts.max(),
        like,
        unlike,
        like - unlike,
        others.max(1),
        heard.meant[:, int(sought.asks)],
        none + sought.asks,
        none + (sought.title is not None),
        denies != sought.denies,
        asks != sought.asks,
        conditional,
        ~number & sought.needs_number,
    )
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _exemplars(sought: Sought, heard: Heard, space: Space) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How like the units are to what fulfils the item's likeliest acts, and to what doesn't."""
    import numpy as np

    likeness = []
    top = np.argsort(-sought.acts, kind="stable")[:_TOP_ACTS]
    for counter in (False, True):
        total = np.zeros(len(heard.senses), np.float32)
        for act in top:
            rows = space.exemplars[(space.exemplar_acts == act) & (space.counter == counter)]
            if len(rows):
                nearest = np.sort(heard.senses @ rows.T, axis=1)[:, -_NEAREST:]
                total += sought.acts[act] * nearest.mean(1)
        likeness.append(total)
    return likeness[0], likeness[1]


def judge(rows: NDArray[np.float32], space: Space) -> NDArray[np.float32]:
    """The chance that a unit fulfils the item, for each row of ``FEATURES``."""
    import numpy as np

    values = (rows - space.centre) / space.scale
    for i, (weights, bias) in enumerate(space.layers):
        values = values @ weights + bias
        if i + 1 < len(space.layers):
            values = np.maximum(values, 0)
    chances: NDArray[np.float32] = 1 / (1 + np.exp(-values[:, 0]))
    return chances
