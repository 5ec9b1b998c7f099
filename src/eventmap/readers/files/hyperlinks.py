"""Addresses behind the cells of a workbook: where a cell leads to, and does not say itself.

A cell of the sources says "Telegram", and the post is behind it: as a link of the sheet, as a
formula HYPERLINK("https://…", "Telegram") or, in OpenDocument, as an anchor in the text.

Of binary workbooks (xls, xlsb) they are found and not read: no library that is here says whose cell
each is of.
"""

import html
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from posixpath import basename
from typing import IO, NamedTuple

import pandas as pd

_CHUNK = 1 << 20
_OVERLAP = 8000
"""Bytes that an element or the head of a formula may have."""

_LINK = re.compile(rb"hyperlink ([^<>]{1,4000})>")
_FORMULA = re.compile(
    rb"<(?:\w{1,20}:)?c ([^<>]{1,200})>\s*<(?:\w{1,20}:)?f[^<>]{0,200}>=?(?:_xlfn\.)?HYPERLINK\("
    rb"\s*(?:\"|&quot;)([^\"<>]{1,4000}?)(?:\"|&quot;)"
)
_RELATION = re.compile(rb"Relationship ([^<>]{1,4000})>")
_SHEET = re.compile(rb"sheet ([^<>]{1,2000})>")
_ATTRIBUTE = re.compile(r"""(?<![\w:])([\w:]{1,60})\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)')""")
_REF = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_ADDRESS = re.compile(r"(?i)https?://\S")

_MONIKER = rb"\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\x00\xaa\x00\x4b\xa9\x0b"
_WIDE_HTTP = rb"h\x00t\x00t\x00p\x00(?:s\x00)?:\x00/\x00/\x00"
_BINARY_LINK = re.compile(
    rb"(?s)\xb8\x01.{6}.\x00.\x00\xd0" + _MONIKER + rb".{8,1500}?\xe0" + _MONIKER + rb".{4}"
    rb"(" + _WIDE_HTTP + rb"(?:[^\x00]\x00){1,2000})"
)
"""The record HLINK of an xls workbook: number and size, cells, what it is, and an address."""
_BINARY_FORMULA = re.compile(
    rb"(?s)\x17(..)((?:https?://|" + _WIDE_HTTP + rb").{1,1500}?)[\x22\x42\x62][\x01\x02]\x67\x01"
)
"""In the tokens of a formula a text and its length, and not far behind the function HYPERLINK."""


class Hyperlink(NamedTuple):
    """Where the cells of a block lead to: rows counted from 1, columns from 0, both inclusive."""

    top: int
    left: int
    bottom: int
    right: int
    address: str


def is_address(text: str) -> bool:
    """Return whether a link leads to the web, and not to a mailbox or another cell."""
    return _ADDRESS.match(text) is not None


def read_hyperlinks(archive: zipfile.ZipFile) -> dict[str, list[Hyperlink]]:
    """Return the addresses behind cells of an xlsx workbook, by the name of their sheet."""
    members = set(archive.namelist())
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {book, relations} <= members:
        return {}
    targets = _read_relations(archive, relations)
    found: dict[str, list[Hyperlink]] = {}
    for sheet in _read_elements(archive, book, _SHEET):
        # A path may begin at the folder or at the root: the names of sheets are unique.
        target = basename(targets.get(_local(sheet, "id"), ""))
        if f"xl/worksheets/{target}" in members and (
            links := [*_read_sheet_links(archive, target, members)]
        ):
            found[sheet.get("name", "")] = links
    return found


def _read_sheet_links(
    archive: zipfile.ZipFile, sheet: str, members: set[str]
) -> Iterator[Hyperlink]:
    member, beside = f"xl/worksheets/{sheet}", f"xl/worksheets/_rels/{sheet}.rels"
    targets = _read_relations(archive, beside) if beside in members else {}
    for link in _read_elements(archive, member, _LINK) if targets else ():
        if block := _block(link.get("ref", ""), targets.get(_local(link, "id"), "")):
            yield block
    for match in scan_member(archive, member, _FORMULA):
        cell = _attributes(match[1])
        if block := _block(cell.get("r", ""), html.unescape(_text(match[2]))):
            yield block


