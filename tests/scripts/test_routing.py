import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.errors import ScriptError
from speechqa.scripts import AppliesTo, Script, ScriptLibrary, json_schema, route


def script(name: str, language: str = "en", **applies: tuple[str, ...]) -> Script:
    return Script(
        id=name, version="1", language=language, title=name, items=(), applies_to=AppliesTo(**applies)
    )


def library(*scripts: Script) -> ScriptLibrary:
    return ScriptLibrary(scripts)


def test_most_fitting_fields_win_and_every_given_field_must_fit() -> None:
    shelf = library(
        script("any"),
        script("inbound", direction=("inbound",)),
        script("sales", direction=("inbound",), queue=("Sales",)),
        script("german", language="de", direction=("inbound",), queue=("sales",)),
    )
    found = route(shelf, language="en", direction="inbound", queue="sales", call_type="other")
    assert found is not None
    assert found.id == "sales"
    plain = route(shelf, language="en-GB", direction="outbound", queue="", call_type="other")
    assert plain is not None
    assert plain.id == "any"


def test_nothing_fits_another_or_unknown_language() -> None:
    shelf = library(script("a"), script("b", direction=("inbound",)))
    assert route(shelf, language="pl") is None
    assert route(shelf, language="") is None
    assert route(library(script("b", direction=("inbound",))), language="en", direction=None) is None


def test_a_wanted_script_wins_and_must_exist() -> None:
    shelf = library(script("a"), script("b", language="de"))
    found = route(shelf, language="en", wanted="b")
    assert found is not None
    assert found.id == "b"
    with pytest.raises(ScriptError, match=r"no script has the id 'bb'; did you mean 'b'\?|use one of: a, b"):
        route(shelf, language="en", wanted="bb")


@given(st.permutations(["c", "a", "b"]))
def test_ties_go_to_the_first_id(names: list[str]) -> None:
    chosen = route(library(*(script(name) for name in names)), language="en")
    assert chosen is not None
    assert chosen.id == "a"


def test_schema_names_every_field_and_forbids_others() -> None:
    item = json_schema()["$defs"]["ItemShape"]
    assert item["additionalProperties"] is False
    assert {"say", "all_of", "at_least", "must_not_say", "not", "when", "within"} <= item["properties"].keys()
    assert len(item["oneOf"]) == 4
