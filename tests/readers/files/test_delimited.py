"""What is expected is written beside it; the property test reads what `csv` wrote."""

import csv
import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from eventmap.errors import FileError
from eventmap.readers.files.delimited import read_delimited
from eventmap.readers.files.limits import Limits

UKRAINIAN = "дата;місце;опис\n2022-02-24;Київ;Обстріл житлового будинку, двоє загиблих\n"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_each_separator_is_found(read, separator):
    source = read(f'id{separator}"a, b; c|d"\n1{separator}"x\ty, z"\n')
    assert list(source.cells) == ["id", "a, b; c|d"]
    assert source.cells.loc[2].tolist() == ["1", "x\ty, z"]


def test_decimal_commas_do_not_separate(read):
    source = read("Id;Latitude;Longitude\n1;50,45;30,52\n2;46,63;32,61\n")
    assert source.cells.loc[3].tolist() == ["2", "46,63", "32,61"]


def test_the_separator_that_a_first_line_declares_is_taken(read):
    source = read("sep=;\na,b;c\n1,2;3\n")
    assert list(source.cells) == ["a,b", "c"]
    assert list(source.cells.index) == [3]


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1251", "cp1251"),
        ("koi8_u", "koi8_u"),
        ("iso8859_5", "iso8859_5"),
        ("mac_cyrillic", "mac_cyrillic"),
    ],
)
def test_ukrainian_text_is_read_in_each_encoding(read, codec, encoding):
    source = read(UKRAINIAN.encode(codec))
    assert source.encoding == encoding
    assert list(source.cells) == ["дата", "місце", "опис"]
    assert source.cells.loc[2, "місце"] == "Київ"


@pytest.mark.parametrize("word", ["Обстріл", "обстріл", "ОБСТРІЛ", "пгт Новоселівка"])
def test_a_word_is_enough_to_tell_cp1251_from_cp1252(read, word):
    source = read(f"id,place\n1,{word}\n".encode("cp1251"))
    assert source.cells.loc[2, "place"] == word


@pytest.mark.parametrize("word", ["Zürich", "Côte d\u2019Ivoire", "naïve", "“quoted” — so"])
def test_western_text_is_read_as_cp1252(read, word):
    source = read(f"id,place\n1,{word}\n".encode("cp1252"))
    assert (source.encoding, source.cells.loc[2, "place"]) == ("cp1252", word)


def test_cells_in_another_encoding_than_the_rest_keep_their_words(read):
    text = "id,place\n" + "".join(f"{n},Київ\n" for n in range(20))
    source = read(text.encode() + b"20,caf\xe9\n")
    assert (source.encoding, source.cells.loc[22, "place"]) == ("utf-8", "café")
    assert "cells that are not in it are read as cp1252." in source.notes[1]


@pytest.mark.parametrize(
    ("word", "codec"), [("Kraków", "cp1252"), ("Одеса", "cp1251"), ("Суми, центр", "cp1251")]
)
def test_one_word_in_utf8_is_enough_beside_one_in_a_code_page(read, word, codec):
    content = "id,place\n1,Харків\n2,".encode() + f'"{word}"\n'.encode(codec)
    source = read(content)
    assert source.cells["place"].tolist() == ["Харків", word]


def test_a_character_that_is_cut_in_two_costs_no_row(read):
    source = read("id,place\n1,Харків\n2,Оде".encode() + b"\xd1,\n")
    assert source.cells["place"].tolist() == ["Харків", "Оде\ufffd"]


def test_utf16_without_a_mark_is_known_by_every_second_byte(read):
    for codec in ("utf-16-le", "utf-16-be"):
        source = read("date,place\n2024-05-13,Харків\n".encode(codec))
        assert (source.encoding, source.cells.loc[2, "place"]) == (codec, "Харків")


def test_lines_that_are_enclosed_in_quotes_are_taken_apart(read):
    source = read('"date,place,note"\n"2024-05-13,Town A,""one, two"""\n')
    assert source.cells.loc[2].tolist() == ["2024-05-13", "Town A", "one, two"]
    assert "Each line is enclosed in quotes as a whole." in source.notes


def test_quotes_around_the_first_cell_enclose_no_line(read):
    source = read('"No.; old";"Date"\n"1; a";"2024-05-13"\n"2; b";"2024-05-14"\n')
    assert source.cells.loc[3].tolist() == ["2; b", "2024-05-14"]
    assert "Each line is enclosed in quotes as a whole." not in source.notes


