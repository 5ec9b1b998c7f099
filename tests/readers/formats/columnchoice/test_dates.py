# ruff: noqa: RUF001 - Cyrillic headings

from dataclasses import replace

import pytest
from support.format_sources import make_source, one_event, shape_rows

from eventmap.errors import FileError
from eventmap.readers.choices import Choices
from eventmap.readers.formats.columnchoice import choose_columns
from eventmap.readers.formats.columnchoice.dates import date_role
from eventmap.readers.formats.headingwords import read_heading
from eventmap.readers.formats.table import FORMAT
from eventmap.readers.inspection import combine, read_files
from eventmap.schema import DatasetInfo

INFO = DatasetInfo("test", "Test", "", redistributable=True)

PLACE = {"place": "Kherson"}


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Incident date", "event"),
        ("Дата обстрілу", "event"),
        ("Datum", "plain"),
        ("date_reported", "report"),
        ("Date de publication", "publish"),
        ("Date du rapport", "report"),
        ("Data raportu", "report"),
        ("Дата звіту", "report"),
        ("Data di inserimento", "entry"),
        ("Fecha de registro", "entry"),
        ("Date Received", "entry"),
        ("Data înregistrării", "entry"),
        ("Data producerii", "event"),
        ("Fecha del siniestro", "event"),
        ("Data wypadku", "event"),
        ("Unfalldatum", "event"),
        ("Kaza tarihi", "event"),
        ("Дата ДТП", "event"),
        ("last_updated", "update"),
        ("date_maj", "update"),
        ("Дата від", "start"),
        ("Дата до", "end"),
        ("verifiedDate", "entry"),
        ("Date of verification", "entry"),
        ("Date from", "start"),
        ("Date to", "end"),
        ("date of birth", ""),
        ("Xyz", "other"),
    ],
)
def test_a_heading_tells_what_a_date_is_the_date_of(heading, role):
    assert date_role(read_heading(heading), survey=False) == role


@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        ({"Date (Jalali)": "1401/06/25", "Date (Gregorian)": "2022-09-16"}, "2022-09-16", None),
        ({"Date (E.C.)": "12/05/2013"}, "12/05/2013 Ethiopian", None),
        ({"Hijri date": "15/03/1444", "Date": "2022-10-11"}, "2022-10-11", None),
        ({"start": "2024-05-20T09:10", "event_date": "2024-05-03"}, "2024-05-03", None),
        ({"start_date": None, "date": "2024-05-03"}, "2024-05-03", None),
        ({"Date of death": "2024-05-09", "Day of it": "2024-05-03"}, "2024-05-03", None),
        ({"Giorno della settimana": "domenica", "Anno": "2024"}, "2024", None),
        ({"accident_year": "2021", "date": "13/01/2021"}, "13/01/2021", None),
        ({"dat_deb": "2015-10-03", "dat_maj": "2016-01-20"}, "2015-10-03", None),
        ({"Accident time": "1620", "Date_time": "2008/09/10"}, "2008/09/10", None),
        ({"Attack": "The 2024 market bombing", "Day": "3 May 2024"}, "3 May 2024", None),
        ({"Дата звернення": "2024-05-20", "Дата пошкодження": "2024-05-03"}, "2024-05-03", None),
        ({"Date added": "2024-05-20", "Дата удару": "2024-05-03"}, "2024-05-03", None),
        ({"start": "2024-05-20", "end": "2024-05-21"}, "2024-05-20", "2024-05-21"),
        ({"Time (UTC)": "2024-05-03 22:15", "Time": "2024-05-04 01:15"}, "2024-05-04 01:15", None),
        (
            {"Время (местное)": "12.03.2024 00:40", "Время (UTC)": "11.03.2024 21:40"},
            "12.03.2024 00:40",
            None,
        ),
        ({"Year": "2024", "ISO week": "5"}, "2024-W05", None),
        ({"Year": "2024", "ISO week": "n/a", "Week": "5"}, "2024", None),
        ({"Year": "2024", "Month": "5", "Day": "13"}, "2024-05-13", None),
        ({"Рік": "2024", "Місяць": "5", "Число": "13"}, "2024-05-13", None),
        ({"DD": "13", "MM": "05", "YYYY": "2024"}, "2024-05-13", None),
        ({"Year": "2024", "Day of month": "3", "Month": "5"}, "2024-05-03", None),
        ({"Año": "2024", "Mes": "5", "Día del mes": "3"}, "2024-05-03", None),
        ({"jour": "3", "mois": "5", "an": "2024"}, "2024-05-03", None),
        ({"NK_Any": "2024", "Mes_any": "5", "Dia_mes": "3"}, "2024-05-03", None),
        ({"DHInicio": "17/06/2017", "DHFim": "24/06/2017"}, "17/06/2017", "24/06/2017"),
        ({"JJJJ": "2024", "MM": "5", "TT": "13"}, "2024-05-13", None),
        ({"РРРР": "2024", "ММ": "5", "ДД": "13"}, "2024-05-13", None),
        ({"Рік": "2024", "Міс": "5", "День": "13"}, "2024-05-13", None),
        ({"Year": "2024", "Month": "5", "Day": None}, "2024-05", None),
        ({"Year": "2024", "Month no": "5"}, "2024-05", None),
        ({"Complaint year number": "2024", "Month number": "5"}, "2024-05", None),
        ({"Year": "2024", "Month": "0", "Day": "0"}, "2024", None),
        ({"Рік": "2025", "Місяць": "жовтень"}, "жовтень 2025", None),
        ({"Місяць": "07.2025"}, "07.2025", None),
        ({"Jahr": "2025", "Monat": "Mai", "Tag": "3"}, "3 Mai 2025", None),
        ({"YIL": "1978", "AY": "Ekim", "GÜN": "9"}, "9 Ekim 1978", None),
        ({"Godina": "1991", "Mjesec": "studeni", "Dan": "18"}, "18 studeni 1991", None),
        ({"Tahun": "2022", "Bulan": "Juli", "Hari": "16"}, "16 Juli 2022", None),
        ({"Tahun": "2021", "Bulan": "Maret", "Tanggal": "2"}, "2 Maret 2021", None),
        ({"Tanggal": "2021-03-02"}, "2021-03-02", None),
        ({"السنة": "2018", "الشهر": "آب", "اليوم": "10"}, "10 آب 2018", None),
        ({"السنة": "2018", "الشهر": "كانون الثاني", "اليوم": "9"}, "9 كانون الثاني 2018", None),
        ({"Rok": "2025", "Miesiąc": "V", "Dzień": "3"}, "3 V 2025", None),
        ({"Year": "2024", "Month": "n/a", "Day": "3"}, "2024", None),
        ({"Year": "2024", "Month": "May", "Day": "1st"}, "1 May 2024", None),
        ({"Año": "2024", "Mes": "mayo", "Día": "1º"}, "1 mayo 2024", None),
        ({"Année": "2024", "Mois": "5", "Jour": "1er"}, "2024-05-01", None),
        ({"styr": "2014", "stmo": "3", "stday": "5"}, "2014-03-05", None),
        ({"Year": "2014", "Mo": "3", "Dy": "5"}, "2014-03-05", None),
        ({"Year": "1755", "Month": "11", "Day": "1"}, "1755-11-01", None),
        ({"Year": "1882", "Month": "3"}, "1882-03", None),
        ({"Year": "1512.0", "Month": "5", "Day": "21"}, "1512-05-21", None),
        ({"Year": "1898", "Date": "23 November"}, "23 November 1898", None),
        ({"Date": "24", "Month": "April", "Year": "2013"}, "24 April 2013", None),
        ({"Année": "2015", "Mois": "1", "Date": "7"}, "2015-01-07", None),
        ({"Month": "April 2013", "Date": "24"}, "2013-04-24", None),
        ({"Date": "24", "Date reported": "25", "Month": "4", "Year": "2013"}, "2013-04-24", None),
        (
            {"styr": "2014", "stmo": "3", "stday": "5", "endyr": "2014", "endmo": "3"}
            | {"endday": "7"},
            "2014-03-05",
            "2014-03-07",
        ),
        (
            {"syear": "2014", "smonth": "3", "sday": "5", "eyear": "2014", "emonth": "3"}
            | {"eday": "7"},
            "2014-03-05",
            "2014-03-07",
        ),
        (
            {"begyr": "2014", "begmon": "3", "yrend": "2014", "monend": "5"},
            "2014-03",
            "2014-05",
        ),
        ({"Year": "2024", "Date": "13 May 2024"}, "13 May 2024", None),
        ({"Year": "2019", "Date": "21 April"}, "21 April 2019", None),
        ({"Рік": "2024", "Дата": "03.05"}, "03.05.2024", None),
        ({"Year": "2024", "Date": "5/31"}, "5/31/2024", None),
        ({"Рік": "2022", "Дата": "24–26 лютого"}, "24–26 лютого 2022", None),
        ({"Year": "2023", "Date": "29 February"}, "29 February 2023", None),
        ({"Sheet": "Січень 2025", "День": "3"}, "2025-01-03", None),
        ({"Sheet": "February 2025", "Day": "30"}, "2025-02", None),
        ({"Xyz": "13 May 2024"}, "13 May 2024", None),
        (
            {"Start Year": "2024", "Start Month": "5", "End Year": "2024", "End Month": "6"},
            "2024-05",
            "2024-06",
        ),
        (
            {"start": "2024-05-20T09:10", "end": "2024-05-20T09:20", "today": "2024-05-20"}
            | {"date": "2024-05-03", "instanceID": "uuid:1"},
            "2024-05-03",
            None,
        ),
    ],
)
def test_the_date_of_the_event_goes_before_all_others(dates, start, end):
    event = one_event(shape_rows(dates | PLACE))

    assert (event["date_start"], event.get("date_end")) == (start, end)


