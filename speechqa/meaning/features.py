"""Owns the evidence that a stretch of talk fulfils an item: distances, acts, polarity and mood."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from speechqa.meaning.exact import layered, products, stepped
from speechqa.meaning.exemplars import Groups, grouped, nearest
from speechqa.meaning.space import KINDS
from speechqa.meaning.wording import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.meaning.space import Space
    from speechqa.meaning.wording import Worded

FEATURES = (
    "topic_phrase", "topic_mean", "topic_title", "sense_phrase", "sense_centre", "sense_title",
    "act", "act_sure", "said_like", "not_said_like", "margin", "other_act", "meant",
    "asks", "titled", "denied", "mood", "conditional", "no_number", "free", "words", "not_words",
)  # fmt: skip

_FLOOR = 1e-4
_COMPETES = 0.1  # share of an item's acts from which on an act is the item's own
_TOP_ACTS = 3
# An item's phrases are few and short: its act is less sure than the distances say.
_ITEM_WARMTH = 0.3
# What was said is compared by words with an item's acts by sense, and so much of them by its own words.
_BY_WORDS = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Vectors (n, width + topics) in the trained space, ``meant`` (n, 2) beside them."""

    vectors: NDArray[np.float32]
    meant: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """An item in the trained space: phrases, title (or none), acts by sense and by words, signs."""

    phrases: NDArray[np.float32]
    topics: NDArray[np.float32]
    title: NDArray[np.float32] | None
    title_topic: NDArray[np.float32] | None
    centre: NDArray[np.float32]
    acts: NDArray[np.float32]
    worded: NDArray[np.float32]
    asks: bool
    denies: bool
    needs_number: bool
    waives: bool | None


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
    by_words: NDArray[np.floating],
    asks: bool,
    denies: bool,
    needs_number: bool,
    waives: bool | None = None,
) -> Sought:
    """The item's side, worked out once for all calls; ``kinds`` are the acts it may be.

    ``by_words`` (phrases, classes) are the phrases' chances by words: a title names an act in other ones.
    ``waives``: it says that something is free (True), so that who names a charge says the opposite, or
    names a charge or a duty (False), so that who waives it does; None: neither.
    """
    import numpy as np

    senses = phrases.vectors[:, : space.width]
    named = [senses] if title is None else [senses, title.vectors[:, : space.width]]
    every = np.concatenate(named)
    allowed = np.isin(space.kinds, [KINDS.index(kind) for kind in kinds])
    acts = _among(likely_acts(every.mean(0, keepdims=True), space, _ITEM_WARMTH)[0], allowed)
    return Sought(
        phrases=unit(senses),
        topics=unit(phrases.vectors[:, space.width :]),
        title=None if title is None else unit(title.vectors[0, : space.width]),
        title_topic=None if title is None else unit(title.vectors[0, space.width :]),
        centre=unit(unit(every).sum(0)),
        acts=acts,
        worded=(1 - _BY_WORDS) * acts + _BY_WORDS * _among(by_words[:, 1::2].mean(0), allowed),
        # German and Russian questions open with any verb: the item's act tells better.
        asks=asks or bool(acts[space.kinds == KINDS.index("asks")].sum() > _COMPETES * 5),
        denies=denies,
        needs_number=needs_number,
        waives=waives,
    )


def _among(chances: NDArray[np.floating], allowed: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The chances of the acts that are ``allowed``, 1 together."""
    import numpy as np

    found = np.where(allowed, chances, 0) + 1e-12 * allowed
    return np.asarray(found / found.sum(), np.float32)


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


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """Several items looked for together; arrays have a row an item.

    ``phrases`` and ``topics`` hold all phrases of all items, an item's from ``starts`` on.
    ``titles`` are zeros where an item is without one. ``own`` marks the acts an item may well be, ``sure`` is
    how likely the likeliest is; ``likely`` has numbers of ``groups``, its likeliest acts', and ``shares`` how
    likely they are. What is multiplied is in steps (see ``exact``).
    """

    phrases: NDArray[np.float64]
    topics: NDArray[np.float64]
    starts: NDArray[np.int64]
    counts: NDArray[np.float32]
    titles: NDArray[np.float64]
    title_topics: NDArray[np.float64]
    titled: NDArray[np.bool_]
    centres: NDArray[np.float64]
    acts: NDArray[np.float64]
    worded: NDArray[np.float64]
    sure: NDArray[np.float32]
    own: NDArray[np.bool_]
    likely: NDArray[np.int64]
    shares: NDArray[np.float32]
    groups: Groups
    asks: NDArray[np.bool_]
    denies: NDArray[np.bool_]
    needs_number: NDArray[np.bool_]
    waives: NDArray[np.bool_]
    claims: NDArray[np.bool_]


def together(items: Sequence[Sought], space: Space) -> Items:
    """The items side by side: a call is compared with all of them at once."""
    import numpy as np

    counts = [len(item.phrases) for item in items]
    blank, no_topic = np.zeros(space.width, np.float32), np.zeros(items[0].topics.shape[1], np.float32)
    acts = np.stack([item.acts for item in items])
    top = np.argsort(-acts, axis=1, kind="stable")[:, :_TOP_ACTS]
    needed, likely = np.unique(top, return_inverse=True)
    titles = [blank if item.title is None else item.title for item in items]
    title_topics = [no_topic if item.title_topic is None else item.title_topic for item in items]
    return Items(
        phrases=stepped(np.concatenate([item.phrases for item in items])),
        topics=stepped(np.concatenate([item.topics for item in items])),
        starts=np.cumsum([0, *counts[:-1]]),
        counts=np.array(counts, np.float32),
        titles=stepped(np.stack(titles)),
        title_topics=stepped(np.stack(title_topics)),
        titled=np.array([item.title is not None for item in items]),
        centres=stepped(np.stack([item.centre for item in items])),
        acts=stepped(acts),
        worded=stepped(np.stack([item.worded for item in items])),
        sure=acts.max(1),
        own=acts > _COMPETES,
        likely=likely.reshape(top.shape),
        shares=np.take_along_axis(acts, top, axis=1),
        groups=grouped(needed, space),
        asks=np.array([item.asks for item in items]),
        denies=np.array([item.denies for item in items]),
        needs_number=np.array([item.needs_number for item in items]),
        waives=np.array([item.waives is True for item in items]),
        claims=np.array([item.waives is False for item in items]),
    )


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
    """Which units say the opposite of which items, as far as denials tell: (units, items)."""
    denies, _, _, _, waives, claims = heard.signs.T[..., None]
    opposite = (waives & items.claims) | (claims & items.waives)
    found: NDArray[np.bool_] = (denies != items.denies) | opposite
    return found


def _other_act(items: Items, heard: Heard) -> NDArray[np.float32]:
    """How likely each unit is its likeliest act that isn't the item's own."""
    import numpy as np

    # Of so many of a unit's likeliest acts one at least isn't the item's: shares of over a tenth are few.
    reach = min(heard.acts.shape[1], int(1 / _COMPETES) + 1)
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
