from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def enc():
    """The module with the builders of encoded files."""
    spec = importlib.util.spec_from_file_location("audio_encode", Path(__file__).with_name("encode.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
