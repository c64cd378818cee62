"""What several tests of items share."""

from __future__ import annotations

from pathlib import Path

import pytest

from speechqa.meaning import Meaning, load_meaning


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    """The sentence model that comes with the program; skips where its libraries aren't installed."""
    found = load_meaning(Path(__file__).parents[3] / "models" / "meaning")
    if found is None:
        pytest.skip("needs the extra 'meaning'")
    return found
