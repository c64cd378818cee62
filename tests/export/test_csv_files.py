"""The files are those of the public contract, byte for byte."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechqa.export import EXPORTERS, ExportOptions, report_tables, write_csv
from speechqa.export.cells import neutralise
from speechqa.records import Failure, Report

# Copied from the public contract; a column may be added at the end, never renamed.
CONTRACT = {
    "calls": """call_id, file, agent, team, direction, customer_phone, started_at, duration_s, language,
        model, status, asr_confidence, words, agent_talk_s, customer_talk_s, silence_s, longest_silence_s,
        overlap_s, interruptions, agent_wpm, call_type, call_type_confidence, outcome, stage, topics, script,
        script_version, score, passed, critical_failures, stopword_hits, profanity_agent,
        profanity_customer, agent_talk_share, hold_s, longest_hold_s, interruptions_agent,
        interruptions_customer, customer_wpm, longest_monologue_agent_s, longest_monologue_customer_s,
        questions_agent, questions_customer, response_delay_agent_s, response_delay_customer_s,
        response_delay_agent_p90_s, response_delay_customer_p90_s, longest_silence_start_s,
        longest_hold_start_s, longest_monologue_agent_start_s, longest_monologue_customer_start_s,
        machine_score, machine_passed, machine_call_type, reviewed_items""",
    "verdicts": """call_id, agent, script, script_version, section, item, verdict, confidence, points,
        max_points, speaker, start_s, end_s, quote, reason, phrase, missing, audio_sha256,
        transcript_sha256, script_sha256, engine, machine_verdict, reviewed_by, reviewed_at, review_reason,
        machine_confidence""",
    "classes": """call_id, agent, call_type, label, call_type_confidence, chance_negotiation,
        chance_navigation, chance_other, review, cues, outcome, outcome_confidence, outcomes,
        outcome_speaker, outcome_start_s, outcome_end_s, outcome_quote, stage""",
    "commitments": """call_id, agent, who, kind, what, due_text, due_date, due_time, amount, currency,
        start_s, end_s, confidence""",
    "hits": "call_id, agent, list, term, matched, severity, speaker, start_s, end_s",
    "agents": """agent, team, calls, scored, score_mean, score_low, score_high, pass_rate, critical_failures,
        negotiation_share, stopwords_per_1000, profanity, gap_to_best_pct, growth_zone,
        agent_talk_share_mean, agent_wpm_mean, hold_mean_s, interruptions_agent_mean, questions_agent_mean,
        longest_monologue_agent_mean_s, response_delay_agent_mean_s""",
    "failures": "file, stage, error",
    "quality": """call_id, speaker, speech_s, level_db, snr_db, clipped_pct, bandwidth_hz, word_confidence,
        speaker_source, speaker_confidence, asr_confidence, removed_words, unheard_s, warnings""",
    "topics": "topic, title, by, agent, week, calls, share, mentions, score_mean, negotiation_share",
    "topic_mentions": "call_id, agent, topic, term, matched, speaker, start_s, end_s",
    "comparison": """agent, team, other, indicator, script, direction, name, calls, other_calls, value,
        other_value, difference, low, high, gap_pct, finding, growth_zone, small, recognition_differs,
        items""",
    "coaching": """agent, team, rank, script, item, title, points_lost, missed, judged, worst_call_id,
        worst_start_s, worst_end_s, worst_quote, best_call_id, best_start_s, best_end_s, best_quote,
        example_call_id, example_start_s, example_end_s, example_quote""",
}
GOLDEN = {
    "calls": """\
a,calls/a.wav,Anna,north,inbound,+4915112345678,2025-11-30T00:53:55,95.505,de,base,scored,0.877,240,61.005,30.000,\
4.500,2.000,0.000,3,151.3,negotiation,0.988,sale_agreed,closed,price;доставка,inbound-sales,1,66.67,false,1,1,1,1,0.670,12.500,9.000,1,2,140.5,\
30.000,12.000,4,1,0.410,0.300,1.900,0.800,2.000,8.000,,0.000,\
66.67,false,negotiation,0
b,calls/b.wav,'=Bob,,,,,,,,failed,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
c,calls/c.wav,,,,,,3.000,,base,no_speech,,0,0.000,0.000,3.000,3.000,0.000,0,,other,1.000,none,,,,,,,0,0,0,0,,,,,,,,,,,,,,,,,,,,,other,0
""",
    "verdicts": """\
