from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.asr import formats, replay
from speechqa.errors import IntakeError
from speechqa.records import MAX_TRANSCRIPT_BYTES, ChannelQuality, RemovedText, Span, Transcript, Turn, Word

speakers = st.sampled_from(["agent", "customer", "unknown"])
times = st.integers(0, 86_400_000 - 10_000)
texts = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)


@st.composite
def turns(draw):
    start = draw(times)
    words = [
        Word(
            draw(texts),
            start + 10 * i,
            start + 10 * i + draw(st.integers(0, 9)),
            draw(st.none() | st.just(0.5)),
        )
        for i in range(draw(st.integers(1, 4)))
    ]
    return Turn(draw(speakers), start, start + 100, tuple(words))


@st.composite
def transcripts(draw):
    said = sorted(draw(st.lists(turns(), max_size=4)), key=lambda t: (t.start_ms, t.end_ms))
    start = draw(times)
    return Transcript(
        language=draw(st.sampled_from(["en", "pl"])),
        duration_ms=86_400_000,
        turns=tuple(said),
        backend="replay",
        asr_confidence=0.5,
        language_confidence=draw(st.none() | st.just(0.9)),
        removed=(RemovedText("agent", start, start + 5, "x", "loop"),),
        unheard=(Span("customer", start, start + 900),),
        speaker_source=draw(st.sampled_from(["channel", "voice", "none"])),
        speaker_confidence=draw(st.none() | st.just(0.75)),
        quality=tuple(
            draw(
                st.lists(
                    st.sampled_from(
                        [
                            ChannelQuality("agent", 12_345, -21.5, 33.0, 0.0012, 3400, 0.9),
                            ChannelQuality("unknown", 0),
                        ]
                    ),
                    max_size=2,
                )
            )
        ),
    )


@given(transcripts())
def test_what_is_written_reads_back_the_same(tmp_path_factory, transcript):
    path = tmp_path_factory.getbasetemp() / "round.transcript.json"
    path.write_text(json.dumps(replay.to_json(transcript)), encoding="utf-8")
    assert replay.read(path) == transcript


@given(st.text(max_size=60), times, st.integers(0, 10_000))
def test_spread_words_keep_order_and_fill_the_turn(text, start, length):
    words = replay.spread(text, start, start + length)
    assert [w.text for w in words] == text.split()
    marks = [start, *(m for w in words for m in (w.start_ms, w.end_ms))]
    assert marks == sorted(marks)
    assert not words or words[-1].end_ms == start + length


def written(tmp_path, content) -> replay.Path:
    path = tmp_path / "call.transcript.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def a_turn(**changes) -> dict:
    return {"speaker": "agent", "start_s": 1, "end_s": 2, "text": "hello there"} | changes


def test_turns_are_sorted_and_empty_ones_dropped(tmp_path):
    content = {"turns": [a_turn(start_s=5, end_s=6), a_turn(text=" "), a_turn(speaker="customer", end_s=9)]}
    transcript = replay.read(written(tmp_path, content))
    assert [(t.speaker, t.start_ms) for t in transcript.turns] == [("customer", 1000), ("agent", 5000)]
    assert transcript.duration_ms == 9000
    assert transcript.language == ""


@pytest.mark.parametrize(
    "bad",
    [
        a_turn(speaker="robot"),
        a_turn(start_s=-1),
        a_turn(start_s=3),
        a_turn(end_s=90_000),
        a_turn(end_s="NaN"),
        {"speaker": "agent"},
        a_turn(words=[{"text": "x", "start_s": 2, "end_s": 1}]),
        7,
    ],
)
def test_a_wrong_turn_is_named_by_its_number(tmp_path, bad):
    with pytest.raises(IntakeError, match=r"call\.transcript\.json: .*turn 2: "):
        replay.read(written(tmp_path, {"turns": [a_turn(), bad]}))


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"turns": null}', b'{"turns":[NaN]}']
)
def test_hostile_bytes_are_an_intake_error(tmp_path, raw):
    with pytest.raises(IntakeError, match="not a usable transcript"):
        replay.read(written(tmp_path, raw))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("yes I have the invoice and it is what you said", "en"),
        ("да у нас есть это и для вас", "ru"),
        ("ja ich habe das nicht und wir auch noch", "de"),
        ("nie mam pan jest już dla mnie ale dobrze", "pl"),
        ("xyzzy", ""),
    ],
)
def test_a_missing_language_is_guessed_from_little_words(tmp_path, text, code):
    assert replay.read(written(tmp_path, {"turns": [a_turn(text=text)]})).language == code


def test_subtitles_and_text():
    words = (Word("<Yes>,", 1000, 1400), Word("sure", 3_601_000, 3_601_500))
    call = Transcript("en", 4_000_000, (Turn("agent", 1000, 3_601_500, words),), "replay")
    assert formats.to_txt(call) == "[00:00:01] Agent: <Yes>, sure\n"
    assert formats.to_srt(call).startswith(
        "1\n00:00:01,000 --> 00:00:01,400\nAgent: <Yes>,\n\n2\n01:00:01,000"
    )
    assert "00:00:01.000 --> 00:00:01.400\n<v Agent>&lt;Yes&gt;,\n" in formats.to_vtt(call)
    assert formats.to_vtt(call).startswith("WEBVTT\n\n")


def test_a_file_too_large_is_told_in_the_words_of_intake(tmp_path):
    path = tmp_path / "a.transcript.json"
    path.write_bytes(b" " * (MAX_TRANSCRIPT_BYTES + 1))
    with pytest.raises(IntakeError, match="larger than 50 MB, not a transcript of one call"):
        replay.read(path)
