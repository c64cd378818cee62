"""Owns the settings: options, environment and ``speechqa.toml`` become one ``Settings``.

Precedence: command-line option, then ``SPEECHQA_<NAME>`` in the environment, then the
file (``--config``, else ``speechqa.toml`` in the current folder), then the default.
Nothing else in speechqa reads the environment. Starter data (scripts, word lists, model
catalogue) is looked for in the current folder first, then in the packaged copy.
"""

from __future__ import annotations

import difflib
import importlib.util
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from speechqa.errors import SettingsError

Device = Literal["auto", "cpu", "cuda"]

_MAX_CONFIG_BYTES = 1_000_000
_REGION = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a command may be told. Paths are as given, not yet checked for existence.

    ``store`` is a file or a database URL. ``language`` "" means: detect among ``languages``.
    ``channels`` names the speaker of each channel of a two-channel recording, left first.
    ``queue_languages`` are pairs of a queue's name and its language. ``workers`` 0 is as many processes
    as suit the machine; ``threads`` is for each of them, 0 shares the cores among them. ``exact``
    takes the plain sequential engine.
    """

    store: str = "speechqa.sqlite"
    out: Path = Path("out")
    scripts: Path = Path("scripts_library")
    stopwords: Path = Path("stopwords")
    models: Path = Path("models")
    catalogue: Path = Path("models/catalogue.toml")
    model: str = "base"
    device: Device = "auto"
    language: str = ""
    languages: tuple[str, ...] = ("en", "ru", "de", "pl")
    script: str = ""
    queue_languages: tuple[tuple[str, str], ...] = ()
    workers: int = 0
    threads: int = 0
    exact: bool = False
    channels: tuple[Literal["agent", "customer"], Literal["agent", "customer"]] = ("agent", "customer")
    name_pattern: str = ""
    cdr: Path | None = None
    roster: Path | None = None
    phone_region: str = ""
    settle_s: float = 0.0


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
        "catalogue": starter_data("models/catalogue.toml", folder),
        "models": cache / "speechqa" / "models",
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
    found = {
        name: env[f"SPEECHQA_{name.upper()}"] for name in _PARSERS if env.get(f"SPEECHQA_{name.upper()}")
    }
    return "environment SPEECHQA_", dict(found)


def _parsed(values: Mapping[str, object], *, source: str) -> dict[str, object]:
    parsed: dict[str, object] = {}
    for name, value in values.items():
        parser = _PARSERS.get(name)
        if parser is None:
            raise SettingsError(f"{source}: unknown setting '{name}'{_did_you_mean(name)}")
        try:
            parsed[name] = parser(value)
        except (TypeError, ValueError) as error:
            raise SettingsError(f"{source}: {name} = {value!r}: {error}") from error
    return parsed


def _did_you_mean(name: str) -> str:
    close = difflib.get_close_matches(name, _PARSERS, n=1)
    return f"; did you mean '{close[0]}'?" if close else f"; known: {', '.join(sorted(_PARSERS))}"


def _text(value: object) -> str:
    if not isinstance(value, str | os.PathLike) or not str(value).strip():
        raise ValueError("must be a text that is not empty")
    return str(value)


def _path(value: object) -> Path:
    return Path(_text(value)).expanduser()


def _device(value: object) -> str:
    if value not in {"auto", "cpu", "cuda"}:
        raise ValueError("must be auto, cpu or cuda")
    return str(value)


def _language(value: object) -> str:
    code = _text(value).strip().lower()
    if code == "auto":
        return ""
    if not _LANGUAGE.fullmatch(code):
        raise ValueError("must be a language code such as en, ru, de or pl, or auto")
    return code


def _region(value: object) -> str:
    code = _text(value).strip().upper()
    if not _REGION.fullmatch(code):
        raise ValueError("must be a country's two letters, such as DE")
    return code


def _languages(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not parts:
        raise ValueError("must list language codes, such as en,ru")
    codes = tuple(dict.fromkeys(_language(part) for part in parts))
    if "" in codes:
        raise ValueError("'auto' can't stand in a list of languages")
    return codes


def _count(*, least: int, most: int) -> Callable[[object], int]:
    def parse(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise TypeError(f"must be a whole number from {least} to {most}")
        try:
            number = int(value)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return number

    return parse


def _workers(value: object) -> int:
    return 0 if value == "auto" else _count(least=1, most=256)(value)


def _yes_no(value: object) -> bool:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in known:
        raise ValueError("must be true or false")
    return known[value.lower()]


def _queue_languages(value: object) -> tuple[tuple[str, str], ...]:
    if isinstance(value, str):
        pairs = [part.partition("=")[::2] for part in value.split(",")]
    elif isinstance(value, dict):
        pairs = list(value.items())
    else:
        raise TypeError('must give each queue its language, such as {sales = "en", support-ru = "ru"}')
    return tuple((_text(queue).strip(), _language(language)) for queue, language in pairs)


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError("must be a number of seconds")
    number = float(value)
    if not 0 <= number <= 86_400:  # noqa: PLR2004  # a day
        raise ValueError("must be between 0 and 86400 seconds")
    return number


def _channels(value: object) -> tuple[str, str]:
    sides = {"agent=left": ("agent", "customer"), "agent=right": ("customer", "agent")}
    if value not in sides:
        raise ValueError("must be agent=left or agent=right")
    return sides[str(value)]


_PARSERS: dict[str, Callable[[object], object]] = {
    "store": _text,
    "out": _path,
    "scripts": _path,
    "stopwords": _path,
    "models": _path,
    "catalogue": _path,
    "model": _text,
    "device": _device,
    "language": _language,
    "languages": _languages,
    "script": _text,
    "queue_languages": _queue_languages,
    "workers": _workers,
    "threads": _count(least=0, most=1024),
    "exact": _yes_no,
    "channels": _channels,
    "name_pattern": _text,
    "cdr": _path,
    "roster": _path,
    "phone_region": _region,
    "settle_s": _seconds,
}


def locale(environ: Mapping[str, str] | None = None) -> str:
    """The locale's name, such as ``de_DE.UTF-8``, by POSIX precedence; "" when unset."""
    env = os.environ if environ is None else environ
    return next((env[name] for name in ("LC_ALL", "LC_NUMERIC", "LANG") if env.get(name)), "")
