"""Owns what ``speechqa evaluate`` says: agreement, disagreements, what a calibration comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from speechqa.cli.texts import clock, plain
from speechqa.evaluation import Disagreement, Evaluation, Figures, Fitted, Rate

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_WIDTH = 100
_SHOWN = 40
_KINDS = {
    "wrong": "Verdicts that people contradict",
    "people_unsure": "Verdicts where people can't tell",
    "left_open": "Left open (cannot_tell) where people can tell",
}


def print_evaluation(found: Evaluation, *, note: str, written: Sequence[Path]) -> None:
    """Nothing; prints to stdout."""
    console = _console()
    console.print(_figures(found.groups))
    for line in _lines(found, note):
        console.print(line, soft_wrap=True)
    if written:
        names = ", ".join(path.name for path in written)
        console.print(f"Files in {plain(str(written[0].parent))}: {names}", soft_wrap=True)


def _console() -> Console:
    from rich.console import Console

    console = Console(markup=False, highlight=False, emoji=False)
    # Without a terminal there is no width to fit in.
    return (
        console if console.is_terminal else Console(markup=False, highlight=False, emoji=False, width=_WIDTH)
    )


def _table(first: str, *others: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, overflow="fold")
    for title in others:
        table.add_column(title, justify="right", no_wrap=True)
    return table


def _figures(groups: Sequence[Figures]) -> Table:
    table = _table(
        "", "Labels", "Decided", "Kappa", "Verdict", "Precision %", "Recall %", "F1", "ECE", "Brier"
    )
    before = "overall"
    for each in groups:
        if each.group != before:
            table.add_row()
        before = each.group
        head = (plain(each.name), str(each.n), _percent(each.decided.value), _number(each.kappa))
        for decision in each.decisions:
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
        f"Calibration in {plain(str(file))}, tried on calls it was not learnt from:", soft_wrap=True
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
    table = _table("Verdict", "wrong at most", "from chance", "kept", "of these wrong", "")
    for each in fitted.wishes:
        short = each.least is None
        needed = f"needs {each.labels_needed} labels or more" if each.labels_needed else "can't be promised"
        table.add_row(
            each.decision,
            f"{100 * each.wish:.4g} %",
            "-" if each.least is None else f"{each.least:.3f}",
            f"{_percent(each.kept / each.given)} ({each.kept}/{each.given})",
            str(Rate(each.wrong, each.kept)),
            needed if short else "",
        )
    return table