def test_words_in_place_of_a_day_stay_beside_the_month_and_numbers_beside_them_are_read():
    days = ["mid", "ca. 5", "6?", "unknown week", "3", "4", "5", "6"]
    rows = [{"Year": "2021", "Month": "6", "Day": day, "Killed": "1"} for day in days]
    events = shape_rows(*(row | PLACE for row in rows)).events
    assert events["date_start"].tolist() == [
        "mid June 2021",
        "ca. 5 June 2021",
        "6 June 2021?",
        "June 2021 (unknown week)",
        *(f"2021-06-0{day}" for day in range(3, 7)),
    ]


def test_a_day_of_publication_stands_in_for_a_blank_day_of_the_event_and_that_is_said():
    rows = [
        {"Incident date": "2023-10-08", "Post Date": "2023-10-09"},
        {"Incident date": None, "Post Date": "2023-10-10"},
    ]

    draft = shape_rows(*(row | PLACE for row in rows))

    assert draft.events["date_start"].tolist() == ["2023-10-08", "2023-10-10"]
    assert draft.columns["date_start"] == "Incident date + Post Date"
    assert draft.notes == (
        "'Incident date' is blank in 1 row in which 'Post Date' stands in for it.",
    )
    assert {kind: found.dropna().to_dict() for kind, found in draft.doubts.items()} == {
        "date_stood_in": {3: "2023-10-10"}
    }


def test_a_day_of_publication_does_not_stand_in_for_a_start_where_the_end_is_given():
    rows = [
        {"date_debut": "2023-10-08", "date_fin": "2023-10-08", "date_publication": "2023-10-09"},
        {"date_debut": None, "date_fin": "2023-10-09", "date_publication": "2023-10-10"},
        {"date_debut": None, "date_fin": None, "date_publication": "2023-10-12"},
    ]
    draft = shape_rows(*(row | PLACE for row in rows))
    assert draft.events["date_start"].fillna("").tolist() == ["2023-10-08", "", "2023-10-12"]
    assert draft.events["date_end"].fillna("").tolist() == ["2023-10-08", "2023-10-09", ""]


