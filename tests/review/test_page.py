"""The page as people use it, in a real browser, served by the command itself."""

import csv

import pytest


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def verdict(folder, call_id, item):
    return next(
        row for row in rows(folder / "verdicts.csv") if (row["call_id"], row["item"]) == (call_id, item)
    )


def root_of(page):
    return "/".join(page.url.split("/")[:3])


def opened(page, call_id):
    """The call's page, whatever the queue makes of the call."""
    root = root_of(page)
    page.goto(root)
    link = page.locator("table.queue a", has_text=call_id).first
    page.goto(root + link.get_attribute("href").replace("/rate/", "/call/"))


def item(page, title):
    return page.locator(".verdicts li", has_text=title)


def test_the_address_may_be_clicked_on_another_sites_page(browser, served, tmp_path):
    (tmp_path / "chat.html").write_text(f'<a href="{served.address}">open</a>', encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "chat.html").as_uri())
    page.click("a")
    page.fill("input[name=name]", "Olga")
    page.click("main button[type=submit]")
    assert page.inner_text("h1") == "To review"
    context.close()


def test_an_override_is_found_in_the_csv_and_the_machines_verdict_beside_it(visit, world, run):
    page = visit("Olga Lind")
    opened(page, "bad")
    notice = item(page, "Says that the call is recorded")
    notice.locator("summary", has_text="Override").click()
    notice.locator("details[open] textarea").fill("=said before the recording began")
    notice.locator("details[open] button", has_text="does not apply").click()
    assert "decided by a person" in notice.inner_text()
    assert "the machine says: not met" in notice.inner_text()
    run(world, "export", "csv", "--out", "after")
    row = verdict(world / "after", "bad", "notice")
    assert (row["verdict"], row["machine_verdict"], row["reviewed_by"]) == (
        "not_applicable",
        "not_met",
        "Olga Lind",
    )
    assert row["review_reason"] == "'=said before the recording began"
    assert row["reviewed_at"].endswith("+00:00")
    call = next(each for each in rows(world / "after" / "calls.csv") if each["call_id"] == "bad")
    assert (call["critical_failures"], call["machine_score"], call["reviewed_items"]) == ("0", "0.00", "1")
    run(world, "export", "html", "--out", "report")
    html = next((world / "report" / "report" / "calls").glob("bad-*")).read_text(encoding="utf-8")
    assert "Olga Lind" in html
    assert "=said before the recording began" in html


def test_confirming_is_one_click_and_can_be_taken_back(visit, world, run):
    page = visit("Olga")
    opened(page, "bad")
    notice = item(page, "Says that the call is recorded")
    notice.get_by_role("button", name="Confirm: not met").click()
    assert "confirmed by a person" in notice.inner_text()
    notice.get_by_role("button", name="Take back").click()
    assert "confirmed by a person" not in notice.inner_text()
    run(world, "export", "csv", "--out", "after")
    assert [row["in_force"] for row in rows(world / "after" / "reviews.csv")] == ["false", "false"]


def test_an_override_needs_a_reason(visit):
    page = visit("Olga")
    opened(page, "bad")
    notice = item(page, "Says that the call is recorded")
    notice.locator("summary", has_text="Override").click()
    notice.locator("details[open] button", has_text="does not apply").click()
    assert "decided by a person" not in notice.inner_text()
    page.evaluate("document.querySelectorAll('textarea').forEach((each) => each.required = false)")
    notice.locator("details[open] button", has_text="does not apply").click()
    assert "give the reason" in page.inner_text("main")
    visit.complaints.clear()  # the browser tells of the refusal, too


