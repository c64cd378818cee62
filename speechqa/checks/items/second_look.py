"""Owns the second look at the sound: what to ask before an agent is failed for words nobody found.

The answer never makes an item met: a phrase that one word tells from what was said sounds nearly the
same. It leaves open what the words alone would have held against the agent.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from speechqa.checks.items.channels import may_be
from speechqa.checks.items.outcome import left_open
from speechqa.checks.items.wording import clock
from speechqa.records import SoundQuestion, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from speechqa.checks.items.channels import Who
    from speechqa.checks.items.limit import Interval
    from speechqa.checks.items.search import Finder
    from speechqa.lang import Language
    from speechqa.records import PhraseHit, PhraseSound, Transcript, Turn, Verdict, Word
    from speechqa.scripts.values import Item

# Word confidence is roughly the chance that the word is right. Of a phrase of four words as weak as this,
# three or more are right with a chance of 0.56: whether it is found is little more than luck.
WEAK_CONFIDENCE = 0.65
# One word may be a slip; two in a row may be a phrase that came out as something else.
_LEAST_WEAK = 2
# A surer word between two weak ones may be as wrong, and a pause between them hides nothing.
_LONGEST_PAUSE_MS = 1000
# A phrase may begin before the first word that came out weak.
_ROUND_MS = 600
# A single word sounds like too much else.
_LEAST_WORDS = 2
_MOST_VALUES = 3
_SLOT = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\([^()]*\)")


# -- what to ask ---------------------------------------------------------------


def question(
    item: Item,
    transcript: Transcript,
    intervals: Sequence[Interval],
    language: Language,
    values: Mapping[str, Sequence[str]],
) -> SoundQuestion | None:
    """What the sound should be asked about an item whose words weren't found; None if nothing is doubtful.

    ``intervals`` is where the item had to be said, ``values`` are the script's.
    """
    places = doubtful_places(transcript, item.speaker, intervals)
    phrases = tuple(dict.fromkeys(text for each in item.phrases for text in spoken(each, values)))
    if not places or not phrases:
        return None
    decoys = [text for each in item.not_ for text in spoken(each, values)]
    return SoundQuestion(
        phrases,
        places,
        tuple((phrase, tuple(dict.fromkeys([*turned(phrase, language), *decoys]))) for phrase in phrases),
    )


def lacks_words(verdict: Verdict) -> bool:
    """True when an agent would be failed because nothing was found, as against something that was."""
    return verdict.verdict == "not_met" and verdict.start_ms is None


def doubtful_places(transcript: Transcript, who: Who, intervals: Sequence[Interval]) -> tuple[Span, ...]:
    """Speech of ``who`` inside the intervals that has no words or weak ones, the most doubtful first."""
    end = transcript.duration_ms
    found = [
        (float(span.end_ms - span.start_ms), span) for span in transcript.unheard if may_be(span.speaker, who)
    ]
    for turn in transcript.turns:
        if may_be(turn.speaker, who):
            found += [(_doubt(words), _round(words, turn)) for words in _weak_runs(turn)]
    placed = [
        (doubt, replace(span, start_ms=max(span.start_ms, low, 0), end_ms=min(span.end_ms, high, end)))
        for doubt, span in found
        for low, high in intervals
    ]
    kept = _joined(each for each in placed if each[1].start_ms < each[1].end_ms)
    kept.sort(key=lambda each: (-each[0], each[1].start_ms, each[1].speaker))
    return tuple(span for _, span in kept)


def _weak_runs(turn: Turn) -> Iterator[list[Word]]:
    """Stretches of weak words, at most one surer word between two of them."""
    run: list[Word] = []
    sure = 0
    for word in turn.words:
        if run and (sure > 1 or word.start_ms - run[-1].end_ms > _LONGEST_PAUSE_MS):
            yield from _long_enough(run)
            run, sure = [], 0
        if word.confidence is not None and word.confidence < WEAK_CONFIDENCE:
            run.append(word)
            sure = 0
        elif run:
            sure += 1
    yield from _long_enough(run)


def _long_enough(run: list[Word]) -> Iterator[list[Word]]:
    if len(run) >= _LEAST_WEAK:
        yield run


def _doubt(words: Sequence[Word]) -> float:
    """Milliseconds of speech that is likely something else."""
    return sum((word.end_ms - word.start_ms) * (1 - (word.confidence or 0.0)) for word in words)


def _round(words: Sequence[Word], turn: Turn) -> Span:
    return Span(turn.speaker, words[0].start_ms - _ROUND_MS, words[-1].end_ms + _ROUND_MS)


def _joined(found: Iterable[tuple[float, Span]]) -> list[tuple[float, Span]]:
    """Places with those that overlap on one side made one."""
    out: list[tuple[float, Span]] = []
    for doubt, span in sorted(found, key=lambda each: (each[1].speaker, each[1].start_ms, each[1].end_ms)):
        if out and out[-1][1].speaker == span.speaker and span.start_ms <= out[-1][1].end_ms:
            before, last = out.pop()
            span = replace(last, end_ms=max(last.end_ms, span.end_ms))  # noqa: PLW2901 - the two as one
            doubt += before  # noqa: PLW2901 - as above
        out.append((doubt, span))
    return out


def spoken(phrase: str, values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The phrase as it may be said, one text for each value; () where slots leave too little of it.

    Optional words are left out, and of what slots divide the longest part is taken.
    """
    phrase = _OPTIONAL.sub(" ", phrase)
    known = [name for name in _SLOT.findall(phrase) if values.get(name)]
    choices = [values[name][:_MOST_VALUES] for name in dict.fromkeys(known)]
    out = []
    for chosen in itertools.product(*choices):
        filled = dict(zip(dict.fromkeys(known), chosen, strict=True))
        parts = [" ".join(part.split()) for part in _SLOT.split(_filled(phrase, filled))[::2]]
        longest = max(parts, key=lambda part: len(part.split()))
        if len(longest.split()) >= _LEAST_WORDS:
            out.append(longest)
    return tuple(dict.fromkeys(out))


