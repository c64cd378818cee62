from pathlib import Path

from speechqa.scripts import json_schema, load_library

TEXT = """\
id: x
version: 1
language: en
title: t
applies_to: {direction: inbound}
sections:
  - title: s
    items:
      - id: a
        title: t
        at_least:
          count: 1
          of:
            - one  thing
            - another
        when:
          customer_says: [hello,
            good day]
"""


def test_every_text_knows_its_line(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(TEXT, encoding="utf-8")
    source = load_library(tmp_path).source("x")
    assert source.file == (tmp_path / "s.yaml").as_posix()
    lines = [
        source.line(),
        source.line("", "applies_to"),
        source.line("a"),
        source.line("a", "of", "one thing"),
        source.line("a", "of", "another"),
        source.line("a", "customer_says", "good day"),
        source.line("a", "within"),
        source.line("nobody", "say", "x"),
    ]
    assert lines == [1, 5, 9, 14, 15, 18, 9, 1]


def test_scripts_not_from_a_file_have_a_name_instead(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(TEXT, encoding="utf-8")
    assert load_library(tmp_path).source("none").file == "script 'none'"


def test_the_schema_describes_every_field() -> None:
    schema = json_schema()
    parts = {"script": schema, **schema["$defs"]}
    bare = [
        f"{name}.{field}"
        for name, part in parts.items()
        for field, content in part.get("properties", {}).items()
        if not content.get("description")
    ]
    assert bare == []
