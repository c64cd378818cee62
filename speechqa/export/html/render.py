"""Owns turning values into pages: the template engine, always escaping, and what templates may call."""

from __future__ import annotations

from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING

from speechqa.export.cells import clean
from speechqa.export.html.localisation import LANGUAGES, labels
from speechqa.export.html.names import agent_page, page_name

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from jinja2 import Environment
    from markupsafe import Markup

    from speechqa.export.material import LabelLanguage

_MS_PER_SECOND = 1000
_SECONDS_PER_MINUTE = 60
_MINUTES_PER_HOUR = 60


class Renderer:
    """Pages from templates, in one language of labels."""

    def __init__(self, language: LabelLanguage, more: Traversable | None = None) -> None:
        """``more`` is a folder of further templates, which may extend those of the report."""
        self._language = language
        self._environment = _environment(language, more)

    def page(self, template: str, *, root: str, **values: object) -> bytes:
        """The page in UTF-8: ``template`` filled with ``values``, everything in them escaped.

        ``root`` is the way from the page to the report's top.
        """
        made = self._environment.get_template(f"{template}.html").render(
            root=root, language=self._language, languages=LANGUAGES, **values
        )
        return made.encode("utf-8")


def _environment(language: LabelLanguage, more: Traversable | None) -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined

    folders = [resources.files(__package__) / "templates", *([more] if more else [])]
    sources = {each.name: each.read_text(encoding="utf-8") for folder in folders for each in folder.iterdir()}
    made = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_readable,
    )
    texts = labels(language)
    made.globals["t"] = {key: _label(key, text) for key, text in texts.items()}.__getitem__
    made.globals["text"] = texts.__getitem__
    made.globals["agent_page"] = agent_page
    made.globals["page_name"] = page_name
    made.filters.update(clock=clock, percent=percent, number=number, moment=moment)
    return made


def _label(key: str, text: str) -> Markup:
    """A label that the page's script can put into another language."""
    from markupsafe import Markup

    return Markup('<span data-label="{}">{}</span>').format(key, text)


def _readable(value: object) -> object:
    """Text without control characters; None is shown as nothing."""
    if value is None:
        return ""
    # Exactly text: what is marked as markup was escaped where it was made.
    return clean(value) if type(value) is str else value


def clock(milliseconds: int | None) -> str:
    """Minutes and seconds, ``1:07``; with hours from one on, ``1:02:07``; "" for None."""
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(max(milliseconds, 0) // _MS_PER_SECOND, _SECONDS_PER_MINUTE)
    hours, minutes = divmod(minutes, _MINUTES_PER_HOUR)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def percent(share: float | None) -> str:
    """A share 0..1 as whole per cent; a dash for None."""
    return "–" if share is None else f"{100 * share:.0f} %"


def number(value: float | None, decimals: int = 0) -> str:
    """The number rounded; a dash for None."""
    return "–" if value is None else f"{value:.{decimals}f}"


def moment(started_at: str) -> str:
    """Day and minute of an ISO 8601 time as written; other text as it is."""
    try:
        return datetime.fromisoformat(started_at).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return started_at
