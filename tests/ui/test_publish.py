"""A file as a new version of a dataset, in the dialog: through Streamlit's own test harness.

A login at a real provider, and the page in a browser: tests/e2e/test_login.py.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from eventmap import PAGE
from eventmap.access import Access, User, parse_access, write_access
from eventmap.importing import Import, import_files
from eventmap.readers import Choices
from eventmap.store import VersionedStore
from eventmap.throttling import Background
from eventmap.ui.state import View

EDITOR = User("Anna", frozenset({"user:1", "group:editors"}))
READER = User("Boris", frozenset({"user:2"}))

HEADER = "event_id,date,place,latitude,longitude,killed\n"
FIRST = (
    "a,2025-03-01,Kherson,46.6354,32.6169,1\n",
    "b,2025-03-02,Kharkiv,49.99,36.23,2\n",
    "c,2025-03-03,Odesa,46.48,30.73,0\n",
)
NEXT = (*FIRST[:2], "d,2025-03-04,Lviv,49.84,24.03,0\n")
"""Two events as they were, one that is new; one is not in it."""

WHAT_FOR = "What the file is for"
WRITE = "Write as a new version"


@pytest.fixture(scope="module")
def written(
    reading_here: Callable[[pytest.MonkeyPatch], None], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a store to be copied; its dataset `desk` editors may import into, `other` nobody."""
    folder = tmp_path_factory.mktemp("written")
    store = VersionedStore(str(folder / "store"))
    store.write_access("desk", write_access(access()))
    with pytest.MonkeyPatch.context() as patch:
        reading_here(patch)
        write(store, folder, "desk")
        write(store, folder, "other")
    store.write_access("other", write_access(Access(frozenset({"everyone"}))))
    return folder / "store"


