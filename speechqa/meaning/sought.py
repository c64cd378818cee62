"""Owns an item's side of the comparison: its phrases in the trained space, its acts, and what it wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.meaning.exact import stepped
from speechqa.meaning.exemplars import Groups, grouped
from speechqa.meaning.placing import likely_acts, unit
from speechqa.meaning.space import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.meaning.placing import Placed
    from speechqa.meaning.space import Space

COMPETES = 0.1  # share of an item's acts from which on an act is the item's own
_TOP_ACTS = 3
# An item's phrases are few and short: its act is less sure than the distances say.
_ITEM_WARMTH = 0.3
# What was said is compared by words with an item's acts by sense, and so much of them by its own words.
_BY_WORDS = 0.5


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
    affirms: bool
    needs_number: bool
    waives: bool | None


def seek(  # noqa: PLR0913 - what is known of an item
    phrases: Placed,
    title: Placed | None,
    space: Space,
    *,
    kinds: tuple[str, ...],
    by_words: NDArray[np.floating],
    asks: bool,
    denies: bool,
    affirms: bool = True,
    needs_number: bool,
    waives: bool | None = None,
) -> Sought:
    """The item's side, worked out once for all calls; ``kinds`` are the acts it may be.

    ``by_words`` (phrases, classes) are the phrases' chances by words: a title names an act in other ones.
    ``denies``: some phrase is a denial, ``affirms``: some is none. ``waives``: it says that something is free
    (True), so that who names a charge says the opposite, or names a charge or a duty (False), so that who
    waives it does; None: neither.
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
        asks=asks or bool(acts[space.kinds == KINDS.index("asks")].sum() > COMPETES * 5),
        denies=denies,
        affirms=affirms,
        needs_number=needs_number,
        waives=waives,
    )


def _among(chances: NDArray[np.floating], allowed: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The chances of the acts that are ``allowed``, 1 together."""
    import numpy as np

    found = np.where(allowed, chances, 0) + 1e-12 * allowed
    return np.asarray(found / found.sum(), np.float32)


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
    affirms: NDArray[np.bool_]
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
        own=acts > COMPETES,
        likely=likely.reshape(top.shape),
        shares=np.take_along_axis(acts, top, axis=1),
        groups=grouped(needed, space),
        asks=np.array([item.asks for item in items]),
        denies=np.array([item.denies for item in items]),
        affirms=np.array([item.affirms for item in items]),
        needs_number=np.array([item.needs_number for item in items]),
        waives=np.array([item.waives is True for item in items]),
        claims=np.array([item.waives is False for item in items]),
    )
