import pytest
from support.format_sources import DAY, make_source, shape_rows

from eventmap.readers.formats.columnchoice import choose_columns


def test_a_second_number_of_events_is_said_not_to_count():
    rows = [DAY | {"battles": "x", "Attacks": n, "Explosions": m} for n, m in ("31", "54")]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["quantity"] == "Attacks"
    assert (
        "'Explosions' gives a number of events, such as '1': it is not read, and each row counts as"
        " many times as 'Attacks' says."
    ) in layout.notes


@pytest.mark.parametrize(
    ("heading", "cells", "said"),
    [
        ("Status", ["Killed", "Injured"], True),
        ("ESTADO", ["Herido", "Muerto"], True),
        ("Status", ["Verified", "Killed"], False),
    ],
)
def test_a_list_of_persons_says_that_nobody_is_counted(heading, cells, said):
    rows = [DAY | {"place": "Goma", heading: cell} for cell in cells]
    notes = choose_columns(make_source(rows), {}).notes
    assert any("nobody is counted" in note for note in notes) == said


def test_forecasts_are_told_of_and_count_nobody():
    row = {"Month": "May", "Year": "2024", "Country": "Sudan", "fatalities_forecast": "310"}
    layout = choose_columns(make_source([row]), {})
    assert "killed_best" not in layout.columns
    assert any("'fatalities_forecast' is what was foreseen" in note for note in layout.notes)
    layout = choose_columns(make_source([DAY | {"Prognosi riservata": "1"}]), {})
    assert not any("foreseen" in note for note in layout.notes)  # how badly somebody is hurt


def test_figures_in_lists_of_objects_are_told_of():
    reports = '[{"url": "https://example.org/1", "killed": 2, "date": "2024-05-13", "n": 1}]'
    notes = shape_rows(DAY | {"reports": reports}, DAY | {"reports": None}).notes
    assert "'reports' holds lists of objects: 'killed' and 'date' in them are not read." in notes


@pytest.mark.parametrize("cell", ['[{"name": "A"}]', "[1, 2]", "[{killed: 2}]"])
def test_other_lists_are_not_told_of(cell):
    assert shape_rows(DAY | {"reports": cell}).notes == ()


@pytest.mark.parametrize(
    ("regions", "told"),
    [
        (["Odesa oblast", None, "Sumy oblast", None, None], True),
        (["Odesa oblast", None, "Odesa oblast", None, None], False),  # of rows, not of groups
        ([None, "Odesa oblast", None, "Sumy oblast", None], False),
        (["Odesa oblast", "Kyiv oblast", "Sumy oblast", "Lviv oblast", None], False),
        (["Odesa oblast", "unknown", "Sumy oblast", "unknown", "n/a"], False),
    ],
)
def test_regions_that_are_blank_below_the_first_row_of_a_group_are_told_of(regions, told):
    notes = shape_rows(*(DAY | {"region": region} for region in regions)).notes
    assert [note for note in notes if "these events have no region by it" in note] == (
        [
            "'region' is blank in 3 of 5 rows, below others in which it is not: these events have"
            " no region by it. If the cells were merged once, fill them in."
        ]
        if told
        else []
    )


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ({"Age": "34", "Sex": "F"}, "'Age' and 'Sex' are"),
        ({"Вік": "41"}, "'Вік' is"),
        ({"Alter": "8"}, "'Alter' is"),
        ({"gender": "Male"}, "'gender' is"),
        ({"Age": "34", "Killed": "2"}, None),
        ({"Age": "34", "Killed": "1"}, "'Age' is"),
        ({"Number of ages": "34"}, None),
        ({"Race": "1"}, None),
        ({"citizenship": "Ukraine"}, None),
        ({"First name": "Olena", "Last name": "Petrenko"}, "'First name' and 'Last name' are"),
        ({"שם פרטי": "Noa", "שם משפחה": "Levi"}, "'שם פרטי' and 'שם משפחה' are"),
        ({"Name of the deceased": "Doe, Jane"}, "'Name of the deceased' is"),
        ({"Names of victims": "Jane Doe (31), John Roe (9), Ann Poe (44)"}, None),
        (
            {"subject_name": "Jane Doe", "subject_age": "31", "subject_gender": "Female"},
            "'subject_age' and 'subject_gender' are",
        ),
        ({"facility_name": "Mill", "facility_age": "31"}, None),
        ({"Cause of Death": "Drowning"}, "'Cause of Death' is"),
        ({"גיל": "31"}, "'גיל' is"),
        ({"Причина смерті": "Вогнепальне поранення"}, "'Причина смерті' is"),
        ({"Cause of death": "Drowning", "Killed": "2"}, None),
    ],
)
def test_a_list_of_people_is_told_of_by_ages_and_sexes(row, names):
    notes = choose_columns(make_source([DAY | row]), {}).notes
    told = [note for note in notes if "where rows are people" in note]
    assert [note.partition(" of one person")[0] for note in told] == ([names] if names else [])


def test_columns_of_what_became_of_somebody_are_told_of_together():
    row = {"id": "killed-0001", "fate": "killed", "case": "Injured"}
    notes = choose_columns(make_source([DAY | row]), {}).notes
    assert [note for note in notes if "became of somebody" in note] == [
        "'fate' and 'case' say of each row what became of somebody, such as 'killed': nobody is"
        " counted by them."
    ]


