from pathlib import Path

from speechqa.cli.summary import print_changes, print_summary
from speechqa.pipeline import Change
from speechqa.records import (
    AgentRow,
    CallAnalysis,
    CallClass,
    CallResult,
    Failure,
    Recording,
    Report,
    Scorecard,
    TalkMetrics,
    Verdict,
)


def call(agent, *values, script="s"):
    verdicts = tuple(Verdict("Opening", f"i{n}", value, 0.9, 0, 0) for n, value in enumerate(values))
    talk = TalkMetrics(0, 0, 0, 0, 0, 0, None)
    analysis = CallAnalysis(CallClass("negotiation", 0.9), talk, verdicts, script=script)
    recording = Recording("/p", "f.wav", "h", "c", agent=agent)
    return CallResult(recording, "scored", 61_000, analysis=analysis, scorecard=Scorecard(90.0, True, 0))


def row(agent, **fields):
    given = {
        "agent": agent, "team": "", "calls": 1, "scored": 1, "score_mean": 90.0, "score_low": None,
        "score_high": None, "pass_rate": 1.0, "critical_failures": 0, "negotiation_share": 1.0,
        "stopwords_per_1000": 0.0, "profanity": 0, "gap_to_best_pct": None, "growth_zone": False,
    } | fields  # fmt: skip
    return AgentRow(**given)


def test_the_summary_tells_agents_totals_failures_and_files(capsys):
    report = Report(
        calls=(call("[red]anna", "met", "cannot_tell", "cannot_tell"), call("bert", script="")),
        agents=(row("[red]anna"), row("", score_mean=None, pass_rate=None)),
        failures=tuple(Failure(f"{n}.wav", "audio", "is empty") for n in range(12)),
    )
    print_summary(report, (Path("out/calls.csv"), Path("out/agents.csv")))
    shown = capsys.readouterr().out
    assert "[red]anna      1       1   90.0   100 %               0           2          0" in shown
    assert "(unknown)" in shown
    assert "2 calls, 2:02 of audio, 12 failed" in shown
    assert "1 without a score: no script fits" in shown
    assert "  9.wav: is empty" in shown
    assert "and 2 more in failures.csv" in shown
    assert "Files in out: calls.csv, agents.csv" in shown


def test_changes_are_one_line_each_and_agents_are_told_how_many_move(capsys):
    print_changes(
        [
            Change("c1", "s", "greeting", "met", None, "gone", "bert"),
            Change("c1", "s", "notice", "met", "not_met", "Not found", "bert"),
            Change("c2", "s", "notice", "met", "not_met", "Not found", "anna"),
        ]
    )
    assert capsys.readouterr().out.splitlines() == [
        "c1  s  greeting: met -> (none) (gone)",
        "c1  s  notice: met -> not_met (Not found)",
        "c2  s  notice: met -> not_met (Not found)",
        "anna: 1 verdicts changed (1 met -> not_met)",
        "bert: 2 verdicts changed (1 met -> (none), 1 met -> not_met)",
        "3 verdicts changed in 2 calls",
    ]
