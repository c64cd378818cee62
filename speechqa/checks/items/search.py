"""Owns looking an item's phrases up in one transcript and telling which hits can count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from speechqa import matching
from speechqa.checks.items.wording import hit_words
from speechqa.checks.speakers import told_apart
from speechqa.errors import ScriptError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speechqa.checks.items.sense import Sense
    from speechqa.lang import Language
    from speechqa.meaning import Unit
    from speechqa.records import PhraseHit, Speaker, Transcript
    from speechqa.scripts.values import Item, MatchMode, Script

# "unsure": who said it is not known.
Fate = Literal["counts", "unsure", "negated", "decoyed", "other_speaker"]

# A decoy a few words away in the same sentence speaks of the same thing
# ("recorded? no, it is not recorded"); further off it is another statement.
DECOY_REACH_WORDS = 4
# German sets its "nicht" behind the object: "garantieren kann ich den Freitag nicht".
DENIAL_REACH_WORDS = 4
# Confidences this near are equal for choosing evidence.
ABOUT_AS_SURE = 0.05
SENTENCE_END = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hit of one of an item's phrases, and whether it can count; ``decoy`` is what cancelled it."""

    hit: PhraseHit
    fate: Fate
    decoy: PhraseHit | None = None


class Finder:
    """Looks phrases up in one transcript; each phrase is compiled and searched once."""

    def __init__(
        self,
        script: Script,
        transcript: Transcript,
        language: Language,
        sense: Sense | None = None,
        items: Sequence[Item] | None = None,
    ) -> None:
        self.transcript = transcript
        self.sense = sense
        self.language = language
        self._told_apart = told_apart(transcript)
        self.values = dict(script.values)
        self._script = script.id
        self._stream = matching.index(transcript, language)
        self._phrases = matching.compile_phrases(
            _texts(script.items if items is None else items), language, script.values
        )
        self._hits: dict[tuple[str, MatchMode, bool, bool], tuple[PhraseHit, ...]] = {}
        self._candidates: dict[str, tuple[Candidate, ...]] = {}

    def hits(
        self, phrase: str, mode: MatchMode, *, any_farewell: bool = False, own_name: bool = True
    ) -> tuple[PhraseHit, ...]:
        """Every place where anyone said the phrase, negated or not, in time order.

        ``any_farewell``: of a phrase that only ends a call, whatever else ends it; ``own_name``: of one that
        only says who speaks, other set words for it.
        """
        key = (phrase, mode, any_farewell, own_name)
        if key not in self._hits:
            self._hits[key] = matching.find(
                self._phrase(phrase), self._stream, mode=mode, any_farewell=any_farewell, own_name=own_name
            )
        return self._hits[key]

    def nearest(self, phrase: str, speaker: Speaker | Literal["anyone"], *, least: float) -> PhraseHit | None:
        """The best near miss of a phrase, None when nothing resembles it by ``least``."""
        return matching.nearest(self._phrase(phrase), self._stream, speaker=speaker, least=least)

    def alignment(self, hit: PhraseHit, mode: matching.SearchMode) -> tuple[matching.Pairing, ...]:
        """The words of a hit's phrase beside the words said for them."""
        return matching.alignment(self._phrase(hit.phrase), self._stream, hit, mode=mode)

    def candidates(self, item: Item) -> tuple[Candidate, ...]:
        """All hits of all phrases of an item, in time order, each with its fate."""
        if item.id not in self._candidates:
            decoys = [hit for phrase in item.not_ for hit in self._decoys(phrase)]
            freely, own = self._closes(item), not self.names_other(item)
            found = [
                self._judged(hit, item, decoys)
                for phrase in item.phrases
                for hit in self.hits(phrase, item.match, any_farewell=freely, own_name=own)
            ]
            found.sort(key=lambda candidate: (candidate.hit.start_ms, candidate.hit.end_ms))
            self._candidates[item.id] = tuple(found)
        return self._candidates[item.id]

    def _closes(self, item: Item) -> bool:
        """True for an item of farewells, all but a few of its phrases ending a call and no more.

        Who must not say "tschüss" may well say "auf Wiederhören".
        """
        ends = sum(bool(self._phrase(phrase).parting) for phrase in item.phrases)
        return item.kind != "must_not_say" and ends * 2 > len(item.phrases)

    def names_other(self, item: Item) -> bool:
        """True for an item that makes sure whom one speaks to: most phrases with a name are nobody's own.

        Beside "вы {name}", "это {name}" is no set word for one's own name.
        """
        persons = self.language.grammar.persons
        named = [phrase for phrase in item.phrases if "{name}" in phrase]
        own = sum(map(self.tells_name, named))
        return own * 2 < len(named) and any(
            self.asks(phrase) or any(persons.get(token) == "2" for token in self.language.tokens(phrase))
            for phrase in named
        )

    def tells_name(self, phrase: str) -> bool:
        """True when a phrase says no more than who the speaker is."""
        return self._phrase(phrase).who.name

    def said(self, phrases: Iterable[str], speaker: str) -> tuple[Candidate, ...]:
        """Hits of a condition's phrases by this speaker (or by nobody knows whom), negated ones left out."""
        found = [
            Candidate(hit, "counts" if self._told_apart and hit.speaker == speaker else "unsure")
            for phrase in phrases
            for hit in self.hits(phrase, "close")
            if not hit.negated and (not self._told_apart or hit.speaker in {speaker, "unknown"})
        ]
        return tuple(sorted(found, key=lambda candidate: (candidate.hit.start_ms, candidate.hit.end_ms)))

    def asks(self, phrase: str) -> bool:
        """True when the phrase is a question or a condition itself."""
        return self._phrase(phrase).asks

    def asserts(self, hit: PhraseHit) -> bool:
        """True unless talk found by its sense is reported, unreal, or its saying denied."""
        return matching.asserts(hit, self._phrase(hit.phrase), self._stream)

    def retold(self, hit: PhraseHit) -> bool:
        """True where the words found were told as what others say, and nothing was said against them."""
        return matching.retold(hit, self._phrase(hit.phrase), self._stream)

    def decoyed(self, item: Item, hit: PhraseHit) -> bool:
        """True when one of the item's decoys was said in the words found."""
        return any(overlap(decoy, hit) for phrase in item.not_ for decoy in self._decoys(phrase))

    def denial_near(self, hit: PhraseHit) -> bool:
        """True when the hit or a few words round it in its turns hold a negation."""
        words = [
            *self.transcript.turns[hit.first.turn].words[: hit.first.word][-DENIAL_REACH_WORDS:],
            *hit_words(self.transcript, hit),
            *self.transcript.turns[hit.last.turn].words[hit.last.word + 1 :][:DENIAL_REACH_WORDS],
        ]
        tokens = self.language.tokens(" ".join(word.text for word in words))
        return any(token in self.language.negations for token in tokens)

    def _decoys(self, phrase: str) -> list[PhraseHit]:
        """Hits of a decoy, every word of it: "if it is recorded" is no decoy for "it is recorded".

        One that denies counts in its order only, as a "not" further on denies something else.
        """
        denies = any(token in self.language.negations for token in self.language.tokens(phrase))
        hits = self.hits(phrase, "verbatim" if denies else "close")
        return [hit for hit in hits if not hit.negated and not hit.missing]

    def _phrase(self, text: str) -> matching.Phrase:
        if text in self._phrases:
            return self._phrases[text]
        try:
            return matching.compile_phrase(text, self.language, self.values)
        except ValueError as error:
            where = f"script '{self._script}': phrase '{text[:60]}'"
            raise ScriptError(f"{where}: {error}; `speechqa scripts check` shows all of them") from error

    def _judged(self, hit: PhraseHit, item: Item, decoys: Sequence[PhraseHit]) -> Candidate:
        bound = item.speaker != "anyone"
        if bound and self._told_apart and hit.speaker not in {item.speaker, "unknown"}:
            return Candidate(hit, "other_speaker")
        if hit.negated:
            return Candidate(hit, "negated")
        decoy = next((decoy for decoy in decoys if self._cancels(decoy, hit)), None)
        if decoy is not None:
            return Candidate(hit, "decoyed", decoy)
        sure = not bound or (self._told_apart and item.speaker == hit.speaker)
        return Candidate(hit, "counts" if sure else "unsure")

    def _cancels(self, decoy: PhraseHit, hit: PhraseHit) -> bool:
        if decoy.speaker != hit.speaker:
            return False
        if overlap(decoy, hit):
            return True
        first, second = (decoy, hit) if before(decoy, hit) else (hit, decoy)
        return self._same_sentence(first, second)

    def _same_sentence(self, first: PhraseHit, second: PhraseHit) -> bool:
        if first.last.turn != second.first.turn:
            return False
        words = self.transcript.turns[first.last.turn].words[first.last.word : second.first.word]
        near = len(words) - 1 <= DECOY_REACH_WORDS
        return near and not any(word.text.endswith(SENTENCE_END) for word in words)


