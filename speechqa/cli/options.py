"""Owns the options that several commands share, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CallsArgument = Annotated[
    list[str], typer.Argument(help="Folders, files or globs of recordings.", metavar="CALLS...")
]
Config = Annotated[Path | None, typer.Option("--config", help="Settings file; default ./speechqa.toml.")]
StoreAt = Annotated[
    str | None, typer.Option("--store", help="Database file or URL; default ./speechqa.sqlite.")
]
Out = Annotated[Path | None, typer.Option("--out", help="Folder for the files written; default ./out.")]
Scripts = Annotated[
    Path | None, typer.Option("--scripts", help="Folder of scripts; default the starter set.")
]
Stopwords = Annotated[
    Path | None, typer.Option("--stopwords", help="Folder of word lists; default the starter set.")
]
Topics = Annotated[Path | None, typer.Option("--topics", help="Folder of topics; default the starter set.")]
Models = Annotated[Path | None, typer.Option("--models", help="Folder where speech models are kept.")]
Model = Annotated[
    str | None, typer.Option("--model", help="Name of a model, or a folder with one (Whisper or ONNX).")
]
Device = Annotated[str | None, typer.Option("--device", help="auto, cpu or cuda.")]
Language = Annotated[
    str | None, typer.Option("--language", help="Language of calls that don't say theirs; default: detect.")
]
Languages = Annotated[
    str | None, typer.Option("--languages", help="Languages to choose from when detecting: en,ru,de,pl.")
]
Script = Annotated[
    str | None, typer.Option("--script", help="Script for calls that don't name one; default: by applies_to.")
]
Workers = Annotated[
    str | None,
    typer.Option(
        "--workers", metavar="auto|N", help="Processes that do the work; default auto: by the machine."
    ),
]
Exact = Annotated[
    bool | None,
    typer.Option("--exact", help="The plain sequential engine: slower, to check the fast one by."),
]
SecondLook = Annotated[
    str | None,
    typer.Option(
        "--second-look",
        metavar="yes|no|SECONDS",
        help="Before an agent is failed, listen for the missing phrase where words are doubtful: "
        "so many seconds of work a call.",
    ),
]
Channels = Annotated[
    str | None, typer.Option("--channels", help="agent=left (default) or agent=right in two-channel calls.")
]
NamePattern = Annotated[
    str | None,
    typer.Option(
        "--name-pattern",
        help="File names: asterisk, freepbx, vicidial, 3cx, or your own such as "
        "{agent}_{direction}_{phone}_{date}_{time}.",
    ),
]
Cdr = Annotated[Path | None, typer.Option("--cdr", help="CSV of call detail records (Asterisk Master.csv).")]
Roster = Annotated[Path | None, typer.Option("--roster", help="CSV that maps extensions to agents.")]
Entailment = Annotated[
    str | None,
    typer.Option(
        "--entailment",
        metavar="FOLDER",
        help="Your own ONNX model for what sense leaves open (docs/meaning.md); or none.",
    ),
]
Calibration = Annotated[
    str | None,
    typer.Option(
        "--calibration",
        metavar="FILE",
        help="How sure verdicts are by labelled calls: a file of yours, or none; default: shipped.",
    ),
]
WrongAtMost = Annotated[
    str | None,
    typer.Option(
        "--wrong-at-most",
        metavar="SHARE",
        help="Share of verdicts that may be wrong, the rest is cannot_tell: met=0.05,not_met=0.02, or 0.02, "
        "or none; default: not_met=0.05.",
    ),
]
Redact = Annotated[
    bool | None,
    typer.Option("--redact", help="Take personal data out of everything written or shown (docs/privacy.md)."),
]
Excel = Annotated[bool, typer.Option("--excel", help="Write CSV files that Excel opens with a double click.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
JsonLogs = Annotated[bool, typer.Option("--json-logs", help="Progress as one JSON object a line on stderr.")]
