import pytest
from support.format_sources import DAY, claims_of, make_source, one_event, shape_rows

from eventmap.readers.formats.columnchoice import choose_columns


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Ofiary śmiertelne", "killed_best"),
        ("Zgony", "killed_best"),
        ("Homicidios", "killed_best"),
        ("Murders", "killed_best"),
        ("Вбивства", "killed_best"),
        ("Gefallene", "killed_best"),
        ("Decesos", "killed_best"),
        ("Полягло", "killed_best"),
        ("المتوفين", "killed_best"),
        ("المصابون", "injured_best"),
        ("Localité", "place"),
        ("Territoire", "place"),
        ("Comunidad", "place"),
        ("Kebele", "place"),
        ("Comunidad autónoma", "admin1"),
        ("Localidad", "place"),
        ("Vereda", "place"),
        ("Ortsteil", "place"),
        ("Gdzie", "place"),
        ("Где", "place"),
        ("Населені пункти", "place"),
        ("Woreda", "place"),
        ("Cercle", "place"),
        ("Wilaya", "admin1"),
        ("Państwo", "country"),
        ("Deceduti", "killed_best"),
        ("Falecimentos", "killed_best"),
        ("Ferits", "injured_best"),
        ("Concelho", "place"),
        ("nomMun", "place"),
        ("local_ocorrencia", "place"),
        ("Lesionats", "injured_best"),
        ("Exécutés", "killed_best"),
    ],
)
def test_headings_of_many_languages_are_known(name, field):
    cell = "2" if field.endswith("best") else "Axum"
    place = {"place": "Kherson"} if field.endswith("best") else {}
    source = make_source([{"date": "2025-10-24", **place, name: cell}])
    assert choose_columns(source, {}).columns[field] == name


@pytest.mark.parametrize(
    ("names", "read"),
    [
        (("name_uk", "name_en"), "name_en"),
        (("name_tr", "name", "name_en"), "name_en"),
        (("Назва", "Назва (EN)"), "Назва (EN)"),
        (("titleUk", "titleEn"), "titleEn"),
        (("title.fr", "title.eng"), "title.eng"),
        (("name_uk", "name_ru"), "name_uk"),
    ],
)
def test_of_the_same_in_several_languages_the_english_one_is_read(names, read):
    rows = [DAY | {name: f"{name} {at}" for name in names} for at in range(3)]
    assert choose_columns(make_source(rows), {}).columns["title"] == read


def test_grades_of_reports_describe_no_event():
    rows = [DAY | {"Assessment": grade} for grade in ("Fair", "Contested", "Weak")]
    assert "summary" not in choose_columns(make_source(rows), {}).columns
    told = [DAY | {"Assessment": text} for text in ("A drone hit a depot.", "Two rockets.")]
    assert choose_columns(make_source(told), {}).columns["summary"] == "Assessment"


def test_what_is_not_always_told_in_english_is_read_as_it_is():
    rows = [DAY | {"name_uk": "Удар", "name_en": "Strike"}, DAY | {"name_uk": "Обстріл"}]
    assert choose_columns(make_source(rows), {}).columns["title"] == "name_uk"


def test_a_description_in_english_is_said_to_be_the_english_one():
    told = {"summary_ru": "Удар по складу", "summary_en": "A strike on a depot"}
    chosen = choose_columns(make_source([DAY | told]), {})
    assert chosen.columns["summary"] == "summary_en"
    assert any("'summary_en', which is in English, is read." in each for each in chosen.notes)


@pytest.mark.parametrize("name", ["Source rating", "SourceInfo_Rating", "Надійність джерела"])
def test_how_good_a_source_is_is_no_source(name):
    rows = [DAY | {name: "Reliable"}, DAY | {name: "Questionable"}]
    draft = shape_rows(*rows)
    assert {each["claimant"] for each in draft.claims.to_dict("records")} == {"Not given"}


def test_numbers_of_things_are_quantities_by_their_headings():
    draft = shape_rows(DAY | {"launched": "103.0", "destroyed": "61", "source": "Staff"})

    told = [
        (claim["claimant"], claim["quantity"], claim["quantity_unit"])
        for claim in claims_of(draft, 2)
    ]
    assert told == [("Staff", "103.0", "launched"), ("Staff", "61", "destroyed")]


