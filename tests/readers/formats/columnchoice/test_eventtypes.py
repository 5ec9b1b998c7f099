import pytest
from support.format_sources import DAY, make_source, shape_rows

from eventmap.readers.doubts import Doubt
from eventmap.readers.formats.columnchoice import choose_columns


def test_how_something_was_launched_and_what_was_hit_are_no_type_of_event():
    row = {"Launch method": "Air-launched", "Weapon": "Airstrike", "Object type": "school"}
    columns = choose_columns(make_source([DAY | row]), {}).columns
    assert (columns["event_type"], columns["target"]) == ("Weapon", "Object type")


@pytest.mark.parametrize("heading", ["Rodzaj", "Olay türü", "Rodzaj zdarzenia"])
def test_a_type_is_known_by_its_heading_in_polish_and_turkish(heading):
    rows = [DAY | {"place": "Izium", heading: kind} for kind in ("Nalot", "Patlama")]
    assert choose_columns(make_source(rows), {}).columns["event_type"] == heading


def test_a_type_of_something_else_is_no_type_of_events_and_is_named():
    rows = [
        DAY | {"school_type": kind, "threat_type": "point", "shooting_type": "air strike"}
        for kind in ("public", "private")
    ]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["event_type"] == "shooting_type"
    del rows[0]["shooting_type"], rows[1]["shooting_type"]
    choice = choose_columns(make_source(rows), {})
    assert "event_type" not in choice.columns
    assert sum("not read as the type of events" in note for note in choice.notes) == 2


@pytest.mark.parametrize(("cells", "read"), [(("175", "PA 31T"), False), (("Shahed-136",), True)])
def test_models_are_types_where_one_is_a_weapon(cells, read):
    choice = choose_columns(make_source([DAY | {"Model": cell} for cell in cells]), {})
    assert (choice.columns.get("event_type") == "Model") is read
    assert any("'Model' is not read as the type" in note for note in choice.notes) is not read


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [("Bron", ("NOS", "VRT"), "source"), ("Broń", ("rakieta", "dron"), "event_type")],
)
def test_bron_is_a_source_in_dutch_and_with_its_accent_a_weapon_in_polish(heading, cells, field):
    rows = [DAY | {"place": "Utrecht", heading: cell} for cell in cells]
    assert choose_columns(make_source(rows), {}).columns.get(field) == heading


def test_a_column_called_events_gives_types_where_most_cells_name_one():
    rows = [DAY | {"Evento": kind} for kind in ("Mina terrestre", "Combates", "Otra cosa")]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["title"] == choice.columns["event_type"] == "Evento"
    rows = [DAY | {"Event": kind} for kind in ("Market day", "Wedding", "Combates")]
    assert "event_type" not in choose_columns(make_source(rows), {}).columns


def test_a_column_called_what_gives_types_where_most_cells_name_one():
    rows = [DAY | {"What": kind} for kind in ("Gefecht", "Autobombe", "Anderes")]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["title"] == choice.columns["event_type"] == "What"


TYPED = [
    {**DAY, "Чем": "дрон", "Погибло": "0"},
    {**DAY, "Чем": "артиллерия", "Погибло": "1"},
    {**DAY, "Чем": "утром", "Погибло": "0"},
]


def test_types_are_read_under_a_heading_that_says_nothing_and_that_is_said():
    draft = shape_rows(*TYPED)
    assert draft.events["event_type"].tolist() == ["drone", "shelling", "other"]
    assert any("'Чем' is taken for it" in note for note in draft.notes)
    assert draft.doubts[Doubt.EVENT_TYPE].dropna().tolist() == ["утром"]


def test_objects_that_name_types_are_no_types():
    news = '[{"title": "Shelling of a market", "source": "Radio"}]'
    assert "event_type" not in choose_columns(make_source([DAY | {"news": news}] * 2), {}).columns


def test_words_under_a_heading_that_says_nothing_are_no_types():
    draft = shape_rows(*({**DAY, "Xyz": word} for word in ("market", "school", "drone factory")))
    assert "event_type" not in draft.columns


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (("Provoked", "Unprovoked"), False),
        (("Provoked", "Shelling"), True),
        (("Shelling", "Air strike"), True),
    ],
)
def test_a_bare_type_of_which_no_cell_is_a_type_of_event_is_not_read_and_told_of(cells, read):
    source = make_source([DAY | {"Type": cell} for cell in cells])
    layout = choose_columns(source, {})
    assert ("event_type" in layout.columns) == read
    told = "'Type' is not read as the type of events: no cell, such as 'Provoked', names one."
    assert (told in layout.notes) != read


def test_of_two_columns_called_types_that_one_is_read_whose_cells_name_some():
    rows = [
        DAY | {"place": "Elm", "types": parts, "type": kind}
        for parts, kind in (("geo", "quake"), ("origin", "explosion"), ("geo", "quake"))
    ]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["event_type"] == "type"
    assert any("'types' is not read as the type of events" in note for note in layout.notes)


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ({"disaster": "Flood", "airport_name": "Northfield"}, "disaster"),
        ({"hospital_name": "St Mary", "Disaster Type": "Flood"}, "Disaster Type"),
        ({"desastre": "Inundación", "aeropuerto": "Sur"}, "desastre"),
        ({"disaster": "Flood", "Event name": "Flood of Ambar"}, "Event name"),
        ({"disaster": "Flood", "description": "The river rose in the night."}, None),
        ({"Disaster Group": "Natural"}, None),
        ({"airport_name": "Northfield"}, None),
        ({"Accident_Severity": "Fatal"}, None),
        ({"Accident_Index": "2024A1"}, None),
        ({"hospital_name": "St Mary"}, "hospital_name"),
    ],
)
def test_the_kind_of_disaster_is_the_title_where_nothing_better_is(row, title):
    assert choose_columns(make_source([DAY | row]), {}).columns.get("title") == title