def test_an_appeal_comes_first_in_the_queue_until_it_is_answered(visit):
    page = visit("anna")
    opened(page, "good")
    greeting = item(page, "Greets the caller")
    greeting.locator("summary", has_text="Appeal").click()
    greeting.locator("details[open] textarea").fill("I greeted twice")
    greeting.locator("details[open] button", has_text="Send").click()
    other = visit("Olga", page)
    other.goto(root_of(other) + "/?why=appeal")
    first = other.locator("table.queue tbody tr").first.inner_text()
    assert "good" in first
    opened(other, "good")
    answer = item(other, "Greets the caller")
    assert "Not answered yet" in answer.inner_text()
    answer.locator("form", has_text="Answer").last.locator("textarea").fill("Once is enough")
    answer.locator("form", has_text="Answer").last.locator("button").click()
    assert "Once is enough" in item(other, "Greets the caller").inner_text()
    other.goto(root_of(other) + "/?why=appeal")
    assert other.locator("table.queue").count() == 0


def test_blind_ratings_show_nothing_before_they_are_given(visit, world, run):
    page = visit("Olga")
    row = page.locator("table.queue tbody tr", has_text="bad")
    assert "drawn by chance" in row.inner_text()
    assert "critical" not in row.inner_text()
    row.locator("a").click()
    assert "/rate/" in page.url
    text = page.inner_text("main")
    for secret in ("Not found", "40 %", "0:03", "Confirm", "the machine says"):
        assert secret not in text.partition("Transcript")[0]
    assert page.locator(".verdicts, .mark").count() == 0
    page.locator("fieldset", has_text="Greets the caller").get_by_label("not met", exact=True).check()
    page.get_by_role("button", name="Save my ratings").click()
    assert "/call/" in page.url
    assert "Olga: not met" in page.inner_text("main")
    run(world, "export", "csv", "--out", "after")
    [rating] = rows(world / "after" / "reviews.csv")
    assert (rating["kind"], rating["item"], rating["in_force"]) == ("rating", "greeting", "")
    [everything, *_] = rows(world / "after" / "agreement.csv")
    assert (everything["between"], everything["labels"], everything["agreed"]) == (
        "machine_people",
        "1",
        "1.000",
    )


def test_who_saw_the_verdicts_cannot_rate_blind(visit):
    page = visit("Olga")
    opened(page, "bad")
    page.goto(page.url.replace("/call/", "/rate/"))
    assert "would not be blind" in page.inner_text("main")
    assert page.locator("main form").count() == 0


def test_hostile_text_stays_text_everywhere(visit):
    page = visit("<b>Olga</b><script>document.title='owned'</script>")
    assert page.locator("main b, main script, main img").count() == 0
    opened(page, "hostile")
    assert page.title().startswith("hostile")
    assert page.locator("main img, main script").count() == 0
    assert "<img src=x" in page.inner_text("#transcript")
    greeting = item(page, "Greets the caller")
    greeting.locator("summary", has_text="Appeal").click()
    greeting.locator("details[open] textarea").fill("<img src=x onerror=\"document.title='owned'\">")
    greeting.locator("details[open] button", has_text="Send").click()
    assert "<img src=x" in item(page, "Greets the caller").inner_text()
    assert page.locator("main img").count() == 0
    assert "owned" not in page.title()


def test_the_queue_filters_and_speaks_four_languages(visit):
    page = visit("Olga")
    page.select_option("select[name=why]", "sample")
    page.get_by_role("button", name="Show").click()
    page.wait_for_load_state()
    assert page.locator("table.queue tbody tr").count() == 3
    page.select_option("select[name=agent]", "anna")
    page.get_by_role("button", name="Show").click()
    page.wait_for_load_state()
    assert page.locator("table.queue tbody tr").count() == 2
    page.select_option("#labels", "de")
    assert page.inner_text("h1") == "Zu prüfen"


@pytest.mark.parametrize("place", ["", "call", "rate"])
def test_axe_finds_no_fault(visit, place):
    from pathlib import Path

    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    page = visit("Olga")
    if place:
        opened(page, "bad")
        page.goto(page.url.replace("/call/", f"/{place}/"))
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source)
    faults = page.evaluate("axe.run({preload: false})")["violations"]
    assert [(fault["id"], fault["impact"]) for fault in faults] == []
