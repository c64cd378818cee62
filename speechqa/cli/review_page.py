"""Owns putting the rooms together for the command ``review``: the store's calls on a page of this machine."""

from __future__ import annotations

import importlib.util
import time
from typing import TYPE_CHECKING, cast, get_args

import typer

from speechqa import export as exporters
from speechqa import pipeline
from speechqa.cli import work
from speechqa.cli.reviewing import today
from speechqa.errors import SettingsError
from speechqa.pipeline.reviewing import item_titles
from speechqa.review import web
from speechqa.review.web.sound import Sounds
from speechqa.store import open_store

if TYPE_CHECKING:
    from speechqa.records import CallResult, Transcript
    from speechqa.settings import Settings
    from speechqa.store.database import Store


def serve(settings: Settings, *, port: int, labels: str) -> None:
    """Nothing; the command ``review``: serves until it is stopped."""
    language = _label_language(labels)
    _check_extra()
    rules = work.load_rules(settings)
    from speechqa.review.web.app import make_app

    with open_store(settings.store, create=False) as store, web.open_port(port) as opened:
        port = opened.getsockname()[1]
        doors, sounds = web.Doors(time.monotonic), Sounds()
        desk = web.Desk(_sources(store, rules))
        cookie = f"speechqa_review_{port}"  # browsers send cookies to every port of a machine
        page = make_app(desk, doors, sounds, port=port, cookie=cookie, labels=language)
        typer.echo(f"http://{web.HOST}:{port}/enter?token={doors.new_token()}")
        typer.echo("Open it in a browser on this machine: it works once. Ctrl-C ends the page.", err=True)
        try:
            web.serve(page, opened)
        except KeyboardInterrupt:
            typer.echo("ended; everything that was entered is kept", err=True)
        finally:
            sounds.close()


def _label_language(labels: str) -> exporters.LabelLanguage:
    languages = get_args(exporters.LabelLanguage)
    if labels not in languages:
        raise SettingsError(f"--labels {labels}: must be one of {', '.join(languages)}")
    return cast("exporters.LabelLanguage", labels)


def _check_extra() -> None:
    if importlib.util.find_spec("starlette") is None or importlib.util.find_spec("uvicorn") is None:
        raise SettingsError(
            "speechqa review needs its extra: pip install 'speechqa[review]'; without it, people review by "
            "`speechqa export csv --for-review` and `speechqa import-review`"
        )


def _sources(store: Store, rules: pipeline.Rules) -> web.Sources:
    def transcript(call: CallResult) -> Transcript | None:
        found = store.calls([call.recording.call_id], analyses=False)
        return found[0].transcript if found else None

    return web.Sources(
        results=lambda ids: pipeline.results(store=store, rules=rules, call_ids=ids),
        transcript=transcript,
        titles=item_titles(rules),
        add=store.add_reviews,
        today=today,
        clock=time.monotonic,
    )
