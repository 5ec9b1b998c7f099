import csv
import io
import re

import pandas as pd
import pytest
from support.exported import body_of

from eventmap.exports.delimited import guard_text, write_csv
from eventmap.schema import DatasetInfo


def parse(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8"), newline="")))


def test_rows_carry_iso_days_blank_unknowns_and_figures(
    events: pd.DataFrame, info: DatasetInfo
) -> None:
    kherson, odesa, _ = parse(body_of(write_csv, events, info))
    assert kherson["title"] == 'Block of flats hit, "residential"'
    assert (kherson["date_start"], kherson["date_end"]) == ("2025-10-18", "2025-10-24")
    assert (kherson["killed_low"], kherson["injured_low"]) == ("2", "")
    assert (kherson["lat"], kherson["lon"]) == ("46.6354", "32.6169")
    assert (kherson["redistributable"], kherson["sources"]) == ("true", "AP; BBC")
    assert kherson["extra"] == '{"note":"Straße","n":1}'
    assert (odesa["date_start"], odesa["place"], odesa["killed_best"]) == ("", "", "")


def test_columns_end_with_the_figures_claims_sources_and_edtf(
    events: pd.DataFrame, info: DatasetInfo
) -> None:
    header = body_of(write_csv, events, info).split(b"\r\n")[0].decode().split(",")
    assert header[0] == "event_id"
    assert header[21:] == [
        "extra",
        "killed_words",
        "injured_words",
        "killed_low",
        "killed_best",
        "killed_high",
        "injured_low",
        "injured_best",
        "injured_high",
        "claims",
        "sources",
        "edtf",
    ]


def test_no_events_give_a_header_alone(events: pd.DataFrame, info: DatasetInfo) -> None:
    body = body_of(write_csv, events.iloc[:0], info)
    assert body.startswith(b"event_id,title,")
    assert body.count(b"\r\n") == 1


def test_negative_longitude_stays_a_number(events: pd.DataFrame, info: DatasetInfo) -> None:
    assert parse(body_of(write_csv, events, info))[2]["lon"] == "-0.1278"


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.org","click")',
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1+1",
        "\tharmless",
        "\r=1+1",
        "\nharmless",
        "  =1+1",
        "\u00a0=1+1",
        "\ufeff=1+1",
        "\u200b=1+1",
        "\x00=1+1",
        '"=1+1"',
        "\uff1d1+1",
        "\u3000\uff0b1",
        "\uff0d1",
        "\uff20SUM(A1)",
        "\ufe661+1",
        "\u22121+1",
        " \u00ad=1+1",
        "\u202e=1+1",
        "\u2066=1+1",
        "\u3164=1+1",
        "\x7f=1+1",
    ],
)
def test_text_that_a_spreadsheet_would_run_is_quoted(
    text: str, events: pd.DataFrame, info: DatasetInfo
) -> None:
    events.loc[0, "title"] = text
    assert parse(body_of(write_csv, events, info))[0]["title"].startswith("'" + text[0])


@pytest.mark.parametrize("separator", [";", "\t", "\n", "\r\n"])
def test_formula_behind_another_list_separator_is_quoted(
    separator: str, events: pd.DataFrame, info: DatasetInfo
) -> None:
    events.loc[0, "sources"] = f'AP{separator}=1+1;"@x;x'
    sources = parse(body_of(write_csv, events, info))[0]["sources"]
    assert sources == f"AP{separator}'=1+1;'\"@x;x"


@pytest.mark.parametrize(
    "text", ["", "Kherson", "a = b", "2–3 killed", "it's -5 °C", "A-1; B+2", "'=quoted", "x@y"]
)
def test_other_text_is_unchanged(text: str) -> None:
    assert guard_text(text) == text


@pytest.mark.parametrize("text", [" \t=1+1", "\t =1+1", "\r\n=1+1", " \n\t@x", "\x0b\r+1"])
def test_no_blank_hides_a_formula_behind_another(text: str) -> None:
    assert re.search(r"'[ \t\r\n\x0b]*[=@+]", guard_text(text))


def test_order_and_header_survive_the_chunks(info: DatasetInfo) -> None:
    ids = [f"e{number}" for number in range(120_000)]
    rows = parse(body_of(write_csv, pd.DataFrame({"event_id": ids}, dtype="str"), info))
    assert [row["event_id"] for row in rows] == ids


def test_text_of_many_lines_is_guarded_in_one_pass() -> None:
    assert guard_text("\n" * 300_000 + "=1").endswith("\n'=1")
