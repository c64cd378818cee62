"""Owns when what was heard is enough of a phrase, whatever its similarity.

A phrase is told from its neighbours by small words where it has few others: by its
possessives, its question word, the order of its parts. What fails here was said in words
too much like the phrase's to be a recognition error, and means something else.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from speechqa.matching import limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speechqa.matching.laying import Task
    from speechqa.matching.stream import Spot


def enough(task: Task, placed: Mapping[int, Spot], mask: int) -> bool:
    """True when the elements ``placed`` make up the phrase, ``mask`` being the tokens they took."""
    plan = task.plan
    if any(k not in placed and not task.elements[k].optional for k in plan.negations):
        return False
    if not _tied(task, placed, mask) or _other_person(task, placed) or _other_subject(task, placed, mask):
        return False
    if plan.frame:
        return _frame(task, placed, mask)
    return _telling(task, placed, mask) and not _other_owner(task, placed, mask) and _anchored(task, placed)


def _tied(task: Task, placed: Mapping[int, Spot], mask: int) -> bool:
    """True when the phrase's own negation denies its words: both in one clause."""
    line = task.line
    for k in task.plan.negations:
        if k not in placed:
            continue
        if mask == placed[k].mask:  # a phrase of one denial: "no problem" holds none
            if placed[k].start not in line.denials:
                return False
            continue
        at = placed[k].start
        behind = _next_matched(mask, at, 1, len(line.tokens))
        before = _next_matched(mask, at, -1, len(line.tokens))
        after = behind is not None and not _border(task, at, behind)
        trailing = before is not None and not _border(task, before, at)
        answer = line.tokens[at] in task.language.answers and (line.comma[at] or line.ends_clause[at])
        if answer and trailing and before is not None:  # «комиссии нет.» lacks, «комиссия нет» answers
            answer = not task.language.grammar.lacked(line.tokens[before])
        if answer or not (after or trailing):
            return False
    return True


def _next_matched(mask: int, at: int, step: int, size: int) -> int | None:
    i = at + step
    while 0 <= i < size:
        if mask >> i & 1:
            return i
        i += step
    return None


def _border(task: Task, first: int, last: int) -> bool:
    return any(task.line.ends_clause[i] or task.line.comma[i] for i in range(first, last))


def _frame(task: Task, placed: Mapping[int, Spot], mask: int) -> bool:
    """True when a phrase of small words and slots was said as written: in order, nothing in between."""
    ordered = [placed[k].start for k in sorted(placed)]
    if any(b < a for a, b in itertools.pairwise(ordered)) or not _anchored(task, placed):
        return False
    wanted = [k for k, part in enumerate(task.elements) if not part.optional]
    missing = sum(k not in placed for k in wanted)
    if missing > (1 if len(wanted) >= limits.FRAME_MAY_MISS else 0):
        return False
    first, last = (mask & -mask).bit_length() - 1, mask.bit_length() - 1
    between = [i for i in range(first, last) if not mask >> i & 1 and not _free(task, i)]
    counted = {placed[k].end for k, part in enumerate(task.elements) if part.kind == "number" and k in placed}
    between = [i for i in between if i not in counted]  # "240 pounds all in"
    light = all(task.line.tokens[i] in task.language.light_words for i in between)
    ends = any(task.line.ends_clause[i] and _same_turn(task, i) for i in range(first, last))
    return light and len(between) <= limits.FRAME_INSERTED and not ends


def _same_turn(task: Task, i: int) -> bool:
    return task.line.addresses[i].turn == task.line.addresses[i + 1].turn


def _free(task: Task, i: int) -> bool:
    """True for fillers and repetitions."""
    token = task.line.tokens[i]
    return token in task.language.fillers or bool(task.language.lemmas(token) & task.plan.lemmas)


def _telling(task: Task, placed: Mapping[int, Spot], mask: int) -> bool:
    """True unless a phrase's one content word was heard without the small words that make it this phrase."""
    served = task.plan.required
    if len(served) != 1:
        return True
    language = task.language
    wanted = heard = 0.0
    for k, part in enumerate(task.elements):
        if (
            part.optional
            or not part.light
            or (part.text in language.fillers and part.text not in _persons(task))
        ):
            continue
        weight = limits.TELLING if part.question or part.text in _persons(task) else limits.FUNCTION_WEIGHT
        wanted += weight
        heard += weight * (k in placed or _nearby(task, k, mask))
    spot = placed.get(served[0])
    # A verb in the same form says by itself who does it.
    said = spot is not None and task.line.tokens[spot.start] == task.elements[served[0]].text
    if said and language.grammar.finite(task.elements[served[0]].text) and not language.grammar.closing:
        return True
    return heard >= limits.TELLING_SHARE * wanted


def _nearby(task: Task, k: int, mask: int) -> bool:
    """True when a small word stands beside the hit in another order ("which area do you have")."""
    line = task.line
    first, last = (mask & -mask).bit_length() - 1, mask.bit_length() - 1
    for spot in task.spots[k]:
        if mask & spot.mask or not first - limits.NEARBY <= spot.start <= last + limits.NEARBY:
            continue
        low, high = min(spot.start, last), max(spot.start, first)
        if not any(line.ends_clause[i] or line.comma[i] for i in range(low, high)):
            return True
    return False


