import pytest
from support.format_sources import DAY, claims_of, make_source, shape_rows

from eventmap.errors import FileError
from eventmap.readers.doubts import Doubt
from eventmap.readers.formats.columnchoice import choose_columns
from eventmap.readers.formats.table import FORMAT

KABUL = {"killed_best": "183"}


NINE = {"killed_best": "9"}


WOUNDED = {"injured_best": "2 killed, 5 injured"}


def low_end(text):
    return {"killed_low": text, "killed_best": text}


ONE_AT_LEAST = low_end("1")


def both(text):
    """Return a cell that says both: what each column counts in it, `read_figure` finds."""
    return {"killed_best": text, "injured_best": text}


def figures_of(draft, line=2):
    (claim,) = claims_of(draft, line)
    return {name: text for name, text in claim.items() if name.startswith(("killed", "injured"))}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"Total killed": "3", "Civilians killed": "2"}, {"killed_best": "3"}),
        (
            {"deaths_a": "2", "deaths_b": "3", "deaths_civilians": "4", "deaths_unknown": "1"},
            {"killed_best": "10"},
        ),
        (
            {"# Victims Killed": "2", "# Subjects-Suspects Killed": "1"},
            {"killed_best": "3"},
        ),
        (
            {"statistics.killed_low": "5", "statistics.killed_low_civilian": "3"},
            {"killed_low": "5"},
        ),
        (
            {"Red Band killed": "5", "Civilians killed": "3"},
            {"killed_low": "3", "killed_best": "3"},
        ),
        ({"leaders_killed": "2"}, {"killed_low": "2", "killed_best": "2"}),
        ({"Officials killed": "2", "Total killed": "5"}, {"killed_best": "5"}),
        ({"killed_civilians": "2"}, {"killed_low": "2", "killed_best": "2"}),
        ({"Civilians killed": "2", "Soldiers killed": "3"}, {"killed_best": "5"}),
        (
            {"Civilians killed": "2", "Soldiers killed": None},
            {"killed_low": "2", "killed_best": "2"},
        ),
        ({"Вбито цивільних": "2", "Вбито військових": "0"}, {"killed_best": "2"}),
        ({"Women injured": "2", "Children injured": "1"}, {}),
        (
            {"fatalities_low": "1", "fatalities_best": "3", "fatalities_high": "7"},
            {"killed_low": "1", "killed_best": "3", "killed_high": "7"},
        ),
        ({"Min killed": "1", "Max killed": "4"}, {"killed_low": "1", "killed_high": "4"}),
        ({"Civilians killed": "2-4"}, {"killed_low": "2"}),
        ({"Civilians killed": "dozens"}, {}),
        ({"Casualties / Killed / Civ": "170", "Casualties / Killed / Mil": "13"}, KABUL),
        ({"Загинуло / дорослі": "1", "Загинуло / діти": "2"}, {"killed_best": "3"}),
        (
            {"Tote": "1.200", "Verletzte": "2.345"},
            {"killed_best": "1.200", "injured_best": "2.345"},
        ),
        ({"Killed": "1.25"}, {}),
        # Codes and classes of a book of codes are as small as numbers of people
        ({"Deaths code": "3", "Fatality class": "2", "killed_cat": "1"}, {}),
        ({"Casualty level, injured": "2", "Код загиблих": "3"}, {}),
        ({"Deaths code": "3", "Deaths": "9"}, NINE),
        ({"Killed (code 999 = unknown)": "9"}, NINE),
        ({"Location of death (zip code)": "95490", "Age at death": "33"}, {}),
        ({"Incidents of killing": "1", "Cause of death": "2"}, {}),
        ({"Lieu de décès": "12", "Number of deaths": "2"}, {"killed_best": "2"}),
        ({"Total of killed": "2"}, {"killed_best": "2"}),
        ({"killed_today": "138", "killed_total": "370"}, {"killed_best": "138"}),
        ({"New deaths": "138", "Deaths": "370"}, {"killed_best": "138"}),
        ({"killed": "138", "killed_cum": "370"}, {"killed_best": "138"}),
        ({"Deaths so far": "370", "Cumulative injured": "2"}, {}),
        ({"Killed / M": "3", "Killed / F": "1", "Killed / Child": "5"}, NINE),
        (
            {"Ölü": "3", "Yaral\N{LATIN SMALL LETTER DOTLESS I}": "45"},
            {"killed_best": "3", "injured_best": "45"},
        ),
        ({"Dead": "8", "Total dead and missing": "28"}, {"killed_best": "8"}),
        ({"Total dead and missing": "28"}, {}),
        ({"Killed / abducted": "4"}, {}),
        ({"Morts": "8", "Total morts et disparus": "28"}, {"killed_best": "8"}),
        ({"Total de muertos y desaparecidos": "28", "Muertos": "8"}, {"killed_best": "8"}),
        ({"Tote und Vermisste": "28", "Tote": "8"}, {"killed_best": "8"}),
        ({"Zabici i zaginieni": "28", "Zabici": "8"}, {"killed_best": "8"}),
        ({"Загиблих та зниклих безвісти": "28", "Загиблих": "8"}, {"killed_best": "8"}),
        ({"القتلى والمفقودين": "28", "القتلى": "8"}, {"killed_best": "8"}),
        ({"Muertos y secuestrados": "28", "Morts et otages": "3", "Tote, Entführte": "4"}, {}),
        # As Insecurity Insight heads its tables: nobody is of two trades, and others may be hit
        ({"Educators Killed": "0", "Students Killed": "2"}, low_end("2")),
        ({"Health workers killed": "2", "Patients killed": "9"}, low_end("11")),
        ({"Educators Killed": "1", "Students Killed": "2"}, low_end("3")),
        ({"Educators Killed": None, "Students Killed": "2"}, low_end("2")),
        ({"Educators Killed": "1", "Students Killed": "2", "Killed": "4"}, {"killed_best": "4"}),
        ({"Journalists killed": "1"}, ONE_AT_LEAST),
        ({"Civilians killed": "2", "Soldiers killed": "3", "Police killed": "4"}, NINE),
        ({"Civilians killed": "2", "Security forces killed": "3", "Militants killed": "4"}, NINE),
        ({"Civilians killed (A)": "2", "Civilians killed (B)": "3", "Soldiers killed": "7"}, NINE),
        ({"Civilians killed": "1", "Houthis killed": "8"}, ONE_AT_LEAST),
        ({"Civilians killed": "1", "Killed in all": "8"}, {"killed_best": "8"}),
        ({"Victims killed": "7", "Suspects killed": "2"}, NINE),
        ({"Victims killed": "7"}, {"killed_best": "7"}),
        (
            {"Civilians killed": "5-7", "Adults killed": "2", "Children killed": "3"},
            {"killed_low": "5"},
        ),
        ({"Víctimas mortales": "5"}, {"killed_best": "5"}),
        ({"Perpetrators killed": "2", "Victims killed": "7"}, NINE),
        ({"Suspects killed": "1", "Officers killed": "0", "Bystanders killed": "8"}, NINE),
        ({"Suspects killed": "1", "Officers killed": "2", "K-9s killed": "4"}, low_end("3")),
        ({"Suspects killed": None, "Officers killed": "2", "Dogs killed": "4"}, low_end("2")),
        ({"qtd_morto_civil": "7", "qtd_morto_agseg": "2"}, NINE),
        ({"Killed, %": "80", "Deaths": "9"}, NINE),
        ({"Not injured": "12", "Killed": "9"}, NINE),
        ({"Not killed": "12", "Unharmed": "4", "Survivors": "3"}, {}),
        ({"Deaths averted": "3", "Expected deaths": "4", "Deaths / 100k": "2"}, {}),
        ({"Death benefit (USD)": "30000", "Compensation for killed, $": "200"}, {}),
        ({"Deaths, change since last report": "5", "Killed since 24 Feb": "300"}, {}),
        ({"Killed (last 24h)": "9", "Killed (total)": "300"}, NINE),
        ({"Загинуло за 24 години": "9", "Загинуло всього": "300"}, NINE),
        (
            {"Fatal injuries": "2", "Non-fatal injuries": "4"},
            {"killed_best": "2", "injured_best": "4"},
        ),
        ({"Killed (M)": "5", "Killed (W)": "4"}, NINE),
        ({"Zabici w ataku": "9"}, NINE),
        ({"Non-combatants killed": "1"}, ONE_AT_LEAST),
        ({"Вбито ворогом": "9"}, NINE),
        ({"Погибло (не менее)": "2"}, {"killed_low": "2"}),
        ({"Killed, not less than": "2"}, {"killed_low": "2"}),
        ({"Enemy KIA": "7", "Friendly KIA": "2"}, low_end("9")),
        ({"killed": "20 ± 5", "killed_error": "5"}, {}),
        ({"killed": "9", "killed_error": "5"}, NINE),
        ({"Morts et disparus": "646"}, {}),
        ({"Muertos": "9", "Muertos y desaparecidos": "12"}, NINE),
        ({"Side A killed": "2", "Side B killed": "7"}, low_end("9")),
        ({"Own killed": "2", "Enemy killed": "7"}, low_end("9")),
        # Russia's five soldiers are in no sum: three are no number of all
        (
            {"Civilians killed": "1", "Ukrainian soldiers killed": "2"}
            | {"Russian soldiers killed": "5"},
            low_end("3"),
        ),
        ({"Killed (incl. attackers)": "9", "Attackers killed": "5"}, NINE),
        ({"Deaths (including perpetrator)": "9", "Deaths (excluding perpetrator)": "8"}, NINE),
        ({"Killed (excl. shooter)": "6", "Shooter killed": "3"}, NINE),
        ({"Deaths (excluding attackers)": "6", "Attackers killed": "3"}, NINE),
        ({"Other deaths": "9"}, low_end("9")),
        ({"Інші загиблі": "9"}, low_end("9")),
        ({"Otros muertos": "1", "Muertos": "9"}, NINE),
        ({"Deaths (excluding attackers)": "9"}, low_end("9")),
        ({"Killed": "9", "Killed (including children)": "2"}, NINE),
        ({"Soldiers martyred": "1"}, ONE_AT_LEAST),
        ({"Serious Injuries": "2", "Minor Injuries": "3"}, {"injured_best": "5"}),
        ({"Injuries (minor)": "3", "Injuries (serious)": "2"}, {"injured_best": "5"}),
        (
            {"side_a": "Army", "side_b": "M23", "deaths_a": "2", "deaths_b": "5"}
            | {"deaths_civilians": "1", "deaths_unknown": "1"},
            NINE,
        ),
        ({"Бойовики вбито": "7", "Цивільні вбито": "2"}, NINE),
        ({"Вбито противників": "1"}, ONE_AT_LEAST),
        ({"Livestock killed": "12", "Dogs injured": "3"}, {}),
        ({"Livestock killed": "12", "People killed": "1"}, {"killed_best": "1"}),
        ({"Вбито худоби": "12"}, {}),
        (
            {"Civilians killed (min)": "1", "Civilians killed (max)": "3"}
            | {"Militants killed (min)": "4", "Militants killed (max)": "6"},
            {"killed_low": "5", "killed_high": "9"},
        ),
        (
            {"Civilians killed (min)": "1", "Civilians killed (max)": "3"}
            | {"Militants killed (min)": "4", "Militants killed (max)": None},
            {"killed_low": "5"},
        ),
        ({"Civilians killed (min)": "1", "Civilians killed (max)": "3"}, {"killed_low": "1"}),
        ({"deaths_lo": "1", "deaths_hi": "3"}, {"killed_low": "1", "killed_high": "3"}),
        ({"Killed/injured": "2/22"}, {"killed_best": "2", "injured_best": "22"}),
        ({"Injured/killed": "2/22"}, {"killed_best": "22", "injured_best": "2"}),
        (
            {"Civilians (killed/injured)": "1/2", "Total (killed/injured)": "3/22"},
            {"killed_best": "3", "injured_best": "22"},
        ),
        (  # the injured by the word alone, and both as the brackets say
            {"Постраждалі (загинуло / поранено)": "2 / 22"},
            {"killed_best": "2", "injured_best": "22"},
        ),
        (
            {"Пострадавшие: ранено/погибло": "22/2"},
            {"killed_best": "2", "injured_best": "22"},
        ),
        ({"Killed (incl. children)": "5 (1)"}, {"killed_best": "5"}),
        ({"Поранено / з них дітей": "10/2"}, {"injured_best": "10"}),
        ({"Tote (davon Kinder)": "1 (5)"}, {}),
        ({"Killed - injured": "2-22"}, {"killed_best": "2", "injured_best": "22"}),
        ({"Загинуло – поранено": "4 – 0"}, {"killed_best": "4", "injured_best": "0"}),
        ({"Killed and injured": "1 killed, 5 injured"}, both("1 killed, 5 injured")),
        ({"Загиблі та поранені": "0 загиблих, 3 поранених"}, both("0 загиблих, 3 поранених")),
        ({"Casualties": "5 killed and 12 wounded"}, both("5 killed and 12 wounded")),
        ({"Постраждалі": "загинув 1, поранено 3"}, both("загинув 1, поранено 3")),
        ({"Наслідки": "2 загиблих, 5 поранених"}, both("2 загиблих, 5 поранених")),
        (
            {"Втрати цивільних": "2 загиблих, 5 поранених"},
            {"killed_low": "2", "injured_low": "5"} | both("2 загиблих, 5 поранених"),
        ),
        ({"Killed": "2", "Casualties": "2 killed, 5 injured"}, {"killed_best": "2"} | WOUNDED),
        ({"Casualties": "8"}, {}),
        ({"Death rate": "2"}, {}),
        ({"Killed by": "2"}, {}),
        ({"Killed": "Ivan Petrenko"}, {}),
    ],
)
def test_figures_are_of_the_whole_or_a_low_end(row, expected):
    found = figures_of(shape_rows(DAY | row))
    if row in ({"Women injured": "2", "Children injured": "1"},):
        expected = {"injured_low": "1", "injured_best": "1"}
    assert found == expected


