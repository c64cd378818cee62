"""Owns a recording of any length: its facts at once, its sound in parts, in bounded memory."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from speechqa.audio.channels import seat
from speechqa.audio.cuts import next_stretch, quietest
from speechqa.audio.decode import MAX_SECONDS
from speechqa.audio.formats import SAMPLE_RATE
from speechqa.audio.lengths import against_header
from speechqa.audio.sniff import shown
from speechqa.audio.source import CHANGED, Source
from speechqa.audio.stream import length_of
from speechqa.audio.survey import Seal, Survey
from speechqa.audio.tape import Hold, Tape
from speechqa.errors import AudioError
from speechqa.records import Audio, Channel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.audio.channels import Seating
    from speechqa.audio.stream import Stream
    from speechqa.records import Speaker

MIN_PART_MS = 1000
"""Shortest part that can be asked for; a pause has to fit in."""

_HELD = 600 * SAMPLE_RATE  # longer ones are decoded again: room is set aside before the length is known


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A recording with the facts of the whole; ``parts`` gives what is to be heard.

    ``warnings``: sentences for people, what is odd about the file. ``lost_ms``: how much its header
    promises beyond what could be decoded. ``holes``: stretches (start_ms, end_ms) where silence stands for
    sound that is missing or damaged. Long recordings keep their file open: close, or use in ``with``.
    """

    speakers: tuple[Speaker, ...]
    duration_ms: int
    source_rate: int
    codec: str
    warnings: tuple[str, ...]
    lost_ms: int
    holes: tuple[tuple[int, int], ...]
    _seating: Seating
    _survey: Survey
    _source: Source
    _part: int
    _held: NDArray[np.float32] | None

    def parts(self) -> Iterator[Audio]:
        """The recording as consecutive parts, cut in pauses; times in each count from its ``start_ms``.

        ``warnings`` stand on the first, ``lost_ms`` on the last part. A recording no longer than
        one part is in memory already; a longer one is decoded now, one part at a time, and one such
        run must end before another begins. AudioError when the file changed meanwhile.
        """
        start, total = 0, self._survey.length
        for samples in self._pieces():
            end = start + samples.shape[1]
            yield Audio(
                channels=tuple(Channel(*one) for one in zip(self.speakers, samples, strict=True)),
                sample_rate=SAMPLE_RATE,
                duration_ms=_ms(end) - _ms(start),
                source_rate=self.source_rate,
                codec=self.codec,
                warnings=() if start else self.warnings,
                lost_ms=self.lost_ms if end == total else 0,
                start_ms=_ms(start),
            )
            start = end
            del samples  # else it would live while the next part grows

    def close(self) -> None:
        """Closes the file; parts that are out stay usable."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _pieces(self) -> Iterator[NDArray[np.float32]]:
        if self._held is not None:
            yield self._held
            return
        stream = self._source.stream(max_seconds=math.inf)
        try:
            yield from self._divided(stream)
        except OSError as error:
            raise AudioError(f"{self._source.name} can't be read: {error.strerror or error}") from error
        finally:
            stream.close()

    def _divided(self, stream: Stream) -> Iterator[NDArray[np.float32]]:
        """The samples in stretches; AudioError when they are not those that were surveyed."""
        left, seal = self._survey.length, Seal()
        tape = Tape(self._seating.rows, self._limit(left))
        for block in stream:
            seal.add(block)
            rest = block
            while length_of(rest):
                if tape.is_full:  # only the last part's can be: this is more than there was
                    raise self._changed()
                rest = tape.add(rest)
                if tape.is_full and left > self._part:
                    piece, tape = self._cut(tape, left)
                    left -= piece.shape[1]
                    yield piece
                    del piece
        if not seal.fits(self._survey.seal):
            raise self._changed()
        yield tape.samples

    def _limit(self, left: int) -> int:
        return left if left <= self._part else next_stretch(left, self._part)[1]

    def _cut(self, tape: Tape, left: int) -> tuple[NDArray[np.float32], Tape]:
        """The part that ends in the pause before the limit, and a tape that begins there."""
        start, _ = next_stretch(left, self._part)
        samples = tape.samples
        energies = [self._survey.energy(row) for row in self._seating.rows]
        cut = start + quietest(samples[:, start:], energies)
        following = Tape(self._seating.rows, self._limit(left - cut))
        following.carry(samples[:, cut:])
        return samples[:, :cut], following

    def _changed(self) -> AudioError:
        return AudioError(f"{self._source.name} {CHANGED}")


def open_sound(
    path: str | Path,
    *,
    channel_map: tuple[Speaker, ...] = ("agent", "customer"),
    part_ms: int = 600_000,
    max_seconds: float = MAX_SECONDS,
) -> Sound:
    """The recording with the facts of all of it; AudioError with a plain reason if there is no sound.

    ``channel_map`` names the speakers of a two-channel file, left first; one channel is "unknown",
    two equal ones are one. ``part_ms`` is the longest part given later: it bounds the memory.
    ValueError when that is under a second.
    """
    if part_ms < MIN_PART_MS:
        raise ValueError(f"part_ms must be at least {MIN_PART_MS}, not {part_ms}")
    name = os.fspath(path)
    try:
        source = Source(name)
        try:
            return _surveyed(source, channel_map, part_ms * SAMPLE_RATE // 1000, max_seconds)
        except BaseException:
            source.close()
            raise
    except OSError as error:
        raise AudioError(f"{shown(name)} can't be read: {error.strerror or error}") from error


def _surveyed(source: Source, channel_map: tuple[Speaker, ...], part: int, max_seconds: float) -> Sound:
    stream, survey, hold = source.stream(max_seconds=max_seconds), Survey(), Hold(min(part, _HELD))
    for block in stream:
        survey.add(block)
        hold.add(block)
    outcome = stream.outcome
    seating = seat(survey, outcome.channels, channel_map, source.name)
    lost_ms, odd = against_header(survey.length / SAMPLE_RATE, source.promised_seconds(outcome))
    held = hold.take(seating.rows)
    if held is not None:
        source.close()
    return Sound(
        speakers=seating.speakers,
        duration_ms=_ms(survey.length),
        source_rate=outcome.source_rate,
        codec=outcome.codec,
        warnings=(*((odd,) if odd else ()), *source.warnings, *outcome.warnings, *seating.warnings),
        lost_ms=lost_ms,
        holes=tuple((_ms(start), _ms(end)) for start, end in outcome.holes),
        _seating=seating,
        _survey=survey,
        _source=source,
        _part=part,
        _held=held,
    )


def _ms(samples: int) -> int:
    return round(samples * 1000 / SAMPLE_RATE)
