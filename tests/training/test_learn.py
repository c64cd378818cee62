"""Training from few calls, by words alone: what comes out, and that it is always the same."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from speechqa.checks.call_type import classify, load_model
from speechqa.checks.call_type.model import TYPES, to_files
from speechqa.errors import SettingsError
from speechqa.training import own
from speechqa.training.corpus import read_corpus
from speechqa.training.fit import Classes, fit_model
from speechqa.training.labels import LabelTable, Told
from speechqa.training.linear import fit, inner_products
from speechqa.training.net import train_net
from speechqa.training.prepare import prepare_all

PAIRS = Path(__file__).parents[1] / "data" / "call_type_pairs"


@pytest.fixture(scope="module")
def calls():
    return read_corpus(PAIRS)


@pytest.fixture(scope="module")
def table(calls):
    rows = [
        Told(
            f"{each.transcript.language}-{each.call_id}",
            "wrong_number" if "wrong_number" in each.call_id else each.label,
            each.outcome,
            each.stage,
            line,
        )
        for line, each in enumerate(calls, 2)
    ]
    return LabelTable(tuple(rows), {"wrong_number": "navigation"}, "0")


@pytest.fixture(scope="module")
def found(calls):
    return {f"{each.transcript.language}-{each.call_id}": (each.transcript, each.direction) for each in calls}


@pytest.fixture(scope="module")
def learnt(table, found):
    return own.learn(table, found, starter=None, meaning=None)


def test_a_label_of_ones_own_is_learnt_beneath_its_call_type(learnt, found, table, tmp_path):
    for name, content in own.own_files(learnt, table, starter=None).items():
        (tmp_path / name).write_bytes(content)
    model = load_model(tmp_path)
    assert dict(zip(model.labels, model.parents, strict=True))["wrong_number"] == "navigation"
    transcript, direction = found["en-price-wrong_number"]
    got = classify(transcript, direction=direction, model=model)
    assert (got.call_type, got.label) == ("navigation", "wrong_number")
    assert sum(got.chances) == pytest.approx(1, abs=1e-3)


def test_the_figures_are_of_calls_it_had_not_seen(table, found):
    # Labels that fit nothing: learnt by heart they'd all be right, of unseen calls few can be.
    labels = [row.label for row in table.rows]
    dealt = np.random.default_rng(3).permutation(labels)
    rows = [replace(row, label=str(label)) for row, label in zip(table.rows, dealt, strict=True)]
    learnt = own.learn(replace(table, rows=tuple(rows)), found, starter=None, meaning=None)
    assert len(learnt.types) == len(rows)
    assert sum(each.truth == each.found for each in learnt.types) < 0.8 * len(rows)


def test_the_same_calls_give_the_same_bytes(learnt, table, found):
    again = own.learn(table, found, starter=None, meaning=None)
    assert to_files(again.model, {}) == to_files(learnt.model, {})


def test_too_few_calls_say_what_was_not_found(table, found):
    with pytest.raises(SettingsError, match="1 of 64 labelled calls were found, not de-price-wrong_number"):
        own.learn(
            table,
            {"en-price-wrong_number": found["en-price-wrong_number"]},
            starter=None,
            meaning=None,
        )


def test_an_outcome_nobody_labelled_is_never_given(calls):
    some = [each for each in calls if each.outcome in {None, "refusal", "sale_agreed"}]
    model = fit_model(prepare_all(some, None), Classes(TYPES, TYPES))
    for call in calls:
        got = classify(call.transcript, direction=call.direction, model=model)
        assert got.outcome in {"none", "refusal", "sale_agreed"}
        assert {each.outcome for each in got.outcomes} <= {"refusal", "sale_agreed"}


def test_the_regression_among_calls_is_that_among_features():
    """Solved in the row space it is what scikit-learn finds with all features."""
    from sklearn.linear_model import LogisticRegression

    dice = np.random.default_rng(0)
    rows = dice.normal(size=(40, 90)).astype(np.float32)
    truth = ["a" if row[0] + row[1] > 0 else "b" if row[2] > 0 else "c" for row in rows]
    found = fit(rows, inner_products(rows), truth, ("a", "b", "c"), [1.0] * 40, cost=0.5)
    plain = LogisticRegression(C=0.5, max_iter=2000, tol=1e-8).fit(rows, truth)
    assert pytest.approx(plain.coef_, abs=5e-3) == found.weights.T


def test_detectors_find_the_piece_that_tells():
    """One piece in each call has the sign of its class; the others are noise."""
    dice = np.random.default_rng(1)
    rows, truth = [], np.zeros((120, 2), np.float32)
    for call in range(120):
        pieces = dice.normal(0, 0.3, (8, 12)).astype(np.float32)
        pieces[dice.integers(8), call % 2] += 3
        rows.append(pieces)
        truth[call, call % 2] = 1
    named, share = np.zeros((120, 1), np.float32), np.ones((120, 1), np.float32)
    net = train_net(rows[:80], named[:80], truth[:80], share[:80], [slice(0, 2)], seed=0, epochs=60)
    scores = []
    for pieces in rows[80:]:
        said = np.maximum(pieces @ net.weights + net.bias, 0)
        loud = np.exp(3 * said) / np.exp(3 * said).sum(0)
        scores.append((loud * said).sum(0) @ net.strongest + said.mean(0) * 3 @ net.mean + net.constant)
    right = np.array(scores).argmax(1) == truth[80:].argmax(1)
    assert right.mean() > 0.9
