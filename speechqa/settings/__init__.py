"""Owns the settings: options, environment and ``speechqa.toml`` become one ``Settings``.

Precedence: command-line option, then ``SPEECHQA_<NAME>`` in the environment, then the
file (``--config``, else ``speechqa.toml`` in the current folder), then the default.
Nothing else in speechqa reads the environment. Starter data (scripts, word lists, topics, model
catalogue) is looked for in the current folder first, then in the packaged copy.
"""

from __future__ import annotations

import difflib
import importlib.util
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from speechqa.errors import SettingsError
from speechqa.settings.parsers import BLAME_WISH, PARSERS, SECOND_LOOK_S, SHIPPED

Device = Literal["auto", "cpu", "cuda"]

_MAX_CONFIG_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a command may be told. Paths are as given, not yet checked for existence.

    ``store`` is a file or a database URL. ``language`` "" means: detect among ``languages``.
    ``channels`` names the speaker of each channel of a two-channel recording, left first.
    ``queue_languages`` are pairs of a queue's name and its language. ``workers`` 0 is as many processes
    as suit the machine; ``threads`` is for each of them, 0 shares the cores among them. ``exact``
    takes the plain sequential engine. ``second_look`` is how many seconds of work a call may get to look for
    phrases in its sound that its words lack, 0 for none. ``entailment`` is the folder of a user's own model
    for what the comparison by sense leaves open. ``calibration`` is a file, or a folder of them,
    None for the rules' own confidence; ``wrong_at_most`` are pairs of a verdict and the share of it that
    may be wrong. ``redact`` takes personal data out of all that is written or shown.
    """

    store: str = "speechqa.sqlite"
    out: Path = Path("out")
    scripts: Path = Path("scripts_library")
    stopwords: Path = Path("stopwords")
    topics: Path = Path("topics")
    models: Path = Path("models")
    catalogue: Path = Path("models/catalogue.toml")
    meaning: Path = Path("models/meaning")
    call_type_model: Path = Path("models/call_type")
    model: str = "base"
    device: Device = "auto"
    language: str = ""
    languages: tuple[str, ...] = ("en", "ru", "de", "pl")
    script: str = ""
    queue_languages: tuple[tuple[str, str], ...] = ()
    workers: int = 0
    threads: int = 0
    exact: bool = False
    second_look: float = SECOND_LOOK_S
    channels: tuple[Literal["agent", "customer"], Literal["agent", "customer"]] = ("agent", "customer")
    name_pattern: str = ""
    cdr: Path | None = None
    roster: Path | None = None
    phone_region: str = ""
    settle_s: float = 0.0
    entailment: Path | None = None
    calibration: Path | None = None
    wrong_at_most: tuple[tuple[Literal["met", "not_met"], float], ...] = ()
    redact: bool = False


def load(
    *,
    options: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    config: Path | None = None,
    cwd: Path | None = None,
) -> Settings:
    """Settings from options, environment, file and defaults, in that order of precedence.

    ``options`` holds only what was given (None values are ignored). Raises ``SettingsError``
    naming the source and the field.
    """
    env = os.environ if environ is None else environ
    folder = _current_folder() if cwd is None else cwd
    merged: dict[str, object] = dict(_defaults(env, folder))
    for source, values in (_from_file(config, folder), _from_environment(env)):
        merged.update(_parsed(values, source=source))
    given = {name: value for name, value in (options or {}).items() if value is not None}
    merged.update(_parsed(given, source="option"))
    if merged["calibration"] == SHIPPED:
        merged["calibration"] = starter_data("models/calibration", folder)
    if merged["calibration"] is not None:
        merged.setdefault("wrong_at_most", BLAME_WISH)
    return Settings(**merged)  # type: ignore[arg-type]  # each value went through its field's parser


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise SettingsError(
            f"the current folder can't be used ({error.strerror}); change to another folder and try again"
        ) from error


def _defaults(env: Mapping[str, str], folder: Path) -> dict[str, object]:
    cache = Path(env.get("XDG_CACHE_HOME") or Path(env.get("HOME", str(Path.home()))) / ".cache")
    return {
        "scripts": starter_data("scripts_library", folder),
        "stopwords": starter_data("stopwords", folder),
        "topics": starter_data("topics", folder),
        "catalogue": starter_data("models/catalogue.toml", folder),
        "meaning": starter_data("models/meaning", folder),
        "call_type_model": starter_data("models/call_type", folder),
        "models": cache / "speechqa" / "models",
        "calibration": SHIPPED,
    }


def starter_data(name: str, folder: Path) -> Path:
    """Where the starter data ``name`` is: in ``folder`` if there, else the packaged copy.

    Where neither exists the path in ``folder`` comes back, so that the room that opens
    it can say what is missing.
    """
    local = folder / name
    if local.exists():
        # Shown to people and kept in summaries: the short relative form reads better.
        return Path(name) if folder == Path.cwd() else local
    spec = importlib.util.find_spec("speechqa_data")
    for root in (spec.submodule_search_locations or []) if spec else []:
        packaged = Path(root) / name
        if packaged.exists():
            return packaged
    return local


def _from_file(config: Path | None, folder: Path) -> tuple[str, dict[str, object]]:
    path = config or folder / "speechqa.toml"
    if config is None and not path.exists():
        return str(path), {}
    try:
        if path.stat().st_size > _MAX_CONFIG_BYTES:
            raise SettingsError(f"{path}: larger than {_MAX_CONFIG_BYTES} bytes; is this the right file?")
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: can't be read ({error.strerror}); check --config") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not valid TOML: {error}") from error
    return str(path), content


def _from_environment(env: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    found = {name: env[f"SPEECHQA_{name.upper()}"] for name in PARSERS if env.get(f"SPEECHQA_{name.upper()}")}
    return "environment SPEECHQA_", dict(found)


def _parsed(values: Mapping[str, object], *, source: str) -> dict[str, object]:
    parsed: dict[str, object] = {}
    for name, value in values.items():
        parser = PARSERS.get(name)
        if parser is None:
            raise SettingsError(f"{source}: unknown setting '{name}'{_did_you_mean(name)}")
        try:
            parsed[name] = parser(value)
        except (TypeError, ValueError) as error:
            raise SettingsError(f"{source}: {name} = {value!r}: {error}") from error
    return parsed


def _did_you_mean(name: str) -> str:
    close = difflib.get_close_matches(name, PARSERS, n=1)
    return f"; did you mean '{close[0]}'?" if close else f"; known: {', '.join(sorted(PARSERS))}"


def locale(environ: Mapping[str, str] | None = None) -> str:
    """The locale's name, such as ``de_DE.UTF-8``, by POSIX precedence; "" when unset."""
    env = os.environ if environ is None else environ
    return next((env[name] for name in ("LC_ALL", "LC_NUMERIC", "LANG") if env.get(name)), "")
