"""Expected refusals are counted by hand in the small tables below."""

import json
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.broken_rows import (
    BAD_CLAIM_CELLS,
    BAD_EVENT_CELLS,
    BAD_ITEM_CELLS,
    CLAIM,
    EVENT,
    HEADER,
    ITEM,
    ROW,
    TOML,
    places,
    refusals,
    to_csv,
)

from eventmap.canonical import read_canonical
from eventmap.errors import DatasetError
from eventmap.schema import CLAIMS, DTYPES, EVENTS, TABLES, TIMELINE

# What is read


def test_frames_have_exactly_the_columns_and_types_of_the_schema(folder):
    dataset = read_canonical(folder(claims=to_csv(CLAIM), timeline=to_csv(ITEM)))

    for name, columns in TABLES.items():
        frame = getattr(dataset, name)
        assert list(frame.columns) == list(columns)
        assert [str(dtype) for dtype in frame.dtypes] == [DTYPES[c.kind] for c in columns.values()]
        assert len(frame) == 1


def test_missing_tables_are_empty_frames_of_the_same_types(folder):
    dataset = read_canonical(folder())

    assert (len(dataset.claims), len(dataset.timeline)) == (0, 0)
    assert list(dataset.claims.columns) == list(CLAIMS)
    assert str(dataset.timeline["date_start"].dtype) == "datetime64[s]"


@pytest.mark.parametrize("extra_columns", ["", ",mine"])
def test_header_alone_is_a_dataset_without_events(folder, extra_columns):
    dataset = read_canonical(folder(events=",".join(EVENTS) + extra_columns + "\n"))

    assert len(dataset.events) == 0
    assert [str(d) for d in dataset.events.dtypes] == [DTYPES[c.kind] for c in EVENTS.values()]


def test_values_are_read_as_their_types(folder):
    claim = CLAIM | {"killed_low": "3", "killed_high": "9.0", "published_on": "2025-10-22"}
    dataset = read_canonical(folder(claims=to_csv(claim)))

    event, read = dataset.events.iloc[0], dataset.claims.iloc[0]
    assert (event["lat"], event["lon"]) == (46.6, 32.6)
    assert event["date_end"] == pd.Timestamp("2025-10-21")
    assert (read["killed_low"], read["killed_high"]) == (3, 9)
    assert pd.isna(read["killed_best"])
    assert read["published_on"] == pd.Timestamp("2025-10-22")


def test_text_survives_as_it_stands(folder):
    texts = ["NA", "null", "None", "nan", "N/A", "-", "0", "<b>", "ü é 汉"]
    events = [
        EVENT | {"event_id": f"e{n}", "title": text, "place": text, "target": text}
        for n, text in enumerate(texts)
    ]

    read = read_canonical(folder(events=to_csv(*events))).events

    for name in ("title", "place", "target"):
        assert read[name].tolist() == texts


def test_country_na_is_namibia(folder):
    event = EVENT | {"country": "NA", "admin1": "", "geo_precision": "country"}

    assert read_canonical(folder(events=to_csv(event))).events["country"].tolist() == ["NA"]


def test_blank_is_missing_and_never_zero(folder):
    claim = CLAIM | dict.fromkeys(["killed_best", "quantity", "url", "statement"], " ")

    read = read_canonical(folder(claims=to_csv(claim))).claims.iloc[0]

    assert read[["killed_best", "quantity", "url", "statement"]].isna().all()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_byte_order_mark_and_line_ends_do_not_matter(folder, encoding, newline):
    events = to_csv(EVENT | {"place": "Херсон"}).replace("\n", newline).encode(encoding)

    assert read_canonical(folder(events=events)).events["place"].tolist() == ["Херсон"]


def test_white_space_around_values_and_rows_without_values_do_not_count(folder):
    rows = to_csv({f" {name} ": f" {value} " for name, value in EVENT.items()})

    dataset = read_canonical(folder(events=rows + "\n" + "," * (len(EVENT) - 1) + "\n,,\n\n"))

    assert dataset.events["event_type"].tolist() == ["shelling"]


def test_licence_and_redistributable_default_to_the_datasets(folder):
    rows = [
        EVENT | {"licence": "", "redistributable": ""},
        EVENT | {"event_id": "e2", "licence": "ODbL 1.0", "redistributable": "FALSE"},
    ]

    events = read_canonical(folder(events=to_csv(*rows))).events

    assert events["licence"].tolist() == ["CC0", "ODbL 1.0"]
    assert events["redistributable"].tolist() == [True, False]


def test_single_day_may_leave_date_end_blank(folder):
    event = EVENT | {"date_end": "", "date_precision": "day"}

    events = read_canonical(folder(events=to_csv(event))).events

    assert events["date_end"].tolist() == [pd.Timestamp("2025-10-20")]