def _block(ref: str, address: str) -> Hyperlink | None:
    match = _REF.fullmatch(ref)
    if not match or not is_address(address):
        return None
    left, top, right, bottom = match.groups()
    return Hyperlink(
        int(top), _column(left), int(bottom or top), _column(right or left), address.strip()
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _read_relations(archive: zipfile.ZipFile, member: str) -> dict[str, str]:
    return {
        each.get("Id", ""): each.get("Target", "")
        for each in _read_elements(archive, member, _RELATION)
    }


def _read_elements(
    archive: zipfile.ZipFile, member: str, pattern: re.Pattern[bytes]
) -> Iterator[dict[str, str]]:
    for match in scan_member(archive, member, pattern):
        yield _attributes(match[1])


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(_text(text))
    }


def _text(told: bytes) -> str:
    return told.decode("utf-8", "replace")


def _local(attributes: Mapping[str, str], name: str) -> str:
    """Return an attribute by its name without the prefix of its namespace."""
    return next((text for key, text in attributes.items() if key.split(":")[-1] == name), "")


def scan_member(
    archive: zipfile.ZipFile, member: str, pattern: re.Pattern[bytes]
) -> Iterator[re.Match[bytes]]:
    """Yield where a pattern is found in a file of an archive, of which never all is in memory."""
    with archive.open(member) as stream:
        yield from _scan(stream, pattern)


def _scan(stream: IO[bytes], pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        text, end = rest + chunk, 0
        for match in pattern.finditer(text):
            yield match
            end = match.end()
        rest = text[max(end, len(text) - _OVERLAP) :]


def find_addresses(path: Path, kind: str) -> Iterator[str]:
    """Yield the addresses behind the cells of an xls or xlsb workbook.

    The bytes of an xls are searched as they lie: a record that is torn apart in the file is missed.
    """
    if kind == "xls":
        with path.open("rb") as file:
            for match in _scan(file, _BINARY_LINK):
                yield match[1].decode("utf-16-le", "replace")
            file.seek(0)
            for match in _scan(file, _BINARY_FORMULA):
                length, wide = match[1]
                text = match[2][: length * 2 if wide else length]
                yield text.decode("utf-16-le" if wide else "latin-1", "replace")
        return
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if re.fullmatch(r"xl/worksheets/_rels/[^/]+\.rels", member):
                yield from filter(is_address, _read_relations(archive, member).values())
            elif re.fullmatch(r"xl/worksheets/[^/]+\.bin", member):
                for match in scan_member(archive, member, _BINARY_FORMULA):
                    size = 2 * int.from_bytes(match[1], "little")
                    yield match[2][:size].decode("utf-16-le", "replace")


def add_links(
    cells: pd.DataFrame, names: Sequence[str], links: Sequence[Hyperlink]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return a table with a column of addresses for each one behind whose cells some are.

    Addresses that the cell says itself add nothing.

    Parameters
    ----------
    cells
        Indexed by the line in the sheet.
    names
        Of the columns of the sheet, from the left.

    Returns
    -------
    The table, and a sentence for each column that was added.
    """
    by_column: dict[int, dict[int, str]] = {}
    for link in links:
        rows = [link.top] if link.top == link.bottom else cells.loc[link.top : link.bottom].index
        for column in range(link.left, min(link.right, len(names) - 1) + 1):
            by_column.setdefault(column, {}).update((int(row), link.address) for row in rows)
    notes = []
    for column, found in sorted(by_column.items()):
        behind = pd.Series(found, dtype="str").reindex(cells.index).astype("str")
        said = cells[names[column]].str.contains("://", regex=False, na=False)
        behind = behind.mask(said.astype(bool))
        if behind.notna().any():
            name = f"{names[column]} (link)"
            while name in cells:
                name += " "
            cells = cells.assign(**{name: behind})
            notes.append(
                f"{name!r} has the addresses that are behind the cells of {names[column]!r}."
            )
    return cells, tuple(notes)
