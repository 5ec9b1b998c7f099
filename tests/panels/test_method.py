from collections.abc import Callable
from typing import Any

import pytest

from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.panels.method import method_panel
from eventmap.schema import Status
from eventmap.summary import summarise


def sections_of(database: Database) -> dict[str, list[str]]:
    """Return the lines of each section, by its title."""
    panel = method_panel(database.infos[0], summarise(database, Filters()))
    return {section["title"]: section["lines"] for section in panel["sections"]}


def test_the_method_says_that_texts_are_not_counted(open_rows: Callable[..., Database]) -> None:
    lines = sections_of(open_rows([{"summary": "Two people were killed."}]))["Casualties"]
    assert lines[-1] == (
        "Texts are not counted: 1 event shown states a number of killed or injured in the text "
        "and gives no figure beside it."
    )


def test_where_parties_are_named_they_are_said_to_be_no_perpetrators(week: Database) -> None:
    info, summary = week.infos[0], summarise(week, Filters())
    sections = method_panel(info, summary, names_parties=True)["sections"]

    (lines,) = [each["lines"] for each in sections if each["title"] == "Parties"]
    assert "does not say who did it" in lines[0]
    assert "Parties" not in sections_of(week)


def test_nothing_is_said_of_texts_where_none_states_a_number(week: Database) -> None:
    assert not any("Texts are not counted" in line for line in sections_of(week)["Casualties"])


def test_the_order_of_preference_is_written_out(week: Database) -> None:
    # Those who are no party to the war come before those who are.
    assert (
        "The order of preference is: international bodies and other states, news media, others, "
        "Ukraine and Russia." in sections_of(week)["Casualties"]
    )


def test_records_that_contradict_themselves_are_told(open_rows: Callable[..., Database]) -> None:
    claim = {"event_id": "a", "killed_low": 7, "killed_high": 6}
    lines = sections_of(open_rows([{"event_id": "a"}], [claim]))["Casualties"]
    assert lines[-1].startswith("1 ")
    assert "contradict" in lines[-1]


def test_it_is_counted_how_many_events_can_be_symbols(week: Database) -> None:
    # Kherson and Moscow of four.
    assert "2 of 4 events shown can be drawn as a symbol." in sections_of(week)["Dates and places"]


def test_every_status_is_explained(week: Database) -> None:
    lines = sections_of(week)["Status"]
    assert [line.split(":")[0] for line in lines] == [status.capitalize() for status in Status]


@pytest.mark.parametrize(
    ("info", "lines"),
    [
        ({}, ["Test, version 1", "Licence: CC0-1.0"]),
        ({"licence": ""}, ["Test, version 1", "Licence: not given"]),
        (
            {"source": "An article", "attribution": "Coded by hand"},
            ["Test, version 1", "An article", "Licence: CC0-1.0", "Coded by hand"],
        ),
    ],
)
def test_a_dataset_is_named_with_its_terms(
    open_rows: Callable[..., Database], info: dict[str, Any], lines: list[str]
) -> None:
    assert sections_of(open_rows([{}], **info))["This dataset"] == lines
