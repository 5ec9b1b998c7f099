import re

import pandas as pd
import pytest
from support.format_sources import assert_well_formed, claims_of, make_source, one_event

from eventmap.errors import FileError
from eventmap.readers.formats.columnchoice import choose_columns
from eventmap.readers.formats.table import FORMAT

UKRAINIAN = (
    {
        "Ідентифікатор": "1",
        "Дата події": "24.10.2025",
        "Населений пункт": "Херсон",
        "Область": "Херсонська",
        "Широта": "46,6354",
        "Довгота": "32,6169",
        "Тип": "Обстріл",
        "Опис": "Пошкоджено будинок",
        "Загинуло": "2",
        "Поранено": "22",
        "Джерело": "Адміністрація",
        "Посилання": "https://example.org/1",
    },
    {"Ідентифікатор": "2", "Дата події": "25.10.2025", "Населений пункт": "Одеса", "Тип": "КАБ"},
)
RUSSIAN = (
    {
        "Дата": "20.10.2025",
        "Город": "Москва",
        "Регион": "Москва",
        "Страна": "Россия",
        "Координаты": "55.7558, 37.6173",
        "Описание": "Сбит беспилотник",
        "Погибло": None,
        "Ранено": "0",
        "Источник": "Мэр",
        "Ссылка": "https://example.org/2",
    },
)


def test_a_ukrainian_table_is_read():
    source = make_source(UKRAINIAN)

    draft = FORMAT.shape(source, {})

    assert_well_formed(draft, source.cells.index)
    assert draft.events.loc[2].dropna().to_dict() == {
        "source_id": "1",
        "summary": "Пошкоджено будинок",
        "event_type": "shelling",
        "date_start": "24.10.2025",
        "place": "Херсон",
        "admin1": "Херсонська",
        "lat": "46,6354",
        "lon": "32,6169",
        "status": "reported",
    }
    assert draft.events.loc[3].dropna().to_dict() == {
        "source_id": "2",
        "event_type": "glide_bomb",
        "date_start": "25.10.2025",
        "place": "Одеса",
        "status": "reported",
    }
    assert claims_of(draft, 2) == [
        {
            "claimant": "Адміністрація",
            "side": "other",
            "source": "Адміністрація",
            "url": "https://example.org/1",
            "killed_best": "2",
            "injured_best": "22",
        }
    ]
    assert claims_of(draft, 3) == [{"claimant": "Not given", "side": "other"}]


def test_a_russian_table_is_read():
    draft = FORMAT.shape(make_source(RUSSIAN), {})

    assert one_event(draft) == {
        "summary": "Сбит беспилотник",
        "event_type": "air_defence",
        "date_start": "20.10.2025",
        "place": "Москва",
        "admin1": "Москва",
        "country": "Россия",
        "lat": "55.7558",
        "lon": "37.6173",
        "status": "reported",
    }
    (claim,) = claims_of(draft, 2)
    assert (claim["claimant"], claim["injured_best"]) == ("Мэр", "0")
    assert "killed_best" not in claim
    assert (draft.columns["lat"], draft.columns["lon"]) == ("Координаты", "Координаты")


def test_why_a_table_is_one_is_said():
    assert FORMAT.recognise(make_source(UKRAINIAN)) == (
        "Its column 'Дата події' is named as a date and 'Широта' and 'Довгота' as a place."
    )


def test_names_and_values_of_the_schema_are_understood():
    row = {
        "event_id": "kherson",
        "title": "Shelling of a block",
        "event_type": "air_defence",
        "target": "residential",
        "date_start": "2025-10-24",
        "date_end": "2025-10-25",
        "date_precision": "days",
        "lat": "46.6",
        "lon": "32.6",
        "geo_precision": "Exact",
        "status": "contested",
        "side": "ukraine",
        "claimant": "Governor",
        "source": "AP",
        "killed_low": "1",
        "killed_high": "3",
    }

    draft = FORMAT.shape(make_source([row]), {})

    claim = {"side", "claimant", "source", "killed_low", "killed_high"}
    expected = {name: value for name, value in row.items() if name not in claim}
    del expected["event_id"]
    assert one_event(draft) == expected | {"source_id": "kherson", "geo_precision": "exact"}
    assert claims_of(draft, 2) == [{name: row[name] for name in claim}]


