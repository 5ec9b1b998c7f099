"""What the dialog shows of each column of a file."""

import io

import pytest

from eventmap.commands.files import lines_of_use
from eventmap.importing import read_upload
from eventmap.panels.columns import columns_panel, name_field
from eventmap.readers import FIELDS, Choices

TABLE = (
    "When,Town,Lat,Lon,Dead,Entered on\n"
    "2024-05-14,Kherson,46.6354,32.6169,2,2024-06-01\n"
    "2024-05-15,Odesa,46.4825,30.7233,0,2024-06-02\n"
)


@pytest.mark.usefixtures("read_here")
def test_a_column_that_tells_both_is_shown_as_both() -> None:
    table = (
        b"Date,Town,Lat,Lon,Casualties\n"
        b'2024-05-14,Kherson,46.6354,32.6169,"2 killed, 5 injured"\n'
        b'2024-05-15,Odesa,46.4825,30.7233,"1 killed, 3 injured"\n'
    )
    (part,) = read_upload("table.csv", io.BytesIO(table), Choices()).parts
    *others, both = columns_panel(part.uses)["rows"]
    assert both["field"] == "killed_best"
    assert both["why"].startswith("Read as killed and injured. ")
    assert not [row["column"] for row in others if "Read as" in row["why"]]
    assert "Casualties               killed_best, injured_best " in next(
        lines_of_use(part.uses[-1])
    )


@pytest.mark.usefixtures("read_here")
def test_each_column_has_a_line_with_what_it_is_read_as_why_and_samples() -> None:
    (part,) = read_upload("table.csv", io.BytesIO(TABLE.encode()), Choices()).parts
    shown = columns_panel(part.uses)
    rows = {row["column"]: row for row in shown["rows"]}
    assert list(rows) == ["When", "Town", "Lat", "Lon", "Dead", "Entered on"]
    read = {column: row["field"] for column, row in rows.items()}
    assert read == {
        "When": "date_start",
        "Town": "place",
        "Lat": "lat",
        "Lon": "lon",
        "Dead": "killed_best",
        "Entered on": "",
    }
    assert rows["Town"]["samples"] == ["Kherson", "Odesa"]
    assert rows["Town"]["cells"] == "2 cells"
    assert rows["Dead"]["why"]
    # A day of entry is none of the event's, and looks like one: it is pointed out.
    assert [column for column, row in rows.items() if row["warns"]] == ["Entered on"]
    assert "It looks like a date." in rows["Entered on"]["why"]


def test_every_field_can_be_chosen_once() -> None:
    values = [field["value"] for field in columns_panel(())["fields"]]
    assert len(values) == len(set(values))
    assert set(FIELDS) <= set(values)
    assert name_field("geo_precision") == "Geo precision"