a,Anna,inbound-sales,1,Opening,greeting,met,0.667,3,3,agent,1.200,1.999,"good, morning",,\
good morning to you,to you,a0,b0,aa,e1+m1,met,,,,0.667
a,Anna,inbound-sales,1,Opening,no_guarantee,not_applicable,1.000,0,0.5,,,,,"nobody said ""price""\",,,\
a0,b0,aa,e1+m1,not_applicable,,,,1.000
""",
    "classes": """\
a,Anna,negotiation,price_enquiry,0.988,0.988,0.010,0.002,true,"customer 3.000-4.500: how much, is it",\
sale_agreed,0.625,sale_agreed 0.625; none 0.250,customer,9.000,9.800,'=fine then,closed
c,,other,,1.000,,,,false,,none,,,,,,,
""",
    "commitments": """\
a,Anna,agent,send_invoice,"'=I'll send it, today",today,2025-11-30,15:00,1200,EUR,20.000,21.500,0.900
a,Anna,customer,call_back,I'll ring back,,,,,,30.000,30.700,0.800
""",
    "hits": """\
a,Anna,fillers,um,Umm,1,agent,0.000,0.010
a,Anna,conflict,you must,you must,2,customer,0.000,0.010
a,Anna,profanity,damn,damn,1,agent,0.000,0.010
a,Anna,profanity,damn,damned,1,customer,0.020,3600.030
""",
    "agents": """\
Anna,north,1,1,66.67,,,0.000,1,1.000,12.3,1,30.13,true,0.670,151.3,12.500,1.5,4.0,30.000,0.410
'=Bob,,1,0,,,,,0,,,0,,false,,,,,,,
""",
    "failures": """\
calls/b.wav,audio,the file is cut short
z.txt,intake,no sound in it
""",
    "quality": """\
a,agent,40.005,-22.6,3.0,1.23,3400,0.877,voice,0.810,0.877,0,0.000,'=cut off; one side only
a,customer,,,,,,,voice,0.810,0.877,4,1.500,'=cut off; one side only
""",
    "topics": """\
price,Price,all,,,1,0.500,1,66.67,1.000
price,Price,agent,'=Anna,,1,1.000,1,,1.000
price,Price,week,,2025-W48,1,1.000,1,66.67,0.000
""",
    "topic_mentions": """\
a,Anna,price,how much is,how much are,customer,3.000,3.450
""",
    "comparison": """\
Anna,north,Ben,score,,,,12,15,60.00,90.00,-30.00,-45.50,-12.00,33.33,behind,true,false,false,greeting; price
Anna,north,Ben,score,inbound-sales,inbound,,12,15,60.00,90.00,-30.00,-45.50,-12.00,33.33,behind,true,false,false,\
greeting; price
Anna,north,Ben,item,inbound-sales,inbound,greeting,1,2,100.00,50.00,50.00,,,0.00,too_few,false,true,false,
""",
    "coaching": """\
