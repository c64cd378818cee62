"""Owns the sound of the page: recordings as they are where browsers play them, else copies."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa import audio
from speechqa.export.html.names import page_name

if TYPE_CHECKING:
    from speechqa.records import Recording

_MOST_COPIES = 40  # an hour of stereo is 22 MB


class Sounds:
    """Copies in a private folder that is gone when the program ends. May be used by several threads."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="speechqa-review-")
        self._lock = threading.Lock()
        self._made: dict[str, Path] = {}

    def close(self) -> None:
        """Nothing; the copies are gone."""
        self._folder.cleanup()

    def playable(self, recording: Recording) -> tuple[Path, str]:
        """(file, media type). Raises ``AudioError`` or ``OSError`` when it can't be played."""
        media = audio.browser_type(recording.path)
        if media:
            return Path(recording.path), media
        # One at a time: copying takes a core, and the same call may be asked for twice.
        with self._lock:
            known = self._made.get(recording.content_hash)
            if known is not None:
                return known, "audio/ogg"
            target = Path(self._folder.name) / f"{page_name(recording.content_hash)}.opus"
            audio.write_opus(recording.path, target)
            self._made[recording.content_hash] = target
            while len(self._made) > _MOST_COPIES:
                self._made.pop(next(iter(self._made))).unlink(missing_ok=True)
            return target, "audio/ogg"
