"""Owns telling invented words from heard ones. Language-neutral signs first, known phantoms last.

Whatever is taken out keeps its place and a reason, so that it can be audited.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speechqa.asr.phantoms import is_caption, is_note, is_phantom
from speechqa.records import RemovedText, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speechqa.asr.options import Options
    from speechqa.records import Speaker

# A phrase of one word said more often than this in a row is a loop; longer phrases, see _LOOP_LONG.
_LOOP_SHORT = 6
_LOOP_LONG = 3
_LONGEST_LOOP = 8
# Too few words make no speaking rate.
_RATE_WORDS = 6
# Same words on both sides this close in time, or closer, can be an echo.
_ECHO_MS = 700
_ECHO_LIKENESS = 0.6
# A side mostly not understood is not to be believed where the model happened to sound sure.
_LOST_SHARE = 0.6
_LOST_MS = 3_000
# Words on less sound than this each were written without being heard: an aligner's leftovers.
_NO_TIME_MS = 40
_NO_TIME_SHARE = 0.5
# Telephone speech is at -15 to -40 dB of full scale. Far below, on 8 kHz lines whose finest step and
# noise are near -75 dB, it is another room or another line; better recordings may just be soft.
FAINT_DB = -57.0
FAINT_WIDE_DB = -75.0
_TELEPHONE_RATE = 8_000
_WORD = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True)
class Utterance:
    """The words recognised in one piece of speech, and how the model judged their window.

    ``doubt`` is why the window was not understood (``trust.misunderstood``), "" if it was; ``belief``
    how far its words may be believed nevertheless (``trust.belief_in_words``).
    """

    speaker: Speaker
    start_ms: int
    end_ms: int
    words: tuple[Word, ...]
    avg_logprob: float
    no_speech_prob: float
    doubt: str = ""
    belief: float = 1.0

    @property
    def text(self) -> str:
        """The words joined by blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """The mean word confidence, 0 without words."""
        known = [word.confidence or 0.0 for word in self.words]
        return sum(known) / len(known) if known else 0.0


def clean(
    utterances: Sequence[Utterance], options: Options
) -> tuple[tuple[Utterance, ...], tuple[RemovedText, ...]]:
    """The utterances whose words can be trusted, and what was taken out with the reason."""
    kept: list[Utterance] = []
    removed: list[RemovedText] = []
    lost = _lost_sides(utterances)
    for utterance in utterances:
        words, notes = _without_notes(utterance)
        words, loops = _without_loops(replace(utterance, words=words))
        removed += [*notes, *loops]
        rest = replace(utterance, words=words)
        if not words:
            continue
        reason = _doubt(rest, options) or ("side not understood" if rest.speaker in lost else "")
        if reason:
            removed.append(_removed(rest.speaker, rest.words, reason))
        else:
            kept.append(rest)
    return tuple(kept), tuple(removed)


def too_quiet(
    utterances: Sequence[Utterance], level: Callable[[Speaker, int, int], float], *, source_rate: int
) -> tuple[tuple[Utterance, ...], tuple[RemovedText, ...]]:
    """The utterances loud enough to be the call's own, and what was taken out as too faint.

    ``level`` as in ``without_crosstalk``; ``source_rate`` is the recording's own, ``Audio.source_rate``.
    """
    limit = FAINT_DB if source_rate <= _TELEPHONE_RATE else FAINT_WIDE_DB
    kept: list[Utterance] = []
    removed: list[RemovedText] = []
    for utterance in utterances:
        if utterance.words and level(utterance.speaker, utterance.start_ms, utterance.end_ms) < limit:
            removed.append(_removed(utterance.speaker, utterance.words, "too quiet"))
        else:
            kept.append(utterance)
    return tuple(kept), tuple(removed)


def without_crosstalk(
    utterances: Sequence[Utterance], level: Callable[[Speaker, int, int], float], options: Options
) -> tuple[tuple[Utterance, ...], tuple[RemovedText, ...]]:
    """The utterances without those that only repeat the other side at a much lower level.

    ``level`` gives a speaker's level in decibels between two times.
    """
    kept: list[Utterance] = []
    removed: list[RemovedText] = []
    for utterance in utterances:
        if _is_echo(utterance, utterances, level, options):
            removed.append(_removed(utterance.speaker, utterance.words, "crosstalk"))
        else:
            kept.append(utterance)
    return tuple(kept), tuple(removed)


