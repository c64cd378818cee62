# ruff: noqa: E501 - messages are told whole, a line each
from pathlib import Path

import pytest

from speechqa.errors import ScriptError
from speechqa.scripts import Script, When, Within, load_library

GOOD = """\
id: inbound-sales
version: 1
language: en
title: Inbound sales call
applies_to: {direction: inbound, call_type: negotiation}
pass_mark: 75
values: {company: [Northwind Office Supplies, Northwind]}
sections:
  - title: Opening
    items:
      - id: greeting
        title: Greets the caller
        say: [good morning, yes, no, on, 24]
        within: first 15s
      - id: notice
        title: Says that the call is recorded
        say: this call is recorded
        not: [is not recorded]
        critical: true
        weight: 3
        before: company
        examples:
          met: ["this call is recorded"]
          not_met: ["this call is not recorded"]
      - id: company
        title: Names the company
        say: ["{company}", "calling from {company} (today)"]
        within: last 20%
  - title: Rest
    items:
      - id: objection
        title: Answers
        when: {customer_says: [too expensive], reply_within: 30s, call_type: negotiation}
        at_least: {count: 2, of: [it includes, the warranty, "{number} years"]}
        match: loose
        speaker: anyone
      - id: nothing
        title: Never
        must_not_say: [we guarantee]
        within: last 2 turns
"""


