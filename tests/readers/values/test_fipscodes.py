import pandas as pd
import pytest

from eventmap.readers.choices import Choices
from eventmap.readers.inspection import read_files
from eventmap.readers.values.fipscodes import read_fips_codes
from eventmap.schema import DatasetInfo

KHARKIV, BELGOROD, HAIFA, TEL_AVIV = (49.99, 36.23), (50.6, 36.58), (32.8, 35.0), (32.08, 34.78)
BELGRADE, NOWHERE = (44.8, 20.46), (None, None)


def read(*rows):
    """Return the codes of rows of country, place, region and point, missing where not of FIPS."""
    names = ["country", "place", "admin1", "lat", "lon"]
    table = pd.DataFrame([[*row[:3], *row[3]] for row in rows], columns=names)
    found = read_fips_codes("country", table[names[:3]].astype("str"), table["lat"], table["lon"])
    return None if found is None else (found[0].tolist(), found[1])


def test_codes_of_which_one_is_none_of_isos_are_those_of_fips():
    codes, note = read(
        ("UP", "Mala", None, NOWHERE), ("RS", "Mala", None, NOWHERE), (None, "Mala", None, NOWHERE)
    )
    assert [code if isinstance(code, str) else None for code in codes] == ["UA", "RU", None]
    assert note == (
        "'country' is read as codes of FIPS 10-4, and not of ISO 3166: 'UP' is Ukraine and 'RS' is"
        " Russia; 'UP' is none of ISO's."
    )


@pytest.mark.parametrize(
    "rows",
    [
        [("IS", None, None, TEL_AVIV), ("IS", None, None, HAIFA), ("SY", "Aleppo", None, NOWHERE)],
        [("CH", "Beijing", None, NOWHERE), ("CH", "Shanghai", None, NOWHERE)],
        [("RS", None, "Belgorod oblast", NOWHERE), ("RS", None, "Kursk oblast", NOWHERE)],
        [("AU", "Vienna", None, NOWHERE), ("AU", "Graz", None, NOWHERE)],
        [("GM", "Berlin", None, NOWHERE), ("GM", "Hamburg", None, NOWHERE)],
    ],
)
def test_codes_whose_points_or_names_are_of_fips_countries_alone_are_those_of_fips(rows):
    _, note = read(*rows)
    assert note.endswith("; 2 rows that lie there or name places there show it.")


@pytest.mark.parametrize(
    "rows",
    [
        [("RS", None, None, BELGRADE), ("RS", None, None, BELGRADE)],
        [("RS", "Belgrade", None, NOWHERE), ("RS", "Mala", None, NOWHERE)],
        [("CH", "Beijing", None, NOWHERE), ("CH", "Mala", None, NOWHERE)],  # one row
        [("UA", "Kharkiv", None, NOWHERE), ("UP", "Kharkiv", None, NOWHERE)],  # UA is none of FIPS
        [("UK", "Leeds", None, NOWHERE), ("FR", "Paris", None, NOWHERE)],
        [("SY", "Aleppo", None, NOWHERE), ("SY", "Homs", None, NOWHERE)],  # the same in both
        [("Israel", "Tel Aviv", None, NOWHERE), ("IS", "Haifa", None, NOWHERE)],
        [("UP", None, None, BELGRADE), ("RS", None, None, BELGRADE)],
        [(None, "Haifa", None, HAIFA)],
    ],
)
def test_other_codes_are_not_those_of_fips(rows):
    assert read(*rows) is None


def test_the_rows_of_a_table_with_fips_codes_are_in_their_countries(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(
        "Date,Town,Country,Lat,Lon\n"
        "2024-01-03,Kharkiv,UP,49.99,36.23\n"
        "2024-01-05,Belgorod,RS,50.60,36.58\n",
        encoding="utf-8",
    )
    (part,) = read_files([path], DatasetInfo("x", "", "", redistributable=True), Choices()).parts
    assert part.reading.events["country"].tolist() == ["UA", "RU"]
    assert part.reading.events["admin1"].tolist() == ["UA-63", "RU-BEL"]
    assert part.reading.doubts == {}
    assert any("'Country' is read as codes of FIPS 10-4" in note for note in part.notes)
    assert '"UP"' in part.reading.events["extra"][0]
