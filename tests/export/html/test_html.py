import re
import stat
from dataclasses import replace

import pytest
from html_reports import transcript, turn

from speechqa.errors import SettingsError
from speechqa.export import Material, for_agent, write_html
from speechqa.export.html import call, charts, comparison, figures, localisation
from speechqa.export.html.names import address, agent_page, page_name
from speechqa.export.html.render import clock


def test_every_language_has_the_same_labels():
    keys = localisation.labels("en").keys()
    for language in localisation.LANGUAGES:
        assert localisation.labels(language).keys() == keys
        assert all(text.strip() for text in localisation.labels(language).values())


def test_pages_are_private_and_all_there(made):
    folder = made()
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    assert [re.sub("-[0-9a-f]{10}", "-#", page) for page in pages] == [
        "index.html",
        "report/agents/Anna-north-#.html",
        "report/agents/Bob-#.html",
        "report/calls/a-#.html",
        "report/calls/b-#.html",
        "report/calls/c-#.html",
        "report/coaching/Anna-north-#.html",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o600}


def test_the_same_report_gives_the_same_bytes(made):
    def contents(folder):
        return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert contents(made()) == contents(made())


def test_a_page_of_an_older_report_is_gone(made, report):
    folder = made()
    made(replace(report, calls=report.calls[:1]))
    assert len(list((folder / "report" / "calls").iterdir())) == 1
    assert {path.name for path in folder.iterdir()} == {"index.html", "report"}


def test_a_failed_write_leaves_the_older_report(made, report):
    folder = made()
    before = (folder / "index.html").read_bytes()

    def broken(_call):
        raise OSError(28, "No space left on device")

    with pytest.raises(SettingsError, match="No space left"):
        write_html(replace(report, calls=report.calls[:1]), folder, material=Material(broken))
    assert (folder / "index.html").read_bytes() == before
    assert len(list((folder / "report" / "calls").iterdir())) == 3
    assert not (folder / ".report.part").exists()


def test_an_agents_folder_names_no_colleague(made, report):
    other = replace(report.calls[1], recording=replace(report.calls[1].recording, agent="Colleague"))
    colleague = replace(report.agents[0], agent="Colleague")
    team = replace(report, calls=(report.calls[0], other), agents=(*report.agents, colleague))
    folder = made(for_agent(team, "Anna"))
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Anna" in everything
    assert b"Colleague" not in everything
    assert b"b.wav" not in everything


def test_an_unknown_agent_is_told_who_is_known(report):
    with pytest.raises(SettingsError, match=r"--for-agent Ann: no calls.*known: .*Anna"):
        for_agent(report, "Ann")


def test_cannot_tell_is_named_and_costs_nothing(made, report):
    first = report.calls[0]
    verdict = replace(first.analysis.verdicts[0], verdict="cannot_tell", points=0, max_points=0)
    folder = made(
        replace(report, calls=(replace(first, analysis=replace(first.analysis, verdicts=(verdict,))),))
    )
    text = next((folder / "report" / "calls").iterdir()).read_text(encoding="utf-8")
    assert 'class="verdict cannot_tell"' in text
    assert "Not judged: costs no points." in text


def test_a_failed_call_says_why(made):
    folder = made()
    text = next((folder / "report" / "calls").glob("b-*.html")).read_text(encoding="utf-8")
    assert "the file is cut short" in text


def test_copies_are_made_even_of_calls_whose_files_are_not_named(report, tmp_path):
    """Redacted recordings have no path: who copies them knows where they are."""

    def copy(recording, target):
        target.write_bytes(b"sound")
        return "" if recording.call_id == "a" else "too short"

    unnamed = tuple(replace(each, recording=replace(each.recording, path="")) for each in report.calls)
    write_html(replace(report, calls=unnamed), tmp_path, material=Material(copy_audio=copy))
    pages = {path.name[0]: path.read_text(encoding="utf-8") for path in tmp_path.rglob("calls/*.html")}
    assert 'src="../audio/a-' in pages["a"]
    assert "The recording could not be copied</span>: too short" in pages["c"]


def test_page_names_are_safe_and_differ():
    assert re.fullmatch(r"[A-Za-z0-9_-]+", page_name("../../etc/passwd\0 é<"))
    assert page_name("a/b") != page_name("a-b") != page_name("a b")
    assert len(page_name("x" * 5000)) < 100
    assert agent_page("north", "Anna") != agent_page("south", "Anna")


def test_addresses_are_relative_and_encoded(tmp_path):
    target = tmp_path / "calls #1" / "a?b ü.wav"
    assert address(target, page=tmp_path / "out" / "report" / "calls" / "p.html") == (
        "../../../calls%20%231/a%3Fb%20%C3%BC.wav"
    )


@pytest.mark.parametrize(
    ("ms", "shown"), [(None, ""), (0, "0:00"), (59_999, "0:59"), (67_000, "1:07"), (3_727_000, "1:02:07")]
)
def test_clock(ms, shown):
    assert clock(ms) == shown


