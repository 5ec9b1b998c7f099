"""Rows of a table that are no records of it: totals, notes, the header again, titles between.

Each is refused as what it is. What a row of events may say as well is left to it: a total is one
only where it says nothing of its own, neither a day nor, beside its word, any other text.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from eventmap.errors import Reject, row_text
from eventmap.places import unit_code
from eventmap.readers.files.headers import (
    SAMPLE,
    Header,
    MergedCells,
    Shapes,
    looks_like_data,
    names_anew,
    names_days,
    unique_names,
)

_TOTALS = (
    "grand total|sub-?totals?|totals?|overall total|sum|"
    "всього|усього|разом|загалом|підсумок|сума|загальна сума|итого|всего|общий итог|сумма|"
    "gesamt(?:summe|ergebnis)?|insgesamt|zwischensumme|summe|"
    "razem|łącznie|ogółem|suma(?: końcowa| całkowita)?|"
    "total g[ée]n[ée]ral|sous-total|totaux|en tout|totale|"
    "المجموع الكلي|المجموع|الإجمالي|مجموع|إجمالي"
)
_AVERAGES = "average|mean|середнє|среднее|durchschnitt|moyenne|promedio|średnia"
_BEFORE, _AFTER = r"[\s*=«\"'(\-–—]*", r"[\s:;.,()\-–—=]"
"""Signs, named one by one: of two engines of patterns only one knows which letters there are."""
TOTAL = rf"(?i)^{_BEFORE}(?:{_TOTALS})(?:{_AFTER}.{{0,60}})?$"
"""What the label of a total begins with."""
BARE_TOTAL = rf"(?i)^{_BEFORE}(?:{_TOTALS}|{_AVERAGES}){_AFTER}*$"
"""The whole label of a total that says no more."""
ENDS_IN_TOTAL = rf"(?i)^.{{1,60}}\s(?:total|subtotal|итог|підсумок|ergebnis){_AFTER}*$"
"""How spreadsheets call the total of a group: "Kharkiv Total"."""
_TELLS_TOTAL = rf"(?i)(?:{_TOTALS}|{_AVERAGES}|total|итог|підсумок|ergebnis)"
"""What none of the three can do without; asked first, of all cells at once."""
NOTE = (
    r"(?i)^(?:\s*(?:[*†‡¹²³©]|\[?\d{1,2}\]|\(\d{1,2}\))|"
    r"\W*(?:notes?|n\.b\.?|sources?|data as of|as of|"
    r"last updated?|updated|generated|exported|prepared by|compiled|footnotes?|disclaimer|"
    r"приміт\w*|джерел\w*|станом на|дані|оновлено|підготув\w*|виконавець|"
    r"примечани\w*|источник\w*|по состоянию на|данные|обновлено|"
    r"quellen?|anmerkung\w*|hinweis\w*|stand|fuentes?|notas?|remarques?|źródł[oa]|uwag[ai]|"
    r"ملاحظ\w*|المصدر)\b)"
)
"""What a note below or within a table begins with."""
_PERIOD = (
    r"^\s*(?:[^\W\d_]{3,12}\.? )?(?:19|20)\d\d(?:\.0+| [^\W\d_]{1,8})?[.:]?\s*$"
    r"|^\s*(?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d\s*$|^\s*(?:19|20)\d\d[./-](?:0?[1-9]|1[0-2])\s*$"
)
"""A year, or a month of one: alone in its row, it is a heading of the rows below."""
_CLOCK = r"^\s*[0-2]?\d[:.][0-5]\d(?::[0-5]\d)?\s*$"
"""A time of day."""
_LONG = 60
_FEW = 2
_ALL_BUT, _SOME = 0.8, 0.3
_MANY = 2000

_DIGIT = r"\p{Nd}"
_WHOLE = r"[0-9]{1,6}"

SECTION, REGION, YEAR = "Section", "Region", "Year"
"""Columns for the titles that stand between rows; the latter two where they are of both kinds."""
_YEAR = r"\s*(?:19|20)\d\d\s*"

TOTALS, _SUMS, NOTES, _HEADER, ANEW, TITLE, _RULE, _OF_ANOTHER = (
    "a row of totals, no event",
    "its numbers are the sums of rows beside it, no event",
    "a note, no event",
    "the header again, no event",
    "the header of another table below, no event",
    "a title between the rows",
    "a line drawn between the rows, no event",
    "a row of another table below, which tells no days: no event",
)


@dataclass(frozen=True)
class Record:
    """The rows of a table, and what is known of its columns."""

    cells: pd.DataFrame
    rejects: tuple[Reject, ...]
    notes: tuple[str, ...]


def set_aside(
    cells: pd.DataFrame, header: Header, shapes: Shapes, merges: Sequence[MergedCells] = ()
) -> Record:
    """Return the table without its rows that are no records, and these as refused.

    Parameters
    ----------
    cells
        Text by column of the heading, in that order, indexed by line.
    merges
        Cells of a workbook that are shown as one.
    """
    refused: dict[int, str] = dict.fromkeys(_repeats(cells, header), _HEADER)
    refused |= dict.fromkeys(_find_lines(cells), _RULE)
    refused |= dict.fromkeys(_find_totals(cells, shapes), TOTALS)
    refused |= dict.fromkeys(_find_sums(cells, refused), _SUMS)
    days = [str(name) for name in cells.columns if _has_years(cells[name])]
    for day in days if len(cells) <= _MOST_ADDED else ():
        refused |= dict.fromkeys(_find_sums_of_periods(cells, day, refused), _SUMS)
        refused |= dict.fromkeys(_find_sums_of_days(cells, day, refused), _SUMS)
    told = tuple(_tell_of_wholes(cells, days, refused)) if len(cells) <= _MOST_ADDED else ()
    titles = dict(_find_periods(cells, shapes, refused))
    headers = _find_headers(cells, header, shapes, refused)
    refused |= dict.fromkeys(headers, ANEW)
    undated = set(_find_undated(cells, header, shapes, headers))
    refused |= dict.fromkeys(undated, _OF_ANOTHER)
    refused |= dict.fromkeys(_find_others(cells, refused), _OF_ANOTHER)
    if titles:
        both = dict(sorted({**titles, **dict(_find_regions(cells, refused))}.items()))
        titles = both if _are_groups(both, _lines_of(cells)) else titles
    refused |= dict.fromkeys(titles, TITLE)
    for line, (text, reason) in _find_notes(cells, shapes, refused, merges).items():
        refused[line] = reason
        if reason == TITLE:
            titles[line] = text
    if not refused:
        return Record(cells, (), told)
    rejects = tuple(
        Reject(line, None, next(iter(row.values()), ""), refused[line], row_text(blank | row))
        for blank in [dict.fromkeys(map(str, cells.columns))]
        for line, row in _read_rows(cells, sorted(refused)).items()
    )
    titles = dict(sorted(titles.items()))
    kept = _name_anew(cells, headers, refused)
    notes = told + tuple(
        f"Row {line} names the columns of another table: what stands below it "
        + ("tells no days and is refused." if line + 1 in undated else "is read by its names.")
        for line in headers
    )
    if not titles:
        return Record(kept, rejects, notes)
    said = {}
    for column, own in _part_titles(titles, _lines_of(cells)).items():
        name = column
        while name in kept.columns:
            name += "'"
        said[name] = own.astype(cells.dtypes.iloc[0])[kept.index]
    names = " and ".join(map(repr, said))
    note = f"Titles stand between the rows; what stands below them has them as {names}."
    return Record(kept.assign(**said), rejects, (*notes, note))


_DRAWN = r"[\s:=_+*\-\N{EN DASH}\N{EM DASH}]{3,}"


def _find_lines(cells: pd.DataFrame) -> Iterator[int]:
    """Yield the rows that are drawn of dashes, as below the header of a table in Markdown."""
    if cells.empty or cells.shape[1] < _FEW:
        return
    # In Markdown, a bar begins the row: its first cell is blank.
    first = cells.iloc[:, 0].fillna(cells.iloc[:, 1])
    drawn = cells[first.str.fullmatch(_DRAWN).fillna(value=False).astype(bool)]
    for line, row in drawn.iterrows():
        if all(re.fullmatch(_DRAWN, text) for text in row.dropna()) and row.notna().sum() > 1:
            yield int(str(line))


def _part_titles(titles: Mapping[int, str], lines: list[int]) -> dict[str, pd.Series]:
    """Return the title of each row by the column for it: two where years and regions are groups."""
    columns = {SECTION: dict(titles)}
    if _are_groups(titles, lines):
        years = _years_in(titles)
        columns = {REGION: _without(titles, years), YEAR: years}
    return {
        name: pd.Series(own, dtype="object").reindex(lines).ffill() for name, own in columns.items()
    }


def _are_groups(titles: Mapping[int, str], lines: Sequence[int]) -> bool:
    """Return whether titles are years and known regions, the ones in groups of the others.

    Then each title of the larger groups has one of the smaller right below it.
    """
    years = _years_in(titles)
    regions = _without(titles, years)
    upper, lower = (years, regions) if next(iter(titles)) in years else (regions, years)
    below = dict(pairwise(lines))
    beside = bool(lower) and all(below.get(line) in lower for line in upper)
    return beside and all(unit_code(text) is not None for text in set(regions.values()))


def _years_in(titles: Mapping[int, str]) -> dict[int, str]:
    return {line: text for line, text in titles.items() if re.fullmatch(_YEAR, text)}


def _without(titles: Mapping[int, str], others: Collection[int]) -> dict[int, str]:
    return {line: text for line, text in titles.items() if line not in others}


def _lines_of(cells: pd.DataFrame) -> list[int]:
    return [int(line) for line in cells.index.tolist()]


def _find_notes(
    cells: pd.DataFrame, shapes: Shapes, refused: Collection[int], merges: Sequence[MergedCells]
) -> dict[int, tuple[str, str]]:
    """Return what rows of one cell say, and which of them are notes or titles, by line.

    Where there are very many, they are what the table consists of.
    """
    filled = cells.notna().sum(axis=1)
    filled = filled[~filled.index.isin(list(refused))]
    records = filled.index[filled > _FEW]
    others = records if len(records) else filled.index[filled > 1]
    last = int(others.max()) if len(others) else 0
    singles = filled.index[filled == 1]
    # Below the table, a key and its value: "Source:", "the Ministry".
    pairs = filled.index[(filled == _FEW) & (filled.index > last)]
    bare = len(singles) == len(filled)  # they are what the table consists of
    if cells.shape[1] <= _FEW or bare or len(singles) + len(pairs) > _MANY:
        return {}
    first = str(cells.columns[0])
    wide = {merge.top for merge in merges if merge.left < merge.right}
    found = {}
    for line, row in _read_rows(cells, sorted({*singles, *pairs})).items():
        (column, text), *more = row.items()
        strange = column == first and shapes.count_misfits([text]) > 0
        if more:
            if strange and (text.rstrip().endswith(":") or re.match(NOTE, text)):
                found[line] = (text, NOTES)
        elif re.match(NOTE, text) or (line > last and (strange or len(text) > _LONG)):
            found[line] = (text, NOTES)
        elif line < last and (strange or line in wide) and any(map(str.isalnum, text)):
            found[line] = (text, TITLE)
    return found


def _find_periods(
    cells: pd.DataFrame, shapes: Shapes, refused: Collection[int]
) -> Iterator[tuple[int, str]]:
    """Yield the rows that say nothing but a year, or a month of one, each with that.

    Where the rows that say more are dated so as well, one that says no more is left to them. So do
    rows of a day above those that tell times of it.
    """
    filled = cells.notna().sum(axis=1)
    single = (filled == 1) & ~cells.index.isin(list(refused))
    if not single.any() or single.sum() > _MANY:
        return
    for at, name in enumerate(cells.columns):
        alone = cells.loc[single, name].dropna()
        clock = cells.loc[filled > 1, name].dropna().str.match(_CLOCK)
        if len(clock) and clock.mean() >= _ALL_BUT:
            days = alone[alone.str.contains(r"\d") & ~alone.str.match(_CLOCK)]
            yield from zip(map(int, days.index), map(str, days), strict=True)
            continue
        if at and not (at < len(shapes.dates) and shapes.dates[at]):
            continue
        alone = alone[alone.str.match(_PERIOD)]
        others = cells.loc[filled > 1, name].dropna()
        if len(alone) and len(others) and others.str.match(_PERIOD).mean() <= _SOME:
            yield from zip(map(int, alone.index), map(str, alone), strict=True)


def _find_regions(cells: pd.DataFrame, refused: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yield the rows that say nothing but a region, in the first column, which holds no other."""
    first = cells[cells.columns[0]]
    single = (cells.notna().sum(axis=1) == 1) & ~cells.index.isin(list(refused))
    alone, others = first[single].dropna(), first[~single].dropna()
    known = {text for text in alone.unique()[:_MANY] if unit_code(str(text))}
    if not others.isin(known).any():
        found = alone[alone.isin(known)]
        yield from zip(map(int, found.index), map(str, found), strict=True)


