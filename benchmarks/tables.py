"""Owns the figures made of the timed runs, and the Markdown they are shown in. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

# The bar: this many times the throughput of a peer, this close to its word error rate.
BAR = {"batched": 3.0, "sequential": 4.0, "cli": 4.0}
BAR_POINTS = 0.3


@dataclass(frozen=True, slots=True)
class Run:
    """One way over one set in one round.

    ``net_s`` leaves out the start (Python, imports, loading the model), ``wall_s`` has it;
    ``errors`` is (wrong, spoken) words by group of calls.
    """

    way: str
    set: str
    round: int
    audio_s: float
    net_s: float
    wall_s: float
    cpu_s: float
    peak_mb: float
    errors: Mapping[str, tuple[int, int]]

    @property
    def speed(self) -> float:
        """Seconds of channels heard in a second of work."""
        return self.audio_s / self.net_s


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Median and range: ``41.2 (39.8 to 43.0)``; one value stands alone."""
    if len(values) == 1:
        return f"{values[0]:.{digits}f}"
    low, high = min(values), max(values)
    return f"{median(values):.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def rate(wrong: int, words: int) -> str:
    """``8.2 % (46/562)``."""
    return f"{100 * wrong / words:.1f} % ({wrong}/{words})" if words else "-"


def ratios(runs: Sequence[Run], other: Sequence[Run]) -> list[float]:
    """How many times faster ``runs`` are than ``other``, round by round, so that drift cancels."""
    there = {run.round: run.speed for run in other}
    return [run.speed / there[run.round] for run in runs if run.round in there]


def of(runs: Sequence[Run], way: str, among: str) -> list[Run]:
    """The runs of one way over one set, by round."""
    return sorted((run for run in runs if run.way == way and run.set == among), key=lambda run: run.round)


def better(runs: Sequence[Run], peer: str, among: str) -> list[Run]:
    """The runs of the peer's faster set-up: one process with all cores, or a process a core."""
    kinds = [found for way in (peer, f"{peer}-n") if (found := of(runs, way, among))]
    return max(kinds, key=lambda found: median(run.speed for run in found), default=[])


def speed_rows(runs: Sequence[Run], among: str, titles: Mapping[str, str]) -> list[tuple[str, ...]]:
    """A row a way, with the cells of ``SPEED_HEADER``."""
    rows = []
    for way in titles:
        mine = of(runs, way, among)
        if not mine:
            continue
        against = [ratios(mine, better(runs, peer, among)) for peer in ("batched", "sequential")]
        rows.append(
            (
                titles[way],
                spread([run.speed for run in mine]),
                *(f"{median(each):.2f}" if each else "-" for each in against),
                f"{median(run.audio_s / run.wall_s for run in mine):.1f}",
                f"{median(run.wall_s - run.net_s for run in mine):.1f}",
                spread([run.cpu_s for run in mine], 0),
                f"{max(run.peak_mb for run in mine):.0f}",
                rate(*total(mine)),
            )
        )
    return rows


SPEED_HEADER = (
    "way", "× real time", "to batched", "to sequential", "× with start", "start, s", "CPU s", "peak MB",
    "WER",
)  # fmt: skip


def total(runs: Sequence[Run], group: str = "") -> tuple[int, int]:
    """(wrong, spoken) words over the groups, or of one: of the round with the median of errors."""
    counts = [
        (
            sum(wrong for name, (wrong, _) in run.errors.items() if group in ("", name)),
            sum(words for name, (_, words) in run.errors.items() if group in ("", name)),
        )
        for run in runs
    ]
    return sorted(counts)[(len(counts) - 1) // 2] if counts else (0, 0)


def word_rows(runs: Sequence[Run], groups: Sequence[str], titles: Mapping[str, str]) -> list[tuple[str, ...]]:
    """A row a way: title, word error rate of each group."""
    rows = []
    for way in titles:
        mine = [run for run in runs if run.way == way]
        if mine:
            cells = [rate(*total([run for run in mine if group in run.errors], group)) for group in groups]
            rows.append((titles[way], *cells))
    return rows


def bar_rows(runs: Sequence[Run], sets: Sequence[str], groups: Sequence[str]) -> list[tuple[str, ...]]:
    """What was promised of the default set-up against what was measured: (promise, figure, holds)."""
    rows: list[tuple[str, ...]] = []
    for among in sets:
        ours = of(runs, "ours", among)
        for peer, wanted in BAR.items():
            found = ratios(ours, better(runs, peer, among))
            if found:
                got = median(found)
                rows.append((f"{among}: {wanted:.1f} × {peer}", f"{got:.2f}", holds(got >= wanted)))
    for group in groups:
        heard = [run for run in runs if group in run.errors]
        peers = [_percent(heard, peer, group) for peer in ("batched", "sequential")]
        known = [value for value in peers if value is not None]
        mine = _percent(heard, "ours", group)
        if known and mine is not None:
            text = f"{mine:.1f} %, better peer {min(known):.1f} %"
            rows.append(
                (f"{group}: WER within {BAR_POINTS} points", text, holds(mine <= min(known) + BAR_POINTS))
            )
    return rows


def _percent(runs: Sequence[Run], way: str, group: str) -> float | None:
    wrong, words = total([run for run in runs if run.way == way], group)
    return 100 * wrong / words if words else None


def holds(yes: bool) -> str:  # noqa: FBT001  # the one thing this writes
    """``yes`` or ``no``."""
    return "yes" if yes else "no"


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
