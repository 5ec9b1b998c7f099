import json
from pathlib import Path

import pytest
from support.datasets import make_dataset
from support.pages import (
    Run,
    listed,
    notices,
    query,
    view_of,
)

from eventmap.store import VersionedStore


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