@pytest.mark.parametrize(
    ("row", "field", "expected"),
    [
        ({"status": "verified"}, "status", "reported"),
        ({"geo_precision": "1"}, "geo_precision", "1"),  # kept, for a doubt
        ({"geo_precision": "raion centroid"}, "geo_precision", "district"),
        ({"date_precision": "roughly"}, "date_precision", "roughly"),  # kept, for a doubt
        ({"type": "Hostilities", "title": "Drone"}, "event_type", "drone"),
        ({"type": "Shelling", "title": "Drone"}, "event_type", "shelling"),
        ({"type": "Hostilities"}, "event_type", "other"),
        ({"title": "Drone", "description": "It exploded"}, "event_type", "drone"),
        ({"title": "Drone", "description": "after shelling"}, "event_type", "other"),
    ],
)
def test_a_value_that_is_none_of_the_field_s_says_nothing(row, field, expected):
    point = {"date": "2025-10-24", "lat": "46.6", "lon": "32.6"}

    assert one_event(FORMAT.shape(make_source([point | row]), {})).get(field) == expected


CELLS = {
    "date": ("2025-10-24", "2025-10-25"),
    "text": ("Kherson", "Odesa"),
    "words": ("Depot", "Bridge"),
    "lat": ("46.6354", "46.4825"),
    "lon": ("32.6169", "30.7233"),
    "year": ("2025", "2024"),
    "count": ("2", "0"),
    "blank": (None, None),
}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("date:date,place:text", "date_start=date place=place"),
        ("Event Date:date,Town:text", "date_start=Event Date,place=Town"),
        ("DATE:date,start:date,end:date", "date_start=start date_end=end"),
        ("date:date,lat:lat,long:lon,lng:lon", "date_start=date lat=lat lon=long"),
        ("date:date,x:lon,y:lat,lat:lat,lon:lon", "date_start=date lat=lat lon=lon"),
        ("date:date,x:lon,y:lat", "date_start=date lat=y lon=x"),
        ("date:date,lat:lat,region:text", "date_start=date lat=lat admin1=region"),
        ("date:date,city:text,settlement:text", "date_start=date place=city"),
        ("Year:year,COUNTRY:text", "date_start=Year country=COUNTRY"),
        ("fatalities:count,dead:count", "killed_best=fatalities"),
        ("Дата:date,Населённый пункт:text", "date_start=Дата,place=Населённый пункт"),
        ("date:date,Ціль:words", "date_start=date target=Ціль"),
        ("Тип:text,Тип зброї:text", "event_type=Тип"),
        ("Тип зброї:text,Що сталося:text", "event_type=Тип зброї,summary=Що сталося"),
        ("Вид оружия:text,Дата/время:date", "event_type=Вид оружия,date_start=Дата/время"),
        ("Кількість загиблих:count,x:count", "killed_best=Кількість загиблих"),
        (
            "date:date,geometry_lon:blank,geometry_lat:blank,lat:lat,lon:lon",
            "date_start=date lat=lat lon=lon",
        ),
        ("date:text,lat:lat,lon:lon", "lat=lat lon=lon"),
        ("date:blank,when:date", "date_start=when"),
    ],
)
def test_columns_are_told_by_heading_and_content(columns, expected):
    named = [each.rsplit(":", 1) for each in columns.split(",")]
    rows = [{name: CELLS[kind][at] for name, kind in named} for at in (0, 1)]

    pairs = re.split(r"[ ,](?=\w+=)", expected)
    found = choose_columns(make_source(rows), {}).columns
    assert found == dict(pair.split("=") for pair in pairs)


def test_the_geometry_of_a_file_goes_before_columns_of_its_own():
    row = {"date": "2025", "x": "3600000", "y": "5900000", "lat": "9", "geometry_lat": "46.6"}

    source = make_source([row | {"geometry_lon": "32.6"}], kind="shapefile")
    columns = choose_columns(source, {}).columns

    assert (columns["lat"], columns["lon"]) == ("geometry_lat", "geometry_lon")


