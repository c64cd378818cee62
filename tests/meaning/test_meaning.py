import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from speechqa import lang
from speechqa.checks.items import judge
from speechqa.errors import SettingsError
from speechqa.meaning import Meaning, load_meaning, load_space, plain, signs
from speechqa.meaning.encoders import Remembering, installed
from speechqa.meaning.units import stretches
from speechqa.records import CallClass, Recording, Transcript, Turn, Verdict, Word
from speechqa.scripts import Item, Script

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "models" / "meaning"
NEEDS_ENCODER = pytest.mark.skipif(not installed(), reason="needs the extra 'meaning'")


def turn(speaker: str, start: int, text: str) -> Turn:
    words = tuple(Word(w, start + 400 * i, start + 400 * (i + 1)) for i, w in enumerate(text.split()))
    return Turn(speaker, start, start + 400 * len(words), words)  # type: ignore[arg-type]  # a speaker


def call(text: str, *others: str, language: str = "en") -> Transcript:
    turns = [turn("customer", 0, "hello"), turn("agent", 2000, text)]
    turns += [turn("customer", 30_000 + 9000 * i, other) for i, other in enumerate(others)]
    return Transcript(language, turns[-1].end_ms + 5000, tuple(turns), "test")


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    found = load_meaning(MODEL)
    if found is None:
        pytest.skip("needs the extra 'meaning'")
    return found


NOTICE = Item("notice", "Says that the call is recorded", "s", "say", ("this call is recorded",))


def verdict(transcript: Transcript, item: Item, meaning: Meaning | None, language: str = "en") -> Verdict:
    script = Script("s", "1", language, "t", (item,))
    recording, kind = Recording("p", "f", "h", "c", language=language), CallClass("negotiation", 1.0)
    return judge(script, transcript, recording=recording, call_class=kind, meaning=meaning)[0]


def test_other_words_are_credited_with_their_quote(meaning: Meaning) -> None:
    found = verdict(call("everything we say on this line is being taped"), NOTICE, meaning)
    assert found.verdict == "met"
    assert found.reason.startswith("Said in other words at 0:0")
    assert "taped" in found.quote


@pytest.mark.parametrize(
    "text",
    [
        "nothing you tell me is kept on tape",
        "are our conversations kept on tape?",
        "if we kept our conversations on tape",
    ],
)
def test_a_denial_a_question_a_condition_are_never_credited(meaning: Meaning, text: str) -> None:
    assert verdict(call(text), NOTICE, meaning).verdict != "met"


def test_without_an_encoder_only_words_count() -> None:
    assert verdict(call("everything we say on this line is being taped"), NOTICE, None).verdict != "met"
    assert verdict(call("this call is recorded"), NOTICE, None).verdict == "met"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["um", "uh", "well", "you know"]), max_size=4), st.integers(0, 6))
def test_fillers_never_turn_met_into_not_met(fillers: list[str], at: int) -> None:
    found = load_meaning(MODEL)
    words = ["just", "so", "you", "know", "our", "conversations", "are", "kept", "on", "tape"]
    words[at:at] = fillers
    assert verdict(call(" ".join(words)), NOTICE, found).verdict != "not_met" or found is None


def test_the_order_of_the_other_speakers_turns_does_not_matter(meaning: Meaning) -> None:
    others = ("I see", "what does it cost", "thanks")
    first = verdict(call("our talk is being taped", *others), NOTICE, meaning)
    assert first == verdict(call("our talk is being taped", *reversed(others)), NOTICE, meaning)


def test_kept_bytes_give_the_same_answer(meaning: Meaning) -> None:
    said = call("all our conversations are kept on tape")
    kept = meaning.describe(said)
    assert kept == meaning.describe(said)
    assert len(kept) < 30_000


@NEEDS_ENCODER
def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    from speechqa.meaning.encoders import E5Encoder

    encoder = E5Encoder()
    texts = ["all calls are taped", "dzień dobry", "wie kann ich helfen"]
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    assert np.array_equal(encoder.encode(texts), alone)
    remembering = Remembering(encoder, keep=1)
    assert np.array_equal(remembering.encode([*texts, texts[0]])[[0, 1, 2]], alone)


@pytest.mark.parametrize("code", ["de", "en", "pl", "ru"])
def test_no_pair_is_wrongly_credited_by_sense(meaning: Meaning, code: str) -> None:
    pairs = yaml.safe_load((ROOT / "tests" / "data" / "pairs" / f"{code}.yaml").read_text(encoding="utf-8"))
    wrong = []
    for pair in pairs:
        item = Item("i", pair["title"], "s", "say", tuple(pair["say"]))
        found = verdict(call(pair["speaker_text"], language=code), item, meaning, code)
        if found.verdict == "met" and pair["verdict"] == "not_met" and "fault" not in pair:
            wrong.append(pair["speaker_text"])
    assert wrong == []


def test_signs_and_stretches() -> None:
    english = lang.get("en")
    assert signs("we don't tape it", english).denies
    assert not signs("no problem we tape it", english).denies
    assert signs("do you tape it", english).asks
    assert signs("it costs 20 pounds", english).number
    assert (0, 3) in stretches(turn("agent", 0, "We tape it. Is that fine?"))
    assert plain("hello (there), {company}", "en", {"company": ["Acme"]}) == "hello there , Acme"


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    assert load_space(tmp_path) is None
    (tmp_path / "model.npz").write_bytes(b"no")
    (tmp_path / "card.json").write_text("{}")
    with pytest.raises(SettingsError, match=r"model\.npz: can't be used"):
        load_space(tmp_path)


@NEEDS_ENCODER
def test_a_model_of_other_features_is_refused_before_the_first_call(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "meaning", ignore=shutil.ignore_patterns("acts"))
    with np.load(MODEL / "model.npz") as kept:
        arrays = {name: kept[name] for name in kept.files}
    arrays |= {name: arrays[name][:-1] for name in ("centre", "scale")}
    np.savez(tmp_path / "meaning" / "model.npz", **arrays)
    card = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))
    card["sha256"] = hashlib.sha256((tmp_path / "meaning" / "model.npz").read_bytes()).hexdigest()
    (tmp_path / "meaning" / "card.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(SettingsError, match="trained for an older speechqa"):
        load_meaning(tmp_path / "meaning")