def test_a_unit_without_a_quantity_is_none_of_one():
    draft = shape_rows(DAY | {"killed": "2", "unit": "6th Example Regiment"})
    assert draft.claims["quantity_unit"].isna().all()
    counted = shape_rows(DAY | {"quantity": "7", "unit": "shells"})
    assert counted.claims["quantity_unit"].tolist() == ["shells"]


def test_words_of_a_grade_are_no_status_and_words_of_a_precision_are_one():
    row = {"Status": "Confirmed", "Location precision": "raion centroid"}
    other = {"Status": "Verified", "Location precision": "oblast centroid"}
    point = {"lat": "46.84", "lon": "33.42"}

    events = shape_rows(*(DAY | point | each for each in (row, other))).events

    assert events["status"].tolist() == ["reported", "reported"]
    assert events["geo_precision"].tolist() == ["district", "region"]


@pytest.mark.parametrize(
    ("headings", "read"),
    [
        ({"place": "Kherson", "weapon_source": "bought from a friend"}, {"source": None}),
        ({"place": "Kherson", "Coordinate source": "satellite image"}, {"source": None}),
        (
            {"place": "Kherson", "weapon source": "home", "News source": "Example Post"},
            {"source": "Example Post"},
        ),
        ({"Region of origin": "Odesa", "Location": "Kherson"}, {"admin1": None}),
        ({"Country of citizenship": "United States", "Location": "Irpin"}, {"country": None}),
        ({"Country code (FIPS)": "RS", "Location": "Belgorod"}, {"country": None}),
        ({"fips_country": "NI", "Location": "Kano"}, {"country": None}),
        ({"Nationality": "Poland", "Residence": "Lviv", "Town": "Irpin"}, {"place": "Irpin"}),
        ({"City of residence": "Lviv", "Province": "Odesa"}, {"place": None}),
        (
            {"Громадянство": "Польща", "Місто проживання": "Львів", "Область": "Одеська"},
            {"place": None, "country": None},
        ),
        ({"place": "Irpin", "Source of fire": "Military Officials"}, {"source": None}),
        ({"State governor": "Jane Roe", "Location": "Kherson"}, {"admin1": None}),
        (
            {"Location (Google Maps)": "12 Example St, Kherson", "State governor": "Jane Roe"},
            {"place": "12 Example St, Kherson", "admin1": None},
        ),
        ({"place": "Kherson", "air_strike": "TRUE"}, {"title": None}),
        ({"DEPARTAMENTO": "ANTIOQUIA", "ESTADO": "Herido"}, {"admin1": "ANTIOQUIA"}),
        ({"Département": "Moselle", "Commune": "Metz"}, {"admin1": "Moselle"}),
        ({"place": "Kherson", "Names": "A, B", "Massacre name": "Old mill"}, {"title": "Old mill"}),
    ],
)
def test_what_belongs_to_another_thing_is_not_the_event_s_own(headings, read):
    draft = shape_rows({"date": "2025-10-24"} | headings)
    (claim,) = claims_of(draft, 2)
    told = one_event(draft) | claim
    assert {name: told.get(name) for name in read} == read


@pytest.mark.parametrize(
    "headings",
    [
        ["תאריך", "עיר", "סוג אירוע", "הרוגים", "פצועים"],
        ["Tarih", "İl", "Olay türü", "Ölü", "Yaral\u0131"],
    ],
)
def test_headings_are_known_in_hebrew_and_turkish(headings):
    rows = [dict(zip(headings, ["2024-05-13", "Haifa", "roket", "1", "2"], strict=True))]
    found = choose_columns(make_source(rows), {}).columns
    fields = ["date_start", "place", "event_type", "killed_best", "injured_best"]
    place = "admin1" if headings[1] == "İl" else "place"
    assert [found[name] for name in [fields[0], place, *fields[2:]]] == headings


STORY = "Two rockets hit the market"