def test_a_place_that_is_written_in_numbers_is_a_point():
    source = make_source([{"date": "2025", "location": "46.6, 32.6", "city": "Kherson"}])

    assert choose_columns(source, {}).columns == {
        "date_start": "date",
        "coordinates": "location",
        "place": "city",
    }


def test_columns_chosen_by_hand_go_before_the_guessed_ones():
    row = {"date": "2025", "Reported": "2024", "lat": "1", "lon": "2", "N": "46.6", "E": "32.6"}

    mapping = {"date_start": "Reported", "lat": "N", "lon": "E", "quantity": "date"}
    draft = FORMAT.shape(make_source([row]), mapping)

    event = one_event(draft)
    assert (event["date_start"], event["lat"], event["lon"]) == ("2024", "46.6", "32.6")
    assert claims_of(draft, 2)[0]["quantity"] == "2025"
    assert dict(draft.columns) == mapping


def test_one_number_chosen_by_hand_goes_with_the_other_as_guessed():
    source = make_source([{"date": "2025", "N": "46.6", "lon": "32.6"}])

    assert one_event(FORMAT.shape(source, {"lat": "N"}))["lon"] == "32.6"


@pytest.mark.parametrize(
    ("row", "mapping", "words", "answers"),
    [
        ({"place": "Kherson"}, {}, r"a date: its columns are 'place'\.$", (("date_start",),)),
        ({"date": "2025", "x1": "1"}, {}, r"a place: .*'x1'\.$", (("lat", "lon"), ("place",))),
        ({"date": "2025", "n": "1"}, {"lat": "n"}, r"lon, .*'n'\.$", (("lon",),)),
    ],
)
def test_what_is_missing_is_said_and_which_choices_would_tell_it(row, mapping, words, answers):
    source = make_source([row])

    assert FORMAT.recognise(source) is None
    with pytest.raises(FileError, match=words) as refused:
        FORMAT.shape(source, mapping)
    assert refused.value.answers == answers


def test_bodies_of_several_sources_speak_for_themselves_without_the_figure():
    row = {"date": "2025-10-24", "lat": "46.6", "lon": "32.6", "killed": "2"}
    source = make_source([row | {"source": "ДСНС; Reuters; Минобороны РФ"}])

    claims = claims_of(FORMAT.shape(source, {}), 2)

    assert [(claim["claimant"], claim["side"], claim.get("killed_best")) for claim in claims] == [
        ("ДСНС", "ukraine", None),
        ("Минобороны РФ", "russia", None),
        ("ДСНС; Reuters; Минобороны РФ", "other", "2"),
    ]


def test_a_file_that_is_renamed_says_the_same():
    rows = [{"date": "2025-10-24", "lat": "46.6", "lon": "32.6"}]
    first, second = (FORMAT.shape(make_source(rows, name=name), {}) for name in ("a.csv", "b.csv"))

    pd.testing.assert_frame_equal(first.claims, second.claims)


def test_each_link_of_a_row_is_kept_with_a_claim_of_its_own():
    row = {"Date": "2024-05-13", "Place": "A", "Killed": "2", "Source": "Police"}
    several = "https://example.org/a, https://example.org/b"
    source = make_source([row | {"URL": several}, row | {"URL": "example.org/g"}, row])

    draft = FORMAT.shape(source, {})

    assert_well_formed(draft, source.cells.index)
    first, second = claims_of(draft, 2)
    assert (first["url"], first["killed_best"]) == ("https://example.org/a", "2")
    assert (second["url"], second["claimant"]) == ("https://example.org/b", "Police")
    assert "killed_best" not in second
    assert [claim["url"] for claim in claims_of(draft, 3)] == ["https://example.org/g"]
    assert len(claims_of(draft, 4)) == 1


A, B, C = (f"https://example.org/{name}" for name in "abc")
KEPT, ALSO = "https://web.archive.org/web/2024/https://example.org/a", "https://archive.ph/x1"