def _texts(items: Iterable[Item]) -> tuple[str, ...]:
    """All phrases of the items: what is looked for together is found faster."""
    found: list[str] = []
    for item in items:
        found += item.phrases + item.not_
        if item.when:
            found += item.when.customer_says + item.when.agent_says
    return tuple(dict.fromkeys(found))


def first(candidates: Iterable[Candidate], fate: Fate) -> Candidate | None:
    """The first of ``candidates`` with this fate; None without one."""
    return next((candidate for candidate in candidates if candidate.fate == fate), None)


def overlap(one: PhraseHit | Unit, other: PhraseHit | Unit) -> bool:
    """True when two hits (or stretches) of one speaker share a word."""
    return (
        one.speaker == other.speaker
        and (one.first.turn, one.first.word) <= (other.last.turn, other.last.word)
        and (other.first.turn, other.first.word) <= (one.last.turn, one.last.word)
    )


def before(one: PhraseHit, other: PhraseHit) -> bool:
    """True when one hit begins earlier in the transcript than another."""
    return (one.first.turn, one.first.word) < (other.first.turn, other.first.word)


def inside(one: PhraseHit, other: PhraseHit) -> bool:
    """True when one hit's words all belong to the other."""
    return (
        one.speaker == other.speaker
        and (other.first.turn, other.first.word) <= (one.first.turn, one.first.word)
        and (one.last.turn, one.last.word) <= (other.last.turn, other.last.word)
    )


