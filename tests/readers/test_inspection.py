import datetime
import json
import warnings
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from shapely import Point

from eventmap.errors import FileError
from eventmap.readers.inspection import Choices, InspectedTable, combine, read_files
from eventmap.readers.model import Reading
from eventmap.schema import DatasetInfo

INFO = DatasetInfo("test", "Test", "", redistributable=True)
NAMES = "Datum,Oblast,Y,X,Dead"
TAGS = "#date+occurred,#adm1+name,#geo+lat,#geo+lon,#affected+killed"
ROWS = "2022-03-03,Chernihiv,51.5,31.3,47\n2022-03-05,Odesa,46.48,30.73,"


@pytest.mark.parametrize("chosen", [None, "hxl"])
@pytest.mark.parametrize("heading", [f"{NAMES}\n{TAGS}", TAGS])
def test_a_table_is_read_by_its_hxl_tags(tmp_path: Path, heading: str, chosen: str | None) -> None:
    path = tmp_path / "hxl.csv"
    path.write_text(f"{heading}\n{ROWS}\n", encoding="utf-8")

    inspection = read_files([path], INFO, Choices(format=chosen))

    (part,) = inspection.parts
    reading = combine(inspection)
    assert part.format.name == "hxl"
    assert (reading.read, reading.accepted) == (2, 2)
    assert list(reading.events["admin1"]) == ["UA-74", "UA-51"]
    assert list(reading.claims["killed_best"].dropna()) == [47]


def test_a_publishers_table_with_hxl_tags_is_read_as_that_publishers(tmp_path: Path) -> None:
    path = tmp_path / "acled.csv"
    path.write_text(
        "event_id_cnty,event_date,event_type,actor1,geo_precision,fatalities,location\n"
        "#event+id,#date+occurred,#event+type,#group+name,#geo+precision,#affected+killed,#loc\n"
        "UKR1,24 February 2022,Battles,Army,1,0,Kyiv\n",
        encoding="utf-8",
    )

    inspection = read_files([path], INFO, Choices())

    assert inspection.parts[0].format.name == "acled"
    assert list(combine(inspection).events["event_id"]) == ["UKR1"]


