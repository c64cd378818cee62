import re
from pathlib import Path

import av
import pytest

SAMPLES = Path(__file__).parents[2] / "sample_audio"
AUDIO = sorted(path for path in SAMPLES.glob("*/*") if path.suffix != ".md" and path.is_file())
NAME = re.compile(r"[a-z]+_(inbound|outbound)_\d+_\d{8}_\d{6}")


def test_eight_calls_two_a_language_under_eight_megabytes():
    assert len(AUDIO) == 8
    assert sorted(path.parent.name for path in AUDIO) == ["de", "de", "en", "en", "pl", "pl", "ru", "ru"]
    assert sum(path.stat().st_size for path in AUDIO) < 8_000_000


def test_each_call_is_in_another_format():
    codecs = set()
    for path in AUDIO:
        with av.open(str(path)) as container:
            codecs.add(container.streams.audio[0].codec_context.name)
    assert len(codecs) == 8


@pytest.mark.parametrize("path", AUDIO, ids=lambda path: f"{path.parent.name}-{path.stem.split('_')[0]}")
def test_each_call_opens_with_two_channels_and_a_name_that_tells(path: Path):
    assert NAME.fullmatch(path.stem)
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert stream.codec_context.channels == 2
        frames = sum(frame.samples for frame in container.decode(stream))
        assert 45 < frames / stream.codec_context.sample_rate < 90


def test_expected_names_every_call():
    text = (SAMPLES / "EXPECTED.md").read_text(encoding="utf-8")
    assert [path.name for path in AUDIO if path.name not in text] == []
