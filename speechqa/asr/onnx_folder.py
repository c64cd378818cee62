"""Owns what a folder with an ONNX speech model holds: its kind, its files, its languages, its hash.

Known kinds are those that give word times: T-one, GigaAM, Vosk from 0.52 on (Zipformer) and NeMo's
Conformer, FastConformer and Parakeet. Folders are as their publishers lay them out for onnx-asr.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.asr.catalogue.check import fingerprint, sha256_of
from speechqa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BACKEND = "onnx_asr"
WHISPER = "faster_whisper"
# A line of codes, "ru" or "en de pl", beside the model: what it knows where nothing else says so.
LANGUAGE_FILE = "language.txt"
_MAX_CONFIG_BYTES = 1_000_000
_MAX_CARD_CHARS = 20_000
_CONFIG = "config.json"
_T_ONE = "t-one-ctc"
# Full precision first: whoever wants the smaller files carries only those over.
_PRECISIONS = ("", "int8")
# In the model's own card: nvidia/parakeet-tdt-0.6b-v3.
_PARAKEET_V3 = "bg hr cs da nl en et fi fr de el hu it lv lt mt pl pt ro sk sl es sv ru uk"
_CODE = re.compile(r"[a-z]{2,3}")
_NAMED = re.compile(r"(?<![a-z0-9])(en|ru|de|pl)(?![a-z0-9])")
_CARD = re.compile(r"^languages?:[ \t]*(?P<line>[^\n]*)\n(?P<items>(?:[ \t]*-[ \t]*[^\n]+\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of model: onnx-asr's name for it, patterns of its networks (without ".onnx") and other files.

    ``delay_ms`` is how much later than the sound it writes, where its authors say so.
    """

    name: str
    networks: tuple[str, ...]
    others: tuple[str, ...]
    languages: tuple[str, ...] = ()
    delay_ms: int = 0


@dataclass(frozen=True, slots=True)
class OnnxModel:
    """A whole model in a folder. ``precision`` is "" or "int8"; ``files`` are all it reads, sorted."""

    folder: Path
    kind: str
    precision: str
    languages: tuple[str, ...]
    files: tuple[Path, ...]
    delay_ms: int = 0

    @property
    def hash(self) -> str:
        """One SHA-256 over the names and bytes of all files; reads them whole."""
        names = {str(file.relative_to(self.folder)): sha256_of(file) for file in self.files}
        return fingerprint(names)


# Of a folder that holds several, the first whole one is taken: transducers before CTC (fewer errors in
# the publishers' figures), plain words before those with punctuation.
KINDS = (
    Kind(
        "gigaam-v2-rnnt",
        ("v?_rnnt_encoder", "v?_rnnt_decoder", "v?_rnnt_joint"),
        ("v?_vocab.txt",),
        ("ru",),
    ),
    Kind("gigaam-v2-ctc", ("v?_ctc",), ("v?_vocab.txt",), ("ru",)),
    Kind(
        "gigaam-v3-e2e-rnnt",
        ("v3_e2e_rnnt_encoder", "v3_e2e_rnnt_decoder", "v3_e2e_rnnt_joint"),
        ("v3_e2e_rnnt_vocab.txt", _CONFIG),
        ("ru",),
    ),
    Kind("gigaam-v3-e2e-ctc", ("v3_e2e_ctc",), ("v3_e2e_ctc_vocab.txt", _CONFIG), ("ru",)),
    Kind("gigaam-multilingual-ctc", ("multilingual*_ctc",), ("multilingual_vocab.txt", _CONFIG)),
    Kind("kaldi-rnnt", ("*/encoder", "*/decoder", "*/joiner"), ("*/tokens.txt",)),
    Kind("nemo-conformer-tdt", ("encoder-model", "decoder_joint-model"), ("vocab.txt", _CONFIG)),
    Kind("nemo-conformer-rnnt", ("encoder-model", "decoder_joint-model"), ("vocab.txt", _CONFIG)),
    Kind("nemo-conformer-ctc", ("model",), ("vocab.txt", _CONFIG)),
    # 0.33 s: MEAN_TIME_BIAS in its authors' own code (voicekit-team/T-one, tone/onnx_wrapper.py).
    Kind(_T_ONE, ("model",), (_CONFIG,), ("ru",), delay_ms=330),
)


def detect(folder: Path) -> str:
    """The engine whose model the folder holds: "faster_whisper" or "onnx_asr".

    A ``ModelError`` if it holds neither. Only names are looked at; ``read_folder`` looks closer.
    """
    if (folder / "model.bin").is_file():
        return WHISPER
    if next(folder.glob("*.onnx"), None) or next(folder.glob("*/*.onnx"), None):
        return BACKEND
    if (folder / "am" / "final.mdl").is_file() or (folder / "final.mdl").is_file():
        raise ModelError(
            f"{folder}: a Vosk model in Kaldi's old form; take one with .onnx files (Vosk 0.52 or newer), "
            "see docs/recognisers.md"
        )
    raise ModelError(
        f"{folder}: no speech model in it, neither model.bin (Whisper) nor .onnx files; "
        "see docs/recognisers.md"
    )


