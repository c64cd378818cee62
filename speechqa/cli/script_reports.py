"""Owns what `scripts check` and `scripts test` say: lines that name file, line and item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechqa.cli.texts import plain
from speechqa.scripts import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speechqa.checks import examples
    from speechqa.scripts import ScriptLibrary

# An item is named when this share of its garbled examples turns: some always do.
WEAK_SHARE = 0.2


def wrong_examples(library: ScriptLibrary, results: Iterable[examples.ExampleResult]) -> Iterator[str]:
    """A line for each example that doesn't come out as written."""
    for result in results:
        if not result.ok:
            said = f"{plain(result.text)!r} ({plain(result.reason)})"
            text = f"should be {result.expected}, is {result.got}: {said}"
            place = (result.item, result.expected, result.text)
            yield _line(library, result.script, place, text)


def misheard(library: ScriptLibrary, garbled: Sequence[examples.Garbled]) -> Iterator[str]:
    """A line for each item of whose garbled examples too many turn, then a line of figures."""
    for script, item in dict.fromkeys((one.script, one.item) for one in garbled):
        own = [one for one in garbled if (one.script, one.item) == (script, item)]
        turned = [one for one in own if one.turned]
        if turned and len(turned) >= WEAK_SHARE * len(own):
            first = turned[0]
            text = (
                f"warning: {len(turned)} of {len(own)} misheard examples turn: {plain(first.heard)!r} is "
                f"{first.got} (written {plain(first.text)!r}); add phrases, or words that tell"
            )
            yield _line(library, script, (item, first.expected, first.text), text)
    if garbled:
        kept, lost = sum(one.kept for one in garbled), sum(one.turned for one in garbled)
        unsure = len(garbled) - kept - lost
        share = 100 * kept / len(garbled)
        counts = f"{len(garbled)} misheard examples, {kept} keep their verdict ({share:.1f} %)"
        yield f"{counts}, {unsure} can't be told, {lost} turn"


def unnoticed(library: ScriptLibrary, tried: Sequence[examples.Mutants], *, phrases: bool) -> Iterator[str]:
    """A line for each item with changes that no example notices, then a line of figures.

    Dropped phrases are only counted unless ``phrases``: most items have more wordings than examples.
    """
    survivors = [one for each in tried for one in each.survivors]
    shown = [one for one in survivors if phrases or one.kind != "phrase"]
    for script, item in dict.fromkeys((one.script, one.item) for one in shown):
        own = [one for one in shown if (one.script, one.item) == (script, item)]
        for text in _changes(own):
            yield _line(library, script, (item, "examples"), f"warning: {text}")
    made = sum(each.made for each in tried)
    lost = sum(one.kind == "phrase" for one in survivors)
    hint = "" if phrases or not lost else f", {lost} of them dropped phrases (--phrases names them)"
    yield f"{made} changes of the rules tried, {len(survivors)} noticed by no example{hint}"


def _changes(survivors: Sequence[examples.Survivor]) -> Iterator[str]:
    changes = "; ".join(plain(one.what) for one in survivors if one.kind != "denial")
    if changes:
        yield f"no example notices {changes}; add one that does"
    for one in survivors:
        if one.kind == "denial":
            yield f"a denial counts too: {plain(one.what)!r}; add it as an example and a 'not' against it"


def _line(library: ScriptLibrary, script: str, place: tuple[str, ...], text: str) -> str:
    source = library.source(script)
    return str(Problem(source.file, source.line(*place), place[0], text))
