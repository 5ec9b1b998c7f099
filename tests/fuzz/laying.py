"""How a table lies in a file: what stands above, between and below its rows, in which format."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from fuzz.inventing import Cell, Column, Table, Truth

Row = list[Cell]
Merged = tuple[int, int, int, int]


@dataclass
class Sheet:
    """Rows of cells, and the cells that are merged: first and last row, first and last column."""

    name: str
    rows: list[Row]
    merged: list[Merged] = field(default_factory=list)


def lay(table: Table, path: Path) -> Path:
    """Write a table into a file in the way that chance has it; return the file.

    Parameters
    ----------
    path
        Of the file, without its end.
    """
    kind = table.random.choice(tuple(KINDS))
    table.traits.append(kind)
    return KINDS[kind](table, path)


# Rows above, between and below


def _sheets(table: Table) -> list[Sheet]:
    """Return the sheets of a workbook."""
    layout = table.random.choice(("one", "one", "merged", "years", "regions", "sum"))
    if layout == "merged" and table.headings("region"):
        return [_merge_regions(table)]
    if layout == "years" and all(truth.start for truth in table.truths):
        return _part_by(table, lambda truth: str(truth.start and truth.start.year), "years")
    if layout == "regions" and len({truth.region for truth in table.truths}) > 1:
        code = table.language.code
        return _part_by(table, lambda truth: truth.town.named(code)[1], "regions")
    heads = _heads(table)
    sheet = Sheet("Data", _surround(table, *heads))
    if len(heads) > 1:
        sheet.merged = _merge_heads(heads[0], sheet.rows.index(heads[0]))
    if layout == "sum" and table.headings("killed"):
        table.traits.append("sheet of sums")
        counts = [truth.said[0].killed.best or 0 for truth in table.truths]
        return [sheet, Sheet("Summary", [["Total killed"], [sum(counts)]])]
    return [sheet]


def _part_by(table: Table, key: Callable[[Truth], str], trait: str) -> list[Sheet]:
    """Return a sheet for each year or region, whose column is left out if that is what it says."""
    table.traits.append(f"sheets of {trait}")
    table.sort(key)
    columns = [c for c in table.columns if trait != "regions" or c.field != "region"]
    sheets: dict[str, Sheet] = {}
    for at, truth in enumerate(table.truths):
        name = key(truth)
        head: Row = [column.heading for column in columns]
        sheet = sheets.setdefault(name, Sheet(name[:31], [head]))
        sheet.rows.append([column.cells[at] for column in columns])
    return list(sheets.values())


def _merge_regions(table: Table) -> Sheet:
    """Return a sheet in which a region's name is one cell over all of its rows."""
    table.traits.append("merged regions")
    table.sort(lambda truth: truth.town.region)
    at = next(n for n, column in enumerate(table.columns) if column.field == "region")
    rows: list[Row] = [[column.heading for column in table.columns], *_body(table)]
    merged: list[Merged] = []
    first = 1
    for here in range(2, len(rows) + 1):
        if here == len(rows) or rows[here][at] != rows[first][at]:
            if here - first > 1:
                merged.append((first, here - 1, at, at))
            first = here
    for top, bottom, left, _ in merged:
        for row in rows[top + 1 : bottom + 1]:
            row[left] = None
    return Sheet("Data", rows, merged)


def _body(table: Table) -> list[Row]:
    return [[column.cells[at] for column in table.columns] for at in range(len(table.truths))]