def _filled(phrase: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), phrase)


def turned(phrase: str, language: Language) -> tuple[str, ...]:
    """The opposite of a phrase: its negation wherever it may stand, or the phrase without its own."""
    words = phrase.split()
    bare = [word for word in words if not set(language.tokens(word)) & language.negations]
    if len(bare) < len(words):
        return (" ".join(bare),) if bare else ()
    if not language.negation:
        return ()
    return tuple(" ".join([*words[:at], language.negation, *words[at:]]) for at in range(1, len(words)))


# -- what the answer means ------------------------------------------------------


def settled(
    verdict: Verdict,
    item: Item,
    finder: Finder,
    intervals: Sequence[Interval],
    counted: Sequence[PhraseHit],
) -> Verdict:
    """The verdict, or ``cannot_tell`` where the sound may hold as many phrases as are missing.

    ``counted`` are hits of phrases that were found.
    """
    sounds = finder.transcript.second_look
    if not sounds:
        return verdict
    said = {hit.phrase for hit in counted}
    wanted = [spoken(phrase, finder.values) for phrase in item.phrases if phrase not in said]
    best = [_best(texts, sounds, item.speaker, intervals) for texts in wanted]
    heard = [sound for sound in best if sound is not None]
    if len(heard) < item.count - len(counted):
        return verdict
    sound = min(heard, key=lambda each: (-each.evidence, each.place.start_ms, each.phrase))
    return replace(
        left_open(verdict, 0.5, _reason(sound)),
        speaker=sound.place.speaker,
        start_ms=sound.place.start_ms,
        end_ms=sound.place.end_ms,
        quote=sound.heard,
    )


def _best(
    texts: Sequence[str], sounds: Sequence[PhraseSound], who: Who, intervals: Sequence[Interval]
) -> PhraseSound | None:
    """The likeliest place where a phrase may have been said and may count; None without one."""
    fit = [
        sound
        for sound in sounds
        if sound.hearing != "not heard"
        and sound.phrase in texts
        and may_be(sound.place.speaker, who)
        and any(sound.place.start_ms < high and low < sound.place.end_ms for low, high in intervals)
    ]
    return min(fit, key=lambda each: (-each.evidence, each.place.start_ms), default=None)


def _reason(sound: PhraseSound) -> str:
    wrote = f"the recogniser wrote '{sound.heard}'" if sound.heard else "the recogniser wrote nothing"
    return f"Not found, but the sound at {clock(sound.place.start_ms)} may hold '{sound.phrase}' ({wrote})"
