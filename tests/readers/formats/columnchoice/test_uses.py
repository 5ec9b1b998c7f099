import pytest
from support.format_sources import DAY, make_source, shape_rows

from eventmap.readers.formats.columnchoice import choose_columns, describe_uses


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Historic", ["No", "Yes"]),
        ("Time", ["PM", "AM"]),
        ("gender", ["male", "female"]),
        ("took_part_in_the_hostilities", ["No", None]),
        ("Cause of Death", ["Drowning", "Mixed or unknown"]),
    ],
)
def test_what_is_no_place_and_no_figure_does_not_look_like_one(heading, cells):
    source = make_source([DAY | {heading: cell} for cell in cells])
    (use,) = (use for use in choose_columns(source, {}).uses if use.column == heading)
    assert use.looks_like == ""


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("Killed", "5", "are figures"),
        ("Killed/injured", "5/12", "are two figures"),
        ("Casualties", "at least 5 killed and 12 wounded", "tell of killed or injured"),
    ],
)
def test_why_a_column_counts_people_is_said_by_what_its_cells_are(heading, cell, words):
    (use,) = [use for use in shape_rows(DAY | {heading: cell}).uses if use.column == heading]
    assert use.why == f"Its heading says so, and all of the values seen {words}."


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        # By the different values: none of 2, 1 of 4 and all of 2 are countries.
        (["Qwx", "Zrk"], "but none of the values seen"),
        (["Poland", "Qwx", "Zrk", "Vbn"], "but 25 % of the values seen"),
        (["Poland", "Ukraine"], "and all of the values seen"),
    ],
)
def test_a_share_of_cells_is_said_as_a_sentence_and_never_rounded_to_all_or_none(cells, why):
    source = make_source([DAY | {"Country": cell} for cell in cells])
    (use,) = (use for use in choose_columns(source, {}).uses if use.column == "Country")
    assert use.why == f"Its heading says so, {why} are known countries."


def test_codes_of_states_are_known_units():
    source = make_source([DAY | {"state": code} for code in ("WA", "OR", "IL")])
    (use,) = (use for use in choose_columns(source, {}).uses if use.column == "state")
    assert use.why.endswith("all of the values seen are known as units of one country alone.")


def test_every_column_says_what_it_was_taken_for_and_why():
    row = DAY | {"Xyz": "2025-10-26", "Killed": "2", "Deaths of children": "1", "Link 2": None}
    row["Injured"] = "none"

    uses = {use.column: use for use in choose_columns(make_source([row]), {}).uses}

    assert (uses["date"].field, uses["date"].surety) == ("date_start", "sure")
    assert uses["date"].why == "Its heading says so, and all of the values seen read as dates."
    assert uses["date"].samples == ("2025-10-24",)
    assert (uses["Xyz"].field, uses["Xyz"].looks_like, uses["Xyz"].cells) == ("", "date", 1)
    assert uses["Deaths of children"].looks_like == "casualties"
    assert (uses["Link 2"].looks_like, uses["Link 2"].why) == ("", "It is blank.")
    assert uses["Injured"].why == "All that it says is that there is no value."


def test_the_geometry_of_a_file_is_not_named_where_its_own_columns_are_read():
    row = {"geometry_lat": "46.6", "geometry_lon": "32.6", "y": "46.6", "x": "32.6"}

    uses = describe_uses(make_source([row]), {"lat": "y", "lon": "x"})

    assert [use.looks_like for use in uses] == ["", "", "", ""]


def test_a_format_s_unread_columns_are_named():
    source = make_source([{"a": "1", "when": "2025-10-24", "more": "https://example.org/1"}])

    uses = describe_uses(source, {"source_id": "a"})

    assert [(use.column, use.field, use.looks_like) for use in uses] == [
        ("a", "source_id", ""),
        ("when", "", "date"),
        ("more", "", "link"),
    ]


def test_a_month_beside_a_year_that_is_not_read_is_named():
    rows = [
        {"Incident year": "2024", "Reported Month": month, "place": "Kherson"}
        for month in ("January", "March")
    ]
    uses = {use.column: use for use in describe_uses(make_source(rows), {"place": "place"})}
    assert uses["Reported Month"].looks_like == "date"


def test_a_copy_of_the_days_that_are_read_is_not_named_as_unread():
    rows = [
        {"place": "Kherson", "begin": day, "timestamp": day, "posted": other}
        for day, other in (("2024-10-01", "2024-10-02"), ("2024-10-03", "2024-10-03"))
    ]
    uses = choose_columns(make_source(rows), {}).uses
    looks = {use.column: use.looks_like for use in uses if not use.field}
    assert looks["timestamp"] == ""


def test_a_column_of_a_format_is_said_to_make_each_field_that_it_makes():
    source = make_source([{"side_a": "Army", "side_b": "Rebels", "best": "3"}])
    read = {"parties": "side_a + side_b", "actor": "side_a", "killed_best": "best"}
    uses = describe_uses(source, read)
    assert {use.column: (use.field, use.also) for use in uses} == {
        "side_a": ("parties", ("actor",)),
        "side_b": ("parties", ()),
        "best": ("killed_best", ()),
    }
