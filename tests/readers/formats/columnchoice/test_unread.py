from dataclasses import replace

import pytest
from support.format_sources import DAY, make_source, shape_rows

from eventmap.readers.formats.columnchoice import choose_columns


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("Killed", ["Yes", "No"]), ("List of dead", ["Ivan", "Petro"])],
)
def test_a_heading_of_casualties_is_passed_over_by_nobody(heading, cells):
    source = make_source([DAY | {heading: cell} for cell in cells])
    (use,) = (use for use in choose_columns(source, {}).uses if use.column == heading)
    assert use.field or use.looks_like == "casualties"


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Dead", ("4 vigilantes, 2 farmers", "nil")),
        ("bd_best", ("4", "12")),
        ("Reported Minimum", ("4", "12")),
        ("Max.", ("4", "12")),
        ("Dead and missing", ("4", "12")),
        ("Deaths so far", ("4", "12")),
        ("Skutek", ("co najmniej 2", "siedem osób")),
        ("Civ Cas (K)", ("85", "12")),
        ("Bajas", ("3", "4")),
        ("з них дітей", ("3", "4")),
        ("из них детей", ("3", "4")),
        ("dont enfants", ("3", "4")),
        ("K/W", ("2K 22W", "0K 3W")),
        ("Total K/W", ("2/22", "0/3")),
        ("Terrorists neutralized", ("48", "6")),
        ("Бойовиків ліквідовано", ("48", "6")),
        ("killed (confirmed/unconfirmed)", ("2/5", "0/3")),
        ("NO IDENTIFICADO", ("0", "1")),
        ("Невідомо", ("0", "1")),
        ("casualties", ('[{"kind": "dead", "count": 2}]', '[{"kind": "hurt", "count": 1}]')),
        ("toll", ('{"killed": {"men": 2}}', '{"killed": {"men": 0}}')),
    ],
)
def test_numbers_of_people_that_are_not_read_are_named(name, cells):
    rows = [DAY | {name: cell} for cell in cells]
    (use,) = (each for each in choose_columns(make_source(rows), {}).uses if each.column == name)
    assert (use.field, use.looks_like) == ("", "casualties")


@pytest.mark.parametrize(
    ("cells", "looks"),
    [
        (("36°30'42\"K 36°52'09\"D", "37°30'42\"K 38°52'09\"D"), "point"),
        (("45°48' sj. 15°58' ist.", "43°30' sj. 16°26' ist."), "point"),
        (("36,2686° K 36,5672° D", "36,71° K 37,11° D"), "point"),
        (("25 °C", "27 °C"), ""),
        (("360° wide", "180° wide"), ""),
    ],
)
def test_degrees_that_are_not_read_are_named_whatever_their_heading(cells, looks):
    rows = [DAY | {"place": "Izium", "Wz": cell} for cell in cells]
    (use,) = (each for each in choose_columns(make_source(rows), {}).uses if each.column == "Wz")
    assert (use.field, use.looks_like) == ("", looks)


@pytest.mark.parametrize(
    ("heading", "cells", "counted"),
    [
        ("Attacks", ("3", "5"), "so many"),
        ("Number of incidents", ("3", "5"), "so many"),
        ("Кількість обстрілів", ("3", "5"), "so many"),
        ("total_events", ("3", "0", "16"), "so many"),
        ("Eventos", ("3", "5"), "so many"),
        ("Número de agresiones", ("3", "5"), "so many"),
        ("Luftangriffe", ("3", "5"), "so many"),
        ("Bombardements", ("3", "5"), "so many"),
        ("أحداث", ("3", "5"), "so many"),
        ("Nombre d'incidents", ("3", "5"), "so many"),
        ("Число происшествий", ("3", "5"), "so many"),
        ("Attacks", ("3", "4", "5"), "one"),
        ("Attacks", ("shelling", "strike"), ""),
        ("Incident ID", ("3", "5"), ""),
        ("Event name", ("3", "5"), ""),
        ("Events killed", ("3", "5"), ""),
    ],
)
def test_a_column_of_how_many_events_a_row_is_is_read_unless_it_numbers_rows(
    heading, cells, counted
):
    layout = choose_columns(make_source([DAY | {heading: cell} for cell in cells]), {})
    use = next(use for use in layout.uses if use.column == heading)
    assert use.looks_like == ("events" if counted == "one" else "")
    assert (layout.columns.get("quantity") == heading) == (counted == "so many")
    said = f"{heading!r} gives a number of events, such as '3': each row counts as {counted} event"
    assert any(note.startswith(said) for note in layout.notes) == bool(counted)