def test_the_timeline_has_silence_and_both_at_once(report):
    given = transcript(
        turn("agent", "one two three four", 0),
        turn("customer", "five six", 900),
        turn("agent", "seven", 9_000),
        duration_ms=10_000,
    )
    shown = call.timeline(replace(report.calls[0], duration_ms=10_000), given, ())
    assert [lane.speaker for lane in shown.lanes] == ["agent", "customer"]
    assert [(bar.x, bar.width) for bar in shown.silence] == [(145.0, 755.0)]
    assert [(bar.x, bar.width) for bar in shown.overlap] == [(90.0, 25.0)]


def test_words_carry_their_hit_and_their_doubt(report, said):
    first, second = call.turns(report.calls[0], said)
    assert [word.kind for word in first.words][:2] == ["met", "met"]
    assert first.words[-1].kind == ""
    assert {word.level for word in second.words} == {3}


def test_weeks_are_iso_weeks_in_order(report):
    def at(moment, score):
        first = report.calls[0]
        return replace(
            first,
            recording=replace(first.recording, started_at=moment),
            scorecard=replace(first.scorecard, score=score),
        )

    calls = [
        at("2026-01-01T09:00:00", 50.0),
        at("2025-12-29T09:00:00", 100.0),
        at("2025-11-30", 20.0),
        at("", 0.0),
    ]
    assert figures.weeks(calls) == (("2025-W48", 20.0, 1), ("2026-W01", 75.0, 2))


def test_only_missed_items_cost(report):
    first = report.calls[0]
    missed = replace(first.analysis.verdicts[0], verdict="not_met", points=0.0, max_points=3.0)
    unsure = replace(missed, item="other", verdict="cannot_tell")
    given = replace(first, analysis=replace(first.analysis, verdicts=(missed, unsure)))
    (only,) = figures.costly([given, given], {})
    assert (only.item, only.points, only.missed) == ("greeting", 6.0, 2)


def test_a_trend_of_one_week_stands_at_the_left():
    assert charts.trend([("2026-W01", 50.0, 3)]).points[0].x == 30.0


def coaching_page(folder):
    return next((folder / "report" / "coaching").iterdir()).read_text(encoding="utf-8")


def test_an_agents_coaching_page_plays_the_pieces(made, report, tmp_path):
    sound = tmp_path / "a b.wav"
    sound.write_bytes(b"")
    first = replace(report.calls[0], recording=replace(report.calls[0].recording, path=str(sound)))
    folder = made(replace(report, calls=(first, *report.calls[1:])))
    text = coaching_page(folder)
    assert 'src="../../../a%20b.wav#t=0.700,2.499"' in text
    assert re.search(r'href="\.\./calls/a-[0-9a-f]{10}\.html#v0"', text)
    assert text.count("<audio") == 1, "the other call has no sound"
    assert "Colleague speaking" in text
    agent = next((folder / "report" / "agents").glob("Anna-*")).read_text(encoding="utf-8")
    assert re.search(r'href="\.\./coaching/Anna-north-[0-9a-f]{10}\.html"', agent)


def test_an_agents_own_folder_has_no_colleagues_example(made, report):
    text = coaching_page(made(for_agent(report, "Anna")))
    assert "good, morning" in text
    assert "Colleague speaking" not in text


def test_an_agent_stands_beside_the_best_with_what_that_says(made, report):
    text = next((made() / "report" / "agents").glob("Anna-*")).read_text(encoding="utf-8")
    assert "-45.5 … -12.0" in text
    assert 'data-label="finding_behind"' in text
    assert 'data-label="finding_too_few"' in text
    assert text.count("Greets") >= 2, "items go by their titles"
    assert "Ben" in text
    alone = next((made(for_agent(report, "Anna")) / "report" / "agents").glob("Anna-*"))
    assert "Ben" not in alone.read_text(encoding="utf-8")


def test_what_makes_a_growth_zone_stands_beside_it(made):
    assert "Greets, price" in (made() / "index.html").read_text(encoding="utf-8")


def test_over_several_kinds_of_work_items_go_by_their_scripts(report):
    first = report.comparisons[1]
    other = replace(first, direction="outbound")
    whole = replace(first, script="", direction="", items=("inbound-sales: greeting",))
    groups = comparison.groups([whole, first, other], {("inbound-sales", "greeting"): "Greets"})
    assert [(group.script, group.direction) for group in groups] == [
        ("", ""), ("inbound-sales", "inbound"), ("inbound-sales", "outbound"),
    ]  # fmt: skip
    assert groups[0].lines[0].items == ("Greets",)


def test_a_calls_page_lists_its_promises_with_buttons_to_listen(made):
    page = next((made() / "report" / "calls").glob("a-*.html")).read_text(encoding="utf-8")
    plain = re.sub(r'<span data-label="\w+">(.*?)</span>', r"\1", page)
    listed = re.search(r"<h3>Promises</h3>\s*<ul.*?</ul>", plain, re.DOTALL)[0]
    first, second = re.findall(r"<li>.*?</li>", listed, re.DOTALL)
    assert 'data-seek="20000"' in first
    assert "<strong>Agent: sends an invoice</strong>" in first
    assert "today (2025-11-30 15:00) · 1200.00 EUR" in first
    assert "<q>=I&#39;ll send it, today</q>" in first
    assert "<strong>Customer: calls back</strong> <q>" in second
