"""Owns the commands of the call classifier: classify a text, train on own calls, evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from speechqa.cli import options as opt


class TextByDefault(TyperGroup):
    """A group whose first word, where it names no command, is the text to classify."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # ctx: click's in the base
        """What typer makes of the words, ``text`` put before those that name no command."""
        if args and args[0] not in self.commands and args[0] not in {"--help", "-h"}:
            args = ["text", *args]
        return super().parse_args(ctx, args)


classify_app = typer.Typer(
    name="classify",
    cls=TextByDefault,
    help=(
        "What kind of call it was: classify a text, train on your own calls, evaluate.\n\n"
        "\b\nExample:\n  speechqa classify 'customer: how much is a chair? agent: it is 90 pounds'"
    ),
    no_args_is_help=True,
)
_Labels = Annotated[
    Path,
    typer.Option(
        "--labels", metavar="CSV", help="call_id, label; for labels of your own call_type; outcome, stage."
    ),
]
_Transcripts = Annotated[
    Path | None,
    typer.Option("--transcripts", help="Folder of .transcript.json files; default: the store's calls."),
]
_OwnOnly = Annotated[
    bool, typer.Option("--own-only", help="Leave the program's corpus out: your calls alone teach.")
]
_Model = Annotated[
    Path | None, typer.Option("--model", metavar="FOLDER", help="Classifier; default call_type_model.")
]


@classify_app.command("text")
def text(
    said: Annotated[
        str,
        typer.Argument(
            metavar="TEXT|FILE", help="What was said; 'agent:' and 'customer:' start a turn. Or a file of it."
        ),
    ],
    *,
    language: Annotated[str, typer.Option("--language", help="Language of a text.")] = "en",
    direction: Annotated[str, typer.Option("--direction", help="inbound, outbound or internal.")] = "inbound",
    model: _Model = None,
    config: opt.Config = None,
    topics: opt.Topics = None,
) -> None:
    """Classify a call given as text or as a .transcript.json, and show what decided.

    Prints the call type with the chance of each, the sentences that spoke for it and how much (log-odds), and
    for a negotiation its likeliest outcomes, each with its sentence, and the stage. "review" asks for a look.

    \b
    Examples:
      speechqa classify 'customer: how much is a chair? agent: it is 90 pounds'
      speechqa classify text call.transcript.json
      speechqa classify --language de --direction outbound 'agent: Guten Tag …'
    """
    from speechqa.cli import classifying

    settings = classifying.load_settings({"call_type_model": model, "topics": topics}, config)
    for line in classifying.told(said, settings, language=language, direction=direction):
        typer.echo(line)


@classify_app.command("train")
def train(
    *,
    labels: _Labels,
    out: Annotated[Path, typer.Option("--out", help="Folder for the model.")] = Path("call_type_model"),
    transcripts: _Transcripts = None,
    own_only: _OwnOnly = False,
    config: opt.Config = None,
    store: opt.StoreAt = None,
) -> None:
    """Train the classifier on your own labelled calls, together with the program's corpus.

    A label is negotiation, navigation, other, or a sub-type of your own (wrong_number) whose call type the
    column call_type names. Takes minutes on a CPU. To use the model set call_type_model to its folder and run
    `speechqa score`. Needs scikit-learn: pip install 'speechqa[evaluate]'.

    \b
    Example:
      speechqa classify train --labels labels.csv --out my_call_types
    """
    from speechqa.cli import classifying

    settings = classifying.load_settings({"store": store}, config)
    for line in classifying.train(labels, out, settings, transcripts=transcripts, own_only=own_only):
        typer.echo(line)


@classify_app.command("evaluate")
def evaluate(
    *,
    labels: _Labels,
    transcripts: _Transcripts = None,
    own_only: _OwnOnly = False,
    model: _Model = None,
    config: opt.Config = None,
    store: opt.StoreAt = None,
) -> None:
    """Cross-validate on your labelled calls: what training would give, beside the model in use.

    Each call is judged by a model that hadn't seen it. Prints share right, macro-F1 and calibration error
    (ECE) of both, and confusion matrices a language, with the calls that differ.

    \b
    Example:
      speechqa classify evaluate --labels labels.csv
    """
    from speechqa.cli import classifying

    settings = classifying.load_settings({"store": store, "call_type_model": model}, config)
    for line in classifying.evaluate(labels, settings, transcripts=transcripts, own_only=own_only):
        typer.echo(line)
