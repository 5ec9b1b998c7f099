"""Tables of web pages, each as a sheet of a workbook; see `sheets`.

So are pages that somebody has saved, and what many servers hand out as a workbook: a table of HTML
in a file that ends with ".xls". No script is run, and nothing that a page names is fetched.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from lxml import etree

from eventmap.errors import FileError, nearest
from eventmap.readers.files.charsets import detect_encoding
from eventmap.readers.files.grids import check_cells, read_grid
from eventmap.readers.files.headers import MergedCells, Position
from eventmap.readers.files.hyperlinks import Hyperlink, is_address
from eventmap.readers.files.limits import Limits, check_tables, say_size
from eventmap.readers.files.sheets import Sheet, arrange_sheets
from eventmap.readers.files.workbooks import fill_down
from eventmap.readers.model import Source
from eventmap.wording import count_of

_CHARSET = re.compile(rb"(?i)charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})")
_HEAD_BYTES = 4096
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ENDS = frozenset({"br", "p", "div", "li", *_HEADINGS})
"""Behind these a line ends."""
_UNSEEN = ("script", "style", "template", "noscript")
_HIDDEN = re.compile(r"(?i)display\s*:\s*none")
_NOTES = frozenset({"reference", "mw-editsection"})
"""Classes of Wikipedia's for what is no part of a text."""
_FEWEST = 2
_MOST_SPANNED = 1000
"""As many columns, and a few more rows, a cell may take up by HTML's own rules."""


def read_page(path: Path, name: str, limits: Limits, position: Position) -> list[Source]:
    """Return the tables of two rows and two columns or more, as `arrange_sheets` puts them.

    A table is called by its caption, else by the heading above it. One that holds others, as
    pages are laid out by, is none.

    Raises
    ------
    FileError
        If it is too large, has no table, or none of the name that was asked for.
    """
    if path.stat().st_size > limits.document_bytes:
        most = say_size(limits.document_bytes)
        raise FileError(f"{name} is a web page of more than {most}, which is the limit.")
    text, notes = _decode(path, name)
    root = _parse(text, name)
    written = list(_find_tables(root))
    check_tables(name, len(written), limits)
    if not written:
        raise FileError(f"{name} is a web page without a table; allowed: one with a table.")
    sheets = []
    for called, table in written:
        if position.sheet is not None and called != position.sheet.strip():
            continue
        title = f"{name}, sheet {called}" if len(written) > 1 else name
        rows, merges, links = _read_rows(title, table, limits)
        source = read_grid(
            title,
            "html",
            fill_down(rows, merges),
            limits,
            merges=merges,
            header_row=position.header_row,
            links=links,
        )
        sheets += [Sheet(called, part) for part in source.take_apart()]
    if not sheets:
        names = [called for called, _ in written]
        raise FileError(
            f"{name} has no sheet {position.sheet!r}; its tables are"
            f" {', '.join(map(repr, names))}.{nearest(position.sheet or '', names)}"
        )
    others = sum(1 for _ in root.iter("table")) - len(written)
    said = f"{name}: {count_of(others, 'table')}, blank, of one row or column, or around others."
    return [
        replace(
            source,
            notes=(*source.notes, *notes),
            left_out=(*source.left_out, *([said] if others else [])),
        )
        for source in arrange_sheets(name, sheets, limits)
    ]


def _decode(path: Path, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the page's text: UTF-8, else what it says, else what is found out, with a note."""
    data = path.read_bytes()
    stated = _CHARSET.search(data[:_HEAD_BYTES])
    for encoding in ("utf-8", *([stated[1].decode()] if stated else [])):
        with suppress(UnicodeError, LookupError):  # it is another one, or none that is known
            return data.decode(encoding), ()
    found = detect_encoding(path, name)
    return data.decode(found.name, "replace"), (found.note,) if found.note else ()


def _parse(text: str, name: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    for error in parser.error_log:
        if error.type_name == "ERR_RESOURCE_LIMIT":
            raise FileError(
                f"{name} is a web page whose line {error.line} is nested too deep or too long;"
                " allowed: up to 256 elements within each other, and 10 MB of text in one."
            )
    if root is None:
        raise FileError(f"{name} is a web page without a table; allowed: one with a table.")
    return root


def _find_tables(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    heading, count = "", 0
    for element in root.iter("table", *_HEADINGS):
        if element.tag in _HEADINGS:
            heading = _text_of(element).replace("\n", " ") or heading
        elif next(element.iterdescendants("table"), None) is None:
            rows = list(element.iter("tr"))
            if len(rows) < _FEWEST or max(map(len, map(_cells_of, rows))) < _FEWEST:
                continue
            if not _text_of(element):
                continue
            count += 1
            caption = element.find("caption")
            called = _text_of(caption) if caption is not None else ""
            yield called.replace("\n", " ") or heading or str(count), element


def _cells_of(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _read_rows(
    name: str, table: etree._Element, limits: Limits
) -> tuple[list[list[str]], list[MergedCells], list[Hyperlink]]:
    """Return a table's rows, which cells take up several, and where they lead to.

    What a cell says stands where it begins; the others that it takes up are blank.
    """
    rows: list[list[str]] = []
    merges: list[MergedCells] = []
    links: list[Hyperlink] = []
    below: dict[int, int] = {}
    width = 0
    for line, row in enumerate(table.iter("tr"), 1):
        texts: list[str] = []
        for cell in _cells_of(row):
            while below.get(len(texts), 0) >= line:
                texts.append("")
            left = len(texts)
            right, bottom = left + _span(cell, "colspan") - 1, line + _span(cell, "rowspan") - 1
            if right > left or bottom > line:
                merges.append(MergedCells(line, left, bottom, right))
                below.update(dict.fromkeys(range(left, right + 1), bottom))
            texts += [_text_of(cell), *[""] * (right - left)]
            addresses = [anchor.get("href", "").strip() for anchor in cell.iter("a")]
            places = (line, left, line, left)
            links += [Hyperlink(*places, each) for each in addresses if is_address(each)]
        rows.append(texts)
        width = max(width, len(texts))
        check_cells(name, line, width, limits)
    return [[*texts, *[""] * (width - len(texts))] for texts in rows], merges, links


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), _MOST_SPANNED) if text.isascii() and text.isdigit() else 1


def _text_of(element: etree._Element) -> str:
    """Return what is seen of an element, as lines without spaces around them."""
    lines = "".join(_texts(element)).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _texts(element: etree._Element) -> Iterator[str]:
    yield _plain(element.text)
    for child in element:
        if isinstance(child.tag, str) and _is_seen(child):
            yield from _texts(child)
            yield "\n" if child.tag in _ENDS else ""
        yield _plain(child.tail)


def _plain(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _is_seen(element: etree._Element) -> bool:
    classes: Sequence[str] = element.get("class", "").split()
    return (
        element.tag not in _UNSEEN
        and _NOTES.isdisjoint(classes)
        and not _HIDDEN.search(element.get("style", ""))
    )