def _surround(table: Table, *heads: Row | list[str]) -> list[Row]:
    """Return the rows of a table with its headings, and with what people write around them."""
    rows: list[Row] = _body(table)
    width = len(table.columns)
    inside = table.random.choice(("", "", "", "total", "subtotals", "titles", "blanks", "note"))
    if inside:
        table.traits.append(inside)
    if inside == "total":
        rows.append(_sum(table, range(len(rows)), table.language.total))
    elif inside == "subtotals":
        half = len(rows) // 2
        upper, lower = range(half), range(half, len(rows))
        rows = [
            *rows[:half],
            _sum(table, upper, table.language.subtotal),
            *rows[half:],
            _sum(table, lower, table.language.subtotal),
            _sum(table, range(len(rows)), table.language.total),
        ]
    elif inside == "titles":
        half = len(rows) // 2
        rows = [_alone("Eastern front", width), *rows[:half], _alone("South", width), *rows[half:]]
    elif inside == "blanks":
        rows = [each for row in rows for each in (row, _alone("", width))]
    elif inside == "note":
        rows += [_alone("", width), _alone(table.language.note, width)]
    head = [list(row) for row in heads]
    if table.chance(0.2):
        table.traits.append("preamble")
        names = [f"Incidents in {table.country.names['en']}", "Exported on: 2026-01-15", ""]
        head = [*(_alone(name, width) for name in names), *head]
    return [*head, *rows]


def _alone(text: str, width: int) -> Row:
    return [text, *[""] * (width - 1)]


SUMMED = ("killed", "injured", "civilians", "soldiers", "men", "women", "children")


def _sum(table: Table, rows: Iterable[int], name: str) -> Row:
    """Return a row of sums of the columns that count people, named in the first other one."""
    at = list(rows)
    found: Row = []
    named = False
    for column in table.columns:
        if column.field in SUMMED:
            numbers = [int(float(str(column.cells[n]))) for n in at if _is_number(column.cells[n])]
            found.append(sum(numbers))
        else:
            found.append("" if named else name)
            named = True
    return found


def _is_number(cell: Cell) -> bool:
    return str(cell).replace(".", "", 1).isdigit()


# Files


def _save(path: Path, rows: Sequence[Row], *, delimiter: str, encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def _heads(table: Table) -> list[Row]:
    """Return one row of headings, or two where some columns have a common one above."""
    groups = {
        "where": ("place", "region", "country", "lat", "lon", "district"),
        "people": ("killed", "injured"),
    }
    below: Row = [column.heading for column in table.columns]
    if table.language.code != "en" or not table.chance(0.2):
        return [below]
    table.traits.append("two rows of headings")
    order = {name: at for at, names in enumerate(groups.values(), 1) for name in names}
    table.columns.sort(key=lambda column: order.get(column.field, 0))
    above: Row = []
    last = 0
    for column in table.columns:
        group = order.get(column.field, 0)
        above.append(("", "Location", "Casualties")[group] if group != last else "")
        last = group
    return [above, [column.heading for column in table.columns]]


def _merge_heads(head: Row, line: int) -> list[Merged]:
    """Return the cells of a row of common headings, each merged over what it is common to."""
    begun = [at for at, text in enumerate(head) if text]
    ends = [*begun[1:], len(head)]
    return [(line, line, at, end - 1) for at, end in zip(begun, ends, strict=True) if end - at > 1]


def _comma(table: Table, path: Path) -> Path:
    return _save(path.with_suffix(".csv"), _surround(table, *_heads(table)), delimiter=",")


def _semicolon(table: Table, path: Path) -> Path:
    rows = _surround(table, *_heads(table))
    return _save(path.with_suffix(".csv"), rows, delimiter=";", encoding="utf-8-sig")


def _tab(table: Table, path: Path) -> Path:
    return _save(path.with_suffix(".tsv"), _surround(table, *_heads(table)), delimiter="\t")


def _codepage(table: Table, path: Path) -> Path:
    """Write the language's old code page, or UTF-16 where a cell has other letters."""
    rows = _surround(table, [column.heading for column in table.columns])
    path = path.with_suffix(".csv")
    try:
        return _save(path, rows, delimiter=";", encoding=table.language.codepage)
    except UnicodeEncodeError:
        table.traits.append("utf-16")
        return _save(path, rows, delimiter=";", encoding="utf-16")


def _as_number(cell: Cell) -> Cell:
    """Return a number where a workbook would have one."""
    text = str(cell)
    if isinstance(cell, str) and text.isdigit() and (text == "0" or text[0] != "0"):
        return int(text)
    return cell


def _workbook(table: Table, path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in _sheets(table):
        page = book.create_sheet(sheet.name)
        for row in sheet.rows:
            page.append([None if cell == "" else _as_number(cell) for cell in row])
        for top, bottom, left, right in sheet.merged:
            page.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "style", "table", "text")
)


