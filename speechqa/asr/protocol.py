"""Owns what every recogniser promises, whatever engine is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from speechqa.errors import CallError
from speechqa.records import Direction, Speaker, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEFAULT_LANGUAGES = ("en", "ru", "de", "pl")

# A transcript, or why there is none.
Heard = Transcript | CallError


@dataclass(frozen=True, slots=True)
class Job:
    """One recording to transcribe.

    ``channels`` names the speakers of a two-channel file, left first. ``language`` "" is detected among
    ``languages``. ``direction`` helps to tell who is the agent where the channels don't.
    """

    path: str
    channels: tuple[Speaker, ...] = ("agent", "customer")
    language: str = ""
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    direction: Direction | Literal[""] = ""


class Transcriber(Protocol):
    """Turns recordings into transcripts; same file and options, same transcript.

    ``backend``, ``model``, ``model_hash`` and ``options_hash`` (with what the job asks for) say
    what a transcript depends on: never on the other jobs, the number of threads or the order.
    """

    @property
    def backend(self) -> str: ...  # noqa: D102 - described above
    @property
    def model(self) -> str: ...  # noqa: D102 - described above
    @property
    def model_hash(self) -> str: ...  # noqa: D102 - described above
    @property
    def options_hash(self) -> str: ...  # noqa: D102 - described above

    def transcribe(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Heard]]:
        """Each job with its transcript, or with the error that says why there is none.

        Jobs are drawn as they are needed, and come back in their order. Raises ``SetupError``
        when the recogniser itself can't be used.
        """
        ...
