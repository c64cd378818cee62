"""Who comes in, and who doesn't: requests as other programs and other sites could make them."""

import http.client
import re
import stat
from copy import copy
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import pytest

from speechqa.errors import SettingsError
from speechqa.records import Recording
from speechqa.review.web import Doors, open_port
from speechqa.review.web.doors import IDLE_S, is_marked
from speechqa.review.web.guard import MAX_BODY
from speechqa.review.web.sound import Sounds
from speechqa.store import open_store

FORM = "application/x-www-form-urlencoded"


class Client:
    """A browser's part in HTTP, with every header at will."""

    def __init__(self, page):
        self.parts = urlsplit(page.address)
        self.origin = page.root
        self.cookie = ""
        self.mark = ""

    def ask(self, path, *, method="GET", body=None, host=None, **headers):
        connection = http.client.HTTPConnection(self.parts.hostname, self.parts.port, timeout=20)
        connection.putrequest(method, path, skip_host=True)
        given = {"Host": self.parts.netloc if host is None else host, "Cookie": self.cookie}
        if body is not None:
            given |= {"Content-Length": str(len(body)), "Content-Type": FORM}
        if method == "POST":
            given["Origin"] = self.origin
        for name, value in (given | {key.replace("_", "-"): value for key, value in headers.items()}).items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        answer.text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer

    def enter(self):
        answer = self.ask(f"/enter?{self.parts.query}")
        assert answer.status == 200
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        self.mark = re.search('name="mark" value="([^"]+)"', self.ask("/name").text)[1]
        return answer

    def post(self, path, **fields):
        return self.ask(path, method="POST", body=urlencode({"mark": self.mark, **fields}).encode())

    def page_of(self, call_id):
        found = re.search(f'href="/(?:call|rate)/({call_id}-[0-9a-f]+)"', self.ask("/").text)
        return found[1]


@pytest.fixture
def client(served):
    return Client(served)


@pytest.fixture(scope="module")
def known(shared):
    client = Client(shared[0])
    client.enter()
    assert client.post("/name", name="Olga").status == 303
    return client


@pytest.fixture
def inside(known):
    """Somebody who was let in, with a name."""
    return copy(known)


@pytest.fixture
def outside(known):
    """The same browser without its cookie."""
    client = copy(known)
    client.cookie = ""
    return client


def test_the_address_works_once_and_its_cookie_is_the_browsers_alone(client):
    answer = client.enter()
    cookie = answer.headers["Set-Cookie"].lower()
    for part in ("httponly", "samesite=strict", "path=/"):
        assert part in cookie
    assert client.parts.query.partition("=")[2] not in cookie
    other = copy(client)
    other.cookie = ""
    assert other.ask(f"/enter?{client.parts.query}").status == 403
    assert client.ask("/name").status == 200


@pytest.mark.parametrize("query", ["", "token=", "token=wrong", "token=%00", "token=" + "x" * 5000])
def test_a_wrong_token_is_refused(outside, query):
    assert outside.ask(f"/enter?{query}").status == 403


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/name", "/call/x", "/rate/x", "/audio/x", "/report/assets/report.css"]
)
def test_nothing_is_shown_without_a_session(outside, path):
    assert outside.ask(path).status == 403
    assert outside.ask(path, Cookie=f"speechqa_review_{outside.parts.port}=made-up").status == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_another_host_is_refused_even_with_the_cookie(inside, host):
    assert inside.ask("/", host=host).status == 403


