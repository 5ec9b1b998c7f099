from collections.abc import Callable

import pytest

from eventmap.api import Summary
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.panels.casualties import SHOWN_ROWS, casualties_panel
from eventmap.summary import summarise

REGIONS = ["UA-05", "UA-07", "UA-09", "UA-12", "UA-14", "UA-18", "UA-21", "UA-23", "UA-26", "UA-63"]


@pytest.fixture
def summary(open_rows: Callable[..., Database]) -> Summary:
    """Return the numbers of an event in each of ten regions, of which one gives figures."""
    events = [{"event_id": code, "admin1": code} for code in REGIONS]
    claim = {"killed_low": 2, "killed_best": 3, "killed_high": 2, "injured_best": 22}
    return summarise(open_rows(events, [{"event_id": "UA-05", **claim}]), Filters())


def test_the_best_figure_comes_first_and_the_range_beside_it(summary: Summary) -> None:
    killed, injured = casualties_panel(summary)["totals"]
    # Nine of ten give none, so the upper end is open.
    assert (killed["label"], killed["number"], killed["range"]) == (
        "killed, best estimate",
        "3",
        "at least 2",
    )
    assert (injured["label"], injured["number"], injured["range"]) == ("injured", "at least 22", "")
    assert injured["basis"] == "from 1 of 10 events; 9 give no figure"


def test_injured_stand_beside_killed_in_every_table(summary: Summary) -> None:
    panel = casualties_panel(summary)
    assert panel["measures"] == ["killed", "injured"]
    by_region, by_type = panel["tables"]
    assert [cost["number"] for cost in by_region["rows"][0]["costs"]] == ["3", "22"]
    assert [cost["number"] for cost in by_region["rows"][1]["costs"]] == ["not given"] * 2
    assert [cost["number"] for cost in by_type["rows"][0]["costs"]] == ["3", "at least 22"]


def test_every_place_is_there_and_some_are_asked_for(summary: Summary) -> None:
    by_region, by_type = casualties_panel(summary)["tables"]
    assert len(by_region["rows"]) == len(REGIONS)
    assert by_region["more"] == f"and {len(REGIONS) - SHOWN_ROWS} more places"
    assert by_type["more"] is None


def test_an_empty_selection_has_one_sentence_and_no_figures(week: Database) -> None:
    panel = casualties_panel(summarise(week, Filters(type=("missile",))))
    assert panel["empty"] == "No event matches the filter."
    assert casualties_panel(summarise(week, Filters()))["empty"] is None


def test_records_that_contradict_themselves_are_counted_and_named(summary: Summary) -> None:
    assert casualties_panel(summary)["notes"] == ["1 record contradicts itself."]


def test_a_measure_of_which_nobody_gives_a_figure_has_no_column(
    open_rows: Callable[..., Database],
) -> None:
    panel = casualties_panel(summarise(open_rows([{}]), Filters()))
    assert panel["measures"] == []
    assert [total["number"] for total in panel["totals"]] == ["not given", "not given"]
    assert panel["totals"][0]["basis"] == "from 0 of 1 event; 1 gives no figure"


def test_records_of_several_events_are_called_so(aggregates: Database) -> None:
    panel = casualties_panel(summarise(aggregates, Filters()))
    assert panel["totals"][0]["basis"] == "from 2 of 4 records; 2 give no figure"
    kherson = panel["tables"][0]["rows"][0]
    assert (kherson["label"], kherson["events"]) == ("Kherson Oblast", 13)
    assert (kherson["known"], kherson["unknown"]) == (1, 1)
