"""Which rows of a table name its columns, and by which names they are called here.

Titles, notes and dates of export stand above many a table, groups of columns above their names,
and numbers of the columns below. What is named is found by what stands below it.
"""
# ruff: noqa: RUF001 - Cyrillic letters

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from eventmap.errors import FileError

SAMPLE = 200
"""Rows that are looked at to tell a header from a row of data."""

_GDELT = frozenset({57, 58, 61})
_TITLES = 5
"""So many lines above a table may be whatever they are; below more, names have to look like it."""
_DEEPEST = 3
"""So many rows may name the columns together."""
_WIDE = 0.6
"""Share of the columns that are filled in a table which a row of names has to name."""
_COMMON = 0.1
"""Share of the rows that are as wide as the table: a table may have many notes around it."""
_LONGEST_NAME = 80
_COLUMNS_TO_BE_SURE = 3
_TWO = 2
"""A row of one cell names no columns of a table, one of a key and its value neither."""
_SHOWN = 200

_DATES = (
    re.compile(r"\d{4}-\d\d-\d\d([T ].*)?"),
    re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}( .*)?"),
    re.compile(r"[12]\d{7}"),
)
_A_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}([T ].{0,20})?")
_TELLS_YEAR = re.compile(r"(?:1[5-9]|20)\d\d|\d[./-]\d{1,2}[./-]\d")
_DECIMAL = re.compile(r"[+-]?\d+[.,]\d+")
_SHAPES = (*_DATES, _DECIMAL, re.compile(r"\d{5,}"))
"""Dates, decimals and long whole numbers: what stands in cells and hardly ever names a column."""
_EXACT = re.compile(r"[+-]?\d{1,3}[.,]\d{3,}")
"""A decimal that names no column of numbers, whatever decimals these have: half of a point."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_DAY = re.compile(r"[12]\d{7}")
HASHTAG = re.compile(r"\s*#[A-Za-z]\w*(?:\s*\+\s*[A-Za-z]\w*)*\s*")
"""A cell of HXL, the Humanitarian Exchange Language, such as "#date +start"."""
_NOTHING = re.compile(
    r"[\W_]*+(?:n/?a|na|none|null|nil|nan|unknown|unk|tb[ac]|not known|not available|no data|"
    r"невідомо|немає( даних)?|неизвестно|нет( данных)?|unbekannt|k\.? ?a\.?|inconnue?|nd|"
    r"desconocid[oa]|sin datos|nieznan[aey]|brak( danych)?|غير معروف)?[\W_]*+",
    re.IGNORECASE,
)
"""Words for no value: what stands in a row of data where others have a number."""

_COLUMN = re.compile(
    r"(?:date|day|time|year|lat|lon|lng|killed|dead|death|fatal|injur|wound|number|no\b|id\b|№|"
    r"дата|день|рік|год|час|шир|довг|долг|загин|вбит|погиб|убит|поран|ранен|к-сть|кільк|кол|"
    r"fecha|d[ií]a|año|muert|herid|datum|tag\b|jahr|breite|länge|tote|verletzt|jour|ann[ée]e|"
    r"morts|tués|bless|data|rok|szer|dług|zabi|rann|تاريخ|خط|قتل|جرح)",
    re.IGNORECASE,
)
"""How words begin that name columns of dates and numbers."""

_PART = r"(?:[dtjд]{1,4}|[mм]{1,4}|[yajр]{2,4})"
_MASK = re.compile(
    rf"\W{{0,3}}(?:{_PART}\W{{1,2}}{_PART}\W{{1,2}}{_PART}|yyyymmdd|ddmmyyyy|ррррммдд|ддммрррр|ггггммдд"
    r"|д{1,2}\Wм{1,2}\Wг{2,4})(?:\W{0,2}[hmsгхс: ]{2,8})?\W{0,3}",
    re.IGNORECASE,
)
"""How days are to be written: "dd/mm/yyyy", "дд.мм.рррр", "TT.MM.JJJJ"."""

_UNIT = re.compile(
    r"\W{0,3}(?:#|n|no\.?|nr\.?|count|number|integer|persons?|people|pers\.?|(?:decimal )?degrees?|"
    r"dd|deg\.?|°|wgs ?84|осіб|особи?|ос\.?|люд(?:ей|и)|чол(?:овік)?\.?|кількість|градус[иыів]{0,2}"
    r"|человек|чел\.?|количество|personnes?|nombre|personas?|número|personen|anzahl|os[oó]by|os[oó]b|"
    r"liczba|grad|grados|degrés|شخص|أشخاص|عدد)\W{0,3}",
    re.IGNORECASE,
)
"""What numbers in a column are of."""

_DATED = re.compile(
    r"(?:\S{1,20} )?(?:date|day|when|дата|день|коли|когда|fecha|d[ií]a|datum|tag|jour|data|dzień|"
    r"kiedy|تاريخ|التاريخ|اليوم)(?: \S{1,20}){0,3}",
    re.IGNORECASE,
)
"""A heading of a column of days."""
_OPEN = re.compile(r"unknown|not |невід|неизв|inconn|descono|unbek|niezn|غير", re.IGNORECASE)

NumberedRow = tuple[int, list[str]]
"""A row's line, counted from 1, and its cells; blank ones are empty."""