def _persons(task: Task) -> Mapping[str, str]:
    return task.language.grammar.persons


def _other_person(task: Task, placed: Mapping[int, Spot]) -> bool:
    """True when "your" of the phrase was said as "my"."""
    line, grammar = task.line, task.language.grammar
    for k, owned in task.plan.owned:
        if owned not in placed:
            continue
        i = placed[owned].start - 1
        while i >= 0 and not line.ends_clause[i] and line.tokens[i] in task.language.adverbs:
            i -= 1
        if i < 0 or line.ends_clause[i]:
            continue
        heard = line.tokens[i]
        if heard in grammar.possessives and grammar.persons[heard] != grammar.persons[task.elements[k].text]:
            return True
    return False


def _other_subject(task: Task, placed: Mapping[int, Spot], mask: int) -> bool:
    """True when another subject was heard than the phrase has ("I speak with" for "you speak with")."""
    line, grammar = task.line, task.language.grammar
    elements = task.elements
    missing = (k for k in task.plan.subjects if k not in placed and not elements[k].optional)
    wanted = {elements[k].person for k in missing}
    if not wanted:
        return False
    first, last = (mask & -mask).bit_length() - 1, mask.bit_length() - 1
    for i in range(max(0, first - 1), last + 1):
        heard = line.tokens[i]
        beside = i >= first or not (line.ends_clause[i] or line.comma[i])
        if beside and not mask >> i & 1 and heard in grammar.subjects and heard in grammar.persons:
            return grammar.persons[heard] not in wanted
    return False


def _other_owner(task: Task, placed: Mapping[int, Spot], mask: int) -> bool:
    """True when another owner follows where "your" wasn't heard ("the name of the street")."""
    grammar, line = task.language.grammar, task.line
    addressed = task.plan.addressed
    if not addressed or any(k in placed or task.elements[k].optional for k in addressed):
        return False
    if not any(part.question for part in task.elements):
        return False
    i = mask.bit_length()
    skipped = task.language.light_words - grammar.owners - grammar.persons.keys()
    while i < len(line.tokens) and not line.ends_clause[i - 1] and line.tokens[i] in skipped:
        i += 1
    if i >= len(line.tokens) or line.ends_clause[i - 1]:
        return False
    return line.tokens[i] in grammar.owners or grammar.noun(line.tokens[i])


def _anchored(task: Task, placed: Mapping[int, Spot]) -> bool:
    """True when each {name} stands right beside a word it stands beside in the phrase."""
    for k in task.plan.names:
        if k in placed and not (_beside(task, placed, k, -1) or _beside(task, placed, k, 1)):
            return False
    return True


def _beside(task: Task, placed: Mapping[int, Spot], k: int, step: int) -> bool:
    """True when the neighbour of slot ``k`` stands next to it; one small word between may be missing."""
    i, passed = k + step, 0
    while 0 <= i < len(task.elements):
        part = task.elements[i]
        if i in placed:
            left, right = (placed[i], placed[k]) if step < 0 else (placed[k], placed[i])
            between = range(left.end, right.start)
            if left.end > right.start or not (
                all(_skipped(task, at) for at in between) or _title(task, between)
            ):
                return False
            # The other small words of the run must stand together too: "this is", not "this parcel is".
            return not part.light or task.plan.frame or (not passed and _run(task, placed, i, step))
        if not part.optional:
            passed += 1
            if passed > 1 or not part.light:
                return False
        i += step
    return sum(1 for part in task.elements if not part.optional) == 1


def _title(task: Task, between: range) -> bool:
    """True for "the manager" before a name that its capital shows to be one, or "from" behind it."""
    line = task.line
    words = [i for i in between if line.tokens[i] not in task.language.light_words]
    plain = not any(i in line.capitals or line.ends_clause[i] or line.comma[i] for i in between)
    verbs = (
        any(task.language.grammar.finite(line.tokens[i]) for i in words) and not task.language.grammar.closing
    )
    return line.cased and plain and not verbs and len(between) <= limits.TITLE_WORDS and len(words) <= 1


def _run(task: Task, placed: Mapping[int, Spot], k: int, step: int) -> bool:
    """True when small word ``k`` stands beside the small words next to it in the phrase, as far as heard."""
    i = k + step
    if not 0 <= i < len(task.elements) or not task.elements[i].light or i not in placed:
        return True
    left, right = (placed[i], placed[k]) if step < 0 else (placed[k], placed[i])
    together = left.end <= right.start and all(_skipped(task, at) for at in range(left.end, right.start))
    return together and _run(task, placed, i, step)


def _skipped(task: Task, at: int) -> bool:
    token = task.line.tokens[at]
    return _free(task, at) or token in task.language.grammar.no_names or token in task.language.adverbs