@pytest.mark.parametrize(
    ("texts", "read"),
    [
        ({"Deceased notes1": "Two sisters died", "Comments": STORY}, "Comments"),
        ({"deceased_notes": "Two sisters died"}, None),
        ({"Casualty details": "Two sisters", "Notes": "see folder 3"}, "Notes"),
        ({"Загиблі (опис)": "Дві сестри", "Обставини загибелі": "Ракета"}, "Обставини загибелі"),
        ({"Perpetrator notes": "a unit, maybe"}, None),
        ({"Remarks": "see folder 3", "What happened": STORY}, "What happened"),
        ({"Attack description": STORY, "Bemerkungen": "geprüft von zweien"}, "Attack description"),
        ({"Event details": "Market hit", "Event narrative": STORY}, "Event narrative"),
        ({"Event details": STORY, "Event narrative": STORY[:-1]}, "Event details"),
    ],
)
def test_the_summary_is_the_description_of_the_event_and_no_other_note(texts, read):
    choice = choose_columns(make_source([DAY | texts]), {})
    assert choice.columns.get("summary") == read


def test_what_a_source_says_is_a_description_where_no_other_is_and_not_who_says_it():
    said = "On 18 July the town saw the largest protest since 2014 with 2,500 people, police said."
    row = {"date": "2025-10-24", "town": "Kherson", "source_text": said}
    assert choose_columns(make_source([row]), {}).columns["summary"] == "source_text"
    beside = row | {"description": STORY, "source": "AFP"}
    columns = choose_columns(make_source([beside]), {}).columns
    assert (columns["summary"], columns["source"]) == ("description", "source")
    named = row | {"source_text": "Ministry of Health"}
    assert choose_columns(make_source([named]), {}).columns["source"] == "source_text"


@pytest.mark.parametrize("heading", ["Source notes", "Perpetrator remarks", "Location comment"])
def test_a_note_on_something_is_not_read_as_that(heading):
    rows = [{"date": "2025-10-24", "town": "Kherson", heading: "checked against a film"}]
    (use,) = (u for u in choose_columns(make_source(rows), {}).uses if u.column == heading)
    assert use.field == ""


def test_what_may_describe_the_event_as_well_is_said():
    texts = {"Event details": "Market hit", "Event narrative": STORY}
    choice = choose_columns(make_source([DAY | texts]), {})
    assert choice.notes[-1] == (
        "'Event details' and 'Event narrative' may each describe the event: 'Event narrative',"
        " which has the most text, is read."
    )
    choice = choose_columns(make_source([DAY | {"Comments": STORY}]), {})
    assert choice.notes[-1] == (
        "No column is called a description: the notes in 'Comments' are taken for it."
    )


@pytest.mark.parametrize(
    "heading", ["SubmitterName", "Name of interviewer", "Reporter name", "Name of the deceased"]
)
def test_a_name_of_somebody_is_no_title(heading):
    rows = [DAY | {heading: "Olha"}]
    assert "title" not in choose_columns(make_source(rows), {}).columns


def test_the_id_of_a_tract_is_none_of_an_event_and_a_case_of_words_is_its_title():
    rows = [DAY | {"geo_id": f"105103090{n}", "case": "Shooting in a mall"} for n in (1, 2)]
    columns = choose_columns(make_source(rows), {}).columns
    assert "source_id" not in columns
    assert columns["title"] == "case"


def test_german_headings_are_known_without_umlauts():
    row = {"Datum": "2024-05-13", "Breite": "49.99", "Laenge": "36.23", "Getoetete": "2"}
    columns = choose_columns(make_source([row]), {}).columns
    assert (columns["lon"], columns["killed_best"]) == ("Laenge", "Getoetete")


def test_names_of_people_are_no_titles_and_that_is_said():
    draft = shape_rows({**DAY, "name": "Ann B.", "age": "34"}, {**DAY, "name": "C. D.", "age": "7"})
    assert "title" not in draft.columns
    assert any("'name' is not read as the title" in note for note in draft.notes)