class MergedCells(NamedTuple):
    """Cells that a workbook shows as one: lines from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Position:
    """Where a user says that a table lies in its file.

    Parameters
    ----------
    sheet
        Name of the one sheet of a workbook that is read.
    header_row
        Line of the first row that names columns.
    """

    sheet: str | None = None
    header_row: int | None = None

    def check(self, name: str, kind: str, *, rows: bool = False) -> None:
        """Raise ``FileError`` for a file of a kind that has no sheets, or none with `rows`."""
        if self.sheet is not None:
            raise FileError(
                f"{name} is {kind} and has no sheet {self.sheet!r}; allowed: a sheet of a workbook."
            )
        if self.header_row is not None and not rows:
            raise FileError(
                f"{name} is {kind}, which names its columns itself and not in row "
                f"{self.header_row}; allowed: the row of a header in delimited text or a workbook."
            )


@dataclass(frozen=True)
class Header:
    """What is above the data of a table.

    Parameters
    ----------
    names
        Of the columns, each once.
    given
        Whether a row gave them; else they are "1", "2", ...
    skipped
        How many of the rows looked at are not data.
    notes
        What was done about it, in sentences.
    titles
        The texts of the rows above that are titles.
    rows
        The cells of each row that names columns.
    tags
        The row of hashtags, if it stands above the names: it belongs to the data, where it is
        looked for.
    """

    names: list[str]
    given: bool
    skipped: int
    notes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    tags: tuple[NumberedRow, ...] = ()


def read_header(
    rows: Sequence[NumberedRow], merges: Sequence[MergedCells] = (), header_row: int | None = None
) -> Header:
    """Return the header of a table that begins with `rows`, none of which is blank throughout.

    The first row is the header, unless

    - it names much fewer columns than the table has: then it is a title, and the header is the
      first row that does name them; or
    - it is a row of data: it is as wide as an event table of GDELT (57, 58 or 61), its first
      cell all digits and its second eight digits; or one of its cells is a date, a decimal or a
      whole number of five digits or more, or the only one of them that is a year, and all other
      cells of the column look the same, or are numbers below a decimal of three decimals or more,
      and no cell that has a letter stands above a column of numbers. A single row is always a
      header.

    Rows below it that go on naming, under a cell for several columns, belong to it. Names that
    stand left of their columns, see `_stand_left`, are moved.

    Parameters
    ----------
    merges
        Cells of a workbook that are shown as one.
    header_row
        Line of the header, if it was named by hand.
    """
    titles = _count_titles(rows, merges) if header_row is None else _find_line(rows, header_row)
    notes = [
        f"Row {line} was skipped as a title: {shown(cells)!r}." for line, cells in rows[:titles]
    ]
    above = tuple(shown(cells) for _, cells in rows[:titles])
    first = rows[titles][1]
    if header_row is None and is_data(first, [cells for _, cells in rows[titles + 1 : SAMPLE]]):
        notes.append("No row names the columns: they are called by their numbers.")
        names = [str(number) for number in range(1, len(first) + 1)]
        return Header(names, given=False, skipped=titles, notes=tuple(notes), titles=above)
    tags: tuple[NumberedRow, ...] = ()
    if _names_below_tags(rows[titles:]):
        tags, titles = (rows[titles],), titles + 1
    cells, depth = _join_rows(rows[titles:], merges)
    naming = rows[titles : titles + depth]
    if depth > 1:
        to = "and" if depth == _TWO else "to"
        notes.append(f"Rows {naming[0][0]} {to} {naming[-1][0]} name the columns together.")
    skipped = titles + depth
    if skipped < len(rows) and _numbers_columns(rows[skipped][1], rows[skipped + 1 :]):
        notes.append(f"Row {rows[skipped][0]} numbers the columns and is no event.")
        skipped += 1
    if depth == 1 and (days := _stand_left(cells, [row for _, row in rows[skipped:]])):
        notes.append(
            f"The names of the columns stand one column too far left, for {days!r} is above no"
            " dates: each is read of the column to its right."
        )
        cells = ["", *(cell for cell in cells if cell.strip())]
    names = list(unique_names(cells))
    notes += _describe_names(cells, names)
    said = tuple(tuple(row) for _, row in naming)
    return Header(
        names,
        given=True,
        skipped=skipped,
        notes=tuple(notes),
        titles=above,
        rows=said,
        tags=tags,
    )


def shown(cells: Sequence[str]) -> str:
    """Return what a row says, for a message."""
    return " | ".join(cell.strip() for cell in cells if cell.strip())[:_SHOWN]


def _find_line(rows: Sequence[NumberedRow], line: int) -> int:
    lines = [number for number, _ in rows]
    if line not in lines:
        raise FileError(
            f"Row {line} names no columns: it is blank or not among the first {SAMPLE} that have "
            f"cells; allowed: {', '.join(map(str, lines[:10]))} ..."
        )
    return lines.index(line)


def is_data(first: Sequence[str], later: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row of a table is data, by the rule of `read_header`."""
    if len(first) in _GDELT and first[0].isdigit() and _DAY.fullmatch(first[1]):
        return True
    shaped = False
    shapes = (*_SHAPES, _YEAR) if sum(map(bool, map(_YEAR.fullmatch, first))) == 1 else _SHAPES
    later = [row for row in later if count_filled(row) > 1]  # not the titles between the rows
    for i, cell in enumerate(first):
        below = [row[i] for row in later if i < len(row) and row[i]]
        if any(map(str.isalpha, cell)) and below and all(map(_NUMBER.fullmatch, below)):
            return False
        if below and not shaped:
            same = (shape for shape in shapes if shape.fullmatch(cell))
            shaped = any(all(map(shape.fullmatch, below)) for shape in same)
            shaped |= bool(_EXACT.fullmatch(cell)) and all(map(_NUMBER.fullmatch, below))
    return shaped


