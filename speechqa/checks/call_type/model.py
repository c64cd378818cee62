"""Owns the trained classifier as it lies on disk: ``model.npz`` and the card that describes it.

``models/call_type`` is made by ``benchmarks/call_types.py`` from the corpus beside it; a folder of the user's
own by ``speechqa classify train``.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast, get_args

from speechqa.checks.call_type.cues import group_names
from speechqa.errors import SettingsError
from speechqa.records import CallType, Outcome, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float32]

MODEL_FILE, CARD_FILE = "model.npz", "card.json"
LAYOUT = 3  # goes up when features change: an older model's weights would mean something else
TYPES: tuple[CallType, ...] = get_args(CallType)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
STAGES: tuple[Stage, ...] = get_args(Stage)
HEADS = ("call_type", "outcome", "stage")
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """Detectors that look at each piece: ``weights`` (width, detectors), ``bias``; what each says of the
    classes by its strongest pieces (``strongest``) and by its mean (``mean``), both (detectors, classes).
    """

    weights: Rows
    bias: Rows
    strongest: Rows
    mean: Rows


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One way to judge: by words alone, or by sense. Classes are labels, outcomes and stages side by side.

    ``names`` gives each named feature its row of ``weights`` (features, classes). ``temperatures`` has one
    for each of ``HEADS``. ``pooled`` and ``net`` are None where words alone judge.
    """

    names: Mapping[str, int]
    weights: Rows
    bias: Rows
    temperatures: tuple[float, float, float]
    pooled: Rows | None = None
    net: Net | None = None

    def knows(self, language: str) -> bool:
        """Whether calls in a language (its code) were among those it was trained on."""
        return f"dir:inbound {language}" in self.names or f"dir:outbound {language}" in self.names


@dataclass(frozen=True, slots=True, eq=False)
class CallTypeModel:
    """The classifier. ``parents`` has the call type of each label.

    Below the confidence ``unsure`` a call type isn't believed, below ``review`` a person should look.
    ``sense`` was trained on the vectors that ``meaning`` names; None where there were none. ``digest``
    changes whenever an answer could.
    """

    labels: tuple[str, ...]
    parents: tuple[CallType, ...]
    words: Side
    sense: Side | None
    meaning: str
    unsure: float
    review: float
    digest: str

    @property
    def heads(self) -> tuple[slice, slice, slice]:
        """Which classes belong to each of ``HEADS``."""
        first, second = len(self.labels), len(self.labels) + len(OUTCOMES)
        return slice(0, first), slice(first, second), slice(second, second + len(STAGES))


def load_model(folder: Path) -> CallTypeModel:
    """The classifier in ``folder``. Raises ``SettingsError`` when it is missing, damaged or outdated."""
    import numpy as np

    path = folder / MODEL_FILE
    restore = "restore models/call_type, or train again with `speechqa classify train`"
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SettingsError(f"{path}: larger than {_MOST_BYTES} bytes; {restore}")
        content, described = path.read_bytes(), (folder / CARD_FILE).read_bytes()
        card = json.loads(described)
        if card["layout"] != LAYOUT or card["cue_groups"] != list(group_names()):
            raise SettingsError(f"{path}: was trained for another version of speechqa; train it again")
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            model = _model(arrays, card, hashlib.sha256(described).hexdigest())
    except OSError as error:
        raise SettingsError(f"{path}: can't be read ({error.strerror}); {restore}") from error
    except (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise SettingsError(f"{path}: can't be used ({error}); {restore}") from error
    if card["sha256"] != hashlib.sha256(content).hexdigest():
        raise SettingsError(f"{path}: is not the one {CARD_FILE} describes; {restore}")
    return model


def to_files(model: CallTypeModel, card: Mapping[str, object]) -> dict[str, bytes]:
    """The model's two files; the same model and card always give the same bytes."""
    arrays: dict[str, NDArray[Any]] = _arrays("words", model.words)
    if model.sense is not None:
        arrays |= _arrays("sense", model.sense)
    content = _npz(arrays)
    full = {
        **card,
        "layout": LAYOUT,
        "cue_groups": list(group_names()),
        "labels": list(model.labels),
        "parents": list(model.parents),
        "meaning": model.meaning,
        "unsure": model.unsure,
        "review": model.review,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    text = json.dumps(full, ensure_ascii=False, indent=1) + "\n"
    return {MODEL_FILE: content, CARD_FILE: text.encode("utf-8")}


def _npz(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """As ``numpy.savez_compressed``, with one date for all entries."""
    import numpy as np

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            entry = io.BytesIO()
            np.lib.format.write_array(entry, arrays[name], allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), entry.getvalue(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _arrays(side: str, values: Side) -> dict[str, NDArray[Any]]:
    import numpy as np

    names = sorted(values.names, key=values.names.__getitem__)
    found: dict[str, NDArray[Any]] = {
        "names": np.frombuffer("\n".join(names).encode("utf-8"), np.uint8),
        "weights": values.weights.astype(np.float16),
        "bias": values.bias,
        "temperatures": np.array(values.temperatures, np.float32),
    }
    if values.pooled is not None and values.net is not None:
        net = values.net
        found |= {
            "pooled": values.pooled.astype(np.float16),
            "net_weights": net.weights.astype(np.float16),
            "net_bias": net.bias,
            "net_strongest": net.strongest,
            "net_mean": net.mean,
        }
    return {f"{side}_{name}": array for name, array in found.items()}


def _model(arrays: Mapping[str, NDArray[Any]], card: Mapping[str, Any], digest: str) -> CallTypeModel:
    labels, parents = tuple(map(str, card["labels"])), tuple(card["parents"])
    if len(labels) != len(parents) or not set(parents) <= set(TYPES) or not set(TYPES) <= set(labels):
        raise ValueError("its labels and their call types don't fit together")
    classes = len(labels) + len(OUTCOMES) + len(STAGES)
    return CallTypeModel(
        labels=labels,
        parents=cast("tuple[CallType, ...]", parents),
        words=_side(arrays, "words", classes),
        sense=_side(arrays, "sense", classes) if "sense_weights" in arrays else None,
        meaning=str(card["meaning"]),
        unsure=float(card["unsure"]),
        review=float(card["review"]),
        digest=digest,
    )


def _side(arrays: Mapping[str, NDArray[Any]], side: str, classes: int) -> Side:
    import numpy as np

    def read(name: str) -> Rows:
        found: Rows = np.asarray(arrays[f"{side}_{name}"], np.float32)
        if not np.isfinite(found).all():
            raise ValueError(f"{side}_{name} holds what is no number")
        return found

    names = bytes(arrays[f"{side}_names"]).decode("utf-8").split("\n")
    weights, temperatures = read("weights"), read("temperatures").tolist()
    if weights.shape != (len(names), classes) or len(temperatures) != len(HEADS) or min(temperatures) <= 0:
        raise ValueError(f"{side}_weights have another shape than the names and classes")
    net = None
    if f"{side}_net_weights" in arrays:
        net = Net(read("net_weights"), read("net_bias"), read("net_strongest"), read("net_mean"))
    return Side(
        names={name: number for number, name in enumerate(names)},
        weights=weights,
        bias=read("bias"),
        temperatures=(temperatures[0], temperatures[1], temperatures[2]),
        pooled=read("pooled") if net else None,
        net=net,
    )