def test_commas_in_the_prose_above_do_not_separate(read):
    source = read(
        "Register of incidents, version 3, of the Ministry\n"
        "Compiled in June, preliminary, early\n\n"
        "Date;Place;Lat;Lon\n13.05.2024;A;49,99;36,23\n14.05.2024;B;46,48;30,73\n"
    )
    assert source.cells.loc[5].tolist() == ["13.05.2024", "A", "49,99", "36,23"]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_titles_between_rows_without_a_header_hide_no_separator(read, separator):
    lines = ("Incidents;;;", "Kandahar;;;", "12/01/2010;Dand;3;5", "14/02/2010;Arghandab;1;2")
    lines += ("Helmand;;;", "22/02/2010;Nad Ali;2;0", "13/03/2010;Lashkar Gah;10;35")
    source = read("\n".join(lines).replace(";", separator))
    assert "No row names the columns: they are called by their numbers." in source.notes
    assert source.cells["1"].dropna().tolist() == [
        "12/01/2010",
        "14/02/2010",
        "22/02/2010",
        "13/03/2010",
    ]
    assert source.cells["4"].dropna().tolist() == ["5", "2", "0", "35"]


def test_a_header_of_two_rows_below_a_title_tells_the_separator(read):
    source = read(
        "Summary of the week;;;;\nDate;Town;Killed;;Source\n;;civilians;soldiers;\n"
        "2025-10-20;Kherson;1;0;a\n2025-10-21;Sumy;0;2;b\n"
    )
    assert source.cells.loc[4].to_list() == ["2025-10-20", "Kherson", "1", "0", "a"]
    assert "Killed / soldiers" in source.cells


def test_numbers_of_the_columns_below_their_names_are_no_data(read):
    source = read("№;Дата;Місце\n1;2;3\n1;13.05.2024;Харків\n2;14.05.2024;Суми\n")
    assert [*source.cells] == ["№", "Дата", "Місце"]
    assert source.cells["Місце"].tolist() == ["Харків", "Суми"]


def test_a_record_with_more_cells_than_the_header_is_refused_whole(read):
    source = read("a,b,c\n1,2,3\n1,2,3,4,5\n4,5,6\n")
    assert list(source.cells.index) == [2, 4]
    (long,) = source.rejects
    assert (long.line, long.column, long.value, long.reason) == (
        3,
        None,
        "5 cells",
        "the header has 3",
    )
    assert json.loads(long.row) == {"a": "1", "b": "2", "c": "3", "+1": "4", "+2": "5"}


def test_cells_that_lack_at_the_end_are_blank(read):
    source = read("a,b,c\n1,2,3\n4,5\n6\n7,8,9\n")
    assert source.cells.fillna("").to_numpy().tolist() == [
        ["1", "2", "3"],
        ["4", "5", ""],
        ["6", "", ""],
        ["7", "8", "9"],
    ]
    assert source.rejects == ()


def test_blank_cells_beyond_the_header_do_not_count(read):
    source = read("a,b\n1,2,\n3,4,,  ,\n")
    assert source.cells.to_numpy().tolist() == [["1", "2"], ["3", "4"]]


def test_a_record_torn_by_a_line_break_is_refused_in_both_parts(read):
    source = read(
        "date,place,note,lat,killed\n2024-05-13,A,x,49.9,1\n2024-05-14,B,first line\n"
        "second line,46.4,4\n2024-05-15,C,y,46.2,2\n"
    )
    assert source.cells["killed"].tolist() == ["1", "2"]
    assert [reject.line for reject in source.rejects] == [3, 4]
    assert "a line break outside of quotes tears this row" in source.rejects[0].reason


def test_the_last_record_of_a_file_that_is_cut_off_is_refused(read):
    source = read("date,place,lat\n2024-05-13,A,49.9\n2024-05-14,B,46.4\n2024-05-15,Tow")
    assert source.cells["place"].tolist() == ["A", "B"]
    (reject,) = source.rejects
    assert (reject.line, "the file ends within this row" in reject.reason) == (4, True)
    source = read("date,place,lat\n2024-05-13,A\n2024-05-14,B,46.4\n2024-05-15,C")
    assert source.cells["place"].tolist() == ["A", "B", "C"]  # others lack cells as well