def test_days_that_stand_in_with_the_year_first_are_not_taken_for_turned_round(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(
        "Report date,Incident date,Place\n2020-10-20,14/10/2020,Kitaya\n2020-11-02,,Michenjele\n"
        "2020-11-20,13/11/2020,Mihambwe\n",
        encoding="utf-8",
    )
    reading = combine(read_files([path], INFO, Choices()))
    days = reading.events["date_start"].dt.strftime("%Y-%m-%d").tolist()
    assert days == ["2020-10-14", "2020-11-02", "2020-11-13"]
    assert reading.doubts["date_stood_in"] == 1
    assert "'2020-11-02'" in str(reading.examples["date_stood_in"])


def test_rows_without_a_date_below_one_that_has_it_are_told_of():
    days = ("24.10.2025", None, "-", "25.10.2025", None)
    rows = [{"Дата": day, "Місто": "Херсон", "Загинуло": "1"} for day in days]
    (note,) = shape_rows(*rows).notes
    assert note.startswith("'Дата' is blank in 3 of 5 rows, below others in which it is not")
    assert not shape_rows(*rows[2:3], *rows[:2]).notes
    assert not shape_rows(*[rows[0]] * 3, rows[1]).notes


def test_a_date_of_entry_alone_is_not_taken_for_that_of_the_event():
    with pytest.raises(FileError, match="a date") as refused:
        shape_rows({"Last updated": "2024-05-20"} | PLACE)
    assert refused.value.answers == (("date_start",),)


def test_two_dates_of_the_event_that_differ_are_asked_for():
    row = {"Event date": "2024-05-03", "Incident date": "2024-05-04"} | PLACE

    with pytest.raises(FileError, match=r"'2024-05-03' and '2024-05-04' in line 2") as refused:
        shape_rows(row)
    assert refused.value.answers == (("date_start",),)
    chosen = FORMAT.shape(make_source([row]), {"date_start": "Incident date"})
    assert one_event(chosen)["date_start"] == "2024-05-04"


def test_two_dates_are_asked_for_also_where_some_cells_of_one_are_words():
    rows = [
        {"Date one": f"2024-05-{day}", "Date two": f"2024-06-{day}"} | PLACE
        for day in range(10, 30)
    ]
    rows[3]["Date two"] = "one night"
    rows[4]["Date two"] = "the other"
    with pytest.raises(FileError, match="'Date one' and 'Date two', and they differ") as refused:
        shape_rows(*rows)
    assert refused.value.answers == (("date_start",),)


def test_two_dates_of_the_event_that_agree_are_said():
    row = {"Event date": "2024-05-03", "Incident date": "3 May 2024"} | PLACE

    assert "agree" in shape_rows(row).notes[0]


def test_a_start_in_one_word_with_another_is_one_beside_its_end():
    draft = shape_rows({"realstart": "17.1.1967", "realend": "20.1.1967"} | PLACE)
    event = one_event(draft)
    assert (event["date_start"], event["date_end"]) == ("17.1.1967", "20.1.1967")


@pytest.mark.parametrize("names", [("month", "date"), ("date", "month")])
def test_a_month_agrees_with_its_days_and_the_day_is_read(names):
    told = {"date": "2024-05-03", "month": "2024-05"}
    draft = shape_rows({name: told[name] for name in names} | PLACE)
    assert "agree" in draft.notes[0]
    assert one_event(draft)["date_start"] == "2024-05-03"

    with pytest.raises(FileError, match="'2024-05-03' and '2024-06' in line 2"):
        shape_rows({"date": "2024-05-03", "month": "2024-06"} | PLACE)


@pytest.mark.parametrize("name", ["Week", "Week number", "Epi week", "Semaine", "KW", "Тиждень"])
def test_a_number_of_a_week_beside_a_year_is_named_and_the_date_is_the_year(name):
    """Whose weeks they are, ISO 8601's or another count's, no number tells."""
    rows = [{"Year": "2024", name: week, "Town": "Kherson"} for week in ("7", "31", "53")]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["date_start"] == "Year"
    assert {use.column: use.looks_like for use in layout.uses if use.looks_like} == {name: "date"}


def test_days_under_a_heading_of_weeks_are_dates():
    rows = [{"Week": day, "Town": "Kherson"} for day in ("2024-05-13", "2024-05-20")]
    assert shape_rows(*rows).columns["date_start"] == "Week"


def test_weeks_from_day_to_day_take_their_year_from_its_column():
    rows = [
        {"Semana": "12 (18-24 mar)", "Año": "2024", "Town": "Kherson"},
        {"Semana": "14 (1-7 abr)", "Año": "2024", "Town": "Kherson"},
    ]
    events = shape_rows(*rows).events
    assert events["date_start"].tolist() == ["12 (18-24 mar) 2024", "14 (1-7 abr) 2024"]


YEARLESS = [PLACE | {"Date": day} for day in ("12 March", "4 May")]


def shape_titled(name, *titles, rows=YEARLESS):
    return FORMAT.shape(replace(make_source(rows), name=name, titles=titles), {})


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("attacks.csv", ["Attacks in Ukraine 2024"]),
        ("attacks.csv", ["Ministry, updated 5 January 2025", "Attacks in 2024"]),
        ("attacks-2024.csv", []),
        ("attacks.xlsx, sheet 2024", []),
        ("2024.csv", ["Year 2024"]),
    ],
)
def test_days_without_a_year_take_the_only_one_that_is_told_and_that_is_said(name, titles):
    draft = shape_titled(name, *titles)
    assert draft.events["date_start"].tolist() == ["12 March 2024", "4 May 2024"]
    (note,) = draft.notes
    assert note.startswith("'Date' gives no year: 2024 is taken for it, the only one that is told")
    assert draft.columns["date_start"] == "Date"


def test_days_without_a_year_may_be_of_the_nineteenth_century():
    events = shape_titled("lynchings_1895.csv").events
    assert events["date_start"].tolist() == ["12 March 1895", "4 May 1895"]


@pytest.mark.parametrize(
    ("name", "titles", "told"),
    [
        ("attacks.csv", [], "none is told"),
        ("attacks_2022-2023.csv", [], "none is told"),
        ("attacks-2023.csv", ["Attacks in 2024"], "2024 and 2023 are all told"),
        ("attacks-20240513.csv", ["Updated 5 January 2024"], "none is told"),
        ("export 2024-05-13.csv", ["As of March 2024"], "none is told"),
    ],
)
def test_days_whose_year_nothing_tells_are_asked_about(name, titles, told):
    with pytest.raises(FileError, match="gives days without a year, such as '12 March'") as asked:
        shape_titled(name, *titles)
    assert told in str(asked.value)
    assert asked.value.answers == (("date_start",),)


