"""Owns doubt about what was said, yet perhaps not asserted: asked, quoted, said with another number.

Words alone don't show it ("is parking free where you live?"); the sentence's mark does.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from speechqa.checks.items import wants
from speechqa.checks.items.search import overlap
from speechqa.checks.items.wording import hit_words
from speechqa.meaning import signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.checks.items.search import Candidate, Finder
    from speechqa.lang import Language
    from speechqa.meaning import Unit
    from speechqa.records import PhraseHit, Word
    from speechqa.scripts.values import Item

_CORRECTED = 4  # words from what is said to what takes its place
_DISCLAIMS = 6  # words before a stretch, and of its own, among which a denied vow disclaims it
_DENIES, _DENIES_BEHIND = 3, 5  # words from a vow to what denies it
_SENTENCE_ENDS = (".", "?", "!", "…", ";")
_QUOTES_OPEN = ("«", "„", "“", '"')
_QUOTES = "\"'»”“«„)"


def doubt(item: Item, finder: Finder, hit: PhraseHit) -> str:
    """Why a hit perhaps asserts nothing, as "perhaps only asked"; "" when nothing speaks against it."""
    if _corrected(item, finder, hit):
        return "denied right after it"
    if _quoted(item, finder, hit) and item.match != "verbatim":
        return "perhaps only quoted"
    if item.match == "verbatim" or item.kind == "must_not_say":
        return ""
    if _asked(finder, hit) and not asks(item, finder) and not finder.names_other(item):
        return "perhaps only asked"
    return wants.unasked(finder, hit) or wants.own_name(item, finder, hit)


def turned(finder: Finder, hit: PhraseHit) -> str:
    """How words that don't assert what they say were said, as "Negated"; "" where that isn't sure.

    A denial, a question mark or an "if" shows it; rules alone may take a statement for a report.
    """
    if finder.denial_near(hit):
        return "Negated"
    words = finder.transcript.turns[hit.first.turn].words
    before = " ".join(word.text for word in words[_start(words, hit.first.word) : hit.first.word])
    supposed = any(token in finder.language.conditionals for token in finder.language.tokens(before))
    return "Said, but only asked, supposed, reported or put off" if supposed or _marked(finder, hit) else ""


def _marked(finder: Finder, hit: PhraseHit) -> bool:
    """True when a question mark ends the clause of the words found."""
    words = finder.transcript.turns[hit.last.turn].words
    end = _end(words, hit.last.word)
    if end is None or not words[end].text.rstrip(_QUOTES).endswith("?"):
        return False
    return not any(word.text.endswith(",") for word in words[hit.last.word : end])


def _corrected(item: Item, finder: Finder, hit: PhraseHit) -> bool:
    """True for "this call is recorded, er, this call is not recorded"."""
    words = finder.transcript.turns[hit.last.turn].words
    for each in finder.candidates(item):
        again = each.hit
        if each.fate != "negated" or (again.phrase, again.speaker) != (hit.phrase, hit.speaker):
            continue
        between = words[hit.last.word : again.first.word]
        near = again.first.turn == hit.last.turn and 0 < len(between) <= _CORRECTED
        if near and not any(word.text.endswith(_SENTENCE_ENDS) for word in between):
            return True
    return False


def retold(finder: Finder, candidates: Iterable[Candidate]) -> PhraseHit | None:
    """The first forbidden thing told as what others say: the customer heard it all the same."""
    turned = (each.hit for each in candidates if each.fate == "negated")
    return next((hit for hit in turned if finder.retold(hit)), None)


def withdrawn(item: Item, finder: Finder, hit: PhraseHit) -> bool:
    """True when what fulfils an item by its sense isn't asserted, or names another number.

    It holds the item's words, negated, or a decoy; or it is asked, reported or unreal itself.
    """
    negated = (each.hit for each in finder.candidates(item) if each.fate == "negated")
    return (
        any(overlap(hit, each) for each in negated)
        or finder.decoyed(item, hit)
        or not finder.asserts(hit)
        or bool(doubt(item, finder, hit))
        or _other_number(item, finder, hit)
    )


def disclaimed(finder: Finder, hit: PhraseHit) -> bool:
    """True where the stretch opens with a vow denied ("I can't promise they'll never come back")."""
    language = finder.language
    words = finder.transcript.turns[hit.first.turn].words
    last = hit.last.word if hit.last.turn == hit.first.turn else len(words) - 1
    start = max(_start(words, hit.first.word), hit.first.word - _DISCLAIMS)
    opening = words[start : min(last, hit.first.word + _DISCLAIMS) + 1]
    tokens = [token for word in opening for token in _connected(word.text, language)]
    vows = [i for i, token in enumerate(tokens) if language.lemmas(token) & language.moods.vows]
    return any(_denied_vow(tokens, i, language) for i in vows)


def _denied_vow(tokens: Sequence[str], vow: int, language: Language) -> bool:
    """True for "can't really promise", and for "garantieren kann das niemand"."""
    before = takewhile(lambda token: _small(token, language), reversed(tokens[max(0, vow - _DENIES) : vow]))
    fronted = tokens[vow + 1 : vow + 2] and tokens[vow + 1] in language.grammar.auxiliaries
    behind = tokens[vow + 2 : vow + 2 + _DENIES_BEHIND] if fronted and language.grammar.closing else ()
    return any(token in language.negations for token in (*before, *behind))


def _connected(text: str, language: Language) -> tuple[str, ...]:
    """The tokens of a word; none of a denial that stands alone ("no, I promise it")."""
    tokens = language.tokens(text)
    alone = text.endswith((",", *_SENTENCE_ENDS)) and any(token in language.negations for token in tokens)
    return () if alone else tokens


def _small(token: str, language: Language) -> bool:
    """True for what may stand between a denial and its verb ("can't really promise"), denials included."""
    grammar = language.grammar
    small = token in language.light_words or token in grammar.auxiliaries or token in grammar.persons
    return small or token in language.negations


def asks(item: Item, finder: Finder) -> bool:
    """True when one of the item's phrases is a question itself."""
    return any(asking(phrase, finder) for phrase in item.phrases)


