"""Owns the application: which address does what, and how forms become entries."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from speechqa.errors import CallError, ReviewError
from speechqa.export import html
from speechqa.export.html import localisation
from speechqa.export.html.names import page_name
from speechqa.review.entries import Said, author_name, entry
from speechqa.review.web.doors import Doors, is_marked
from speechqa.review.web.guard import ENTRANCE, Guard
from speechqa.review.web.pages import Filter, Pages, last_said, not_blind
from speechqa.review.web.sound import Sounds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from starlette.requests import Request

    from speechqa.export.material import LabelLanguage
    from speechqa.records import CallResult, Review
    from speechqa.review.web.desk import Desk
    from speechqa.review.web.doors import Session

    Form = dict[str, str]

_FIELDS = 500
_GO_ON = (
    b'<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/">'
    b'<title>speechqa</title><p><a href="/">speechqa</a></p></html>'
)


def make_app(  # noqa: PLR0913 - what a page needs
    desk: Desk, doors: Doors, sounds: Sounds, *, port: int, cookie: str, labels: LabelLanguage
) -> Guard:
    """The page as an ASGI application, to be called under 127.0.0.1 or localhost at ``port``."""
    views = _Views(desk, doors, sounds, Pages(desk, labels), cookie)
    app = Starlette(
        routes=[
            Route(ENTRANCE, views.enter),
            Route("/", views.queue),
            Route("/index.html", views.queue),
            Route("/name", views.name, methods=["GET"]),
            Route("/name", views.take_name, methods=["POST"]),
            Route("/call/{page}", views.call),
            Route("/rate/{page}", views.rate, methods=["GET"]),
            Route("/rate/{page}", views.take_ratings, methods=["POST"]),
            Route("/say/{page}", views.take_entry, methods=["POST"]),
            Route("/audio/{page}", views.audio),
            Route("/report/assets/{name}", views.asset),
            Route("/favicon.ico", lambda _request: Response(status_code=204)),  # browsers ask by themselves
        ]
    )
    hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
    return Guard(app, doors=doors, hosts=hosts, cookie=cookie)


class _Views:
    """What each address answers."""

    def __init__(self, desk: Desk, doors: Doors, sounds: Sounds, pages: Pages, cookie: str) -> None:
        self._desk, self._doors, self._sounds, self._pages = desk, doors, sounds, pages
        self._cookie = cookie

    def enter(self, request: Request) -> Response:
        """A session for a token that wasn't used yet."""
        session = self._doors.enter(request.query_params.get("token", ""))
        if session is None:
            return PlainTextResponse(
                "This address worked once and is used up. Stop `speechqa review` and start it again.\n", 403
            )
        # A page that goes on by itself, not a redirect: where the address was clicked in another site's page,
        # the redirect would still be that site's, and browsers would keep the cookie back.
        answer = _html(_GO_ON)
        answer.set_cookie(self._cookie, session.key, httponly=True, samesite="strict", path="/")
        return answer

    def queue(self, request: Request) -> Response:
        """The queue, filtered."""
        session = _session(request)
        if not session.name:
            return RedirectResponse("/name", 303)
        asked = request.query_params
        wanted = Filter(*(asked.get(name, "") for name in ("why", "agent", "script", "item")))
        return _html(self._pages.queue(session, wanted))

    def name(self, request: Request) -> Response:
        """Who is there?"""
        return _html(self._pages.name(_session(request)))

    async def take_name(self, request: Request) -> Response:
        """The name is kept for this session; calls seen under another one stay seen."""
        session, form = await _form(request)
        try:
            session.name = author_name(form.get("name", ""))
        except ReviewError as error:
            return _html(self._pages.refused(session, str(error), "/name"), 400)
        return RedirectResponse("/", 303)

    def call(self, request: Request) -> Response:
        """A call's page with buttons."""
        session = _session(request)
        if not session.name:
            return RedirectResponse("/name", 303)
        return _html(self._pages.call(session, self._call(request)))

    def rate(self, request: Request) -> Response:
        """A call's page for a blind rating."""
        session = _session(request)
        if not session.name:
            return RedirectResponse("/name", 303)
        return _html(self._pages.rate(session, self._call(request)))

    async def take_entry(self, request: Request) -> Response:
        """A decision, an appeal or an answer is kept."""
        session, form = await _form(request)
        return await run_in_threadpool(self._take_entry, self._call(request), session, form)

    def _take_entry(self, call: CallResult, session: Session, form: Form) -> Response:
        item, back = form.get("item", ""), f"/call/{page_name(call.recording.call_id)}"
        try:
            kind = _kind(form.get("kind", ""))
            said = Said(
                kind,
                session.name,
                item,
                form.get("value", ""),
                form.get("reason", ""),
                form.get("about", ""),
            )
            after = form.get("after", "") if kind == "decision" else ""
            self._desk.add([entry(call, said, after=after if after in last_said(call).values() else "")])
        except ReviewError as error:
            return _html(self._pages.refused(session, str(error), back), 400)
        return RedirectResponse(back + _anchor(call, item), 303)

    async def take_ratings(self, request: Request) -> Response:
        """The ratings of one person of one call are kept, all together, once."""
        session, form = await _form(request)
        return await run_in_threadpool(self._take_ratings, self._call(request), session, form)

    def _take_ratings(self, call: CallResult, session: Session, form: Form) -> Response:
        page = page_name(call.recording.call_id)
        try:
            self._desk.add(_ratings(call, session, form))
        except ReviewError as error:
            return _html(self._pages.refused(session, str(error), f"/rate/{page}"), 400)
        return RedirectResponse(f"/call/{page}", 303)

    def audio(self, request: Request) -> Response:
        """A recording's sound, in whole or in pieces (Range)."""
        call = self._call(request)
        if call.recording.kind != "audio":
            raise HTTPException(404)
        try:
            path, media = self._sounds.playable(call.recording)
        except (CallError, OSError) as error:
            return PlainTextResponse(f"can't be played: {error}\n", 404)
        return FileResponse(path, media_type=media)

    def asset(self, request: Request) -> Response:
        """A file of the report's own: style, scripts, labels."""
        name = request.path_params["name"]
        if name == "labels.js":
            return Response(localisation.script(), media_type="text/javascript")
        kinds = {"css": "text/css", "js": "text/javascript"}
        found = next((each for each in _assets() if each.name == name), None)
        media = kinds.get(name.rpartition(".")[2], "")
        if found is None or not media:
            raise HTTPException(404)
        return Response(found.read_bytes(), media_type=media)

    def _call(self, request: Request) -> CallResult:
        call = self._desk.call(request.path_params["page"])
        if call is None:
            raise HTTPException(404, "There is no such call in the store.")
        return call