def _count_titles(rows: Sequence[NumberedRow], merges: Sequence[MergedCells]) -> int:
    """Return how many rows stand above the one that names columns."""
    counts = [count_filled(cells) for _, cells in rows]
    common = max(2, int(_COMMON * len(counts)))
    table = sorted(counts, reverse=True)[min(common, len(counts)) - 1]
    for at, (_, cells) in enumerate(rows):
        if counts[at] < _TWO or (_is_key_and_value(cells) and table > _TWO):
            continue
        named = count_filled(_join_rows(rows[at:], merges)[0])
        as_below = _are_names(cells) and named >= median(counts[at + 1 :] or [0])
        if named >= _WIDE * table or as_below:
            return at if at <= _TITLES or _are_names(cells) else 0
    return 0


def count_filled(cells: Sequence[str]) -> int:
    """Return how many cells of a row have text."""
    return sum(not cell.isspace() for cell in cells if cell)


def _is_key_and_value(cells: Sequence[str]) -> bool:
    given = [cell.strip() for cell in cells if cell.strip()]
    return len(given) == _TWO and given[0].endswith(":")


def _are_names(cells: Sequence[str]) -> bool:
    """Return whether a row far below the top of a file names columns, by its looks."""
    given = [cell.strip() for cell in cells if cell.strip()]
    return (
        len(given) >= _COLUMNS_TO_BE_SURE
        and len(set(given)) > len(given) // 2
        and all(len(cell) <= _LONGEST_NAME and not cell.endswith((".", ";")) for cell in given)
        and not any(shape.fullmatch(cell) for shape in _SHAPES for cell in given)
    )


