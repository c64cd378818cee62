"""Owns ``WordStream``: a transcript's words as each speaker said them, indexed for look-up."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from speechqa.lang import Language
from speechqa.matching import limits
from speechqa.matching.elements import live_negations
from speechqa.matching.inventory import Form
from speechqa.matching.particles import particles, whole_verbs
from speechqa.records import Speaker, Transcript, Turn, Word, WordAddress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SENTENCE_ENDS = ".?!;:…"
_PAUSE_MS = 1000  # a pause this long ends a clause
_HANGING_PAUSE_MS = 3000  # the same behind a negation, which wants something to deny


class Spot(NamedTuple):
    """Where an element was heard: from ``start`` to before ``end``; ``mask`` has a bit for each token."""

    start: int
    end: int
    similarity: float
    mask: int


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One speaker's tokens in time order, over all their turns.

    ``segments`` numbers stretches without a long pause; ``ends_clause`` and ``comma`` tell what
    follows a token; ``heavy_before`` and ``light_before`` count content and function words before
    each position. ``denials`` are live negations, ``particles`` maps a verb to its particle apart;
    ``apart`` has such verbs by their own lemma where the particle may be a preposition. ``forms`` has
    the tokens of each different word, ``form_at`` the word of each token; ``pairs`` has the first
    tokens of neighbours written together. ``cased``: the transcript tells names
    by their ``capitals``. ``memo`` keeps look-ups: it never changes an answer.
    """

    speaker: Speaker
    tokens: tuple[str, ...]
    words: tuple[Word, ...]
    addresses: tuple[WordAddress, ...]
    segments: tuple[int, ...]
    ends_clause: tuple[bool, ...]
    comma: tuple[bool, ...]
    heavy_before: tuple[int, ...]
    light_before: tuple[int, ...]
    denials: frozenset[int]
    particles: Mapping[int, int]
    forms: Mapping[Form, tuple[int, ...]]
    form_at: tuple[Form, ...]
    pairs: Mapping[str, tuple[int, ...]]
    apart: Mapping[str, tuple[int, ...]]
    capitals: frozenset[int]
    cased: bool
    memo: dict[object, object] = field(default_factory=dict, repr=False)

    def words_before(self, position: int) -> int:
        """Tokens before ``position`` that aren't fillers."""
        return self.heavy_before[position] + self.light_before[position]


@dataclass(frozen=True, slots=True, eq=False)
class WordStream:
    """A transcript ready for ``find``, one line for each speaker who says something.

    ``memo`` keeps which phrases may be in which lines: it never changes an answer.
    """

    language: Language
    lines: tuple[Line, ...]
    memo: dict[object, dict[object, tuple[Line, ...]]] = field(default_factory=dict, repr=False)


class _Token(NamedTuple):
    text: str
    word: Word
    address: WordAddress
    last_of_word: bool


def index(transcript: Transcript, language: Language) -> WordStream:
    """The transcript's words ready for ``find``; build it once for a call."""
    tokens: dict[Speaker, list[_Token]] = {}
    for number, turn in enumerate(transcript.turns):
        tokens.setdefault(turn.speaker, []).extend(_turn_tokens(number, turn, language))
    return WordStream(
        language, tuple(_line(speaker, said, language) for speaker, said in tokens.items() if said)
    )


def _turn_tokens(number: int, turn: Turn, language: Language) -> Iterable[_Token]:
    for i, word in enumerate(turn.words):
        parts = language.tokens(word.text)
        for k, part in enumerate(parts):
            yield _Token(part, word, WordAddress(number, i), last_of_word=k == len(parts) - 1)


def _line(speaker: Speaker, said: Sequence[_Token], language: Language) -> Line:
    tokens = tuple(token.text for token in said)
    split_verbs = particles(tokens, language)
    ends = [_ends_clause(token, nxt, language) for token, nxt in zip(said, [*said[1:], None], strict=True)]
    apart = _apart(tokens, split_verbs, ends, language)
    forms, form_at = _forms(tokens, split_verbs, apart, language)
    segments = _segments(said)
    capitals = frozenset(i for i, token in enumerate(said) if token.word.text[:1].isupper())
    heavy, light = _insertion_counts(tokens, language)
    return Line(
        speaker=speaker,
        tokens=tokens,
        words=tuple(token.word for token in said),
        addresses=tuple(token.address for token in said),
        segments=segments,
        ends_clause=tuple(ends),
        comma=_commas(said, language),
        heavy_before=heavy,
        light_before=light,
        denials=live_negations(tokens, language),
        particles=split_verbs,
        forms=forms,
        form_at=form_at,
        pairs=_pairs(tokens, segments),
        apart=apart,
        capitals=capitals,
        cased=any(i and not ends[i - 1] and tokens[i] != "i" and i in capitals for i in range(len(tokens)))
        and len(capitals) < len(tokens),
    )