def test_a_row_of_totals_is_no_event(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("дата,місто,загинуло\n2025-10-24,Херсон,2\nTotal,,2\n,,2\n", encoding="utf-8")
    reading = combine(read_files([path], DatasetInfo("x", "", "", True), Choices()))
    assert reading.events["place"].tolist() == ["Херсон"]
    assert [reject.line for reject in reading.rejects] == [3, 4]
    assert "neither when nor where" in reading.rejects[1].reason


STRIKES = "id,date,place,killed\n1,2022-03-03,Chernihiv,47\n2,2022-03-05,Odesa,\n"


def zip_members(path: Path, *members: tuple[str, str]) -> Path:
    """Write members of the same name too, of which zipfile warns."""
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, text in members:
            archive.writestr(name, text)
    return path


def test_a_member_that_repeats_another_in_all_rows_adds_none(tmp_path: Path) -> None:
    path = zip_members(tmp_path / "all.zip", ("a.csv", STRIKES), ("b.csv", STRIKES))
    reading = combine(read_files([path], INFO, Choices()))
    assert reading.events["event_id"].tolist() == ["1", "2"]
    assert (reading.read, reading.accepted, len(reading.rejects)) == (4, 2, 2)
    assert all("repeats a row of a file before it" in reject.reason for reject in reading.rejects)


def test_another_event_of_a_taken_id_is_renamed_with_its_claims(tmp_path: Path) -> None:
    other = STRIKES.replace("47", "48")
    path = zip_members(tmp_path / "all.zip", ("a.csv", STRIKES), ("b.csv", other))
    reading = combine(read_files([path], INFO, Choices()))
    ids = reading.events["event_id"].tolist()
    assert ids == [ids[0], ids[1], f"{ids[0]}~2"]
    killed = reading.claims.set_index("event_id")["killed_best"]
    assert (killed[ids[0]], killed[ids[2]]) == (47, 48)
    assert reading.claims["claim_id"].str.startswith(ids[2]).sum() == 1
    assert reading.claims["claim_id"].is_unique


def test_members_of_one_name_are_two_tables(tmp_path: Path) -> None:
    note = "note\nx\n"
    path = zip_members(tmp_path / "all.zip", ("a.csv", STRIKES), ("a.csv", note))
    inspection = read_files([path], INFO, Choices())
    assert len(inspection.parts) == 1
    assert [left.split(" has ")[0] for left in inspection.left_out] == ["all.zip, a.csv"]


@pytest.mark.parametrize(
    ("dataset", "kept"),
    [(True, [True, False, False, True, False]), (False, [False] * 5)],
)
def test_a_row_can_forbid_handing_itself_on_and_never_allow_it(
    tmp_path: Path, *, dataset: bool, kept: list[bool]
) -> None:
    path = tmp_path / "open.csv"
    said = ["true", "false", "No", "", "ask us"]
    rows = "".join(f"2025-10-24,Kherson,{word}\n" for word in said)
    path.write_text(f"date,place,Redistributable\n{rows}", encoding="utf-8")
    choices = Choices(licence="CC BY 4.0", redistributable=dataset)
    reading = combine(read_files([path], INFO, choices))
    assert list(reading.events["redistributable"]) == kept
    assert reading.doubts["redistributable"] == 1
    assert "'ask us' is neither true nor false" in reading.examples["redistributable"]


def figures(reading: Reading, noun: str) -> list[int]:
    column = f"{noun}_best"
    return [int(figure) for figure in reading.claims[column]]


def save_book(path: Path, rows: list[list[object]], *merges: str) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merges:
        book.active.merge_cells(cells)
    book.save(path)
    return path


def test_a_report_of_a_ministry_is_read_as_its_events(tmp_path: Path) -> None:
    path = save_book(
        tmp_path / "report.xlsx",
        [
            ["Зведення за 20–26 жовтня 2025 року"],
            ["№ з/п", "Дата", "Населений пункт", "Загинуло", None, "Поранено", None],
            [None, None, None, "дорослі", "діти", "дорослі", "діти"],
            [1, "20.10.2025", "м. Херсон", 1, 0, 4, 1],
            [2, "21.10.2025", "Антонівка", 0, 0, 2, 0],
            [3, "22.10.2025", "Станіслав", 2, 1, 5, 2],
            ["Всього", None, None, 3, 1, 11, 3],
            [None],
            ["Примітка: дані можуть уточнюватися."],
        ],
        *("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "A7:C7"),
    )

    reading = combine(read_files([path], INFO, Choices()))

    assert reading.events["date_start"].dt.day.tolist() == [20, 21, 22]
    assert (figures(reading, "killed"), figures(reading, "injured")) == ([1, 0, 3], [5, 2, 7])
    assert [reject.reason for reject in reading.rejects] == [
        "a row of totals, no event",
        "a note, no event",
    ]


def test_groups_of_columns_say_what_their_columns_are(tmp_path: Path) -> None:
    path = save_book(
        tmp_path / "groups.xlsx",
        [
            ["Date", "Place", "Location", None, "Casualties", None],
            [None, None, "Latitude", "Longitude", "Killed", "Injured"],
            [datetime.date(2024, 5, 13), "Town A", 49.99, 36.23, 1, 5],
            [datetime.date(2024, 5, 14), "Town D", 46.48, 30.73, 4, 0],
        ],
        *("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
    )

    reading = combine(read_files([path], INFO, Choices()))

    assert reading.events[["lat", "lon"]].to_numpy().tolist() == [[49.99, 36.23], [46.48, 30.73]]
    assert (figures(reading, "killed"), figures(reading, "injured")) == ([1, 4], [5, 0])


def test_a_table_lies_where_the_user_says(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a,b,c\nx,y,z\nDate,Place,Killed\n2024-05-13,Town A,2\n")

    reading = combine(read_files([path], INFO, Choices(header_row=3)))

    assert (figures(reading, "killed"), reading.rejects) == ([2], ())
    with pytest.raises(FileError, match="has no sheet 'A'"):
        read_files([path], INFO, Choices(sheet="A"))


def test_what_is_left_out_of_a_file_is_said_of_the_whole(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Date", "Place", "Killed"], ["2024-05-01", "A", 1], ["2024-05-02", "B", 2]):
        book.active.append(row)
    summary = book.create_sheet("Summary")
    for row in (["Year", "Region", "Killed"], [2024, "Kharkiv", 3]):
        summary.append(row)
    book.save(tmp_path / "book.xlsx")

    inspection = read_files([tmp_path / "book.xlsx"], INFO, Choices())

    assert figures(combine(inspection), "killed") == [1, 2]
    (why,) = inspection.left_out
    assert why == (
        "book.xlsx, sheet Summary, was not read: "
        "its column 'Killed' adds up to the same as that of sheet Sheet."
    )


PUBLISHED = {
    "acled": {
        "event_id_cnty": "UKR1",
        "event_date": "2024-05-13",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "A",
        "geo_precision": "2",
        "fatalities": "0",
    },
    "ucdp": {
        "id": "1",
        "type_of_violence": "1",
        "where_prec": "2",
        "date_prec": "1",
        "side_a": "A",
        "deaths_civilians": "0",
        "date_start": "2024-05-13",
        "date_end": "2024-05-13",
        "best": "3",
        "low": "2",
        "high": "4",
    },
    "gtd": {
        "eventid": "202405130001",
        "iyear": "2024",
        "imonth": "5",
        "iday": "13",
        "country_txt": "Ukraine",
        "specificity": "3",
        "attacktype1_txt": "Bombing/Explosion",
        "gname": "A",
        "nkill": "3",
    },
}
"""A row of each publisher, known to a district."""


@pytest.mark.parametrize("driver", ["ESRI Shapefile", "GPKG", "GeoJSON", "xlsx", "api"])
@pytest.mark.parametrize("publisher", PUBLISHED)
def test_a_publisher_is_known_under_another_coat(
    tmp_path: Path, publisher: str, driver: str
) -> None:
    frame = pd.DataFrame([PUBLISHED[publisher]])
    point = gpd.GeoDataFrame(frame, geometry=[Point(36.23, 49.99)], crs=4326)
    path = tmp_path / {"GPKG": "a.gpkg", "xlsx": "a.xlsx"}.get(driver, "a.json")
    if driver == "xlsx":
        frame.assign(latitude="49.99", longitude="36.23").to_excel(path, index=False)
    elif driver == "api":
        rows = frame.assign(latitude="49.99", longitude="36.23").to_dict("records")
        path.write_text(json.dumps({"success": True, "count": 1, "data": rows}), encoding="utf-8")
    elif driver == "ESRI Shapefile":
        path = tmp_path / "a.zip"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it cuts names
            point.to_file(tmp_path / "a.shp")
        with zipfile.ZipFile(path, "w") as archive:
            for part in tmp_path.glob("a.[!z]*"):
                archive.write(part, part.name)
    elif driver == "GPKG":
        point.to_file(path)
    else:
        path.write_text(point.to_json(), encoding="utf-8")

    (found,) = read_files([path], INFO, Choices()).parts

    assert found.format.name == publisher
    assert found.reading is not None
    (event,) = found.reading.events.to_dict("records")
    assert (event["lat"], event["lon"], event["geo_precision"]) == (49.99, 36.23, "district")
    assert f"{event['date_start']:%Y-%m-%d}" == "2024-05-13"
    assert found.reading.info.redistributable is (publisher == "ucdp")


ACLED = {
    "event_id_cnty": "UKR1",
    "event_date": "13 May 2024",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Ukraine",
    "location": "Kharkiv",
    "latitude": "49.99",
    "longitude": "36.23",
    "geo_precision": "1",
    "fatalities": "3",
}
UCDP = {
    "id": "1",
    "type_of_violence": "1",
    "side_a": "Government of Ukraine",
    "side_b": "Government of Russia",
    "where_coordinates": "Kharkiv town",
    "where_prec": "1",
    "latitude": "49.99",
    "longitude": "36.23",
    "date_start": "2024-05-13",
    "date_end": "2024-05-13",
    "best": "3",
    "low": "2",
    "high": "4",
}
GTD = {
    "eventid": "202405130001",
    "iyear": "2024",
    "imonth": "5",
    "iday": "13",
    "city": "Kharkiv",
    "latitude": "49.99",
    "longitude": "36.23",
    "specificity": "1",
    "gname": "Unknown",
    "nkill": "3",
    "attacktype1": "3",
}
GEOCONFIRMED = {
    "Id": "1",
    "Description": "A strike",
    "Date": "2024-05-13",
    "Latitude": "49.99",
    "Longitude": "36.23",
    "Faction": "Russia",
    "PlusCode": "8GVV",
    "Source": "https://x.com/a/1",
}


@cache
def read_whole(row: tuple[tuple[str, str], ...]) -> InspectedTable:
    """Return what is made of a publisher's row where nothing is left unread."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        pd.DataFrame([dict(row)]).to_csv(path, index=False)
        (part,) = read_files([path], INFO, Choices()).parts
    return part


@pytest.mark.parametrize(
    ("row", "field", "table", "left"),
    [
        (ACLED, "killed_best", "claims", None),
        (ACLED, "killed_low", "claims", None),
        (ACLED, "event_type", "events", "other"),
        (ACLED, "lat", "events", None),
        (ACLED, "place", "events", None),
        (UCDP, "killed_best", "claims", None),
        (UCDP, "claimant", "claims", "Not given"),
        (UCDP, "parties", "events", None),
        (GTD, "killed_best", "claims", None),
        (GTD, "lon", "events", None),
        (GEOCONFIRMED, "url", "claims", None),
        (GEOCONFIRMED, "summary", "events", None),
        (GEOCONFIRMED, "status", "events", "reported"),
    ],
)
def test_a_field_of_a_publisher_s_format_can_be_left_unread(
    tmp_path: Path, row: dict[str, str], field: str, table: str, left: str | None
) -> None:
    path = tmp_path / "table.csv"
    pd.DataFrame([row]).to_csv(path, index=False)
    whole = read_whole(tuple(row.items()))
    (part,) = read_files([path], INFO, Choices(mapping={field: ""})).parts
    assert part.format is whole.format
    assert part.format.name not in ("table", "hxl")
    assert part.reading is not None
    assert whole.reading is not None
    (said,) = getattr(part.reading, table)[field].unique()
    assert (None if pd.isna(said) else said) == left
    assert whole.reading.events["date_start"].tolist() == part.reading.events["date_start"].tolist()
    assert (whole.reading.accepted, part.reading.accepted) == (1, 1)
    assert field not in part.columns


TITLED = "date,place,lat,lon,title,description,kind\n"
TITLED += "2025-02-01,Kherson,46.6354,32.6169,Shelling of a market,Two killed,Missile\n"
TITLED += "2025-02-02,Kherson,46.6354,32.6169,At night,A drone hit a house,\n"
HXL = TITLED.replace(
    "\n", "\n#date,#loc+name,#geo+lat,#geo+lon,#event,#description,#event+type\n", 1
)


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        (TITLED.replace("kind", "remark"), "table", ["shelling", "drone"]),
        (TITLED, "table", ["missile", "drone"]),
        (HXL, "hxl", ["missile", "drone"]),
    ],
)
def test_types_that_are_read_from_none_are_not_read_in_texts_and_that_is_said(
    tmp_path: Path, text: str, name: str, told: list[str]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    (whole,) = read_files([path], INFO, Choices()).parts
    (part,) = read_files([path], INFO, Choices(mapping={"event_type": ""})).parts
    assert whole.reading is not None
    assert part.reading is not None
    assert (whole.format.name, part.format.name) == (name, name)
    assert whole.reading.events["event_type"].tolist() == told
    assert part.reading.events["event_type"].tolist() == ["other", "other"]
    said = "Types are read from nothing, as you chose: every event is of the type other."
    assert said in part.source.notes
    assert said not in whole.source.notes
    same = ["date_start", "lat", "lon", "summary"]
    pd.testing.assert_frame_equal(whole.reading.events[same], part.reading.events[same])


def test_a_column_of_casualties_that_is_left_unread_is_named(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    pd.DataFrame([ACLED]).to_csv(path, index=False)
    (part,) = read_files([path], INFO, Choices(mapping={"killed_best": ""})).parts
    assert [(use.column, use.looks_like) for use in part.unread] == [("fatalities", "casualties")]
    chosen = {"killed_best": "", "killed_low": "fatalities"}
    (part,) = read_files([path], INFO, Choices(mapping=chosen)).parts
    assert part.reading is not None
    assert part.reading.claims["killed_low"].tolist() == [3]
    assert part.reading.claims["killed_best"].isna().all()


def test_ends_of_other_columns_stay_where_the_best_figure_is_left_unread(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    pd.DataFrame([UCDP]).to_csv(path, index=False)
    (part,) = read_files([path], INFO, Choices(mapping={"killed_best": ""})).parts
    assert part.reading is not None
    (claim,) = part.reading.claims[["killed_low", "killed_high"]].to_dict("records")
    assert claim == {"killed_low": 2, "killed_high": 4}


@pytest.mark.parametrize("row", [ACLED, UCDP, GTD, GEOCONFIRMED])
def test_the_date_of_a_publisher_s_format_cannot_be_left_unread(
    tmp_path: Path, row: dict[str, str]
) -> None:
    path = tmp_path / "table.csv"
    pd.DataFrame([row]).to_csv(path, index=False)
    (part,) = read_files([path], INFO, Choices(mapping={"date_start": ""})).parts
    assert part.reading is None
    assert "needs date_start, which cannot be left unread" in part.question
    assert part.answers == (("date_start",),)


def test_a_country_alone_says_where_in_a_table_that_names_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("date,country,killed\n1998,Mexico,2\n,Peru,3\n,,5\n", encoding="utf-8")
    reading = combine(read_files([path], DatasetInfo("x", "", "", True), Choices()))
    assert reading.events["country"].tolist() == ["MX", "PE"]
    assert reading.events["date_precision"].tolist() == ["year", "unknown"]
    assert [reject.line for reject in reading.rejects] == [4]


def test_a_country_beside_places_is_no_place(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    rows = "1998-02-01,Puebla,Mexico,2\n,,Mexico,2\n"
    path.write_text("date,city,country,killed\n" + rows, encoding="utf-8")
    reading = combine(read_files([path], DatasetInfo("x", "", "", True), Choices()))
    assert reading.events["place"].tolist() == ["Puebla"]
    assert [reject.line for reject in reading.rejects] == [3]


@pytest.mark.parametrize(
    "table",
    [
        "Date,X,Y,Zone\n2024-01-03,324182,5591608,37U\n",
        "Date,East (UTM 37N),North (UTM 37N)\n2024-01-03,324182,5591608\n",
    ],
)
def test_the_coordinate_system_that_is_given_goes_before_the_zone(tmp_path: Path, table) -> None:
    path = tmp_path / "table.csv"
    path.write_text(table)
    (part,) = read_files([path], INFO, Choices(crs="EPSG:32636")).parts
    assert part.reading is not None
    # Maidan in Kyiv, in metres as PROJ gives them by itself.
    points = part.reading.events[["lat", "lon"]].astype("float64").to_numpy().tolist()
    assert points == [[pytest.approx(50.4501, abs=1e-4), pytest.approx(30.5234, abs=1e-4)]]