def test_days_without_a_year_take_that_of_their_heading():
    rows = [PLACE | {"Date (2022)": "12 March"}, PLACE | {"Date (2022)": "4 May"}]
    draft = shape_titled("attacks-2025.csv", rows=rows)
    assert draft.events["date_start"].tolist() == ["12 March 2022", "4 May 2022"]
    (note,) = draft.notes
    assert note.endswith("the only one that is told, by 'Date (2022)'.")


MIXED = [PLACE | {"Date": day} for day in ("12 March", "13 March", "14 March 2021")]


def test_most_days_without_a_year_take_one_that_the_others_have_too():
    draft = shape_titled("attacks.csv", "List of attacks in 2021", rows=MIXED)
    days = ["12 March 2021", "13 March 2021", "14 March 2021"]
    assert draft.events["date_start"].tolist() == days


@pytest.mark.parametrize("titles", [[], ["List of attacks in 2022"]])
def test_days_without_a_year_beside_days_of_another_one_keep_their_words(titles):
    draft = shape_titled("attacks.csv", *titles, rows=MIXED)
    assert draft.events["date_start"].tolist() == [row["Date"] for row in MIXED]


def test_days_without_a_year_take_that_of_their_sheet():
    rows = [YEARLESS[0] | {"Sheet": "Kyiv 2023"}, YEARLESS[1] | {"Sheet": "Kyiv 2024"}]
    draft = shape_titled("attacks-2025.xlsx", rows=rows)
    assert draft.events["date_start"].tolist() == ["12 March 2023", "4 May 2024"]


@pytest.mark.parametrize(
    ("sections", "dates"),
    [
        (("2022", "2023"), ["12 March 2022", "4 May 2023"]),
        (("March 2022", "2023 рік"), ["12 March 2022", "4 May 2023"]),
        (("2022", "Kharkiv Oblast"), None),
    ],
)
def test_days_without_a_year_take_that_of_the_heading_above_them(sections, dates):
    rows = [row | {"Section": said} for row, said in zip(YEARLESS, sections, strict=True)]
    layout = choose_columns(make_source(rows), {})
    if dates is None:
        assert "In which year were they?" in layout.questions[0].sentence
    else:
        assert FORMAT.shape(make_source(rows), {}).events["date_start"].tolist() == dates


def test_a_date_with_its_year_takes_no_other():
    draft = shape_titled("attacks-2025.csv", rows=[PLACE | {"Date": "12 March 2024"}])
    assert draft.events["date_start"].tolist() == ["12 March 2024"]
    assert not draft.notes


def test_years_months_and_days_of_begin_and_end_are_a_span():
    begin = {"byear": "1999", "bmonth": "5", "bday": "3"}
    end = {"eyear": "1999", "emonth": "6", "eday": "10"}
    event = shape_rows(begin | end | PLACE).events.iloc[0]
    assert (event["date_start"], event["date_end"]) == ("1999-05-03", "1999-06-10")


def test_years_of_birth_are_no_begin():
    born = {"byear": "1971", "bmonth": "5", "bday": "3"}
    with pytest.raises(FileError, match="no column that is known to hold a date"):
        shape_rows(born | PLACE)


@pytest.mark.parametrize("heading", ["Day", "Date"])
def test_numbers_of_days_below_titles_of_months_are_days_of_these(heading):
    rows = [PLACE | {heading: day, "Section": "March 2024"} for day in ("3", "17")]
    assert shape_rows(*rows).events["date_start"].tolist() == ["2024-03-03", "2024-03-17"]
    bare = [row | {"Section": "March"} for row in rows]
    with pytest.raises(FileError, match="gives months without a year, such as 'March' in line 2"):
        shape_rows(*bare)


def test_the_day_of_the_footage_goes_before_the_day_of_its_posting():
    row = PLACE | {"Date posted": "2024-05-15", "Date of footage": "2024-05-13"}
    assert choose_columns(make_source([row]), {}).columns["date_start"] == "Date of footage"


def test_the_end_of_a_week_of_reports_is_no_end_of_an_event():
    rows = [{"Week ending": "2024-03-10", "Date": "2024-03-05", "Location": "Goma"}]
    choice = choose_columns(make_source(rows), {})
    assert choice.columns["date_start"] == "Date"
    assert "date_end" not in choice.columns
    (use,) = (use for use in choice.uses if use.column == "Week ending")
    assert use.looks_like == "date"


DAYS = [{"Day": "8", "Region": "Lviv"}, {"Day": "31", "Region": "Kharkiv"}]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("attacks.xlsx, sheet May", ["May 2024: attacks on power stations"]),
        ("attacks_2024-05.csv", []),
        ("attacks.xlsx, sheet 05.2024", ["Updated 3 June 2024"]),
        ("attacks.csv", ["Обстріли, травень 2024"]),
    ],
)
def test_numbers_of_days_take_the_only_month_that_is_told_and_that_is_said(name, titles):
    draft = shape_titled(name, *titles, rows=DAYS)
    assert draft.events["date_start"].tolist() == ["2024-05-08", "2024-05-31"]
    (note,) = (note for note in draft.notes if "gives no month" in note)
    assert "2024-05 is taken for it" in note


@pytest.mark.parametrize(
    ("name", "titles"),
    [("attacks.csv", []), ("attacks.csv", ["April 2024 and May 2024"])],
)
def test_numbers_of_days_whose_month_nothing_tells_are_no_dates(name, titles):
    choice = choose_columns(replace(make_source(DAYS), name=name, titles=tuple(titles)), {})
    assert "date_start" not in choice.columns