@pytest.mark.parametrize(
    ("name", "age"), [("Nombre", "Edad"), ("Nome", "Idade"), ("Persian Name", "Age")]
)
def test_names_of_people_are_no_titles_in_other_languages(name, age):
    rows = [DAY | {name: "Ana B.", age: "34"}, DAY | {name: "Eva D.", age: "7"}]
    choice = choose_columns(make_source(rows), {})
    assert "title" not in choice.columns
    assert any(f"{name!r} is not read as the title" in note for note in choice.notes)


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("País nace", ("Venezuela", "Colombia"), "country"),
        ("Paese di nascita", ("Francia", "Italia"), "country"),
        ("Perpetrator gender", ("Male", "Female"), "actor"),
        ("Fonte", ("D", "D"), "source"),
        ("Titularitat de la via", ("Estatal", "Municipal"), "title"),
        ("Código DANE", ("5001000", "5002000"), "source_id"),
        ("nomCom", ("Segrià",) * 4, "title"),
        ("Cognome e nome", ("Bianchi Ada", "Rossi Ugo"), "title"),
        ("area_hecho", ("URBANA", "URBANA"), "title"),
        ("Activité au moment de l'accident", ("Transport", "Marche"), "title"),
        ("Cuerpos identificados", ("37", "60"), "source_id"),
        ("TipoCausa", ("Negligente", "Natural"), "event_type"),
        ("Presunto responsable", ("Sin identificar", "Sin identificar"), "actor"),
    ],
)
def test_what_is_of_somebody_or_something_else_is_not_the_event_s(heading, cells, field):
    rows = [{"fecha": f"2024-05-{at + 1:02}", "lugar": "Soto"} for at in range(len(cells))]
    rows = [row | {heading: cell} for row, cell in zip(rows, cells, strict=True)]
    assert field not in choose_columns(make_source(rows), {}).columns


def test_an_aim_of_a_protest_is_no_target_and_a_portuguese_one_is_an_alvo():
    aim = {"Objetivo_1": "Moradia"}
    rows = [{"Data_inicio": "2013-06-03", "Data_termino": "2013-06-05", "Cidade": "Salvador"} | aim]
    columns = choose_columns(make_source(rows), {}).columns
    assert "target" not in columns
    assert columns["date_end"] == "Data_termino"
    columns = choose_columns(make_source([rows[0] | {"Alvo": "Banco"}]), {}).columns
    assert columns["target"] == "Alvo"
    columns = choose_columns(
        make_source([{"fecha": "2013-06-03", "lugar": "Soto"} | aim]), {}
    ).columns
    assert columns["target"] == "Objetivo_1"


def test_a_long_text_of_what_happened_is_the_summary():
    story = "Cuatro personas armadas entraron a la escuela y apuntaron hacia arriba."
    row = {"fecha": "2024-05-13", "lugar": "Soto", "Nombre": "Colectivo", "Hechos": story}
    assert choose_columns(make_source([row]), {}).columns["summary"] == "Hechos"
    short = row | {"Hechos": "Amenaza"}
    assert "summary" not in choose_columns(make_source([short]), {}).columns


@pytest.mark.parametrize(
    ("more", "read"),
    [
        ({}, "Activity"),
        ({"Title": "Sit-in"}, None),  # something names the event
        ({"Reply": "The dean said that none of it was true, not even the date."}, None),  # which?
        ({"Activity": "Sit-in"}, None),  # no sentence
        ({"Activity": '[{"title": "Forty sat on the steps of the old hall"}]'}, None),
    ],
)
def test_the_only_column_of_sentences_is_the_summary_and_that_is_said(more, read):
    story = "Forty students sat on the steps of the old town hall until noon."
    choice = choose_columns(make_source([DAY | {"Activity": story} | more]), {})
    assert choice.columns.get("summary") == read
    assert any("which column describes" in note for note in choice.notes) == (read is not None)


def test_one_precision_that_is_understood_tells_what_the_others_are_of():
    rows = [("centroide departamental", "region"), ("según la prensa", None)]
    draft = shape_rows(
        *(
            {"fecha": "2024-05-13", "lat": "7.03", "lon": "-71.43", "precisión": text}
            for text, _ in rows
        )
    )
    assert "geo_precision" in draft.columns