def write(folder: Path, text: str, name: str = "s.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(path: Path) -> Script:
    """The one script of the file's folder."""
    (script,) = load_library(path.parent).scripts
    return script


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(ScriptError) as caught:
        load(write(folder, text))
    return [line.removeprefix(folder.as_posix() + "/") for line in str(caught.value).split("\n")]


def test_all_fields_reach_the_script(tmp_path: Path) -> None:
    script = load(write(tmp_path, GOOD))
    greeting, notice, company, objection, nothing = script.items
    assert (script.id, script.version, script.pass_mark) == ("inbound-sales", "1", 75.0)
    assert script.applies_to.direction == ("inbound",)
    assert script.values == (("company", ("Northwind Office Supplies", "Northwind")),)
    assert script.sections == ("Opening", "Rest")
    assert greeting.phrases == ("good morning", "yes", "no", "on", "24")
    assert greeting.within == Within("first", 15.0, "seconds")
    assert (notice.phrases, notice.not_) == (("this call is recorded",), ("is not recorded",))
    assert (notice.critical, notice.weight, notice.before) == (True, 3.0, "company")
    assert (notice.examples_met, notice.examples_not_met) == (
        ("this call is recorded",),
        ("this call is not recorded",),
    )
    assert company.within == Within("last", 20.0, "percent")
    assert objection.when == When(("too expensive",), (), 30_000, ("negotiation",))
    assert (objection.kind, objection.count, objection.match) == ("at_least", 2, "loose")
    assert (objection.speaker, objection.section) == ("anyone", "Rest")
    assert (nothing.kind, nothing.within) == ("must_not_say", Within("last", 2.0, "turns"))


def test_hash_ignores_comments_and_key_order_only(tmp_path: Path) -> None:
    one = load(write(tmp_path, GOOD))
    lines = GOOD.splitlines()
    moved = "\n".join(["# a comment", lines[1], lines[0], *lines[2:]])
    assert load(write(tmp_path, moved)).hash == one.hash
    assert load(write(tmp_path, GOOD.replace("first 15s", "first 16s"))).hash != one.hash


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("within: first 15s", "witihn: first 15s", "s.yaml:14: item 'greeting': unknown field 'witihn'; did you mean 'within'?"),
        ("within: first 15s", "within: 15s", "s.yaml:14: item 'greeting': field 'within' '15s' isn't a part of a call; write it like 'first 15s', 'last 2 turns' or 'first 20%'"),
        ("within: last 20%", "within: last 120%", "s.yaml:28: item 'company': field 'within' 'last 120%' must be more than 0 and up to 100 %"),
        ("before: company", "before: compny", "s.yaml:21: item 'notice': 'before' names no item of this script: 'compny'; did you mean 'company'?"),
        ("before: company", "before: notice", "s.yaml:21: item 'notice': 'before' names the item itself; name another item"),
        ("id: greeting", "id: notice", "s.yaml:15: item 'notice': another item of this script has the same id; rename one"),
        ("reply_within: 30s", "reply_within: soon", "s.yaml:33: item 'objection': field 'when.reply_within' 'soon' isn't a duration; write it like '30s' or '2 min'"),
        ("customer_says: [too expensive], ", "", "s.yaml:33: item 'objection': 'reply_within' needs 'customer_says' or 'agent_says' to count from; add one"),
        ('"{company}", ', "{company}, ", "s.yaml:27: item 'company': field 'say' looks like a mapping; put text with {braces} or \": \" in double quotes"),
        ('"{company}", ', '"{compny}", ', "s.yaml:27: item 'company': '{compny}' uses {compny}, which 'values' doesn't define; did you mean 'company'?"),
        ('"{company}", ', '"{company", ', "s.yaml:27: item 'company': '{company' has a brace without its partner; write slots like {number}"),
        ('"{company}", ', '"(please)", ', "s.yaml:27: item 'company': '(please)' would match anything; add a word that must be said"),
        ('"{company}", ', '"", ', "s.yaml:27: item 'company': field 'say' '' has no word in it; write the text or remove the line"),
        ("say: this call is recorded", "say:", "s.yaml:17: item 'notice': field 'say' is empty; fill it or remove the line"),
        ("count: 2", "count: 4", "s.yaml:34: item 'objection': asks for 4 of 3 phrases; lower 'count' or add phrases"),
        ("count: 2", "count: two", "s.yaml:34: item 'objection': field 'at_least.count' must be a whole number, not 'two'"),
        ("weight: 3", "weight: -3", "s.yaml:20: item 'notice': field 'weight' must be 0 or more"),
        ("weight: 3", "weight: .nan", "s.yaml:20: item 'notice': field 'weight' must be a number, not '.nan'"),
        ("critical: true", "critical: maybe", "s.yaml:19: item 'notice': field 'critical' must be true or false, not 'maybe'"),
        ("match: loose", "match: lose", "s.yaml:35: item 'objection': field 'match' must be 'verbatim', 'close' or 'loose', not 'lose'"),
        ("pass_mark: 75", "pass_mark: 101", "s.yaml:6: field 'pass_mark' must be 100 or less"),
        ("language: en\n", "", "s.yaml:1: field 'language' is missing; add it"),
        ("version: 1", "version: 1\nversion: 2", "s.yaml:3: field 'version' is given twice; keep one"),
        ("must_not_say: [we guarantee]", "must_not_say: [we guarantee]\n        say: [x]", "s.yaml:39: item 'nothing': has say and must_not_say; keep one and make the other its own item"),
        ("must_not_say: [we guarantee]", "speaker: agent", "s.yaml:37: item 'nothing': says nothing to look for; add one of say, all_of, at_least, must_not_say"),
        ("{company: [Northwind Office", "{number: [x], company: [Northwind Office", "s.yaml:7: 'number' is a built-in slot; choose another name for this value"),
        ("title: Never", "title: Never: ever", 's.yaml:38: not valid YAML (mapping values are not allowed in this context); put text that contains ": " in double quotes'),
        ("title: Never", "title: !!python/object:os.system x", "s.yaml:38: tag !!python/object:os.system isn't allowed; remove it"),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_line_and_item(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in GOOD
    assert problems(tmp_path, GOOD.replace(old, new)) == [expected]


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("weight: 3", "weight: x").replace("count: 2", "count: 9").replace("id: g", "ids: g")
    assert len(problems(tmp_path, text)) == 4  # unknown field and missing id are two


def test_circle_of_after_and_before(tmp_path: Path) -> None:
    text = GOOD.replace("title: Never", "title: Never\n        after: objection").replace(
        "title: Answers", "title: Answers\n        after: nothing"
    )
    (told,) = problems(tmp_path, text)
    assert told.startswith("s.yaml:31: item 'objection': 'after' and 'before' run in a circle: ")


def test_an_order_that_agrees_with_itself_is_no_circle(tmp_path: Path) -> None:
    text = GOOD.replace("title: Names the company", "title: Names the company\n        after: notice")
    assert load(write(tmp_path, text)).items[2].after == "notice"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "the file is empty"),
        (b"# only a comment", "the file is empty"),
        (b"~", "the file is empty"),
        (b"[a, b]", "must hold fields"),
        (b"hello", "must hold fields"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"a: \x00", "not valid YAML"),
        (b"[" * 50_000, "nested too deeply"),
        (b"a: &a [*a]", "nested too deeply"),
        (b"a: *b", "undefined alias"),
        (b"a: 1\n---\nb: 2", "one script in a file"),
        (b"#" * 1_000_001, "larger than 1 MB"),
        (b"{a: 1}: 2", "can't be a field name"),
        (b"<<: {id: x}", "merge keys"),
        (b"sections: {items: 3}", "must be a list"),
        (b"sections: [1, {items: [2, {id: [x]}]}]", "must hold fields"),
    ],
)
def test_hostile_files_are_told_not_crashed_on(tmp_path: Path, raw: bytes, expected: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(raw)
    with pytest.raises(ScriptError, match=expected):
        load(path)


def test_multiplied_aliases_are_bounded(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))
    assert any("aliases (*name) multiply" in line for line in problems(tmp_path, bomb))