def test_rows_without_anybody_are_of_a_column_that_tells_of_both():
    rows = [{"Описание": text} for text in ("погибли 2, ранены 5", "без пострадавших")]
    found = shape_rows(*(DAY | each for each in rows)).columns
    assert {found.get("killed_best"), found.get("injured_best")} == {"Описание"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # ICEWS and POLECAT code from news who did something to whom
        (
            {"Source Name": "Army of A", "Source Country": "A", "Target Name": "Citizens"}
            | {"Target Country": "B", "Publisher": "Reuters"},
            {"actor": "Source Name", "target": "Target Name", "source": "Publisher"},
        ),
        (
            {"source": "Army of A", "source_country": "A", "target": "Citizens"}
            | {"target_country": "B"},
            {"actor": "source", "target": "target", "source": None},
        ),
        ({"Source": "Reuters", "Target": "School"}, {"source": "Source", "target": "Target"}),
        # The Washington Post's tables of shootings
        ({"race": "A", "race_source": "photo"}, {"source": None}),
        (
            {"uid": "1", "nces_school_id": "80480000707", "nces_district_id": "804800"},
            {"source_id": "uid"},
        ),
        ({"district id": "804800"}, {"source_id": None}),
        # Gun Violence Archive
        ({"City Or County": "Chicago", "Address": "E 61st St"}, {"place": "City Or County"}),
        # B'Tselem
        ({"killed_by": "Army of A"}, {"actor": "killed_by"}),
    ],
)
def test_a_heading_says_with_the_others_whose_it_is(row, expected):
    columns = choose_columns(
        make_source([{"date": "2025-10-24", "city name": None} | row]), {}
    ).columns
    assert {field: columns.get(field) for field in expected} == expected