@pytest.fixture
def store(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> VersionedStore:
    """Return such a store of one's own, of an app with a login."""
    settings = {
        "STORE": str(tmp_path / "store"),
        "AUTH_REDIRECT_URI": "http://127.0.0.1:8501/oauth2callback",
        "AUTH_COOKIE_SECRET": "nobody knows this, and it is long enough",
        "AUTH_CLIENT_ID": "eventmap",
        "AUTH_CLIENT_SECRET": "known to both",
        "AUTH_SERVER_METADATA_URL": "http://127.0.0.1:9/.well-known/openid-configuration",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"EVENTMAP_{name}", value)
    shutil.copytree(written, settings["STORE"])
    return VersionedStore(settings["STORE"])


def access(**named: Any) -> Access:
    editors = frozenset({"group:editors"})
    return Access(**{"see": frozenset({"everyone"}), "importers": editors} | named)


def write(store: VersionedStore, folder: Path, name: str, rows: tuple[str, ...] = FIRST) -> None:
    path = folder / "first.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    choices = Choices(title=f"The {name}", licence="CC0-1.0", redistributable=True)
    import_files([path], name, choices, store)


def put_in(user: User, dataset: str = "desk") -> AppTest:
    """Put a file in on the page of a dataset, as a user; the harness sends no cookie."""
    app = AppTest.from_file(PAGE, default_timeout=60)
    app.session_state["view"] = View(viewer="a" * 32, user=user)
    app.query_params["dataset"] = dataset
    app.run()
    (place,) = (each for each in app.file_uploader if each.label == "A table of events")
    content = (HEADER + "".join(NEXT)).encode()
    place.set_value(("march.csv", content, "text/csv")).run()
    assert not app.exception
    return app


def choose(app: AppTest, name: str) -> None:
    (control,) = (each for each in app.selectbox if each.label == WHAT_FOR)
    control.set_value(name).run()
    assert not app.exception


def press(app: AppTest, label: str) -> None:
    (button,) = (each for each in app.button if each.label == label)
    button.click().run()
    assert not app.exception


def shown(app: AppTest) -> str:
    """Return what the panels of the page were given."""
    return " ".join(str(element.proto) for element in app.get("bidi_component"))


def labels(app: AppTest) -> list[str]:
    return [each.label for each in (*app.button, *app.selectbox)]


def test_what_would_change_is_told_and_then_written_as_it_was_told(store: VersionedStore) -> None:
    """With the file read in a process of its own, as all are."""
    app = put_in(EDITOR)
    (control,) = (each for each in app.selectbox if each.label == WHAT_FOR)
    assert (control.value, len(control.options)) == ("", 2)  # and nothing of `other`
    assert "Show on the map" in labels(app)
    choose(app, "desk")
    assert "Events against version 1: 1 added, 0 changed, 2 unchanged, 1 withdrawn." in shown(app)
    assert "The new version would withdraw 1 event." in shown(app)
    assert store.head("desk") == 1
    press(app, WRITE)
    assert "is written: 1 added, 0 changed, 2 unchanged, 1 withdrawn." in shown(app)
    (version,) = store.versions("desk")[1:]
    counts = version.events
    assert (counts.added, counts.changed, counts.unchanged, counts.withdrawn) == (1, 0, 2, 1)
    info = version.info
    assert (info.title, info.licence, info.redistributable) == ("The desk", "CC0-1.0", True)
    assert version.files == ("march.csv",)
    assert parse_access(store.read_access("desk") or b"") == access()
    press(app, "Close")
    assert "is written" not in shown(app)


@pytest.mark.usefixtures("read_here")
def test_a_version_of_another_dataset_than_the_one_shown_turns_the_page_to_it(
    store: VersionedStore,
) -> None:
    app = put_in(EDITOR, "other")
    choose(app, "desk")
    press(app, WRITE)  # in a run of the whole page, as a line that broke asks for
    assert store.head("desk") == 2
    assert "is written: 1 added, 0 changed, 2 unchanged, 1 withdrawn." in shown(app)
    assert "could not be shown" not in shown(app)
    assert WHAT_FOR not in labels(app)
    assert app.session_state["dataset"] == "desk"


@pytest.mark.usefixtures("read_here")
def test_a_press_writes_what_was_told_or_nothing_and_nothing_for_who_lost_the_role(
    store: VersionedStore, tmp_path: Path
) -> None:
    app = put_in(EDITOR)
    choose(app, "desk")
    write(store, tmp_path, "desk", FIRST[:1])
    press(app, WRITE)
    assert store.head("desk") == 2
    assert "What would change was told against version 1" in shown(app)
    # Odesa was withdrawn by the other import, and Kharkiv comes back.
    assert "Events against version 2: 1 added, 1 changed, 1 unchanged, 0 withdrawn." in shown(app)
    store.write_access("desk", write_access(access(importers=frozenset())))
    press(app, WRITE)
    assert "You may not write a new version of this dataset" in shown(app)
    assert WRITE not in labels(app)
    assert store.head("desk") == 2


@pytest.mark.usefixtures("read_here")
def test_a_reader_is_offered_no_version_and_a_forged_choice_writes_none(
    store: VersionedStore,
) -> None:
    app = put_in(READER)
    assert WHAT_FOR not in labels(app)
    assert "Show on the map" in labels(app)
    assert "new version" not in shown(app)
    (place,) = (each for each in app.file_uploader if each.label == "A table of events")
    app.session_state[f"what for {place.value.file_id}"] = "desk"
    app.run()
    assert not app.exception
    assert "You may not write a new version of this dataset" in shown(app)
    assert WRITE not in labels(app)
    assert store.head("desk") == 1


def test_a_version_whose_dialog_was_closed_is_told_of_on_the_page(store: VersionedStore) -> None:
    over = Event()
    done = Import("desk", 2, True, 3, (), 0, added=1, changed=0, unchanged=2, withdrawn=1)

    def write_slowly(tell: Callable[[str], None]) -> Import:
        tell("Writing events: 40%.")
        assert over.wait(60)
        return done

    app = AppTest.from_file(PAGE, default_timeout=60)
    writing = ("a file", Background(write_slowly, EDITOR))
    app.session_state["view"] = View(viewer="a" * 32, user=EDITOR, writing=writing)
    app.run()
    assert [each.value for each in app.info] == ["Writing events: 40%."]
    over.set()
    assert writing[1].wait(60)
    app.run()
    assert not app.exception
    assert not app.info
    assert "is written: 1 added, 0 changed, 2 unchanged, 1 withdrawn." in shown(app)


def test_a_host_that_takes_no_files_takes_no_versions(
    store: VersionedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENTMAP_UPLOADS", "off")
    app = AppTest.from_file(PAGE, default_timeout=60)
    app.session_state["view"] = View(viewer="a" * 32, user=EDITOR)
    app.query_params["dataset"] = "desk"
    app.run()
    assert not app.exception
    assert "A table of events" not in [each.label for each in app.file_uploader]