def _session(request: Request) -> Session:
    session: Session | None = request.scope["speechqa.session"]
    if session is None:
        raise HTTPException(403)
    return session


async def _form(request: Request) -> tuple[Session, Form]:
    """The session and the fields of a form that its own pages made; 403 for any other."""
    session = _session(request)
    body = await request.body()
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS, encoding="utf-8"
        )
    except ValueError as error:
        raise HTTPException(400, "This form can't be read.") from error
    form = dict(pairs)
    if not is_marked(session, form.get("mark", "")):
        raise HTTPException(403, "This form wasn't made by the page you are at: open the page again.")
    if not session.name and request.url.path != "/name":
        raise HTTPException(403, "Say who you are first.")
    return session, form


def _html(page: bytes, status: int = 200) -> Response:
    return Response(page, status, media_type="text/html")


def _kind(typed: str) -> Literal["decision", "appeal", "answer"]:
    if typed == "appeal":
        return "appeal"
    if typed == "answer":
        return "answer"
    return "decision"


def _anchor(call: CallResult, item: str) -> str:
    """Where the item stands on the call's page."""
    verdicts = call.analysis.verdicts if call.analysis else ()
    place = next((index for index, each in enumerate(verdicts) if each.item == item), None)
    return "" if place is None else f"#v{place}"


def _ratings(call: CallResult, session: Session, form: Form) -> list[Review]:
    """An entry for each item that was rated; the first is the kind of call. Raises ``ReviewError``."""
    problem = not_blind(session, call)
    if problem:
        raise ReviewError(localisation.labels("en")[problem])
    items = ["", *(each.item for each in call.analysis.verdicts)] if call.analysis else []
    given = [
        entry(call, Said("rating", session.name, item, value, form.get(f"reason-{index}", "")))
        for index, item in enumerate(items)
        if (value := form.get(f"value-{index}", ""))
    ]
    if not given:
        raise ReviewError("rate one item at least")
    return given


def _assets() -> Iterable[Traversable]:
    return resources.files(html).joinpath("assets").iterdir()
