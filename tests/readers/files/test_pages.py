"""Tables of web pages; what is expected is what a browser shows of them."""

import pytest

from eventmap.errors import FileError
from eventmap.readers.files.headers import Position
from eventmap.readers.files.limits import Limits
from eventmap.readers.files.sources import open_sources

HEAD = "<!-- saved from url=(0019)https://example.org --><!DOCTYPE html><html><body>"
NAMES = """<table><tr><th rowspan="2">Date</th><th rowspan="2">Place</th><th colspan="2">Killed</th>
<tr><th>soldiers</th><th>civilians</th></tr>"""
JANUARY = f"""<h2>January<span class="mw-editsection">[edit]</span></h2>{NAMES}
<tr><td rowspan="2">3 January 2024</td><td><a href="/wiki/Kherson">Kherson</a>,
  <b>Ukraine</b></td><td>2<sup class="reference"><a href="#1">[1]</a></sup></td><td>5</td></tr>
<tr><td>Odesa,<br>Ukraine</td><td></td><td>1&ndash;3</td></tr>
<tr><td><span style="display: none">05</span>5 January 2024<td>Kyiv<td>1<td>0</table>"""


@pytest.fixture
def read(tmp_path):
    def write(body, name="list.html", position=Position(), **limits):  # noqa: B008 - frozen
        path = tmp_path / name
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
        return open_sources(path, limits=Limits(**limits), position=position)

    return write


def rows(source):
    return [list(row) for row in source.cells.astype(object).fillna("").itertuples(index=False)]


def test_a_table_is_read_as_it_is_seen(read):
    (source,) = read(HEAD + JANUARY + "<script>document.write('<table>')</script>")
    assert [*source.cells] == ["Date", "Place", "Killed / soldiers", "Killed / civilians"]
    assert rows(source) == [
        ["3 January 2024", "Kherson, Ukraine", "2", "5"],
        ["3 January 2024", "Odesa,\nUkraine", "", "1–3"],
        ["5 January 2024", "Kyiv", "1", "0"],
    ]


def test_addresses_behind_cells_are_a_column(read):
    (source,) = read(
        "<table><tr><th>Date<th>Source<tr><td>2024-01-03<td>"
        '<a href="https://example.org/a">BBC</a> <a href="/local">more</a>'
        '<tr><td>2024-01-04<td><a href="javascript:alert(1)">AP</a></table>'
    )
    assert source.cells["Source (link)"].tolist()[0] == "https://example.org/a"
    assert source.cells["Source (link)"].isna().tolist() == [False, True]


def test_tables_are_called_by_caption_or_heading_and_those_of_the_same_columns_are_one(read):
    other = "<table><caption>By <i>month</i></caption><tr><td>May<td>9<tr><td>June<td>8</table>"
    blank = "<table><tr><td><img><td>&nbsp;<tr><td> <td></table>"
    layout = f"<table><tr><td>a<td>b<tr><td>c<td>{JANUARY}</table>{blank}"
    february = JANUARY.replace("January", "February").replace("Kyiv", "Lviv")
    first, second = read(layout + february + other)
    assert [first.name, second.name] == [
        "list.html, sheets January, February",
        "list.html, sheet By month",
    ]
    assert len(first.cells) == 6
    assert "Lviv" in set(first.cells["Place"])
    assert first.left_out == (
        "list.html: 2 tables, blank, of one row or column, or around others.",
    )
    (chosen,) = read(layout + february + other, position=Position(sheet="February"))
    assert len(chosen.cells) == 3
    with pytest.raises(FileError, match="has no sheet 'March'; its tables are 'January', 'Febr"):
        read(layout + february + other, position=Position(sheet="March"))


@pytest.mark.parametrize(
    ("head", "encoding", "told"),
    [
        ("", "utf-8", False),
        ('<meta charset="windows-1251">', "cp1251", False),
        ('<meta content="text/html; charset=koi8-u">', "koi8-u", False),
        ('<meta charset="utf-8">', "cp1251", True),  # as many say and few are
        ('<meta charset="no-such">', "cp1251", True),
        ("", "utf-16", False),
    ],
)
def test_a_workbook_that_is_a_page_is_read_in_its_own_encoding(read, head, encoding, told):
    body = "".join(
        f"<tr><td>0{day}.01.2024<td>Харків, вулиця Шевченка<td>загинули двоє людей"
        for day in range(1, 6)
    )
    table = f"{head}<table><tr><td>Дата<td>Місце<td>Загинуло{body}</table>"
    (source,) = read(table.encode(encoding), "report.xls")
    assert (source.name, source.kind) == ("report.xls", "html")
    assert any("cp1251" in note for note in source.notes) == told
    assert rows(source)[4] == ["05.01.2024", "Харків, вулиця Шевченка", "загинули двоє людей"]


@pytest.mark.parametrize(
    ("body", "limits", "words"),
    [
        (HEAD + "<p>Nothing here", {}, "is a web page without a table"),
        ("<table><tr><td>1</table>", {}, "is a web page without a table"),
        ("<html>", {}, "is a web page without a table"),
        (JANUARY * 3, {"tables": 2}, "holds 3 or more tables"),
        (HEAD + JANUARY, {"document_bytes": 100}, "is a web page of more than 100 bytes"),
        ('<table><tr><td colspan="900">a<td>b<tr><td>c</table>', {"cells": 1000}, "cells"),
        (f"<table><tr><td>a<td>b{'<b>' * 300}<tr><td>c", {}, "whose line 1 is nested too deep"),
    ],
)
def test_what_is_no_table_or_too_large_is_refused(read, body, limits, words):
    with pytest.raises(FileError, match=words):
        read(body, **limits)


def test_cells_take_up_no_more_rows_than_there_are(read):
    (source,) = read(
        '<table><tr><td>Date<td>Killed<tr><td rowspan="65534">2024-01-03<td>1'
        '<tr><td colspan="x">2<tr><td rowspan="0">3</table>'
    )
    assert rows(source) == [["2024-01-03", "1"], ["2024-01-03", "2"], ["2024-01-03", "3"]]
