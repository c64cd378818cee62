from collections.abc import Iterator
from pathlib import Path

import pytest

from speechqa.checks.examples import test_script as run_examples
from speechqa.scripts import load_library
from speechqa.scripts.values import Item, Script

LIBRARY = Path(__file__).parents[2] / "scripts_library"
LANGUAGES = ("de", "en", "pl", "ru")
SCRIPTS = load_library(LIBRARY).scripts


def items() -> Iterator[Item]:
    return (item for script in SCRIPTS for item in script.items)


def used_features() -> set[str]:
    used: set[str] = set()
    for item in items():
        used |= {item.kind, f"speaker {item.speaker}", f"match {item.match}"}
        used |= {name for name in ("after", "before", "critical") if getattr(item, name)}
        used |= {"not"} if item.not_ else set()
        if item.within:
            used.add(f"within {item.within.edge} {item.within.unit}")
        if item.when:
            names = ("customer_says", "agent_says", "reply_within_ms", "call_type", "direction", "language")
            used |= {f"when {name}" for name in names if getattr(item.when, name)}
        slots = ("{company}", "{name}", "{number}", "{date}", "{any}")
        used |= {slot for slot in slots for phrase in item.phrases if slot in phrase}
        used |= {"optional words" for phrase in item.phrases if "(" in phrase}
    return used


def test_four_scripts_a_language_each_in_its_folder():
    found = sorted(path.relative_to(LIBRARY).as_posix() for path in LIBRARY.glob("*/*.yaml"))
    assert found == sorted(f"{script.language}/{script.id}.yaml" for script in SCRIPTS)
    assert {lang: sum(s.language == lang for s in SCRIPTS) for lang in LANGUAGES} == dict.fromkeys(
        LANGUAGES, 4
    )


def test_ids_are_unique():
    ids = [script.id for script in SCRIPTS]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.id)
def test_each_item_shows_what_meets_it_and_what_does_not(script: Script):
    for item in script.items:
        assert len(item.examples_met) >= 2, item.id
        assert item.examples_not_met, item.id
        said = {text.casefold() for text in item.examples_met}
        assert not said & {phrase.casefold() for phrase in item.phrases}, f"{item.id}: example = phrase"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.id)
def test_examples_come_out_as_written(script: Script):
    wrong = [result for result in run_examples(script) if not result.ok]
    assert wrong == []


# A list of items to copy, not a whole call.
WHOLE = [script for script in SCRIPTS if not script.id.endswith("-sales-audit")]


@pytest.mark.parametrize("script", WHOLE, ids=lambda script: script.id)
def test_recording_notice_is_critical_everywhere(script: Script):
    notice = script.item("recording_notice")
    assert notice is not None
    assert notice.critical


def test_every_script_has_ways_to_say_each_thing():
    few = [(item.id, len(item.phrases)) for item in items() if item.kind == "say" and len(item.phrases) < 4]
    exceptions = {"company_name", "terms_spoken"}  # the name itself; a text that is read out
    assert [name for name, _ in few if name not in exceptions] == []


def test_the_library_uses_every_field_of_the_script_language():
    kinds = {"say", "all_of", "at_least", "must_not_say"}
    order = {"after", "before", "critical", "not", "optional words"}
    who = {"speaker agent", "speaker customer", "speaker anyone"}
    how = {"match verbatim", "match close", "match loose"}
    where = {f"within {edge} {unit}" for edge in ("first", "last") for unit in ("seconds", "turns")}
    when = {"when " + name for name in ("customer_says", "agent_says", "reply_within_ms", "call_type")}
    slots = {"{company}", "{name}", "{number}", "{date}", "{any}"}
    wanted = kinds | order | who | how | where | when | slots
    wanted |= {"within first percent", "when direction", "when language"}
    assert wanted <= used_features()
