"""Owns what a call's sense tells: its pieces' vectors, pooled by speaker and place, and one by one.

The pieces are those the comparison by sense keeps (``CallMeaning``), so a stored call is not encoded again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, get_args

from speechqa.checks.call_type.cues import group_names
from speechqa.records import CommitmentKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.checks.call_type.named import CallView, Place, Signs
    from speechqa.meaning import CallMeaning
    from speechqa.records import Speaker

    Rows = NDArray[np.float32]

# Chosen in cross-validation (docs/call-types.md): how loud the parts of a feature are beside each other.
_MEAN, _MEANT, _TOLD, _ALONE, _HEARD = 4.0, 5.0, 0.3, 1.5, 2.0
_SIGNS = 4  # of what the words tell, those that `named` knows, too
_LAST_TURNS = 4
_SIDES: tuple[Speaker, ...] = ("agent", "customer")


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """A call's pieces in the trained space, a row a piece.

    ``vectors`` (n, width) are sense and topic, ``acts`` (n, acts) square roots of chances, half by sense and
    half by words, ``told`` (n, 6) how far a statement and a question look meant, and the four signs.
    """

    vectors: Rows
    acts: Rows
    told: Rows


def known_signs(call: CallMeaning) -> dict[Place, Signs]:
    """The signs that were kept with the call's vectors, by place."""
    rows: list[list[bool]] = call.heard.signs.tolist()
    return {
        (one.first.turn, one.first.word, one.last.word + 1): (row[0], row[1], row[2], row[3])
        for one, row in zip(call.units, rows, strict=True)
    }


def sense_of(call: CallMeaning, view: CallView) -> Sense:
    """The rows of the view's pieces. Raises ``KeyError`` where the vectors are another transcript's."""
    import numpy as np

    numbers = {
        (one.first.turn, one.first.word, one.last.word + 1): number for number, one in enumerate(call.units)
    }
    which = [numbers[piece.turn, piece.first, piece.end] for piece in view.pieces]
    heard = call.heard
    vectors = np.concatenate([heard.senses[which], heard.topics[which]], axis=1)
    told = np.concatenate(
        [heard.meant[which] / _MEANT, heard.signs[which, :_SIGNS]], axis=1, dtype=np.float32
    )
    acts = (heard.acts[which] + heard.said[which]) / 2
    return Sense(vectors, np.sqrt(acts), told)


def pooled(sense: Sense, view: CallView) -> Rows:
    """The call as one vector: means and maxima of what each side says, in all and at both ends."""
    import numpy as np

    return np.concatenate([_drawn(block) for block in _blocks(sense, view)])


def pooled_parts(sense: Sense, view: CallView, weights: Rows) -> Rows:
    """What each piece adds to ``pooled(…) @ weights``, shape (n,)."""
    import numpy as np

    count = len(view.pieces)
    found = np.zeros(count)
    at = 0
    for block in _blocks(sense, view):
        width = block.rows.shape[1]
        share = weights[at : at + width]
        at += width
        if not len(block.which):
            continue
        if block.maximum:
            best = block.rows.argmax(0)
            found += np.bincount(block.which[best], block.rows[best, np.arange(width)] * share, count)
        else:
            found[block.which] += block.rows @ share * block.factor / len(block.which)
    return found.astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Rows that are pooled together; ``which`` are their pieces' numbers."""

    rows: Rows
    which: NDArray[np.int64]
    factor: float
    maximum: bool


def _drawn(block: _Block) -> Rows:
    import numpy as np

    if not len(block.which):
        return np.zeros(block.rows.shape[1], np.float32)
    found: Rows = block.rows.max(0) if block.maximum else block.rows.mean(0) * np.float32(block.factor)
    return found