def test_a_part_that_is_more_than_what_is_read_as_all_is_doubted():
    rows = [
        DAY | {"KIA": "1", "CIV KIA": "70"},
        DAY | {"KIA": "3", "CIV KIA": "2"},
        DAY | {"KIA": None, "CIV KIA": "2"},
    ]
    doubted = shape_rows(*rows).doubts[Doubt.FIGURES_DISAGREE].dropna()
    assert doubted.to_dict() == {2: "KIA: 1, CIV KIA: 70"}


def test_two_totals_that_differ_are_asked_for():
    with pytest.raises(FileError, match="'Killed' and 'Deaths'") as refused:
        shape_rows(DAY | {"Killed": "3", "Deaths": "4"})
    assert refused.value.answers == (("killed_best",),)


@pytest.mark.parametrize(
    ("reported", "verified"),
    [
        ("Fatalities (reported)", "Fatalities (verified)"),
        ("Killed, claimed", "Killed, confirmed"),
        ("Загинуло (заявлено)", "Загинуло (підтверджено)"),
    ],
)
def test_reported_and_verified_figures_that_differ_are_asked(reported, verified):
    row = DAY | {reported: "10", verified: "4"}
    with pytest.raises(FileError, match=r"by how sure it is.*'10' and '4' in line 2") as asked:
        shape_rows(row)
    assert asked.value.answers == (("killed_best",), ("killed_low", "killed_best"))
    draft = FORMAT.shape(make_source([row]), {"killed_low": verified, "killed_best": reported})
    assert figures_of(draft) == {"killed_low": "4", "killed_best": "10"}
    agree = shape_rows(DAY | {reported: "4", verified: "4"})
    assert figures_of(agree) == {"killed_best": "4"}
    assert "agree on the killed: the first is read." in agree.notes[0]


@pytest.mark.parametrize("heading", ["verified.killed", "Killed (verified)", "Muertes confirmadas"])
def test_verified_figures_alone_are_at_least_so_many(heading):
    rows = [DAY | {heading: "6", f"{heading}_cum": "6"}, DAY | {heading: "8"}]
    draft = shape_rows(*rows)
    assert [figures_of(draft, line) for line in (2, 3)] == [
        {"killed_low": "6"},
        {"killed_low": "8"},
    ]
    assert any("at least so many killed: it counts those" in note for note in draft.notes)


@pytest.mark.parametrize(
    "row",
    [
        {"killed_verified": "yes"},
        {"killed_verified_cum": "6"},
        {"civilians_killed_verified": "6"},
        {"deaths_verified_by": "6"},
        {"killed_verified": "6", "killed_confirmed": "7"},
    ],
)
def test_what_is_verified_otherwise_counts_nobody(row):
    assert figures_of(shape_rows(DAY | row)) == {}


def test_a_plain_figure_goes_before_a_verified_one_which_is_named():
    draft = shape_rows(DAY | {"Killed": "10", "Killed (verified)": "4"})
    assert figures_of(draft) == {"killed_best": "10"}
    assert [use.column for use in draft.uses if use.looks_like] == ["Killed (verified)"]


@pytest.mark.parametrize(
    ("headings", "figures"),
    [
        (
            {"Victims Fatal": "1", "Victims Non-Fatal": "2"},
            {"killed_best": "1", "injured_best": "2"},
        ),
        ({"Murdered": "101"}, {"killed_best": "101"}),
        ({"загиб.": "1", "поран.": "2"}, {"killed_best": "1", "injured_best": "2"}),
        ({"Civils tués": "20", "Militaires tués": "1"}, {"killed_best": "21"}),
    ],
)
def test_nobody_who_is_counted_is_lost_or_taken_for_all(headings, figures):
    found = figures_of(shape_rows(DAY | headings))
    assert {name: text for name, text in found.items() if text} == figures