def test_a_tatort_is_a_place_and_a_percentage_no_quantity():
    row = {"Tatzeit": "20.12.2024", "Tatort": "Magdeburg", "Housing destroyed %": "80"}
    columns = choose_columns(make_source([row]), {}).columns
    assert columns["place"] == "Tatort"
    assert "quantity" not in columns


def test_belligerents_are_parties_and_none_of_them_the_actor():
    first = DAY | {"Battle": "Battle of Trafalgar", "Belligerent 1": "Britain"}
    second = DAY | {"Battle": "Siege of Alicante", "Belligerent 1": "Spain"}
    rows = first | {"Belligerent 2": "France"}, second | {"Belligerent 2": None}
    events = shape_rows(*rows).events
    assert events["parties"].tolist() == ["Britain; France", "Spain"]
    assert events["actor"].isna().all()
    assert events["title"].tolist() == ["Battle of Trafalgar", "Siege of Alicante"]


def test_a_data_source_is_a_source_and_a_source_file_is_none():
    row = DAY | {"Data source": "Harbour office", "source_file": "list 2024.pdf"}
    (claim,) = claims_of(shape_rows(row), 2)
    assert (claim["claimant"], claim["source"]) == ("Harbour office", "Harbour office")
    choice = choose_columns(make_source([DAY | {"source_file": "list 2024.pdf"}]), {})
    assert "source" not in choice.columns
    assert "title" not in choose_columns(make_source([DAY | {"File name": "list"}]), {}).columns


def test_the_country_of_a_zone_at_sea_is_not_that_of_the_event():
    row = {"date": "2024-05-13", "lat": "19.7", "lon": "116.9667", "eez_country": "TWN"}
    assert "country" not in choose_columns(make_source([row]), {}).columns


def test_descriptions_and_names_of_areas_are_places():
    row = {"date": "2024-05-13", "area_description": "Lubuk Gaung Port", "description": "Theft"}
    columns = choose_columns(make_source([row]), {}).columns
    assert (columns["place"], columns["summary"]) == ("area_description", "description")
    named = make_source([{"date": "2024-05-13", "Area name": "North"}])
    columns = choose_columns(named, {}).columns
    assert columns["place"] == "Area name"
    assert "title" not in columns


def test_of_two_columns_of_regions_that_of_known_ones_is_read():
    rows = [
        {"date": "2024-01-08", "departement": one, "region": two, "pays": land}
        for one, two, land in (
            ("Mayo-Sava", "Extrême-Nord", "Cameroun"),
            ("Fouli", "Lac", "Tchad"),
            ("Bosso", "Diffa", "Niger"),
        )
    ]
    assert choose_columns(make_source(rows), {}).columns["admin1"] == "region"
    haiti = [
        {"date": "2024-01-08", "departement": "Ouest", "region": "plaine", "pays": "Haïti"},
        {"date": "2024-01-09", "departement": "Artibonite", "region": "vallée", "pays": "Haïti"},
    ]
    assert choose_columns(make_source(haiti), {}).columns["admin1"] == "departement"


@pytest.mark.parametrize(
    "row",
    [
        {"subject_name": "Jane Doe", "subject_age": "31", "subject_gender": "Female"},
        {"victim_name": "Jane Doe", "victim_age": "31"},
        {"name_en": "Jane Doe", "age": "31"},
        {"First name": "Jane", "Last name": "Doe", "Age": "31"},
        {"Full name": "Jane Doe", "Age": "31", "occupation detail": "a plumber of the town"},
    ],
)
def test_names_and_trades_of_people_are_no_titles_and_no_summaries_of_events(row):
    columns = choose_columns(make_source([DAY | {"place": "Kherson"} | row]), {}).columns
    assert not {"title", "summary"} & {*columns}


def test_a_column_of_points_is_no_column_of_ids():
    rows = [
        DAY | {"lat": f"41.75{at}", "lon": "-87.70", "Geocode": f"(41.87934{at}, -87.74075)"}
        for at in range(4)
    ]
    assert "source_id" not in choose_columns(make_source(rows), {}).columns