def test_a_header_may_be_named_by_hand(read, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("a,b,c\nd,e,f\ndate,place,n\n2024-05-13,A,1\n")
    source = read_delimited(path, path.name, Limits(), 3)
    assert (list(source.cells), source.cells.loc[4, "place"]) == (["date", "place", "n"], "A")
    with pytest.raises(FileError, match="Row 9 names no columns"):
        read_delimited(path, path.name, Limits(), 9)


def test_lines_are_those_of_a_spreadsheet(read):
    source = read('id,text\n\n1,"two\nlines"\n , \n2,x\n,\n3,y\n')
    assert source.cells["id"].to_dict() == {3: "1", 4: " ", 5: "2", 7: "3"}
    assert source.cells.loc[3, "text"] == "two\nlines"


def test_a_quote_left_open_loses_nothing(read):
    source = read('id,text\n1,x\n2,"open\n3,y\n4,z\n')
    assert list(source.cells.index) == [2]
    (reject,) = source.rejects
    assert (reject.line, reject.value) == (3, "open\n3,y\n4,z\n")
    assert json.loads(reject.row) == {"id": "2", "text": "open\n3,y\n4,z\n"}


def test_a_quote_left_open_in_the_header_is_refused(read):
    with pytest.raises(FileError, match=r"row 1: .* is no header: a quote"):
        read('"id,text\n1,x\n')


def test_quotes_in_a_table_of_tabs_may_be_text(read):
    source = read('id\ttext\n1\t"Wagner" men\n2\t"open\n3\t5" shell\n')
    assert source.cells["text"].tolist() == ['"Wagner" men', '"open', '5" shell']
    assert source.rejects == ()
    source = read('id\ttext\n1\t"two\nlines"\n2\t"a\tb"\n')
    assert source.cells["text"].tolist() == ["two\nlines", "a\tb"]


def test_quoted_cells_keep_their_quotes_and_breaks(read):
    source = read('id,text\r\n1,"a ""quoted"" word"\r\n2,"x\r\ny"\r\n')
    assert source.cells["text"].tolist() == ['a "quoted" word', "x\r\ny"]


def test_names_that_are_missing_or_occur_again_are_made_up(read):
    source = read("a,,a,a (2)\n1,2,3,4\n")
    assert list(source.cells) == ["a", "column 2", "a (3)", "a (2)"]
    assert sum("is called" in note for note in source.notes) == 2


def test_blank_cells_are_missing_and_words_for_nothing_are_not(read):
    source = read("a,b,c\n,NULL,NA\n")
    assert source.cells.isna().loc[2].tolist() == [True, False, False]


def test_a_title_above_the_table_is_skipped(read):
    source = read("Events of the week;;\nid;place;n\n1;Kherson;2\n")
    assert list(source.cells) == ["id", "place", "n"]
    assert list(source.cells.index) == [3]
    assert any("Events of the week" in note for note in source.notes)


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("1,2022-02-24,Kherson\n2,2022-02-25,Odesa\n", False),
        ("Kherson,46.6354\nOdesa,46.4825\n", False),
        ("20220224,Kherson\n20220225,Odesa\n", False),
        ("region,2019,2020\nKherson,4,5\n", True),
        ("id,date\n1,2022-02-24\n", True),
        ("date,place\n,Kherson\n", True),
        ("2022-02-24,id\nx,1\n", True),
        ("1,2022-02-24,Kherson\n", True),
    ],
)
def test_a_first_row_is_data_only_where_its_cells_show_it(read, text, header):
    source = read(text)
    assert source.header is header
    assert len(source.cells) == text.count("\n") - header


def test_more_columns_than_allowed_are_refused(read):
    with pytest.raises(FileError, match="has 2,001 or more columns; allowed: up to 2,000"):
        read(",".join(map(str, range(2001))) + "\n" + "," * 2000 + "\n")


def test_one_line_without_end_is_refused_after_its_limit(read):
    with pytest.raises(FileError, match=r"row 2: the record .* longer than 1 kB"):
        read("id,text\n1," + "x" * 5000, line_bytes=1000)


def test_a_record_of_many_lines_is_refused_after_its_limit(read):
    with pytest.raises(FileError, match=r"row 3: the record .* a quote may be left open"):
        read('id,text\n1,x\n2,"' + "2,y\n" * 5000, line_bytes=1000)


def test_a_table_of_more_cells_than_allowed_is_refused(read):
    with pytest.raises(FileError, match="allowed: up to 10 cells"):
        read("a,b\n" + "1,2\n" * 6, cells=10)


