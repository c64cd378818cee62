"""Owns what ``speechqa evaluate`` says: agreement, disagreements, what a calibration comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.cli.texts import clock, plain
from speechqa.evaluation import Disagreement, Evaluation, Figures, Fitted, Rate

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_WIDTH, _NAME_WIDTH = 104, 24
_COLUMNS = {
    "Labels": 6,
    "Decided": 7,
    "Kappa": 5,
    "Verdict": 7,
    "Precision %": 12,
    "Recall %": 12,
    "F1": 4,
    "ECE": 4,
    "Brier": 5,
}
_SHOWN = 40
_KINDS = {
    "wrong": "Verdicts that people contradict",
    "people_unsure": "Verdicts where people can't tell",
    "left_open": "Left open (cannot_tell) where people can tell",
}


def print_evaluation(found: Evaluation, *, note: str, written: Sequence[Path]) -> None:
    """Nothing; prints to stdout."""
    console = _console()
    for part in _figure_tables(found.groups):
        console.print(part)
    for line in _lines(found, note):
        console.print(line, soft_wrap=True)
    if written:
        names = ", ".join(path.name for path in written)
        console.print(f"Files in {plain(str(written[0].parent))}: {names}", soft_wrap=True)


def _console() -> Console:
    from rich.console import Console

    console = Console(markup=False, highlight=False, emoji=False)
    # A narrower window breaks the lines itself, and figures stay whole; a file has no width at all.
    console.width = max(_WIDTH, console.width if console.is_terminal else _WIDTH)
    return console


def _table(first: str, *others: str, header: bool = True) -> Table:
    from rich.table import Table

    table = Table(
        box=None,
        pad_edge=False,
        header_style="bold",
        show_header=header,
        collapse_padding=True,
        padding=(0, 2),
    )
    table.add_column(first, overflow="fold")
    for title in others:
        table.add_column(title, justify="right", no_wrap=True)
    return table


def _figure_tables(groups: Sequence[Figures]) -> Iterator[str | Table]:
    """A table of all items and of languages, then one for each script, behind its name."""
    together = [each for each in groups if each.group != "item"]
    yield _figures(together, header=True)
    items = [each for each in groups if each.group == "item"]
    for script, same in groupby(items, key=lambda each: each.name.rpartition(": ")[0]):
        yield f"\n{plain(script)}"
        yield _figures(tuple(same), header=False)


def _figures(groups: Sequence[Figures], *, header: bool) -> Table:
    table = _table("", header=header)
    table.columns[0].width = _NAME_WIDTH
    for title, width in _COLUMNS.items():
        table.add_column(title, justify="right", width=width)
    for each in groups:
        name = each.name.rpartition(": ")[2] if each.group == "item" else each.name
        head = (plain(name), str(each.n), _percent(each.decided.value), _number(each.kappa))
        told = [one for one in each.decisions if one.recall.whole or one.precision.whole]
        for decision in told or each.decisions[:1]:
            table.add_row(
                *head,
                decision.decision,
                _interval(decision.precision),
                _interval(decision.recall),
                _number(decision.f1),
                _number(decision.belief.ece),
                _number(decision.belief.brier),
            )
            head = ("", "", "", "")
    return table


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.0f} %"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _interval(rate: Rate) -> str:
    """``95 (88-98)``: percent with their 95 % interval."""
    if rate.value is None:
        return "-"
    low, high = rate.interval
    return f"{100 * rate.value:.0f} ({100 * low:.0f}-{100 * high:.0f})"


def _lines(found: Evaluation, note: str) -> Iterator[str]:
    yield ""
    for kind in found.kinds:
        yield f"{kind.aspect}: right {kind.accuracy}, kappa {_number(kind.kappa)}"
    if found.raters.whole:
        yield f"People among themselves: agree {found.raters}, kappa {_number(found.rater_kappa)}"
    overall = [each for each in found.groups if each.group == "overall"]
    unsure, split = sum(each.unsure for each in overall), sum(pair.split for pair in found.pairs)
    labelled = sum(each.n for each in overall)
    open_ones = f"{unsure} more where people can't tell ({split} where they are split)"
    yield f"{labelled} labels in {found.calls} calls; {open_ones}"
    if found.labels.empty:
        yield f"{found.labels.empty} rows say nothing and were left out"
    if note:
        yield f"Note: {note}"
    for name, title in _KINDS.items():
        yield from _listed(title, [_disagreement(each) for each in found.disagreements if each.kind == name])
    differing = [
        f"{each.call_id}  {each.aspect}: machine {each.machine}, people {each.human}"
        for kind in found.kinds
        for each in kind.differing
    ]
    yield from _listed("Calls of another kind than people say", differing)
    unmatched = [
        f"line {each.label.line}: {each.label.call_id}  {each.label.item or each.label.aspect}: {each.why}"
        for each in found.unmatched
    ]
    yield from _listed("Labels that fit nothing", unmatched)


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{title}: {len(lines)}"
    yield from (f"  {plain(line)}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"  and {len(lines) - _SHOWN} more: --out DIR writes all"


def _disagreement(each: Disagreement) -> str:
    pair, verdict = each.pair, each.pair.verdict
    told = f"machine {verdict.verdict} ({verdict.confidence:.2f}), people {pair.human}"
    at = f" at {clock(verdict.start_ms)}" if verdict.start_ms is not None else ""
    quote = f": '{verdict.quote}'{at}" if verdict.quote else ""
    return f"{pair.call_id}  {verdict.item}: {told}{quote}"


def print_fitted(fitted: Fitted, file: Path) -> None:
    """Nothing; prints to stdout."""
    console = _console()
    console.print()
    console.print(
        f"Calibration in {plain(str(file))}; how far confidence can be believed on unseen calls:",
        soft_wrap=True,
    )
    belief = _table("Verdict", "Labels", "ECE before", "after", "Brier before", "after")
    after = dict(fitted.after)
    for decision, before in fitted.before:
        now = after[decision]
        cells = (before.ece, now.ece, before.brier, now.brier)
        belief.add_row(decision, str(before.n), *map(_number, cells))
    console.print(belief)
    console.print()
    console.print(_wishes(fitted))
    console.print()
    console.print(
        f"To judge with it: calibration = {str(file)!r} and wrong_at_most in speechqa.toml, or the options, "
        "then `speechqa score`",
        soft_wrap=True,
    )


def _wishes(fitted: Fitted) -> Table:
    named = {grounds for wish in fitted.wishes for grounds, _, _ in wish.by_grounds if grounds}
    columns = sorted(named)
    table = _table("Verdict", "Wrong at most", "Kept", "Wrong %, unseen", *columns)
    for each in fitted.wishes:
        head = (each.decision, f"{100 * each.wish:.4g} %")
        if not each.kept:
            few = 0 < each.given < each.labels_needed
            table.add_row(*head, "-", f"needs {each.labels_needed} labels" if few else "too often")
            continue
        wrong = _interval(Rate(each.unseen_wrong, each.unseen_kept))
        by_grounds = {grounds: f"{kept}/{given}" for grounds, kept, given in each.by_grounds}
        table.add_row(
            *head, _percent(each.kept / each.given), wrong, *(by_grounds.get(each, "") for each in columns)
        )
    return table
