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
    assert set(settings._PARSERS) == {field.name for field in fields(settings.Settings)}


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
        ('device = "gpu"', "auto, cpu or cuda"),
        ('language = "english"', "language code"),
        ('languages = ["en", "auto"]', "can't stand in a list"),
        ("languages = []", "language codes"),
        ('channels = "left"', "agent=left or agent=right"),
        ('store = ""', "not empty"),
        ("settle_s = -1", "between 0 and"),
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