def test_no_is_a_number_of_the_injured_beside_other_numbers_and_alone_denies():
    place = DAY | {"Departamento": "Cauca"}
    both = choose_columns(make_source([place | {"No muertos": "1", "No heridos": "4"}]), {}).columns
    assert (both["killed_best"], both["injured_best"]) == ("No muertos", "No heridos")
    short = {"Fecha": "2023-02-03", "Lugar": "Cali", "No muertos": "1", "No heridos": "4"}
    both = choose_columns(make_source([short]), {}).columns  # each of ten letters, as if cut
    assert (both["killed_best"], both["injured_best"]) == ("No muertos", "No heridos")
    alone = choose_columns(make_source([place | {"Muertos": "1", "No heridos": "4"}]), {}).columns
    assert "injured_best" not in alone


def test_people_may_be_written_ppl():
    ends = {"min_ppl_killed": "6", "max_ppl_killed": "8", "min_civil_killed": "2"}
    assert figures_of(shape_rows(DAY | ends)) == {"killed_low": "6", "killed_high": "8"}


def test_figures_beside_what_became_of_somebody_are_counted():
    rows = [DAY | {"place": "Goma", "Status": "Killed", "Killed": "2"}]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["killed_best"] == "Killed"
    assert not any("nobody is counted" in note for note in choice.notes)


def test_friends_enemies_and_civilians_are_all_of_the_people():
    rows = DAY | {"FriendlyKIA": "2", "EnemyKIA": "11", "CivilianKIA": "3", "HostNationKIA": "1"}
    assert figures_of(shape_rows(rows)) == {"killed_best": "17"}


BARE = {"Reported Minimum": "47", "Reported Maximum": "52"}


@pytest.mark.parametrize(
    ("name", "own", "figures"),
    [
        ("list.csv", {"IBC code": "x001"}, {"killed_low": "47", "killed_high": "52"}),
        ("deaths.csv", {}, {"killed_low": "47", "killed_high": "52"}),
        ("wounded.csv", {}, {"injured_low": "47", "injured_high": "52"}),
        ("killed and injured.csv", {}, {}),
        ("list.csv", {}, {}),
    ],
)
def test_bare_ends_are_of_what_a_name_says_and_else_unread(name, own, figures):
    source = make_source([DAY | own | BARE], name=name)
    assert figures_of(FORMAT.shape(source, {})) == figures
    unread = [use.column for use in choose_columns(source, {}).uses if use.looks_like]
    assert unread == ([] if figures else list(BARE))


def test_aggressors_shot_down_are_killed_and_drones_are_not():
    row = DAY | {"Civiles muertos": "1", "Policías muertos": "2", "Agresores abatidos": "3"}
    assert figures_of(shape_rows(row)) == {"killed_best": "6"}
    assert figures_of(shape_rows(DAY | {"Drones abatidos": "3", "Aviones abatidos": "1"})) == {}
    row = DAY | {"Civiles muertos": "1", "Guerrilleros dados de baja": "3"}
    assert figures_of(shape_rows(row)) == {"killed_best": "4"}


def test_the_security_forces_are_a_part_of_the_people_in_russian():
    row = DAY | {"Погибло силовиков": "1", "Ранено силовиков": "4", "Уничтожено боевиков": "2"}
    low = {"killed_low": "1", "killed_best": "1", "injured_low": "4", "injured_best": "4"}
    assert figures_of(shape_rows(row)) == low
    looks = {use.column: use.looks_like for use in choose_columns(make_source([row]), {}).uses}
    assert looks["Уничтожено боевиков"] == "casualties"


def test_civilians_and_agents_killed_add_up_in_portuguese():
    assert figures_of(shape_rows(DAY | {"mortos_civis": "3", "mortos_agentes": "1"})) == {
        "killed_best": "4"
    }


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"Blessés graves": "7", "Blessés légers": "20"}, {"injured_best": "27"}),
        (
            {"Schwerverletzte": "7", "Leichtverletzte": None},
            {"injured_low": "7", "injured_best": "7"},
        ),
        ({"Blessés graves": "env. 30", "Blessés légers": "2"}, {"injured_best": "~32"}),
        ({"Тяжело ранены": "2", "Легко ранены": "3"}, {"injured_best": "5"}),
        (
            {"usmrceno_os": "1", "tezce_zran_os": "2", "lehce_zran_os": "3"},
            {"killed_best": "1", "injured_best": "5"},
        ),
        (
            {"Poginuli": "1", "Teško povređeni": "2", "Lako povređeni": "3"},
            {"killed_best": "1", "injured_best": "5"},
        ),
        ({"Тежко ранени": "2", "Леко ранени": "3"}, {"injured_best": "5"}),
        ({"Загінула": "1", "Паранена": "4"}, {"killed_best": "1", "injured_best": "4"}),
        ({"raniti_grav": "2", "raniti_usor": "3"}, {"injured_best": "5"}),
        ({"raniti_grav": "2"}, {"injured_low": "2", "injured_best": "2"}),
        ({"Seriously injured": "2"}, {"injured_low": "2", "injured_best": "2"}),
        ({"Injured": "9", "Seriously injured": "2"}, {"injured_best": "9"}),
        ({"Поранені (цив.)": "4"}, {"injured_low": "4", "injured_best": "4"}),
        ({"Injured (civ.)": "4"}, {"injured_low": "4", "injured_best": "4"}),
    ],
)
def test_how_badly_people_are_injured_makes_parts_of_them(row, expected):
    draft = shape_rows(DAY | row)
    assert figures_of(draft) == expected


def test_whether_anybody_was_killed_is_no_number_of_them():
    row = {"any_killed": "1", "was anyone injured": "0", "Killed": "3"}
    assert figures_of(shape_rows(DAY | row)) == {"killed_best": "3"}


@pytest.mark.parametrize("heading", ["Fatal", "Killed?", "Mortel", "Смертельный"])
@pytest.mark.parametrize(("cells", "is_read"), [("101", False), ("NYN", False), ("102", True)])
def test_a_heading_that_may_ask_whether_gives_no_number_where_no_cell_is_above_one(
    heading, cells, is_read
):
    rows = [DAY | {heading: cell, "Injuries": "3"} for cell in cells]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["injured_best"] == "Injuries"
    assert (layout.columns.get("killed_best") == heading) == is_read


