"""Denials that say something is free, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa.lang import LANGUAGES, get
from speechqa.lang.waived import Clauses, clauses

ROOT = Path(__file__).parents[2]
CASES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (ROOT / "tests" / "data" / "waived.yaml").read_text(encoding="utf-8")
)
# Denials that are no negation anywhere else.
ALSO_DENY = {"zero", "nix"}


def each(kind: str) -> list[tuple[str, str]]:
    return [(code, text) for code, kinds in CASES.items() for text in kinds[kind]]


def said_in(code: str, text: str) -> Clauses:
    return clauses(text, get(code).tokens)


def pieces(code: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Some words on end of one of a language's sentences, or a negation alone."""
    language = get(code)
    said = [language.tokens(text) for texts in CASES[code].values() for text in texts]
    cut = st.tuples(st.sampled_from(said), st.integers(0, 8), st.integers(1, 8))
    return cut.map(lambda it: it[0][it[1] : it[1] + it[2]]) | st.sampled_from(
        sorted((word,) for word in language.negations)
    )


# A language's code and words of its sentences, in pieces put together anyhow.
SAID = st.sampled_from(sorted(LANGUAGES)).flatmap(
    lambda code: st.tuples(
        st.just(code), st.lists(pieces(code), max_size=5).map(lambda parts: sum(parts, ()))
    )
)


@pytest.mark.parametrize(("code", "text"), each("waives"))
def test_what_waives_is_left_out(code: str, text: str) -> None:
    language = get(code)
    said = said_in(code, text)
    assert len(language.waived.without(said)) < len(language.tokens(text))
    assert language.waived.gives(said)
    assert not language.waived.claims(said)


@pytest.mark.parametrize(("code", "text"), each("keeps"))
def test_other_denials_stay(code: str, text: str) -> None:
    language = get(code)
    said = said_in(code, text)
    assert language.waived.without(said) == language.tokens(text)


@pytest.mark.parametrize(("code", "text"), each("claims"))
def test_a_charge_is_claimed(code: str, text: str) -> None:
    language = get(code)
    said = said_in(code, text)
    assert language.waived.claims(said)
    assert not language.waived.gives(said)


@pytest.mark.parametrize(("code", "text"), each("free"))
def test_what_is_called_free_gives_and_denies_nothing(code: str, text: str) -> None:
    language = get(code)
    said = said_in(code, text)
    assert language.waived.gives(said)
    assert not language.waived.claims(said)
    assert language.waived.without(said) == language.tokens(text)


@pytest.mark.parametrize(("code", "text"), each("neither"))
def test_what_is_not_about_money_does_neither(code: str, text: str) -> None:
    language = get(code)
    said = said_in(code, text)
    assert not language.waived.gives(said)
    assert not language.waived.claims(said)


@pytest.mark.parametrize(("code", "text"), each("waives"))
def test_what_stands_around_it_stays(code: str, text: str) -> None:
    waived = get(code).waived
    alone = waived.without(said_in(code, text))
    assert waived.without(said_in(code, f"7:45. {text} 7:45")) == ("7:45", *alone, "7:45")


@pytest.mark.parametrize(("code", "text"), [each_ for kind in ("waives", "keeps") for each_ in each(kind)])
def test_clauses_hold_every_token(code: str, text: str) -> None:
    assert sum(said_in(code, text), ()) == get(code).tokens(text)


@settings(max_examples=300, deadline=None)
@given(SAID)
def test_without_a_negation_nothing_is_left_out(said: tuple[str, tuple[str, ...]]) -> None:
    language, tokens = get(said[0]), said[1]
    plain = tuple(token for token in tokens if token not in language.negations | ALSO_DENY)
    assert language.waived.without((plain,)) == plain


@settings(max_examples=500, deadline=None)
@given(SAID)
def test_what_is_left_out_is_given(said: tuple[str, tuple[str, ...]]) -> None:
    waived, tokens = get(said[0]).waived, said[1]
    left = waived.without((tokens,))
    assert len(left) <= len(tokens)
    assert left == tokens or waived.gives((tokens,))
    assert not (waived.gives((tokens,)) and waived.claims((tokens,)))


@given(st.text(max_size=80), st.sampled_from([*LANGUAGES, "xx"]))
def test_any_text_is_left_no_longer_than_it_was(text: str, code: str) -> None:
    said = said_in(code, text)
    assert len(get(code).waived.without(said)) <= sum(map(len, said))


@pytest.mark.parametrize(("code", "text"), each("waives"))
def test_a_language_nobody_registered_waives_nothing(code: str, text: str) -> None:
    neutral, said = get("xx"), said_in(code, text)
    assert neutral.waived.without(said) == get(code).tokens(text)
    assert not neutral.waived.gives(said)
    assert not neutral.waived.claims(said)
