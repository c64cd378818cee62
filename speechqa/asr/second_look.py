"""Owns the second look at the sound: whether a phrase that the transcript lacks may have been said there.

The phrase is forced on the decoder at every place between the recogniser's own words, and its
probability is compared with the one it has over silence after the same words. That takes away what the
language alone makes likely: on its own, an everyday phrase is probable anywhere. What can't be
told apart this way, a phrase and its negation, is told by comparing their probabilities directly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from speechqa.asr.packing import Pack, Piece
from speechqa.asr.whisper import Search, _view
from speechqa.asr.windows import Window, window_of
from speechqa.records import PhraseSound, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from speechqa.asr.options import Options
    from speechqa.asr.whisper import Text, Whisper
    from speechqa.records import Audio, Hearing, SoundQuestion

    Run = Callable[..., Iterable[PhraseSound | None]]

# Sound round a place that belongs to it: word times are this uncertain.
_MARGIN_MS = 400
# A longer place is heard in windows, which share this much so that a phrase is whole in one of them.
_LONGEST_MS = 12_000
_SHARED_MS = 4_000
# Where nothing is said.
_SILENCE_MS = 2_000
_RATE = 16_000
# What a window may hold at least, fast talk or not.
_LEAST_TOKENS = 8
# Of the places between words, so many likeliest ones are compared with silence.
_TRIED = 3
_LEAST_PROBABILITY = 1e-9

# About what a window and a phrase in it cost one core with the base model, in seconds.
_HEARD_S, _HEARD_S_A_SECOND = 0.1, 0.025
_TRIED_S, _TRIED_S_A_SECOND = 0.008, 0.0008
_WORDS_A_SECOND = 2.5

# Thresholds in natural logarithms, for the base model; benchmarks/second_look.py gives their error rates.
PERHAPS_EVIDENCE = 6.0
SAID_EVIDENCE = 15.0
SAID_WEAKEST = -0.5
SAID_OVER_DECOYS = 0.3


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
    parts: Iterable[Audio],
    questions: Sequence[SoundQuestion],
    *,
    language: str,
    options: Options,
    run: Run = map,
) -> tuple[PhraseSound, ...]:
    """For each phrase of each question how it fits the sound where it fits best; none without sound there.

    ``parts`` are the recording's, as ``open_sound`` gives them. ``run`` maps a function over
    several phrases at once. The same sound and question give the same figures.
    """
    asked = [(question, phrase) for question in questions for phrase in question.phrases]
    heard = _listened(whisper, parts, questions, language, options) if asked else {}
    if not heard:
        return ()
    ear = _Ear(whisper, heard, _silence(whisper, options), language)
    return tuple(sound for sound in run(ear.answer, asked) if sound is not None)


def affordable(questions: Sequence[SoundQuestion], seconds: float) -> tuple[SoundQuestion, ...]:
    """As much of the questions as takes about so many seconds of one core, the first ones first.

    A question may lose its least doubtful places. The answer depends on nothing else, so the same
    call is asked the same on any machine.
    """
    left, heard = seconds, set[Span]()
    kept = []
    for question in questions:
        places = []
        for place in question.places:
            cost = _cost(place, len(question.phrases), known=place in heard)
            if cost <= left:
                left -= cost
                heard.add(place)
                places.append(place)
        if places:
            kept.append(replace(question, places=tuple(places)))
    return tuple(kept)


def _cost(place: Span, phrases: int, *, known: bool) -> float:
    """About how many seconds of a core it takes to try so many phrases at a place."""
    length = place.end_ms - place.start_ms + 2 * _MARGIN_MS
    step = _LONGEST_MS - _SHARED_MS
    windows = 1 + max(0, -(-(length - _LONGEST_MS) // step))
    window_s = min(length, _LONGEST_MS) / 1000
    hearing = 0.0 if known else _HEARD_S + _HEARD_S_A_SECOND * window_s
    tries = _WORDS_A_SECOND * window_s + 1 + _TRIED
    return windows * (hearing + phrases * tries * (_TRIED_S + _TRIED_S_A_SECOND * window_s))


def _listened(
    whisper: Whisper,
    parts: Iterable[Audio],
    questions: Sequence[SoundQuestion],
    language: str,
    options: Options,
) -> dict[Span, list[_Heard]]:
    """The windows of each place that any question names, in time order."""
    places = sorted({place for each in questions for place in each.places}, key=_order)
    heard: dict[Span, list[_Heard]] = {}
    for audio in parts if places else ():
        for place in places:
            for piece in _pieces(audio, place):
                heard.setdefault(place, []).extend(_listen(whisper, audio, piece, language, options))
    return {place: found for place, found in heard.items() if found}


def _order(place: Span) -> tuple[int, int, str]:
    return place.start_ms, place.end_ms, place.speaker


@dataclass(frozen=True, slots=True)
class _Ear:
    """Answers questions about what was heard in a call: windows by place, and silence to compare with."""

    whisper: Whisper
    heard: dict[Span, list[_Heard]]
    silence: NDArray[np.float32]
    language: str

    def answer(self, asked: tuple[SoundQuestion, str]) -> PhraseSound | None:
        """How a phrase of a question sounds; None where its places have no sound."""
        question, phrase = asked
        windows = [each for place in question.places for each in self.heard.get(place, ())]
        if not windows:
            return None
        fits = [(self.fit(each, phrase), each) for each in windows]
        fit, where = max(fits, key=lambda pair: pair[0].evidence)
        over = None
        decoys = dict(question.decoys).get(phrase, ())
        if fit.evidence >= PERHAPS_EVIDENCE and decoys:  # decoys cost as much as phrases
            over = round(fit.mean - max(self.fit(where, decoy).mean for decoy in decoys), 3)
        evidence, weakest = round(fit.evidence, 3), round(fit.weakest, 3)
        hearing = judged(evidence, weakest, over)
        return PhraseSound(phrase, question.places, where.place, where.text, evidence, weakest, over, hearing)

    def fit(self, heard: _Heard, phrase: str) -> _Fit:
        """How the phrase fits one window."""
        return _fit(self.whisper, heard, self.silence, phrase, self.language)


def judged(evidence: float, weakest: float, over_decoys: float | None) -> Hearing:
    """``said`` when every word has a sound and no decoy is likelier, ``perhaps`` when it may be so."""
    clear = over_decoys is None or over_decoys >= SAID_OVER_DECOYS
    if evidence >= SAID_EVIDENCE and weakest >= SAID_WEAKEST and clear:
        return "said"
    return "perhaps" if evidence >= PERHAPS_EVIDENCE else "not heard"


def _pieces(audio: Audio, place: Span) -> Iterator[Span]:
    """The place with the sound round it, in the part's times, in windows that overlap when it is long."""
    start = max(place.start_ms - _MARGIN_MS - audio.start_ms, 0)
    end = min(place.end_ms + _MARGIN_MS - audio.start_ms, audio.duration_ms)
    while start < end:
        stop = min(start + _LONGEST_MS, end)
        yield Span(place.speaker, start, stop)
        if stop == end:
            return
        start = stop - _SHARED_MS


