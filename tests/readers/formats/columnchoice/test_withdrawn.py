import pytest
from support.format_sources import DAY, make_source

from eventmap.readers.choices import Choices
from eventmap.readers.formats.columnchoice import choose_columns
from eventmap.readers.inspection import read_files
from eventmap.schema import DatasetInfo

INFO = DatasetInfo("test", "Test", "", redistributable=True)


@pytest.mark.parametrize(
    ("heading", "cells", "said"),
    [
        ("status", ["confirmed", "retracted", "cancelled"], "'retracted' or 'cancelled' in 2 rows"),
        ("Note", ["", "Duplicate of E-12", "late"], "'Duplicate of E-12' in 1 row"),
        ("_validation_status", ["Approved", "Not approved", "Approved"], "'Not approved' in 1 row"),
        ("Grading", ["Fair", "Fair", "Discounted"], "'Discounted' in 1 row"),
        ("Статус", ["підтверджено", "спростовано", "дубль"], "'спростовано' or 'дубль' in 2 rows"),
        (
            "Review",
            ["ok", "test entry", "Ignore this row"],
            "'test entry' or 'Ignore this row' in 2 rows",
        ),
        ("Примітка", ["", "тестовий запис", "вночі"], "'тестовий запис' in 1 row"),
        ("status", ["final", "test", "final"], "'test' in 1 row"),
        ("Note", ["missile test", "test", "nuclear test"], None),
        ("Review", ["confirmed", "Not an incident"], "'Not an incident' in 1 row"),
        ("is_duplicate", ["no", "yes", "no"], "'yes' in 1 row"),
        ("Deleted", ["", "", "1"], "'1' in 1 row"),
        ("verified", ["yes", "no", "no"], "'no' in 2 rows"),
        ("Is verified?", ["TRUE", "FALSE", "TRUE"], "'FALSE' in 1 row"),
        ("published", ["1", "0", "1"], "'0' in 1 row"),
        ("Підтверджено", ["так", "ні", ""], "'ні' in 1 row"),
        ("hidden", ["0", "1", "0"], "'1' in 1 row"),
        ("merged", ["", "yes", ""], "'yes' in 1 row"),
        ("Verification", ["Unverified", "Unverified", "Unverified"], "'Unverified' in 3 rows"),
        ("Статус", ["перевірено", "не перевірено", "перевірено"], "'не перевірено' in 1 row"),
        ("status", ["draft", "final", "merged into 12"], "'draft' or 'merged into 12' in 2 rows"),
        ("Mükerrer", ["Hay\u0131r", "Evet", ""], "'Evet' in 1 row"),
        ("مكرر", ["لا", "نعم", ""], "'نعم' in 1 row"),
        ("Excluded", ["no", "yes", "yes"], "'yes' in 2 rows"),
        ("Count in total", ["yes", "no", "yes"], "'no' in 1 row"),
        ("Статус запису", ["актуальний", "замінено", ""], "'замінено' in 1 row"),
        (
            "Status",
            ["gültig", "ersetzt durch 3", "veraltet"],
            "'ersetzt durch 3' or 'veraltet' in 2 rows",
        ),
        ("count", ["1", "0", "1"], None),
        ("Roof", ["kept", "replaced", "old"], None),
        ("Windows replaced", ["no", "yes", "no"], None),
        ("published", ["2024-05-01", "2024-05-02", "2024-05-03"], None),
        ("verified by", ["no", "yes", "no"], None),
        ("location verified", ["no", "yes", "no"], None),
        ("confirmed", ["12", "0", "1"], None),
        ("Comment", ["draft", "hidden", "final"], None),
        ("status", ["confirmed", "retired", "cancelled flight"], None),
        ("duplicate", ["no", "0", "false"], None),
        ("event_type", ["hoax", "shelling", "false alarm"], None),
        ("Number of duplicates", ["1", "0", "1"], None),
    ],
)
def test_rows_that_are_taken_back_or_repeat_others_are_told_of(heading, cells, said):
    rows = [DAY | {heading: cell or None} for cell in cells]
    notes = [note for note in choose_columns(make_source(rows), {}).notes if "counts as" in note]
    told = f"{heading!r} says {said}: each counts as an event all the same."
    assert notes == ([told] if said else [])