def test_a_second_number_of_events_is_said_not_to_count():
    rows = [DAY | {"battles": "x", "Attacks": n, "Explosions": m} for n, m in ("31", "54")]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["quantity"] == "Attacks"
    assert (
        "'Explosions' gives a number of events, such as '1': it is not read, and each row counts as"
        " many times as 'Attacks' says."
    ) in layout.notes


@pytest.mark.parametrize(("beside", "told"), [("last_name", False), ("target", True)])
def test_0_and_1_beside_names_of_people_are_no_numbers_of_them(beside, told):
    rows = [
        DAY | {beside: name, "male": m, "minor": n, "tribunal": t}
        for name, m, n, t in (("Vega", "0", "1", "1"), ("Sosa", "1", "0", "0"))
    ]
    uses = choose_columns(make_source(rows), {}).uses
    named = {use.column for use in uses if use.looks_like == "casualties"}
    assert named == ({"male", "minor", "tribunal"} if told else set())


def test_of_a_least_and_a_highest_number_of_events_the_least_counts():
    names = ("Minimum number of strikes", "Maximum number of strikes")
    rows = [DAY | dict(zip(names, pair, strict=True)) for pair in ("35", "14")]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["quantity"] == names[0]
    assert any(f"{names[1]!r} gives a number of events" in note for note in layout.notes)


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


def test_names_of_sheets_that_are_not_read_are_named():
    rows = [DAY | {"place": "Azaz", "Sheet": name} for name in ("Strikes", "Idlib")]
    (note,) = (n for n in choose_columns(make_source(rows), {}).notes if "sheets" in n)
    assert "'Strikes' and 'Idlib', are not read" in note


def test_a_number_of_nothing_that_is_told_is_named_as_unread():
    rows = [DAY | {"CANTIDAD": "1"}, DAY | {"CANTIDAD": "2"}]
    (use,) = (u for u in choose_columns(make_source(rows), {}).uses if u.column == "CANTIDAD")
    assert (use.field, use.looks_like) == ("", "casualties")


@pytest.mark.parametrize(
    ("heading", "looks"), [("Menos graves", "casualties"), ("Leves", "casualties"), ("N°", "")]
)
def test_people_hurt_so_badly_are_named_where_nobody_calls_them_injured(heading, looks):
    rows = [DAY | {"Fallecidos": "1", "Via": "A-2", heading: count} for count in ("2", "0")]
    (use,) = (u for u in choose_columns(make_source(rows), {}).uses if u.column == heading)
    assert (use.field, use.looks_like) == ("", looks)


def test_forecasts_are_told_of_and_count_nobody():
    row = {"Month": "May", "Year": "2024", "Country": "Sudan", "fatalities_forecast": "310"}
    layout = choose_columns(make_source([row]), {})
    assert "killed_best" not in layout.columns
    assert any("'fatalities_forecast' is what was foreseen" in note for note in layout.notes)
    layout = choose_columns(make_source([DAY | {"Prognosi riservata": "1"}]), {})
    assert not any("foreseen" in note for note in layout.notes)  # how badly somebody is hurt


@pytest.mark.parametrize(
    ("row", "unread"),
    [
        ({"200-ті": "3", "300-ті": "7"}, {"200-ті", "300-ті"}),
        ({"Killed": "3", "zz": "7"}, {"zz"}),
        ({"Killed": "3", "Weapon": "gun", "zz": "7"}, set()),
        ({"Injured": "3", "zz": "7"}, {"zz"}),
        ({"Killed": "3", "NB_VERL": "7"}, {"NB_VERL"}),
        ({"Killed": "3", "NB_HOUSES": "7"}, set()),
        ({"zz": "49.25"}, set()),
        ({"zz": "61002"}, set()),
        ({"Enero": "30", "Febrero": "22", "Marzo": "1200"}, {"Enero", "Febrero", "Marzo"}),
        ({"Killed": "9", "Jan": "30", "Feb": "22", "Mar": "41"}, {"Jan", "Feb", "Mar"}),
    ],
)
def test_numbers_that_no_heading_explains_are_named(row, unread):
    layout = choose_columns(make_source([DAY | row]), {})
    named = {use.column for use in layout.uses if use.looks_like == "casualties"}
    assert named == unread


