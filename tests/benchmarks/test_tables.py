import importlib
import math
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def tables(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("tables")


@pytest.fixture
def ways(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("ways")


def run(tables, way, number, net_s, *, wrong=10, among="hvb"):
    return tables.Run(
        way=way,
        set=among,
        round=number,
        audio_s=100.0,
        net_s=net_s,
        wall_s=net_s + 2,
        cpu_s=net_s,
        peak_mb=500.0,
        errors={among: (wrong, 100)},
    )


def test_ratios_are_taken_round_by_round_so_that_a_slow_round_slows_both(tables):
    ours = [run(tables, "ours", 1, 1.0), run(tables, "ours", 2, 10.0)]
    peer = [run(tables, "batched", 1, 3.0), run(tables, "batched", 2, 30.0)]

    assert tables.ratios(ours, peer) == [3.0, 3.0]


def test_a_peer_is_given_its_better_set_up(tables):
    runs = [run(tables, "batched", 1, 4.0), run(tables, "batched-n", 1, 2.0), run(tables, "ours", 1, 1.0)]

    assert [each.way for each in tables.better(runs, "batched", "hvb")] == ["batched-n"]
    promised = {row[0]: row[1] for row in tables.bar_rows(runs, ["hvb"], [])}
    assert promised["hvb: 3.0 × batched"] == "2.00"


def test_the_bar_says_no_when_words_got_worse_than_the_better_peer(tables):
    runs = [
        run(tables, "batched", 1, 3.0, wrong=12),
        run(tables, "sequential", 1, 4.0, wrong=10),
        run(tables, "ours", 1, 1.0, wrong=11),
    ]

    holds = {promise: answer for promise, _, answer in tables.bar_rows(runs, ["hvb"], ["hvb"])}

    assert holds == {
        "hvb: 3.0 × batched": "yes",
        "hvb: 4.0 × sequential": "yes",
        "hvb: WER within 0.3 points": "no",
    }


def test_words_are_those_of_the_round_with_the_median_of_errors(tables):
    runs = [run(tables, "sequential", number, 1.0, wrong=wrong) for number, wrong in enumerate((30, 10, 20))]

    assert tables.total(runs) == (20, 100)
    assert tables.total([]) == (0, 0)


def test_files_are_dealt_evenly_and_none_is_lost(ways):
    files = [(float(length), f"{length}.wav") for length in range(1, 10)]

    hands = ways.deal(files, 2)

    lengths = [sum(float(Path(name).stem) for name in hand) for hand in hands]
    assert sorted(name for hand in hands for name in hand) == sorted(name for _, name in files)
    assert math.isclose(lengths[0], lengths[1], abs_tol=1.0)


def test_every_way_has_a_title_and_ours_knows_its_settings(ways):
    assert set(ways.OURS) <= set(ways.TITLES)
    assert "ours" in ways.names(1)
    assert not any(way.endswith("-n") for way in ways.names(1))