def read_rows(tmp_path, text):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    (part,) = read_files([path], INFO, Choices()).parts
    return part


def test_a_row_that_names_another_one_of_the_same_event_is_refused_and_told_of(tmp_path):
    part = read_rows(
        tmp_path,
        "id,date,place,killed,merged_into\n"
        "1,2024-05-12,Kherson,3,\n"
        "2,2024-05-12,Kherson,2,1\n"
        "3,2024-05-13,Odesa,5,#2\n"  # and by 2, of 1
        "4,2024-05-14,Sumy,7,99\n"  # which is not here
        "5,2024-05-15,Lviv,1,5\n",  # itself
    )
    assert part.reading.claims["killed_best"].tolist() == [3, 7, 1]
    assert [(each.line, each.column, each.value) for each in part.reading.rejects] == [
        (3, "merged_into", "1"),
        (4, "merged_into", "#2"),
    ]
    assert all("repeats line 2" in each.reason for each in part.reading.rejects)
    assert any("names another row of the table in 2 rows, such as '1'" in n for n in part.notes)
    assert any("'99', which is no id of another row, in 2 rows" in note for note in part.notes)


def test_a_status_that_names_another_row_is_refused_and_one_that_names_none_counts(tmp_path):
    part = read_rows(
        tmp_path,
        "event_id,date,place,killed,status\n"
        "E-1,2024-05-12,Kherson,3,final\n"
        "E-2,2024-05-12,Kherson,2,Duplicate of E-1\n"
        "E-3,2024-05-13,Odesa,5,duplicate\n",
    )
    assert part.reading.claims["killed_best"].tolist() == [3, 5]
    assert [each.line for each in part.reading.rejects] == [3]
    assert any("'status' says 'duplicate' in 1 row:" in note for note in part.notes)


def test_rows_that_name_each_other_all_count(tmp_path):
    part = read_rows(
        tmp_path,
        "id,date,place,killed,duplicate_of\n1,2024-05-12,Kherson,3,2\n2,2024-05-12,Kherson,2,1\n",
    )
    assert part.reading.claims["killed_best"].tolist() == [3, 2]
    assert any("'duplicate_of' names '2'" in note for note in part.notes)


def test_a_row_that_another_one_supersedes_is_refused_with_the_id_of_that(tmp_path):
    part = read_rows(
        tmp_path,
        "id,date,place,killed,superseded_by\n"
        "E-1,2024-05-12,Kherson,3,E-2\n"
        "E-2,2024-05-12,Kherson,5,E-3\n"
        "E-3,2024-05-12,Kherson,6,\n"
        "E-4,2024-05-14,Sumy,7,E-99\n"  # which is not here
        "E-5,2024-05-15,Lviv,1,E-5\n",  # itself
    )
    assert part.reading.claims["killed_best"].tolist() == [6, 7, 1]
    reason = "This row says that it is replaced by line 4, 'E-3', which counts; allowed: it once."
    assert [(each.line, each.value, each.reason) for each in part.reading.rejects] == [
        (2, "E-2", reason),
        (3, "E-3", reason),
    ]
    assert '"killed": "3"' in part.reading.rejects[0].row
    assert part.reading.read == 5
    assert any("names another row of the table in 2 rows, such as 'E-2'" in n for n in part.notes)
    assert any("'E-99', which is no id of another row, in 2 rows" in note for note in part.notes)


@pytest.mark.parametrize(
    "words",
    [
        "superseded by {}",
        "Replaced by record {}",
        "has been superseded by #{}.",
        "замінено на {}",
        "заменено на {}",
        "remplacé par {}",
        "reemplazado por {}",
        "substituído por {}",
        "ersetzt durch {}",
        "zastąpione przez {}",
    ],
)
@pytest.mark.parametrize("heading", ["status", "note"])
def test_words_that_another_row_stands_for_one_refuse_it_if_that_has_the_id(
    tmp_path, words, heading
):
    table = (
        f"id,date,place,killed,{heading}\n"
        "E-1,2024-05-12,Kherson,3,{}\n"
        "E-2,2024-05-12,Kherson,5,\n"
        "E-3,2024-05-13,Odesa,2,\n"
    )
    named = read_rows(tmp_path, table.format(words.format("E-2")))
    assert named.reading.claims["killed_best"].tolist() == [5, 2]
    (reject,) = named.reading.rejects
    assert reject.line == 2
    assert "is replaced by line 3, 'E-2'" in reject.reason
    strange = read_rows(tmp_path, table.format(words.format("E-77")))
    assert strange.reading.claims["killed_best"].tolist() == [3, 5, 2]
    assert any("counts as an event all the same" in note for note in strange.notes)