Anna,north,1,inbound-sales,greeting,Greets,4.5,2,3,a,1.200,1.999,"'=good, morning",,,,,\
c,0.300,,Colleague speaking
""",
}


def header(name):
    return [column.strip() for column in CONTRACT[name].split(",")]


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_and_cells_are_those_of_the_contract(report, tmp_path, name):
    write_csv(report, tmp_path)
    expected = ",".join(header(name)) + "\n" + GOLDEN[name]
    assert (tmp_path / f"{name}.csv").read_bytes().decode() == expected


def test_the_summary_counts_and_names_what_was_used(report, tmp_path):
    write_csv(report, tmp_path)
    text = (tmp_path / "summary.json").read_text(encoding="utf-8")
    assert json.loads(text) == {
        "agents": 2,
        "audio_s": {"total": 98.505, "by_language": {"de": 95.505, "unknown": 3.0}},
        "call_types": {"negotiation": 1, "navigation": 0, "other": 1},
        "calls": {"total": 3, "scored": 1, "no_speech": 1, "failed": 1},
        "failures": 2,
        "meaning": None,
        "notes": [],
        "hashes": {
            "models": {"base": "d01c"},
            "scripts": {"inbound-sales": "aa"},
            "topics": {"en": "tt"},
            "word_lists": {"en/fillers": "bb"},
        },
        "results": {"with_score": 1, "passed": 0, "not_passed": 1, "with_critical_failures": 1},
        "verdicts": {"met": 1, "not_met": 0, "cannot_tell": 0, "not_applicable": 1},
        "versions": {"program": "0.1.0", "engine": "e1"},
    }
    assert list(json.loads(text)) == sorted(json.loads(text))


def test_the_summary_tells_what_other_words_were_compared_with(report, tmp_path):
    versions = replace(report.versions, meaning="m1", entailment="e2", notes=("a note",))
    write_csv(replace(report, versions=versions), tmp_path)
    found = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert found["meaning"] == {"digest": "m1", "entailment": "e2"}
    assert found["notes"] == ["a note"]


def test_the_files_are_named_and_the_same_twice(report, tmp_path):
    written = EXPORTERS["csv"](report, tmp_path / "one")
    assert [path.name for path in written] == [*(f"{name}.csv" for name in CONTRACT), "summary.json"]
    again = write_csv(report, tmp_path / "two")
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]


def test_an_empty_report_has_headers_only(tmp_path):
    write_csv(Report((), (), ()), tmp_path)
    for name in CONTRACT:
        assert (tmp_path / f"{name}.csv").read_text() == ",".join(header(name)) + "\n"


def test_a_failure_known_twice_is_told_once(report):
    known = replace(
        report, failures=(*report.failures, Failure("calls/b.wav", "audio", "the file is cut short"))
    )
    assert len(report_tables(known)["failures"].rows) == 2


@pytest.mark.parametrize("locale_name", ["de_DE.UTF-8", "ru", "pl-PL", "fr_FR@euro"])
def test_excel_of_a_comma_locale_gets_its_separator_and_decimal_comma(report, tmp_path, locale_name):
    write_csv(report, tmp_path, options=ExportOptions(excel=True, locale_name=locale_name))
    content = (tmp_path / "calls.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfcall_id;file;")
    row = next(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert (row["score"], row["duration_s"], row["topics"]) == ("66,67", "95,505", "price;доставка")
    assert row["started_at"] == "2025-11-30T00:53:55"


@pytest.mark.parametrize("locale_name", ["", "C", "C.UTF-8", "en_US.UTF-8", "de_CH.UTF-8", "xx"])
def test_excel_elsewhere_gets_commas(report, tmp_path, locale_name):
    write_csv(report, tmp_path, options=ExportOptions(excel=True, locale_name=locale_name))
    content = (tmp_path / "calls.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfcall_id,file,")
    assert b",66.67," in content


def test_without_excel_the_locale_changes_nothing(report, tmp_path):
    one = write_csv(report, tmp_path / "one", options=ExportOptions(locale_name="de_DE"))
    two = write_csv(report, tmp_path / "two")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@given(
    st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=4, unique=True), st.booleans()
)
def test_any_text_survives_the_way_through_a_file(tmp_path_factory, texts, semicolon):
    out = tmp_path_factory.mktemp("out")
    report = Report((), (), tuple(Failure(file, "x", error) for file, error in texts))
    write_csv(report, out, options=ExportOptions(excel=semicolon, locale_name="de"))
    with (out / "failures.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";" if semicolon else ","))
    assert len(rows) == len(texts) + 1
    assert {(row[0], row[2]) for row in rows[1:]} == {
        (neutralise(file), neutralise(error)) for file, error in texts
    }