@pytest.mark.parametrize(
    ("heading", "others", "order"),
    [
        ("Date of incident (month/day/year)", {}, "MDY"),
        ("Date (mm/dd/yyyy)", {"Lieu": "Nice", "Morts": "1"}, "MDY"),
        ("Date (jj/mm/aaaa)", {}, "DMY"),
        ("Datum (TT.MM.JJJJ)", {}, "DMY"),
        ("Fecha", {}, "DMY"),
        ("التاريخ", {}, "DMY"),
        ("Tarih", {}, "DMY"),
        ("Date", {"Lieu": "Nice", "Morts": "1"}, "DMY"),
        ("Date", {"Place": "Nice", "Killed": "1"}, None),
        ("Incident date", {"Lieu": "Nice"}, None),
        ("Дата", {"Область": "Харківська"}, None),
        ("Datum", {"Ort": "Kiew"}, None),
        ("Datum (TT/MM/JJJJ)", {"Ort": "Kiew"}, "DMY"),
    ],
)
def test_headings_tell_which_number_of_a_date_is_the_day(heading, others, order):
    assert shape_rows({heading: "03/04/2021", "Country": "France"} | others).order == order


def test_numbers_of_ids_are_no_seconds_since_1970():
    rows = [{"RECID": number} | PLACE for number in ("1271839216", "1241755259")]
    with pytest.raises(FileError, match="no column that is known to hold a date"):
        shape_rows(*rows)
    draft = shape_rows(*({"SQLDATE": "20251031", "GLOBALEVENTID": "1271839216"} | PLACE,))
    assert one_event(draft)["date_start"] == "20251031"
    assert one_event(draft)["source_id"] == "1271839216"


def test_seconds_are_dates_under_any_heading_where_nothing_else_is_one():
    rows = [PLACE | {"horodatage": "1709294400"}, PLACE | {"horodatage": "1709380800"}]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["date_start"] == "horodatage"
    assert "because it holds dates" in layout.notes[0]
    dated = choose_columns(make_source([row | {"date": "2024-05-03"} for row in rows]), {})
    assert dated.columns["date_start"] == "date"


STAMPED = {"Timestamp": "2024-06-20", "Place": "Kherson"}


@pytest.mark.parametrize(
    ("row", "read"),
    [
        (STAMPED | {"Date": "2024-05-03"}, "Date"),
        (STAMPED | {"Month": "May", "Year": "2024"}, "Year + Month"),
        (STAMPED, "Timestamp"),
    ],
)
def test_a_stamp_is_the_date_where_nothing_else_is(row, read):
    layout = choose_columns(make_source([row]), {})
    assert layout.columns["date_start"] == read
    assert not layout.questions


MONTHLY = [{"Country": "Mali", "Killed": killed} for killed in ("12", "31")]


@pytest.mark.parametrize(
    ("months", "name", "titles", "dates"),
    [
        ({"Month": ("January", "March")}, "2024.csv", [], ["January 2024", "March 2024"]),
        ({"Mes": ("Enero", "Marzo")}, "a.csv", ["Víctimas, 2023"], ["Enero 2023", "Marzo 2023"]),
        ({"Місяць": ("січень", "травень")}, "2024.csv", [], ["січень 2024", "травень 2024"]),
        ({"Month": ("1", "3")}, "killed-2024.csv", [], ["2024-01", "2024-03"]),
        ({"Month": ("1", "3"), "Day": ("5", "7")}, "2024.csv", [], ["2024-01-05", "2024-03-07"]),
        (
            {"Month": ("1", "May"), "Day": ("5", "7"), "Year": ("2024", "2023")},
            "a.csv",
            [],
            ["2024-01-05", "7 May 2023"],
        ),
        ({"Month": ("1", "3"), "Sheet": ("2022", "2023")}, "a.xlsx", [], ["2022-01", "2023-03"]),
    ],
)  # fmt: skip
def test_months_without_a_year_take_the_only_one_that_is_told(months, name, titles, dates):
    rows = [
        row | {heading: cells[at] for heading, cells in months.items()}
        for at, row in enumerate(MONTHLY)
    ]
    assert shape_titled(name, *titles, rows=rows).events["date_start"].tolist() == dates


def test_months_whose_year_nothing_tells_are_asked_about():
    rows = [row | {"Month": "March"} for row in MONTHLY]
    with pytest.raises(FileError, match="gives months without a year, such as 'March'") as asked:
        shape_titled("killed.csv", rows=rows)
    assert asked.value.answers == (("date_start",),)


def test_days_of_the_month_that_the_file_is_called_by_may_be_several():
    rows = [PLACE | {"Date": day} for day in ("1–2[1]", "9", "30")]
    draft = shape_titled("incidents-january-2023.csv", rows=rows)
    dates = ["2023-01-01/2023-01-02", "2023-01-09", "2023-01-30"]
    assert draft.events["date_start"].tolist() == dates


@pytest.mark.parametrize(
    ("stamp", "order"),
    [
        ("11/20/2023 14:02:11", "MDY"),
        ("20/11/2023", "DMY"),
        ("2023-11-20", None),
        ("4/5/2023", None),
    ],
)
def test_dates_of_the_same_hand_that_are_not_read_tell_the_order(stamp, order):
    row = {"Timestamp": stamp, "When did it happen?": "11/3/2023"} | PLACE
    draft = shape_rows(row)
    assert draft.order == order
    assert draft.order_by == ("as in 'Timestamp'" if order else "")


def test_dates_in_two_columns_agree_where_they_do_in_one_order():
    rows = [
        {"place": "Austin", "Date": day, "Date - Detailed": long}
        for day, long in (
            ("8/1/1966", "Monday, August 01, 1966"),
            ("11/12/1966", "Saturday, November 12, 1966"),
        )
    ]
    choice = choose_columns(make_source(rows), {})
    assert not choice.questions
    assert choice.columns["date_start"] == "Date"
    rows[1]["Date"] = "12/11/1966"
    assert choose_columns(make_source(rows), {}).questions


def test_days_below_months_stay_in_words_where_they_name_another_month():
    rows = [("3", "January 2025"), ("17", "January 2025"), ("28 - 1 March", "February 2025")]
    draft = shape_rows(
        *({"Date": day, "Section": month, "place": "Kherson"} for day, month in rows)
    )
    assert draft.events["date_start"].tolist() == [
        "2025-01-03",
        "2025-01-17",
        "28 - 1 March (February 2025)",
    ]


def test_numbers_of_cases_are_no_days_of_a_year():
    rows = [("2010-031", "01.06.2010"), ("2014-002", "03.01.2014"), ("2021-112", "01.12.2021")]
    table = make_source([PLACE | {"Fund-Nr.": case, "Funddatum": day} for case, day in rows])
    choice = choose_columns(table, {})
    assert not choice.questions
    assert choice.columns["date_start"] == "Funddatum"