def fulfilling(item: Item, hits: Sequence[PhraseHit]) -> tuple[PhraseHit, ...]:
    """The hits that fulfil an item, one a phrase, in time order; fewer than wanted when it isn't fulfilled.

    For ``say`` the surest hit; of hits about as sure, the earliest. ``at_least`` never counts the
    same words for two phrases; ``all_of`` may ("my name is Jo from Acme" holds two phrases).
    """
    if item.kind == "at_least":
        return _apart(hits)[: item.count]
    best: dict[str, PhraseHit] = {}
    for hit in hits:
        if hit.phrase not in best or hit.confidence > best[hit.phrase].confidence + ABOUT_AS_SURE:
            best[hit.phrase] = hit
    if item.kind == "all_of":
        return tuple(sorted(best.values(), key=lambda hit: (hit.start_ms, hit.end_ms)))
    surest = max((hit.confidence for hit in best.values()), default=0.0)
    sure = [hit for hit in best.values() if hit.confidence >= surest - ABOUT_AS_SURE]
    return tuple(sorted(sure, key=lambda hit: (hit.start_ms, -hit.confidence, hit.phrase)))[:1]


def _apart(hits: Sequence[PhraseHit]) -> tuple[PhraseHit, ...]:
    """As many hits of different phrases as go together without one lying in another, in time order.

    Whatever ends first is taken first, the shorter of two: the greedy choice that fits in most.
    """
    chosen: list[PhraseHit] = []
    for hit in sorted(hits, key=lambda hit: (hit.end_ms, -hit.start_ms, hit.phrase)):
        taken = any(hit.phrase == one.phrase or inside(hit, one) or inside(one, hit) for one in chosen)
        if not taken:
            chosen.append(hit)
    return tuple(sorted(chosen, key=lambda hit: (hit.start_ms, hit.end_ms)))
