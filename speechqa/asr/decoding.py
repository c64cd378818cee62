"""Owns how windows become words: decoded in batches, looked at again where that failed, doubt made explicit.

Windows are short, because that is fast; where the model doubts, it hears neighbours again in one long
window, which tells it more, and what both decodings say can be believed. Nothing is sampled, and a
side is judged by itself: batches only make it faster. Where Whisper's
authors raise the temperature after a failure (Radford et al. 2022, 4.5), a search that forbids
repetitions takes its place, because sampled words would differ from run to run.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.asr import trust
from speechqa.asr.cleaning import normal
from speechqa.asr.packing import Pack
from speechqa.asr.whisper import GpuMemoryError, Search, Text
from speechqa.asr.windows import FRAME_MS, WHOLE_FRAMES, Decoded, Window, whole, window_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from concurrent.futures import Executor

    import numpy as np
    from numpy.typing import NDArray

    from speechqa.asr.options import Options
    from speechqa.asr.whisper import AlignedWord, Whisper

# Room for short windows, on top of the tokens a second of speech can have.
_SPARE_TOKENS = 30
# A text of at least twice so many words whose halves agree this far was written twice.
_LEAST_REPEATED = 5
_REPEATED = 0.8
# Words as brief as that, if they are so many, were written without being heard.
_NO_TIME_MS = 40
_TIMELESS_SHARE = 0.4
# A window decoded twice without neighbours hears its pieces this much further apart.
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
) -> list[tuple[Said, Decoded]]:
    """What was said, window by window: those given, or longer ones in place of doubtful neighbours."""
    first = _drafts(whisper, said, options, lanes)
    beliefs = _side_beliefs(said, first)
    doubtful = [_is_doubtful(each, draft, beliefs, options) for each, draft in zip(said, first, strict=True)]
    groups = _groups(said, doubtful, options.long_ms)
    longer = [_longer([said[i] for i in group], options) for group in groups]
    second = _drafts(whisper, longer, options, lanes)
    chosen = list(
        lanes.map(
            lambda each: _chosen(whisper, [(said[i], first[i]) for i in each[0]], each[1], each[2], options),
            zip(groups, longer, second, strict=True),
        )
    )
    again = {index for group in groups for index in group}
    sure = [(said[i], first[i]) for i in range(len(said)) if i not in again]
    settled = [*sure, *(each for pairs in chosen for each in pairs)]
    return [(each, _decoded(each, draft, beliefs)) for each, draft in settled]


def _drafts(whisper: Whisper, said: Sequence[Said], options: Options, lanes: Executor) -> list[_Draft]:
    """What the model writes for each window, in their order."""
    drafts: dict[int, _Draft] = {}
    batches = _batches(said, whisper.batch, lanes=whisper.lanes)
    made = lanes.map(lambda batch: _fitting(whisper, [said[i] for i in batch], options), batches)
    for batch, results in zip(batches, made, strict=True):
        drafts |= dict(zip(batch, results, strict=True))
    return [drafts[index] for index in range(len(said))]


def encode(whisper: Whisper, windows: Sequence[Window]) -> list[NDArray[np.float32]]:
    """The encodings of windows of one length."""
    return whisper.encode([window.sound for window in windows], windows[0].frames, kept=windows[0].kept)


def _batches(said: Sequence[Said], size: int, *, lanes: int = 1) -> list[tuple[int, ...]]:
    """Indices of windows of one length, the longest first: short tasks fill the gaps at the end.

    Few windows are shared evenly among the lanes.
    """
    size = min(size, max(1, -(-len(said) // lanes)))
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


def _is_doubtful(
    said: Said, draft: _Draft, beliefs: Mapping[tuple[int, int], float], options: Options
) -> bool:
    suspicious = _is_suspicious(said.window, draft.text, options) or _is_timeless(draft.words)
    return suspicious or trust.needs_second_hearing(_hearing(said, draft, beliefs))


def _groups(said: Sequence[Said], doubtful: Sequence[bool], long_ms: int) -> list[tuple[int, ...]]:
    """Indices of doubtful windows, neighbours of one side together as far as they fit into ``long_ms``.

    One that stays alone takes a neighbour that is sure of itself with it, for what it tells.
    """
    groups: list[list[int]] = []
    for index in range(len(said)):
        if not doubtful[index]:
            continue
        last = groups[-1] if groups else []
        if last and last[-1] == index - 1 and _fits(said, [*last, index], long_ms):
            last.append(index)
        else:
            groups.append([index])
    taken = {index for group in groups for index in group}
    for group in groups:
        for neighbour in (group[0] - 1, group[-1] + 1):
            free = 0 <= neighbour < len(said) and neighbour not in taken
            if len(group) == 1 and free and _fits(said, sorted([*group, neighbour]), long_ms):
                group[:] = sorted([*group, neighbour])
                taken.add(neighbour)
    return [tuple(group) for group in groups]


def _fits(said: Sequence[Said], group: Sequence[int], long_ms: int) -> bool:
    sides = {_side(said[index]) for index in group}
    return len(sides) == 1 and sum(said[index].window.length_ms for index in group) <= long_ms


def _longer(group: Sequence[Said], options: Options) -> Said:
    """The windows as one; a single one with other silences between its pieces."""
    window = group[0].window
    pieces = [piece for each in group for piece in each.window.pack.pieces]
    gap = options.gap_ms if len(group) > 1 else options.gap_ms + _SHIFT_MS
    offset, placed = (0 if len(group) > 1 else _SHIFT_MS), []
    for piece in pieces:
        placed.append(replace(piece, offset_ms=offset))
        offset += piece.length_ms + gap
    packed = Pack(window.pack.channel, tuple(placed))
    return Said(window_of(window.audio, packed, options), group[0].language)


def _chosen(
    whisper: Whisper, pairs: Sequence[tuple[Said, _Draft]], said: Said, draft: _Draft, options: Options
) -> list[tuple[Said, _Draft]]:
    """The longer window's draft, or the first ones if it failed where they didn't; with their agreement."""
    if _is_suspicious(said.window, draft.text, options) or _is_timeless(draft.words):
        said = replace(said, window=whole(said.window))
        draft = _redone(whisper, said, draft, options)
    written = [word for _, first in pairs for word in _words(first.text)]
    agreement = trust.agreement(written, _words(draft.text))
    failed = _loops(draft.text, options) or _is_timeless(draft.words)
    if failed and not any(_is_suspicious(each.window, first.text, options) for each, first in pairs):
        return [(each, replace(first, agreement=agreement)) for each, first in pairs]
    return [(said, replace(draft, agreement=agreement))]


def _redone(whisper: Whisper, said: Said, draft: _Draft, options: Options) -> _Draft:
    """The draft, or what a careful search writes in a whole window if that is better."""
    (encoding,) = encode(whisper, [said.window])
    search = Search(options.beam_size, careful=True)
    limit = _token_limit(WHOLE_FRAMES, options)
    (text,) = whisper.decode([encoding], [said.language], search, max_tokens=limit)
    better = max(draft.text, text, key=lambda each: (not _loops(each, options), each.avg_logprob))
    return replace(
        draft, text=better, words=whisper.align(encoding, better, said.language, said.window.length_ms)
    )


def _words(text: Text) -> list[str]:
    return [word for word in map(normal, text.text.split()) if word]


def _is_suspicious(window: Window, text: Text, options: Options) -> bool:
    """Whether the text loops or was written without being heard (Whisper's own signs, and its speed)."""
    most = _SPARE_TOKENS + window.length_ms / 1000 * options.tokens_per_second
    return _loops(text, options) or text.avg_logprob < options.min_logprob or len(text.tokens) > most


def _loops(text: Text, options: Options) -> bool:
    return text.compression > options.max_compression or _is_said_twice(_words(text))


def _is_said_twice(words: Sequence[str]) -> bool:
    """Whether the second half says what the first did: the whole window written once more."""
    half = len(words) // 2
    return half >= _LEAST_REPEATED and trust.agreement(words[:half], words[half:]) >= _REPEATED


def _is_timeless(words: Sequence[AlignedWord]) -> bool:
    """Whether many words got no sound of their own: they were written without being heard."""
    brief = sum(word.end_ms - word.start_ms <= _NO_TIME_MS for word in words)
    return len(words) >= _LEAST_REPEATED and brief >= _TIMELESS_SHARE * len(words)


def _token_limit(frames: int, options: Options) -> int:
    return _SPARE_TOKENS + int(frames * FRAME_MS / 1000 * options.tokens_per_second)


def _side_beliefs(said: Sequence[Said], drafts: Iterable[_Draft]) -> dict[tuple[int, int], float]:
    """The model's belief in the language of each side of each part, from the windows where it was asked."""
    asked: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for each, draft in zip(said, drafts, strict=True):
        if draft.belief is not None:
            asked[_side(each)].append((draft.belief, each.window.pack.speech_ms))
    return {side: trust.side_belief(windows) for side, windows in asked.items()}


def _side(said: Said) -> tuple[int, int]:
    return id(said.window.audio), said.window.pack.channel


def _hearing(said: Said, draft: _Draft, beliefs: Mapping[tuple[int, int], float]) -> trust.Hearing:
    belief = draft.belief
    return trust.Hearing(
        speech_ms=said.window.pack.speech_ms,
        avg_logprob=draft.text.avg_logprob,
        no_speech_prob=draft.text.no_speech_prob,
        language_belief=None if belief is None else beliefs.get(_side(said), belief),
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