def asking(phrase: str, finder: Finder) -> bool:
    """True when a phrase is a question itself."""
    return finder.asks(phrase) or signs(phrase, finder.language).asks


def _asked(finder: Finder, hit: PhraseHit) -> bool:
    """True when the hit's own clause is a question: no offer, and no tag or other clause asks behind it."""
    words = finder.transcript.turns[hit.last.turn].words
    end = _end(words, hit.last.word)
    if end is None or not words[end].text.rstrip(_QUOTES).endswith("?"):
        return False
    language = finder.language
    asking = language.question_words - language.complementisers
    own = language.tokens(" ".join(word.text for word in hit_words(finder.transcript, hit)))
    if all(token in language.grammar.no_names for token in own):  # "Hello?" greets all the same
        return False
    if any(word.text.endswith(",") for word in words[hit.last.word : end]):
        return any(token in asking for token in own) or _inverted(finder, hit)
    behind = language.tokens(" ".join(word.text for word in words[hit.last.word + 1 : end + 1]))
    if behind and all(token in language.moods.tags | language.fillers for token in behind):
        return False
    said = language.tokens(" ".join(word.text for word in words[_start(words, hit.first.word) : end + 1]))
    return not any(token in language.grammar.offers for token in said)


def _inverted(finder: Finder, hit: PhraseHit) -> bool:
    """True when the clause of the words found opens as a question ("would you say fifty, or more?")."""
    words = finder.transcript.turns[hit.first.turn].words
    first = hit.first.word
    while first and not words[first - 1].text.rstrip(_QUOTES).endswith((*_SENTENCE_ENDS, ",")):
        first -= 1
    said = " ".join(word.text for word in words[first : hit.last.word + 1])
    return finder.language.grammar.inverts and signs(said.rstrip("?"), finder.language).asks


def _end(words: Sequence[Word], last: int) -> int | None:
    """The word that ends the sentence of word ``last``."""
    ends = (i for i in range(last, len(words)) if words[i].text.rstrip(_QUOTES).endswith(_SENTENCE_ENDS))
    return next(ends, None)


def _start(words: Sequence[Word], first: int) -> int:
    start = first
    while start and not words[start - 1].text.rstrip(_QUOTES).endswith(_SENTENCE_ENDS):
        start -= 1
    return start


def _quoted(item: Item, finder: Finder, hit: PhraseHit) -> bool:
    """True when the words found stand in quotation marks, names of companies apart."""
    if "{" in hit.phrase or item.speaker == "customer":
        return False
    words = finder.transcript.turns[hit.first.turn].words
    return words[hit.first.word].text.startswith(_QUOTES_OPEN) and hit.first != hit.last


def _other_number(item: Item, finder: Finder, hit: PhraseHit) -> bool:
    """True when every phrase names a number and the stretch that stands for them only another one."""
    wanted = [_named(phrase, finder) for phrase in item.phrases]
    named = _named(_said(finder, hit), finder)
    return all(wanted) and bool(named) and not any(each & named for each in wanted)


def numbers(finder: Finder, stretch: PhraseHit | Unit) -> int:
    """How many different numbers a stretch names."""
    return len(_named(_said(finder, stretch), finder))


def _said(finder: Finder, stretch: PhraseHit | Unit) -> str:
    return " ".join(word.text for word in hit_words(finder.transcript, stretch))


def _named(text: str, finder: Finder) -> set[float]:
    tokens = finder.language.tokens(text)
    found = (finder.language.number_at(tokens, i) for i in range(len(tokens)))
    return {number[0] for number in found if number is not None}