def test_unknown_dates_are_blank(folder):
    event = EVENT | {"date_start": "", "date_end": "", "date_precision": "unknown"}

    events = read_canonical(folder(events=to_csv(event))).events

    assert events[["date_start", "date_end"]].isna().all(axis=None)


def test_timeline_item_of_one_day_may_leave_date_end_blank(folder):
    item = ITEM | {"date_start": "2025-10-24"}

    timeline = read_canonical(folder(timeline=to_csv(item))).timeline

    assert timeline["date_end"].tolist() == [pd.Timestamp("2025-10-24")]


def test_country_of_an_admin1_is_the_one_in_its_code(folder):
    events = read_canonical(folder(events=to_csv(EVENT | {"country": ""}))).events

    assert events["country"].tolist() == ["UA"]


@pytest.mark.parametrize("country", ["XK", "GB", "TW"])
def test_countries_in_use_are_allowed(folder, country):
    event = EVENT | {"country": country, "admin1": ""}

    assert read_canonical(folder(events=to_csv(event))).events["country"].tolist() == [country]


@pytest.mark.parametrize("code", ["UA-43", "UA-40", "UA-65"])
def test_crimea_and_sevastopol_are_in_ukraine(folder, code):
    events = read_canonical(folder(events=to_csv(EVENT | {"admin1": code}))).events

    assert events["admin1"].tolist() == [code]


def test_event_ids_are_joined_by_plain_semicolons(folder):
    events = to_csv(EVENT, EVENT | {"event_id": "e2"})
    items = to_csv(ITEM | {"event_ids": " e1 ;; e2; "})

    dataset = read_canonical(folder(events=events, timeline=items))

    assert dataset.timeline["event_ids"].tolist() == ["e1;e2"]


def test_unknown_columns_of_events_are_kept_in_extra_unchanged(folder):
    rows = [EVENT | {"Quelle": ' a/b "c"\n', "n": "01"}, EVENT | {"event_id": "e2", "Quelle": "é"}]

    extra = read_canonical(folder(events=to_csv(*rows))).events["extra"]

    assert [json.loads(text) for text in extra] == [
        {"Quelle": ' a/b "c"\n', "n": "01"},
        {"Quelle": "é", "n": None},
    ]


def test_unknown_columns_join_the_given_extra(folder):
    rows = [EVENT | {"extra": '{"id": 7}', "mine": "x"}, EVENT | {"event_id": "e2", "mine": "y"}]

    extra = read_canonical(folder(events=to_csv(*rows))).events["extra"]

    assert [json.loads(text) for text in extra] == [{"id": 7, "mine": "x"}, {"mine": "y"}]


def test_extra_is_an_empty_object_where_nothing_is_extra(folder):
    assert read_canonical(folder()).events["extra"].tolist() == ["{}"]


def test_figures_as_published_may_contradict_each_other_and_nothing_else_may(folder):
    wrong = CLAIM | {"killed_low": "7", "killed_best": "5", "killed_high": "6"}
    path = folder(claims=to_csv(wrong), toml=TOML + "as_published = true\n")
    figures = read_canonical(path).claims[["killed_low", "killed_best", "killed_high"]]
    assert figures.values.tolist() == [[7, 5, 6]]

    (refusal,) = refusals(
        folder(claims=to_csv(wrong | {"side": "us"}), toml=TOML + "as_published = true\n")
    )
    assert (refusal.row, refusal.column, refusal.value) == (2, "side", "us")


def test_figures_that_contradict_each_other_are_refused_unless_said(folder):
    wrong = CLAIM | {"killed_low": "7", "killed_best": "7", "killed_high": "6"}
    for toml in (TOML, TOML + "as_published = false\n"):
        found = refusals(folder(claims=to_csv(wrong), toml=toml))
        assert {refusal.column for refusal in found} == {"killed_low", "killed_best"}


# What is refused: single cells


def by_row(found):
    return sorted(found, key=lambda refusal: refusal.row)


def test_bad_cell_of_an_event_is_refused_by_row_and_column(folder):
    good = [EVENT, EVENT | {"event_id": "e2"}]
    bad = [
        EVENT | {"event_id": f"x{n}", column: value}
        for n, (column, value, _) in enumerate(BAD_EVENT_CELLS)
    ]

    found = by_row(refusals(folder(events=to_csv(*good, *bad))))

    assert [(refusal.file, refusal.row, refusal.column) for refusal in found] == [
        ("events.csv", row, column) for row, (column, *_) in enumerate(BAD_EVENT_CELLS, 4)
    ]
    for refusal, (_, value, allowed) in zip(found, BAD_EVENT_CELLS, strict=True):
        assert refusal.value.rstrip("…") == value.strip()[:200]
        assert allowed in refusal.allowed