def test_this_machines_name_is_its_host_too(inside):
    assert inside.ask("/", host=f"localhost:{inside.parts.port}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_another_origin_is_refused(inside, headers):
    page = inside.page_of("bad")
    body = urlencode({"mark": inside.mark, "item": "greeting", "value": "not_met"}).encode()
    assert inside.ask("/", **headers).status == 403
    assert inside.ask(f"/say/{page}", method="POST", body=body, **headers).status == 403
    assert inside.ask(f"/say/{page}", method="POST", body=body).status == 303


def test_a_form_must_say_where_it_comes_from(inside):
    assert inside.ask("/name", method="POST", body=b"name=x", Origin=None).status == 403


@pytest.mark.parametrize("path", ["/name", "/say/{}", "/rate/{}"])
@pytest.mark.parametrize("mark", [None, "", "wrong"])
def test_every_form_needs_the_sessions_mark(inside, path, mark):
    fields = {"name": "Eve", "item": "greeting", "value": "met", "value-1": "met"}
    body = urlencode(fields | ({} if mark is None else {"mark": mark})).encode()
    answer = inside.ask(path.format(inside.page_of("bad")), method="POST", body=body)
    assert answer.status == 403
    assert "Eve" not in inside.ask("/").text


def test_every_address_that_takes_something_in_is_covered_by_that_test():
    from pathlib import Path

    from speechqa.review.web import app

    code = Path(app.__file__).read_text(encoding="utf-8")
    assert re.findall(r'Route\("([^"]+)", views\.\w+, methods=\["POST"\]\)', code) == [
        "/name", "/rate/{page}", "/say/{page}",
    ]  # fmt: skip


def test_bodies_are_bounded(inside):
    assert inside.ask("/name", method="POST", body=b"x" * (MAX_BODY + 1)).status == 413
    assert inside.ask("/name", method="POST", Content_Length="999999999999").status == 413
    assert inside.ask("/name", method="POST", Content_Length="-1").status in {400, 413}
    chunk = b"%x\r\n" % 65_536 + b"a" * 65_536 + b"\r\n"
    chunks = chunk * (MAX_BODY // 65_536 + 1) + b"0\r\n\r\n"
    answer = inside.ask("/name", method="POST", body=chunks, Content_Length=None, Transfer_Encoding="chunked")
    assert answer.status == 413


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(inside, method):
    assert inside.ask("/", method=method).status == 405


def test_every_answer_forbids_what_the_page_does_not_need(inside):
    for path in ("/", "/name", "/nowhere", f"/call/{inside.page_of('bad')}", "/report/assets/labels.js"):
        headers = inside.ask(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in headers
        assert "Server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/report/assets/../templates/call.html",
        "/report/assets/%2e%2e%2fwrite.py",
        "/audio/..%2f..%2fetc%2fpasswd",
        "/audio/nothing",
        "/call/nothing",
    ],
)
def test_only_what_is_the_pages_own_is_served(inside, path):
    assert inside.ask(path).status == 404


def test_sound_comes_in_pieces_and_only_of_calls_in_the_store(shared, inside, browserless_tone):
    with open_store(shared[1] / "speechqa.sqlite") as store:
        recording = store.calls(["bad"])[0].recording
        store.put_calls([replace(recording, kind="audio", path=str(browserless_tone))])
    page = inside.page_of("bad")
    whole = inside.ask(f"/audio/{page}")
    assert (whole.status, whole.headers["Content-Type"]) == (200, "audio/ogg")
    piece = inside.ask(f"/audio/{page}", Range="bytes=0-3")
    assert (piece.status, piece.text) == (206, "OggS")


def test_a_port_that_is_taken_is_told():
    with open_port(0) as opened:
        opened.listen()
        port = opened.getsockname()[1]
        with pytest.raises(SettingsError, match=f"--port {port}"):
            open_port(port)
        assert opened.getsockname()[0] == "127.0.0.1"


def test_sessions_end_when_nothing_is_asked_for_long():
    now = [0.0]
    doors = Doors(lambda: now[0])
    session = doors.enter(doors.new_token())
    now[0] = IDLE_S - 1
    assert doors.session(session.key) is session
    now[0] += IDLE_S + 1
    assert doors.session(session.key) is None


def test_tokens_and_marks_are_not_guessed():
    doors = Doors(lambda: 0.0)
    first, second = doors.new_token(), doors.new_token()
    assert first != second
    assert len(first) >= 40
    one, other = doors.enter(first), doors.enter(second)
    assert doors.enter(first) is None
    assert is_marked(one, one.mark)
    assert not is_marked(one, other.mark)
    assert doors.session("") is None


def test_copies_for_listening_are_private(browserless_tone):
    sounds = Sounds()
    path, media = sounds.playable(Recording(str(browserless_tone), "a.wav", "h", "a"))
    assert media == "audio/ogg"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert sounds.playable(Recording(str(browserless_tone), "b.wav", "h", "b"))[0] == path
    sounds.close()
    assert not path.exists()