@pytest.mark.parametrize(
    ("url", "archived", "claims"),
    [
        (A, KEPT, [(A, KEPT)]),
        ("", KEPT, [(None, KEPT)]),
        (f"{A} {B}", f"{KEPT}; {ALSO}", [(A, KEPT), (B, ALSO)]),
        # Which copy is of which address is not told.
        (f"{A} {B}", KEPT, [(A, None), (B, None), (None, KEPT)]),
        (
            f"{A} {B} {C}",
            f"{KEPT}\n{ALSO}",
            [(A, None), (B, None), (C, None), (None, KEPT), (None, ALSO)],
        ),
        (A, f"{KEPT} {ALSO}", [(A, KEPT), (None, ALSO)]),
    ],
)
def test_an_archived_copy_stands_beside_the_address_that_it_is_of(url, archived, claims):
    row = {"Date": "2024-05-13", "Place": "A", "Killed": "2", "Source": "Police"}
    source = make_source([row | {"URL": url, "Archived link": archived}])

    draft = FORMAT.shape(source, {})

    assert_well_formed(draft, source.cells.index)
    found = claims_of(draft, 2)
    assert [(each.get("url"), each.get("archive_url")) for each in found] == claims
    assert [each["claimant"] for each in found] == ["Police"] * len(claims)
    assert [each.get("killed_best") for each in found] == ["2", *[None] * (len(claims) - 1)]


@pytest.mark.parametrize(
    "heading",
    [
        "archive_url",
        "Archive",
        "archived source",
        "Wayback",
        "Archiv-Link",
        "Посилання на архів",
        "Архив",
    ],
)
def test_a_column_of_archived_copies_is_told_by_its_heading(heading):
    row = {"Date": "2024-05-13", "Place": "A", "Link": A, heading: KEPT}

    (claim,) = claims_of(FORMAT.shape(make_source([row]), {}), 2)

    assert (claim["url"], claim["archive_url"]) == (A, KEPT)


def test_a_column_that_says_whether_there_is_a_copy_is_none():
    rows = [{"Date": "2024-05-13", "Place": "A", "Archived": said} for said in ("yes", "no")]

    assert "archive_url" not in FORMAT.shape(make_source(rows), {}).columns


def test_a_claimant_cell_of_two_bodies_is_a_claim_of_each():
    row = {"date": "2022-02-24", "place": "Kherson", "killed": "2"}
    named = ["Ukraine's Air Force; Russian MoD", "Russian MoD; a neighbour", "Smith; Sons"]
    source = make_source([row | {"claimant": name} for name in named])
    claims = FORMAT.shape(source, {}).claims
    told = claims[["claimant", "side", "killed_best"]].fillna("").values.tolist()
    assert told == [
        ["Ukraine's Air Force", "ukraine", "2"],
        ["Russian MoD", "russia", "2"],
        ["Russian MoD", "russia", ""],
        ["Russian MoD; a neighbour", told[3][1], "2"],
        ["Smith; Sons", "other", "2"],
    ]


def spoken(draft):
    """Return who says how many killed and injured of each line."""
    named = draft.claims[["claimant", "side", "killed_best", "injured_best"]]
    return [
        (int(line), *(None if pd.isna(cell) else cell for cell in row))
        for line, row in zip(named.index, named.to_numpy().tolist(), strict=True)
    ]


def test_figures_of_two_speakers_are_a_claim_of_each():
    days = [{"date": f"2024-05-1{day}", "place": "Kherson"} for day in range(4)]
    rows = [
        {"Killed (MoH)": "7", "Killed (UN)": "5", "Injured (MoH)": "9", "Injured": None},
        {"Killed (MoH)": "3", "Killed (UN)": "-", "Injured (MoH)": None, "Injured": "4"},
        {"Killed (MoH)": None, "Killed (UN)": None, "Injured (MoH)": None, "Injured": None},
        {"Killed (MoH)": None, "Killed (UN)": "dozens", "Injured (MoH)": None, "Injured": None},
    ]
    source = make_source([day | row for day, row in zip(days, rows, strict=True)])

    draft = FORMAT.shape(source, {})

    assert spoken(draft) == [
        (2, "MoH", "other", "7", "9"),
        (2, "UN", "international", "5", None),
        (3, "Not given", "other", None, "4"),
        (3, "MoH", "other", "3", None),
        (4, "Not given", "other", None, None),
        (5, "UN", "international", "dozens", None),
    ]
    assert draft.columns["killed_best"] == "Killed (MoH) + Killed (UN)"
    assert not [use.column for use in draft.uses if use.looks_like]


