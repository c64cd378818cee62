"""A store with calls, the page over it, and a real browser before it."""

import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest
from calls_on_disk import BAD, GOOD, script_folder, transcript_file


def speechqa(folder, *words, expect=0):
    done = subprocess.run(
        [sys.executable, "-m", "speechqa", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == expect, done.stdout + done.stderr
    return done


@pytest.fixture
def run():
    """Runs a command in a folder."""
    return speechqa


@pytest.fixture(scope="session")
def judged(tmp_path_factory):
    """A folder with scripts, lists, calls, and a store that holds their verdicts."""
    folder = tmp_path_factory.mktemp("judged")
    # What people say of verdicts is tested, not how sure these are: what isn't found is not_met here.
    (folder / "speechqa.toml").write_text('calibration = "none"\n', encoding="utf-8")
    script_folder(folder / "scripts_library")
    (folder / "stopwords" / "en").mkdir(parents=True)
    (folder / "stopwords" / "en" / "conflict.txt").write_text("you must | 2\n", encoding="utf-8")
    transcript_file(folder / "calls", "good", said=GOOD)
    transcript_file(folder / "calls", "bad", said=BAD)
    hostile = "<img src=x onerror=\"document.title='owned'\"></script><script>document.title='owned'</script>"
    transcript_file(folder / "calls", "hostile", said=(hostile, hostile), agent=f"eve {hostile[:60]}")
    speechqa(folder, "run", "calls", "--out", "out")
    return folder


@pytest.fixture
def world(judged, tmp_path):
    """The same, to be changed."""
    shutil.copytree(judged, tmp_path / "world")
    return tmp_path / "world"


@pytest.fixture
def browserless_tone(tmp_path):
    """A recording that no browser plays for sure: mu-law in a WAV."""
    import av
    import numpy as np

    path = tmp_path / "tone.wav"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_mulaw", rate=8000, layout="mono")
        samples = (9000 * np.sin(np.arange(32_000) / 3)).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


class Page:
    """A page that is being served."""

    def __init__(self, process, address):
        self.process, self.address = process, address
        self.root = address.partition("/enter")[0]


@contextmanager
def serving(folder):
    """The command as its users run it, on a port of its own."""
    pytest.importorskip("uvicorn", reason="the extra `review` is not installed")
    process = subprocess.Popen(
        [sys.executable, "-m", "speechqa", "review", "--port", "0"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Page(process, process.stdout.readline().strip())
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def served(world):
    """A page over a store of one's own."""
    with serving(world) as page:
        yield page


@pytest.fixture(scope="module")
def shared(judged, tmp_path_factory):
    """(page, its folder) for many tests: none of them needs what another one left."""
    folder = tmp_path_factory.mktemp("shared") / "world"
    shutil.copytree(judged, folder)
    with serving(folder) as page:
        yield page, folder


@pytest.fixture
def visit(browser, served):
    """A fresh browser at the page, let in under a name; it may complain of nothing and ask nobody else."""
    contexts, complaints, requests = [], [], []

    def enter(name, page=None):
        """A page under a name; another person may take over a page."""
        if page is not None:
            page.goto(f"{served.root}/name")
            page.fill("input[name=name]", name)
            page.click("main button[type=submit]")
            return page
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(served.address)
        page.fill("input[name=name]", name)
        page.click("main button[type=submit]")
        return page

    enter.complaints = complaints
    yield enter
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith(served.root)] == []
