"""The page's controls and its query string, through Streamlit's own test harness.

What panels and map draw is tested in the browser: tests/e2e.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import FileUploader
from support.datasets import EVENT, make_dataset, write_dataset

from eventmap import PAGE
from eventmap.collected import OWN
from eventmap.database import Database, open_database
from eventmap.filters import Filters, drawn_inside
from eventmap.settings import Settings
from eventmap.store import VersionedStore
from eventmap.stories import MOST_STEPS, Step, Story, write_views
from eventmap.ui import collect
from eventmap.ui.state import View

Run = Callable[[str], AppTest]


@pytest.fixture(scope="module", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    """Let the harness look once for components in all installed packages, not for every page."""
    once = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture
def run() -> Run:
    """Return a function that runs the page for a query string, on the bundled dataset."""

    def run_page(query: str) -> AppTest:
        app = AppTest.from_file(PAGE, default_timeout=60)
        for name, value in parse_qsl(query):
            app.query_params[name] = [*app.query_params.get(name, []), value]
        app.run()
        assert not app.exception
        return app

    return run_page


def view_of(app: AppTest) -> View:
    """Return what the session looks at besides its controls; set it before the first run."""
    if "view" not in app.session_state:
        app.session_state["view"] = View()
    view: View = app.session_state["view"]
    return view


def listed(app: AppTest) -> str:
    """Return the label of the list of events, with their number, which is style behind it."""
    (label,) = (tab.label for tab in app.tabs if tab.label.startswith("Events"))
    styles = "".join(element.proto.body for element in app.get("html"))
    number = re.search(r"nth-of-type\(1\)::after \{ content: '\\00a0(\([\d,]+\))'; \}", styles)
    assert number, styles
    return f"{label} {number[1]}"


def query(app: AppTest) -> dict[str, list[str]]:
    """Return the query string; the harness gives a single value as a text, several as a list."""
    params = app.query_params.items()
    return {name: [value] if isinstance(value, str) else list(value) for name, value in params}


def test_the_page_opens_on_the_week_of_the_summit(run: Run) -> None:
    app = run("")
    # Eleven events are coded from the article: data/README.md names them.
    assert listed(app) == "Events (11)"
    assert query(app) == {}


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


def test_a_choice_is_offered_with_the_number_of_events_that_it_would_show(run: Run) -> None:
    app = run("country=RU")
    assert "Air defence (3)" in app.multiselect(key="type").options
    assert "Shelling (0)" in app.multiselect(key="type").options


def test_a_choice_from_a_link_that_the_dataset_never_has_is_told_from_one_that_is_hidden(
    run: Run,
) -> None:
    # data/london-summit/events.csv has no missile and no event in Poland.
    app = run("type=missile&country=PL&country=RU&status=reported")
    assert app.multiselect(key="type").value == ["missile"]
    assert "Missile (not told apart here)" in app.multiselect(key="type").options
    assert "Shelling (0)" in app.multiselect(key="type").options
    assert "Poland (not in this dataset)" in app.multiselect(key="country").options
    assert view_of(app).left_behind == []


def test_a_choice_is_sent_back_only_with_another_number(run: Run) -> None:
    # What is sent back replaces what the viewer has chosen meanwhile.
    app = run("")
    app.multiselect(key="type").select("shelling").run()
    assert not app.multiselect(key="type").proto.set_value
    assert app.multiselect(key="type").options[0] == "Shelling (4)"
    # From data/london-summit/events.csv: one event of shelling is reported, three are claimed.
    app.multiselect(key="status").select("reported").run()
    assert app.multiselect(key="type").proto.set_value
    assert app.multiselect(key="type").value == ["shelling"]
    assert "Shelling (1)" in app.multiselect(key="type").options


def test_what_is_called_the_same_is_told_apart_where_it_is_chosen(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Sucre is a department of Colombia and a state of Venezuela: the browser sends a label back.
    event = EVENT | {"title": "Shelling", "geo_precision": "region"}
    rows = [
        event | {"event_id": "a", "admin1": "CO-SUC", "country": "CO"},
        event | {"event_id": "b", "admin1": "VE-R", "country": "VE"},
    ]
    for name in ("one", "two"):
        write_dataset(tmp_path / name, rows, title="UCDP")
    monkeypatch.setenv("EVENTMAP_DATA", str(tmp_path))
    app = run("dataset=two&region=VE-R")
    assert app.selectbox(key="dataset").options == ["UCDP (one)", "UCDP (two)"]
    assert sorted(app.multiselect(key="region").options) == [
        "Sucre (CO-SUC) (1)",
        "Sucre (VE-R) (1)",
    ]
    assert "Region: Sucre (CO-SUC)" in app.selectbox(key="compare").options
    app.checkbox(key="strict").check().run()
    assert app.selectbox(key="dataset").value == "two"
    assert app.multiselect(key="region").value == ["VE-R"]


def test_a_dataset_without_choices_is_a_dataset_like_any_other(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [
        {"event_id": "1", "title": "One"},
        {"event_id": "2", "title": "Two", "country": "RU", "event_type": "drone"},
    ]
    events = [EVENT | {"geo_precision": "country"} | row for row in events]
    write_dataset(tmp_path / "both", events)
    write_dataset(tmp_path / "one", events[:1])
    monkeypatch.setenv("EVENTMAP_DATA", str(tmp_path))
    app = run("dataset=both&type=drone")
    assert listed(app) == "Events (1)"
    app.selectbox(key="dataset").select("one").run()
    assert view_of(app).left_behind == ["Type: Drone"]
    assert query(app) == {"dataset": ["one"]}
    assert not app.multiselect
    assert listed(app) == "Events (1)"
    app.selectbox(key="dataset").select("both").run()
    assert not app.exception
    assert app.multiselect(key="type").options == ["Drone (1)", "Shelling (1)"]


def test_who_is_involved_who_did_it_what_was_hit_and_how_many_say_so_are_controls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    army = {"parties": "Army of A; Army of B", "target": "civilians"}
    events = [
        army | {"event_id": "a", "title": "a", "actor": "Army of A"},
        army | {"event_id": "b", "title": "b"},
        {"event_id": "c", "title": "c", "parties": "Army of C", "target": "energy"},
        {"event_id": "d", "title": "d", "actor": "Army of D"},
    ]
    events = [EVENT | {"geo_precision": "country"} | row for row in events]
    claims = [
        {"claim_id": "1", "event_id": "a", "claimant": "N", "side": "media", "source": "X; Y"}
    ]
    write_dataset(tmp_path / "who", events, claims)
    monkeypatch.setenv("EVENTMAP_DATA", str(tmp_path))
    for link, number in (
        ("party=Army of A", 2),
        ("party=Army of A&party=Army of C", 3),
        ("actor=Army of A", 1),
        ("target=civilians", 2),
        ("sources_min=2", 1),
    ):
        assert listed(run(link)) == f"Events ({number})"
    app = run("")
    app.multiselect(key="party").select("Army of B").run()
    app.number_input(key="sources_min").set_value(1).run()
    assert query(app) == {"party": ["Army of B"], "sources_min": ["1"]}
    assert listed(app) == "Events (1)"


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


def test_a_dataset_that_is_not_there_is_not_replaced_by_another(run: Run) -> None:
    app = run("dataset=nope&type=shelling&event=kherson-residential-block")
    assert not app.tabs
    assert view_of(app).absent.sentences[0] == "There is no dataset “nope” here."
    assert query(app) == {
        "dataset": ["nope"],
        "type": ["shelling"],
        "event": ["kherson-residential-block"],
    }
    (other,) = app.selectbox
    other.select_index(0).run()
    assert listed(app) == "Events (11)"
    assert query(app) == {"event": ["kherson-residential-block"]}


@pytest.mark.parametrize("dataset", ["", "dataset=london-summit&"])
def test_a_version_that_is_not_there_is_not_replaced_by_another(run: Run, dataset: str) -> None:
    app = run(f"{dataset}version=7&type=shelling")
    assert not app.tabs
    # The title is that of data/london-summit/dataset.toml.
    title = "The week of the London summit, 18–24 October 2025"
    assert view_of(app).absent.sentences == [f"There is no version 7 of “{title}”."]
    assert app.selectbox(key="Show another version").options == ["Version 1"]
    app.selectbox(key="Show another version").select_index(0).run()
    assert listed(app) == "Events (4)"
    assert query(app) == {"version": ["1"], "type": ["shelling"]}


def test_an_event_that_is_not_there_is_named_and_not_opened(run: Run) -> None:
    app = run("event=nope&type=shelling")
    assert view_of(app).lost_event == ("london-summit", "nope")
    assert view_of(app).event is None
    assert query(app) == {"type": ["shelling"]}
    app.text_input(key="q").set_value("kherson").run()
    assert view_of(app).lost_event == ("london-summit", "nope")
    app.query_params["event"] = "kherson-residential-block"
    app.run()
    assert view_of(app).lost_event is None
    assert view_of(app).event == "kherson-residential-block"


def test_the_way_back_in_the_browser_reads_the_query_string(run: Run) -> None:
    app = run("")
    app.multiselect(key="type").select("shelling").run()
    del app.query_params["type"]
    app.run()
    assert app.multiselect(key="type").value == []
    assert listed(app) == "Events (11)"


def test_an_event_in_the_link_is_opened(run: Run) -> None:
    app = run("event=kherson-residential-block")
    assert query(app) == {"event": ["kherson-residential-block"]}
    assert view_of(app).event == "kherson-residential-block"


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


@pytest.fixture
def database() -> Database:
    """Return the database of the pages that this file runs."""
    return open_database(Settings.from_env())


def run_as(viewer: str, query: str) -> AppTest:
    """Run the page in a new session of a viewer; the harness sends no cookie."""
    app = AppTest.from_file(PAGE, default_timeout=60)
    view_of(app).viewer = viewer
    for name, value in parse_qsl(query):
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def test_a_new_session_of_the_same_viewer_finds_the_upload_again(database: Database) -> None:
    name = database.add_upload(make_dataset([{}, {}], title="mine.csv"), "a" * 32).name
    app = run_as("a" * 32, f"dataset={name}")
    assert listed(app) == "Events (2)"
    assert app.selectbox(key="dataset").options[-1] == "mine.csv"
    app.text_input(key="q").set_value("event").run()
    assert query(app) == {"dataset": [name], "q": ["event"]}
    database.uploads.remove(name)


@pytest.mark.parametrize("viewer", ["b" * 32, None])
def test_an_upload_of_another_viewer_is_not_shown_nor_the_default_in_its_place(
    database: Database, viewer: str
) -> None:
    name = database.add_upload(make_dataset([{}, {}], title="mine.csv"), "a" * 32).name
    app = run_as(viewer, f"dataset={name}&type=shelling")
    assert not app.tabs
    assert "opened by another viewer" in view_of(app).absent.sentences[0]
    assert (
        "for 30 minutes, or its last tab has been closed for 2 min"
        in view_of(app).absent.sentences[1]
    )
    assert query(app) == {"dataset": [name], "type": ["shelling"]}
    (other,) = app.selectbox
    assert other.label == "Show another dataset"
    assert other.value is None
    assert "mine.csv" not in other.options
    other.select_index(0).run()
    assert listed(app) == "Events (11)"
    assert query(app) == {}
    assert not view_of(app).absent
    database.uploads.remove(name)


def test_an_upload_that_goes_while_it_is_looked_at_is_not_replaced(database: Database) -> None:
    name = database.add_upload(make_dataset([{}, {}]), "a" * 32).name
    app = run_as("a" * 32, f"dataset={name}")
    database.uploads.remove(name)
    for _ in range(3):
        app.run()
        assert not app.tabs
        assert "no longer here" in view_of(app).absent.sentences[0]
        assert query(app) == {"dataset": [name]}
    app.selectbox(key="Show another dataset").select_index(0).run()
    assert listed(app) == "Events (11)"


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def test_a_collected_story_is_put_in_order_and_found_again_by_a_new_session(
    database: Database,
) -> None:
    viewer = "c" * 32
    steps = Step("Kherson", "One", (("region", "UA-65"),)), Step("Everything", "Two", ())
    database.collected.keep(viewer, "london-summit", Story(OWN, "My story", steps))
    app = run_as(viewer, "")
    assert app.selectbox(key="own step").options == ["1. Kherson", "2. Everything"]
    app.selectbox(key="own step").set_value(2).run()
    press(app, "Earlier")
    assert app.selectbox(key="own step").value == 1
    app.text_input(key="own title").set_value("For the minister").run()
    assert database.collected.of(viewer)["london-summit"].title == "For the minister"
    again = run_as(viewer, "story=my-story&step=2")
    assert again.selectbox(key="own step").options == ["1. Everything", "2. Kherson"]
    assert again.multiselect(key="region").value == ["UA-65"]
    for _ in range(2):
        press(again, "Remove")
    assert database.collected.of(viewer) == {}
    assert view_of(again).story is None


def open_story(app: AppTest, content: bytes) -> None:
    (place,) = (each for each in app.file_uploader if each.label.startswith("Open a story"))
    place.set_value(("views.toml", content, "application/toml")).run()
    assert not app.exception


def test_a_story_that_was_taken_away_is_opened_again(database: Database) -> None:
    viewer = "f" * 32
    app = run_as(viewer, "")
    step = Step("Kherson", "Said", (("region", "UA-65"),))
    taken = write_views(Story("mine", "Mine", (step,)))
    open_story(app, taken)
    assert database.collected.of(viewer) == {"london-summit": Story(OWN, "Mine", (step,))}
    wrong = taken.replace(b"region", b"regoin")
    open_story(app, wrong)
    assert "'regoin'" in view_of(app).misread[0]
    assert database.collected.of(viewer)["london-summit"].title == "Mine"


TABLE = b"date,latitude,longitude\n2025-02-01,46.6354,32.6169\n"


def place_of_file(app: AppTest) -> FileUploader:
    (found,) = (each for each in app.file_uploader if each.label == "A table of events")
    return found


def test_a_file_that_comes_before_the_place_for_the_next_one_is_there_keeps_its_own(
    database: Database,
) -> None:
    app = run_as("e" * 32, "")

    def read() -> list[str]:
        """Return the names of the files of whose columns there is a title to be given."""
        return [field.placeholder for field in app.text_input if field.label == "Title"]

    place_of_file(app).set_value(("first.csv", TABLE, "text/csv")).run()
    assert read() == ["first"]
    # The dialog is closed; the page is drawn after that, and the browser has the place before.
    view_of(app).put_away += 1
    place_of_file(app).set_value(("second.csv", TABLE, "text/csv")).run()
    assert read() == ["second"]


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


def test_a_file_is_opened_where_the_link_leads_to_nothing(database: Database) -> None:
    app = run_as("8" * 32, "dataset=nowhere")
    place_of_file(app).set_value(("mine.csv", TABLE, "text/csv")).run()
    assert view_of(app).absent
    assert query(app) == {"dataset": ["nowhere"]}


def test_a_story_is_not_longer_than_a_file_may_be_whatever_the_page_sends(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, info = View(), database.info_of(Filters(dataset="london-summit"))
    monkeypatch.setattr(collect, "this_view", lambda: view)
    chosen: dict[str, int] = {}
    monkeypatch.setattr(collect, "send_control", chosen.__setitem__)
    sent = {"title": "More", "text": "Said", "look": []}

    def add(story: Story, **chosen: Any) -> tuple[str, ...]:
        monkeypatch.setattr(collect, "current_filters", lambda: Filters(**chosen))
        collect.add_view(database, "e" * 32, info, story, sent)
        return view.misread

    full = Story(OWN, "Full", (Step("One", "Said", ()),) * MOST_STEPS)
    assert add(full) == ("Not added: a story has at most 50 views.",)
    own = Story(OWN, "Mine", ())
    long = add(own, source=tuple(f"{at} {'a' * 100}" for at in range(40)))
    assert long[0].startswith("Not added: a link has at most 4,000 characters")
    assert database.collected.of("e" * 32) == {}
    assert add(own) == ()
    assert len(database.collected.of("e" * 32)["london-summit"].steps) == 1
    assert chosen == {"own step": 1}


def test_a_browser_without_a_cookie_is_offered_no_upload_and_told_why(run: Run) -> None:
    app = run("")
    assert not app.get("file_uploader")
    assert any("in a browser that keeps cookies" in caption.value for caption in app.caption)


def test_a_page_that_finds_no_memory_says_so_and_goes_on_later(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = EVENT | {"event_id": "e", "title": "An event", "geo_precision": "country"}
    write_dataset(tmp_path / "one", [event])
    monkeypatch.setenv("EVENTMAP_DATA", str(tmp_path / "one"))
    database = open_database(Settings.from_env())
    database.rows("SET memory_limit = '1MB'", Filters())
    app = run("")
    assert not app.tabs
    database.rows("SET memory_limit = '256MB'", Filters())
    app.run()
    assert not app.exception
    assert listed(app) == "Events (1)"


def test_a_viewer_is_told_which_file_went_for_a_newer_one(database: Database) -> None:
    dataset = make_dataset([{}], title="newer.csv")
    names = [
        database.add_upload(make_dataset([{}], title="older.csv"), "c" * 32).name for _ in range(5)
    ]
    uploaded = database.add_upload(dataset, "c" * 32)
    app = AppTest.from_file(PAGE, default_timeout=60)
    view_of(app).viewer = "c" * 32
    view_of(app).gone = (uploaded.name, uploaded.gone)
    app.query_params["dataset"] = uploaded.name
    app.run()
    assert any("No longer here: older.csv." in said for said in notices(app))
    app.selectbox(key="dataset").select(names[1]).run()
    assert listed(app) == "Events (1)"
    assert not any("No longer here" in said for said in notices(app))
    for name in [*names, uploaded.name]:
        database.uploads.remove(name)


def notices(app: AppTest) -> list[str]:
    """Return the notices of the page, each with all that its panel was given."""
    return [str(element.proto) for element in app.get("bidi_component")]


def test_a_damaged_dataset_of_the_store_is_named_and_the_others_are_shown(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = VersionedStore(str(tmp_path / "store"))
    for name in ("damaged", "sound"):
        store.write(make_dataset([{}, {}], name=name, title=name.title()))
    note = {"commitInfo": {"timestamp": 1, "eventmap": "[1]"}}
    log = tmp_path / "store" / "damaged" / "_delta_log"
    (log / f"{1:020}.json").write_text(json.dumps(note), encoding="utf-8")
    monkeypatch.setenv("EVENTMAP_STORE", store.root)
    app = run("dataset=sound")
    assert listed(app) == "Events (2)"
    said = " ".join(notices(app))
    assert "The dataset damaged cannot be read at present." in said
    assert "in what its log says of a version, the note is [1]; allowed: an object" in said
    assert "The dataset sound" not in said


@pytest.mark.parametrize("label", ["Per month, by width", "Per day) AS bin --"])
def test_a_label_that_is_no_unit_leaves_it_to_the_width(run: Run, label: str) -> None:
    # The browser sends a choice by its label; Streamlit hands on what is the label of none.
    app = run("dataset=ucdp-ukraine&unit=quarter")
    control = app.selectbox(key="unit")
    control.options.append(label)
    control.select(label.removeprefix("Per ")).run()
    assert not app.exception
    assert view_of(app).time_axis.unit is None
    assert "unit" not in query(app)
