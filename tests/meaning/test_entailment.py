import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_pairs import pair_model, write_network

from speechqa import lang
from speechqa.errors import JudgingError, SettingsError
from speechqa.meaning import EntailmentModel, hypothesis, load_entailment, numbers
from speechqa.meaning.entailment import CONTRADICTION, ENTAILMENT, NEUTRAL

VOTES = {"taped": (0, 9, 0), "never": (9, 0, 0), "calls": (0, 0, 0.5)}
FILES = ("config.json", "model.onnx", "tokenizer.json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pair_model(tmp_path_factory.mktemp("models") / "tiny-nli", VOTES)


@pytest.fixture(scope="module")
def model(folder: Path) -> EntailmentModel:
    return load_entailment(folder)


def test_labels_come_by_their_names(model: EntailmentModel) -> None:
    said = ["our calls are taped", "we never do that", "nice weather"]
    found = model.entailed(said, ["this call is recorded"] * 3)
    assert found.shape == (3, 3)
    assert found.dtype == np.float32
    assert found.argmax(axis=1).tolist() == [ENTAILMENT, CONTRADICTION, NEUTRAL]
    assert np.allclose(found.sum(axis=1), 1)
    assert (model.name, model.kind) == ("tiny-nli", "entailment")


def test_the_second_text_is_told_from_the_first(model: EntailmentModel) -> None:
    assert model.entailed(["nice weather"], ["our calls are taped"])[0].argmax() == NEUTRAL


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["taped", "we never", "calls " * 90, "", "ещё звонки"]), max_size=5))
def test_a_pair_does_not_depend_on_its_neighbours(model: EntailmentModel, said: list[str]) -> None:
    together = model.entailed(said, ["calls are taped"] * len(said))
    assert together.shape == (len(said), 3)
    for text, row in zip(said, together, strict=True):
        assert np.array_equal(model.entailed([text], ["calls are taped"])[0], row)


def test_a_single_output_is_likeness(tmp_path: Path) -> None:
    """Such models are taught (query, passage): the words that vote are the hypothesis's here."""
    model = load_entailment(pair_model(tmp_path, {"taped": (9,)}, bias=(-3.0,), labels=["LABEL_0"]))
    assert model.kind == "likeness"
    like, unlike = model.entailed(["we tape", "taped"], ["calls are taped", "we tape"])
    assert like[ENTAILMENT] == pytest.approx(1 / (1 + np.exp(-6)))
    assert unlike[ENTAILMENT] < 0.05
    assert like[CONTRADICTION] == unlike[CONTRADICTION] == 0


def test_two_outputs_know_no_contradiction(tmp_path: Path) -> None:
    labels = ["Entailment", "not_entailment"]
    model = load_entailment(pair_model(tmp_path, {"taped": (5, 0)}, bias=(0, 2), labels=labels))
    entailed, other = model.entailed(["taped", "weather"], ["x", "x"])
    assert entailed[ENTAILMENT] > 0.9
    assert other[ENTAILMENT] < 0.2
    assert other[NEUTRAL] == 1 - other[ENTAILMENT]


