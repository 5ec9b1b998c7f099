from pathlib import Path

import pytest

from eventmap.readers.intake import Choices, look_into, merge
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

    intake = look_into([path], INFO, Choices(format=chosen))

    (part,) = intake.parts
    reading = merge(intake)
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

    intake = look_into([path], INFO, Choices())

    assert intake.parts[0].format.name == "acled"
    assert list(merge(intake).events["event_id"]) == ["UKR1"]


def test_a_row_of_totals_is_no_event(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("дата,місто,загинуло\n2025-10-24,Херсон,2\nTotal,,2\n,,2\n", encoding="utf-8")
    reading = merge(look_into([path], DatasetInfo("x", "", "", True), Choices()))
    assert reading.events["place"].tolist() == ["Херсон"]
    assert [reject.line for reject in reading.rejects] == [3, 4]
    assert "neither when nor where" in reading.rejects[1].reason