def test_fatal_casualties_are_counted_also_where_each_is_one():
    assert figures_of(shape_rows(DAY | {"Fatal casualties": "1"})) == {"killed_best": "1"}


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"injured_male": "3", "injured_female": "2", "injured_unknown": "1"}, "6"),
        ({"wounded, women": "2", "wounded, men": "3", "wounded, unspecified": "0"}, "5"),
    ],
)
def test_people_of_unknown_sex_are_a_part_beside_men_and_women(figures, expected):
    assert figures_of(shape_rows(DAY | figures)) == {"injured_best": expected}


def test_figures_by_sex_and_by_group_at_once_are_all_of_the_people():
    names = [f"{who}_death_{sex}" for who in ("civilian", "security") for sex in ("male", "female")]
    row = DAY | dict(zip(names, ["4", "3", "2", "1"], strict=True))
    assert figures_of(shape_rows(row)) == {"killed_best": "10"}
    assert figures_of(shape_rows(DAY | dict.fromkeys(names[:3], "2"))) == {}
    row = DAY | dict.fromkeys(names, "0")
    assert figures_of(shape_rows(row)) == {"killed_best": "0"}
    assert figures_of(shape_rows(row | {names[0]: "\\N"}, row)) == {}


@pytest.mark.parametrize(
    ("figure", "text", "said"),
    [
        ("33", "34 killed, 121 injured", "Killed: 33, Notes: 34 killed, 121 injured"),
        (None, "2 killed, 5 wounded", "Killed: blank, Notes: 2 killed, 5 wounded"),
        ("34", "34 killed, 121 injured", None),
        ("40", "at least 34 killed", None),
        ("30+", "34 killed, 121 injured", None),
        ("unknown", "no casualties", None),
    ],
)
def test_a_text_that_counts_more_than_the_figure_is_doubted(figure, text, said):
    draft = shape_rows({**DAY, "Killed": figure, "Notes": text}, {**DAY, "Killed": "0"})
    doubted = draft.doubts.get(Doubt.FIGURES_DISAGREE)
    assert (None if doubted is None else doubted.dropna().tolist()) == ([said] if said else None)


@pytest.mark.parametrize(
    ("low", "high", "killed"),
    [
        ("Verletzte von", "Verletzte bis", "Tote"),
        ("Раненых от", "Раненых до", "Погибших"),
        ("Поранених від", "Поранених до", "Загиблих"),
        ("Injured from", "Injured to", "Killed"),
    ],
)
def test_from_and_to_are_the_ends_of_a_figure(low, high, killed):
    draft = shape_rows({**DAY, low: "217", high: "220", killed: "84"})
    assert figures_of(draft) == {
        "killed_best": "84",
        "injured_low": "217",
        "injured_high": "220",
    }


def test_soldiers_stand_beside_the_ends_of_civilians():
    row = {"Civilian deaths (minimum)": "3", "Civilian deaths (maximum)": "5"}
    draft = shape_rows({**DAY, **row, "Militants killed": "2"})
    assert figures_of(draft) == {"killed_low": "5", "killed_high": "7"}


@pytest.mark.parametrize(
    ("killed", "injured"),
    [
        ("Óbitos", "Feridos"),
        ("Body count", "Wounded"),
        ("Can kaybi", "Yaralilar"),
        ("Mrtví", "Zranění"),
        ("Doden", "Gewonden"),
        ("Pertes en vies humaines", "Blessés"),
        ("Morți", "Răniți"),
        ("死亡人数", "受伤人数"),
        ("کشته", "زخمی"),
    ],
)
def test_headings_of_casualties_are_known_in_more_languages(killed, injured):
    draft = shape_rows({**DAY, killed: "3", injured: "7"})
    assert figures_of(draft) == {"killed_best": "3", "injured_best": "7"}


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("killed (min/max)", "3/5", {"killed_low": "3", "killed_high": "5"}),
        ("Killed min\N{EN DASH}max", "3 \N{EN DASH} 5", {"killed_low": "3", "killed_high": "5"}),
        ("Fatalities low-high", "3-5", {"killed_low": "3", "killed_high": "5"}),
        ("wounded (max/min)", "12 | 10", {"injured_low": "10", "injured_high": "12"}),
        (
            "injured low/best/high",
            "1/2/4",
            {"injured_low": "1", "injured_best": "2", "injured_high": "4"},
        ),
        ("injured low/best/high", "2", {"injured_best": "2"}),
        ("Tote (von/bis)", "3/5", {"killed_low": "3", "killed_high": "5"}),
        ("killed (min/max)", "4", {"killed_best": "4"}),
        ("killed (min/max)", "dozens", {"killed_best": "dozens"}),
    ],
)
def test_a_heading_of_several_ends_tells_which_number_is_which(heading, cell, expected):
    other = {"1/2/4": "3/4/5"}.get(cell, "6/8") if "best" not in heading else "3/4/5"
    draft = shape_rows(DAY | {heading: cell}, DAY | {heading: other})
    assert figures_of(draft) == expected


def test_ends_in_one_cell_stand_beside_a_figure_and_are_said():
    row = {"killed": "4", "killed (min/max)": "3/5"}
    draft = shape_rows(DAY | row)
    assert figures_of(draft) == {"killed_low": "3", "killed_best": "4", "killed_high": "5"}
    said = "'killed (min/max)' gives several ends of killed: '3/5' is low 3, high 5."
    assert said in draft.notes


@pytest.mark.parametrize("cell", ["3/5", "1/4"])
def test_two_numbers_under_a_plain_heading_are_no_figure(cell):
    draft = shape_rows(DAY | {"killed": cell}, DAY | {"killed": "2"}, DAY | {"killed": "0"})
    assert figures_of(draft) == {"killed_best": cell}  # no count: unknown, in words
    assert figures_of(draft, 3) == {"killed_best": "2"}


def test_the_killed_in_action_are_soldiers_and_so_a_low_end():
    draft = shape_rows(DAY | {"KIA": "3", "WIA": "5"})
    ends = {"killed_low": "3", "killed_best": "3", "injured_low": "5", "injured_best": "5"}
    assert figures_of(draft) == ends
    draft = shape_rows(DAY | {"KIA/WIA": "3/5"}, DAY | {"KIA/WIA": "1/4"})
    assert figures_of(draft) == ends
    draft = shape_rows(DAY | {"KIA": "1", "WIA": "2", "killed": "3", "wounded": "5"})
    assert figures_of(draft) == {"killed_best": "3", "injured_best": "5"}
    draft = shape_rows(DAY | {"KIA": "1", "WIA": "2", "Civ killed": "3", "Civ wounded": "5"})
    assert figures_of(draft) == {"killed_best": "4", "injured_best": "7"}