def test_the_digest_changes_with_each_file(tmp_path: Path) -> None:
    folder = pair_model(tmp_path, VOTES)
    seen = {load_entailment(folder).digest}
    assert load_entailment(folder).digest in seen
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"x": 1}))
    seen.add(load_entailment(folder).digest)
    pair_model(folder, VOTES, bias=(0, 0, 2))
    seen.add(load_entailment(folder).digest)
    assert len(seen) == 3


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = pair_model(tmp_path, VOTES)
    (folder / name).unlink()
    with pytest.raises(SettingsError, match=rf"entailment = .*: {name} is missing; the folder must hold"):
        load_entailment(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    folder = pair_model(tmp_path, VOTES)
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(SettingsError, match=name):
        load_entailment(folder)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\x80\x00\xff", b"null", b"{}"])
def test_damaged_files_are_named(tmp_path: Path, name: str, content: bytes) -> None:
    folder = pair_model(tmp_path, VOTES)
    (folder / name).write_bytes(content)
    with pytest.raises(SettingsError, match=rf"entailment = .*: {name} .*"):
        load_entailment(folder)


def test_a_file_beyond_its_bound_is_refused(tmp_path: Path) -> None:
    folder = pair_model(tmp_path, VOTES)
    with (folder / "config.json").open("ab") as file:
        file.truncate(2_000_000)
    with pytest.raises(SettingsError, match=r"config\.json is larger than 1000000 bytes"):
        load_entailment(folder)


@pytest.mark.parametrize(
    "named",
    [
        {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"},
        {"0": "entailment", "1": "contradiction"},
        {"0": "entailment", "2": "neutral"},
        {"1": "entailment"},
        {str(i): "entailment" for i in range(4)},
        ["entailment", "neutral"],
        None,
    ],
)
def test_labels_that_say_nothing_are_refused(tmp_path: Path, named: object) -> None:
    folder = pair_model(tmp_path, VOTES)
    (folder / "config.json").write_text(json.dumps({"id2label": named}))
    with pytest.raises(SettingsError, match=r"config\.json must name under id2label"):
        load_entailment(folder)


def test_a_model_of_other_size_than_its_labels_is_refused(tmp_path: Path) -> None:
    folder = pair_model(tmp_path, VOTES)
    (folder / "config.json").write_text(json.dumps({"id2label": {"0": "LABEL_0"}}))
    with pytest.raises(SettingsError, match=r"doesn't answer \(it gives 3 values a pair"):
        load_entailment(folder)


def test_operators_of_others_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from onnx import helper

    folder = pair_model(tmp_path, VOTES)
    node = helper.make_node("Run", ["input_ids"], ["logits"], domain="com.example")
    write_network(folder / "model.onnx", [node], {}, outputs=3, inputs=["input_ids"], domain="com.example")
    with pytest.raises(SettingsError, match=r"model\.onnx can't be loaded"):
        load_entailment(folder)
    assert capfd.readouterr().out == ""


def test_weights_outside_the_folder_are_refused(tmp_path: Path) -> None:
    import onnx

    folder = pair_model(tmp_path / "model", VOTES)
    (tmp_path / "secret").write_bytes(b"\0" * 10_000)
    network = onnx.load(folder / "model.onnx")
    rows = network.graph.initializer[0]
    rows.ClearField("raw_data")
    rows.data_location = onnx.TensorProto.EXTERNAL
    rows.external_data.add(key="location", value="../secret")
    (folder / "model.onnx").write_bytes(network.SerializeToString())
    with pytest.raises(SettingsError, match=r"model\.onnx can't be loaded"):
        load_entailment(folder)


def test_a_network_of_something_else_is_refused(tmp_path: Path) -> None:
    from onnx import helper

    folder = pair_model(tmp_path, VOTES)
    node = helper.make_node("Cast", ["pixels"], ["logits"], to=1)
    write_network(folder / "model.onnx", [node], {}, outputs=3, inputs=["pixels"])
    with pytest.raises(SettingsError, match=r"asks for pixels, and not for tokens"):
        load_entailment(folder)


def test_a_tokenizer_of_single_texts_is_refused(tmp_path: Path) -> None:
    folder = pair_model(tmp_path, VOTES)
    content = json.loads((folder / "tokenizer.json").read_text())
    (folder / "tokenizer.json").write_text(json.dumps(content | {"post_processor": None}))
    with pytest.raises(SettingsError, match="doesn't mark where one text ends"):
        load_entailment(folder)


def test_a_tokenizer_that_panics_is_refused(tmp_path: Path) -> None:
    folder = pair_model(tmp_path, VOTES)
    content = json.loads((folder / "tokenizer.json").read_text())
    content["post_processor"]["special_tokens"] = {}
    (folder / "tokenizer.json").write_text(json.dumps(content))
    with pytest.raises(SettingsError, match=r"tokenizer\.json can't be used"):
        load_entailment(folder)


def test_a_model_that_fails_later_costs_one_call(tmp_path: Path) -> None:
    model = load_entailment(pair_model(tmp_path, VOTES | {"endless": (float("inf"), 0, 0)}))
    with pytest.raises(JudgingError, match=r"the model '.*' failed: it gives values that are no numbers"):
        model.entailed(["endless"], ["calls"])


def test_a_phrase_becomes_a_sentence_of_what_was_said() -> None:
    english = lang.get("en")
    values = {"company": ["Larkfield Supplies", "Larkfield"]}
    assert hypothesis("{company} (here)", "this is larkfield", english, values) == "Larkfield here"
    assert hypothesis("that comes to {number}", "it is thirty pounds", english, {}) == "that comes to 30"
    assert hypothesis("it is {number}", "it is free", english, {}) == "it is a certain amount"
    assert hypothesis("{name}", "Jo", lang.get("de"), {}) == "ein bestimmter Name"


def test_numbers_in_words_and_digits() -> None:
    assert numbers("it is 20 pounds, not twenty five or 3", lang.get("en")) == (20, 25, 3)
    assert numbers("nothing", lang.get("en")) == ()