def loop_start(tokens: Sequence[str]) -> tuple[int, int] | None:
    """Where a loop's repetitions begin and end (exclusive), the first saying left out; None without one."""
    for length in range(1, _LONGEST_LOOP + 1):
        limit = _LOOP_SHORT if length == 1 else _LOOP_LONG
        for start in range(len(tokens) - length * limit):
            end = start + length
            while list(tokens[end : end + length]) == list(tokens[start : start + length]):
                end += length
            if (end - start) // length > limit:
                return start + length, end
    return None


def _without_loops(utterance: Utterance) -> tuple[tuple[Word, ...], list[RemovedText]]:
    words = list(utterance.words)
    removed = []
    while (found := loop_start([normal(word.text) for word in words])) is not None:
        start, end = found
        removed.append(_removed(utterance.speaker, tuple(words[start:end]), "repetition loop"))
        del words[start:end]
    return tuple(words), removed


def _without_notes(utterance: Utterance) -> tuple[tuple[Word, ...], list[RemovedText]]:
    """The words without stage directions such as "[Music]" or "♪"."""
    flags = [is_note(word.text) for word in utterance.words]
    if not any(flags):
        return utterance.words, []
    words = tuple(word for word, note in zip(utterance.words, flags, strict=True) if not note)
    notes = [word for word, note in zip(utterance.words, flags, strict=True) if note]
    return words, [_removed(utterance.speaker, (note,), "note, not speech") for note in notes]


def _lost_sides(utterances: Sequence[Utterance]) -> frozenset[Speaker]:
    """Speakers most of whose speech was not understood."""
    lost: dict[Speaker, int] = {}
    total: dict[Speaker, int] = {}
    for utterance in utterances:
        length = utterance.end_ms - utterance.start_ms
        total[utterance.speaker] = total.get(utterance.speaker, 0) + length
        if utterance.doubt:
            lost[utterance.speaker] = lost.get(utterance.speaker, 0) + length
    return frozenset(
        speaker for speaker, ms in lost.items() if ms >= _LOST_MS and ms >= _LOST_SHARE * total[speaker]
    )


def _doubt(utterance: Utterance, options: Options) -> str:
    """Why the utterance's words can't be trusted, "" if they can."""
    return (
        utterance.doubt
        or _doubtful_hearing(utterance, options)
        or _doubtful_pace(utterance, options)
        or _doubtful_text(utterance, options)
    )


def _doubtful_hearing(utterance: Utterance, options: Options) -> str:
    if utterance.confidence < options.hopeless_confidence:
        return "too uncertain"
    unlikely = utterance.avg_logprob < options.no_speech_logprob
    return "no speech" if unlikely and utterance.no_speech_prob > options.no_speech_prob else ""


def _doubtful_pace(utterance: Utterance, options: Options) -> str:
    count = len(utterance.words)
    if count < _RATE_WORDS:
        return ""
    length_s = max(utterance.end_ms - utterance.start_ms, 1) / 1000
    if count / length_s > options.max_words_per_second:
        return "faster than speech"
    hasty = sum(word.end_ms - word.start_ms < _NO_TIME_MS for word in utterance.words)
    return "words without sound" if hasty >= _NO_TIME_SHARE * count else ""


def _doubtful_text(utterance: Utterance, options: Options) -> str:
    if is_caption(utterance.text):
        return "written as a caption"
    doubtful = (
        utterance.confidence < options.doubtful_confidence
        or utterance.no_speech_prob > options.no_speech_prob / 2
    )
    return "known phantom phrase" if is_phantom(utterance.text, doubtful=doubtful) else ""


def _is_echo(
    utterance: Utterance,
    others: Sequence[Utterance],
    level: Callable[[Speaker, int, int], float],
    options: Options,
) -> bool:
    near = [
        word
        for other in others
        if other.speaker != utterance.speaker
        for word in other.words
        if word.end_ms > utterance.words[0].start_ms - _ECHO_MS
        and word.start_ms < utterance.words[-1].end_ms + _ECHO_MS
    ]
    if not near:
        return False
    own = [normal(word.text) for word in utterance.words]
    theirs = [normal(word.text) for word in near]
    matcher = difflib.SequenceMatcher(None, own, theirs, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < _ECHO_LIKENESS * len(own):
        return False
    start, end = utterance.words[0].start_ms, utterance.words[-1].end_ms
    speaker = next(other.speaker for other in others if other.speaker != utterance.speaker)
    return level(utterance.speaker, start, end) < level(speaker, start, end) - options.crosstalk_db


def normal(text: str) -> str:
    """A word as compared: letters and digits only, case folded."""
    return "".join(_WORD.findall(text.casefold()))


def _removed(speaker: Speaker, words: tuple[Word, ...], reason: str) -> RemovedText:
    text = " ".join(word.text for word in words)
    return RemovedText(speaker, words[0].start_ms, max(word.end_ms for word in words), text, reason)