@pytest.mark.parametrize(
    ("killed", "injured"), [("dead", "wnd"), ("Kld", "Wnd"), ("Killed", "Inj.")]
)
def test_injured_are_known_by_what_abbreviates_them(killed, injured):
    draft = shape_rows(DAY | {killed: "3", injured: "7"})
    assert figures_of(draft) == {"killed_best": "3", "injured_best": "7"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("K", "W"),
        ("K.", "I."),
        ("200", "300"),
        ("M", "FG"),
        ("\N{CYRILLIC CAPITAL LETTER U}", "\N{CYRILLIC CAPITAL LETTER ER}"),
    ],
)
def test_two_letters_beside_each_other_are_asked_for(one, other):
    row = DAY | {one: "3", other: "5"}
    question = f"Are {one!r} and {other!r} of .* the numbers of killed and injured"
    with pytest.raises(FileError, match=question) as asked:
        shape_rows(row)
    assert asked.value.answers == (("killed_best", "injured_best"),)
    draft = FORMAT.shape(make_source([row]), {"killed_best": one, "injured_best": other})
    assert figures_of(draft) == {"killed_best": "3", "injured_best": "5"}
    draft = FORMAT.shape(make_source([row]), {"killed_best": "", "injured_best": ""})
    assert figures_of(draft) == {}


def test_a_letter_before_headings_of_all_kinds_is_of_no_sex():
    row = {"F_MORTS": "1", "F_FERITS_GREUS": "2", "F_FERITS_LLEUS": "3", "F_VEHICLES": "2"}
    columns = choose_columns(make_source([DAY | row]), {}).columns
    assert (columns["killed_best"], "killed_low" in columns) == ("F_MORTS", False)
    assert "F_FERITS_GREUS" in columns["injured_best"]
    draft = shape_rows(DAY | row)
    assert draft.claims["injured_best"].tolist() == ["5"]

    women = {"F_KILLED": "1", "F_INJURED": "2", "F_MISSING": "0", "F_DETAINED": "0"}
    columns = choose_columns(make_source([DAY | women]), {}).columns
    assert columns["killed_low"].startswith("F_KILLED")


@pytest.mark.parametrize(
    ("all_of_them", "first_day"),
    [
        ("Morti", "Deceduti entro 24h"),
        ("Mortos", "Mortos a 24 horas"),
        ("Tués", "Tués dans les 24 h"),
    ],
)
def test_who_died_on_the_first_day_is_a_part_of_the_dead(all_of_them, first_day):
    both = [DAY | {first_day: "1", all_of_them: "2"}]
    assert choose_columns(make_source(both), {}).columns["killed_best"] == all_of_them
    alone = choose_columns(make_source([DAY | {first_day: "1"}]), {})
    assert alone.notes == (f"{first_day!r} is read as killed: a part of the people, so a low end.",)


def test_letters_that_are_no_pair_of_counts_are_not_asked_for():
    shape_rows(DAY | {"K": "3", "note": "a", "W": "5"})
    shape_rows(DAY | {"K": "Kharkiv", "W": "yes"})
    shape_rows(DAY | {"K": "3", "W": "5", "killed": "1"})


def test_a_total_that_lacks_rows_is_none_of_theirs():
    rows = [{"Killed": "10", "Total killed": "12"}, {"Killed": "4", "Total killed": None}]
    draft = shape_rows(*(DAY | row for row in rows))
    assert [figures_of(draft, line) for line in (2, 3)] == [
        {"killed_best": "10"},
        {"killed_best": "4"},
    ]
    assert any("'Total killed' is blank in 1 row" in note for note in draft.notes)


def test_claims_are_told_by_those_whom_the_heading_names():
    draft = shape_rows(DAY | {"killed_army_claim": "4", "killed_rebel_claim": "11"})
    told = {claim["claimant"]: claim["killed_best"] for claim in claims_of(draft, 2)}
    assert told == {"army": "4", "rebel": "11"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("deathsGov", "deathsClaimed"),
        ("Deaths (log)", "Claimed deaths"),
        ("Killed, official", "Killed reported"),
    ],
)
def test_claimed_figures_are_not_taken_before_those_of_others(one, other):
    rows = [DAY | {"place": "Kherson", one: "18", other: "24"}]
    questions = choose_columns(make_source(rows), {}).questions
    assert [each.sentence.partition("they differ: ")[2] for each in questions] in (
        ["'24' and '18' in line 2."],
        ["'18' and '24' in line 2."],
    )


def test_two_columns_of_one_name_that_differ_are_asked_about():
    with pytest.raises(
        FileError, match=r"'Killed' and 'Killed \(2\)', and they differ: '2' and '7'"
    ):
        shape_rows({**DAY, "Killed": "2", "Killed (2)": "7"})


@pytest.mark.parametrize(
    ("one", "other"),
    [("Nb décès H", "Nb décès F"), ("Muertos H", "Muertos M"), ("Tués (H)", "Tués (F)")],
)
def test_men_and_women_by_their_letters_in_french_and_spanish_add_up(one, other):
    draft = shape_rows({**DAY, one: "2", other: "1"}, {**DAY, one: "2", other: None})
    assert figures_of(draft) == {"killed_best": "3"}
    assert figures_of(draft, 3)["killed_low"] == "2"


def test_a_letter_h_beside_no_other_is_no_part():
    assert figures_of(shape_rows({**DAY, "Killed h": "2"})) == {"killed_best": "2"}


def test_children_beside_the_sexes_are_among_these():
    row = {"Male killed": "5", "Female killed": "3", "Minors killed": "2"}
    assert figures_of(shape_rows(DAY | row)) == low_end("8")


def test_sexes_are_known_by_their_german_names():
    row = {"Tote männlich": "5", "Tote weiblich": "3"}
    assert figures_of(shape_rows(DAY | row)) == {"killed_best": "8"}


def test_children_beside_people_of_unknown_sex_are_among_these():
    row = {"Muertos hombres": "3", "Muertos mujeres": "1", "Muertos menores": "1"}
    draft = shape_rows(DAY | row | {"Muertos sexo desconocido": "2"})
    assert figures_of(draft) == low_end("6")


def test_men_women_and_children_are_three_sorts_of_people():
    row = {"Tués (hommes)": "5", "Tués (femmes)": "3", "Tués (enfants)": "2"}
    assert figures_of(shape_rows(DAY | row)) == {"killed_best": "10"}


