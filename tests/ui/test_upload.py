import pytest
from streamlit.testing.v1 import AppTest
from support.datasets import make_dataset
from support.pages import TABLE, Run, listed, notices, place_of_file, query, run_as, view_of

from eventmap import PAGE
from eventmap.database import Database


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


@pytest.mark.usefixtures("read_here")
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


@pytest.mark.usefixtures("read_here")
def test_a_file_is_opened_where_the_link_leads_to_nothing(database: Database) -> None:
    app = run_as("8" * 32, "dataset=nowhere")
    place_of_file(app).set_value(("mine.csv", TABLE, "text/csv")).run()
    assert view_of(app).absent
    assert query(app) == {"dataset": ["nowhere"]}


def test_a_browser_without_a_cookie_is_offered_no_upload_and_told_why(run: Run) -> None:
    app = run("")
    assert not app.get("file_uploader")
    assert any("in a browser that keeps cookies" in caption.value for caption in app.caption)


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