def _join_rows(rows: Sequence[NumberedRow], merges: Sequence[MergedCells]) -> tuple[list[str], int]:
    """Return the cells that the first row, and those below that belong to it, name columns by."""
    line, first = rows[0]
    groups = _spread(line, first, merges)
    ends = line + sum(cell.count("\n") for cell in first)
    parts = [[cell.strip()] for cell in groups]
    depth = 1
    for below, cells in rows[1:_DEEPEST]:
        rest = [row for _, row in rows[depth + 1 : SAMPLE]]
        spread = _spread(below, cells, merges)
        spread += [""] * (len(parts) - len(spread))
        beyond = any(map(str.strip, spread[len(parts) :]))
        spread = spread[: len(parts)]
        apart = below > ends + 1  # a title stands apart, and a group on its columns
        if beyond or apart or not _goes_on(groups, spread, rest, line, merges):
            break
        groups = _fill_groups(groups, spread)
        for part, group, cell in zip(parts, groups, spread, strict=True):
            part[0] = part[0] or group.strip()
            if cell.strip() and cell.strip() != part[-1]:
                part.append(cell.strip())
        groups, line, depth = spread, below, depth + 1
        ends = below + sum(cell.count("\n") for cell in cells)
    if depth == 1:
        return list(first), 1
    return [" / ".join(filter(None, part)) for part in parts], depth


def _spread(line: int, cells: Sequence[str], merges: Sequence[MergedCells]) -> list[str]:
    """Return a row with the text of each merged cell in all of its columns."""
    found = list(cells)
    for merge in merges:
        if merge.top <= line <= merge.bottom and merge.left < len(found):
            for at in range(merge.left + 1, min(merge.right + 1, len(found))):
                found[at] = found[at] or found[merge.left]
    return found


def _goes_on(
    above: Sequence[str],
    cells: Sequence[str],
    data: Sequence[Sequence[str]],
    line: int,
    merges: Sequence[MergedCells],
) -> bool:
    """Return whether `cells`, below a row that names columns, name them, too."""
    given = [cell for cell in cells if cell.strip()]
    if not given or any(looks_like_data(cell) or HASHTAG.fullmatch(cell) for cell in given):
        return False
    grouped = any(
        merge.top <= line <= merge.bottom and merge.left < merge.right for merge in merges
    )
    return (
        grouped
        or _fills_gaps(above, cells, data)
        or _heads_numbers(cells, data)
        or _translates(above, cells, data)
    )


def _translates(above: Sequence[str], cells: Sequence[str], data: Sequence[Sequence[str]]) -> bool:
    """Return whether a row names the same columns again, in other words: one of days, and all."""
    pairs = [
        (at, name.strip(), cell.strip())
        for at, (name, cell) in enumerate(zip(above, cells, strict=True))
        if name.strip() or cell.strip()
    ]
    if len(pairs) < _COLUMNS_TO_BE_SURE or not all(name and cell for _, name, cell in pairs):
        return False
    days = [at for at, name, cell in pairs if names_days(name) and names_days(cell)]
    below = [row[at] for row in data for at in days if at < len(row) and row[at].strip()]
    dated = sum(any(map(str.isdigit, cell)) for cell in below) > len(below) / 2
    given = [cell for _, _, cell in pairs]
    return dated and _are_names(given) and not any(map(str.isdigit, "".join(given)))


def names_days(heading: str) -> bool:
    """Return whether a heading is that of days, whatever they are of."""
    text = heading.strip()
    return _DATED.fullmatch(text) is not None and not _OPEN.search(text)


def looks_like_data(cell: str) -> bool:
    """Return whether a cell is a date or a number by its looks."""
    text = cell.strip()
    return bool(_NUMBER.fullmatch(text)) or any(shape.fullmatch(text) for shape in _SHAPES)


