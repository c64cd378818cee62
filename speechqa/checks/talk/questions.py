"""Owns counting questions: by question marks where the recogniser writes any, else by how a clause opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa import lang
from speechqa.lang.tokenise import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speechqa.lang import Language
    from speechqa.records import Speaker, Transcript, Turn

PAUSE_MS = 400  # between two sentences of one speaker, where nothing else parts them
# German question words beside those of ``lang``, which are for matching.
WHERETO = words("wofür womit worum worauf woran wozu wodurch worüber wonach inwiefern")
TAGS = words("oder gell")  # German, at the end of a statement
ADVERBS = words("dann da so deshalb")  # "dann mache ich" is a statement, "und mache ich" isn't said
PRONOUNS = words("i you he she it we they")
SHORTEST_TAGGED = 4  # words; "yes it is" is an answer
OPENING = 4  # small words that may stand before the question itself: "okay so and what …"
_MARKS = (".", "?", "!", "…")
_CLOSING = "\"'»”’)"


def count_questions(transcript: Transcript, speaker: Speaker) -> int | None:
    """How many questions the speaker asks.

    Where the call has no punctuation at all, at most one a pause counts, and in languages that ask by
    intonation (Russian, Polish) the count is None: openings show less than half of their questions.
    """
    own = [turn for turn in transcript.turns if turn.speaker == speaker]
    if not own or _is_punctuated(transcript):
        return sum(word.text.rstrip(_CLOSING).endswith("?") for turn in own for word in turn.words)
    language = lang.get(transcript.language)
    if not language.grammar.inverts:
        return None
    return sum(asks(tokens, language) for turn in own for tokens in _stretches(turn, language))


def _is_punctuated(transcript: Transcript) -> bool:
    return any(
        word.text.rstrip(_CLOSING).endswith(_MARKS) for turn in transcript.turns for word in turn.words
    )


def _stretches(turn: Turn, language: Language) -> Iterator[list[str]]:
    """The turn's tokens, cut at its pauses."""
    tokens: list[str] = []
    end = None
    for word in turn.words:
        if end is not None and word.start_ms - end >= PAUSE_MS and tokens:
            yield tokens
            tokens = []
        tokens += language.tokens(word.text)
        end = word.end_ms
    if tokens:
        yield tokens


def asks(tokens: Sequence[str], language: Language) -> bool:
    """Whether an English or German sentence without marks opens as a question, or ends with a tag."""
    if _is_tagged(tokens, language):
        return True
    grammar = language.grammar
    at = 0
    while at < min(len(tokens), OPENING) and _is_small(tokens[at], language):
        at += 1
    opening = tokens[at : at + 2]
    asking = language.question_words | WHERETO
    if not opening or opening[0] in asking:
        return bool(opening)
    if len(opening) == 1:
        return False
    if opening[0] in grammar.auxiliaries:
        return opening[1] in grammar.subjects or opening[1] in grammar.determiners
    if _verb_first(opening, language):
        return not ADVERBS.intersection(tokens[:at])
    # "in what size", "um wie viel Uhr": a preposition stands first.
    return opening[0] in language.function_words and opening[1] in asking


def _verb_first(opening: Sequence[str], language: Language) -> bool:
    """Whether a German verb stands before its subject; "nehmen Sie" may be a request."""
    grammar = language.grammar
    return (
        grammar.closing
        and grammar.finite(opening[0])
        and opening[1] in grammar.subjects | {"ihnen"}
        and opening[1] != "sie"
    )


def _is_tagged(tokens: Sequence[str], language: Language) -> bool:
    if len(tokens) < SHORTEST_TAGGED:
        return False
    grammar = language.grammar
    if grammar.closing:
        return tokens[-1] in TAGS
    verb = tokens[-3] if tokens[-2] in language.negations else tokens[-2]
    return verb in grammar.auxiliaries and tokens[-1] in PRONOUNS


def _is_small(token: str, language: Language) -> bool:
    if token in language.question_words or token in language.grammar.auxiliaries:
        return False
    return token in language.fillers or token in language.clause_starts or token in language.grammar.no_names
