"""Owns how windows become words: decoded in batches, looked at again where that failed, doubt made explicit.

Nothing is sampled, and each window is judged by itself: batches only make it faster. Where Whisper's
authors raise the temperature after a failure (Radford et al. 2022, 4.5), a search that forbids
repetitions takes its place, because sampled words would differ from run to run.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.asr import trust
from speechqa.asr.cleaning import normal
from speechqa.asr.packing import Pack, pack
from speechqa.asr.whisper import GpuMemoryError, Search, Text
from speechqa.asr.windows import FRAME_MS, WHOLE_FRAMES, Decoded, Window, window_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from concurrent.futures import Executor

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.asr.options import Options
    from speechqa.asr.whisper import AlignedWord, Whisper

# Room for short windows, on top of the tokens a second of speech can have.
_SPARE_TOKENS = 30
# A second decoding hears pieces further apart, among fewer neighbours.
_OTHER_GAP_MS = 600
# A second decoding hears a piece without neighbours this much later: other frames.
_SHIFT_MS = 400


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A window with the language it is decoded in, and its encoding where there is one already."""

    window: Window
    language: str
    encoding: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A window's text at some stage. ``belief`` in its language is None where nobody asked."""

    text: Text
    words: tuple[AlignedWord, ...]
    belief: float | None = None
    agreement: float | None = None


def decode_windows(
    whisper: Whisper, said: Sequence[Said], options: Options, lanes: Executor
) -> list[Decoded]:
    """What was said in each window, in their order."""
    drafts: list[_Draft | None] = [None] * len(said)
    batches = _batches(said, whisper.batch)
    for batch, made in zip(
        batches,
        lanes.map(lambda batch: _fitting(whisper, [said[i] for i in batch], options), batches),
        strict=True,
    ):
        for index, draft in zip(batch, made, strict=True):
            drafts[index] = draft
    first = [draft for draft in drafts if draft is not None]
    beliefs = _channel_beliefs(said, first)
    settled = lanes.map(
        lambda each: _settled(whisper, each[0], each[1], beliefs, options), zip(said, first, strict=True)
    )
    return [_decoded(each, draft, beliefs) for each, draft in zip(said, settled, strict=True)]


def encode(whisper: Whisper, windows: Sequence[Window]) -> list[NDArray[np.float32]]:
    """The encodings of windows of one length."""
    return whisper.encode([window.sound for window in windows], windows[0].frames)


def _batches(said: Sequence[Said], size: int) -> list[tuple[int, ...]]:
    """Indices of windows of one length, the longest first: short tasks fill the gaps at the end."""
    by_frames: dict[int, list[int]] = defaultdict(list)
    for index, each in enumerate(said):
        by_frames[each.window.frames].append(index)
    return [
        tuple(group[start : start + size])
        for _, group in sorted(by_frames.items(), reverse=True)
        for start in range(0, len(group), size)
    ]


def _fitting(whisper: Whisper, batch: Sequence[Said], options: Options) -> list[_Draft]:
    """As ``_first``; where the GPU's memory runs out in smaller batches, in the end on the CPU."""
    try:
        return _first(whisper, batch, options)
    except GpuMemoryError:
        if len(batch) == 1:
            whisper.move_to_cpu()
            return _first(whisper, batch, options)
    half = len(batch) // 2
    return [*_fitting(whisper, batch[:half], options), *_fitting(whisper, batch[half:], options)]


def _first(whisper: Whisper, batch: Sequence[Said], options: Options) -> list[_Draft]:
    """What the model writes, and its belief in the language where it was not sure."""
    encodings = _encodings(whisper, batch)
    languages = [each.language for each in batch]
    limit = _token_limit(batch[0].window.frames, options)
    texts = whisper.decode(encodings, languages, Search(options.beam_size), max_tokens=limit)
    unsure = [index for index, text in enumerate(texts) if text.avg_logprob < options.sure_logprob]
    beliefs: dict[int, float] = {}
    if unsure and whisper.multilingual:
        heard = zip(unsure, whisper.detect([encodings[i] for i in unsure]), strict=True)
        beliefs = {index: belief.get(languages[index], 0.0) for index, belief in heard}
    return [
        _Draft(text, _aligned(whisper, each, encoding, text, options), beliefs.get(index))
        for index, (each, encoding, text) in enumerate(zip(batch, encodings, texts, strict=True))
    ]


def _encodings(whisper: Whisper, batch: Sequence[Said]) -> list[NDArray[np.float32]]:
    missing = [each.window for each in batch if each.encoding is None]
    made = iter(encode(whisper, missing) if missing else ())
    return [next(made) if each.encoding is None else each.encoding for each in batch]