@pytest.mark.parametrize(
    "heading",
    ["מקום מגורים", "Место жительства", "Luogo di residenza", "Home address", "Home town"],
)
def test_where_people_lived_is_not_where_the_event_was(heading):
    rows = [{"date": "2025-10-24", "country": "Israel", heading: town} for town in ("Lod", "Yafo")]
    assert "place" not in choose_columns(make_source(rows), {}).columns


def test_an_administrative_division_is_a_region():
    rows = [DAY | {"country": "Mexico", "admin_division_name": "Sinaloa"}]
    assert choose_columns(make_source(rows), {}).columns["admin1"] == "admin_division_name"


def test_a_description_that_repeats_and_is_of_something_else_is_no_summary():
    texts = [*["Part 91: General"] * 4, "Part 135: Taxi"]
    rows = [DAY | {"FAR.Description": text} for text in texts]
    assert "summary" not in choose_columns(make_source(rows), {}).columns
    rows = [DAY | {"Description": text} for text in texts]
    assert choose_columns(make_source(rows), {}).columns["summary"] == "Description"


def test_names_of_which_some_are_undisclosed_are_of_people_and_no_titles():
    rows = [DAY | {"place": "Elm", "killed": "1", "name": one} for one in ("Jo Fir", "Undisclosed")]
    chosen = choose_columns(make_source(rows), {})
    assert "title" not in chosen.columns
    assert any("cells such as 'Undisclosed'" in note for note in chosen.notes)
    storms = [DAY | {"place": "Elm", "name": one} for one in ("Storm Jo", "Unnamed")]
    assert choose_columns(make_source(storms), {}).columns["title"] == "name"


def test_names_of_levels_are_no_titles():
    rows = [
        {"fechano": "1988", "fechames": "2", "fechadia": day, "name0": "Cusco", "name1": town}
        | {"lugar": "Mercado", "muertos": "1"}
        for day, town in (("14", "Urcos"), ("0", "Calca"), ("29", "Anta"))
    ]
    events = shape_rows(*rows).events
    assert events["title"].isna().all()
    assert events["date_start"].tolist() == ["1988-02-14", "1988-02", "1988-02-29"]


def test_marks_of_footnotes_are_no_ids_of_events():
    towns = ["Axum", "Adwa", "Aksha", "Arba"]
    rows = [
        {"date": "2025-10-24", "place": town, "Ref.": f"[{at}]"} for at, town in enumerate(towns, 7)
    ]
    assert not {"source_id", "source"} & {*choose_columns(make_source(rows), {}).columns}
    rows[0]["Ref."] = "[5][6]"
    assert "source_id" not in choose_columns(make_source(rows), {}).columns


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("MUNICIPIO", "COD_MUNI"),
        ("departamento_hecho", "cod_dep"),
        ("departement", "dep_code"),
        ("Province", "prov code"),
    ],
)
def test_codes_of_places_are_no_ids_of_events(place, code):
    towns = [("Axum", "61"), ("Adwa", "62"), ("Aksha", "63"), ("Arba", "64")]
    rows = [{"date": "2025-10-24", place: town, code: number} for town, number in towns]
    assert "source_id" not in choose_columns(make_source(rows), {}).columns
    rows = [{"date": "2025-10-24", place: town, "Code": number} for town, number in towns]
    assert choose_columns(make_source(rows), {}).columns["source_id"] == "Code"


def test_names_of_places_written_another_way_are_no_titles():
    towns = [("Besançon", "besancon"), ("Saint-Rémy", "saint-remy"), ("Évry ", "evry")]
    rows = [{"date": "2025-10-24", "commune": one, "nom_sans": two} for one, two in towns]
    columns = choose_columns(make_source(rows), {}).columns
    assert columns["place"] == "commune"
    assert "title" not in columns
    rows = [{"date": "2025-10-24", "commune": one, "nom": f"Marche {two}"} for one, two in towns]
    assert choose_columns(make_source(rows), {}).columns["title"] == "nom"


def test_who_reported_an_event_in_portuguese_is_its_source():
    rows = [DAY | {"fonte_ocorrencia": text} for text in ("Imprensa", "Usuário")]
    columns = choose_columns(make_source(rows), {}).columns
    assert columns["source"] == "fonte_ocorrencia"
    assert "title" not in columns


