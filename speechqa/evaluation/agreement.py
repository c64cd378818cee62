"""Owns how far machine and people agree, and people among each other, by what people said in review. Pure."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Literal, get_args

from speechqa.evaluation.joining import agreed
from speechqa.evaluation.rates import Z95, Counts, Rate
from speechqa.records import AgreementRow
from speechqa.scoring import wilson

Basis = Literal["all", "blind"]

if TYPE_CHECKING:
    from speechqa.records import CallResult, Review

    Interval = tuple[float, float] | tuple[None, None]
    # (what one side says, what the other says), by script and item.
    Said = Mapping[tuple[str, str], list[tuple[str, str]]]


def agreement(calls: Sequence[CallResult]) -> tuple[AgreementRow, ...]:
    """The rows of ``agreement.csv``: all items, then each; none where nobody reviewed anything.

    Of people among each other only ratings given blind count: whoever knows what was said before isn't
    independent of it.
    """
    rows: list[AgreementRow] = []
    for basis in get_args(Basis):
        said = _machine_and_people(calls, basis)
        rows.extend(_machine_row(script, item, basis, pairs) for script, item, pairs in _groups(said))
    among = _people(calls)
    rows.extend(_people_row(script, item, pairs) for script, item, pairs in _groups(among))
    return tuple(rows)


def _groups(said: Said) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """(script, item, pairs): everything first."""
    everything = [pair for key in sorted(said) for pair in said[key]]
    if everything:
        yield "", "", everything
        yield from ((script, item, said[script, item]) for script, item in sorted(said))


def _machine_and_people(calls: Iterable[CallResult], basis: Basis) -> Said:
    """(people, machine): what more than half of the people say, ``cannot_tell`` where they are split."""
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for call in calls:
        machine = machine_verdicts(call)
        script = call.analysis.script if call.analysis else ""
        by_item: dict[str, list[str]] = defaultdict(list)
        for (item, _), review in latest(call, basis).items():
            by_item[item].append(review.value)
        for item, values in sorted(by_item.items()):
            if item in machine:
                pairs[script, item].append((agreed(values)[0] or "cannot_tell", machine[item]))
    return pairs


def _people(calls: Iterable[CallResult]) -> Said:
    """Each two people who rated an item blind, in the order of their names' bytes."""
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for call in calls:
        script = call.analysis.script if call.analysis else ""
        by_item: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for (item, author), review in latest(call, "blind").items():
            by_item[item].append((author, review.value))
        for item, values in by_item.items():
            ordered = [value for _, value in sorted(values)]
            pairs[script, item].extend(combinations(ordered, 2))
    return {key: found for key, found in pairs.items() if found}


def latest(call: CallResult, basis: Basis) -> dict[tuple[str, str], Review]:
    """What each person says last of each item: a blind rating goes before what was said with knowledge.

    By (item, author); the kind of call is left out, and so is what was said of another recording or script.
    """
    found: dict[tuple[str, str], Review] = {}
    script = call.analysis.script if call.analysis else ""
    for review in call.review.log if call.review else ():
        fits = review.item and review.script == script and review.audio == call.recording.content_hash
        kinds = {"rating"} if basis == "blind" else {"rating", "decision"}
        if not fits or review.kind not in kinds:
            continue
        key = (review.item, review.author)
        if review.kind == "decision" and key in found and found[key].kind == "rating":
            continue
        found[key] = review
    return {key: review for key, review in found.items() if review.value}


def machine_verdicts(call: CallResult) -> dict[str, str]:
    """The machine's own verdict by item, whatever people decided."""
    verdicts = {each.item: each.verdict for each in call.analysis.verdicts} if call.analysis else {}
    decided = call.review.decided if call.review else ()
    own = {each.review.item: each.verdict.verdict for each in decided if each.verdict}
    return {**verdicts, **own}


def _machine_row(script: str, item: str, basis: Basis, pairs: Sequence[tuple[str, str]]) -> AgreementRow:
    known = [pair for pair in pairs if pair[0] != "cannot_tell"]
    decided = [pair for pair in known if pair[1] != "cannot_tell"]
    counts = Counts(known)
    return AgreementRow(
        script,
        item,
        "machine_people",
        basis,
        len(known),
        len(pairs) - len(known),
        len(decided),
        *_rate(Counts(decided).accuracy()),
        *_kappa(decided),
        *_rate(counts.precision("met")),
        *_rate(counts.recall("met")),
        *_rate(counts.precision("not_met")),
        *_rate(counts.recall("not_met")),
    )


def _people_row(script: str, item: str, pairs: Sequence[tuple[str, str]]) -> AgreementRow:
    unsure = sum("cannot_tell" in pair for pair in pairs)
    rate = _rate(Counts(pairs).accuracy())
    return AgreementRow(
        script, item, "people_people", "blind", len(pairs), unsure, len(pairs), *rate, *_kappa(pairs)
    )


def _rate(rate: Rate) -> tuple[float | None, float | None, float | None]:
    if rate.value is None:
        return None, None, None
    return (rate.value, *rate.interval)


def _kappa(pairs: Sequence[tuple[str, str]]) -> tuple[float | None, float | None, float | None]:
    value = Counts(pairs).kappa()
    return (value, *kappa_interval(pairs))


def kappa_interval(pairs: Sequence[tuple[str, str]]) -> Interval:
    """Cohen's kappa's 95 % bounds, -1..1; (None, None) where kappa has no value.

    By the large-sample standard error of Fleiss, Cohen and Everitt (1969), which is 0 where all agree,
    however few they are. So each bound is at least as far out as the one that Wilson's interval of the share
    agreed gives with chance agreement held fixed, as in Cohen's (1960) own error of kappa.
    """
    kappa = Counts(pairs).kappa()
    if kappa is None:
        return None, None
    chance, variance = _moments(pairs, kappa)
    half = Z95 * math.sqrt(max(0.0, variance))
    low, high = wilson(sum(one == other for one, other in pairs), len(pairs))
    by_share = [(share - chance) / (1 - chance) for share in (low, high)]
    return max(-1.0, min(kappa - half, by_share[0])), min(1.0, max(kappa + half, by_share[1]))


def _moments(pairs: Sequence[tuple[str, str]], kappa: float) -> tuple[float, float]:
    """(share that would agree by chance, variance of kappa)."""
    n = len(pairs)
    cells = {cell: count / n for cell, count in Counter(pairs).items()}
    classes = sorted({value for pair in pairs for value in pair})
    one = {each: math.fsum(p for (a, _), p in cells.items() if a == each) for each in classes}
    other = {each: math.fsum(p for (_, b), p in cells.items() if b == each) for each in classes}
    chance = math.fsum(one[each] * other[each] for each in classes)
    agreeing = math.fsum(
        p * (1 - (one[a] + other[a]) * (1 - kappa)) ** 2 for (a, b), p in cells.items() if a == b
    )
    differing = math.fsum(p * (other[a] + one[b]) ** 2 for (a, b), p in cells.items() if a != b)
    total = agreeing + (1 - kappa) ** 2 * differing - (kappa - chance * (1 - kappa)) ** 2
    return chance, total / (n * (1 - chance) ** 2)
