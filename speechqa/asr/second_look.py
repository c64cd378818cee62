"""Owns the second look at the sound: whether a phrase that the transcript lacks may have been said there.

The phrase is forced on the decoder at every place between the recogniser's own words, and its
probability is compared with the one it has over silence after the same words. That takes away what the
language alone makes likely: on its own, an everyday phrase is probable anywhere. What can't be
told apart this way, a phrase and its negation, is told by comparing their probabilities directly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from speechqa.asr.packing import Pack, Piece
from speechqa.asr.whisper import Search, _view
from speechqa.asr.windows import Window, window_of
from speechqa.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from speechqa.asr.options import Options
    from speechqa.asr.whisper import Whisper
    from speechqa.records import Audio

# Sound round a place that belongs to it: word times are this uncertain.
_MARGIN_MS = 400
# A longer place is heard in windows, which share this much so that a phrase is whole in one of them.
_LONGEST_MS = 12_000
_SHARED_MS = 4_000
# Where nothing is said.
_SILENCE_MS = 2_000
_MOST_TOKENS = 120
# Of the places between words, so many likeliest ones are compared with silence.
_TRIED = 3
_LEAST_PROBABILITY = 1e-9

# Thresholds in natural logarithms, for the base model; benchmarks/second_look.py gives their error rates.
PERHAPS_EVIDENCE = 6.0
SAID_EVIDENCE = 15.0
SAID_WEAKEST = -0.5
SAID_OVER_DECOYS = 0.3

Hearing = Literal["said", "perhaps", "not heard"]


@dataclass(frozen=True, slots=True)
class PhraseSound:
    """How a phrase fits the sound where it fits best; ``heard`` is what the recogniser writes there.

    ``evidence`` is the logarithm of how many times likelier the phrase is over this sound than over
    silence, all tokens together; ``weakest`` is the least of a single token. ``over_decoys`` is the
    phrase's mean log-probability a token minus that of its likeliest decoy, None without decoys.
    """

    phrase: str
    place: Span
    heard: str
    evidence: float
    weakest: float
    over_decoys: float | None = None

    @property
    def hearing(self) -> Hearing:
        """``said`` when every word has a sound and no decoy is likelier, ``perhaps`` when it may be so."""
        clear = self.over_decoys is None or self.over_decoys >= SAID_OVER_DECOYS
        if self.evidence >= SAID_EVIDENCE and self.weakest >= SAID_WEAKEST and clear:
            return "said"
        return "perhaps" if self.evidence >= PERHAPS_EVIDENCE else "not heard"


@dataclass(frozen=True, slots=True, eq=False)
class _Heard:
    """A window's sound as the decoder takes it, and the recogniser's own words as tokens."""

    place: Span
    encoding: NDArray[np.float32]
    text: str
    words: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a text fits a window at its best place, see ``PhraseSound``; ``mean`` is over its tokens."""

    evidence: float
    weakest: float
    mean: float


def hear_phrases(  # noqa: PLR0913 - what there is to hear, where, and with what
    whisper: Whisper,
    audio: Audio,
    places: Sequence[Span],
    phrases: Sequence[str],
    *,
    language: str,
    options: Options,
    decoys: Mapping[str, Sequence[str]] | None = None,
) -> tuple[PhraseSound, ...]:
    """For each phrase how it fits the sound at the place where it fits best; nothing without places.

    ``places`` are in ``audio``'s own times. ``phrases`` are plain words, slots filled or left out.
    ``decoys`` gives, for a phrase, what must not pass for it, such as its negation. A phrase takes about a
    second of work for ten seconds of sound. The same sound gives the same figures.
    """
    heard = [
        each
        for place in places
        for piece in _pieces(audio, place)
        for each in _listen(whisper, audio, piece, language, options)
    ]
    if not heard:
        return ()
    silence = _silence(whisper, audio.sample_rate, options)

    def best(text: str, windows: Sequence[_Heard]) -> tuple[_Fit, _Heard]:
        fits = [(_fit(whisper, each, silence, text, language), each) for each in windows]
        return max(fits, key=lambda pair: pair[0].evidence)

    out = []
    for phrase in phrases:
        fit, where = best(phrase, heard)
        others = [best(decoy, [where])[0].mean for decoy in (decoys or {}).get(phrase, ())]
        over = round(fit.mean - max(others), 3) if others else None
        evidence, weakest = round(fit.evidence, 3), round(fit.weakest, 3)
        out.append(PhraseSound(phrase, where.place, where.text, evidence, weakest, over))
    return tuple(out)