def _fills_gaps(above: Sequence[str], cells: Sequence[str], data: Sequence[Sequence[str]]) -> bool:
    """Return whether a row names just what the row above, which names groups, leaves open.

    Beside a group of several columns there may be one of a single column of numbers.
    """
    groups = 0
    for at, (group, cell) in enumerate(zip(above, cells, strict=True)):
        before, own = (above[at - 1].strip() if at else ""), group.strip()
        if own and _says_how(cell):
            continue
        if own and cell.strip() and own != cell.strip():
            # A group goes on to the right, blank or by the same name.
            following = above[at + 1].strip() if at + 1 < len(above) else own + "?"
            several = following in ("", own) or before == own
            if not several and (_NOTHING.fullmatch(cell) or not _stands_over_numbers(at, data)):
                return False
            groups += several
        elif not own and not cell.strip():
            return False
    return groups > 0


def _stands_over_numbers(at: int, data: Sequence[Sequence[str]]) -> bool:
    below = [row[at].strip() for row in data if at < len(row) and row[at].strip()]
    return bool(below) and all(map(_NUMBER.fullmatch, below))


def _says_how(cell: str) -> bool:
    """Return whether a cell says how a column is written: "(WGS 84)", "dd/mm/yyyy"."""
    text = cell.strip()
    return (text.startswith("(") and text.endswith(")")) or _MASK.fullmatch(text) is not None


def _fill_groups(above: Sequence[str], cells: Sequence[str]) -> list[str]:
    """Return the row above with the name of a group over all of its columns."""
    filled = list(above)
    for at in range(1, len(filled)):
        if not filled[at].strip() and cells[at].strip():
            filled[at] = filled[at - 1]
    return filled


def _heads_numbers(cells: Sequence[str], data: Sequence[Sequence[str]]) -> bool:
    """Return whether words stand above every column of dates and numbers.

    In brackets, as units do, or above all of them, and then some have to be words for columns, or
    units: a row of data may have other words where most have numbers. How days are to be written
    no such row says.
    """
    if any(_MASK.fullmatch(cell.strip()) for cell in cells):
        return True
    words = units = bare = known = 0
    for at, cell in enumerate(cells):
        text = cell.strip()
        below = [row[at].strip() for row in data if at < len(row) and row[at].strip()]
        shaped = bool(below) and all(map(looks_like_data, below))
        if not shaped:
            units = units if not text or text.startswith("(") else -len(cells)
        elif not _UNIT.fullmatch(text) and (
            _NOTHING.fullmatch(text) or any(map(str.isdigit, text))
        ):
            bare += 1
        else:
            words += 1
            units += text.startswith("(") and text.endswith(")")
            known += (_COLUMN.match(text) or _UNIT.fullmatch(text)) is not None
    return units > 0 or (words >= _COLUMNS_TO_BE_SURE and known >= _TWO and not bare)


def _stand_left(cells: Sequence[str], data: Sequence[Sequence[str]]) -> str:
    """Return a heading of days if all stand left of what they name, as where R numbers the rows.

    The rows are numbered and have one column more than there are names, and each heading of days
    is above nothing that tells a year, and the days are right of it.
    """
    given = [*cells]
    while given and not given[-1].strip():
        given.pop()
    wide = [row for row in data if len(row) > len(given) and count_filled(row) > _TWO]
    last = sum(bool(row[len(given)].strip()) for row in wide)
    if len(wide) < max(_TWO, _WIDE * len(data)) or last < len(wide) / 2 or not all(given):
        return ""
    beyond = any(cell.strip() for row in wide for cell in row[len(given) + 1 :])
    if beyond or not _count_up([row[0].strip() for row in wide]):
        return ""
    days = [at for at, name in enumerate(given) if names_days(name.replace("_", " "))]
    for at in days:
        above = [row[at].strip() for row in wide if not _NOTHING.fullmatch(row[at])]
        right = [row[at + 1].strip() for row in wide if row[at + 1].strip()]
        if not above or any(map(_TELLS_YEAR.search, above)):
            return ""
        if not right or not all(map(_A_DAY.fullmatch, right)):
            return ""
    return given[days[0]].strip() if days else ""