@pytest.mark.parametrize("precision", ["exact", "settlement", "district"])
def test_point_precision_needs_coordinates(folder, precision):
    event = EVENT | {"lat": "", "lon": "", "geo_precision": precision}

    (refusal,) = refusals(folder(events=to_csv(event)))

    assert (refusal.column, refusal.value) == ("geo_precision", precision)
    assert "lat and lon" in refusal.allowed


@pytest.mark.parametrize(("precision", "column"), [("region", "admin1"), ("country", "country")])
def test_area_precision_needs_the_code_of_the_area(folder, precision, column):
    event = EVENT | {"admin1": "", "country": "", "geo_precision": precision}

    (refusal,) = refusals(folder(events=to_csv(event)))

    assert (refusal.column, refusal.value) == (column, "")


@pytest.mark.parametrize("precision", ["day", "week", "year"])
def test_known_date_precision_needs_a_date(folder, precision):
    event = EVENT | {"date_start": "", "date_end": "", "date_precision": precision}

    (refusal,) = refusals(folder(events=to_csv(event)))

    assert refusal.column == "date_start"
    assert "date_precision is unknown" in refusal.allowed


def test_bad_cell_of_a_claim_is_refused(folder):
    bad = [CLAIM | {"claim_id": f"c{n}"} | cells for n, (cells, *_) in enumerate(BAD_CLAIM_CELLS)]

    found = by_row(refusals(folder(claims=to_csv(*bad))))

    assert [(refusal.file, refusal.row, refusal.column) for refusal in found] == [
        ("claims.csv", row, column) for row, (_, column, _) in enumerate(BAD_CLAIM_CELLS, 2)
    ]
    for refusal, (cells, column, allowed) in zip(found, BAD_CLAIM_CELLS, strict=True):
        assert refusal.value == cells[column].strip()
        assert allowed in refusal.allowed


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://a.b:80/x?y=1#z", "HTTPS://Ex.org/ü"]
)
def test_web_addresses_are_allowed(folder, url):
    assert read_canonical(folder(claims=to_csv(CLAIM | {"url": url}))).claims["url"].tolist() == [
        url
    ]


def test_bad_cell_of_a_timeline_item_is_refused(folder):
    bad = [ITEM | {"item_id": f"t{n}"} | cells for n, (cells, *_) in enumerate(BAD_ITEM_CELLS)]

    found = by_row(refusals(folder(timeline=to_csv(*bad))))

    assert [(refusal.file, refusal.row, refusal.column) for refusal in found] == [
        ("timeline.csv", row, column) for row, (_, column, _) in enumerate(BAD_ITEM_CELLS, 2)
    ]
    for refusal, (*_, allowed) in zip(found, BAD_ITEM_CELLS, strict=True):
        assert allowed in refusal.allowed


def test_each_unknown_id_of_event_ids_is_named_alone(folder):
    found = places(folder(timeline=to_csv(ITEM | {"event_ids": "e7;e1; e8"})))

    assert found == [("timeline.csv", 2, "event_ids", "e7"), ("timeline.csv", 2, "event_ids", "e8")]


def test_every_id_after_the_first_is_a_duplicate(folder):
    claims = to_csv(CLAIM, CLAIM)
    timeline = to_csv(ITEM, ITEM | {"item_id": "t2"}, ITEM | {"item_id": "t2"})

    assert places(folder(to_csv(EVENT, EVENT, EVENT), claims, timeline)) == [
        ("events.csv", 3, "event_id", "e1"),
        ("events.csv", 4, "event_id", "e1"),
        ("claims.csv", 3, "claim_id", "c1"),
        ("timeline.csv", 4, "item_id", "t2"),
    ]


# What is refused: rows, headers and files


def test_missing_required_column_is_named_with_the_nearest_one(folder):
    events = to_csv(EVENT).replace("event_type", "eventtype")

    (refusal,) = refusals(folder(events))

    assert (refusal.row, refusal.column) == (1, "event_type")
    assert "Nearest: 'eventtype'" in refusal.allowed


def test_unknown_column_of_claims_is_refused_with_the_nearest_one(folder):
    (refusal,) = refusals(folder(claims=to_csv(CLAIM | {"killed_bst": "3"})))

    assert (refusal.file, refusal.row, refusal.column) == ("claims.csv", 1, "killed_bst")
    assert "Nearest: 'killed_best'" in refusal.allowed


def test_column_of_events_in_other_case_is_refused_rather_than_kept_aside(folder):
    (refusal,) = refusals(folder(to_csv(EVENT | {"Place": "Kherson"})))

    assert (refusal.row, refusal.value) == (1, "Place")
    assert "Nearest: 'place'" in refusal.allowed


