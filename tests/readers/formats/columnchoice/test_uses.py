from support.format_sources import make_source

from eventmap.readers.formats.columnchoice import describe_uses


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
