from dataclasses import replace
from typing import Any

import pytest

from eventmap.database import Database
from eventmap.exports import EXPORT_FORMATS
from eventmap.facets import count_hidden
from eventmap.filters import Filters
from eventmap.panels.headline import describe_drawn, headline_panel
from eventmap.schema import DatasetInfo
from eventmap.selection import describe_credit
from eventmap.summary import summarise


def test_every_export_format_is_offered_with_the_filter(week: Database) -> None:
    filters = Filters(type=("shelling",))
    (info,) = week.infos
    content = headline_panel(summarise(week, filters), count_hidden(week, filters), filters, info)
    assert content["exports"] == [
        {
            "label": EXPORT_FORMATS[extension].label,
            "path": f"api/events.{extension}?dataset=test&version=1&type=shelling{said}",
        }
        for extension, said in (
            ("csv", "&comment=true"),
            *((each, "") for each in ("geojson", "json", "parquet", "xlsx", "kml")),
        )
    ]


@pytest.mark.parametrize(
    ("left_out", "words"),
    [(0, None), (2, "2 events whose own terms forbid it are left out.")],
)
def test_what_an_export_leaves_out_stands_beside_the_exports(
    week: Database, left_out: int, words: str | None
) -> None:
    (info,) = week.infos
    summary, hidden = summarise(week, Filters()), count_hidden(week, Filters())
    content = headline_panel(summary, hidden, Filters(), info, left_out=left_out)
    assert len(content["exports"]) == len(EXPORT_FORMATS)
    assert content["refused"] == words


def test_to_whom_the_host_gives_no_rows_none_are_said_to_be_listed(week: Database) -> None:
    (info,) = week.infos
    summary, hidden = summarise(week, Filters()), count_hidden(week, Filters())
    said = headline_panel(summary, hidden, Filters(), info)
    refused = headline_panel(summary, hidden, Filters(), info, refused="Not for you.")
    assert (refused["refused"], refused["exports"]) == ("No export. Not for you.", [])
    assert "1 listed below" in said["shown"]
    assert "1 not on it" in refused["shown"]


@pytest.mark.parametrize(
    ("events", "left_out", "offered"),
    [(1000, 0, True), (1001, 0, False), (1001, 1, True), (1, 1, None)],
)
def test_a_brief_with_all_events_is_offered_up_to_its_bound(
    week: Database, events: int, left_out: int, *, offered: bool | None
) -> None:
    (info,) = week.infos
    summary: dict[str, Any] = {**summarise(week, Filters()), "records": events}
    hidden = count_hidden(week, Filters())
    content = headline_panel(summary, hidden, Filters(), info, left_out=left_out)
    annex = content["annex"]
    assert (annex and annex["offered"]) == offered
    assert [each["label"] for each in content["briefs"] if each["paged"]] == ["PDF", "HTML", "Word"]
    withheld = replace(info, redistributable=False)
    assert headline_panel(summary, hidden, Filters(), withheld)["annex"] is None


@pytest.mark.parametrize("bare", [False, True])
def test_whose_data_they_are_stands_on_the_page_and_in_an_embed(
    week: Database, *, bare: bool
) -> None:
    (info,) = week.infos
    summary, hidden = summarise(week, Filters()), count_hidden(week, Filters())
    content = headline_panel(summary, hidden, Filters(), info, bare=bare)
    assert content["credit"] == describe_credit(info)


@pytest.mark.parametrize(
    ("attribution", "licence", "words"),
    [
        (
            "Uppsala Conflict Data Program",
            "CC BY 4.0",
            "Data: Uppsala Conflict Data Program. Licence: CC BY 4.0. Version 3.",
        ),
        ("", "", "Licence: not stated. Version 3."),
    ],
)
def test_a_credit_names_publisher_licence_and_version(
    attribution: str, licence: str, words: str
) -> None:
    info = DatasetInfo("x", "X", licence, True, attribution=attribution, version=3)
    assert describe_credit(info) == words


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        ((1, 0, 5, 4), "On the map: 1 as a symbol and 5 as their region; 4 listed below"),
        (
            (2, 1, 1, 0),
            "On the map: 2 as symbols, 1 as a symbol in a ring of uncertainty and 1 as its region",
        ),
        ((0, 0, 0, 3), "On the map: none; 3 listed below"),
        ((0, 0, 0, 0), ""),
    ],
)
def test_how_events_are_drawn_is_said_in_one_and_in_several(
    drawn: tuple[int, ...], words: str
) -> None:
    ways = ("symbol", "ring", "region", "listed")
    assert describe_drawn(dict(zip(ways, drawn, strict=True))) == words


def test_records_of_several_events_are_not_shown_as_so_many_events(aggregates: Database) -> None:
    filters = Filters(region=("UA-65",))
    summary, hidden = summarise(aggregates, filters), count_hidden(aggregates, filters)
    (info,) = aggregates.infos
    shown = headline_panel(summary, hidden, filters, info)["shown"]
    assert shown.startswith("2 of 4 records shown, 2 hidden by region. ")