def cut_off(token: str, following: str) -> bool:
    """True for a word begun or said twice: "re- recorded"."""
    return following.startswith(token)


def _commas(said: Sequence[_Token], language: Language) -> tuple[bool, ...]:
    """Which tokens a comma or dash follows; beside an "um" or behind a word cut off they mark hesitation.

    Behind an answer they are meant: "no, um, calls are recorded".
    """
    hesitant = [token.text in language.hesitations for token in said] + [False]
    for i, (token, following) in enumerate(itertools.pairwise(said)):
        hesitant[i] = hesitant[i] or (token.word.text.endswith("-") and cut_off(token.text, following.text))
    return tuple(
        token.last_of_word
        and token.word.text.endswith((",", "-", "–"))
        and (token.text in language.answers or not (hesitant[i] or hesitant[i + 1]))
        for i, token in enumerate(said)
    )


def _ends_clause(token: _Token, following: _Token | None, language: Language) -> bool:
    if following is None:
        return True
    if token.last_of_word and token.word.text.endswith(tuple(_SENTENCE_ENDS)):
        return True
    pause = following.word.start_ms - token.word.end_ms
    if token.text in language.negations and token.text not in language.answers:
        return pause > _HANGING_PAUSE_MS
    return pause > _PAUSE_MS or following.address.turn != token.address.turn


def _segments(said: Sequence[_Token]) -> tuple[int, ...]:
    numbers, current = [], 0
    for i, token in enumerate(said):
        if i and token.word.start_ms - said[i - 1].word.end_ms > limits.LONGEST_PAUSE_MS:
            current += 1
        numbers.append(current)
    return tuple(numbers)


def _insertion_counts(tokens: Sequence[str], language: Language) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Content and function words before each position; fillers count as neither."""
    heavy, light = [0], [0]
    said = 0
    for i, token in enumerate(tokens):
        said = max(said, i + language.filler_at(tokens, i))
        filler = i < said or token in language.negations
        function = token in language.function_words
        heavy.append(heavy[-1] + (not filler and not function))
        light.append(light[-1] + (function and not filler))
    return tuple(heavy), tuple(light)


def _apart(
    tokens: Sequence[str], split_verbs: Mapping[int, int], ends: Sequence[bool], language: Language
) -> dict[str, tuple[int, ...]]:
    """Verbs by their own lemma where what looks like their particle may be a preposition ("mit Weber")."""
    found: dict[str, list[int]] = defaultdict(list)
    for verb, particle in split_verbs.items():
        if tokens[particle] in language.particle_prepositions and not ends[particle]:
            for name in language.lemmas(tokens[verb]):
                found[name].append(verb)
    return _frozen(found)


def _forms(
    tokens: Sequence[str],
    split_verbs: Mapping[int, int],
    apart: Mapping[str, tuple[int, ...]],
    language: Language,
) -> tuple[dict[Form, tuple[int, ...]], tuple[Form, ...]]:
    """The tokens of each different word, and the word of each token."""
    found: dict[Form, list[int]] = {}
    form_at = []
    for i, token in enumerate(tokens):
        form = (
            Form(token, _whole(i, tokens, split_verbs, apart, language)) if i in split_verbs else Form(token)
        )
        found.setdefault(form, []).append(i)
        form_at.append(form)
    return {form: tuple(places) for form, places in found.items()}, tuple(form_at)


def _whole(
    i: int,
    tokens: Sequence[str],
    split_verbs: Mapping[int, int],
    apart: Mapping[str, tuple[int, ...]],
    language: Language,
) -> frozenset[str]:
    """The verbs that verb ``i`` makes with its particle, and itself where that may be a preposition."""
    own = frozenset(name for name in language.lemmas(tokens[i]) if i in apart.get(name, ()))
    return whole_verbs(tokens[split_verbs[i]], tokens[i], language) | own


def _pairs(tokens: Sequence[str], segments: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """Neighbours written together, as a word heard as two would be; single letters are no halves."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, (left, right) in enumerate(itertools.pairwise(tokens)):
        if len(left) > 1 and len(right) > 1 and segments[i] == segments[i + 1]:
            found[left + right].append(i)
    return _frozen(found)


def _frozen(table: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(found) for key, found in table.items()}
