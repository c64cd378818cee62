"""What tests of several rooms share: one real browser."""

import shutil

import pytest


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, driven by playwright; one for all, because playwright runs once a process."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no chromium here: apt install chromium")
    with api.sync_playwright() as playwright:
        # Tests may run as root, where the sandbox can't be used; the pages are our own.
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()
