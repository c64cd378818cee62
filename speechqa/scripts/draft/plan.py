"""Owns finding sections, items and phrases in a document's blocks, and saying what it could not place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from speechqa.scripts.draft.cues import Cues, cues
from speechqa.scripts.draft.items import made, wait_for
from speechqa.scripts.draft.phrases import quoted
from speechqa.scripts.draft.values import Block, Plan, PlannedItem, PlannedSection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Far more than a script has; the rest is told as unplaced.
MAX_ITEMS = 300
MAX_PHRASES = 100
HEADING_LETTERS = 80


def plan(blocks: Sequence[Block], language: str, refuses: Callable[[str], str]) -> Plan:
    """What becomes of the blocks: each is a heading, in an item, or unplaced.

    ``refuses``: why a phrase can't be looked for, "" when it can; refused phrases are left out.
    """
    walk = _Walk(cues(language), refuses)
    for block, following in zip_longest(blocks, blocks[1:]):
        walk.take(replace(block, kind="heading", level=1) if _heads(block, following) else block)
    walk.end()
    sections = tuple(section for section in walk.sections if section.items)
    phrases = [phrase for section in sections for item in section.items for phrase in _phrases(item)]
    title = next((block.text for block in blocks if block.kind == "heading"), "")
    unplaced = tuple(sorted(walk.unplaced, key=lambda block: block.number))
    return Plan(title, sections, unplaced, any("{company}" in phrase for phrase in phrases))


def _heads(block: Block, following: Block | None) -> bool:
    """True for a short line without quotes or an end of sentence before a list."""
    if block.kind != "text" or following is None or following.kind != "entry":
        return False
    plain = len(block.text) <= HEADING_LETTERS and block.text[-1] not in ".?!…"
    return plain and not quoted(block.text).texts


def _phrases(item: PlannedItem) -> tuple[str, ...]:
    return (*item.phrases, *item.customer_says)


@dataclass(slots=True)
class _Open:
    """An instruction that may still get words, and the item it became."""

    block: Block
    item: PlannedItem | None = None


class _Walk:
    """The state while going through the blocks in order."""

    def __init__(self, known: Cues, refuses: Callable[[str], str]) -> None:
        self.sections: list[PlannedSection] = []
        self.unplaced: list[Block] = []
        self._cues = known
        self._refuses = refuses
        self._headings: list[Block] = []
        self._items: list[PlannedItem] = []
        self._open: _Open | None = None
        self._customer: tuple[str, ...] = ()
        self._asked: Block | None = None
        self._either = False
        self._count = 0
        self._used: set[int] = set()
        self._first = 0

    def take(self, block: Block) -> None:
        if block.kind == "heading":
            self._heading(block)
        elif self._cues.alternative.fullmatch(block.text):
            self._either = True
        else:
            self._line(block)

    def finish(self) -> None:
        """Closes what is still open."""
        self._close()
        self._end_section()

    def end(self) -> None:
        """Closes everything at the end of the document."""
        self.finish()
        if self._headings:
            self._empty()

    def _empty(self) -> None:
        """Tells the last heading when nothing came of it, but for the first, the script's title."""
        last = self._headings[-1]
        if last.number not in self._used and last.number != self._first:
            self.unplaced.append(last)

    def _heading(self, block: Block) -> None:
        self.finish()
        if self._headings and block.level <= self._headings[-1].level:
            self._empty()
        self._headings = [other for other in self._headings if other.level < block.level]
        self._headings.append(block)
        self._first = self._first or block.number

    def _line(self, block: Block) -> None:
        waited = wait_for(block, self._cues)
        if waited:
            self._unanswered()
            self._customer, self._asked = waited, block
            return
        forbidden = any(self._cues.forbids.search(heading.text) for heading in self._headings)
        owner = self._owner(block)
        items = made(block, self._cues, forbidden=forbidden, under=owner.block if owner else None)
        items = tuple(kept for item in items if (kept := self._usable(item, block)) is not None)
        if not items:
            self._instruction(block)
        elif owner is not None and len(items) == 1 and items[0].title == "":
            self._join(owner, items[0], block)
        else:
            for item in items:
                self._add(item, block)
            if owner is None or block.level <= owner.block.level:
                self._close()

    def _owner(self, block: Block) -> _Open | None:
        """The instruction a line may belong to: one that stands higher, or any for a paragraph."""
        if self._open is None:
            return None
        deeper = block.level > self._open.block.level or self._open.block.kind != block.kind
        return self._open if deeper or block.kind == "text" else None

    def _instruction(self, block: Block) -> None:
        self._close()
        self._open = _Open(block)

    def _join(self, owner: _Open, item: PlannedItem, block: Block) -> None:
        """Another wording (a list entry, or behind "or"), or the next sentence (a paragraph) of one item."""
        if owner.item is None:
            owner.item = self._add(replace(item, title=owner.block.text), block)
            return
        before = owner.item
        joined = self._joined(before, item, block)
        if before.kind == "must_not_say" != item.kind or len(joined.phrases) > MAX_PHRASES:
            self.unplaced.append(block)
            return
        owner.item = joined
        self._items[self._items.index(before)] = joined
        self._either = False

    def _joined(self, before: PlannedItem, item: PlannedItem, block: Block) -> PlannedItem:
        if before.kind == "must_not_say":
            return replace(before, phrases=tuple(dict.fromkeys((*before.phrases, *item.phrases))))
        if self._either or block.kind == "entry":
            # Wordings of several sentences each: the longest stands for the others.
            phrases = (*self._wordings(before, block), *self._wordings(item, block))
            return replace(before, kind="say", phrases=tuple(dict.fromkeys(phrases)))
        phrases = tuple(dict.fromkeys((*before.phrases, *item.phrases)))
        return replace(before, kind="all_of", phrases=phrases)

    def _wordings(self, item: PlannedItem, block: Block) -> tuple[str, ...]:
        if item.kind != "all_of":
            return item.phrases
        longest = max(item.phrases, key=len)
        self._leave_out((phrase for phrase in item.phrases if phrase != longest), block)
        return (longest,)

    def _leave_out(self, texts: Iterable[str], block: Block) -> None:
        self.unplaced += [replace(block, text=text) for text in texts]

    def _add(self, item: PlannedItem, block: Block) -> PlannedItem | None:
        self._either = False
        if self._count >= MAX_ITEMS:
            self.unplaced.append(block)
            return None
        self._count += 1
        said, self._customer, self._asked = item.customer_says or self._customer, (), None
        window = item.within or self._window(block)
        title = item.title or item.phrases[0]
        done = replace(item, title=title, customer_says=said, within=window)
        self._items.append(done)
        return done

    def _window(self, block: Block) -> str:
        """``first 30s`` where the line or its section says so."""
        for text in (block.text, *(heading.text for heading in reversed(self._headings))):
            found = self._cues.window.search(text)
            if found and int(found[1]):
                unit = "min" if found[2].casefold().startswith(("min", "мин")) else "s"
                return f"first {int(found[1])}{unit}"
        return ""

    def _usable(self, item: PlannedItem, block: Block) -> PlannedItem | None:
        """The item with phrases the matcher can look for, None without any; what is left out is told."""
        phrases = self._accepted(item.phrases)[:MAX_PHRASES]
        if not phrases:
            return None
        self._leave_out(
            (*item.left_out, *(phrase for phrase in item.phrases if phrase not in phrases)), block
        )
        return replace(item, phrases=phrases, customer_says=self._accepted(item.customer_says)[:MAX_PHRASES])

    def _accepted(self, phrases: Iterable[str]) -> tuple[str, ...]:
        return tuple(phrase for phrase in phrases if not self._refuses(phrase))

    def _close(self) -> None:
        if self._open is not None and self._open.item is None:
            self.unplaced.append(self._open.block)
        self._open = None

    def _unanswered(self) -> None:
        if self._asked is not None:
            self.unplaced.append(self._asked)
        self._customer, self._asked = (), None

    def _end_section(self) -> None:
        self._unanswered()
        if self._items:
            title = self._headings[-1].text if self._headings else ""
            self._used.update(heading.number for heading in self._headings)
            self.sections.append(PlannedSection(title, tuple(self._items)))
        self._items = []