def test_a_column_of_nights_is_that_of_the_dates():
    rows = ["ніч з 3 на 4 травня 2024", "ніч на 7 травня 2024"]
    choice = choose_columns(make_source([PLACE | {"Ніч": each} for each in rows]), {})
    assert choice.columns["date_start"] == "Ніч"


@pytest.mark.parametrize("heading", ["ingested", "fetched_at", "crawled"])
def test_when_rows_were_ingested_is_no_day_of_an_event(heading):
    draft = shape_rows(PLACE | {"occurred_at": "2024-05-10", heading: "2025-01-01"})
    assert draft.columns["date_start"] == "occurred_at"
    reported = shape_rows(PLACE | {"published": "2024-05-11", heading: "2025-01-01"})
    assert reported.columns["date_start"] == "published"


@pytest.mark.parametrize(
    ("heading", "days", "expected"),
    [
        ("Month", ["2024-05-01", "2024-06-01"], ["2024-05", "2024-06"]),
        ("Mois", ["01/05/2024", "01/06/2024"], ["2024-05", "2024-06"]),
        ("Year", ["2022-01-01", "2023-01-01"], ["2022", "2023"]),
        ("Quarter start", ["2024-01-01", "2024-04-01"], ["2024-Q1", "2024-Q2"]),
        (
            "Week",
            ["2024-05-06", "2024-05-13"],
            ["2024-05-06/2024-05-12", "2024-05-13/2024-05-19"],
        ),
        (
            "Date",
            ["2024-05-01", "2024-06-01", "2024-07-01", "2024-09-01"],
            ["2024-05", "2024-06", "2024-07", "2024-09"],
        ),
    ],
)
def test_days_that_stand_for_a_period_are_the_whole_of_it(heading, days, expected):
    draft = shape_rows(*(PLACE | {heading: day} for day in days))
    assert draft.events["date_start"].tolist() == expected
    assert draft.columns["date_start"] == heading
    assert any(f"All dates in {heading!r}" in note for note in draft.notes)


@pytest.mark.parametrize(
    ("heading", "days"),
    [
        ("Month", ["2024-05-01", "2024-06-03"]),
        ("Week", ["2024-05-06", "2024-05-14"]),
        ("Date", ["2024-05-01", "2024-06-01", "2024-07-01"]),
        ("Date", ["2024-05-01", "2024-06-01", "2024-07-01", "2024-07-02"]),
    ],
)
def test_other_days_stay_days(heading, days):
    draft = shape_rows(*(PLACE | {heading: day} for day in days))
    assert draft.events["date_start"].tolist() == days


@pytest.mark.parametrize(
    ("heading", "cell", "read"),
    [
        ("Quarter", "Q3", "2024-Q3"),
        ("Quartal", "4", "2024-Q4"),
        ("Trimestre", "II", "2024-Q2"),
        ("Квартал", "1-й кв.", "2024-Q1"),
        ("Qtr", "n/a", "2024"),
    ],
)
def test_a_year_and_a_quarter_in_columns_of_their_own_are_one_date(heading, cell, read):
    rows = [{"Place": "Kherson", "Year": "2024", heading: each} for each in (*["Q1"] * 4, cell)]
    assert shape_rows(*rows).events["date_start"].tolist() == [*["2024-Q1"] * 4, read]


def test_a_month_beside_a_quarter_is_the_date_and_the_quarter_where_it_is_blank():
    rows = [
        {"Place": "Kursk", "Год": "2023", "Квартал": quarter, "Месяц": month}
        for quarter, month in (("I", "янв."), ("II", None), ("III", "авг."))
    ]
    dates = shape_rows(*rows).events["date_start"].tolist()
    assert dates == ["янв. 2023", "2023-Q2", "авг. 2023"]


def test_a_quarter_of_another_kind_is_none_of_the_date():
    rows = [
        {"Place": "Kherson", "Year": "2024", "Quarter": each} for each in ("Old Town", "Harbour")
    ]
    assert shape_rows(*rows).events["date_start"].tolist() == ["2024", "2024"]


def test_a_reference_period_is_when_it_was():
    row = {"Place": "Kherson", "reference_period_start": "2024-05-01T00:00:00"}
    event = one_event(shape_rows(row | {"reference_period_end": "2024-05-31T23:59:59"}))
    assert (event["date_start"][:10], event["date_end"][:10]) == ("2024-05-01", "2024-05-31")


def test_days_of_other_years_than_the_years_beside_them_are_asked_about():
    war = {"location": "Burkina Faso", "start_date": "2016-01-15"}
    source = make_source([war | {"year": year} for year in ("2021", "2022")])
    (question,) = choose_columns(source, {}).questions
    assert "'start_date' and 'year' of test.csv are of different years" in question.sentence
    assert question.answers == (("date_start",),)


def test_days_few_of_which_are_of_another_year_than_beside_them_are_said():
    days = ("9-Jul-19", "26-Jun-19", "14-May-18")
    rows = [{"Date": day, "Year": "2019", "place": "Kaya"} for day in days]
    columns = choose_columns(make_source(rows), {})
    assert not columns.questions
    said = "'Date' is read, and 'Year' is of another year in some rows, such as '14-May-18' and"
    assert any(note.startswith(said) for note in columns.notes)
    same = choose_columns(make_source(rows[:2]), {})
    assert not any("of another year" in note for note in same.notes)


@pytest.mark.parametrize(
    "row",
    [
        {"Year": "2016"},
        {"Report year": "2017"},
        {"Year built": "1990"},
    ],
)
def test_years_that_are_those_of_the_days_or_of_something_else_are_no_question(row):
    days = [{"Date": f"2016-01-{day}", "place": "Kaya"} for day in (15, 16)]
    columns = choose_columns(make_source([day | row for day in days]), {})
    assert not columns.questions
    assert columns.columns["date_start"] == "Date"


