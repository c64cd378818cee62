"""What a model folder holds is told from its files alone; hostile and half-copied ones are named."""

from __future__ import annotations

import json

import pytest

from speechqa.asr.onnx_folder import KINDS, detect, read_folder
from speechqa.errors import ModelError

GIGAAM = ("v3_rnnt_encoder.onnx", "v3_rnnt_decoder.onnx", "v3_rnnt_joint.onnx", "v3_vocab.txt")
PARAKEET = ("encoder-model.onnx", "encoder-model.onnx.data", "decoder_joint-model.onnx", "vocab.txt")
VOSK = ("am-onnx/encoder.onnx", "am-onnx/decoder.onnx", "am-onnx/joiner.onnx", "lang/tokens.txt")
TDT = {"model_type": "nemo-conformer-tdt", "features_size": 128}
TONE = {"decoder_params": {"vocabulary": ["а"]}, "pad_token_id": 1}


def a_folder(root, *files, config=None, name="a-model-ru"):
    folder = root / name
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"bytes of {file}", encoding="utf-8")
    folder.mkdir(exist_ok=True)
    if config is not None:
        text = config if isinstance(config, str) else json.dumps(config)
        (folder / "config.json").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "config", "kind", "precision"),
    [
        (GIGAAM, {"version": "v3"}, "gigaam-v2-rnnt", ""),
        (("v2_ctc.onnx", "v2_vocab.txt"), None, "gigaam-v2-ctc", ""),
        (("v3_e2e_ctc.onnx", "v3_e2e_ctc_vocab.txt"), {"version": "v3"}, "gigaam-v3-e2e-ctc", ""),
        (("v2_ctc.int8.onnx", "v2_vocab.txt"), None, "gigaam-v2-ctc", "int8"),
        (("model.onnx",), TONE, "t-one-ctc", ""),
        (("model.onnx", "vocab.txt"), {"model_type": "nemo-conformer-ctc"}, "nemo-conformer-ctc", ""),
        (PARAKEET, TDT, "nemo-conformer-tdt", ""),
        (PARAKEET, {"model_type": "nemo-conformer-rnnt"}, "nemo-conformer-rnnt", ""),
        (VOSK, None, "kaldi-rnnt", ""),
        (tuple(name.replace(".onnx", ".int8.onnx") for name in VOSK), None, "kaldi-rnnt", "int8"),
    ],
)
def test_each_layout_is_known(tmp_path, files, config, kind, precision):
    folder = a_folder(tmp_path, *files, config=config)
    model = read_folder(folder)
    assert (model.kind, model.precision, model.languages) == (kind, precision, ("ru",))
    assert {str(file.relative_to(folder)) for file in model.files} >= set(files)
    assert detect(folder) == "onnx_asr"


def test_full_precision_is_taken_before_int8(tmp_path):
    folder = a_folder(tmp_path, "v2_ctc.onnx", "v2_ctc.int8.onnx", "v2_vocab.txt")
    model = read_folder(folder)
    assert model.precision == ""
    assert "v2_ctc.int8.onnx" not in {file.name for file in model.files}


@pytest.mark.parametrize("missing", PARAKEET[2:])
def test_a_missing_file_is_named(tmp_path, missing):
    folder = a_folder(tmp_path, *(file for file in PARAKEET if file != missing), config=TDT)
    with pytest.raises(ModelError, match=f"model is missing: {missing}"):
        read_folder(folder)


@pytest.mark.parametrize("missing", VOSK)
def test_a_missing_file_of_a_vosk_model_is_named(tmp_path, missing):
    folder = a_folder(tmp_path, *(file for file in VOSK if file != missing))
    with pytest.raises(ModelError, match=missing.rpartition("/")[2]):
        read_folder(folder)


def test_gigaam_v3_is_not_read_as_v2(tmp_path):
    with pytest.raises(ModelError, match="config.json is missing, and a GigaAM v3"):
        read_folder(a_folder(tmp_path, *GIGAAM))