def read_folder(folder: Path) -> OnnxModel:
    """The model in the folder; a ``ModelError`` names the file that is missing or can't be used."""
    config = _config(folder)
    looked = [(kind, *_precision(folder, kind)) for kind in _possible(folder, config)]
    whole = next(((kind, precision) for kind, precision, missing in looked if not missing), None)
    if whole is None:
        begun = [entry for entry in looked if len(entry[2]) < len(entry[0].networks) + len(entry[0].others)]
        kind, _, missing = min(begun or looked, key=lambda entry: len(entry[2]))
        raise ModelError(
            f"{folder}: a file of this {kind.name} model is missing: {missing[0]}; "
            "copy the whole folder again"
        )
    kind, precision = whole
    networks = [_only(folder, _network(name, precision)) for name in kind.networks]
    files = [*networks, *_weights(networks), *(_only(folder, name) for name in kind.others)]
    if config:
        files.append(folder / _CONFIG)
    if kind.name.startswith("gigaam") and networks[0].name.startswith("v3") and not config:
        raise ModelError(
            f"{folder}: {_CONFIG} is missing, and a GigaAM v3 model can't be read rightly without it; "
            "copy it, too"
        )
    languages = _languages(folder, kind)
    return OnnxModel(folder, kind.name, precision, languages, tuple(sorted(set(files))), kind.delay_ms)


def _possible(folder: Path, config: dict[str, object]) -> tuple[Kind, ...]:
    """The kinds that a folder with this ``config.json`` may hold.

    File names tell all kinds apart but T-one from NeMo's CTC, and NeMo's two transducers.
    """
    stated = config.get("model_type")
    if isinstance(stated, str) and (stated.startswith("whisper") or stated.endswith("-aed")):
        raise ModelError(
            f"{folder}: a model of kind {stated!r} gives no word times as ONNX; take one from "
            "docs/recognisers.md (for Whisper the faster-whisper form, with model.bin)"
        )
    if "decoder_params" in config:
        return tuple(kind for kind in KINDS if kind.name == _T_ONE)
    other = "nemo-conformer-rnnt" if stated == "nemo-conformer-tdt" else "nemo-conformer-tdt"
    return tuple(kind for kind in KINDS if kind.name not in (_T_ONE, other))


def _config(folder: Path) -> dict[str, object]:
    """What ``config.json`` says, empty without one."""
    path = folder / _CONFIG
    if not path.is_file():
        return {}
    try:
        if path.stat().st_size > _MAX_CONFIG_BYTES:
            raise ModelError(f"{path}: too long for a model's configuration; copy the file again")
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: not valid JSON; copy the file again") from error
    if not isinstance(content, dict):
        raise ModelError(f"{path}: not a model's configuration; copy the file again")
    return content


def _precision(folder: Path, kind: Kind) -> tuple[str, tuple[str, ...]]:
    """The precision the kind is whole in, or the nearest, and the file patterns it lacks."""
    tried = []
    for precision in _PRECISIONS:
        wanted = [*(_network(name, precision) for name in kind.networks), *kind.others]
        tried.append((precision, tuple(name for name in wanted if not _found(folder, name))))
    return min(tried, key=lambda entry: len(entry[1]))


def _network(name: str, precision: str) -> str:
    return f"{name}?{precision}.onnx" if precision else f"{name}.onnx"


def _found(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.glob(pattern) if path.is_file())


def _only(folder: Path, pattern: str) -> Path:
    found = _found(folder, pattern)
    if len(found) != 1:
        names = " and ".join(str(path.relative_to(folder)) for path in found[:2])
        raise ModelError(f"{folder}: two models in one folder ({names}); keep one of them")
    return found[0]


def _weights(networks: Iterable[Path]) -> list[Path]:
    """The files beside a network that hold its weights when they are too big for one file."""
    beside = [network.with_name(network.name + end) for network in networks for end in (".data", "_data")]
    return [path for path in beside if path.is_file()]


def _languages(folder: Path, kind: Kind) -> tuple[str, ...]:
    """Codes of the languages the model knows, from the first source that says."""
    own = folder / LANGUAGE_FILE
    if own.is_file():
        codes = _codes(_text(own))
        if not codes:
            raise ModelError(f"{own}: holds no language code; write one such as 'ru' into it")
        return codes
    if kind.languages:
        return kind.languages
    name = folder.resolve().name.lower()
    if "parakeet" in name and "v3" in name:
        return _codes(_PARAKEET_V3)
    found = _card_codes(folder / "README.md") or tuple(dict.fromkeys(_NAMED.findall(name)))
    if not found:
        raise ModelError(
            f"{folder}: nothing says which language this model knows; "
            f"write its code, such as 'ru', into {own.name} there"
        )
    return found


def _card_codes(card: Path) -> tuple[str, ...]:
    """The languages in the head of a model card, none without one."""
    if not card.is_file():
        return ()
    head, _, _ = _text(card).removeprefix("---").partition("\n---")
    match = _CARD.search(head + "\n")
    return _codes(match["line"] + " " + match["items"]) if match else ()


def _codes(text: str) -> tuple[str, ...]:
    tokens = re.split(r"[^a-z]+", text.lower())
    return tuple(dict.fromkeys(token for token in tokens if _CODE.fullmatch(token)))


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            return stream.read(_MAX_CARD_CHARS)
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror})") from error