@pytest.mark.parametrize(
    "names",
    [
        ("death", "injury", "arson"),
        ("fatal", "injury", "property damage"),
        ("Tödlich", "Verletzung", "Sachschaden"),
        ("is_fatal", "with_injuries", "looting"),
        ("Є загиблі", "Є поранені", "Пошкодження"),
        ("fatalities_yn", "injuries_yn", "arson_yn"),
        ("Погибшие (1/0)", "Раненые (1/0)", "Разрушения (1/0)"),
        ("death (1=yes)", "injury (1=yes)", "arson"),
        ("Only one killed", "Multiple injured", "arson"),
        ("hubo muertos", "hubo heridos", "hubo daños"),
    ],
)
def test_facts_of_0_and_1_beside_others_count_nobody_and_are_named(names):
    cells = [("1", "1", "0"), ("0", "1", "1"), ("1", "0", "0")]
    rows = [DAY | dict(zip(names, each, strict=True)) for each in cells]
    choice = choose_columns(make_source(rows), {})
    assert not {name for name in choice.columns if name.startswith(("killed", "injured"))}
    looks = {use.column: use.looks_like for use in choice.uses}
    assert {looks[name] for name in names[:2]} == {"casualties"}


def test_few_people_in_each_row_are_counted():
    rows = [DAY | {"killed": killed, "injured": "1"} for killed in ("1", "0", "1")]
    columns = choose_columns(make_source(rows), {}).columns
    assert (columns["killed_best"], columns["injured_best"]) == ("killed", "injured")


@pytest.mark.parametrize(
    ("whole", "names"),
    [
        ("Casualties", ("Of which fatal", "Of whom injured")),
        ("Víctimas", ("de las cuales mortales", "de las cuales heridas")),
        ("Opfer (Tote und Verletzte)", ("davon tot", "davon verletzt")),
        ("Пострадало всего", ("в т.ч. погибло", "в т.ч. ранено")),
        ("Постраждалі", ("із них загинуло", "із них поранено")),
    ],
)
def test_who_died_of_those_who_suffered_is_killed(whole, names):
    row = {whole: "13", names[0]: "3", names[1]: "10"}
    draft = shape_rows(DAY | row)
    assert figures_of(draft) == {"killed_best": "3", "injured_best": "10"}


@pytest.mark.parametrize("group", ["постраждалі.{}", "Постраждалі / {}"])
def test_those_who_suffered_above_killed_and_injured_are_both(group):
    row = {group.format("загинуло"): "3", group.format("поранено"): "10"}
    draft = shape_rows(DAY | row)
    assert figures_of(draft) == {"killed_best": "3", "injured_best": "10"}


def test_from_and_to_behind_a_heading_are_ends_of_figures():
    for low, high in (
        ("tués de", "tués à"),
        ("Morti (da)", "Morti (a)"),
        ("Muertos entre", "Muertos y"),
    ):
        draft = shape_rows(DAY | {low: "3", high: "5"})
        assert figures_of(draft) == {"killed_low": "3", "killed_high": "5"}


def test_what_a_figure_is_multiplied_by_is_no_axis():
    choice = choose_columns(make_source([DAY | {"displaced (x1000)": "1500"}]), {})
    (use,) = (use for use in choice.uses if use.column == "displaced (x1000)")
    assert (use.field, use.looks_like) == ("", "")


@pytest.mark.parametrize("name", ["Tote bisher", "Morts à ce jour", "Muertos hasta la fecha"])
def test_the_dead_of_all_days_so_far_are_not_those_of_the_day(name):
    rows = [DAY | {name: all_days, "Tote neu": day} for all_days, day in (("3", "3"), ("4", "1"))]
    assert choose_columns(make_source(rows), {}).columns["killed_best"] == "Tote neu"


def test_c_is_children_beside_m_and_f():
    row = {"Killed (M)": "5", "Killed (F)": "3", "Killed (C)": "2"}
    assert figures_of(shape_rows(DAY | row)) == {"killed_best": "10"}


def test_x_is_neither_beside_m_and_f():
    row = {"Killed M": "5", "Killed F": "3", "Killed X": "1"}
    assert figures_of(shape_rows(DAY | row)) == {"killed_best": "9"}


def test_suspected_deaths_are_no_dead_suspects():
    with pytest.raises(FileError, match="by how sure it is, and they differ: '2' and '3'"):
        shape_rows(DAY | {"confirmed deaths": "3", "suspected deaths": "2"})


def test_a_sum_beside_somebody_else_s_column_is_a_low_end():
    row = {"Civilians killed": "3", "Soldiers killed": "2", "Houthis killed": "4"}
    assert figures_of(shape_rows(DAY | row)) == low_end("5")


def test_civilians_forces_and_attackers_are_all():
    row = {"Civils tués": "4", "FDS tués": "2", "Assaillants tués": "10"}
    assert figures_of(shape_rows(DAY | row)) == {"killed_best": "16"}


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Пострадавшие", True),
        ("Кількість постраждалих", True),
        ("Постраждали", True),
        ("Поранено", False),
        ("Постраждалі (поранені)", False),
        ("Раненые", False),
    ],
)
def test_those_who_suffered_are_told_to_be_perhaps_not_the_injured_alone(heading, told):
    draft = shape_rows(DAY | {heading: "7"}, DAY | {heading: "18"})
    assert draft.claims["injured_best"].tolist() == ["7", "18"]
    note = (
        f"'{heading}' is read as injured: the word may also mean all who suffered, the dead"
        " among them."
    )
    assert (note in draft.notes) is told


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("fatalities_mean", True),
        ("Average deaths", True),
        ("Muertos (promedio)", True),
        ("fatalities_best", False),
        ("Deaths by any means", False),
    ],
)
def test_a_best_figure_that_is_a_mean_is_told_of(heading, told):
    draft = shape_rows(DAY | {heading: "1075"}, DAY | {heading: "56"})
    assert any("is a mean or a median by its name" in note for note in draft.notes) is told


@pytest.mark.parametrize(
    "heading",
    [
        "Deaths (HH heads)",
        "Killed (families)",
        "killed: families",
        "Households with injured",
        "Загинуло (сімей)",
        "Погибло семей",
        "Familles tuées",
        "Ménages touchés",
        "Familias fallecidas",
        "Getötete Familien",
        "Zabite rodziny",
    ],
)
def test_a_number_of_families_is_none_of_people_and_a_quantity_by_its_name(heading):
    draft = shape_rows({**DAY, heading: "3"}, {**DAY, heading: "12"})
    (first,), (second,) = (claims_of(draft, line) for line in (2, 3))
    assert (first["quantity"], second["quantity"]) == ("3", "12")
    assert first["quantity_unit"] == heading.casefold()
    assert not {"killed_low", "killed_best", "injured_low", "injured_best"} & {*first, *second}


