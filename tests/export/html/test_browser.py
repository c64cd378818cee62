"""The report as people see it, in a real browser, opened from disk."""

import re
import struct
import wave
from dataclasses import replace
from pathlib import Path

import pytest
from html_reports import HOSTILE, transcript, turn

from speechqa.records import Report


def until(page, condition):
    """Waits for what JavaScript sees; the pages forbid the evaluation that playwright's own waiting uses."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"never came: {condition}")


def tone(path, seconds=20):
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", (index * 37) % 2000) for index in range(8000 * seconds)))
    return path


def test_a_click_on_a_verdict_plays_from_its_second(made, report, opened, tmp_path):
    call = replace(
        report.calls[0], recording=replace(report.calls[0].recording, path=str(tone(tmp_path / "a.wav")))
    )
    folder = made(replace(report, calls=(call, *report.calls[1:])))
    with opened(folder / "index.html") as page:
        page.get_by_role("link", name="a", exact=True).click()
        until(page, "document.getElementById('audio').readyState > 0")
        page.locator("#v0 .seek").click()
        until(page, "document.getElementById('audio').currentTime >= 1.2")
        assert page.evaluate("document.getElementById('audio').paused") is False
        page.keyboard.press(" ")
        until(page, "document.getElementById('audio').paused")
        assert "current" in page.locator("#v0").get_attribute("class")


def test_words_light_up_where_the_call_stands(made, report, opened, tmp_path):
    call = replace(
        report.calls[0], recording=replace(report.calls[0].recording, path=str(tone(tmp_path / "a.wav")))
    )
    folder = made(replace(report, calls=(call,)))
    with opened(next((folder / "report" / "calls").iterdir())) as page:
        until(page, "document.getElementById('audio').readyState > 0")
        page.evaluate("document.getElementById('audio').currentTime = 4.05")
        page.wait_for_selector(".w.now")
        assert page.locator(".w.now").all_inner_texts() == ["hello"]


def test_keys_go_to_the_next_and_previous_hit_without_sound_too(made, report, opened):
    folder = made(report)
    with opened(next((folder / "report" / "calls").glob("a-*.html"))) as page:
        page.keyboard.press("n")
        assert page.locator(".current").count() == 1
        first = page.locator(".current").get_attribute("id")
        page.keyboard.press("n")
        assert page.locator(".current").get_attribute("id") != first
        page.keyboard.press("p")
        assert page.locator(".current").get_attribute("id") == first


def test_the_table_filters_sorts_and_translates(made, report, opened):
    folder = made(report)
    with opened(folder / "index.html") as page:
        rows = page.locator("#calls tbody tr")
        assert rows.count() == 3
        page.fill("#filter", "anna")
        assert rows.count() == 1
        page.fill("#filter", "nobody of that name")
        assert rows.count() == 0
        assert page.inner_text("#count") == "No call fits the filter."
        page.fill("#filter", "")
        page.click("th[data-column=call] button")
        assert [row.split()[0] for row in rows.all_inner_texts()] == ["a", "b", "c"]
        page.click("th[data-column=call] button")
        assert [row.split()[0] for row in rows.all_inner_texts()] == ["c", "b", "a"]
        page.select_option("#labels", "ru")
        assert page.inner_text("h1") == "Оценки звонков"
        assert "переговоры" in rows.nth(2).inner_text()
        page.reload()
        assert page.inner_text("h1") == "Оценки звонков", "the choice is kept"


def test_markup_in_names_words_and_files_stays_text(made, report, opened):
    first = report.calls[0]
    verdict = replace(first.analysis.verdicts[0], quote=HOSTILE, reason=HOSTILE, phrase=HOSTILE)
    hostile = replace(
        first,
        recording=replace(first.recording, call_id=HOSTILE, agent=HOSTILE, team=HOSTILE, file=HOSTILE),
        language=HOSTILE,
        analysis=replace(first.analysis, verdicts=(verdict,), script=HOSTILE),
    )
    agent = replace(report.agents[0], agent=HOSTILE, team=HOSTILE)
    given = Report((hostile,), (agent,), (), report.versions)
    folder = made(given, words_of=transcript(turn("agent", HOSTILE, 0)))
    pages = [folder / "index.html", *(folder / "report").rglob("*.html")]
    assert len(pages) == 3
    for path in pages:
        with opened(path) as page:
            assert "owned" not in page.title().replace(HOSTILE, "")
            assert page.locator("img").count() == 0
            assert page.locator("main script").count() == 0
            assert HOSTILE in page.inner_text("main")


def test_light_and_dark_by_the_system_and_by_hand(made, report, opened):
    folder = made(report)
    colour = "getComputedStyle(document.body).backgroundColor"
    with opened(folder / "index.html", color_scheme="light") as page:
        light = page.evaluate(colour)
        page.click("#theme")
        assert page.evaluate(colour) != light
        dark = page.evaluate(colour)
    with opened(folder / "index.html", color_scheme="dark") as page:
        assert page.evaluate(colour) == dark


def test_nothing_runs_that_is_not_the_reports_own(made, report):
    folder = made(report)
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert re.search(r"\son\w+=", text) is None
    assert "http:" not in text
    assert "https:" not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(made, report, opened, scheme):
    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    folder = made(report)
    for path in [folder / "index.html", *(folder / "report").rglob("*.html")]:
        with opened(path, color_scheme=scheme) as page:
            page.evaluate(source)
            faults = page.evaluate("axe.run({preload: false})")["violations"]
            assert [(fault["id"], fault["impact"]) for fault in faults] == []


def test_the_coaching_page_plays_its_piece_of_the_recording(made, report, opened, tmp_path):
    call = replace(
        report.calls[0], recording=replace(report.calls[0].recording, path=str(tone(tmp_path / "a.wav")))
    )
    folder = made(replace(report, calls=(call, *report.calls[1:])))
    with opened(next((folder / "report" / "coaching").iterdir())) as page:
        page.evaluate("void document.querySelector('audio').play()")
        until(page, "document.querySelector('audio').currentTime > 0.7")
        until(page, "document.querySelector('audio').paused")
        assert page.evaluate("document.querySelector('audio').currentTime") == pytest.approx(2.5, abs=0.3)
        page.get_by_role("link", name="a", exact=True).click()
        assert page.url.endswith("#v0")
