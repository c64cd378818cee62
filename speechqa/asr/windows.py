"""Owns a window: one channel's packed speech as the model gets it, and its words put back in their place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.asr.cleaning import Utterance
from speechqa.asr.packing import Pack, energy_of, locate, sound
from speechqa.asr.speech import uncovered
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
# As far as the edges of a word are uncertain.
_MARGIN_MS = 300
_DIGIT_MS = 300


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A pack of ``audio``'s speech. The encoder sees ``frames`` of it, the decoder the first ``kept``."""

    audio: Audio
    pack: Pack
    frames: int
    kept: int

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

    The encoder needs more silence behind the speech than the decoder, which reads all it gets for every
    token.

    The length depends on nothing but the pack, so neighbours in a batch can't change the text.
    """
    steps = -(-(packed.length_ms + options.window_tail_ms) // options.window_step_ms)
    frames = min(steps * options.window_step_ms // FRAME_MS, WHOLE_FRAMES)
    silence = max(options.window_tail_ms - options.decoder_tail_ms, 0) // FRAME_MS
    return Window(audio, packed, frames, frames if frames == WHOLE_FRAMES else frames - silence)


def whole(window: Window) -> Window:
    """The same pack in a window of the length that Whisper was trained on."""
    return replace(window, frames=WHOLE_FRAMES, kept=WHOLE_FRAMES)


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


def silent_stretches(
    found: Sequence[Utterance], *, least_ms: int, between_ms: int
) -> tuple[tuple[int, int], ...]:
    """Pieces of at least ``least_ms`` that came back without a word, and gaps between words, in time order.

    A decoder can lose a whole sentence of what it writes down; a gap of ``between_ms`` tells that.
    """
    return tuple(
        sorted(
            stretch
            for each in found
            for stretch in uncovered(
                [(each.start_ms, each.end_ms)],
                sorted(map(_spoken, each.words)),
                margin_ms=_MARGIN_MS if each.words else 0,
                least_ms=between_ms if each.words else least_ms,
            )
        )
    )


def _spoken(word: Word) -> tuple[int, int]:
    """Where a word may sound: the times of a number cover a part of it, as "960141" is six words."""
    more = _DIGIT_MS * sum(letter.isdigit() for letter in word.text)
    return word.start_ms - more, word.end_ms + more


def _placed(packed: Pack, aligned: AlignedWord, energy: Callable[[int, int], float]) -> tuple[int, Word]:
    index, start, end = locate(packed, aligned.start_ms, aligned.end_ms, energy)
    if end - start > _LONGEST_WORD_MS:
        # The pause swallowed lies before a piece's first word and after any other.
        first = start - packed.pieces[index].start_ms < _USUAL_WORD_MS
        start, end = (end - _USUAL_WORD_MS, end) if first else (start, start + _USUAL_WORD_MS)
    return index, Word(aligned.text, start, end, aligned.confidence)
