from pathlib import Path

import pytest
from support.datasets import EVENT, write_dataset
from support.pages import Run, listed, query, view_of


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