def test_two_models_in_one_folder_are_told(tmp_path):
    folder = a_folder(tmp_path, *VOSK, "am/encoder.onnx")
    with pytest.raises(
        ModelError, match=r"two models in one folder \(am/encoder.onnx and am-onnx/encoder.onnx"
    ):
        read_folder(folder)


@pytest.mark.parametrize("kind", ["nemo-conformer-aed", "whisper", "whisper-ort"])
def test_models_without_word_times_are_refused(tmp_path, kind):
    folder = a_folder(tmp_path, "encoder-model.onnx", "decoder-model.onnx", config={"model_type": kind})
    with pytest.raises(ModelError, match="gives no word times"):
        read_folder(folder)


@pytest.mark.parametrize(
    ("config", "match"),
    [
        ("{", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ("[1]", "not a model's configuration"),
        ('{"a": "' + "x" * 1_000_001 + '"}', "too long"),
    ],
)
def test_a_hostile_configuration_is_refused(tmp_path, config, match):
    with pytest.raises(ModelError, match=match):
        read_folder(a_folder(tmp_path, *PARAKEET, config=config))


def test_other_folders_are_told_apart(tmp_path):
    assert detect(a_folder(tmp_path, "model.bin", "config.json", name="whisper")) == "faster_whisper"
    with pytest.raises(ModelError, match="Kaldi's old form"):
        detect(a_folder(tmp_path, "am/final.mdl", "graph/HCLr.fst", name="old-vosk"))
    with pytest.raises(ModelError, match="no speech model in it"):
        detect(a_folder(tmp_path, "notes.txt", name="none"))


@pytest.mark.parametrize(
    ("name", "files", "languages"),
    [
        ("vosk-model-small-pl-0.60", {}, ("pl",)),
        ("stt_de_fastconformer_hybrid_large_pc", {}, ("de",)),
        (
            "mine",
            {"README.md": "---\nlicense: mit\nlanguage:\n- de\n- pl\ntags:\n- ru\n---\ntext"},
            ("de", "pl"),
        ),
        ("mine", {"README.md": "---\nlanguage: [en, ru]\n---\n"}, ("en", "ru")),
        ("mine", {"README.md": "---\nlanguage: ru\n---\n"}, ("ru",)),
        ("stt_de_mine", {"language.txt": "pl\n"}, ("pl",)),
    ],
)
def test_the_language_comes_from_the_first_that_says(tmp_path, name, files, languages):
    folder = a_folder(tmp_path, *VOSK, name=name)
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    assert read_folder(folder).languages == languages


def test_parakeet_v3_knows_all_four(tmp_path):
    folder = a_folder(tmp_path, *PARAKEET, config=TDT, name="parakeet-tdt-0.6b-v3-onnx")
    assert {"en", "ru", "de", "pl"} <= set(read_folder(folder).languages)


def test_a_language_that_nothing_says_is_asked_for(tmp_path):
    folder = a_folder(tmp_path, *VOSK, name="downloaded")
    with pytest.raises(ModelError, match="write its code, such as 'ru', into language.txt"):
        read_folder(folder)
    (folder / "language.txt").write_text("42\n", encoding="utf-8")
    with pytest.raises(ModelError, match="holds no language code"):
        read_folder(folder)


def test_every_byte_that_is_read_counts_in_the_hash(tmp_path):
    folder = a_folder(tmp_path, *PARAKEET, config=TDT)
    hashes = {read_folder(folder).hash}
    for name in (*PARAKEET, "config.json"):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
        hashes.add(read_folder(folder).hash)
    assert len(hashes) == 1 + len(PARAKEET) + 1
    (folder / "photo.jpg").write_bytes(b"not the model's")
    assert read_folder(folder).hash in hashes


def test_only_t_one_is_known_to_write_late(tmp_path):
    assert read_folder(a_folder(tmp_path, "model.onnx", config=TONE, name="tone")).delay_ms == 330
    assert read_folder(a_folder(tmp_path, *VOSK)).delay_ms == 0


def test_kinds_are_named_once():
    names = [kind.name for kind in KINDS]
    assert len(names) == len(set(names))
