"""Prints how long the HTML report of many calls takes to write, and how fast its pages are in a browser.

Run: ``python benchmarks/report_pages.py`` (``--calls 2000``). The calls are invented, see ``archive.py``; the
commands run as their users run them, the pages open from disk in Chromium (``apt install chromium``).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import archive

if TYPE_CHECKING:
    from playwright.sync_api import Page

_LIBRARY = Path(__file__).parent.parent / "scripts_library"
_CHROMIUM = "/usr/bin/chromium"


def main() -> int:
    """0 when no page complained or asked for anything outside."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--keep", type=Path, help="a folder for the archive; used again when it is there")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = chosen.keep or Path(folder)
        _prepare(work, chosen.calls)
        print("| what | s |\n|---|---|")
        _timed("speechqa export html", lambda: _speechqa(work, "export", "html", "--out", str(work / "html")))
        size = sum(path.stat().st_size for path in (work / "html").rglob("*") if path.is_file())
        complaints = _look(work / "html")
    print(f"\n{chosen.calls} calls, {size / 1_000_000:.0f} MB; browser complained of: {complaints or 'none'}")
    return 1 if complaints else 0


def _prepare(work: Path, calls: int) -> None:
    if (work / "store.sqlite").exists():
        return
    archive.write_scripts(work / "scripts", _LIBRARY)
    archive.fill(work / "store.sqlite", work / "scripts", calls=calls)
    _speechqa(work, "score", "--out", str(work / "csv"))


def _speechqa(work: Path, *words: str) -> None:
    places = ["--store", str(work / "store.sqlite"), "--scripts", str(work / "scripts"), "--quiet"]
    subprocess.run([sys.executable, "-m", "speechqa", *words, *places], check=True)


def _timed(what: str, act: Callable[[], object]) -> None:
    start = time.monotonic()
    act()
    print(f"| {what} | {time.monotonic() - start:.2f} |", flush=True)


def _look(folder: Path) -> list[str]:
    """What the browser complained of, and addresses outside that it was asked for."""
    from playwright.sync_api import sync_playwright

    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda asked: None if asked.url.startswith("file:") else complaints.append(asked.url)
        )
        _use(page, folder)
        browser.close()
    return complaints


def _use(page: Page, folder: Path) -> None:
    _timed("team page opened", lambda: page.goto((folder / "index.html").as_uri()))
    _timed("filter to one agent", lambda: page.fill("#filter", "agent007"))
    _timed("filter taken away", lambda: page.fill("#filter", ""))
    _timed("sorted by score", lambda: page.click("th[data-column=score] button"))
    _timed("labels in Russian", lambda: page.select_option("#labels", "ru"))
    _timed("a call opened", page.locator("#calls tbody a").first.click)
    _timed("a verdict's second sought", page.locator(".verdicts .seek").first.click)


if __name__ == "__main__":
    sys.exit(main())
