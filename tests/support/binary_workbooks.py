"""Workbooks of one sheet as Excel's binary files, xls and xlsb, written record by record."""

import struct
import zipfile

_SECTOR, _CUTOFF, _END, _FREE, _OF_FAT = 512, 4096, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_CLASS, _URL, _CELL = 0x79EAC9D0, 0x79EAC9E0, b"\xba\xce\x11\x8c\x82\x00\xaa\x00\x4b\xa9\x0b"


def save_xls(path, rows, links=(), *, formulas=()):
    """Write rows of texts and numbers as xls.

    Parameters
    ----------
    links
        The row and column of a cell, from 0, and the address behind it.
    formulas
        The same of cells whose formula makes a link; its result is what the row says.
    """
    start = _old(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0x600))
    width = max(map(len, rows))
    sheet = start + _old(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    made = {(row, column): address for row, column, address in formulas}
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            where = struct.pack("<HHH", at, column, 0)
            if (address := made.get((at, column))) is not None:
                tokens = b"\x17" + bytes([len(address), 0]) + address.encode() + b"\x42\x01\x67\x01"
                result = b"\0\0\0\0\0\0\xff\xff"
                body = where + result + struct.pack("<HIH", 0, 0, len(tokens)) + tokens
                sheet += _old(6, body) + _old(0x207, _old_text(cell))
            elif isinstance(cell, str):
                sheet += _old(0x204, where + _old_text(cell))
            else:
                sheet += _old(0x203, where + struct.pack("<d", cell))
    for row, column, address in links:
        sheet += _old(0x1B8, struct.pack("<HHHH", row, row, column, column) + _moniker(address))
    head = _old(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0x600))
    named = struct.pack("<BBBB", 0, 0, len("Events"), 0) + b"Events"
    begins = len(head) + 4 + 4 + len(named) + 4
    book = head + _old(0x85, struct.pack("<I", begins) + named) + _old(0x0A, b"")
    path.write_bytes(_compound(book + sheet + _old(0x0A, b"")))
    return path


def _old(number, body):
    return struct.pack("<HH", number, len(body)) + body


def _old_text(text):
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _guid(first):
    return struct.pack("<IH", first, 0xBAF9) + b"\xce\x11" + _CELL[3:]


def _moniker(address):
    if not address.startswith("http"):  # a place in the workbook
        place = (address + "\0").encode("utf-16-le")
        return _guid(_CLASS) + struct.pack("<III", 2, 8, len(place) // 2) + place
    url = (address + "\0").encode("utf-16-le")
    return (
        _guid(_CLASS) + struct.pack("<II", 2, 3) + _guid(_URL) + struct.pack("<I", len(url)) + url
    )


def _compound(stream):
    """Return a compound file with one stream, "Workbook"."""
    stream = stream.ljust(_CUTOFF, b"\0")
    stream += bytes(-len(stream) % _SECTOR)
    sectors = len(stream) // _SECTOR
    chain = [*range(3, 2 + sectors), _END]
    fat = [_OF_FAT, _END, *chain, *[_FREE] * (_SECTOR // 4 - 2 - sectors)]
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    )
    head += bytes(6) + struct.pack("<9I", 0, 1, 1, 0, _CUTOFF, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    folder = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    return head + struct.pack(f"<{len(fat)}I", *fat) + folder.ljust(_SECTOR, b"\0") + stream


def _entry(name, kind, start, size, child=_FREE):
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<BBIII", kind, 1, _FREE, _FREE, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<H", len(text))
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def save_xlsb(path, rows, links=(), *, formulas=()):
    """Write rows of texts and numbers as xlsb; see `save_xls`."""
    made = {(row, column): address for row, column, address in formulas}
    sheet = _new(129) + _new(
        148, struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    )
    sheet += _new(145)
    for at, row in enumerate(rows):
        sheet += _new(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0))
        for column, cell in enumerate(row):
            where = struct.pack("<II", column, 0)
            if (address := made.get((at, column))) is not None:
                tokens = b"\x17" + struct.pack("<H", len(address)) + address.encode("utf-16-le")
                tokens += b"\x42\x01\x67\x01"
                rest = struct.pack("<HI", 0, len(tokens)) + tokens + struct.pack("<I", 0)
                sheet += _new(8, where + _new_text(cell) + rest)
            elif isinstance(cell, str):
                sheet += _new(6, where + _new_text(cell))
            else:
                sheet += _new(5, where + struct.pack("<d", cell))
    sheet += _new(146)
    for number, (row, column, _) in enumerate(links, 1):
        cells = struct.pack("<IIII", row, row, column, column)
        sheet += _new(494, cells + _new_text(f"rId{number}") + _new_text("") * 3)
    sheet += _new(130)
    bundle = struct.pack("<II", 0, 1) + _new_text("rId1") + _new_text("Events")
    book = _new(131) + _new(143) + _new(156, bundle) + _new(144) + _new(132)
    targets = {f"rId{number}": address for number, (_, _, address) in enumerate(links, 1)}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels", _relations({"rId1": "worksheets/sheet1.bin"}, "worksheet")
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        archive.writestr("xl/worksheets/_rels/sheet1.bin.rels", _relations(targets, "hyperlink"))
    return path


def _new(number, body=b""):
    head = bytes([number]) if number < 128 else bytes([number & 127 | 128, number >> 7])
    size, length = len(body), b""
    while size > 127:
        length, size = length + bytes([size & 127 | 128]), size >> 7
    return head + length + bytes([size]) + body


def _new_text(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _relations(targets, kind):
    space = "http://schemas.openxmlformats.org"
    inner = "".join(
        f'<Relationship Id="{name}" Type="{space}/officeDocument/2006/relationships/{kind}"'
        f' Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{space}/package/2006/relationships">{inner}</Relationships>'
