"""Owns the commands that look at content without calls: scripts, words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from speechqa.cli import options as opt
from speechqa.cli.texts import plain

scripts_app = typer.Typer(
    name="scripts",
    help="Scripts: list, check, test their examples, JSON schema.\n\n\b\nExample:\n  speechqa scripts test",
    no_args_is_help=True,
)
words_app = typer.Typer(
    name="words",
    help="Word lists: see what a text hits.\n\n\b\nExample:\n  speechqa words check 'you must pay'",
    no_args_is_help=True,
)
_TextLanguage = Annotated[str, typer.Option("--language", help="Language of the text.")]


@scripts_app.command("list")
def list_scripts(*, config: opt.Config = None, scripts: opt.Scripts = None) -> None:
    """List the scripts: id, version, language, number of items, title.

    \b
    Example:
      speechqa scripts list --scripts scripts_library
    """
    from speechqa.cli import content

    for script in content.load(scripts, config).scripts:
        count = len(script.items)
        typer.echo(f"{script.id:32} v{script.version:<4} {script.language:3} {count:3} items  {script.title}")


@scripts_app.command("check")
def check(*, config: opt.Config = None, scripts: opt.Scripts = None) -> None:
    """Check every script; each problem is named with file, line and item.

    Warnings tell what loads, but hardly judges as meant: phrases too short to be safe, phrases that
    also count for another item, decoys that cancel their own phrase, conditions that can't hold,
    items without examples. They don't change the exit code.

    \b
    Example:
      speechqa scripts check --scripts my_scripts
    """
    from speechqa.cli import content

    library = content.load(scripts, config)
    warnings = content.check_scripts(library)
    for warning in warnings:
        typer.echo(plain(str(replace(warning, text=f"warning: {warning.text}"))))
    typer.echo(f"{len(library.scripts)} scripts, no problems, {len(warnings)} warnings")


@scripts_app.command("test")
def test(
    script: Annotated[str | None, typer.Argument(help="Id of one script; default: all.")] = None,
    *,
    config: opt.Config = None,
    scripts: opt.Scripts = None,
    garble: Annotated[
        float,
        typer.Option("--garble", min=0, max=1, help="Share of words misheard in the second trial; 0: none."),
    ] = 0.1,
    seed: Annotated[int, typer.Option("--seed", help="Another seed gives other mishearings.")] = 0,
    phrases: Annotated[
        bool, typer.Option("--phrases", help="Also name the phrases that no example would miss.")
    ] = False,
) -> None:
    """Run the examples of every script item: each rule's own tests.

    They are then tried again as a recogniser might mishear them, the same way each time, and each
    rule is changed on purpose (a decoy dropped, the speaker swapped, the example denied …): a change
    that no example notices could happen by a slip. Both give warnings; only wrong examples give exit code 1.

    \b
    Examples:
      speechqa scripts test
      speechqa scripts test en-inbound-sales --phrases
      speechqa scripts test --garble 0.25 --seed 7
    """
    from speechqa.checks import examples
    from speechqa.cli import content, script_reports

    library = content.load(scripts, config)
    chosen = content.chosen(library, script)
    results = [result for each in chosen for result in examples.test_script(each)]
    misheard = content.misheard(chosen, strength=garble, seed=seed)
    mutants = [examples.try_mutants(each) for each in chosen]
    for line in (
        *script_reports.wrong_examples(library, results),
        *script_reports.misheard(library, misheard),
        *script_reports.unnoticed(library, mutants, phrases=phrases),
    ):
        typer.echo(line)
    wrong = sum(not result.ok for result in results)
    typer.echo(f"{len(results)} examples, {len(results) - wrong} right, {wrong} wrong")
    raise typer.Exit(1 if wrong else 0)


@scripts_app.command("draft")
def draft(
    file: Annotated[Path, typer.Argument(help="The written script: .docx or .txt.", metavar="FILE")],
    *,
    language: Annotated[
        str | None, typer.Option("--language", help="en, ru, de or pl; default: guess.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder of scripts to write into; default: print.")
    ] = None,
) -> None:
    """Turn a written sales script into a first script file.

    Headings become sections; quoted sentences, lines behind 'Agent:' and lists under an instruction
    become items; lists under "must not say" become must_not_say; [name] and [company] become slots.
    What names no words to listen for is told, and stands at the end of the file as comments.

    \b
    Examples:
      speechqa scripts draft hotline.docx --out my_scripts
      speechqa scripts draft hotline.txt --language de > my_scripts/de/hotline.yaml
    """
    from speechqa.cli import content

    made, target = content.draft(file, language=language, out=out)
    if target is None:
        typer.echo(made.yaml, nl=False)
    for line in made.unplaced:
        typer.echo(f"not placed: {plain(line)}", err=True)
    where = f"{target.as_posix()}: " if target else ""
    typer.echo(f"{where}{made.items} items, {len(made.unplaced)} lines not placed", err=True)


@scripts_app.command("schema")
def schema() -> None:
    """Print the JSON schema of script files, for editors.

    \b
    Example:
      speechqa scripts schema > script.schema.json
    """
    from speechqa.scripts import json_schema

    typer.echo(json.dumps(json_schema(), indent=2))


@words_app.command("check")
def check_words(
    text: Annotated[str, typer.Argument(help="What was said.")],
    *,
    language: _TextLanguage = "en",
    config: opt.Config = None,
    stopwords: opt.Stopwords = None,
) -> None:
    """Show which stop words and profanity a text hits, and why.

    \b
    Example:
      speechqa words check 'maybe you must pay' --language en
    """
    from speechqa.cli import content

    hits = content.check_words(text, language=language, stopwords=stopwords, config=config)
    for hit in hits:
        typer.echo(f"{hit.list}: '{plain(hit.matched)}' by the term '{hit.term}', severity {hit.severity}")
    typer.echo(f"{len(hits)} hits")
