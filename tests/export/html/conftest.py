"""Reports to look at, and pages opened in a real browser."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from html_reports import transcript, turn

from speechqa.export import ExportOptions, Material, write_html


@pytest.fixture
def said():
    return transcript(
        turn("agent", "good, morning this is Anna", 1_200),
        turn("customer", "hello how much is it", 4_000, confidence=0.3),
    )


@pytest.fixture
def made(report, said, tmp_path):
    """Writes the report and gives its folder."""

    def write(given=report, *, words_of=said, **options):
        folder = tmp_path / "out"
        material = Material(
            transcript=lambda _call: words_of, titles={("inbound-sales", "greeting"): "Greets"}
        )
        write_html(given, folder, material=material, options=ExportOptions(**options))
        return folder

    return write


@pytest.fixture
def opened(browser):
    """Opens a file in a fresh browser, which must complain of nothing and ask for nothing outside."""

    @contextmanager
    def open_page(path: Path, **options):
        context = browser.new_context(**options)
        page = context.new_page()
        complaints, requests = [], []
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.absolute().as_uri())
        yield page
        context.close()
        assert complaints == []
        assert [url for url in requests if not url.startswith("file:")] == []

    return open_page