def test_numbers_beside_the_killed_under_an_unknown_heading_are_named():
    rows = [{**DAY, "Killed": "3", "Xyzzy": "7"}, {**DAY, "Killed": "0", "Xyzzy": "1"}]
    uses = {each.column: each.looks_like for each in shape_rows(*rows).uses}
    assert uses["Xyzzy"] == "casualties"


def test_numbers_that_share_a_word_with_those_beside_the_killed_are_named():
    row = {**DAY, "Killed": "1", "Huje poškodovani": "3", "Lažje poškodovani": "5", "Lanes": "2"}
    uses = {each.column: each.looks_like for each in shape_rows(row, row | {"Killed": "0"}).uses}
    assert (uses["Huje poškodovani"], uses["Lažje poškodovani"]) == ("casualties", "casualties")
    assert uses["Lanes"] == ""


@pytest.mark.parametrize(
    ("heading", "cells", "looks"),
    [
        ("Casualties K/I", ("3/7", "0/2"), "casualties"),
        ("Bilan T/B", ("3/7", "0/2"), "casualties"),
        ("Дни", ("13-15", "17"), "date"),
        ("Tage", ("13", "17"), "date"),
        ("Number of days", ("3", "17"), ""),
    ],
)
def test_casualties_and_days_that_are_not_understood_are_named(heading, cells, looks):
    source = make_source([DAY | {heading: cell} for cell in cells])
    (use,) = (use for use in choose_columns(source, {}).uses if use.column == heading)
    assert (use.field, use.looks_like) == ("", looks)


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


def test_sorts_of_people_and_their_total_are_named_where_nothing_says_what_befell_them():
    row = {"Civilians": "30", "SFs": "30", "Militants": "193", "Total": "253"}
    uses = choose_columns(make_source([DAY | row]), {}).uses
    named = [use.column for use in uses if use.looks_like == "casualties"]
    assert named == ["Civilians", "SFs", "Militants", "Total"]


@pytest.mark.parametrize(
    "name",
    [
        "Saldırı sayısı",  # noqa: RUF001 - Turkish
        "عدد الهجمات",
        "Nº de ocorrências",
        "liczba zdarzeń",
        "Anschläge",
        "attack_count",
    ],
)
def test_numbers_of_events_are_known_in_other_languages(name):
    rows = [DAY | {name: cell} for cell in ("31", "22", "31")]
    (use,) = (use for use in choose_columns(make_source(rows), {}).uses if use.column == name)
    assert use.field == "quantity" or use.looks_like == "events"


@pytest.mark.parametrize("name", ["Nr zdarzenia", "Incident number"])
def test_a_number_of_one_event_is_its_id(name):
    rows = [DAY | {name: cell} for cell in ("31", "22", "35")]
    assert choose_columns(make_source(rows), {}).columns.get("source_id") == name


def test_weeks_with_their_year_are_named_as_dates():
    rows = [DAY | {"KW": cell} for cell in ("22/2024", "23/2024")]
    (use,) = (use for use in choose_columns(make_source(rows), {}).uses if use.column == "KW")
    assert use.looks_like == "date"


def test_numbers_are_named_where_a_title_says_that_somebody_died():
    table = make_source([DAY | {"Number": cell} for cell in ("31", "44", "31")])
    told = replace(table, titles=("Civilians killed by governorate",))
    looks = [
        use.looks_like
        for source in (table, told)
        for use in choose_columns(source, {}).uses
        if use.column == "Number"
    ]
    assert looks == ["", "casualties"]


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
    ("row", "unread"),
    [
        ({"Year": "2019", "Month": "1", "Siku": "15"}, ["Siku"]),
        ({"Siku": "15", "Month": "1", "Year": "2019"}, ["Siku"]),
        ({"Year": "2019", "Month": "1", "Day": "15", "Siku": "15"}, []),
        ({"Year": "2019", "Month": "1", "Place": "Lamu", "Siku": "15"}, []),
        ({"Year": "2019", "Month": "1", "Siku": "Jumanne"}, []),
        ({"Year": "2019", "Month": "1", "Wards": "45"}, []),
        ({"Year": "2019", "Month": "1/2", "Day": "15"}, ["Month", "Day"]),
    ],
)
def test_what_may_be_the_days_of_months_is_told_of(row, unread):
    source = make_source([{"Town": "Nairobi", "Killed": "2"} | row])
    uses = choose_columns(source, {}).uses
    assert [use.column for use in uses if use.looks_like == "date" and not use.field] == unread


