"""Owns ``Inventory``: the different elements of phrases looked for together, and what fits each.

A call's words are looked up once for all phrases, and a word that was met in one call is known
in the next: how it fits depends on the word alone, not on where it was said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from speechqa.matching import limits
from speechqa.matching.similarity import alike, different, opposite

if TYPE_CHECKING:
    from speechqa.lang import Language
    from speechqa.matching.amounts import Amount
    from speechqa.matching.elements import Element

K = TypeVar("K")
Fits = dict[int, float]  # number of an element to similarity

# Beyond so many words and pairs of words what is known is forgotten: memory stays bounded.
_MOST_WORDS = 50_000
_MOST_PAIRS = 200_000


class Form(NamedTuple):
    """A word as heard; ``whole`` has the verbs it makes with its particle, where that stands apart."""

    token: str
    whole: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sought:
    """All of an element that decides where it is heard; elements that agree in it are one.

    ``strict`` admits no recognition errors and no synonyms. ``framing``: beside a {name} («меня зовут
    {name}»), where one letter in five may be wrong and small words misheard, too. ``joined``: two words of
    a phrase heard as one, which has to have over ``longer_than`` letters.
    """

    kind: str
    text: str
    lemmas: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    content: bool = False
    proper: bool = False
    person: str = ""
    strict: bool = False
    framing: bool = False
    joined: bool = False
    longer_than: int = 0
    amount: Amount | None = None

    @property
    def least(self) -> float:
        """Similarity from which a word may be this one misheard."""
        if self.proper:
            return limits.SOUNDS_ALIKE_NAME
        return limits.SOUNDS_ALIKE_FRAME if self.framing else limits.SOUNDS_ALIKE

    @property
    def garbled(self) -> bool:
        """True for what may be misheard."""
        if self.joined:
            return True
        telling = self.content or self.proper or self.framing
        plain = self.kind == "word" and not self.strict and telling
        return plain and len(self.text) >= limits.SHORTEST_GARBLED

    @property
    def split(self) -> bool:
        """True for what may be heard as two words."""
        whole = self.kind in ("word", "negation") and self.content and not self.joined
        return whole and len(self.text) >= limits.SHORTEST_JOINED


def sought(element: Element, *, strict: bool, framing: bool = False) -> Sought:
    """What decides where ``element`` is heard; ``framing``: it stands in a phrase with a {name}."""
    return Sought(
        kind=element.kind,
        text=element.text,
        lemmas=element.lemmas,
        kin=element.kin,
        groups=element.groups,
        content=element.content,
        proper=element.proper,
        person=element.person,
        strict=strict,
        framing=framing,
        amount=element.amount,
    )


def joined(left: Element, right: Element) -> Sought | None:
    """Two neighbours heard as one word; None where they can't be."""
    text = left.text + right.text
    plain = left.kind == right.kind == "word" and left.content and right.content
    if not plain or len(text) < limits.SHORTEST_JOINED:
        return None
    # Where one half alone is as good, the whole isn't "joined".
    longer_than = max(len(left.text), len(right.text)) + 1
    return Sought("word", text, proper=left.proper, joined=True, longer_than=longer_than)