@pytest.mark.parametrize(
    ("rows", "killed"),
    [
        # each names the other
        (["1,2024-05-12,Kherson,3,2", "2,2024-05-12,Kherson,2,1"], [3, 2]),
        # several rows have the id
        (["2,2024-05-12,Kherson,3,", "2,2024-05-13,Odesa,2,", "3,2024-05-14,Sumy,1,2"], [3, 2, 1]),
        # the other says neither when nor where, and is no event
        (["1,2024-05-12,Kherson,3,2", "2,,,5,", "3,2024-05-13,Odesa,2,"], [3, 2]),
    ],
)
def test_no_row_is_refused_where_none_that_counts_stands_for_it(tmp_path, rows, killed):
    part = read_rows(tmp_path, "\n".join(["id,date,place,killed,replaced_by", *rows, ""]))
    assert part.reading.claims["killed_best"].tolist() == killed


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Commander replaced by", ["Ivanenko", "", "Petrenko"]),
        ("Bridge replaced", ["no", "yes", "no"]),
        ("note", ["roof replaced by 2 men", "", "windows replaced by 3"]),
        ("replaces", ["", "1", ""]),  # the other way round: both are doubted
    ],
)
def test_other_words_of_replacing_refuse_no_row(tmp_path, heading, cells):
    towns = ("Kherson", "Odesa", "Sumy")
    rows = [
        f"{at},2024-05-1{at},{town},1,{cell}"
        for at, (town, cell) in enumerate(zip(towns, cells, strict=True), 1)
    ]
    part = read_rows(tmp_path, "\n".join([f"id,date,place,killed,{heading}", *rows, ""]))
    assert (len(part.reading.events), part.reading.rejects) == (3, ())
    assert not any("which is no id" in note for note in part.notes)


def test_names_of_other_rows_in_a_table_without_ids_are_told_of(tmp_path):
    part = read_rows(
        tmp_path,
        "date,place,killed,duplicate of\n2024-05-12,Kherson,3,\n2024-05-12,Kherson,2,1\n",
    )
    assert part.reading.claims["killed_best"].tolist() == [3, 2]
    assert any("'duplicate of' names '1'" in note for note in part.notes)


@pytest.mark.parametrize(
    "text",
    [
        "No,date,place,killed,Entry type,Refers to\n"
        "501,2023-11-02,Gao,6,original,\n"
        "502,2023-11-04,Menaka,2,original,\n"
        "503,2023-11-06,Gao,5,correction,501\n",
        "№ запису;Дата;Місто;Загинуло;Замінює запис\n"
        "1;01.06.2024;Херсон;1;\n"
        "2;02.06.2024;Нікополь;3;\n"
        "3;15.06.2024;Херсон;2;1\n",
        "uid,date,place,killed,master\n"
        "ev-1,2024-03-01,Odesa,12,\n"
        "ev-2,2024-03-05,Sumy,1,\n"
        "ev-3,2024-03-02,Odesa,7,ev-1\n",
    ],
)
def test_rows_that_correct_others_count_and_are_told_of(tmp_path, text):
    part = read_rows(tmp_path, text)
    assert len(part.reading.events) == 3
    assert any(
        "names another row of the table, as corrections do, in 1 row" in n for n in part.notes
    )
    assert part.reading.doubts["several_sources"] == 2  # both rows of the one event


@pytest.mark.parametrize(
    "text",
    [
        # Small numbers of a column that nothing explains, which are lines, too
        "No,date,place,killed,drones\n"
        "1,2023-11-02,Gao,6,\n"
        "2,2023-11-04,Menaka,2,3\n"
        "3,2023-11-06,Gao,5,1\n",
        # Names of nothing that is here
        "uid,date,place,killed,parent\nev-1,2024-03-01,Odesa,12,\nev-2,2024-03-05,Sumy,1,ev-77\n",
    ],
)
def test_other_columns_name_no_rows(tmp_path, text):
    part = read_rows(tmp_path, text)
    assert not any("names another row" in note for note in part.notes)