@pytest.mark.parametrize(
    ("heading", "cells", "told"),
    [
        ("Severity", ("damage only", "no injury", "unknown to us", "Fatal"), "'Fatal'"),
        ("Gravedad", ("ilesos", "daños", "nada más", "muertos"), "'muertos'"),
        ("Тяжесть", ("лёгкий вред", "смертельный"), "'смертельный'"),
        ("Unfallfolge", ("Sachschaden", "Schwerverletzte"), "'Schwerverletzte'"),
        ("Weather", ("rain", "killed"), None),
    ],
)
def test_how_bad_an_accident_was_is_told_of_where_some_cells_name_dead_or_hurt(
    heading, cells, told
):
    notes = choose_columns(make_source([DAY | {heading: cell} for cell in cells]), {}).notes
    found = [note for note in notes if "what became of somebody" in note]
    assert [f"such as {told}: nobody" in note for note in found] == [True] * (told is not None)


@pytest.mark.parametrize("name", ["2024-017", "23-00114", "2023/0114"])
def test_numbers_of_incidents_that_several_rows_share_are_told_of(name):
    rows = [DAY | {"Incident": each, "Killed": "7"} for each in (name, name, f"{name}1")]
    notes = choose_columns(make_source(rows), {}).notes
    assert any(f"'Incident' names 2 events in 3 rows, such as {name!r}" in n for n in notes)


@pytest.mark.parametrize(
    ("unit", "told"),
    [("families", True), ("households", True), ("сімей", True), ("family members", False)],
)
def test_figures_whose_unit_is_families_are_told_of(unit, told):
    rows = [DAY | {"Unit": unit, "Killed": "3"}, DAY | {"Unit": "persons", "Killed": "4"}]
    notes = choose_columns(make_source(rows), {}).notes
    said = (
        f"'Unit' says {unit!r} in 1 row: the figures there are read as numbers of people all the"
        " same."
    )
    assert (said in notes) is told


@pytest.mark.parametrize("headings", ["Ad Soyad:|isim", "adi soyadi|yas"])
def test_a_list_of_people_in_turkish_is_told_of_as_one(headings):
    first, second = headings.split("|")
    layout = choose_columns(make_source([DAY | {first: "Ayşe Örnek", second: "Ayşe Örnek"}]), {})
    assert "title" not in layout.columns
    assert any("of one person" in note for note in layout.notes)


def test_ids_of_several_rows_that_have_one_day_each_name_events():
    days = ["2024-05-01", "2024-05-02", "2024-05-07"]
    rows = [
        {"date": day, "place": place, "quake_id": f"{at}.0", "team_id": str(len(place) % 2)}
        for at, day in enumerate(days)
        for place in ("Lima", "Ica", "Callao")
    ]
    (told,) = [note for note in choose_columns(make_source(rows), {}).notes if "names" in note]
    assert told.startswith("'quake_id' names 3 events in 9 rows, such as '0.0' in several:")


@pytest.mark.parametrize(("cell", "told"), [("none", True), ("nil", True), ("n/a", False)])
def test_none_in_all_cells_of_killed_is_said_to_be_unknown(cell, told):
    layout = choose_columns(make_source([DAY | {"Killed": cell}] * 2), {})
    said = f"'Killed' says nothing but {cell!r}: whether that is 0 or no number"
    assert "killed_best" not in layout.columns or not told
    assert any(note.startswith(said) for note in layout.notes) == told


def test_figures_that_are_told_in_a_description_alone_are_named():
    rows = [
        DAY | {"Опис": "Обстріл, загинули 2 людини"},
        DAY | {"Опис": "Влучання"},
        DAY | {"Опис": "Обстріл"},
    ]
    told = "'Опис' tells of killed or injured, such as 'Обстріл, загинули 2 людини', and no figure"
    assert [note for note in shape_rows(*rows).notes if note.startswith(told)]
    counted = shape_rows(*(row | {"Загинуло": "2"} for row in rows))
    assert not [note for note in counted.notes if note.startswith("'Опис' tells")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("An explosion in the market killed 43 people and wounded more than 60 people", True),
        ("Three rescuers were injured as a result of the rocket attack", True),
        ("Two more protesters killed and 96 injured in demonstrations", True),
        ("A commander who killed himself in 2014 is remembered", False),
    ],
)
def test_figures_within_sentences_are_told_of_where_none_is_read(text, told):
    rows = [{"date": "2022-09-30", "place": "Khartoum", "description": text}]
    notes = choose_columns(make_source(rows), {}).notes
    assert bool([note for note in notes if "and no figure is read" in note]) == told


def test_blank_ids_are_none_that_rows_share():
    rows = [DAY | {"Réf.": mark} for mark in ("[3]", "[6]", None, None, None, None)]
    assert not [note for note in shape_rows(*rows).notes if "Réf." in note]


def test_figures_beside_names_of_livestock_may_count_animals():
    rows = [{"date": "2022-06-11", "commune": "A", "espece": "Ovin", "morts": "5"}] * 2
    (note,) = [each for each in choose_columns(make_source(rows), {}).notes if "animals" in each]
    assert note == "'espece' names animals, such as 'Ovin': 'morts' may count these, and no people."
    rows = [row | {"espece": "White shark"} for row in rows]
    assert not [each for each in choose_columns(make_source(rows), {}).notes if "animals" in each]


def test_cells_of_blanks_name_no_animals():
    rows = [
        {"date": "2022-06-11", "commune": "A", "state": each, "morts": "5"} for each in ("   ", "B")
    ]
    assert not [each for each in choose_columns(make_source(rows), {}).notes if "animals" in each]