def _read_rows(cells: pd.DataFrame, lines: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return what rows say, by line and column."""
    rows = cells.loc[list(lines)].to_dict("records")
    return {
        line: {str(name): text for name, text in row.items() if isinstance(text, str)}
        for line, row in zip(lines, rows, strict=True)
    }


def _repeats(cells: pd.DataFrame, header: Header) -> Iterator[int]:
    """Yield the lines of rows that say nothing but what the header says."""
    for said in header.rows:
        given = {str(cells.columns[at]): text.strip() for at, text in enumerate(said)}
        given = {name: text for name, text in given.items() if text}
        if len(given) < _FEW:
            continue
        same = pd.Series(data=True, index=cells.index)
        for name, text in islice(given.items(), _FEW):
            same &= cells[name].str.strip().eq(text).fillna(value=False)
        for line, row in _read_rows(cells, list(cells.index[same])).items():
            again = sum(given.get(column) == text.strip() for column, text in row.items())
            if again >= _ALL_BUT * len(row):
                yield line


def _find_headers(
    cells: pd.DataFrame, header: Header, shapes: Shapes, refused: Mapping[int, str]
) -> dict[int, list[str]]:
    """Return the names by the lines of rows that name the columns of another table below.

    Where there is one, the header again means the first table goes on.
    """
    shaped = [at for at, is_shaped in enumerate(shapes.shaped) if is_shaped]
    words = cells.iloc[:, shaped].notna().any(axis=1).to_numpy()
    for at in shaped:
        words = words & ~_has(cells.iloc[:, at], _DIGIT)
    lines, found = _lines_of(cells), {}
    for at in np.flatnonzero(words)[:_MANY]:
        said = cells.iloc[at].fillna("").tolist()
        above = lines[at - 1] if at else lines[at] - 1
        apart = at > 0 and (above < lines[at] - 1 or cells.iloc[at - 1].notna().sum() == 1)
        is_last = at == len(lines) - 1
        if lines[at] not in refused and not is_last and names_anew(said, header.names, apart=apart):
            found[lines[at]] = list(unique_names(said))
    if found:
        own = list(map(str, cells.columns))
        found |= {line: own for line, reason in refused.items() if reason == _HEADER}
    return dict(sorted(found.items()))


def _find_undated(
    cells: pd.DataFrame, header: Header, shapes: Shapes, headers: Mapping[int, list[str]]
) -> Iterator[int]:
    """Yield the rows of tables below that tell no days, where the first one does.

    They add up the events above, by region or month, or are of something else.
    """
    own = list(map(str, cells.columns))
    if not headers or not (any(shapes.dates) or any(map(names_days, header.names))):
        return
    lines = _lines_of(cells)
    starts = [*headers, lines[-1] + 1]
    for (start, end), names in zip(pairwise(starts), headers.values(), strict=True):
        rows = cells.loc[start + 1 : end - 1]
        if names == own or rows.empty or any(map(names_days, names)):
            continue
        if not any(Shapes(_sample(rows), len(own)).dates):
            yield from map(int, rows.index)


def _find_others(cells: pd.DataFrame, refused: Collection[int]) -> Iterator[int]:
    """Yield the rows of another table that stands below a gap, and whose cells fit no column.

    It begins with words alone, no cell of it is a day, and of the other columns one that is of
    numbers has words in it, or one that is of words numbers.
    """
    at = np.flatnonzero(~cells.index.isin(list(refused)))
    gaps = np.flatnonzero(np.diff(cells.index.to_numpy()[at]) > 1) + 1
    if not 0 < len(gaps) <= _MANY:
        return
    above = cells.iloc[at[: min(int(gaps[0]), SAMPLE)]]
    shapes = Shapes(_sample(above), above.shape[1])
    dates = [number for number, dated in enumerate(shapes.dates) if dated]
    for start, end in pairwise([*gaps, len(at)]) if dates else ():
        block = cells.iloc[at[start:end]]
        first = block.iloc[0].dropna().tolist()
        days = [text for number in dates for text in block.iloc[:, number].dropna()]
        if len(first) < _FEW or not days or any(map(str.isdigit, "".join([*first, *days]))):
            continue
        if any(
            _contradicts(block.iloc[:, number], above.iloc[:, number], shaped=shaped)
            for number, shaped in enumerate(shapes.shaped)
            if number not in dates
        ):
            yield from map(int, block.index)


def _contradicts(block: pd.Series, above: pd.Series, *, shaped: bool) -> bool:
    """Return whether cells of another table are none of those of a column."""
    given, own = block.iloc[1:].dropna().tolist(), above.dropna().tolist()
    if not given or not own:
        return False
    if shaped:
        return not any(any(map(str.isdigit, text)) for text in given)
    return all(map(looks_like_data, given)) and not any(map(looks_like_data, own))


def _sample(rows: pd.DataFrame) -> list[list[str]]:
    return [list(map(str, row)) for row in rows.iloc[:SAMPLE].fillna("").to_numpy()]


def _name_anew(
    cells: pd.DataFrame, headers: Mapping[int, list[str]], refused: Collection[int]
) -> pd.DataFrame:
    """Return the rows that are left, their cells in the columns that the header above names."""
    if not headers:
        return cells.drop(index=list(refused))
    starts = [0, *(cells.index.get_loc(line) for line in headers), len(cells)]
    names = [list(map(str, cells.columns)), *headers.values()]
    parts = [
        cells.iloc[start:end].set_axis(own, axis="columns")
        for (start, end), own in zip(pairwise(starts), names, strict=True)
    ]
    whole = pd.concat(parts).drop(index=list(refused))
    blank = whole.columns[whole.isna().all()].difference(cells.columns)
    return whole.drop(columns=blank)


def _find_totals(cells: pd.DataFrame, shapes: Shapes) -> Iterator[int]:
    """Yield the lines of totals."""
    dates = [name for name, dated in zip(cells.columns, shapes.dates, strict=False) if dated]
    rows = cells[_may_be_totals(cells, dates)]
    labels = dict[str, dict[int, str]]()
    for name, cells_of in rows.items():
        column = cells_of[_has(cells_of, _TELLS_TOTAL)]
        found = column.str.match(TOTAL) | column.str.match(ENDS_IN_TOTAL)
        found |= column.str.match(BARE_TOTAL)
        if (which := found.fillna(value=False).astype(bool)).any():
            told = column[which]
            labels[str(name)] = dict(zip(told.index.tolist(), told.tolist(), strict=True))
    lines = sorted({line for found in labels.values() for line in found})
    if not lines:
        return
    others = cells.drop(index=lines)
    said = others[others.notna().sum(axis=1) > 1]  # titles between them say one thing alone
    full = (said if len(said) else others).notna().mean() >= _ALL_BUT
    usual = {
        (name, row[name])
        for name in labels
        for row in _read_rows(cells, _where(cells[name], labels[name].values())).values()
        if _is_dated(row, dates, name) and _other_texts(row, name, dates)
    }
    for line, row in _read_rows(cells, lines).items():
        for name, labelled in labels.items():
            text = labelled.get(line)
            if text is None or (name, text) in usual:
                continue
            undated = bool(dates) and not _is_dated(row, dates, name)
            # It leaves blank what events fill.
            less = undated or any(full[column] for column in cells.columns if column not in row)
            alone = not _other_texts(row, name, dates)
            bare = re.match(BARE_TOTAL, text) is not None
            if less and (alone or (bare and (undated or not dates))):
                yield line
                break


def _find_sums(cells: pd.DataFrame, refused: Collection[int]) -> Iterator[int]:
    """Yield the lines of totals that no word tells: of a month, or of a region above its places.

    They are all the rows that leave a column blank, say one thing besides their numbers, and all
    these are the sums of the rows between them.
    """
    order = np.flatnonzero(~cells.index.isin(list(refused)))
    tried = set()
    for _, column in cells.items():
        marks = np.flatnonzero(column.isna().to_numpy()[order])
        if not 0 < len(marks) <= min(len(order) // 2, _MANY) or marks.tobytes() in tried:
            continue
        tried.add(marks.tobytes())
        above, below = pairwise([-1, *marks]), pairwise([*marks, len(order)])
        for gaps in (above, below):
            groups = [
                (order[mark], order[start + 1 : end])
                for mark, (start, end) in zip(marks, gaps, strict=True)
            ]
            if _add_up(cells, groups):
                yield from map(int, cells.index[order[marks]])
                return


def _has_years(column: pd.Series) -> bool:
    """Return whether nearly all cells of a column have a year in them, as days and weeks do."""
    given = column.dropna()
    return len(given) > _FEW and given.str.contains(_A_YEAR).mean() >= _ALL_BUT


_A_YEAR = (
    r"(?:^|\D)(?:19|20)\d\d(?:\D|$)|^\s*\d{1,2}[./-]\d{1,2}[./-]\d\d\s*$|^\s*(?:19|20)\d{6}\s*$"
)
_MOST_ADDED = 100_000
"""Rows of a table up to which sums are looked for day by day."""


def _find_sums_of_periods(cells: pd.DataFrame, day: str, refused: Collection[int]) -> Iterator[int]:
    """Yield the totals that are dated by a year or a month among rows that are dated by the day."""
    order = np.flatnonzero(~cells.index.isin(list(refused)))
    wide = cells[day].iloc[order].str.match(_PERIOD).fillna(value=False).to_numpy(dtype=bool)
    marks = np.flatnonzero(wide)
    if not 0 < len(marks) <= min(len(order) // 2, _MANY):
        return
    rest = cells.drop(columns=day)
    for gaps in (pairwise([-1, *marks]), pairwise([*marks, len(order)])):
        groups = [
            (order[mark], order[start + 1 : end])
            for mark, (start, end) in zip(marks, gaps, strict=True)
        ]
        if _add_up(rest, groups):
            yield from map(int, cells.index[order[marks]])
            return


def _find_sums_of_days(cells: pd.DataFrame, day: str, refused: Collection[int]) -> Iterator[int]:
    """Yield the rows that are called the same and add up all others of their day.

    "All districts", "Ukraine" below its regions, a total that is dated: a label tells it, or that
    there is one on every day, and its numbers show it.
    """
    rows = cells[~cells.index.isin(list(refused)) & cells[day].notna()]
    sizes = rows[day].value_counts()
    rows = rows[rows[day].isin(sizes.index[sizes > _FEW])]
    days = rows[day].nunique()
    for name in rows.columns if days else ():
        counts = rows[name].value_counts()
        labels = [str(label) for label in counts.index if any(map(str.isalpha, str(label)))]
        called = [label for label in labels[:_MANY] if _says_all(label)]
        daily = [label for label in labels if 1 < days == counts[label] and label not in called]
        for label in [*called[:_FEW_LABELS], *daily[:_FEW_LABELS]] if name != day else ():
            own = rows[name].eq(label)
            if _are_sums(rows, day, own.fillna(value=False), _FEW + (label in daily)):
                yield from map(int, rows.index[own])
                return


_FEW_LABELS = 20
_OF_ALL = (
    r"(?i)^(?:all|whole|entire|overall|nationwide|countrywide"
    r"|усі|всі|вся|весь|все|вместе|ensemble|tous|toutes|todos|todas|todo|toda|alle|ganz\w{0,2}"  # noqa: RUF001
    r"|wszystkie|cały|cała|całość|كل|جميع)\b"
)
"""What a place is called that is all the others together."""


def _tell_of_wholes(
    cells: pd.DataFrame, days: Sequence[str], refused: Collection[int]
) -> Iterator[str]:
    """Yield a note on what is called all others of its days, whose numbers are no sums of them."""
    rows = cells[~cells.index.isin(list(refused))]
    for day, name in ((day, name) for day in days for name in rows.columns if name != day):
        labels = [str(label) for label in rows[name].dropna().unique()[:_MANY]]
        for label in filter(_says_all, labels):
            own = rows[name].eq(label).fillna(value=False)
            beside = own & rows[day].isin(rows.loc[~own, day].dropna())
            if beside.sum() > 1 and rows.loc[own, day].is_unique:
                yield (
                    f"{label!r} in {name!r} stands beside others of its day in"
                    f" {int(beside.sum()):,} rows, and is no sum of them: each counts as an event"
                    " of its own."
                )
                return


def _says_all(label: str) -> bool:
    return any(re.match(pattern, label) for pattern in (_OF_ALL, TOTAL, ENDS_IN_TOTAL))


def _are_sums(rows: pd.DataFrame, day: str, own: pd.Series, least: int) -> bool:
    """Return whether rows are one a day and each number of theirs is the sum of its day's others.

    Parameters
    ----------
    least
        How many such sums of two numbers or more have to show it.
    """
    totals = rows[own].set_index(day)
    others = rows[~own & rows[day].isin(totals.index)]
    if not totals.index.is_unique or totals.empty:
        return False
    shown = 0
    for name in totals.columns:
        texts = pd.concat([totals[name], others[name]]).dropna().str.strip()
        if texts.empty or not texts.str.fullmatch(_WHOLE).all():
            continue
        numbers = pd.to_numeric(rows[name])
        if (numbers.diff().dropna() == 1).all() or texts.nunique() == 1:
            continue  # it numbers the rows, or is the year of all
        given = pd.to_numeric(others[name].str.strip())
        added = given.groupby(others[day]).sum()
        addends = (given > 0).groupby(others[day]).sum()
        said = pd.to_numeric(totals[name].str.strip()).dropna()
        if (added.reindex(said.index).fillna(0) != said).any():
            return False
        shown += int((addends.reindex(said.index) >= _FEW).sum())
    return shown >= least


def _add_up(cells: pd.DataFrame, groups: Iterable[tuple[int, np.ndarray]]) -> bool:
    """Return whether the numbers of each row are the sums of those of the rows of its group.

    By chance one number may be, but hardly two; and the sum of a single row shows nothing. What all
    rows of a group say, its total may say as well.
    """
    sums = most = 0
    for at, rows in groups:
        told = cells.iloc[at].dropna().str.strip()
        numbers = told[told.str.fullmatch(_WHOLE)]
        texts = told.drop(index=numbers.index)
        alone = [name for name, text in texts.items() if (cells[name].iloc[rows] != text).any()]
        if numbers.empty or not len(rows) or len(alone) > 1:
            return False
        for name, number in numbers.items():
            given = cells[name].iloc[rows].dropna().str.strip()
            whole = given.str.fullmatch(_WHOLE).all()
            if not whole or given.astype("int64").sum() != int(number):
                return False
            sums += number != "0"
        most = max(most, len(rows))
    return sums >= _FEW and most >= _FEW


def _has(column: pd.Series, pattern: str) -> np.ndarray:
    """Return which cells have what a pattern of Arrow's finds, anywhere."""
    texts = pa.array(column, pa.large_string(), from_pandas=True)
    found = pc.match_substring_regex(texts, pattern).fill_null(fill_value=False)
    return np.asarray(found.to_numpy(zero_copy_only=False))


def _may_be_totals(cells: pd.DataFrame, dates: Sequence[str]) -> pd.Series:
    """Return which rows leave blank what most fill, or say no day where most do."""
    most = _ALL_BUT if len(cells) > _MANY else _SOME
    found = pd.Series(data=False, index=cells.index)
    for column in cells.columns:
        blank = cells[column].isna()
        if blank.mean() <= 1 - most:
            found |= blank
    for column in dates:
        found |= ~cells[column].str.match(r"\s*[0-9]").fillna(value=False).astype(bool)
    return found


def _where(column: pd.Series, texts: Collection[str]) -> list[int]:
    """Return where texts stand in a column: some of the places, if they are many."""
    return [int(line) for line in column.index[column.isin(set(texts))][:_MANY]]


def _is_dated(row: Mapping[str, str], dates: Sequence[str], name: str) -> bool:
    return any(date in row for date in dates if date != name)


def _other_texts(row: Mapping[str, str], name: str, dates: Sequence[str]) -> list[str]:
    return [
        text
        for column, text in row.items()
        if column != name and column not in dates and any(map(str.isalpha, text))
    ]