def _open_document(table: Table, path: Path) -> Path:
    path = path.with_suffix(".ods")
    pages = "".join(map(_ods_sheet, _sheets(table)))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:body><office:spreadsheet>{pages}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def _ods_sheet(sheet: Sheet) -> str:
    spans = {
        (top, left): (bottom - top + 1, right - left + 1)
        for top, bottom, left, right in sheet.merged
    }
    rows = "".join(
        "<table:table-row>"
        + "".join(
            _ods_cell(_as_number(cell), spans.get((at, n), (1, 1))) for n, cell in enumerate(row)
        )
        + "</table:table-row>"
        for at, row in enumerate(sheet.rows)
    )
    return f'<table:table table:name="{escape(sheet.name)}">{rows}</table:table>'


def _ods_cell(cell: Cell, spanned: tuple[int, int]) -> str:
    names = zip(("rows", "columns"), spanned, strict=True)
    span = "".join(f' table:number-{name}-spanned="{over}"' for name, over in names if over > 1)
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, dt.date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{cell}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}{span}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def _dump(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False, default=str), encoding="utf-8")
    return path


def _records(table: Table, columns: Sequence[Column]) -> list[dict[str, Cell]]:
    return [{c.heading: c.cells[at] for c in columns} for at in range(len(table.truths))]


def _flat_json(table: Table, path: Path) -> Path:
    return _dump(path.with_suffix(".json"), _records(table, table.columns))


def _json_lines(table: Table, path: Path) -> Path:
    path = path.with_suffix(".jsonl")
    lines = [
        json.dumps(each, ensure_ascii=False, default=str) for each in _records(table, table.columns)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _nested_json(table: Table, path: Path) -> Path:
    """Write the place and the people as objects of their own, below one or two keys."""
    nests = {
        "location": ("place", "region", "country", "lat", "lon", "point"),
        "casualties": ("killed", "injured", "civilians", "soldiers", "men", "women", "children"),
    }
    plain = [c for c in table.columns if not any(c.field in names for names in nests.values())]
    records: list[dict[str, object]] = [dict(each) for each in _records(table, plain)]
    for name, fields in nests.items():
        own = [column for column in table.columns if column.field in fields]
        for record, nested in zip(records, _records(table, own), strict=True):
            if nested:
                record[name] = nested
    content: object = {"count": len(records), "incidents": records}
    return _dump(path.with_suffix(".json"), {"data": content} if table.chance(0.5) else content)


def _geojson(table: Table, path: Path) -> Path:
    """Write points as geometries, where the table has any."""
    if not table.headings("lat"):
        return _flat_json(table, path)
    own = [column for column in table.columns if column.field not in ("lat", "lon", "precision")]
    features = [
        {"type": "Feature", "geometry": _geometry(truth), "properties": properties}
        for truth, properties in zip(table.truths, _records(table, own), strict=True)
    ]
    for truth in table.truths:
        truth.pin = True
    return _dump(path.with_suffix(".geojson"), {"type": "FeatureCollection", "features": features})


def _geometry(truth: Truth) -> object:
    if truth.point is None:
        return None
    return {"type": "Point", "coordinates": [truth.point[1], truth.point[0]]}


KINDS: dict[str, Callable[[Table, Path], Path]] = {
    "csv": _comma,
    "csv of semicolons": _semicolon,
    "tsv": _tab,
    "csv in a code page": _codepage,
    "xlsx": _workbook,
    "ods": _open_document,
    "json": _flat_json,
    "jsonl": _json_lines,
    "nested json": _nested_json,
    "geojson": _geojson,
}
"""What writes the file, by the kind of it."""
