"""Reports whose text tries to be something else: formulas, markup, escapes, ends of files."""

from speechqa.records import (
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

HOSTILE = (
    '=HYPERLINK("http://example.invalid","x")', "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(1)", "{=1+1}",
    "'quoted", "http://example.invalid/a", "mailto:x@example.invalid", "internal:Sheet1!A1", "external:c:\\x",
    "00123", "1e5", "TRUE", "2026-03-01", "1.10", "12,5", "_x0041_", "a\x00b\x1b[31mc\x7f", "\ufffe\uffff",
    "\udc80file.wav", "</t></is></c><c>", "]]>", "&lt;&amp;", '";"\n"', "line\nbreak\r\nand\ttab",
    " leading and trailing ", "\u202eflipped", "a'; DROP TABLE calls; --", '"; SELECT 1', "\\N", "NULL",
    "nan", "emoji 😀" * 3, "ж" * 40, "[bold red]rich[/]",
)  # fmt: skip


def recording(call_id, **changes):
    return Recording(path="", file=f"{call_id}.wav", content_hash="h", call_id=call_id, **changes)


def call(call_id, quotes=(), **changes):
    """A scored call with a verdict for each quote."""
    verdicts = tuple(
        Verdict("s", f"item{number}", "met", 0.5, 1, 1, speaker="agent", start_ms=1, end_ms=2, quote=quote)
        for number, quote in enumerate(quotes)
    )
    analysis = CallAnalysis(CallClass("other", 1.0), TalkMetrics(0, 0, 0, 0, 0, 0, None), verdicts)
    return CallResult(
        recording(call_id, **changes), "scored", 1_000, analysis=analysis, scorecard=Scorecard(100.0, True, 0)
    )


def failures(texts):
    """A report of failures alone: every text stands in each of their columns."""
    return Report((), (), tuple(Failure(text, text, text) for text in texts))


def hostile_report():
    """Every hostile text as a call's id, agent, team and quote, and as a failure."""
    calls = tuple(
        call(text, HOSTILE, agent=text, team=text, customer_phone="+4915112345678") for text in HOSTILE
    )
    return Report(calls, (), failures(HOSTILE).failures)