def test_a_file_of_one_line_takes_no_more_memory_than_the_limit(tmp_path):
    path = tmp_path / "events.csv"
    with path.open("wb") as file:
        file.write(b"id,text\n1,")
        for _ in range(200):
            file.write(b"x" * 1_000_000)
    code = """
import resource, sys, pathlib
from eventmap.errors import FileError
from eventmap.readers.files.sources import open_sources
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    open_sources(pathlib.Path(sys.argv[1]))
except FileError as refusal:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 120_000  # kB


CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=20))
@example(rows=[["A|A"], ["0"]])
@example(rows=[["A|A"], ["0|0"]])
@example(rows=[["", "", "", "0"], ["", "", "A;", "A"], ["0;"], ["", ""], ["", ""]])
def test_what_csv_wrote_comes_back_unchanged(tmp_path, rows):
    path = tmp_path / "events.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id", "date", "place"], *rows])
    source = read_delimited(path, path.name, Limits())
    filled = [row for row in rows if any(row) and (len(row) > 1 or row[0].strip())]
    assert len(source.cells) + len(source.rejects) == len(filled)
    kept = source.cells[["id", "date", "place"]].fillna("").to_numpy().tolist()
    fitting = [row for row in filled if not any(map(str.strip, row[3:]))]
    refused = {reject.line for reject in source.rejects if reject.value.endswith("cells")}
    assert len(refused) == len(filled) - len(fitting)
    assert all(row in [[*row[:3], "", ""][:3] for row in fitting] for row in kept)


def test_columns_aligned_by_spaces_are_refused_by_that_name(read):
    with pytest.raises(FileError, match="columns that are aligned by spaces"):
        read(
            "DATE        PLACE                  LAT       DEAD  CALLS\n"
            "2024-05-03  Kharkiv                49.9935   1     41\n"
            "2024-05-25  Kharkiv, Epicentr      50.0290   19    220\n"
            "2024-06-01  Zolochiv (Kharkiv o.)  50.2770         3\n"
        )


def test_spaces_within_cells_align_nothing(read):
    source = read("date,place ,killed\n2024-05-03,  Kharkiv  (city),  1\n2024-05-25,Izium,  2\n")
    assert source.cells["killed"].str.strip().tolist() == ["1", "2"]


HEAD = "date,town,lat,lon,killed,note\n"


def test_a_quote_that_takes_the_next_rows_into_a_cell_is_refused_with_them(read):
    rows = (
        '2024-05-12,Sumy,50.9,34.8,1,"fire, and\nsmoke"',
        '2024-05-13,Odesa,46.4,30.7,2,"port hit',
        "2024-05-14,Kharkiv,49.9,36.2,0,depot",
        '2024-05-20,Kherson,46.6,32.6,1,"bus ""A"" hit"',
        "2024-05-22,Sumy,50.9,34.7,4,x",
    )
    source = read(HEAD + "\n".join(rows) + "\n")
    assert source.cells["date"].tolist() == ["2024-05-12", "2024-05-22"]
    assert source.cells["note"].tolist() == ["fire, and\nsmoke", "x"]
    (reject,) = source.rejects
    assert reject.line == 3
    assert "2024-05-14,Kharkiv" in reject.value
    assert reject.reason == (
        "a quote is opened here that is not closed before the next rows: with this one 2 more are"
        " refused"
    )


@pytest.mark.parametrize(
    "note",
    [
        "one, two, three, four, five, six\nand more, of, the, same, kind, here",
        "10, 20\n30, 40",
        "see\n2024-05-14",
    ],
)
def test_lines_within_a_cell_that_are_no_rows_are_text(read, note):
    source = read(f'{HEAD}2024-05-13,Odesa,46.4,30.7,2,"{note}"\n')
    assert source.rejects == ()
    assert source.cells["note"].tolist() == [note]


def test_tables_that_programs_draw_with_bars_are_read_without_their_borders(read):
    border = "+----+------------+---------+\n"
    rows = "|  1 | 2024-03-05 | Kherson |\n|  2 | 2024-03-06 | Odesa   |\n"
    mysql = read(
        f"mysql> use incidents;\n{border}| id | date       | place   |\n{border}{rows}{border}"
    )
    assert [text.strip() for text in mysql.cells["place"]] == ["Kherson", "Odesa"]
    assert list(mysql.cells.index) == [5, 6]
    psql = read(" date       | place\n------------+---------\n 2024-03-05 | Kherson\n")
    assert [text.strip() for text in psql.cells["place"]] == ["Kherson"]
    assert not psql.rejects


def test_a_table_below_a_heading_of_markdown_is_found(read):
    source = read("# Incidents\n\n| Date | Place |\n|------|:-----:|\n| 2024-03-05 | Kherson |\n")
    assert [text.strip() for text in source.cells["Place"]] == ["Kherson"]
    (line,) = source.rejects
    assert line.reason == "a line drawn between the rows, no event"