def test_people_are_read_beside_families():
    row = {**DAY, "families killed": "2", "Family members killed": "9", "Household": "Ivanenko"}
    (claim,) = claims_of(shape_rows(row, {**row, "Household": "Petrenko"}), 2)
    assert (claim["killed_best"], claim["quantity"]) == ("9", "2")
    assert claim["quantity_unit"] == "families killed"


@pytest.mark.parametrize(
    ("heading", "contradicts"),
    [("Soldiers killed", True), ("enemy_killed", False), ("Вбито противника", False)],
)
def test_more_of_a_part_contradict_all_unless_they_are_of_the_enemy(heading, contradicts):
    row = DAY | {"Killed": "2", heading: "30"}
    doubted = shape_rows(row).doubts.get(Doubt.FIGURES_DISAGREE)
    assert (doubted is not None and bool(doubted.notna().all())) == contradicts


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Death certificate no.", ("12", "7")),
        ("Killed, file", ("234726015", "130052349")),
        ("Killed, file", ("0472", "0131")),
    ],
)
def test_numbers_of_papers_count_nobody(heading, cells):
    rows = [DAY | {heading: cell, "Injured": "2"} for cell in cells]
    assert figures_of(shape_rows(*rows)) == {"injured_best": "2"}


def test_a_death_toll_is_of_all_who_died():
    draft = shape_rows(DAY | {"Death toll": "7", "Attackers killed": "5"})
    assert figures_of(draft) == {"killed_best": "7"}


@pytest.mark.parametrize(
    "names",
    [
        ("NB_BLESSES_PIETON", "NB_BLESSES_GRAVES", "NB_BLESSES_LEGERS"),
        ("cyclists injured", "seriously injured", "slightly injured"),
    ],
)
def test_injured_of_one_way_of_travelling_are_a_part_of_those_of_all_grades(names):
    row = {"date": "2024-05-03", "place": "Elm"} | dict(zip(names, "123", strict=True))
    assert shape_rows(row, row | {"place": "Ash"}).claims["injured_best"].tolist() == ["5", "5"]


@pytest.mark.parametrize(
    ("heading", "cells", "field", "told"),
    [
        ("fatality", ("0", "6", "-9", "1"), "", "has levels of how many died"),
        ("fatality", ("0", "7", "-9", "1"), "killed_best", None),
        ("fatality", ("0", "3", "1"), "killed_best", None),
        ("fatality", ("0", "3", "1", "5", "6"), "killed_best", "no number above 6"),
        ("fatality", ("0", "3", "1", "5", "7"), "killed_best", None),
        ("fatal", ("0", "3", "1", "5", "6"), "killed_best", None),
        ("Fatalities", ("0", "1", "2", "6", "-9"), "killed_best", "and may be levels"),
        ("Fatalities", ("0", "1", "2", "6", "3"), "killed_best", None),
    ],
)
def test_levels_of_fatality_are_no_numbers_of_people(heading, cells, field, told):
    layout = choose_columns(make_source([DAY | {heading: cell} for cell in cells]), {})
    (use,) = (use for use in layout.uses if use.column == heading)
    assert (use.field, use.looks_like) == (field, "" if field else "casualties")
    assert any(str(told) in note for note in layout.notes) == (told is not None)


def test_the_precise_number_beside_levels_of_fatality_is_read():
    row = DAY | {"fatality": "1", "fatalpre": "3", "hostlev": "4"}
    assert choose_columns(make_source([row]), {}).columns["killed_best"] == "fatalpre"


@pytest.mark.parametrize(
    ("flag", "cells"),
    [
        ("hay_muertos", ("-1", "-1", "0")),
        ("hubo muertos", ("sí", "sí", "no")),
        ("Any deaths?", ("Yes", "Yes", "No")),
    ],
)
def test_0_killed_is_unknown_where_a_flag_says_that_there_were_some(flag, cells):
    rows = [
        DAY | {"muertos": killed, flag: cell}
        for killed, cell in zip(("3", "0", "0"), cells, strict=True)
    ]
    draft = shape_rows(*rows)
    assert draft.claims["killed_best"].fillna("").tolist() == ["3", "", "0"]
    told = f"{flag!r} says of 1 row that there were killed, and 'muertos' gives 0: how many is"
    assert f"{told} taken for unknown." in draft.notes


def test_headings_cut_to_ten_letters_are_killed_and_injured():
    rows = [DAY | {"people_kil": "9", "people_inj": "4"}]
    columns = choose_columns(make_source(rows), {}).columns
    assert (columns["killed_best"], columns["injured_best"]) == ("people_kil", "people_inj")


def test_direct_and_indirect_deaths_are_together_all_of_the_dead():
    row = DAY | {"place": "Elm", "DEATHS_DIRECT": "14", "DEATHS_INDIRECT": "1"}
    row |= {"INJURIES_DIRECT": "165", "INJURIES_INDIRECT": ""}
    claims = shape_rows(row, row | {"place": "Ash", "INJURIES_INDIRECT": "4"}).claims
    assert claims["killed_best"].tolist() == ["15", "15"]
    assert claims["injured_best"].tolist() == ["165", "169"]
    assert claims["injured_low"].fillna("").tolist() == ["165", ""]


@pytest.mark.parametrize(
    "heading",
    [
        *("причина смерти", "обставини загибелі", "обстоятельства гибели", "manner of death"),
        *("ölüm nedeni", "modalità uccisione", "circostanze della morte", "cara kematian"),
        *("okolnostiUsmrceni", "zpusob usmrceni", "سبب الوفاة", "kill method", "cause of death"),
    ],
)
def test_codes_of_how_somebody_died_count_nobody(heading):
    rows = [DAY | {"place": "Elm", "age": age, heading: code} for age, code in ("64", "21")]
    layout = choose_columns(make_source(rows), {})
    assert not [field for field in layout.columns if field.startswith(("killed", "injured"))]


@pytest.mark.parametrize(
    "heading", ["Deaths (all causes)", "Total deaths, any cause", "загибель", "Causalties killed"]
)
def test_the_dead_of_all_causes_are_counted(heading):
    rows = [DAY | {"place": "Elm", heading: count} for count in ("2", "1")]
    assert choose_columns(make_source(rows), {}).columns["killed_best"] == heading