def _blocks(sense: Sense, view: CallView) -> Iterator[_Block]:
    """What is pooled, in the order of the trained weights."""
    import numpy as np

    said = np.concatenate([sense.vectors, sense.acts], axis=1)
    thirds = np.array([piece.third for piece in view.pieces], "U1")
    late = np.array([piece.left < _LAST_TURNS for piece in view.pieces], bool)
    everywhere = np.ones(len(view.pieces), bool)
    for side in _SIDES:
        mine = _of_side(view, side)
        for place in (everywhere, thirds == "<", thirds == ">", late):
            which = np.flatnonzero(mine & place)
            yield _Block(said[which], which, _MEAN, maximum=False)
            yield _Block(said[which], which, 1.0, maximum=True)
        for place in (everywhere, late):
            which = np.flatnonzero(mine & place)
            yield _Block(sense.told[which], which, _MEAN * _TOLD, maximum=False)


def _of_side(view: CallView, side: Speaker) -> NDArray[np.bool_]:
    """Which pieces a side said, or may have said."""
    import numpy as np

    return np.array([piece.speaker in {side, "unknown"} for piece in view.pieces], bool)


def alone(sense: Sense, view: CallView) -> Rows:
    """A row a piece for the detectors: sense by side, signs, place, the turns around it, what is heard."""
    import numpy as np

    vectors = sense.vectors * np.float32(_ALONE)
    sides = [_of_side(view, side)[:, None].astype(np.float32) for side in _SIDES]
    places = np.array(
        [
            (
                piece.place,
                piece.third == ">",
                piece.third == "<",
                *(piece.left < turns for turns in (2, 4, 7)),
            )
            for piece in view.pieces
        ],
        np.float32,
    ).reshape(len(view.pieces), 6)
    before, after = _around(vectors, view)
    return np.concatenate(
        [
            *(vectors * side for side in sides),
            *(sense.told * side for side in sides),
            *sides,
            places,
            before,
            after,
            np.float32(_HEARD) * _heard(view),
        ],
        axis=1,
    )


@lru_cache(maxsize=1)
def heard_columns() -> dict[str, int]:
    """The last columns of ``alone``, what is heard in a piece, by name; numbered from the first of them."""
    cues = (f"cue {name}" for name in group_names())
    kinds = (f"promise {kind}{date}" for date in ("", "+date") for kind in get_args(CommitmentKind))
    return {name: number for number, name in enumerate((*cues, "date", "money", *kinds))}


def _heard(view: CallView) -> Rows:
    """1 for what is heard in each piece: groups of cues, a day, money, promises by kind, and with a day."""
    import numpy as np

    columns = heard_columns()
    found = np.zeros((len(view.pieces), len(columns)), np.float32)
    for said in view.cues:
        for number in view.of_turn[said.turn]:
            if view.pieces[number].first <= said.word < view.pieces[number].end:
                found[number, columns[f"cue {said.group}"]] = 1
    for number, piece in enumerate(view.pieces):
        found[number, columns["date"]] = piece.dated
        found[number, columns["money"]] = piece.money
    for promise, sentence in view.promises:
        if sentence is None:
            continue
        whole = view.pieces[sentence]
        for number in view.of_turn[whole.turn]:
            if whole.first <= view.pieces[number].first and view.pieces[number].end <= whole.end:
                found[number, columns[f"promise {promise.kind}"]] = 1
                if promise.due_text:
                    found[number, columns[f"promise {promise.kind}+date"]] = 1
    return found


def _around(vectors: Rows, view: CallView) -> tuple[Rows, Rows]:
    """What the turns before and after each piece mean on average; zeros where there is none."""
    import numpy as np

    turns = np.array([piece.turn for piece in view.pieces], np.int64)
    means = np.zeros((view.turns + 2, vectors.shape[1]), np.float32)
    counts = np.zeros(view.turns + 2, np.float32)
    np.add.at(means, turns + 1, vectors)
    np.add.at(counts, turns + 1, 1)
    means /= np.maximum(counts, 1)[:, None]
    return means[turns], means[turns + 2]
