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


@pytest.mark.parametrize(
    "heading", ["Зруйновано будинків", "Maisons détruites", "viviendas dañadas", "zerstörte Häuser"]
)
def test_houses_that_were_destroyed_are_quantities_and_nobody(heading):
    row = DAY | {"Killed": "1", heading: "3"}
    columns = choose_columns(make_source([row]), {}).columns
    assert (columns["quantity"], columns["killed_best"]) == (heading, "Killed")


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


def test_a_caza_is_a_district():
    row = DAY | {"Village": "Aitaroun", "Caza": "Bint Jbeil"}
    uses = {use.column: use.looks_like for use in choose_columns(make_source([row]), {}).uses}
    assert uses["Caza"] == "place"
