"""Owns what the commands for topics do, behind their options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import typer

from speechqa import export, pipeline, settings
from speechqa.checks.topics import TopicSet, TopicSets, find_topics, load_topics
from speechqa.cli.content import spoken
from speechqa.cli.texts import clock, plain
from speechqa.errors import SettingsError
from speechqa.records import DiscoveredTopic, TopicMention
from speechqa.store import open_store


def load(folder: Path | None, config: Path | None) -> TopicSets:
    """The topics in ``folder``, else those of the settings. Raises ``TopicError``."""
    return load_topics(settings.load(options={"topics": folder}, config=config).topics)


def chosen(folder: Path | None, config: Path | None, language: str | None) -> tuple[TopicSet, ...]:
    """The topics of one language, or of all. Raises ``TopicError`` or ``SettingsError``."""
    sets = load(folder, config)
    return sets.sets if language is None else (_of(sets, language),)


def find(text: str, *, language: str, folder: Path | None, config: Path | None) -> tuple[TopicMention, ...]:
    """Where ``text`` talks of topics. Raises ``TopicError`` or ``SettingsError``."""
    sets = load(folder, config)
    return find_topics(spoken(text, _of(sets, language).language), sets)


def _of(sets: TopicSets, language: str) -> TopicSet:
    found = sets.of(language)
    if found is None:
        known = ", ".join(own.language for own in sets.sets)
        raise SettingsError(f"--language {language}: there are no topics for it; known: {known}")
    return found


def discover(  # noqa: PLR0913 -- as many as the command has options
    given: Mapping[str, object],
    config: Path | None,
    *,
    language: str | None,
    since: str | None,
    top: int,
    draft: Path | None,
    quiet: bool,
) -> None:
    """Nothing; the command ``topics discover``. Raises ``SetupError``."""
    wanted = settings.load(options=given, config=config)
    day = _day(since) if since else ""
    _check_draft(draft)
    export.check_folder(wanted.out)
    sets = load_topics(wanted.topics)
    with open_store(wanted.store, create=False) as store:
        found = pipeline.discover_topics(
            store=store,
            topic_sets=sets,
            language=language or "",
            since=day,
            top=top,
            redact=wanted.redact,
        )
    written = export.write_discovered(found.topics, wanted.out)
    if not quiet:
        _print(found)
        typer.echo(f"written: {', '.join(map(str, written))}")
    if draft:
        _write_draft(draft, found.topics, sets)
        typer.echo(f"written: {draft}", err=quiet)


def _day(since: str) -> str:
    try:
        return date.fromisoformat(since).isoformat()
    except ValueError as error:
        raise SettingsError(f"--since {since}: is no date; write one such as 2026-01-31") from error


def _check_draft(draft: Path | None) -> None:
    if draft is None:
        return
    if draft.exists():
        raise SettingsError(f"--draft {draft}: is there already; rename it or name another file")
    export.check_folder(draft.parent)


def _write_draft(draft: Path, topics: Sequence[DiscoveredTopic], sets: TopicSets) -> None:
    from speechqa.checks.topics import discover as discovery

    languages = sorted({topic.language for topic in topics})
    if len(languages) > 1:
        raise SettingsError(
            f"--draft {draft}: a file holds one language; add --language ({', '.join(languages)})"
        )
    own = sets.of(languages[0]) if languages else None
    text = discovery.draft(topics, taken=[topic.id for topic in own.topics] if own else ())
    if not text:
        raise SettingsError(f"--draft {draft}: no new topic was found; nothing is written")
    export.write_whole(draft, text.encode("utf-8"))


def _print(found: pipeline.Discovery) -> None:
    stored = dict(found.stored)
    for language, read in found.read:
        of = f" of {stored[language]}" if stored[language] != read else ""
        own = [topic for topic in found.topics if topic.language == language]
        typer.echo(f"{language}: {read} calls read{of}, {len(own)} topics")
        for rank, topic in enumerate(own, start=1):
            _print_topic(rank, topic)
    if not found.read:
        typer.echo("no transcribed calls fit; run `speechqa run` first, or ask for other calls")
    if found.undated:
        typer.echo(f"{found.undated} calls without a date were left out (--since)")


def _print_topic(rank: int, topic: DiscoveredTopic) -> None:
    beside = f"; beside {topic.beside} in {topic.beside_share:.0%}" if topic.beside else ""
    covered = ", which covers it" if topic.covered else ""
    figures = f"{topic.calls} calls ({topic.share:.1%}), {topic.trend}{beside}{covered}"
    typer.echo(f"{rank:3}. {plain(', '.join(topic.words))}\n     {figures}")
    for quote in topic.quotes:
        typer.echo(f"     {clock(quote.start_ms)} {plain(quote.call_id)}: {plain(quote.text)}")