def _pieces(audio: Audio, place: Span) -> Iterator[Span]:
    """The place with the sound round it, in windows that overlap when it is long."""
    start = max(place.start_ms - _MARGIN_MS, 0)
    end = min(place.end_ms + _MARGIN_MS, audio.duration_ms)
    while start < end:
        stop = min(start + _LONGEST_MS, end)
        yield Span(place.speaker, start, stop)
        if stop == end:
            return
        start = stop - _SHARED_MS


def _listen(whisper: Whisper, audio: Audio, place: Span, language: str, options: Options) -> Iterator[_Heard]:
    for channel, each in enumerate(audio.channels):
        if each.speaker != place.speaker:
            continue
        pack = Pack(channel, (Piece(place.start_ms, place.end_ms),))
        encoding = _encoded(whisper, window_of(audio, pack, options))
        search = Search(options.beam_size)
        (text,) = whisper.decode([encoding], [language], search, max_tokens=_MOST_TOKENS)
        yield _Heard(place, encoding, text.text.strip(), _words(whisper, text.tokens, language))


def _encoded(whisper: Whisper, window: Window) -> NDArray[np.float32]:
    (encoding,) = whisper.encode([window.sound], window.frames, kept=window.kept)
    return encoding


def _silence(whisper: Whisper, rate: int, options: Options) -> NDArray[np.float32]:
    """What the encoder makes of faint noise, the same each time: digital silence is no telephone line."""
    noise = np.random.default_rng(0).standard_normal(_SILENCE_MS * rate // 1000)
    frames = (_SILENCE_MS + options.window_tail_ms) // 10
    kept = frames - (options.window_tail_ms - options.decoder_tail_ms) // 10
    (encoding,) = whisper.encode([(1e-4 * noise).astype(np.float32)], frames, kept=kept)
    return encoding


def _fit(whisper: Whisper, heard: _Heard, silence: NDArray[np.float32], phrase: str, language: str) -> _Fit:
    """The phrase where it fits best: after each of the recogniser's words, and before the first."""
    tried = []
    for count in range(len(heard.words) + 1):
        before = tuple(token for word in heard.words[:count] for token in word)
        tokens = _tokens(whisper, before, phrase, language)
        probabilities = _logprobs(whisper, heard.encoding, before, tokens, language)
        tried.append((float(probabilities.mean()), count, before, tokens, probabilities))
    tried.sort(key=lambda each: (-each[0], each[1]))
    fits = []
    for mean, _, before, tokens, probabilities in tried[:_TRIED]:
        gain = probabilities - _logprobs(whisper, silence, before, tokens, language)
        fits.append(_Fit(float(gain.sum()), float(gain.min()), mean))
    return max(fits, key=lambda fit: fit.evidence)


def _words(whisper: Whisper, tokens: Sequence[int], language: str) -> tuple[tuple[int, ...], ...]:
    """The tokens of each word, its punctuation with it."""
    tokenizer = whisper._tokenizer(language)  # noqa: SLF001 - the same room's tokenizer
    texts, groups = tokenizer.split_to_word_tokens([*tokens, tokenizer.eot])
    out: list[tuple[int, ...]] = []
    for text, group in zip(texts, groups, strict=True):
        own = tuple(token for token in group if token < tokenizer.eot)
        if out and not text.startswith(" "):
            out[-1] += own
        elif own:
            out.append(own)
    return tuple(out)


def _tokens(whisper: Whisper, before: Sequence[int], phrase: str, language: str) -> tuple[int, ...]:
    """The phrase as Whisper would write it after these words: a sentence begins with a capital."""
    tokenizer = whisper._tokenizer(language)  # noqa: SLF001 - the same room's tokenizer
    begins = not before or tokenizer.decode(list(before))[-1:] in ".?!"
    written = phrase[:1].upper() + phrase[1:] if begins else phrase
    return tuple(tokenizer.encode(" " + written))


def _logprobs(
    whisper: Whisper,
    encoding: NDArray[np.float32],
    before: Sequence[int],
    tokens: Sequence[int],
    language: str,
) -> NDArray[np.float64]:
    """The log-probability of each token after ``before``. One text at a time: a batch changes last digits."""
    start = list(whisper._tokenizer(language).sot_sequence)  # noqa: SLF001 - the same room's model
    model = whisper._model.model  # noqa: SLF001
    (aligned,) = whisper._guard(  # noqa: SLF001
        model.align, _view([encoding]), start, [[*before, *tokens]], [2]
    )
    probabilities = np.array(aligned.text_token_probs[len(before) :], dtype=np.float64)
    out: NDArray[np.float64] = np.log(np.maximum(probabilities, _LEAST_PROBABILITY))
    return out
