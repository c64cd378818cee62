"""Owns decoding packs into utterances: batches, second looks at suspicious windows, lost pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speechqa.asr.cleaning import Utterance
from speechqa.asr.packing import Pack, energy_of, locate, pack, sound
from speechqa.records import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speechqa.asr.options import Options
    from speechqa.asr.whisper import AlignedWord, Decoded, Whisper
    from speechqa.records import Audio

# No one draws a word out longer; aligners do, over pauses.
_LONGEST_WORD_MS = 1_500
_USUAL_WORD_MS = 600


@dataclass(frozen=True, slots=True)
class Window:
    """Packs and what the encoder made of them."""

    packs: tuple[Pack, ...]
    encoded: Any

    @staticmethod
    def encode(whisper: Whisper, audio: Audio, packs: Sequence[Pack]) -> Window:
        """The packs run through the encoder as one batch."""
        sounds = [sound(audio.channels[p.channel].samples, p, audio.sample_rate) for p in packs]
        return Window(tuple(packs), whisper.encode(sounds))


def listen(  # noqa: PLR0913 - the call's parts, named by the one caller
    whisper: Whisper, audio: Audio, first: Window, rest: Sequence[Pack], *, language: str, options: Options
) -> tuple[Utterance, ...]:
    """All utterances heard in the packs, by channel and time; ``first`` is already encoded."""
    heard = _decode(whisper, audio, first, language, options)
    for start in range(0, len(rest), options.batch):
        window = Window.encode(whisper, audio, rest[start : start + options.batch])
        heard += _decode(whisper, audio, window, language, options)
    utterances = [u for packed, decoded in heard for u in _utterances(audio, packed, decoded)]
    utterances += _rescue(
        whisper, audio, [packed for packed, _ in heard], utterances, language=language, options=options
    )
    order = {channel.speaker: index for index, channel in enumerate(audio.channels)}
    return tuple(sorted((u for u in utterances if u.words), key=lambda u: (order[u.speaker], u.start_ms)))


def _decode(
    whisper: Whisper, audio: Audio, window: Window, language: str, options: Options
) -> list[tuple[Pack, Decoded]]:
    lengths = [packed.length_ms for packed in window.packs]
    results = whisper.decode(window.encoded, lengths, language, options)
    out = []
    for packed, result in zip(window.packs, results, strict=True):
        again = (
            _second_look(whisper, audio, packed, language, options) if _suspicious(result, options) else None
        )
        out.append((packed, _better(result, again, options) if again else result))
    return out


def _second_look(whisper: Whisper, audio: Audio, packed: Pack, language: str, options: Options) -> Decoded:
    window = Window.encode(whisper, audio, [packed])
    return whisper.decode(window.encoded, [packed.length_ms], language, options, careful=True)[0]


def _suspicious(decoded: Decoded, options: Options) -> bool:
    return decoded.compression > options.max_compression or decoded.avg_logprob < options.min_logprob


def _better(one: Decoded, other: Decoded, options: Options) -> Decoded:
    """The result that doesn't loop; of equals the more probable."""
    return max(one, other, key=lambda d: (d.compression <= options.max_compression, d.avg_logprob))


def _rescue(  # noqa: PLR0913 - as listen
    whisper: Whisper,
    audio: Audio,
    packs: Sequence[Pack],
    utterances: Sequence[Utterance],
    *,
    language: str,
    options: Options,
) -> list[Utterance]:
    """What is heard in pieces that came back without a word, decoded apart from the rest."""
    speakers = [channel.speaker for channel in audio.channels]
    answered = {(u.speaker, u.start_ms) for u in utterances if u.words}
    found: list[Utterance] = []
    for channel, speaker in enumerate(speakers):
        lost = [
            (piece.start_ms, piece.end_ms)
            for packed in packs
            if packed.channel == channel
            for piece in packed.pieces
            if piece.length_ms >= options.rescue_ms and (speaker, piece.start_ms) not in answered
        ]
        for packed in pack(channel, sorted(lost), limit_ms=options.pack_ms, gap_ms=options.gap_ms):
            window = Window.encode(whisper, audio, [packed])
            decoded = whisper.decode(window.encoded, [packed.length_ms], language, options)[0]
            if not _suspicious(decoded, options):
                found += _utterances(audio, packed, decoded)
    return found


def _utterances(audio: Audio, packed: Pack, decoded: Decoded) -> list[Utterance]:
    words: list[list[Word]] = [[] for _ in packed.pieces]
    energy = energy_of(
        sound(audio.channels[packed.channel].samples, packed, audio.sample_rate), audio.sample_rate
    )
    for aligned in decoded.words:
        index, word = _placed(packed, aligned, energy)
        words[index].append(word)
    return [
        Utterance(
            speaker=audio.channels[packed.channel].speaker,
            start_ms=piece.start_ms,
            end_ms=piece.end_ms,
            words=tuple(said),
            avg_logprob=decoded.avg_logprob,
            no_speech_prob=decoded.no_speech_prob,
        )
        for piece, said in zip(packed.pieces, words, strict=True)
    ]


def _placed(packed: Pack, aligned: AlignedWord, energy: Callable[[int, int], float]) -> tuple[int, Word]:
    index, start, end = locate(packed, aligned.start_ms, aligned.end_ms, energy)
    if end - start > _LONGEST_WORD_MS:
        # The pause swallowed lies before a piece's first word and after any other.
        first = start - packed.pieces[index].start_ms < _USUAL_WORD_MS
        start, end = (end - _USUAL_WORD_MS, end) if first else (start, start + _USUAL_WORD_MS)
    return index, Word(aligned.text, start, end, aligned.confidence)
