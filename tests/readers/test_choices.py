"""What of earlier choices holds for a table, and what is said of the rest."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from eventmap.readers import Choices, Inspection, Kept, combine, keep_layouts
from eventmap.readers.inspection import read_files
from eventmap.schema import DatasetInfo

INFO = DatasetInfo("test", "", "", redistributable=True)
COLUMNS = ("when", "where", "dead", "hurt", "lat", "lon")
ROW = "2025-02-24,Kherson,2,5,46.63,32.61"
DEAD = Kept(COLUMNS, Choices(mapping={"injured_best": "dead", "killed_best": ""}), "2026-11-20")


def read(path: Path, text: str, choices: Choices, *kept: Kept) -> Inspection:
    path.write_text(text, encoding="utf-8")
    return read_files([path], INFO, choices, kept)


def table(columns: str, row: str = ROW) -> str:
    return f"{columns}\n{row}\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def test_choices_hold_for_the_same_columns_in_any_order_and_spelling(path: Path) -> None:
    text = table("Hurt, WHEN ,where,DEAD,lat,lon", "5,2025-02-24,Kherson,2,46.63,32.61")
    (part,) = read(path, text, Choices(), DEAD).parts
    assert part.reading is not None
    assert part.recalled is not None
    assert part.reading.claims["injured_best"].tolist() == [2]
    assert part.reading.claims["killed_best"].isna().all()
    assert part.recalled.describe() == (
        "Columns as chosen on 2026-11-20: injured_best from 'DEAD', killed_best from none."
    )


def test_what_is_said_now_goes_before_what_was_chosen(path: Path) -> None:
    given = Choices(mapping={"killed_best": "dead"})
    (part,) = read(path, table(",".join(COLUMNS)), given, DEAD).parts
    assert part.reading is not None
    assert part.recalled is not None
    assert part.reading.claims["killed_best"].tolist() == [2]
    assert part.reading.claims["injured_best"].tolist() == [5]
    assert part.recalled.describe() == ""
    assert part.choices.mapping == {"killed_best": "dead"}


def test_a_pair_that_is_said_now_goes_before_two_columns(path: Path) -> None:
    columns = ("when", "y", "x", "at")
    kept = Kept(columns, Choices(mapping={"lat": "y", "lon": "x"}), "2026-11-20")
    given = Choices(mapping={"coordinates": "at"})
    text = table(",".join(columns), '2025-02-24,1,2,"46.63, 32.61"')
    reading = combine(read(path, text, given, kept))
    assert reading.events[["lat", "lon"]].to_numpy().tolist() == [[46.63, 32.61]]


def test_new_columns_are_said_and_the_chosen_ones_hold(path: Path) -> None:
    text = table(",".join(COLUMNS) + ",killed", ROW + ",9")
    (part,) = read(path, text, Choices(), DEAD).parts
    assert part.reading is not None
    assert part.recalled is not None
    assert part.reading.claims["injured_best"].tolist() == [2]
    assert part.reading.claims["killed_best"].isna().all()
    assert [use.column for use in part.unread] == ["hurt", "killed"]
    assert part.recalled.describe() == (
        "Columns as chosen on 2026-11-20: injured_best from 'dead', killed_best from none."
        " The columns have changed since: 'killed' is new."
    )


def test_a_chosen_column_that_is_gone_is_asked_for(path: Path) -> None:
    text = table("when,where,killed,hurt,lat,lon")
    (part,) = read(path, text, Choices(), DEAD).parts
    assert part.reading is None
    assert part.question == (
        "table.csv has no column 'dead' any more, from which injured_best is read as chosen on"
        " 2026-11-20: its columns are 'when', 'where', 'killed', 'hurt', 'lat', 'lon'."
    )
    assert part.answers == (("injured_best",),)
    (part,) = read(path, text, Choices(mapping={"injured_best": "hurt"}), DEAD).parts
    assert part.reading is not None
    assert part.reading.claims["injured_best"].tolist() == [5]
    assert part.choices.mapping == {"injured_best": "hurt", "killed_best": ""}


def test_a_chosen_date_that_is_gone_is_asked_for_by_its_name(path: Path) -> None:
    kept = Kept(COLUMNS, Choices(mapping={"date_start": "when"}), "2026-11-20")
    (part,) = read(path, table("x1,where,dead,hurt,lat,lon"), Choices(), kept).parts
    assert part.question.startswith("table.csv has no column 'when' any more, from which date_sta")


def test_of_two_columns_that_differ_in_spelling_alone_none_is_guessed(path: Path) -> None:
    (part,) = read(path, table("when,where,Dead,DEAD,lat,lon"), Choices(), DEAD).parts
    assert part.question.startswith("table.csv has no column 'dead' any more")


def test_the_order_of_dates_does_not_hold_for_changed_columns(path: Path) -> None:
    kept = Kept(("day", "where", "lat", "lon"), Choices(order="MDY"), "2026-11-20")
    row = "03/04/2025,Kherson,46.63,32.61"
    reading = combine(read(path, table("day,where,lat,lon", row), Choices(), kept))
    assert str(reading.events["date_start"].item())[:10] == "2025-03-04"
    (part,) = read(path, table("day,where,lat,lon,note", row + ",x"), Choices(), kept).parts
    assert part.answers == (("order",),)
    assert part.recalled is not None
    assert part.recalled.describe() == (
        "Not used of what was chosen on 2026-11-20: dates in the order MDY."
        " The columns have changed since: 'note' is new."
    )


def test_rows_that_prove_another_order_than_the_chosen_one_are_asked_about(path: Path) -> None:
    kept = Kept(("day", "where", "lat", "lon"), Choices(order="DMY"), "2026-11-20")
    row = "03/04/2025,Kherson,46.63,32.61\n05/26/2025,Kherson,46.63,32.61"
    (part,) = read(path, table("day,where,lat,lon", row), Choices(), kept).parts
    assert part.question.startswith(
        "The dates in column 'day' are not DMY, as chosen before, but MDY: 1 of 2 rows"
    )
    assert part.answers == (("order",),)
    reading = combine(read(path, table("day,where,lat,lon", row), Choices(order="MDY"), kept))
    assert [f"{day:%m-%d}" for day in reading.events["date_start"]] == ["03-04", "05-26"]
    iso = table("day,where,lat,lon", "2025-03-04,Kherson,46.63,32.61")
    reading = combine(read(path, iso, Choices(), kept))
    assert f"{reading.events['date_start'].item():%m-%d}" == "03-04"


def test_nothing_holds_for_a_table_with_other_columns(path: Path) -> None:
    text = table("datum,ort,lat,lon,tote", "2025-02-24,Kherson,46.63,32.61,2")
    (part,) = read(path, text, Choices(), DEAD).parts
    assert part.reading is not None
    assert part.recalled is not None
    assert part.reading.claims["killed_best"].tolist() == [2]
    assert part.choices == Choices()
    assert part.recalled.describe() == (
        "Not used of what was chosen on 2026-11-20: injured_best from 'dead', killed_best from"
        " none. The columns have changed since: 'datum', 'ort', 'tote' are new and 'when',"
        " 'where', 'dead', 'hurt' are gone."
    )


def write_book(path: Path, **sheets: list[list[object]]) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_a_sheet_and_a_row_of_names_hold_where_they_are_again(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    given = Choices(sheet="Data", header_row=2, mapping={"killed_best": "b"})
    head: list[list[object]] = [["day", "place", "a", "b"], ["when", "where", "a", "b"]]
    other: list[list[object]] = [["date", "place", "killed"], ["2025-02-01", "Lviv", 7]]
    write_book(path, Data=[*head, ["2025-02-24", "Kherson", 1, 2]], Other=other)
    (first,) = read_files([path], INFO, given).parts
    kept = Kept(tuple(first.source.cells), first.choices.about_table(), "2026-11-20")
    (again,) = read_files([path], INFO, Choices(), [kept]).parts
    assert again.reading is not None
    assert again.recalled is not None
    assert again.reading.claims["killed_best"].tolist() == [2]
    assert again.recalled.describe().endswith(
        "Read as chosen on 2026-11-20: sheet 'Data', names of columns in row 2."
    )
    write_book(path, Sheet=[head[1], ["2025-02-24", "Kherson", 1, 2]])
    (moved,) = read_files([path], INFO, Choices(), [kept]).parts
    assert moved.reading is not None
    assert moved.recalled is not None
    assert moved.reading.claims["killed_best"].tolist() == [2]
    assert moved.recalled.unused == ("sheet 'Data'", "names of columns in row 2")


def test_the_last_choices_for_a_layout_are_kept() -> None:
    newer = Kept(tuple(reversed(COLUMNS)), Choices(crs="EPSG:4326"), "2026-11-28")
    other = Kept(("a", "b"), Choices(format="table"), "2026-11-21")
    assert keep_layouts([DEAD, other], [newer]) == (other, newer)
    assert keep_layouts([DEAD, other], [Kept(COLUMNS, DEAD.choices, "2026-11-28")]) == (DEAD, other)