def test_codes_of_events_are_no_titles():
    rows = [DAY | {"Codigo_evento": f"A{at // 2}TERR01"} for at in range(6)]
    assert "title" not in choose_columns(make_source(rows), {}).columns


def test_objects_in_cells_are_no_texts_and_no_links():
    told = '[{"value": "Anna", "url": "https://example.org/1"}]'
    rows = [DAY | {"name_forms": told, "media": told, "timeline": told}]
    columns = choose_columns(make_source(rows), {}).columns
    assert not {"title", "url", "source"} & {*columns}


def test_objects_as_python_writes_them_are_no_summary_and_no_title():
    rows = [DAY | {"destroyed_details": "{'south': 5, 'north': nan}", "model": "drone"}]
    assert not {"title", "summary"} & {*choose_columns(make_source(rows), {}).columns}


def test_a_story_is_the_summary():
    rows = [DAY | {"story": "Shots were fired at a bus near the market in the morning."}]
    assert choose_columns(make_source(rows), {}).columns["summary"] == "story"


def test_in_public_and_at_home_are_no_places_beside_the_place():
    kinds = ("In Public", "Home", "In Custody", "Work")
    rows = [
        {"date": "2024-05-13", "place_1": kind, "start_location_1": f"Street of {kind}"}
        for kind in kinds
    ]
    assert choose_columns(make_source(rows), {}).columns["place"] == "start_location_1"


@pytest.mark.parametrize(
    "unnamed", ["Anonyme", "Anonymes (2)", "No identificado", "Невпізнаний", "N.N.", "Anônimo"]
)
def test_names_some_of_which_are_unknown_are_those_of_people(unnamed):
    rows = [DAY | {"name": name} for name in ("Ada Vega", unnamed)]
    layout = choose_columns(make_source(rows), {})
    assert "title" not in layout.columns
    assert any(f"cells such as {unnamed!r} it may name people" in note for note in layout.notes)


def test_family_names_are_no_titles():
    rows = [DAY | {"family_names": name, "given_names": "Ana"} for name in ("Sosa", "Vega")]
    assert "title" not in choose_columns(make_source(rows), {}).columns


@pytest.mark.parametrize(
    "heading",
    ["month_name", "day_name", "Region of Incident", "Attack district", "incident_state_name"],
)
def test_what_is_called_after_a_time_or_a_part_of_a_country_is_no_title(heading):
    rows = [DAY | {"place": "Kherson", heading: word} for word in ("Upper part", "Lower part")]
    assert choose_columns(make_source(rows), {}).columns.get("title") is None


def test_names_of_something_unknown_that_come_again_and_again_are_no_titles():
    names = ["Red Band", "Red Band", "Red Band", "Blue Band", "Blue Band"]
    rows = [DAY | {"place": "Kherson", "group_name": name} for name in names]
    assert "title" not in choose_columns(make_source(rows), {}).columns
    rows = [DAY | {"place": "Kherson", "storm_name": name} for name in ("Anna", "Berta", "Cleo")]
    assert choose_columns(make_source(rows), {}).columns["title"] == "storm_name"
    rows = [DAY | {"place": "Kherson", "Hospital Names": name} for name in ("Anna", "Berta")]
    assert "title" not in choose_columns(make_source(rows), {}).columns


@pytest.mark.parametrize("heading", ["transport_means", "Vehicle type", "Вид транспорту"])
def test_how_somebody_travelled_is_no_type_of_event(heading):
    rows = [DAY | {"place": "Kherson", heading: word} for word in ("boat", "truck", "train")]
    assert "event_type" not in choose_columns(make_source(rows), {}).columns


@pytest.mark.parametrize(
    ("beside", "title"),
    [({"death": "Gunshot"}, False), ({"deaths": "3"}, True), ({"deaths": "two people"}, True)],
)
def test_names_beside_how_somebody_died_are_no_titles(beside, title):
    chosen = choose_columns(make_source([DAY | {"name": "Anna Doe"} | beside]), {})
    assert ("title" in chosen.columns) == title
    assert any("may name people" in note for note in chosen.notes) != title