@pytest.mark.parametrize(
    ("heading", "cells", "told"),
    [
        ("GeoPrec", ("1", "4"), True),
        ("DatePrec", ("2", "5"), True),
        ("Точність місця", ("3", "1"), True),
        ("Location accuracy", ("Grade B", "Grade C"), True),
        ("gps_precision", ("4.8", "12.5"), False),
        ("Geo code", ("1", "4"), False),
    ],
)
def test_codes_of_precision_that_are_not_read_are_told_of(heading, cells, told):
    source = make_source([DAY | {"lat": "14.5", "lon": "39.1", heading: cell} for cell in cells])
    (use,) = (use for use in choose_columns(source, {}).uses if use.column == heading)
    assert (use.looks_like == "precision" and not use.field) == told


@pytest.mark.parametrize(
    "names",
    [
        ["2024-01", "2024-02", "2024-03"],
        ["monthly.Jan 2024", "monthly.Feb 2024", "monthly.Mar 2024"],
        ["totals.2024-01", "totals.2024-02", "totals.2024-03"],
        ["counts.01", "counts.02", "counts.03"],
    ],
)
def test_numbers_by_month_are_told_of_also_where_their_keys_are_nested(names):
    rows = [DAY | dict(zip(names, numbers, strict=True)) for numbers in ("752", "391")]
    uses = {use.column: use.looks_like for use in choose_columns(make_source(rows), {}).uses}
    assert [uses[name] for name in names] == ["casualties"] * 3


def test_two_numbers_of_a_group_are_no_months():
    names = ["score.01", "score.02"]
    rows = [DAY | dict(zip(names, numbers, strict=True)) for numbers in ("75", "39")]
    uses = {use.column: use.looks_like for use in choose_columns(make_source(rows), {}).uses}
    assert [uses[name] for name in names] == ["", ""]


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


def test_codes_of_letters_and_digits_are_no_numbers_of_people():
    rows = [DAY | {"event id": name} for name in ("E1", "E2", "E2")]
    uses = choose_columns(make_source(rows), {}).uses
    assert {use.column: use.looks_like for use in uses}["event id"] == ""


@pytest.mark.parametrize("texts", [("S14", "S15"), ("KW 14", "KW 15"), ("14", "15")])
def test_weeks_beside_a_year_that_are_not_read_are_named_as_dates(texts):
    rows = [{"Semaine": week, "Année": "2024", "Région": "Gao"} for week in texts]
    uses = choose_columns(make_source(rows), {}).uses
    assert {use.column: use.looks_like for use in uses}["Semaine"] == "date"


@pytest.mark.parametrize(
    ("name", "cells", "named"),
    [
        ("Victim age", ("4", "31"), False),
        ("Edad de los fallecidos", ("4", "31"), False),
        ("Duration (min)", ("4", "31"), False),
        ("Cattle killed", ("4", "31"), False),
        ("Health workers killed or missing", ("4", "31"), True),
    ],
)
def test_numbers_of_years_minutes_and_animals_do_not_look_like_people(name, cells, named):
    rows = [DAY | {"Killed": "1", name: cell} for cell in cells]
    (use,) = (each for each in choose_columns(make_source(rows), {}).uses if each.column == name)
    assert (use.field, use.looks_like) == ("", "casualties" * named)


@pytest.mark.parametrize("headings", ["Ad Soyad:|isim", "adi soyadi|yas"])
def test_a_list_of_people_in_turkish_is_told_of_as_one(headings):
    first, second = headings.split("|")
    layout = choose_columns(make_source([DAY | {first: "Ayşe Örnek", second: "Ayşe Örnek"}]), {})
    assert "title" not in layout.columns
    assert any("of one person" in note for note in layout.notes)


def test_names_that_end_with_a_country_are_named_as_places():
    rows = [DAY | {"Head": f"{town}, Nigeria"} for town in ("Jos", "Gusau", "Makurdi")]
    (use,) = (each for each in choose_columns(make_source(rows), {}).uses if each.column == "Head")
    assert (use.field, use.looks_like) == ("", "place")


