"""Owns the commands that look at content without calls: scripts, words, classify."""

from __future__ import annotations

import json
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

    \b
    Example:
      speechqa scripts check --scripts my_scripts
    """
    from speechqa.cli import content

    library = content.load(scripts, config)
    content.check_phrases(library)
    typer.echo(f"{len(library.scripts)} scripts, no problems")


@scripts_app.command("test")
def test(
    script: Annotated[str | None, typer.Argument(help="Id of one script; default: all.")] = None,
    *,
    config: opt.Config = None,
    scripts: opt.Scripts = None,
) -> None:
    """Run the examples of every script item: each rule's own tests.

    \b
    Examples:
      speechqa scripts test
      speechqa scripts test en-inbound-sales
    """
    from speechqa.cli import content

    results = content.test_examples(content.load(scripts, config), script)
    wrong = [result for result in results if not result.ok]
    for result in wrong:
        typer.echo(
            f"{result.script}: {result.item}: should be {result.expected}, is {result.got}: "
            f"{plain(result.text)!r} ({plain(result.reason)})"
        )
    typer.echo(f"{len(results)} examples, {len(results) - len(wrong)} right, {len(wrong)} wrong")
    raise typer.Exit(1 if wrong else 0)


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


def classify(
    text: Annotated[str, typer.Argument(help="What was said; 'agent:' and 'customer:' start a turn.")],
    *,
    language: _TextLanguage = "en",
    direction: Annotated[str, typer.Option("--direction", help="inbound, outbound or internal.")] = "inbound",
) -> None:
    """Classify a conversation given as text.

    \b
    Example:
      speechqa classify 'customer: how much is a chair? agent: it is 90 pounds'
    """
    from speechqa.cli import content

    found = content.classify(text, language=language, direction=direction)
    topics = f", topics {', '.join(found.topics)}" if found.topics else ""
    stage = f", stage {found.stage}" if found.stage else ""
    typer.echo(f"{found.call_type} ({found.confidence:.2f}), outcome {found.outcome}{stage}{topics}")
