"""Owns a window: one channel's packed speech as the model gets it, and its words put back in their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speechqa.asr.cleaning import Utterance
from speechqa.asr.packing import Pack, energy_of, locate, sound
from speechqa.records import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.asr.options import Options
    from speechqa.asr.whisper import AlignedWord
    from speechqa.records import Audio

# Frames of the features last 10 ms; Whisper never sees more than 30 s.
FRAME_MS = 10
WHOLE_FRAMES = 3_000
# No one draws a word out longer; aligners do, over pauses.
_LONGEST_WORD_MS = 1_500
_USUAL_WORD_MS = 600


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A pack of ``audio``'s speech. ``frames`` is how much the encoder sees of it."""

    audio: Audio
    pack: Pack
    frames: int

    @property
    def sound(self) -> NDArray[np.float32]:
        """The packed samples."""
        return sound(self.audio.channels[self.pack.channel].samples, self.pack, self.audio.sample_rate)

    @property
    def length_ms(self) -> int:
        """How long the packed sound lasts."""
        return self.pack.length_ms


@dataclass(frozen=True, slots=True)
class Decoded:
    """What was recognised in a window: words with their times in the window.

    ``doubt`` is why none of it can be trusted, "" if it can; ``belief`` 0..1 is how far each word can.
    """

    words: tuple[AlignedWord, ...]
    avg_logprob: float
    no_speech_prob: float
    doubt: str = ""
    belief: float = 1.0


def window_of(audio: Audio, packed: Pack, options: Options) -> Window:
    """The window of a pack: no longer than its sound and a short silence, in whole steps.

    The length depends on nothing but the pack, so neighbours in a batch can't change the text.
    """
    steps = -(-(packed.length_ms + options.window_tail_ms) // options.window_step_ms)
    return Window(audio, packed, min(steps * options.window_step_ms // FRAME_MS, WHOLE_FRAMES))


def utterances(window: Window, decoded: Decoded) -> list[Utterance]:
    """What was said in each of the window's pieces, times in the part of the call; some without words."""
    packed, channel = window.pack, window.audio.channels[window.pack.channel]
    words: list[list[Word]] = [[] for _ in packed.pieces]
    energy = energy_of(window.sound, window.audio.sample_rate)
    for aligned in decoded.words:
        index, word = _placed(packed, aligned, energy)
        words[index].append(word)
    return [
        Utterance(
            speaker=channel.speaker,
            start_ms=piece.start_ms,
            end_ms=piece.end_ms,
            words=tuple(said),
            avg_logprob=decoded.avg_logprob,
            no_speech_prob=decoded.no_speech_prob,
            doubt=decoded.doubt,
            belief=decoded.belief,
        )
        for piece, said in zip(packed.pieces, words, strict=True)
    ]


def silent_pieces(found: Sequence[Utterance], *, least_ms: int) -> tuple[tuple[int, int], ...]:
    """The stretches of at least ``least_ms`` that came back without a word, in time order."""
    return tuple(
        sorted(
            (each.start_ms, each.end_ms)
            for each in found
            if not each.words and each.end_ms - each.start_ms >= least_ms
        )
    )


def _placed(packed: Pack, aligned: AlignedWord, energy: Callable[[int, int], float]) -> tuple[int, Word]:
    index, start, end = locate(packed, aligned.start_ms, aligned.end_ms, energy)
    if end - start > _LONGEST_WORD_MS:
        # The pause swallowed lies before a piece's first word and after any other.
        first = start - packed.pieces[index].start_ms < _USUAL_WORD_MS
        start, end = (end - _USUAL_WORD_MS, end) if first else (start, start + _USUAL_WORD_MS)
    return index, Word(aligned.text, start, end, aligned.confidence)