def test_of_several_numbers_of_events_the_greatest_is_that_of_all():
    rows = [
        {"year": year, "country": "Mali", "Explosions": "3", "total_events": "9", "Protests": "6"}
        for year in ("2020", "2021", "2022")
    ]
    chosen = choose_columns(make_source(rows), {})
    assert (chosen.columns["quantity"], chosen.of_events) == ("total_events", "total_events")


def test_the_weapon_in_a_section_on_targets_is_no_target():
    rows = [DAY | {"place": "Kherson", "target.weapon": word} for word in ("Belt bomb", "Mine")]
    assert not {"target", "event_type"} & {*choose_columns(make_source(rows), {}).columns}


def test_numbered_actors_are_the_parties():
    rows = [
        DAY | {"ACTOR1": "Army", "ACTOR2": "Rebels"},
        DAY | {"ACTOR1": "Unknown", "ACTOR2": "Villagers"},
    ]
    draft = shape_rows(*rows)
    assert draft.events["parties"].tolist() == ["Army; Rebels", "Villagers"]
    assert draft.events["actor"].isna().all()
    note = "'ACTOR1' and 'ACTOR2' are read as the parties: none of them is said to have done it."
    assert note in draft.notes


@pytest.mark.parametrize("names", [("Actor",), ("perpetrator 1", "perpetrator 2")])
def test_who_did_it_is_the_actor(names):
    draft = shape_rows(DAY | dict.fromkeys(names, "Army"))
    assert draft.events["actor"].tolist() == ["Army"]
    assert draft.events["parties"].isna().all()


def test_numbers_that_most_rows_lack_are_no_ids_of_events():
    rows = [DAY | {"place": "Elm", "Arrest ID": each} for each in ("K1", None, None, "K2", None)]
    assert "source_id" not in choose_columns(make_source(rows), {}).columns
    rows[1]["Arrest ID"] = "K3"
    assert choose_columns(make_source(rows), {}).columns["source_id"] == "Arrest ID"


def test_codes_of_a_few_letters_that_come_again_are_no_titles():
    rows = [DAY | {"place": "Elm", "Attack context": each} for each in ("R", "Am", "R", "R", "Am")]
    assert "title" not in choose_columns(make_source(rows), {}).columns
    names = [DAY | {"place": "Elm", "Name": each} for each in ("A", "B", "Am")]
    assert choose_columns(make_source(names), {}).columns["title"] == "Name"


def test_where_people_came_from_is_no_region_of_the_event():
    rows = [DAY | {"County": "Harris", "Native State": each} for each in ("Texas", "Ohio")]
    assert "admin1" not in choose_columns(make_source(rows), {}).columns


def test_what_a_report_contains_describes_the_event_where_nothing_else_does():
    row = DAY | {"title": "Strike", "content": "A drone hit the mill."}
    assert choose_columns(make_source([row]), {}).columns["summary"] == "content"
    both = row | {"abstract": "x", "description": "Mill hit."}
    assert choose_columns(make_source([both]), {}).columns["summary"] == "description"


def test_lists_of_attacks_are_no_description_of_the_event():
    told = (
        '[{"time": "10:00", "place": "Izium", "weapon": "KAB", "what": "hit a mill at the river"}]'
    )
    assert "summary" not in choose_columns(make_source([DAY | {"attacks": told}]), {}).columns


def test_names_of_regions_half_of_which_are_known_go_before_codes_none_of_which_is():
    rows = [
        {"date": "2024-01-08", "adm1_pcode": code, "adm1_name": name}
        for code, name in (("MM018", "Yangon"), ("MM006", "Bago (East)"), ("MM010", "Mandalay"))
    ]
    assert choose_columns(make_source(rows), {}).columns["admin1"] == "adm1_name"


@pytest.mark.parametrize("heading", ["Краткое описание", "Short description"])
def test_a_short_description_describes_also_where_it_is_the_same_in_most_rows(heading):
    rows = [DAY | {heading: text} for text in ("обстрел", "обстрел", "обстрел", "взрыв", "обстрел")]
    assert choose_columns(make_source(rows), {}).columns["summary"] == heading