@pytest.mark.parametrize(
    "heading",
    ["Accidents", "wypadki", "Аварії", "Число ДТП", "ДТП", "Кількість пожеж"],
)
def test_numbers_of_accidents_are_numbers_of_events(heading):
    rows = [DAY | {"Killed": "1", heading: number} for number in ("13", "9")]
    layout = choose_columns(make_source(rows), {})
    assert layout.of_events == heading
    assert any("each row counts as so many events" in note for note in layout.notes)


def test_ids_of_several_rows_that_have_one_day_each_name_events():
    days = ["2024-05-01", "2024-05-02", "2024-05-07"]
    rows = [
        {"date": day, "place": place, "quake_id": f"{at}.0", "team_id": str(len(place) % 2)}
        for at, day in enumerate(days)
        for place in ("Lima", "Ica", "Callao")
    ]
    (told,) = [note for note in choose_columns(make_source(rows), {}).notes if "names" in note]
    assert told.startswith("'quake_id' names 3 events in 9 rows, such as '0.0' in several:")


def test_how_many_of_a_sex_died_is_of_no_one_person():
    people = {
        "name": "Massacre at the mill",
        "victims.gender.female": "12",
        "victims.age.minors": "3",
    }
    more = {"name": "Massacre at the ford", "victims.gender.female": "1", "victims.age.minors": "0"}
    chosen = choose_columns(make_source([DAY | people, DAY | more]), {})
    assert chosen.columns["title"] == "name"
    assert not any("people" in note for note in chosen.notes)
    flags = [DAY | {"name": each, "sex.female": "1", "sex.male": "0"} for each in ("Ann", "Eve")]
    assert "title" not in choose_columns(make_source(flags), {}).columns


@pytest.mark.parametrize(
    "heading",
    [
        *("Number of cases", "cases", "Confirmed cases", "Количество случаев", "Случаев"),
        *("Кількість випадків", "Casos", "Nombre de cas", "Fälle", "Liczba przypadków"),
        "عدد الحالات",
    ],
)
def test_numbers_of_cases_are_named_and_may_be_of_people(heading):
    rows = [DAY | {"Killed": "1", heading: number} for number in ("4", "2")]
    choice = choose_columns(make_source(rows), {})
    (use,) = (use for use in choice.uses if use.column == heading)
    assert (use.field, use.looks_like) == ("", "events")
    assert choice.notes[-1] == (
        f"{heading!r} may count events, or people who fell ill, such as '4': each row counts as one"
        " event all the same."
    )


@pytest.mark.parametrize("heading", ["Случаев обстрела", "Випадків обстрілу"])
def test_cases_of_what_happens_are_events(heading):
    rows = [DAY | {"Killed": "1", heading: number} for number in ("4", "2")]
    assert choose_columns(make_source(rows), {}).of_events == heading


@pytest.mark.parametrize("heading", ["Cases per 100,000", "Cases (ID)", "Civ Cas"])
def test_other_numbers_beside_cases_are_none_of_events(heading):
    rows = [DAY | {"Killed": "1", heading: number} for number in ("4", "2")]
    uses = choose_columns(make_source(rows), {}).uses
    assert not any(use.looks_like == "events" for use in uses)


def test_codes_of_several_rows_may_be_those_of_types():
    rows = [DAY | {"EventCode": code} for code in ("B1", "B1", "D2")]
    (told,) = (note for note in choose_columns(make_source(rows), {}).notes if "EventCode" in note)
    assert told == (
        "'EventCode' has 2 codes in 3 rows, such as 'B1' in several: whether they name events or"
        " types of these, each row counts as an event of its own."
    )


@pytest.mark.parametrize(
    "heading",
    [
        *("w tym: strażacy", "davon Feuerwehrleute", "dont pompiers", "of whom firefighters"),
        *("в т.ч. пожарные", "в т.ч. несовершеннолетние", "в т. ч. неповнолітні"),
        *("de los cuales bomberos", "di cui vigili del fuoco"),
    ],
)
def test_parts_of_figures_right_behind_these_are_named(heading):
    rows = [
        DAY | {"Killed": "3", "Injured": "10", heading: number, "of whom others": "0"}
        for number in ("1", "2")
    ]
    looks = {use.column: use.looks_like for use in choose_columns(make_source(rows), {}).uses}
    assert (looks[heading], looks["of whom others"]) == ("casualties", "casualties")


