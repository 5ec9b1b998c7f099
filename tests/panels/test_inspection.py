import io

import pytest

from eventmap.importing import read_upload, to_dataset
from eventmap.panels.inspection import inspection_panel
from eventmap.readers import Choices
from eventmap.summary import add_up

TABLE = (
    b"date,place,country,lat,lon,Date added\n"
    b'13/04/2025,Kherson,Ukraine,"46,6354",32.6169,01/05/2025\n'
    b"14/04/2025,Nowhere,Ukraine,0,0,01/05/2025\n"
    b"40/04/2025,Odesa,Ukraine,46.5,30.7,01/05/2025\n"
)


@pytest.mark.usefixtures("read_here")
def test_an_inspection_says_what_becomes_of_every_row() -> None:
    (section,) = inspection_panel(read_upload("table.csv", io.BytesIO(TABLE), Choices()))[
        "sections"
    ]
    assert section["title"] == "table.csv (csv, utf-8)"
    lines = "\n".join(section["lines"])
    assert "3 rows: 3 can be shown, 0 refused." in lines
    assert "Dates in 'date' are read as day, month, year. " in lines
    assert "1 row in doubt: a decimal comma in a coordinate." in lines
    assert "1 row in doubt: a point that stands for none, such as latitude 0, longitude 0." in lines
    assert "1 row in doubt: a date that cannot be read or cannot be" in lines
    assert "Not read: 'Date added' looks like a date (3 cells, such as '01/05/2025')." in lines


@pytest.mark.usefixtures("read_here")
def test_it_says_what_the_rows_add_up_to() -> None:
    found = read_upload("table.csv", io.BytesIO(TABLE), Choices())
    (_, section) = inspection_panel(found, add_up(to_dataset(found)[0]))["sections"]
    assert section == {
        "title": "What it adds up to",
        "lines": [
            "In all: 3 events, 13–14 April 2025 (2 of them; 1 gives no date), Ukraine; none of 3 "
            "events gives a figure of killed or injured. At a point on the map: 2 of 3 events."
        ],
    }
