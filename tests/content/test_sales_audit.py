"""The checklist of a sales call audit: the same in four languages, and fair without competitors' names."""

from dataclasses import replace
from pathlib import Path

import pytest

from speechqa.checks import items, lint
from speechqa.checks.examples import test_script as run_examples
from speechqa.records import CallClass, Recording, Transcript, Turn, Word
from speechqa.scripts import load_library, route

LIBRARY = Path(__file__).parents[2] / "scripts_library"
LANGUAGES = ("de", "en", "pl", "ru")
ASKED_FOR = {
    "current_situation", "problem_asked", "needs_questions", "decision_maker", "main_benefit",
    "competitor_advantage", "fair_to_competitors", "objection_price", "objection_time", "objection_supplier",
    "objection_think", "deal_terms", "next_step", "contact_data", "summary", "thanks",
}  # fmt: skip
LIB = load_library(LIBRARY)
AUDITS = [LIB.get(f"{language}-sales-audit") for language in LANGUAGES]
BY_LANGUAGE = pytest.mark.parametrize("script", AUDITS, ids=LANGUAGES)


def call(language, said, start=0):
    turns, at = [], start
    for speaker, text in said:
        words = tuple(Word(word, at + 400 * n, at + 400 * n + 300) for n, word in enumerate(text.split()))
        turns.append(Turn(speaker, at, words[-1].end_ms, words))
        at = words[-1].end_ms + 500
    return Transcript(language, at, tuple(turns), "test")


def judged(script, said):
    recording = Recording("p", "f", "h", "c", direction="outbound")
    verdicts = items.judge(
        script, call(script.language, said), recording=recording, call_class=CallClass("negotiation", 0.9)
    )
    return {verdict.item: verdict.verdict for verdict in verdicts}


def talk(script, examples):
    """What makes each item apply, said by the customer, and an example said by the agent."""
    for item in script.items:
        if item.when:
            yield "customer", item.when.customer_says[0]
        for text in examples(item)[:1]:
            yield "agent", text


@BY_LANGUAGE
def test_every_language_asks_for_the_same_in_the_same_weights(script):
    assert {item.id for item in script.items} == ASKED_FOR
    english = LIB.get("en-sales-audit")
    assert [(item.id, item.weight, item.kind, item.count) for item in script.items] == [
        (item.id, item.weight, item.kind, item.count) for item in english.items
    ]


@BY_LANGUAGE
def test_there_are_five_ways_to_say_each_thing_and_no_warning(script):
    assert [item.id for item in script.items if len(item.phrases) < 5] == []
    own = replace(LIB, scripts=(script,))
    assert [str(warning) for warning in lint.warnings(own)] == []


@BY_LANGUAGE
def test_an_agent_who_does_it_all_meets_it_all(script):
    said = list(talk(script, lambda item: item.examples_met))
    assert judged(script, said) == dict.fromkeys(ASKED_FOR, "met")


@BY_LANGUAGE
def test_an_agent_who_answers_badly_meets_no_objection(script):
    said = list(talk(script, lambda item: item.examples_not_met))
    verdicts = judged(script, said)
    for item in script.items:
        if item.when or item.kind == "must_not_say":
            assert verdicts[item.id] == "not_met", item.id


@BY_LANGUAGE
def test_objections_that_nobody_makes_are_not_asked_for(script):
    met = [item for item in script.items if not item.when]
    said = [("agent", text) for item in met for text in item.examples_met[:1]]
    verdicts = judged(script, [*said, ("customer", "mhm")])
    assert {name for name, verdict in verdicts.items() if verdict == "not_applicable"} == {
        item.id for item in script.items if item.when
    }


@BY_LANGUAGE
def test_no_call_is_judged_by_it_unless_somebody_says_so(script):
    for direction in ("inbound", "outbound", None):
        for call_type in ("negotiation", "navigation", "other"):
            found = route(LIB, language=script.language, direction=direction, call_type=call_type)
            assert found is None or found.id != script.id
    assert route(LIB, language=script.language, wanted=script.id) == script


@BY_LANGUAGE
def test_names_of_competitors_count_once_they_are_listed(script, tmp_path):
    text = (LIBRARY / script.language / f"{script.id}.yaml").read_text(encoding="utf-8")
    (tmp_path / "own.yaml").write_text(
        text.replace("competitors: []", "competitors: [Grebe, Tarnberg]"), "utf-8"
    )
    library = load_library(tmp_path)
    (own,) = library.scripts
    assert [result for result in run_examples(own) if not result.ok] == []
    assert [str(warning) for warning in lint.warnings(library)] == []
    better = {"en": "better than Tarnberg", "de": "besser als Tarnberg", "ru": "лучше чем Tarnberg",
              "pl": "lepiej niż Tarnberg"}[script.language]  # fmt: skip
    said = [("agent", "hm"), ("customer", "Tarnberg"), ("agent", better), ("customer", "mhm")]
    assert judged(own, said)["competitor_advantage"] == "met"
    assert judged(own, [*said[:2], ("agent", "hm")])["competitor_advantage"] == "not_met"
    ill = next(phrase for phrase in own.item("fair_to_competitors").phrases if "{competitors}" in phrase)
    rude = [("agent", ill.replace("{competitors}", "Grebe")), ("customer", "hm")]
    assert judged(own, rude)["fair_to_competitors"] == "not_met"
    assert judged(script, rude)["fair_to_competitors"] != "not_met"


@pytest.mark.slow
@BY_LANGUAGE
def test_the_comparison_by_sense_turns_no_example_round(script):
    from speechqa.checks.examples.run import as_transcript, expectations, judge_said, mouth
    from speechqa.meaning import load_meaning

    meaning = load_meaning(LIBRARY.parent / "models" / "meaning")
    if meaning is None:
        pytest.skip("the extra 'meaning' isn't installed")
    turned = []
    for item in script.items:
        for expected, text in expectations(item):
            said = as_transcript(text, script.language, mouth(item))
            verdict = judge_said(
                script, replace(item, within=None), items.finder_for(script, said, meaning, None)
            )
            if verdict.verdict not in {expected, "cannot_tell"}:
                turned.append((item.id, text, verdict.verdict))
    assert turned == []