@pytest.mark.parametrize(
    ("heading", "remark", "example"),
    [
        ("Comments", "duplicate of 2, do not count", "duplicate of 2"),
        ("Comments", "CORRECTED - replaces no. 1", "replaces no. 1"),
        ("Notes", "Already counted in February", "Already counted"),
        ("Примітка", "дублікат № 1, не враховувати", "дублікат № 1"),
        ("Примечание", "не учитывать, см. выше", "не учитывать"),
        ("Remarques", "corrigé, remplace n° 2", "remplace n° 2"),
        ("Observaciones", "Corrección n° 2: uno menos", "Corrección n° 2"),
        ("Observaciones", "Repetido con el caso 2", "Repetido con el caso 2"),
        ("Observaciones", "sustituye al registro 2", "sustituye al registro 2"),
        ("Bemerkung", "schon im März, nicht mitzählen", "nicht mitzählen"),
        ("Uwagi", "zastępuje nr 2", "zastępuje nr 2"),
        ("Comments", "a repeat of 2022", None),
        ("Comments", "troops who do not counterattack", None),
        ("Comments", "the mayor replaces two ministers", None),
    ],
)
def test_notes_that_ask_for_a_row_not_to_be_added_up_are_told_of(
    tmp_path, heading, remark, example
):
    part = read_rows(
        tmp_path,
        f"date;place;killed;{heading}\n"
        "2024-03-04;Kupiansk;2;shelling\n"
        "2024-03-09;Vovchansk;3;\n"
        f"2024-03-10;Izium;3;{remark}\n",
    )
    assert part.reading.claims["killed_best"].tolist() == [2, 3, 3]
    told = [note for note in part.notes if "not to be counted" in note]
    assert told == (
        [
            f"{heading!r} tells of rows that repeat or correct others, or are not to be counted, in"
            f" 1 row, such as {example!r}: each counts as an event all the same."
        ]
        if example
        else []
    )


@pytest.mark.parametrize(
    ("heading", "now", "then"),
    [
        ("record_status", "current", "superseded"),
        ("is_current", "true", "false"),
        ("Latest version", "yes", "no"),
        ("superseded", "0", "1"),
        ("Stan wpisu, status", "aktualny", "zastąpiony"),
    ],
)
def test_former_states_of_records_are_told_of_where_day_and_place_differ(
    tmp_path, heading, now, then
):
    part = read_rows(
        tmp_path,
        f"date;place;killed;{heading}\n"
        f"2024-07-02;Rafah;2;{then}\n"
        f"2024-07-03;Rafah city;4;{now}\n"
        f"2024-07-04;Khan Younis;3;{now}\n",
    )
    assert part.reading.claims["killed_best"].tolist() == [2, 4, 3]
    assert (
        f"{heading!r} says {then!r} in 1 row: each counts as an event all the same." in part.notes
    )


def test_a_heading_of_repeated_rows_lets_a_cell_name_the_other_by_see(tmp_path):
    part = read_rows(
        tmp_path,
        "id,date,place,killed,Duplicate\n"
        "1,2024-05-12,Kherson,3,see 2\n"
        "2,2024-05-12,Kherson,5,\n"
        "3,2024-05-13,Odesa,2,same as #2\n"
        "4,2024-05-14,Sumy,7,see 99\n"
        "5,2024-05-15,Lviv,1,no\n",
    )
    assert part.reading.claims["killed_best"].tolist() == [5, 7, 1]
    assert [reject.line for reject in part.reading.rejects] == [2, 4]
    assert any("'Duplicate' says 'see 99' in 1 row: each counts" in note for note in part.notes)


def test_a_note_that_says_see_another_row_refuses_none(tmp_path):
    part = read_rows(
        tmp_path,
        "id,date,place,killed,note\n1,2024-05-12,Kherson,3,see 2\n2,2024-05-13,Odesa,5,\n",
    )
    assert (len(part.reading.events), part.reading.rejects) == (2, ())