def test_column_names_stand_once_and_are_not_blank(folder):
    events = f"{HEADER},title,\n{ROW},again,x\n"

    assert places(folder(events)) == [
        ("events.csv", 1, "title", "title, a second time"),
        ("events.csv", 1, None, "column 14 without a name"),
    ]


def test_all_problems_of_all_files_are_named_at_once(folder):
    def event(number, **cells):
        return EVENT | {"event_id": f"e{number}"} | cells

    events = to_csv(
        event(1),
        event(2, date_start="yesterday"),
        event(3, lat="95"),
        event(4, event_type="war"),
        event(2),
        event(6, title="", status=""),
        event(7, lat="", lon=""),
    )
    claims = to_csv(
        CLAIM | {"killed_best": ""},
        CLAIM | {"claim_id": "c2", "event_id": "nowhere", "killed_best": "-4"},
        CLAIM | {"claim_id": "c2", "event_id": "e2", "killed_best": "1.5"},
    )
    timeline = to_csv(ITEM | {"event_ids": "e1;e99", "url": "javascript:alert(1)"})
    toml = TOML.replace("title", "titel")

    found = places(folder(events + "e8,too short\n", claims, timeline, toml))

    assert sorted(found, key=str) == sorted(
        [
            ("dataset.toml", None, "title", ""),
            ("events.csv", 3, "date_start", "yesterday"),
            ("events.csv", 4, "lat", "95"),
            ("events.csv", 5, "event_type", "war"),
            ("events.csv", 6, "event_id", "e2"),
            ("events.csv", 7, "title", ""),
            ("events.csv", 7, "status", ""),
            ("events.csv", 8, "geo_precision", "settlement"),
            ("events.csv", 9, None, "2 cells"),
            ("claims.csv", 3, "event_id", "nowhere"),
            ("claims.csv", 3, "killed_best", "-4"),
            ("claims.csv", 4, "claim_id", "c2"),
            ("claims.csv", 4, "killed_best", "1.5"),
            ("timeline.csv", 2, "event_ids", "e99"),
            ("timeline.csv", 2, "url", "javascript:alert(1)"),
        ],
        key=str,
    )
    assert [row for file, row, *_ in found if file == "events.csv"] == [3, 4, 5, 6, 7, 7, 8, 9]


def test_error_is_named_after_the_folder(folder):
    path = folder(events="")

    with pytest.raises(DatasetError, match=f"Dataset '{path.name}' was not opened: 1 problem"):
        read_canonical(path)


def test_of_very_many_broken_rows_the_first_thousand_are_named(folder):
    rows = [EVENT | {"event_id": f"e{i}", "lat": "95"} for i in range(1003)]
    short = "short,row\n" * 1002

    found = places(folder(to_csv(*rows) + short))

    lat = [place for place in found if place[2] == "lat"]
    assert [row for _, row, *_ in lat] == [*range(2, 1002), None]
    assert lat[-1] == ("events.csv", None, "lat", "3 more cells")
    assert found[-2:] == [("events.csv", None, None, "2 more rows"), lat[-1]]


# Whatever stands in the files, a dataset or a DatasetError comes back


ODD_CELLS = ",e1,e2,shelling,day,unknown,region,UA,UA-65,reported,95,2025-10-20,nan,-1,1.5,true,{}"
CELL = st.one_of(st.sampled_from([*ODD_CELLS.split(","), *';"\n\r\0']), st.text(max_size=6))


def csv_text(columns):
    header = st.lists(st.sampled_from([*columns, "other", ""]), max_size=6)
    rows = st.lists(st.lists(CELL, max_size=7).map(",".join), max_size=5).map("\n".join)
    return st.tuples(header.map(",".join), rows).map("\n".join)


@settings(
    max_examples=75, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    events=st.one_of(csv_text(EVENTS), st.lists(CELL).map(lambda c: f"{HEADER}\n{','.join(c)}")),
    claims=csv_text(CLAIMS),
    timeline=csv_text(TIMELINE),
)
def test_nothing_but_a_dataset_error_is_ever_raised(tmp_path, events, claims, timeline):
    texts = {"events": events, "claims": claims, "timeline": timeline}
    for name, text in texts.items():
        Path(tmp_path, f"{name}.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
    Path(tmp_path, "dataset.toml").write_text(TOML)

    with suppress(DatasetError):
        events = read_canonical(tmp_path).events
        assert [str(d) for d in events.dtypes] == [DTYPES[c.kind] for c in EVENTS.values()]


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=60), toml=st.binary(max_size=60))
def test_arbitrary_bytes_are_refused_in_words(tmp_path, data, toml):
    Path(tmp_path, "events.csv").write_bytes(data)
    Path(tmp_path, "dataset.toml").write_bytes(toml)

    with pytest.raises(DatasetError):
        read_canonical(tmp_path)
