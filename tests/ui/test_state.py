from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from support.pages import TABLE, Run, listed, place_of_file, query, run_as, view_of

from eventmap.collected import OWN
from eventmap.database import Database
from eventmap.filters import drawn_inside
from eventmap.stories import Step, Story

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_link_sets_the_controls(run: Run) -> None:
    app = run("type=shelling&type=glide_bomb&from=2025-10-18&strict=true&killed_min=1&q=kherson")
    assert app.multiselect(key="type").value == ["shelling", "glide_bomb"]
    assert app.date_input(key="from").value == date(2025, 10, 18)
    assert app.checkbox(key="strict").value is True
    assert app.number_input(key="killed_min").value == 1
    assert app.text_input(key="q").value == "kherson"
    assert listed(app) == "Events (1)"


def test_a_control_writes_the_query_string_and_leaves_the_map_s_view_in_it(run: Run) -> None:
    app = run("lat=48.5&lng=31&zoom=6")
    app.multiselect(key="type").select("air_defence").run()
    assert query(app) == {"lat": ["48.5"], "lng": ["31"], "zoom": ["6"], "type": ["air_defence"]}
    app.multiselect(key="type").unselect("air_defence").run()
    assert query(app) == {"lat": ["48.5"], "lng": ["31"], "zoom": ["6"]}


def test_a_malformed_part_of_a_link_is_left_out_and_the_rest_works(run: Run) -> None:
    app = run("type=dron&type=shelling&from=yesterday&zoom=near&tpye=drone")
    assert app.multiselect(key="type").value == ["shelling"]
    assert query(app) == {"zoom": ["near"], "type": ["shelling"]}
    refusals = view_of(app).refusals
    assert [refusal.column for refusal in refusals] == [
        "type",
        "from",
        "zoom",
        "tpye",
    ]


def test_the_way_back_in_the_browser_reads_the_query_string(run: Run) -> None:
    app = run("")
    app.multiselect(key="type").select("shelling").run()
    del app.query_params["type"]
    app.run()
    assert app.multiselect(key="type").value == []
    assert listed(app) == "Events (11)"


def test_a_list_that_follows_the_map_is_in_the_link_and_waits_for_its_view(run: Run) -> None:
    app = run("in_view=true&q=Kherson")
    view = view_of(app)
    assert view.listed() is None
    view.box = "32,46,33,47"
    app.run()
    assert query(app) == {"in_view": ["true"], "q": ["Kherson"]}
    assert view.listed() == drawn_inside((32, 46, 33, 47), "in_view")
    assert not app.exception


def test_a_period_that_ends_before_it_begins_is_not_used_and_stays_to_be_put_right(
    run: Run,
) -> None:
    app = run("type=shelling")
    app.date_input(key="from").set_value(date(2025, 10, 24)).run()
    app.date_input(key="to").set_value(date(2025, 10, 1)).run()
    assert not app.exception
    assert query(app) == {"type": ["shelling"]}
    assert listed(app) == "Events (4)"
    assert app.date_input(key="from").value == date(2025, 10, 24)
    assert app.date_input(key="to").value == date(2025, 10, 1)
    app.date_input(key="to").set_value(date(2025, 10, 24)).run()
    assert query(app) == {"type": ["shelling"], "from": ["2025-10-24"], "to": ["2025-10-24"]}


def test_neither_day_of_such_a_period_is_taken_from_a_link(run: Run) -> None:
    app = run("from=2025-10-24&to=2025-10-01&type=shelling")
    assert query(app) == {"type": ["shelling"]}
    assert [refusal.column for refusal in view_of(app).refusals] == ["to"]


@pytest.mark.usefixtures("read_here")
def test_what_was_chosen_goes_before_the_address_that_a_busy_browser_still_has(
    database: Database,
) -> None:
    viewer = "9" * 32
    steps = Step("Kherson", "One", (("region", "UA-65"),)), Step("Everything", "Two", ())
    database.collected.keep(viewer, "london-summit", Story(OWN, "My story", steps))
    app = run_as(viewer, "")
    app.multiselect(key="type").select("air_defence").run()
    controls: tuple[Callable[[], Any], ...] = (
        lambda: app.selectbox(key="own step").set_value(1),
        lambda: place_of_file(app).set_value(("mine.csv", TABLE, "text/csv")),
    )
    for use in controls:
        app.query_params.clear()
        use().run()
        assert app.multiselect(key="type").value == ["air_defence"]
        assert query(app) == {"type": ["air_defence"]}
