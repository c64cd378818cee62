"""Owns speech models on disk: which are known, where they come from, whether their bytes are right.

Nothing here touches the network except ``get_model``.
"""

from __future__ import annotations

from speechqa.asr.catalogue.check import ModelStatus, ReadyModel, list_models, open_model, verify_model
from speechqa.asr.catalogue.entries import Catalogue, ModelEntry, ModelFile, load_catalogue, model_path
from speechqa.asr.catalogue.fetch import Fetched, get_model

__all__ = [
    "Catalogue",
    "Fetched",
    "ModelEntry",
    "ModelFile",
    "ModelStatus",
    "ReadyModel",
    "get_model",
    "list_models",
    "load_catalogue",
    "model_path",
    "open_model",
    "verify_model",
]