def _listen(whisper: Whisper, audio: Audio, piece: Span, language: str, options: Options) -> Iterator[_Heard]:
    for channel, each in enumerate(audio.channels):
        # A single channel holds everybody's words.
        if each.speaker not in {piece.speaker, "unknown"}:
            continue
        pack = Pack(channel, (Piece(piece.start_ms, piece.end_ms),))
        encoding = _encoded(whisper, window_of(audio, pack, options))
        text = _written(whisper, encoding, language, pack, options)
        start, end = piece.start_ms + audio.start_ms, piece.end_ms + audio.start_ms
        place = replace(piece, start_ms=start, end_ms=end)
        yield _Heard(place, encoding, text.text.strip(), _words(whisper, text.tokens, language))


def _written(
    whisper: Whisper, encoding: NDArray[np.float32], language: str, pack: Pack, options: Options
) -> Text:
    """The recogniser's own text; none where it loops, as it does in short windows."""
    most = _LEAST_TOKENS + round(options.tokens_per_second * pack.length_ms / 1000)
    (text,) = whisper.decode([encoding], [language], Search(options.beam_size), max_tokens=most)
    loops = text.compression > options.max_compression or len(text.tokens) >= most
    return replace(text, tokens=(), text="") if loops else text


def _encoded(whisper: Whisper, window: Window) -> NDArray[np.float32]:
    (encoding,) = whisper.encode([window.sound], window.frames, kept=window.kept)
    return encoding


def _silence(whisper: Whisper, options: Options) -> NDArray[np.float32]:
    """What the encoder makes of faint noise, the same each time: digital silence is no telephone line."""
    noise = np.random.default_rng(0).standard_normal(_SILENCE_MS * _RATE // 1000)
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
