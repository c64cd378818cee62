"""Owns the command line: commands, their options, progress, summaries and exit codes.

Exit codes: 0 all done; 1 some calls failed, the rest done; 2 wrong set-up or arguments,
nothing done; 3 another run holds the lock; 130 interrupted, progress kept.
"""

from __future__ import annotations

import json
import signal
import sys
from types import FrameType

import typer

from speechqa import __version__
from speechqa.cli import (
    call_commands,
    classify_commands,
    comparison_commands,
    content_commands,
    evaluation_commands,
    explain_commands,
    export_commands,
    model_commands,
    query_commands,
    review_commands,
    topics_commands,
)
from speechqa.cli.texts import plain
from speechqa.errors import LockedError, SpeechQAError

INTERRUPTED = 130  # as a shell counts a process ended by Ctrl-C

app = typer.Typer(
    name="speechqa",
    help=(
        "Transcribes recorded calls, checks them against your scripts and scores each agent, offline.\n\n"
        "\b\nExample:\n  speechqa run calls/ --out out"
    ),
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: half the start-up time, readable in any log
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def _options(
    *,
    version: bool = typer.Option(False, "--version", help="Print the version and stop.", is_eager=True),
) -> None:
    if version:
        typer.echo(f"speechqa {__version__}")
        raise typer.Exit


app.command("run")(call_commands.run)
app.command("transcribe")(call_commands.transcribe)
app.command("score")(call_commands.score)
app.command("export")(export_commands.export)
app.command("query")(query_commands.query)
app.command("compare")(comparison_commands.compare)
app.command("leaderboard")(comparison_commands.leaderboard)
app.command("explain")(explain_commands.explain)
app.command("review")(review_commands.review)
app.command("import-review")(review_commands.import_review)
app.command("evaluate")(evaluation_commands.evaluate)
app.add_typer(content_commands.scripts_app, name="scripts")
app.add_typer(content_commands.words_app, name="words")
app.add_typer(classify_commands.classify_app, name="classify")
app.add_typer(topics_commands.topics_app, name="topics")
app.add_typer(model_commands.models_app, name="models")


def main() -> None:
    """Nothing; runs the command line and ends the process with its exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        app()
    except SpeechQAError as error:
        _tell(plain(str(error), lines=True))
        sys.exit(3 if isinstance(error, LockedError) else 2)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _tell("interrupted; what is done is kept, run again to go on")
        raise


def _tell(text: str) -> None:
    # The options may be what is wrong, so how to speak is looked up where it was typed.
    as_json = "--json-logs" in sys.argv
    typer.echo(json.dumps({"kind": "error", "text": text}) if as_json else f"speechqa: {text}", err=True)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    # A stop from cron or systemd is an interruption like Ctrl-C: progress is kept.
    raise KeyboardInterrupt
