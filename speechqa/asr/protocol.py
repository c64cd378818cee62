"""Owns what every recogniser promises, whatever engine is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speechqa.records import Audio, Transcript

DEFAULT_LANGUAGES = ("en", "ru", "de", "pl")


class Transcriber(Protocol):
    """Turns decoded audio into a transcript; same audio and options, same transcript.

    ``backend``, ``model``, ``model_hash`` and ``options_hash`` (with the ``language`` and
    ``languages`` asked for) say what the transcript depends on. ``warnings`` are sentences
    for people about how the engine was set up.
    """

    @property
    def backend(self) -> str: ...  # noqa: D102 - described above
    @property
    def model(self) -> str: ...  # noqa: D102 - described above
    @property
    def model_hash(self) -> str: ...  # noqa: D102 - described above
    @property
    def options_hash(self) -> str: ...  # noqa: D102 - described above
    @property
    def warnings(self) -> tuple[str, ...]: ...  # noqa: D102 - described above

    def transcribe(
        self, audio: Audio, *, language: str = "", languages: Sequence[str] = DEFAULT_LANGUAGES
    ) -> Transcript:
        """The transcript; ``language`` "" is detected among ``languages``.

        Raises ``RecognitionError``.
        """
        ...
