from dataclasses import fields
from pathlib import Path

import pytest

from speechqa import settings
from speechqa.errors import SettingsError


def load(tmp_path, *, toml=None, environ=None, **options):
    if toml is not None:
        (tmp_path / "speechqa.toml").write_text(toml, encoding="utf-8")
    return settings.load(options=options, environ=environ or {"HOME": str(tmp_path)}, cwd=tmp_path)


def test_every_setting_has_a_parser():
    assert set(settings.PARSERS) == {field.name for field in fields(settings.Settings)}


def test_option_beats_environment_beats_file(tmp_path):
    toml = 'model = "small"\ndevice = "cpu"\nlanguage = "de"\n'
    found = load(
        tmp_path, toml=toml, environ={"SPEECHQA_DEVICE": "cuda", "SPEECHQA_LANGUAGE": "pl"}, language="ru"
    )
    assert (found.model, found.device, found.language) == ("small", "cuda", "ru")


def test_options_not_given_are_ignored(tmp_path):
    assert load(tmp_path, model=None).model == "base"


def test_models_live_in_the_users_cache(tmp_path):
    assert load(tmp_path).models == tmp_path / ".cache/speechqa/models"
    assert load(tmp_path, environ={"XDG_CACHE_HOME": "/c"}).models == Path("/c/speechqa/models")


def test_starter_data_comes_from_the_current_folder_first(tmp_path):
    packaged = load(tmp_path).scripts
    (tmp_path / "scripts_library").mkdir()
    assert load(tmp_path).scripts == tmp_path / "scripts_library" != packaged


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('modle = "x"', "did you mean 'model'"),
        ("workers = 0", "whole number from 1"),
        ('workers = "many"', "whole number from 1"),
        ("workers = true", "whole number"),
        ("workers = 300", "or auto"),
        ('exact = "perhaps"', "true or false"),
        ('language = "ua"', "'ua' is no language code"),
        ('queue_languages = "support"', "must give each queue its language"),
        ("queue_languages = 3", "must give each queue its language"),
        ("[queue_languages]\nsales = 3", "queue 'sales': must be a text"),
        ('[queue_languages]\nsales = ""', "must give each queue its language"),
        ('[queue_languages]\nsales = "en"\nsupport-ru = "russian"', "queue 'support-ru': 'russian' is no"),
        ('device = "gpu"', "auto, cpu or cuda"),
        ("wrong_at_most = 1.0", "share of wrong verdicts"),
        ("wrong_at_most = true", "share of wrong verdicts"),
        ('wrong_at_most = "few"', "share of wrong verdicts"),
        ("wrong_at_most = {mat = 0.1}", "'mat' must be one of met, not_met"),
        ("wrong_at_most = {met = -0.1}", "share of wrong verdicts"),
        ('language = "english"', "language code"),
        ('languages = ["en", "auto"]', "can't stand in a list"),
        ("languages = []", "language codes"),
        ('channels = "left"', "agent=left or agent=right"),
        ('store = ""', "not empty"),
        ("settle_s = -1", "between 0 and"),
        ("second_look = -1", "so many seconds of work a call"),
        ('second_look = "often"', "must be true, false, or so many seconds"),
        ("store = ", "not valid TOML"),
    ],
)
def test_wrong_values_name_source_and_field(tmp_path, toml, says):
    with pytest.raises(SettingsError, match="speechqa.toml") as caught:
        load(tmp_path, toml=toml)
    assert says in str(caught.value)


def test_a_missing_config_file_is_an_error(tmp_path):
    with pytest.raises(SettingsError, match="can't be read"):
        settings.load(config=tmp_path / "none.toml", environ={})


def test_channels_and_languages_parse(tmp_path):
    found = load(tmp_path, channels="agent=right", languages="ru,en,ru", language="auto")
    assert found.channels == ("customer", "agent")
    assert found.languages == ("ru", "en")
    assert found.language == ""


def test_queues_have_languages(tmp_path):
    toml = '[queue_languages]\nsupport-ru = "ru"\nmixed = "auto"\n"Front desk" = "DE"\n'
    wanted = (("Front desk", "de"), ("mixed", ""), ("support-ru", "ru"))
    assert load(tmp_path, toml=toml).queue_languages == wanted
    environ = {"HOME": str(tmp_path), "SPEECHQA_QUEUE_LANGUAGES": "support-ru=ru, sales=en"}
    assert load(tmp_path, environ=environ).queue_languages == (("sales", "en"), ("support-ru", "ru"))


def test_workers_are_chosen_by_the_machine_unless_told(tmp_path):
    assert load(tmp_path).workers == load(tmp_path, workers="auto").workers == 0
    assert load(tmp_path, workers="3").workers == 3


@pytest.mark.parametrize(("text", "wanted"), [("true", True), ("1", True), ("No", False), (True, True)])
def test_exact_is_a_switch(tmp_path, text, wanted):
    assert load(tmp_path).exact is False
    assert load(tmp_path, exact=text).exact is wanted


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        (False, 0),
        ("no", 0),
        ("0", 0),
        (True, settings.SECOND_LOOK_S),
        ("yes", settings.SECOND_LOOK_S),
        ("1", 1),
        (2.5, 2.5),
    ],
)
def test_a_second_look_is_on_off_or_so_many_seconds(tmp_path, given, seconds):
    assert load(tmp_path).second_look == settings.SECOND_LOOK_S
    assert load(tmp_path, second_look=given).second_look == seconds


def test_every_language_of_whisper_is_a_language_here(tmp_path):
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    found = load(tmp_path, languages=",".join(_LANGUAGE_CODES)).languages
    assert found == tuple(_LANGUAGE_CODES)


def test_a_users_own_model_is_a_folder_or_none(tmp_path):
    assert load(tmp_path).entailment is None
    assert load(tmp_path, toml='entailment = "models/nli"\n').entailment == Path("models/nli")
    assert load(tmp_path, toml='entailment = "models/nli"\n', entailment="none").entailment is None
    environ = {"HOME": str(tmp_path), "SPEECHQA_ENTAILMENT": "nli"}
    assert load(tmp_path, environ=environ).entailment == Path("nli")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("0.02", (("met", 0.02), ("not_met", 0.02))),
        (0.02, (("met", 0.02), ("not_met", 0.02))),
        ("not_met=0.02", (("not_met", 0.02),)),
        ({"not_met": 0.02, "met": 0.1}, (("met", 0.1), ("not_met", 0.02))),
        ("not_met=0.02,met=0.1", (("met", 0.1), ("not_met", 0.02))),
        ("none", ()),
    ],
)
def test_a_wish_is_for_all_decisions_or_for_one(tmp_path, given, wanted):
    assert load(tmp_path, wrong_at_most=given).wrong_at_most == wanted


def test_the_calibration_is_none_a_file_or_the_shipped_one(tmp_path):
    assert load(tmp_path).calibration == load(tmp_path, calibration="shipped").calibration
    assert load(tmp_path, calibration="none").calibration is None
    assert load(tmp_path, calibration="c.json").calibration == Path("c.json")
    shipped = load(tmp_path, calibration="shipped").calibration
    assert shipped.parts[-2:] == ("models", "calibration")


def test_without_another_wish_one_in_twenty_of_those_blamed_may_be_blamed_wrongly(tmp_path):
    assert load(tmp_path).wrong_at_most == (("not_met", 0.05),)
    assert load(tmp_path, calibration="c.json").wrong_at_most == (("not_met", 0.05),)
    assert load(tmp_path, calibration="none").wrong_at_most == ()
    assert load(tmp_path, wrong_at_most="met=0.1").wrong_at_most == (("met", 0.1),)
