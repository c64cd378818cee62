"""Owns what every request must be, before any page sees it, and the headers of every answer.

The page is for one browser on this machine. Other sites that the browser visits may send requests here, by
forms, pictures, or a name that resolves to this machine (DNS rebinding): so the names in Host and Origin must
be our own, and without the session's cookie nothing is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from speechqa.review.web.doors import Doors

MAX_BODY = 256 * 1024
ENTRANCE = "/enter"
_TOO_LARGE = "The form is too large."
_METHODS = frozenset(("GET", "HEAD", "POST"))
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Our own forms must tell where they come from; nobody else learns anything.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """The application behind checks; ``hosts`` are the names (with port) under which it may be called."""

    def __init__(self, app: ASGIApp, *, doors: Doors, hosts: tuple[str, ...], cookie: str) -> None:
        self._app = app
        self._doors = doors
        self._hosts = frozenset(host.encode("ascii") for host in hosts)
        self._origins = frozenset(b"http://" + host for host in self._hosts)
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing; the request is answered."""
        from starlette.exceptions import HTTPException

        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        body_left = MAX_BODY

        async def counted() -> Message:
            nonlocal body_left
            message = await receive()
            body_left -= len(message.get("body", b""))
            if body_left < 0:
                raise HTTPException(413, _TOO_LARGE)
            return message

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_HEADERS]}
            await send(message)

        status, text = self._refusal(scope)
        if status:
            await _answer(with_headers, status, text)
            return
        await self._app(scope, counted, with_headers)

    def _refusal(self, scope: Scope) -> tuple[int, str]:
        """(status, why) of a request that goes no further; status 0 for one that does."""
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        path, method = scope["path"], scope["method"]
        if method not in _METHODS:
            return 405, "This method isn't served here."
        hosts = _values(headers, b"host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return 403, "This address isn't served here: open the one that was printed."
        if not self._is_own(headers, method, path):
            return 403, "Requests from other sites are refused."
        length = next(iter(_values(headers, b"content-length")), b"0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return 413, _TOO_LARGE
        session = self._doors.session(_cookie(headers, self._cookie))
        if session is None and path != ENTRANCE:
            return 403, "Not let in: open the address that `speechqa review` printed; it works once."
        scope["speechqa.session"] = session
        return 0, ""

    def _is_own(self, headers: list[tuple[bytes, bytes]], method: str, path: str) -> bool:
        """Whether the request comes from our own pages, or was typed or clicked by a person."""
        origins, sites = _values(headers, b"origin"), _values(headers, b"sec-fetch-site")
        if any(origin not in self._origins for origin in origins):
            return False
        if method == "POST" and not origins:
            return False
        # The printed address may be clicked in another program's page: it shows nothing without its token.
        return path == ENTRANCE or all(site in {b"same-origin", b"none"} for site in sites)


def _values(headers: list[tuple[bytes, bytes]], name: bytes) -> list[bytes]:
    return [value.strip() for key, value in headers if key == name]


def _cookie(headers: list[tuple[bytes, bytes]], name: str) -> str:
    for header in _values(headers, b"cookie"):
        for part in header.decode("latin-1").split(";"):
            key, _, value = part.strip().partition("=")
            if key == name:
                return value
    return ""


async def _answer(send: Send, status: int, text: str) -> None:
    body = f"{text}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