class Inventory:
    """``items`` by their numbers; what it remembers of words never changes an answer.

    ``owners`` has the readings made of its elements, each with its phrase, set by who compiles them.
    """

    def __init__(self, items: Sequence[Sought], language: Language) -> None:
        self.items = tuple(items)
        self.owners: dict[object, object] = {}
        self.language = language
        self.negations = [i for i, item in enumerate(items) if item.kind == "negation" and not item.strict]
        self.slots = [i for i, item in enumerate(items) if item.kind in ("number", "date")]
        self._by_lemma = _index((i, item.lemmas) for i, item in enumerate(items))
        plain = [(i, item) for i, item in enumerate(items) if not item.strict]
        self._by_kin = _index((i, item.kin) for i, item in plain)
        self._by_group = _index((i, item.groups) for i, item in plain)
        self._by_person = _index((i, (item.person,)) for i, item in plain if item.person)
        self._garbled = [i for i, item in enumerate(items) if item.garbled]
        self._split = [i for i, item in enumerate(items) if item.split]
        # What was looked up, and of it what fits anything.
        self._forms: set[Form] = set()
        self._pairs: set[str] = set()
        self._fitting: dict[Form, tuple[Fits, Fits]] = {}
        self._splitting: dict[str, Fits] = {}

    def fits(self, forms: AbstractSet[Form]) -> dict[Form, tuple[Fits, Fits]]:
        """For each form the elements it may be: by any word like theirs, and by their own word.

        Forms that fit none are left out.
        """
        new = forms - self._forms
        if new:
            if len(self._forms) + len(new) > _MOST_WORDS:
                self._forms.clear()
                self._fitting.clear()
                new = forms
            self._forms |= new
            listed = sorted(new)
            found = zip(listed, self._find(listed), strict=True)
            self._fitting.update((form, fits) for form, fits in found if any(fits))
        return {form: self._fitting[form] for form in forms & self._fitting.keys()}

    def splits(self, pairs: AbstractSet[str]) -> dict[str, Fits]:
        """For each two words written together the elements they may be; those that are none are left out."""
        if not self._split:
            return {}
        new = pairs - self._pairs
        if new:
            if len(self._pairs) + len(new) > _MOST_PAIRS:
                self._pairs.clear()
                self._splitting.clear()
                new = pairs
            self._pairs |= new
            self._find_splits(sorted(new))
        return {pair: self._splitting[pair] for pair in pairs & self._splitting.keys()}

    def _find(self, forms: Sequence[Form]) -> list[tuple[Fits, Fits]]:
        found = [self._by_dictionary(form) for form in forms]
        texts = [self.items[i].text for i in self._garbled]
        least = [self.items[i].least for i in self._garbled]
        for row, column, similarity in alike(texts, [form.token for form in forms], least=least):
            i = self._garbled[column]
            if self._may_be(self.items[i], forms[row].token):
                for fits in found[row]:
                    _raise(fits, i, similarity)
        return found

    def _may_be(self, item: Sought, heard: str) -> bool:
        if item.joined:
            return len(heard) > item.longer_than
        if opposite(item.text, heard, self.language.negative_prefixes):
            return False
        return item.proper or not different(item.text, heard, self.language.verb_prefixes)

    def _by_dictionary(self, form: Form) -> tuple[Fits, Fits]:
        language = self.language
        lemmas = form.whole or language.lemmas(form.token)
        close: Fits = {}
        exact: Fits = {}
        for i in _named(self._by_lemma, lemmas):
            close[i] = 1.0
            exact[i] = max(_ending(self.items[i].text, form.token), exact.get(i, 0.0))
        for i in _named(self._by_kin, form.whole or language.kin(form.token)):
            _raise(close, i, limits.KIN)
        for i in _named(self._by_group, language.synonym_groups(form.whole or lemmas | {form.token})):
            _raise(close, i, limits.SYNONYM)
        for i in self._by_person.get(language.grammar.persons.get(form.token, ""), ()):
            _raise(close, i, limits.SAME_PERSON)
            _raise(exact, i, limits.SAME_PERSON)
        return close, exact

    def _find_splits(self, pairs: Sequence[str]) -> None:
        texts = [self.items[i].text for i in self._split]
        least = [1.0 if self.items[i].strict else self.items[i].least for i in self._split]
        for row, column, similarity in alike(texts, pairs, least=least):
            self._splitting.setdefault(pairs[row], {})[self._split[column]] = similarity


def _index(rows: Iterable[tuple[int, Iterable[K]]]) -> dict[K, list[int]]:
    found: dict[K, list[int]] = defaultdict(list)
    for i, keys in rows:
        for key in keys:
            found[key].append(i)
    return dict(found)


def _named(table: dict[K, list[int]], keys: Iterable[K]) -> Iterable[int]:
    return (i for key in keys for i in table.get(key, ()))


def _raise(fits: Fits, i: int, similarity: float) -> None:
    fits[i] = max(similarity, fits.get(i, 0.0))


def _ending(written: str, heard: str) -> float:
    """Similarity of two forms of one word where the recogniser may have lost the ending, nothing else."""
    if written == heard:
        return 1.0
    common = 0
    shorter = min(len(written), len(heard))
    while common < shorter and written[common] == heard[common]:
        common += 1
    same_but_ending = common >= shorter - 1 and abs(len(written) - len(heard)) <= limits.LONGEST_ENDING
    return limits.OTHER_ENDING if same_but_ending else 0.0