def test_what_goes_on_over_midnight_by_a_column_of_times_ends_on_the_next_day(tmp_path):
    path = tmp_path / "nights.csv"
    rows = ["2024-05-13,20:00–06:30,Odesa", "2024-05-14,10:00-11:30,Kherson", "2024-05-15,,Kharkiv"]
    path.write_text("date,time,place\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    (part,) = read_files([path], INFO, Choices()).parts
    events = part.reading.events
    assert events["date_start"].dt.strftime("%m-%d").tolist() == ["05-13", "05-14", "05-15"]
    assert events["date_end"].dt.strftime("%m-%d").tolist() == ["05-14", "05-14", "05-15"]
    assert any("'20:00–06:30'" in note for note in part.notes)


def test_what_begins_late_and_ends_early_by_two_columns_ends_on_the_next_day(tmp_path):
    path = tmp_path / "nights.csv"
    rows = [
        "2024-05-13,22:15,04:40,Odesa",
        "2024-05-14,10:00,11:30,Kherson",
        "2024-05-15,23:00,,Kharkiv",
        "2024-05-16,,05:00,Sumy",
    ]
    text = "date,start time,end time,place\n" + "".join(f"{row}\n" for row in rows)
    path.write_text(text, encoding="utf-8")
    (part,) = read_files([path], INFO, Choices()).parts
    events = part.reading.events
    assert events["date_start"].dt.strftime("%m-%d").tolist() == [
        "05-13",
        "05-14",
        "05-15",
        "05-16",
    ]
    assert events["date_end"].dt.strftime("%m-%d").tolist() == ["05-14", "05-14", "05-15", "05-16"]
    assert any("'start time' and 'end time'" in note for note in part.notes)


@pytest.mark.parametrize(
    ("names", "days"),
    [
        (["2023-04-12 Kherson: strike", "2023-04-30: Odesa", "Kyiv"], ["04-12", "04-30", ""]),
        (
            ["12.04.2023 Херсон", "13 April 2023 – Odesa", "May 3, 2023"],
            ["04-12", "04-13", "05-03"],
        ),
    ],
)
def test_days_at_the_beginning_of_names_are_read_where_no_column_holds_any(tmp_path, names, days):
    path = tmp_path / "map.kml"
    point = "<Point><coordinates>32.6,46.6</coordinates></Point>"
    marks = "".join(f"<Placemark><name>{name}</name>{point}</Placemark>" for name in names)
    path.write_text(f"<kml><Document>{marks}</Document></kml>", encoding="utf-8")
    (part,) = read_files([path], INFO, Choices()).parts
    events = part.reading.events
    assert part.format.name == "table"
    assert events["date_start"].dt.strftime("%m-%d").fillna("").tolist() == days
    assert events["title"].tolist() == names
    assert any(f"such as {names[0].split()[0]!r}, are read" in note for note in part.notes)


def test_days_in_names_are_no_dates_beside_a_column_of_them():
    rows = [
        {"name": "2023-04-12 Kherson", "date": "2024-01-02", "place": "Kherson"},
        {"name": "2023-04-13 Odesa", "date": "2024-01-03", "place": "Odesa"},
    ]
    assert choose_columns(make_source(rows), {}).columns["date_start"] == "date"


@pytest.mark.parametrize(
    "name", ["Week ending", "Тиждень до", "الأسبوع المنتهي في", "Semana que termina"]
)
def test_days_on_which_weeks_end_are_the_whole_week(name):
    rows = [{name: day, "place": "Gao"} for day in ("2024-05-12", "2024-05-19")]
    draft = shape_rows(*rows)
    assert draft.events["date_start"].tolist() == ["2024-05-06/2024-05-12", "2024-05-13/2024-05-19"]
    assert any(
        "are the last day of a week: each is read as the whole week" in n for n in draft.notes
    )


def test_weeks_with_their_year_are_no_months():
    rows = [{"Week": week, "place": "Gao", "killed": "3"} for week in ("5/2024", "6/2024")]
    with pytest.raises(FileError, match="no column that is known to hold a date"):
        shape_rows(*rows)


@pytest.mark.parametrize(("group", "day"), [("Section", "Jour"), ("Sheet", "Date")])
def test_days_below_titles_or_sheets_of_months_are_days_of_these(group, day):
    rows = [
        {day: number, "Ville": "Gao", group: month}
        for month, number in (("Janvier", "14"), ("Janvier", "18"), ("Février", "5"))
    ]
    source = replace(make_source(rows), titles=("Bilan de 2024",))
    when = FORMAT.shape(source, {}).events["date_start"]
    assert when.tolist() == ["14 Janvier 2024", "18 Janvier 2024", "5 Février 2024"]


def test_words_for_no_date_are_told_of_and_are_no_blanks_below_others():
    texts = ["2024-03-15", "sin fecha", "2024-03-18", "desconocida", "s/f"]
    notes = shape_rows(*({"Fecha": text, "Lugar": "Cali"} for text in texts)).notes
    assert (
        "'Fecha' says in 3 of 5 rows that there is no date, such as 'sin fecha': these events have"
        " none." in notes
    )
    assert not any("merged" in note for note in notes)


def test_what_stands_in_place_of_a_year_beside_months_and_days_is_read_or_doubted():
    others = ["2019?", "79", "-5850", "0", "-9", "-999", "-1", None]
    rows = [
        {"Year": year, "Mo": "3", "Dy": "5", "place": "Kherson"}
        for year in [*map(str, range(2001, 2021)), *others]
    ]
    dates = shape_rows(*rows).events["date_start"]
    assert dates[:20].tolist() == [f"{year}-03-05" for year in range(2001, 2021)]
    assert dates[20:].fillna("none").tolist() == ["2019?", "79", "-5850", *["none"] * 5]


@pytest.mark.parametrize(
    "heading",
    [
        *("assessment_date", "Date of survey", "inspection_date", "Visit date", "response_date"),
        *("Дата фіксації", "Дата документирования", "تاريخ التوثيق", "Date du constat"),
    ],
)
def test_the_day_on_which_somebody_came_to_look_is_told_as_that_of_a_report(heading):
    rows = [{"place": "Elm", heading: "2024-05-13"}, {"place": "Ash", heading: "2024-05-14"}]
    draft = shape_rows(*rows)
    assert draft.events["date_start"].tolist() == ["2024-05-13", "2024-05-14"]
    assert any("No column is known to hold the day of the event" in note for note in draft.notes)
    both = choose_columns(make_source([row | {"Date of flood": "2024-05-02"} for row in rows]), {})
    assert both.columns["date_start"] == "Date of flood"


def test_the_day_on_which_a_table_was_loaded_is_none_of_an_event():
    row = {"place": "Elm", "load_dt": "2024-05-13 01:00:54"}
    assert "date_start" not in choose_columns(make_source([row]), {}).columns


def test_years_with_months_and_days_are_days_where_most_others_are_too_early():
    years = ["-426", "365", "684", "869", "1596", "1641"]
    rows = [{"YEAR": year, "MONTH": "6", "DAY": "9", "place": "Elm"} for year in years]
    events = shape_rows(*rows).events
    assert events["date_start"].tolist() == [
        "-426",
        "365",
        "684",
        "869",
        "1596-06-09",
        "1641-06-09",
    ]


def test_the_day_of_a_post_is_said_to_be_that_of_its_publication():
    source = make_source([{"pubDate": "Tue, 05 Mar 2024 10:00:00 GMT", "place": "Kherson"}])
    chosen = choose_columns(source, {})
    assert chosen.columns["date_start"] == "pubDate"
    assert any("'pubDate', that of its publication, is taken" in each for each in chosen.notes)


@pytest.mark.parametrize(
    ("heading", "cells", "doubted"),
    [
        ("date_is_approximate", ("TRUE", "FALSE", "FALSE"), 1),
        ("Exact date?", ("no", "no", "yes"), 2),
        ("exact_date", ("0", "0", "1"), 2),
        ("Приблизна дата", ("так", "ні", "ні"), 1),
        ("approximate_location", ("TRUE", "FALSE", "FALSE"), 0),
        ("date_verified", ("TRUE", "FALSE", "FALSE"), 0),
    ],
)
def test_dates_that_a_column_calls_rough_are_doubted(tmp_path, heading, cells, doubted):
    rows = (f"2024-05-0{day},Kherson,46.6,32.6,{cell}" for day, cell in enumerate(cells, 1))
    path = tmp_path / "flags.csv"
    path.write_text("\n".join([f"date,place,lat,lon,{heading}", *rows]))

    reading = combine(read_files([path], INFO, Choices()))

    assert reading.doubts.get("date_precision", 0) == doubted
    assert reading.events["date_precision"].tolist() == ["day", "day", "day"]


@pytest.mark.parametrize(
    "heading",
    [
        *("day_of_week", "weekday", "DAY_WEEK", "День тижня", "День недели", "dzien_tygodnia"),
        *("den v týdnu", "dia de la semana", "jour de la semaine", "dan u nedelji"),
    ],
)
def test_days_of_the_week_are_none_of_a_month(heading):
    rows = [
        {"year": "2024", "month": month, heading: day, "place": "Elm"}
        for month, day in (("5", "1"), ("6", "7"))
    ]
    assert shape_rows(*rows).events["date_start"].tolist() == ["2024-05", "2024-06"]


@pytest.mark.parametrize(("last", "days"), [("7", False), ("8", True)])
def test_days_of_which_none_is_above_seven_in_several_months_are_none_of_a_month(last, days):
    told = [*(str(1 + at % 7) for at in range(11)), last]
    rows = [
        {"year": "2024", "month": str(1 + at), "day": day, "place": "Elm"}
        for at, day in enumerate(told)
    ]
    draft = shape_rows(*rows)
    assert draft.events["date_start"].iloc[0] == ("2024-01-01" if days else "2024-01")
    assert any("'day' is not read as the day of the month" in note for note in draft.notes) != days
    few = shape_rows(*rows[:8])
    assert few.events["date_start"].iloc[0] == "2024-01-01"


@pytest.mark.parametrize("heading", ["Date du rapport", "Date du bulletin"])
def test_a_year_a_month_and_a_day_go_before_a_date_of_something_else(heading):
    rows = [
        {"Année": "2022", "Mois": "11", "Jour": "15", heading: "2022-12-02", "Ville": "Gao"},
        {"Année": "2022", "Mois": "7", "Jour": "9", heading: "2022-07-26", "Ville": "Mopti"},
    ]
    assert shape_rows(*rows).events["date_start"].tolist() == ["2022-11-15", "2022-07-09"]


def test_start_and_end_beside_a_form_s_own_columns_are_no_days_of_the_event():
    row = {"start": "2022-03-10T08:00:00", "end": "2022-03-10T08:20:00", "Kapan": "2022-03-02"}
    draft = shape_rows(PLACE | row | {"_uuid": "a"})
    assert draft.columns["date_start"] == "Kapan"
    assert "date_end" not in draft.columns


@pytest.mark.parametrize("heading", ["Tattag", "Quando", "Passiert"])
def test_days_with_names_of_months_have_the_year_beside_them_under_any_heading(heading):
    rows = [
        {"Year": "2021", heading: "6. November", "Ort": "Homs"},
        {"Year": "2022", heading: "7. April", "Ort": "Idlib"},
    ]
    dates = shape_rows(*rows).events["date_start"]
    assert dates.tolist() == ["6. November 2021", "7. April 2022"]


def test_days_in_months_of_a_name_that_means_two_have_the_year_beside_them():
    days = ["16 listopada", "28 marca", "21 listopada", "22 listopada"]
    rows = [{"Rok": "2024", "Data ataku": day, "Miasto": "Nyala"} for day in days]
    dates = shape_rows(*rows).events["date_start"]
    assert dates.tolist() == [f"{day} 2024" for day in days]


def test_when_an_event_was_closed_is_not_when_it_was():
    row = {"place": "Kherson", "closed": "2024-05-13"}
    assert "date_start" not in choose_columns(make_source([row]), {}).columns


def test_a_year_and_a_month_are_read_instead_of_years_with_decimals():
    rows = [
        {"year": "2000", "month": month, "date": date, "city": "Elm", "killed": "1"}
        for month, date in (("1", "2000.0"), ("2", "2000.0833333"), ("3", "2000.1666667"))
    ]
    layout = choose_columns(make_source(rows), {})
    assert layout.columns["date_start"] == "year + month"
    (use,) = (use for use in layout.uses if use.column == "date")
    assert use.looks_like == "date" or not use.field
