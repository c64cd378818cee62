"""Owns the commands for topics: see them, check them, try a text, discover new ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from speechqa.cli import options as opt
from speechqa.cli.texts import plain

topics_app = typer.Typer(
    name="topics",
    help="Topics: what calls are about.\n\n\b\nExample:\n  speechqa topics check 'how much is delivery?'",
    no_args_is_help=True,
)


@topics_app.command("list")
def list_topics(
    *,
    language: Annotated[str | None, typer.Option("--language", help="One language; default all.")] = None,
    config: opt.Config = None,
    topics: opt.Topics = None,
) -> None:
    """List the topics: language, id, number of words and phrases, title.

    \b
    Example:
      speechqa topics list --language en
    """
    from speechqa.cli import topics_content

    for own in topics_content.chosen(topics, config, language):
        for topic in own.topics:
            typer.echo(f"{own.language:3} {topic.id:20} {len(topic.terms):3} terms  {plain(topic.title)}")


@topics_app.command("check")
def check(
    text: Annotated[
        str | None, typer.Argument(help="What was said; 'agent:' and 'customer:' start a turn.")
    ] = None,
    *,
    language: Annotated[str, typer.Option("--language", help="Language of the text.")] = "en",
    config: opt.Config = None,
    topics: opt.Topics = None,
) -> None:
    """Check the files of topics, or show which topics a text talks of, and by which words.

    Each mistake is named with file and line. Warnings tell what loads, but hardly counts as meant;
    they don't change the exit code.

    \b
    Examples:
      speechqa topics check --topics my_topics
      speechqa topics check 'how much is it with delivery?' --language en
    """
    from speechqa.checks.topics import check_topics, rank
    from speechqa.cli import topics_content

    if text is None:
        sets = topics_content.load(topics, config)
        warnings = check_topics(sets)
        for warning in warnings:
            typer.echo(f"warning: {plain(warning)}")
        count = sum(len(own.topics) for own in sets.sets)
        typer.echo(f"{count} topics in {len(sets.sets)} languages, no problems, {len(warnings)} warnings")
        return
    mentions = topics_content.find(text, language=language, folder=topics, config=config)
    for mention in mentions:
        typer.echo(f"{mention.topic}: '{plain(mention.matched)}' by the term '{plain(mention.term)}'")
    counts = Counter(mention.topic for mention in mentions)
    about = ", ".join(f"{topic} ({counts[topic]})" for topic in rank(mentions))
    typer.echo(f"{len(mentions)} mentions" + (f"; about {about}" if about else ""))


@topics_app.command("discover")
def discover(
    *,
    language: Annotated[
        str | None,
        typer.Option("--language", help="Calls of one language; default: each by itself."),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Calls since that day, such as 2026-01-31.")
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, max=200, help="Topics of a language at most.")] = 20,
    draft: Annotated[
        Path | None,
        typer.Option("--draft", metavar="FILE", help="Write a first file of topics: topics/en.new.yaml."),
    ] = None,
    config: opt.Config = None,
    store: opt.StoreAt = None,
    topics: opt.Topics = None,
    out: opt.Out = None,
    redact: opt.Redact = None,
    quiet: opt.Quiet = False,
) -> None:
    """Find what the stored calls talk about beyond the known topics: words, calls, trend, examples.

    Words that are said together in the same passages become a topic. Greetings, and the words of known
    topics, are left out. Needs no network and no model; the same calls give the same topics. Written
    are discovered_topics.csv and discovered_topic_weeks.csv; the command prints the same as a table.

    \b
    Examples:
      speechqa topics discover --language en --since 2026-01-01 --top 30
      speechqa topics discover --language de --draft my_topics/de.new.yaml
    """
    from speechqa.cli import topics_content

    given = {"store": store, "topics": topics, "out": out, "redact": redact}
    topics_content.discover(given, config, language=language, since=since, top=top, draft=draft, quiet=quiet)