def test_parts_of_other_things_are_no_casualties():
    rows = [DAY | {"Killed": "3", "Injured": "1", "Häuser": "5", "davon bewohnt": "2"}] * 2
    looks = {use.column: use.looks_like for use in choose_columns(make_source(rows), {}).uses}
    assert looks["davon bewohnt"] == ""


@pytest.mark.parametrize("heading", ["vei", "Magnitud", "Интенсивность", "Tiefe", "hours"])
def test_numbers_of_a_measure_are_not_named_as_casualties(heading):
    rows = [DAY | {heading: cell} for cell in "325"]
    (use,) = (use for use in choose_columns(make_source(rows), {}).uses if use.column == heading)
    assert (use.field, use.looks_like) == ("", "")


def test_numbers_that_no_heading_explains_are_said_to_be_perhaps_of_casualties():
    rows = [DAY | {"lum": cell} for cell in "325"]
    (use,) = (use for use in choose_columns(make_source(rows), {}).uses if use.column == "lum")
    assert use.describe_unread() == "'lum' may be a number of casualties (3 cells, such as '3')."


@pytest.mark.parametrize(("cells", "field"), [(("0", "23", "7"), ""), (("0", "40"), "quantity")])
def test_hh_is_households_unless_all_may_be_hours(cells, field):
    rows = [DAY | {"hh": cell} for cell in cells]
    (use,) = (use for use in choose_columns(make_source(rows), {}).uses if use.column == "hh")
    assert use.field == field


@pytest.mark.parametrize(("cell", "told"), [("none", True), ("nil", True), ("n/a", False)])
def test_none_in_all_cells_of_killed_is_said_to_be_unknown(cell, told):
    layout = choose_columns(make_source([DAY | {"Killed": cell}] * 2), {})
    said = f"'Killed' says nothing but {cell!r}: whether that is 0 or no number"
    assert "killed_best" not in layout.columns or not told
    assert any(note.startswith(said) for note in layout.notes) == told


@pytest.mark.parametrize(
    "heading", ["Зруйновано будинків", "Maisons détruites", "viviendas dañadas", "zerstörte Häuser"]
)
def test_houses_that_were_destroyed_are_quantities_and_nobody(heading):
    row = DAY | {"Killed": "1", heading: "3"}
    columns = choose_columns(make_source([row]), {}).columns
    assert (columns["quantity"], columns["killed_best"]) == (heading, "Killed")


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


def test_blank_ids_are_none_that_rows_share():
    rows = [DAY | {"Réf.": mark} for mark in ("[3]", "[6]", None, None, None, None)]
    assert not [note for note in shape_rows(*rows).notes if "Réf." in note]


def test_figures_beside_names_of_livestock_may_count_animals():
    rows = [{"date": "2022-06-11", "commune": "A", "espece": "Ovin", "morts": "5"}] * 2
    (note,) = [each for each in choose_columns(make_source(rows), {}).notes if "animals" in each]
    assert note == "'espece' names animals, such as 'Ovin': 'morts' may count these, and no people."
    rows = [row | {"espece": "White shark"} for row in rows]
    assert not [each for each in choose_columns(make_source(rows), {}).notes if "animals" in each]


@pytest.mark.parametrize(("beside", "looks"), [("Hora", ""), ("Zone", "casualties")])
def test_minutes_beside_hours_are_no_least_number_of_casualties(beside, looks):
    rows = [DAY | {beside: "12", "Min": cell} for cell in ("5", "40")]
    uses = {use.column: use for use in choose_columns(make_source(rows), {}).uses}
    assert (uses["Min"].field, uses["Min"].looks_like) == ("", looks)


def test_spans_of_years_look_like_dates_under_any_heading():
    rows = [
        DAY | {"span": span, "lot": lot}
        for span, lot in (
            ("1646-1653", "2024-001"),
            ("1720–1722", "2024-002"),
            ("429-426 BC", "2024-003"),
        )
    ]
    looks = {use.column: use.looks_like for use in choose_columns(make_source(rows), {}).uses}
    assert (looks["span"], looks["lot"]) == ("date", "")