def _aligned(
    whisper: Whisper, said: Said, encoding: NDArray[np.float32], text: Text, options: Options
) -> tuple[AlignedWord, ...]:
    if _is_suspicious(said.window, text, options):
        return ()  # another text will take its place
    return whisper.align(encoding, text, said.language, said.window.length_ms)


def _settled(
    whisper: Whisper, said: Said, draft: _Draft, beliefs: Mapping[tuple[int, int], float], options: Options
) -> _Draft:
    """The draft, or a better one: redone in a whole window if it loops, heard twice if it is doubtful."""
    if _is_suspicious(said.window, draft.text, options):
        return _redone(whisper, said, draft, options)
    if trust.needs_second_hearing(_hearing(said, draft, beliefs)):
        return replace(draft, agreement=_agreement(whisper, said, draft, options))
    return draft


def _redone(whisper: Whisper, said: Said, draft: _Draft, options: Options) -> _Draft:
    whole = replace(said.window, frames=WHOLE_FRAMES)
    (encoding,) = encode(whisper, [whole])
    search = Search(options.beam_size, careful=True)
    limit = _token_limit(WHOLE_FRAMES, options)
    (text,) = whisper.decode([encoding], [said.language], search, max_tokens=limit)
    better = max(
        draft.text, text, key=lambda each: (each.compression <= options.max_compression, each.avg_logprob)
    )
    words = whisper.align(encoding, better, said.language, whole.length_ms)
    return replace(draft, text=better, words=words)


def _agreement(whisper: Whisper, said: Said, draft: _Draft, options: Options) -> float:
    """How many words a second, quick decoding shares that hears each piece among other neighbours."""
    written: list[str] = []
    for packed in _otherwise(said.window.pack, options):
        window = window_of(said.window.audio, packed, options)
        (encoding,) = encode(whisper, [window])
        limit = _token_limit(window.frames, options)
        (text,) = whisper.decode([encoding], [said.language], Search(1), max_tokens=limit)
        written += _words(text)
    return trust.agreement(_words(draft.text), written)


def _otherwise(packed: Pack, options: Options) -> list[Pack]:
    """The pack's pieces in two halves with longer silences; a single piece begins later instead."""
    pieces, half = packed.pieces, (len(packed.pieces) + 1) // 2
    if half == len(pieces):
        return [Pack(packed.channel, (replace(pieces[0], offset_ms=_SHIFT_MS),))]
    spans = [(piece.start_ms, piece.end_ms) for piece in pieces]
    return [
        again
        for part in (spans[:half], spans[half:])
        for again in pack(packed.channel, part, limit_ms=options.pack_ms, gap_ms=_OTHER_GAP_MS)
    ]


def _words(text: Text) -> list[str]:
    return [word for word in map(normal, text.text.split()) if word]


def _is_suspicious(window: Window, text: Text, options: Options) -> bool:
    """Whether the text loops or was written without being heard (Whisper's own signs, and its speed)."""
    most = _SPARE_TOKENS + window.length_ms / 1000 * options.tokens_per_second
    return (
        text.compression > options.max_compression
        or text.avg_logprob < options.min_logprob
        or len(text.tokens) > most
    )


def _token_limit(frames: int, options: Options) -> int:
    return _SPARE_TOKENS + int(frames * FRAME_MS / 1000 * options.tokens_per_second)


def _channel_beliefs(said: Sequence[Said], drafts: Iterable[_Draft]) -> dict[tuple[int, int], float]:
    """The model's belief in the language of each side of each part, by speech; only of what was asked."""
    sums: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each, draft in zip(said, drafts, strict=True):
        if draft.belief is not None:
            weight = float(each.window.pack.speech_ms)
            total = sums[_side(each)]
            total[0] += weight * draft.belief
            total[1] += weight
    return {side: total / weight for side, (total, weight) in sums.items() if weight}


def _side(said: Said) -> tuple[int, int]:
    return id(said.window.audio), said.window.pack.channel


def _hearing(said: Said, draft: _Draft, beliefs: Mapping[tuple[int, int], float]) -> trust.Hearing:
    belief, length = draft.belief, said.window.pack.speech_ms
    if belief is not None:
        belief = trust.shared_belief(belief, length, beliefs[_side(said)])
    return trust.Hearing(
        speech_ms=length,
        avg_logprob=draft.text.avg_logprob,
        no_speech_prob=draft.text.no_speech_prob,
        language_belief=belief,
        agreement=draft.agreement,
    )


def _decoded(said: Said, draft: _Draft, beliefs: Mapping[tuple[int, int], float]) -> Decoded:
    heard = _hearing(said, draft, beliefs)
    return Decoded(
        words=draft.words,
        avg_logprob=draft.text.avg_logprob,
        no_speech_prob=draft.text.no_speech_prob,
        doubt=trust.misunderstood(heard),
        belief=trust.belief_in_words(heard),
    )
