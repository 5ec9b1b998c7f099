import pytest
from support.format_sources import make_source

from eventmap.readers.choices import Choices
from eventmap.readers.formats.degreecells import write_out_degrees
from eventmap.readers.inspection import read_files
from eventmap.schema import DatasetInfo

INFO = DatasetInfo("test", "Test", "", redistributable=True)


def points(*rows, country="Ukraine", crs=None):
    source = make_source([{"lat": lat, "lon": lon, "country": country} for lat, lon in rows])
    if crs:
        source = type(source)(source.name, source.kind, source.cells, crs=crs)
    written = write_out_degrees(source)
    cells = written.source.cells
    return [*zip(cells["lat"], cells["lon"], strict=True)], written


def test_degrees_without_their_point_get_it_where_the_countries_of_the_rows_show_it():
    rows, written = points(("4664", "3262"), ("4648", "3072"), ("5045", "3052"))
    assert rows == [("46.64", "32.62"), ("46.48", "30.72"), ("50.45", "30.52")]
    assert "'4664' and '3262' in line 2 are 46.64 and 32.62" in written.notes[0]


@pytest.mark.parametrize(
    ("rows", "country"),
    [
        ([("4664", "3262"), ("4648", "3072")], None),  # nothing shows it
        ([("4664", "3262"), ("4648", "3072")], "Peru"),
        ([("4664", "3262"), ("4.648", "30.72")], "Ukraine"),
        ([("46", "32"), ("50", "30")], "Ukraine"),  # degrees
        ([("4664", "3262")], "Ukraine"),  # one row shows little
    ],
)
def test_other_numbers_stay_as_they_are(rows, country):
    kept, written = points(*rows, country=country)
    assert kept == rows
    assert not written.notes
    assert not written.question


def test_a_word_for_no_value_among_degrees_without_their_point_is_none():
    rows, written = points(("4664", "3262"), ("N/D", "N/D"), ("4648", "3072"))
    assert rows == [("46.64", "32.62"), ("N/D", "N/D"), ("46.48", "30.72")]
    assert len(written.notes) == 1


def test_numbers_that_may_be_metres_are_asked_about_and_the_answer_reads_them():
    rows = [("466400", "326100"), ("464825", "307233"), ("504501", "305234")]
    kept, written = points(*rows)
    assert kept == rows
    assert "metres of a projection, or degrees whose decimal point is lost" in written.question
    read, written = points(*rows, crs="EPSG:4326")
    assert read == [("46.6400", "32.6100"), ("46.4825", "30.7233"), ("50.4501", "30.5234")]
    assert points(*rows, crs="EPSG:32636")[0] == rows


@pytest.mark.parametrize(
    ("names", "cells", "read"),
    [
        (("lat_e6", "lon_e6"), ("46635400", "-32616800"), ("46.635400", "-32.616800")),
        (("latitudeE7", "longitudeE7"), ("466354000", "1326168000"), ("46.6354000", "132.6168000")),
        (("latitudeE7", "longitude"), ("466354000", "1326168000"), None),
    ],
)
def test_degrees_times_tens_that_the_headings_tell_are_degrees(names, cells, read):
    source = make_source([dict(zip(names, cells, strict=True))] * 2)
    written = write_out_degrees(source)
    rows = [*written.source.cells[[*names]].itertuples(index=False, name=None)]
    assert rows == [read or cells] * 2
    assert ("degrees times 10 to the" in " ".join(written.notes)) == bool(read)


def test_degrees_minutes_and_seconds_with_hyphens_are_read():
    rows, written = points(("46-38-10", "32-36-52"), ("50-27-00", "-30-31-24.5"), (None, None))
    assert rows[:2] == [("46°38'10\"", "32°36'52\""), ("50°27'00\"", "-30°31'24.5\"")]
    assert "such as '46-38-10' and '32-36-52'" in written.notes[0]


def test_parts_that_are_no_minutes_or_seconds_stay():
    rows = [("46-38-75", "32-36-52"), ("50-27-00", "30-31-24")]
    assert points(*rows)[0] == rows


def test_two_numbers_with_hyphens_in_one_cell_are_a_point(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(
        'date,place,coordinates\n2024-05-12,Kherson,"46-38-10, 32-36-52"\n'
        '2024-05-13,Odesa,"46-28-57, 30-43-24"\n',
        encoding="utf-8",
    )
    (part,) = read_files([path], INFO, Choices()).parts
    events = part.reading.events
    # 46 + 38/60 + 10/3600 and so on, by hand
    assert events["lat"].round(4).tolist() == [46.6361, 46.4825]
    assert events["lon"].round(4).tolist() == [32.6144, 30.7233]


def test_the_answer_to_the_question_places_the_points(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(
        "date,country,lat,lon\n2024-05-12,Ukraine,466400,326100\n2024-05-13,Ukraine,464825,307233\n",
        encoding="utf-8",
    )
    (part,) = read_files([path], INFO, Choices()).parts
    assert part.answers == (("crs",),)
    (part,) = read_files([path], INFO, Choices(crs="EPSG:4326")).parts
    assert part.reading.events["lat"].tolist() == [46.64, 46.4825]
    assert part.reading.events["lon"].tolist() == [32.61, 30.7233]