def test_library_holds_all_scripts_by_id_and_skips_hidden_files(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("id: inbound-sales", "id: b"), "en/b.yaml")
    write(
        tmp_path,
        GOOD.replace("id: inbound-sales", "id: a").replace("language: en", "language: de"),
        "de/a.yml",
    )
    write(tmp_path, "broken: [", ".git/x.yaml")
    library = load_library(tmp_path)
    assert [script.id for script in library.scripts] == ["a", "b"]
    assert library.get("b") is library.scripts[1]
    assert library.get("c") is None
    assert [name for name, _ in library.hashes] == ["a", "b"]


def test_library_tells_the_problems_of_all_files(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "en/a.yaml")
    write(tmp_path, GOOD, "en/b.yaml")
    write(tmp_path, "id: [", "en/c.yaml")
    with pytest.raises(ScriptError) as caught:
        load_library(tmp_path)
    first, second = str(caught.value).split("\n")
    assert "b.yaml:1: script id 'inbound-sales' is also used by" in first
    assert "c.yaml:1: not valid YAML" in second


def test_a_wrong_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="is not a folder"):
        load_library(tmp_path / "none")
    with pytest.raises(ScriptError, match=r"has no \.yaml files"):
        load_library(tmp_path)


@pytest.mark.parametrize("text", ["[" * 500_000, "- " * 400_000, "{a: " * 200_000, "? " * 400_000])
def test_nesting_without_end_is_refused_and_crashes_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "deep.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError, match="nested too deeply"):
        load(tmp_path / "deep.yaml")


RIVALS = """\
id: audit
version: 1
language: en
title: Audit
values: {competitors: []}
sections:
  - title: Offer
    items:
      - id: advantage
        title: Names an advantage
        when: {customer_says: [another supplier, "{competitors}"]}
        say: [unlike others, "unlike {competitors}", "better than {competitors}"]
        not: ["{competitors} is unlike others"]
      - id: fair
        title: Speaks no ill
        must_not_say: [our competitors are crooks, "{competitors} is rubbish"]
"""


def test_phrases_that_need_an_empty_list_are_left_out(tmp_path: Path) -> None:
    advantage, fair = load(write(tmp_path, RIVALS)).items
    assert advantage.phrases == ("unlike others",)
    assert advantage.when == When(customer_says=("another supplier",))
    assert advantage.not_ == ()
    assert fair.phrases == ("our competitors are crooks",)
    filled = load(write(tmp_path, RIVALS.replace("[]", "[Grebe]")))
    assert filled.items[0].phrases[1:] == ("unlike {competitors}", "better than {competitors}")
    assert filled.hash != load(write(tmp_path, RIVALS)).hash


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("say: [unlike others, ", "say: [", 12),
        ("another supplier, ", "", 11),
        ("our competitors are crooks, ", "", 16),
        ("must_not_say: [our competitors are crooks, ", "at_least: {count: 2, of: [they, ", 16),
    ],
)
def test_an_item_of_which_nothing_is_left_is_told(tmp_path: Path, old: str, new: str, line: int) -> None:
    text = RIVALS.replace(old, new).replace('rubbish"]', 'rubbish"]}' if "at_least" in new else 'rubbish"]')
    (told,) = problems(tmp_path, text)
    assert told.startswith(f"s.yaml:{line}: item ")
    assert "the list 'competitors' of 'values' is empty; fill it" in told


def test_a_list_without_anything_is_a_slip(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, RIVALS.replace("{competitors: []}", "{competitors: }"))
    assert "give at least one, or [] for none" in told
