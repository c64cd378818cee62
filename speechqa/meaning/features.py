"""Owns the evidence that a stretch of talk fulfils an item: distances, acts, words, polarity and mood."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from speechqa.meaning.exact import layered, products, stepped
from speechqa.meaning.exemplars import nearest
from speechqa.meaning.placing import likely_acts, unit
from speechqa.meaning.sought import COMPETES
from speechqa.meaning.wording import spread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from speechqa.meaning.placing import Placed
    from speechqa.meaning.sought import Items
    from speechqa.meaning.space import Space
    from speechqa.meaning.wording import Worded

FEATURES = (
    "topic_phrase", "topic_mean", "topic_title", "sense_phrase", "sense_centre", "sense_title",
    "act", "act_sure", "said_like", "not_said_like", "margin", "other_act", "meant",
    "asks", "titled", "denied", "mood", "conditional", "no_number", "free", "words", "not_words",
)  # fmt: skip

_FLOOR = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """The units' side, worked out once a call: unit vectors and chances of acts in steps, signs.

    ``acts`` are the chances by sense; by words ``said`` that it counts for each, ``unsaid`` that it doesn't.
    """

    senses: NDArray[np.float64]
    topics: NDArray[np.float64]
    acts: NDArray[np.float64]
    said: NDArray[np.float64]
    unsaid: NDArray[np.float64]
    meant: NDArray[np.float32]
    signs: NDArray[np.bool_]


def hear(placed: Placed, signs: NDArray[np.bool_], worded: Worded, space: Space) -> Heard:
    """What all items need of a call's units; ``signs`` has a row (``Signs.row``) a unit."""
    senses = placed.vectors[:, : space.width]
    topics = placed.vectors[:, space.width :]
    return Heard(
        stepped(unit(senses)),
        stepped(unit(topics)),
        stepped(likely_acts(senses, space)),
        *spread(worded, len(space.acts)),
        placed.meant,
        signs,
    )


def only(heard: Heard, which: NDArray[np.int64]) -> Heard:
    """Some of the units, by their numbers."""
    return Heard(*(getattr(heard, each.name)[which] for each in fields(heard)))


def evidence(items: Items, heard: Heard) -> NDArray[np.float32]:
    """A row of ``FEATURES`` for each unit and item, shape (units, items, features).

    No item's rows depend on the items beside it.
    """
    import numpy as np

    topic, sense = products(heard.topics, items.topics), products(heard.senses, items.phrases)
    like, unlike = _exemplars(items, heard)
    _, asks, conditional, number, waives, _ = heard.signs.T[..., None]
    columns = (
        np.maximum.reduceat(topic, items.starts, axis=1),
        np.add.reduceat(topic, items.starts, axis=1) / items.counts,
        products(heard.topics, items.title_topics),
        np.maximum.reduceat(sense, items.starts, axis=1),
        products(heard.senses, items.centres),
        products(heard.senses, items.titles),
        np.log(products(heard.acts, items.acts) + _FLOOR),
        items.sure,
        like,
        unlike,
        like - unlike,
        _other_act(items, heard),
        heard.meant[:, items.asks.astype(int)],
        items.asks,
        items.titled,
        denied(items, heard),
        asks != items.asks,
        conditional,
        ~number & items.needs_number,
        waives & items.waives,
        np.log(products(heard.said, items.worded) + _FLOOR),
        np.log(products(heard.unsaid, items.worded) + _FLOOR),
    )
    rows = np.empty((len(heard.senses), len(items.starts), len(FEATURES)), np.float32)
    for i, column in enumerate(columns):
        rows[:, :, i] = column
    return rows


def denied(items: Items, heard: Heard) -> NDArray[np.bool_]:
    """Which units differ from which items in that one denies: (units, items); or in what costs money."""
    denies, _, _, _, _, _ = heard.signs.T[..., None]
    found: NDArray[np.bool_] = (denies != items.denies) | _opposite(items, heard)
    return found


def contradicted(items: Items, heard: Heard) -> NDArray[np.bool_]:
    """Which units say the opposite of which items, as far as denials tell: (units, items).

    An item may be put either way ("there's no limit", "drive as far as you like").
    """
    denies, _, _, _, _, _ = heard.signs.T[..., None]
    found: NDArray[np.bool_] = (denies & ~items.denies) | (~denies & ~items.affirms) | _opposite(items, heard)
    return found


def _opposite(items: Items, heard: Heard) -> NDArray[np.bool_]:
    """Which units name a charge where items waive it, or waive what items name."""
    _, _, _, _, waives, claims = heard.signs.T[..., None]
    found: NDArray[np.bool_] = (waives & items.claims) | (claims & items.waives)
    return found


def _other_act(items: Items, heard: Heard) -> NDArray[np.float32]:
    """How likely each unit is its likeliest act that isn't the item's own."""
    import numpy as np

    # Of so many of a unit's likeliest acts one at least isn't the item's: shares of over a tenth are few.
    reach = min(heard.acts.shape[1], int(1 / COMPETES) + 1)
    top = np.argpartition(-heard.acts, reach - 1, axis=1)[:, :reach]
    chances = np.take_along_axis(heard.acts, top, axis=1)
    found: NDArray[np.float32] = np.where(items.own[:, top], 0, chances).max(2).T
    return found


def _exemplars(items: Items, heard: Heard) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How like the units are to what fulfils the items' likeliest acts, and to what doesn't."""
    import numpy as np

    near = nearest(items.groups, heard.senses)
    likeness = []
    for places in items.groups.places:
        total = np.zeros((len(items.starts), len(heard.senses)), np.float32)
        for place in range(items.likely.shape[1]):
            total += items.shares[:, place, None] * near[places[items.likely[:, place]]]
        likeness.append(total.T)
    return likeness[0], likeness[1]


def judge(rows: NDArray[np.float32], space: Space) -> NDArray[np.float32]:
    """The chance that a unit fulfils an item, for each row of ``FEATURES``."""
    import numpy as np

    columns = [*np.moveaxis((rows - space.centre) / space.scale, -1, 0)]
    for i, (weights, bias) in enumerate(space.layers):
        columns = layered(columns, weights, bias)
        if i + 1 < len(space.layers):
            columns = [np.maximum(column, 0) for column in columns]
    return np.asarray(1 / (1 + np.exp(-columns[0])), np.float32)