@pytest.mark.parametrize(
    ("headings", "speakers"),
    [
        (("Killed - Ukraine says", "Killed - Russia says"), ("Ukraine", "Russia")),
        (("Погибшие (по данным Украины)", "Погибшие (по данным РФ)"), ("Украины", "РФ")),
        (("Killed (Ukrainian claim)", "Killed (Russian claim)"), ("Ukrainian", "Russian")),
    ],
)
def test_what_each_side_says_is_its_claim_with_the_source_of_the_row(headings, speakers):
    row = {"date": "2024-05-13", "place": "Kherson", "source": "BBC"}
    said = dict(zip(headings, "75", strict=True))
    draft = FORMAT.shape(make_source([row | said]), {})
    assert spoken(draft) == [
        (2, speakers[0], "ukraine", "7", None),
        (2, speakers[1], "russia", "5", None),
    ]
    assert draft.claims["source"].tolist() == ["BBC", "BBC"]


def test_a_column_of_a_speaker_that_is_chosen_by_hand_is_the_rows_own_figure():
    row = {"date": "2024-05-13", "place": "Kherson", "Killed (MoH)": "7", "Killed (UN)": "5"}
    draft = FORMAT.shape(make_source([row]), {"killed_best": "Killed (UN)"})
    assert spoken(draft) == [(2, "Not given", "other", "5", None)]
    assert [use.column for use in draft.uses if use.looks_like] == ["Killed (MoH)"]


def test_a_column_of_which_few_cells_name_types_is_named_with_their_number():
    what = ["Shelling", "Xyzzy", "Xyzzy", "Quux", "Shelling"]
    rows = [{"date": "2024-05-13", "country": "Ukraine", "Foo": name} for name in what]

    draft = FORMAT.shape(make_source(rows), {})

    assert draft.events["event_type"].unique().tolist() == ["other"]
    assert [use.looks_like for use in draft.uses] == ["", "", "type"]
    assert [note for note in draft.notes if "'Foo' names types of events in 2 cells" in note]


def test_points_that_part_thousands_of_people_are_told_of():
    row = {"date": "2024-05-13", "country": "Ukraine", "killed": "1.234"}

    draft = FORMAT.shape(make_source([row, row | {"killed": "3"}]), {})

    assert "Points in 'killed' part thousands: '1.234' is 1,234." in draft.notes


def test_yearly_sums_by_conflict_are_no_events_unless_that_is_chosen():
    row = {"conflict_id": "234", "side_a": "A", "location_inc": "Myanmar", "year": "2019"}
    source = make_source([row | {"bd_best": "30", "bd_low": "28", "bd_high": "45"}])
    with pytest.raises(
        FileError, match="deaths in battle by conflict and year: each row is a"
    ) as no:
        FORMAT.shape(source, {})
    assert no.value.answers == (("killed_best",),)
    assert FORMAT.shape(source, {"killed_best": "bd_best"}).claims["killed_best"].tolist() == ["30"]


def test_cells_that_name_several_types_are_other_and_counted_in_a_note():
    kinds = ["drone, missile", "Iskander, Shahed", "drone", None]
    rows = [
        {"Date": f"2024-01-0{day}", "Town": "Kherson", "Type": kind}
        for day, kind in enumerate(kinds, 1)
    ]
    draft = FORMAT.shape(make_source(rows), {})
    assert draft.events["event_type"].tolist() == ["other", "other", "drone", "other"]
    assert (
        "2 of 3 cells of 'Type' name several types, such as 'drone, missile': their events are of"
        " the type other."
    ) in draft.notes