def _count_up(texts: Sequence[str]) -> bool:
    """Return whether all are whole numbers, each greater than the one before."""
    if not all(text.isdecimal() for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return all(one < other for one, other in pairwise(numbers))


def _numbers_columns(cells: Sequence[str], later: Sequence[NumberedRow]) -> bool:
    """Return whether a row is "1", "2", "3", ..., and what stands below it is not only numbers."""
    given = [cell.strip() for cell in cells if cell.strip()]
    if len(given) < _COLUMNS_TO_BE_SURE or given != [str(at + 1) for at in range(len(given))]:
        return False
    return any(
        cell.strip() and not _NUMBER.fullmatch(cell.strip()) for _, row in later for cell in row
    )


def are_hashtags(texts: Sequence[str]) -> bool:
    """Return whether at least half of some texts are hashtags of HXL, and one is."""
    tags = sum(HASHTAG.fullmatch(text) is not None for text in texts)
    return tags > 0 and 2 * tags >= len(texts)


def _names_below_tags(rows: Sequence[NumberedRow]) -> bool:
    """Return whether HXL hashtags stand first and the names of the columns below them."""
    if len(rows) < 3:  # noqa: PLR2004 - tags, names, data
        return False
    (_, tags), (_, names) = rows[:2]
    if not are_hashtags([cell for cell in tags if cell.strip()]):
        return False
    data = [row for _, row in rows[2:SAMPLE]]
    heads = [
        (cell, [row[at] for row in data if at < len(row) and row[at].strip()])
        for at, cell in enumerate(names)
        if cell.strip()
    ]
    shaped = [cell for cell, below in heads if below and all(map(looks_like_data, below))]
    return bool(shaped) and not any(
        looks_like_data(cell) or _NOTHING.fullmatch(cell) for cell, _ in heads
    )


def names_anew(cells: Sequence[str], names: Sequence[str], *, apart: bool) -> bool:
    """Return whether a row among the data names the columns of another table below.

    Two of its cells name columns of the table above; or the row stands apart, and one does, or
    begins as names of dates and numbers do.

    Parameters
    ----------
    cells
        What the row says; nothing of it is a date or a number.
    names
        Of the columns of the table above.
    apart
        Whether a blank row or a title stands right above.
    """
    given = [text.strip() for text in cells if text.strip()]
    if not _are_names(given) or any(map(_NOTHING.fullmatch, given)):
        return False
    known = {name.strip().casefold() for name in names}
    again = sum(text.casefold() in known for text in given)
    if apart:
        return again > 0 or any(map(_COLUMN.match, given))
    return again >= _TWO


class Shapes:
    """What the cells of each column look like in the first rows: dates, numbers, or neither."""

    def __init__(self, rows: Sequence[Sequence[str]], width: int) -> None:
        cells = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
        self.dates = [bool(each) and _most(each, _is_date) for each in cells]
        self.shaped = [bool(each) and _most(each, looks_like_data) for each in cells]

    def count_misfits(self, cells: Sequence[str]) -> int:
        """Return how many cells of a row are neither date nor number where all others are."""
        return sum(
            bool(cell.strip()) and shaped and not looks_like_data(cell)
            for cell, shaped in zip(cells, self.shaped, strict=False)
        )


def _is_date(cell: str) -> bool:
    return any(shape.fullmatch(cell.strip()) for shape in _DATES)


def _most(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    return sum(map(test, cells)) >= len(cells) / 2


def unique_names(cells: Sequence[str]) -> Iterator[str]:
    """Yield a name for each column: " (2)" is added to one that occurs again."""
    taken = {cell.strip() for cell in cells}
    seen: set[str] = set()
    last: dict[str, int] = {}
    for number, cell in enumerate(cells, 1):
        name = wanted = cell.strip() or f"column {number}"
        while name in seen or (name in taken and name != cell.strip()):
            last[wanted] = again = last.get(wanted, 1) + 1
            name = f"{wanted} ({again})"
        seen.add(name)
        yield name


def _describe_names(cells: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    for cell, name in zip(cells, names, strict=True):
        if not cell.strip():
            yield f"A column without a name is called {name!r}."
        elif cell.strip() != name:
            yield f"The column name {cell.strip()!r} occurs again: that column is called {name!r}."
