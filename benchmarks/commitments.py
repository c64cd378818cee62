"""Measures how well commitments are found, on calls whose promises people wrote down.

Labels are the ``promise:`` lines of the call-type corpus: who | what | by when | sum. Half of the calls,
by the hash of their id, were looked at while the cues were written; figures are told for both halves.

    python benchmarks/commitments.py            # figures of both halves, as a table
    python benchmarks/commitments.py --errors   # and what was missed or found too much, of the half looked at
"""

from __future__ import annotations

import argparse
import hashlib
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from speechqa.checks.commitments import find_commitments
from speechqa.records import Commitment
from speechqa.training.corpus import read_corpus
from speechqa.training.examples import Labelled, written

CORPUS = Path(__file__).parents[1] / "models" / "call_type" / "corpus"
STARTED = "2026-03-03T10:00:00"  # a Tuesday; dates of labels and of answers are worked out from it
MONEY = re.compile(r"([\d ]+(?:[.,]\d+)?) *(?:[A-Z]{3}|zł)?$")


@dataclass(frozen=True, slots=True)
class Promise:
    """A label: who promised, by when (in words), and the sum."""

    who: str
    what: str
    when: str
    amount: float | None


def main() -> None:
    """Prints figures of both halves, a row a language."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true", help="list errors of the half that was looked at")
    errors = parser.parse_args().errors
    labels = promises()
    calls = read_corpus(CORPUS)
    head = "| half | language | calls | labelled | found | right | precision | recall | days right "
    head += "| sums right | of sums told | told of invoice_issued | ms a call |"
    print(head, "|" + " --- |" * head.count("| "), sep="\n")
    for held in (False, True):
        for language in ("en", "ru", "de", "pl"):
            some = [c for c in calls if c.transcript.language == language and held_out(c.call_id) == held]
            print(
                row("held out" if held else "looked at", language, some, labels, errors=errors and not held)
            )


def held_out(call_id: str) -> bool:
    """Whether a call belongs to the half that nobody looked at."""
    return hashlib.sha256(call_id.encode()).digest()[0] % 2 == 1


def promises() -> dict[str, list[Promise]]:
    """The labels by call id."""
    found: dict[str, list[Promise]] = {}
    for file in sorted(CORPUS.glob("*.txt")):
        name = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("== "):
                name = line[3:].strip()
            elif line.startswith("promise:"):
                who, what, when, money = [*map(str.strip, line[8:].split("|")), "", "", ""][:4]
                told = MONEY.match(money)
                amount = float(told[1].replace(" ", "").replace(",", ".")) if told else None
                found.setdefault(name, []).append(Promise(who, what, when, amount))
    return found


def row(
    half: str, language: str, calls: list[Labelled], labels: dict[str, list[Promise]], *, errors: bool
) -> str:
    """The figures of some calls as a row of the table."""
    count: Counter[str] = Counter()
    for call in calls:
        found = find_commitments(call.transcript, started_at=STARTED)
        began = time.perf_counter()
        find_commitments(call.transcript, started_at=STARTED)  # lemmas are known by now
        count["us"] += round(1e6 * (time.perf_counter() - began))
        wanted = labels.get(call.call_id, [])
        pairs = matched(wanted, found, language)
        count += Counter(calls=1, labelled=len(wanted), found=len(found), right=len(pairs))
        for promise, commitment in pairs:
            score(promise, commitment, language, count)
        if call.outcome == "invoice_issued":
            count["invoices"] += 1
            count["invoices_told"] += any(each.kind == "send_invoice" for each in found)
        if errors:
            show(call, wanted, found, pairs)
    precision, recall = share(count["right"], count["found"]), share(count["right"], count["labelled"])
    cells = (
        half,
        language,
        count["calls"],
        count["labelled"],
        count["found"],
        count["right"],
        precision,
        recall,
        share(count["days_right"], count["days"]),
        share(count["sums_right"], count["sums"]),
        share(count["sums_told_right"], count["sums_told"]),
        share(count["invoices_told"], count["invoices"]),
        f"{count['us'] / 1000 / max(1, count['calls']):.2f}",
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def share(part: int, whole: int) -> str:
    """Part of whole as text: "0.83 (25/30)"."""
    return f"{part / whole:.2f} ({part}/{whole})" if whole else "-"


def due_of(text: str, language: str) -> tuple[str, str]:
    """The date and time a label's words make, read by the same rules, the third word of nobody's promise."""
    from speechqa import lang
    from speechqa.checks.commitments.due import due_in
    from speechqa.checks.commitments.heard import heard

    if not text:
        return "", ""
    turn = heard(written(language, [("agent", text)]), lang.get(language))[0]
    found = due_in(turn, 0, len(turn.tokens), near=0, started_at=STARTED)
    return (found.date, found.time) if found else ("", "")


def matched(
    wanted: list[Promise], found: tuple[Commitment, ...], language: str
) -> list[tuple[Promise, Commitment]]:
    """Labels with what was found of the same side, those of the same day first; each used once."""
    pairs = [
        (due_of(promise.when, language)[0] == each.due_date, -i, -j, promise, each)
        for i, promise in enumerate(wanted)
        for j, each in enumerate(found)
        if promise.who == each.who
    ]
    taken: list[tuple[Promise, Commitment]] = []
    for _, _, _, promise, each in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
        if all(promise is not other[0] and each is not other[1] for other in taken):
            taken.append((promise, each))
    return taken


def score(promise: Promise, commitment: Commitment, language: str, count: Counter[str]) -> None:
    """Counts whether day and sum are those of the label, where it tells them."""
    date, _ = due_of(promise.when, language)
    if date:
        count["days"] += 1
        count["days_right"] += commitment.due_date == date
    if promise.amount is not None:
        count["sums"] += 1
        count["sums_right"] += commitment.amount == promise.amount
    if commitment.amount is not None and promise.amount is not None:
        count["sums_told"] += 1
        count["sums_told_right"] += commitment.amount == promise.amount


def show(
    call: Labelled,
    wanted: list[Promise],
    found: tuple[Commitment, ...],
    pairs: list[tuple[Promise, Commitment]],
) -> None:
    """Prints what was missed, what was found too much, and days and sums that differ."""
    for promise in wanted:
        mate = next((each for label, each in pairs if label is promise), None)
        if mate is None:
            print(call.call_id, "MISSED", promise.who, "|", promise.what, "|", promise.when)
        else:
            date = due_of(promise.when, call.transcript.language)
            print(
                call.call_id,
                "ok" if date[0] == mate.due_date else "DAY",
                promise.who,
                "|",
                promise.what,
                "|",
                promise.when,
                date,
                "|",
                promise.amount,
                "=>",
                mate.kind,
                mate.due_text,
                mate.due_date,
                mate.due_time,
                mate.amount,
                mate.currency,
                "|",
                mate.what,
            )
    for each in found:
        if all(each is not mate for _, mate in pairs):
            print(call.call_id, "EXTRA", each.who, each.kind, each.due_text, "|", each.what)


if __name__ == "__main__":
    main()
